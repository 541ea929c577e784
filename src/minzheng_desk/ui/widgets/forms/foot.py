"""The row under a form: when the draft was kept, 保存并再录一人, 保存."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from minzheng_desk.ui.look.look import look
from minzheng_desk.ui.widgets.buttons import Button
from minzheng_desk.ui.widgets.labels import label, rule


class SaveButton(Button):
    """A button that Enter presses too, and from which Shift+Enter goes back into the form."""

    back = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses, Shift+Enter goes back."""
        if event.key() not in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            super().keyPressEvent(event)
        elif event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.back.emit()
        else:
            self.click()


class Foot(QWidget):
    """The buttons of a form. The primary one is at the far right."""

    def __init__(self, save: str, again: str) -> None:
        super().__init__()
        self.said = label("", "hint")
        self.again = SaveButton(again, "plain") if again else None
        self.save = SaveButton(f"{save} F10", "primary")
        self.save.setAccessibleName(save)
        self._row = QHBoxLayout()
        self._row.addWidget(self.said, 1)
        if self.again is not None:
            self._row.addWidget(self.again)
        self._row.addWidget(self.save)
        self._page = QVBoxLayout(self)
        self._page.setContentsMargins(0, 0, 0, 0)
        self._page.addWidget(rule())
        self._page.addLayout(self._row)
        look().changed.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        self._row.setSpacing(look().px(8))
        self._page.setSpacing(look().px(8))
