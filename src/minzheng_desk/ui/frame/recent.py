"""Ctrl+Tab: the objects visited last, to go back to one of them without looking for it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QListWidget, QWidget

from minzheng_desk.ui.look.look import look
from minzheng_desk.ui.screen import Address
from minzheng_desk.ui.widgets.labels import label
from minzheng_desk.ui.widgets.tables.popups import Popup

_WIDTH, _ROW, _BELOW = 460, 39, 70


class Visited(NamedTuple):
    """An object somebody had open: where it is, on which page, and how people call it."""

    address: Address
    page: str
    called: str


class RecentObjects(Popup):
    """A short list; Ctrl+Tab again and the arrows move in it, Enter or a click opens, Esc closes."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget, visited: Sequence[Visited]) -> None:
        super().__init__(parent, "刚才打开过的")
        self._visited = tuple(visited)
        self.list = QListWidget()
        self.list.setProperty("kind", "choices")
        self.list.setAccessibleName("刚才打开过的")
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.addItems([f"{one.page}　{one.called}" for one in visited])
        self.list.setCurrentRow(0)
        self.list.itemClicked.connect(lambda _: self._choose())
        self.list.itemActivated.connect(lambda _: self._choose())
        self.column.addWidget(label("刚才打开过的", "hint"))
        self.column.addWidget(self.list)
        self.setFixedWidth(look().px(_WIDTH))
        self.list.setFixedHeight(look().px(_ROW * len(visited) + 18))
        self.setFocusProxy(self.list)
        for keys, step in (("Ctrl+Tab", 1), ("Ctrl+Shift+Tab", -1)):
            again = QShortcut(QKeySequence(keys), self)
            again.activated.connect(lambda step=step: self.move_on(step))

    def open_over(self, pages: QWidget) -> None:
        """Open in the middle of the pages, near their top."""
        left = (pages.width() - self.width()) // 2
        self.open_at(pages.mapToGlobal(QPoint(left, look().px(_BELOW))))

    def move_on(self, step: int) -> None:
        """Go to the next line; behind the last comes the first."""
        self.list.setCurrentRow((self.list.currentRow() + step) % self.list.count())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the line, Esc closes."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._choose()
        elif event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

    def _choose(self) -> None:
        at = self.list.currentRow()
        if self.isVisible() and at >= 0:
            self.close()
            self.chosen.emit(self._visited[at].address)
