"""List and panel beside each other; with little room or large type the panel stands beneath the list."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from minzheng_desk.ui.look.look import look
from minzheng_desk.ui.panels.benefits.side import SidePanel
from minzheng_desk.ui.settings import Settings
from minzheng_desk.ui.widgets.splitter import Splitter

_FROM, _WIDTH, _HEIGHT = 1060, 296, 160
"""From which width on the panel stands beside the list, how wide it is there, how high beneath."""


class Beside(Splitter):
    """Begins one above the other, which needs least room, so that no page is wider than its window."""

    def __init__(self, settings: Settings, name: str, main: QWidget, side: SidePanel) -> None:
        super().__init__(settings, name, Qt.Orientation.Vertical)
        self._side = side
        self.add(main)
        self.add(side, _WIDTH)
        side.set_flat(flat=True)
        look().changed.connect(self._stand)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stand as the new width allows."""
        self._stand()
        super().resizeEvent(event)

    def place(self) -> None:
        """Put the panes where this person left them, or as designed; heights are not remembered."""
        if self.orientation() == Qt.Orientation.Horizontal:
            super().place()
        else:
            height = look().px(_HEIGHT)
            self.setSizes([max(0, self.height() - height), height])

    def _keep(self) -> None:
        if self.orientation() == Qt.Orientation.Horizontal:
            super()._keep()

    def _stand(self) -> None:
        narrow = self.width() < look().px(_FROM)
        wanted = Qt.Orientation.Vertical if narrow else Qt.Orientation.Horizontal
        if self.orientation() != wanted:
            self.setOrientation(wanted)
            self._side.set_flat(flat=narrow)
            # Widths are only right when the page has its new size.
            QTimer.singleShot(0, self, self.place)
