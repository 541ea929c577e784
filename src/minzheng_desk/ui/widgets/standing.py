"""Parts that stand beside each other while there is room, and otherwise with less of it."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from minzheng_desk.ui.look.look import look


class Standing(QWidget):
    """Turns its parts when it becomes narrower or wider than ``needs`` pixels of the design.

    It turns afterwards: parts may go, and a size may be given while Qt walks over all widgets.
    """

    def __init__(self, needs: int) -> None:
        super().__init__()
        self.beside = True
        """Whether the parts stand beside each other."""
        self._needs = needs
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._stand)
        look().changed.connect(self._soon.start)

    def turn(self) -> None:
        """Stand the parts as `beside` says."""
        raise NotImplementedError

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stand the parts as the new size allows."""
        super().resizeEvent(event)
        self._soon.start()

    def showEvent(self, event: QShowEvent) -> None:
        """Stand the parts as the look allows that was chosen meanwhile."""
        super().showEvent(event)
        self._soon.start()

    def _stand(self) -> None:
        beside = self.width() >= look().px(self._needs)
        if beside != self.beside and self.isVisible():
            self.beside = beside
            self.turn()
