"""Two panes (主次两栏): a side pane beside the main one, or above or below it where room is scarce."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QBoxLayout, QWidget

from minzheng_desk.ui.look.look import look
from minzheng_desk.ui.settings import Settings
from minzheng_desk.ui.widgets.splitter import Splitter
from minzheng_desk.ui.widgets.standing import Standing


class TwoPanes(Standing):
    """The side pane at the left of the main one while there are ``needs`` pixels of the design for both.

    With less, be it the window that is small or the type that is large, they stand under each other, and
    the page scrolls: words are read in one column, never by moving from side to side.
    """

    turned = Signal()
    """The panes now stand the other way; see `beside`."""

    def __init__(
        self, settings: Settings, name: str, side: QWidget, main: QWidget, *, width: int, needs: int
    ) -> None:
        super().__init__(needs)
        self.side, self.main = side, main
        self._across = Splitter(settings, name)
        self._across.add(side, width)
        self._across.add(main)
        self._column = QBoxLayout(QBoxLayout.Direction.BottomToTop, self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self._across, 1)
        look().changed.connect(self._fit)
        self._fit()

    def lead_with_side(self, *, leads: bool) -> None:
        """Say which pane stands above the other where there is no room for both."""
        way = QBoxLayout.Direction
        self._column.setDirection(way.BottomToTop if leads else way.TopToBottom)

    def turn(self) -> None:
        """Put the side pane beside the main one, or above or below it."""
        keyboard = QApplication.focusWidget()
        if self.beside:
            self._across.insertWidget(0, self.side)
            self._across.place()
        else:
            self._column.addWidget(self.side)
        if keyboard is not None and self.side.isAncestorOf(keyboard):
            keyboard.setFocus()
        self.turned.emit()

    def _fit(self) -> None:
        self._column.setSpacing(look().px(10))
