"""What a table says when it has nothing to show: what is empty, and the ways out."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from minzheng_desk.ui.look import icons
from minzheng_desk.ui.look.look import look

_ICON = 40


class EmptyState(QWidget):
    """An icon, a sentence and a few remedies in the middle of an empty view."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._icon = ""
        self._picture, self._text = QLabel(), QLabel()
        self._text.setProperty("role", "hint")
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._text.setWordWrap(True)
        self._text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._row = QHBoxLayout()
        self._remedies: list[QPushButton] = []
        column = QVBoxLayout(self)
        column.addStretch(1)
        for widget in (self._picture, self._text):
            column.addWidget(widget)
        column.addLayout(self._row)
        column.addStretch(2)
        look().changed.connect(self._fit)
        self.hide()

    def say(self, icon: str, text: str, remedies: Sequence[QPushButton] = ()) -> None:
        """Say this when there is nothing; the buttons lead on."""
        while self._row.takeAt(0) is not None:
            pass
        for button in self._remedies:
            if button not in remedies:
                button.hide()
                button.deleteLater()
        self._remedies = list(remedies)
        self._row.addStretch(1)
        for button in remedies:
            self._row.addWidget(button)
            button.show()
        self._row.addStretch(1)
        self._icon = icon
        self._text.setText(text)
        self.setAccessibleName(text)
        self._fit()

    def _fit(self) -> None:
        if self._icon:
            self._picture.setPixmap(icons.pixmap(self._icon, "ink3", _ICON))
        spacing = look().px(10)
        self._row.setSpacing(spacing)
        column = self.layout()
        if column is not None:
            column.setSpacing(spacing)
