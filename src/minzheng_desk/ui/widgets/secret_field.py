"""The field for a passphrase (口令)."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit


class SecretField(QLineEdit):
    """A field whose content is dots until it is asked to show; the arrows go to the list above it."""

    moved = Signal(int)

    def __init__(self, spoken_name: str) -> None:
        super().__init__()
        self.setAccessibleName(spoken_name)
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setInputMethodHints(
            Qt.InputMethodHint.ImhHiddenText
            | Qt.InputMethodHint.ImhSensitiveData
            | Qt.InputMethodHint.ImhNoPredictiveText
        )

    def show_content(self, shown: bool) -> None:  # noqa: FBT001 - a check box says so
        """Show what was typed, or dots. Shown, the input method works too, for passphrases in Chinese."""
        self.setEchoMode(QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password)

    def take(self) -> str:
        """What was typed, which is forgotten here."""
        typed = self.text()
        self.clear()
        return typed

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and Down choose another person without leaving the field."""
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self.moved.emit(step)
