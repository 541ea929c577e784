"""Two panes (主次两栏): a side pane beside the main one, or above or below it where room is scarce."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QBoxLayout, QWidget

from minzheng_desk.ui.look.look import look
from minzheng_desk.ui.settings import Settings
from minzheng_desk.ui.widgets.splitter import Splitter


class TwoPanes(QWidget):
    """The side pane at the left of the main one while there are ``needs`` pixels of the design for both.

    With less, be it the window that is small or the type that is large, they stand under each other, and
    the page scrolls: words are read in one column, never by moving from side to side.
    """

    turned = Signal()
    """The panes now stand the other way; see `beside`."""

    def __init__(
        self, settings: Settings, name: str, side: QWidget, main: QWidget, *, width: int, needs: int
    ) -> None:
        super().__init__()
        self.side, self.main, self._needs = side, main, needs
        self.beside = True
        """Whether the panes stand beside each other."""
        self._across = Splitter(settings, name)
        self._across.add(side, width)
        self._across.add(main)
        self._column = QBoxLayout(QBoxLayout.Direction.BottomToTop, self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self._across, 1)
        # Turned afterwards: a handle goes, and a size may be given while Qt walks over all widgets.
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._stand)
        look().changed.connect(self._fit)
        self._fit()

    def lead_with_side(self, *, leads: bool) -> None:
        """Say which pane stands above the other where there is no room for both."""
        way = QBoxLayout.Direction
        self._column.setDirection(way.BottomToTop if leads else way.TopToBottom)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stand the panes as the new size allows."""
        super().resizeEvent(event)
        self._soon.start()

    def showEvent(self, event: QShowEvent) -> None:
        """Stand the panes as the look allows that was chosen meanwhile."""
        super().showEvent(event)
        self._soon.start()

    def _stand(self) -> None:
        beside = self.width() >= look().px(self._needs)
        if beside == self.beside or not self.isVisible():
            return
        self.beside = beside
        keyboard = QApplication.focusWidget()
        if beside:
            self._across.insertWidget(0, self.side)
            self._across.place()
        else:
            self._column.addWidget(self.side)
        if keyboard is not None and self.side.isAncestorOf(keyboard):
            keyboard.setFocus()
        self.turned.emit()

    def _fit(self) -> None:
        self._column.setSpacing(look().px(10))
        self._soon.start()
