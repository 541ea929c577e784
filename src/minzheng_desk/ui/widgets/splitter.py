"""The splitter (分栏) between panes, which remembers where a person put it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QSplitter, QSplitterHandle, QWidget

from minzheng_desk.ui.look.look import look
from minzheng_desk.ui.settings import Settings


class Splitter(QSplitter):
    """Panes side by side; `Settings` keep the widths under ``name``, a double click forgets them."""

    def __init__(
        self, settings: Settings, name: str, orientation: Qt.Orientation = Qt.Orientation.Horizontal
    ) -> None:
        super().__init__(orientation)
        self._settings, self._name = settings, name
        self._design: list[int] = []
        self._placed = False
        self.setChildrenCollapsible(False)
        self.splitterMoved.connect(self._keep)
        look().changed.connect(self._fit)
        self._fit()

    def add(self, pane: QWidget, width: int = 0) -> None:
        """Add a pane of ``width`` pixels of the design; the one without takes the rest."""
        self.addWidget(pane)
        self._design.append(width)
        self.setStretchFactor(self.count() - 1, 0 if width else 1)

    def place(self) -> None:
        """Put the panes where this person left them, or as designed."""
        kept = self._settings.get(self._name)
        if isinstance(kept, list) and len(kept) == self.count() and all(isinstance(one, int) for one in kept):
            self.setSizes(kept)
        else:
            self.reset()

    def reset(self) -> None:
        """Put the panes as designed, and forget where they were put."""
        whole = self.width() if self.orientation() == Qt.Orientation.Horizontal else self.height()
        fixed = [look().px(width) for width in self._design]
        gaps = self.handleWidth() * (self.count() - 1)
        rest = max(look().px(200), whole - sum(fixed) - gaps)
        self.setSizes([width or rest for width in fixed])
        self._settings.put(self._name, None)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place the panes at the first size the page gives."""
        super().resizeEvent(event)
        if not self._placed and self.count():
            self._placed = True
            self.place()

    def createHandle(self) -> QSplitterHandle:
        """The bar between two panes."""
        return _Handle(self.orientation(), self)

    def _keep(self) -> None:
        self._settings.put(self._name, self.sizes())

    def _fit(self) -> None:
        self.setHandleWidth(look().px(10))


class _Handle(QSplitterHandle):
    def mouseDoubleClickEvent(self, _event: QMouseEvent) -> None:
        splitter = self.splitter()
        if isinstance(splitter, Splitter):
            splitter.reset()
