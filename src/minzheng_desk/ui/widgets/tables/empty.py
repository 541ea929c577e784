"""What a table says when it has nothing to show: what is empty, and the ways out."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from minzheng_desk.ui.look import icons
from minzheng_desk.ui.look.look import look
from minzheng_desk.ui.widgets.buttons import soft

_ICON = 40


class EmptyState(QWidget):
    """An icon, a sentence and a few buttons in the middle of an empty view.

    The page says what stands there when there are no rows; that a filter leaves none is said by itself.
    """

    def __init__(self, parent: QWidget, clear: Callable[[], object]) -> None:
        super().__init__(parent)
        self._said: tuple[str, str] | None = None
        self._remedies: list[QPushButton] = []
        self._icon = ""
        self._picture, self._text = QLabel(), QLabel()
        self._text.setProperty("role", "hint")
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._text.setWordWrap(True)
        for label in (self._picture, self._text):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.clear = soft("清除筛选", "x", small=True)
        self.clear.clicked.connect(clear)
        self._row = QHBoxLayout()
        self._row.addStretch(1)
        self._row.addWidget(self.clear)
        self._row.addStretch(1)
        column = QVBoxLayout(self)
        column.addStretch(1)
        column.addWidget(self._picture)
        column.addWidget(self._text)
        column.addLayout(self._row)
        column.addStretch(2)
        look().changed.connect(self._fit)
        self.hide()

    def say(self, icon: str, text: str, remedies: Sequence[QPushButton] = ()) -> None:
        """What is said when there are no rows at all; the buttons lead on."""
        for button in self._remedies:
            if button not in remedies:
                self._row.removeWidget(button)
                button.deleteLater()
        self._said, self._remedies = (icon, text), list(remedies)
        for button in remedies:
            self._row.insertWidget(self._row.count() - 1, button)

    def follow(self, *, rows: int, shown: int) -> None:
        """Stand there, or not, for so many rows of which so many are shown."""
        filtered_away = rows > 0 and shown == 0
        for button in self._remedies:
            button.setVisible(not filtered_away)
        self.clear.setVisible(filtered_away)
        if filtered_away:
            self._say("filter", "没有符合筛选条件的行。")
        elif self._said is not None:
            self._say(*self._said)
        self.setVisible(filtered_away or (rows == 0 and self._said is not None))

    def _say(self, icon: str, text: str) -> None:
        self._icon = icon
        self._text.setText(text)
        self.setAccessibleName(text)
        self._fit()

    def _fit(self) -> None:
        if self._icon:
            self._picture.setPixmap(icons.pixmap(self._icon, "ink3", _ICON))
        self._row.setSpacing(look().px(10))
        column = self.layout()
        if column is not None:
            column.setSpacing(look().px(10))
