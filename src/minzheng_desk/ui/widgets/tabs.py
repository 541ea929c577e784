"""Tabs (页签): an underline under the shown one, counts in grey, and in red what is missing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import QRect, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QTabBar

from minzheng_desk.ui.look.look import look


@dataclass(frozen=True, slots=True)
class Tab:
    """One tab; ``alert`` is said in red in place of the count (“缺 2”)."""

    key: str
    label: str
    count: int | None = None
    alert: str = ""

    @property
    def beside(self) -> str:
        """What stands beside the label."""
        return self.alert or ("" if self.count is None else str(self.count))


class Tabs(QTabBar):
    """A tab bar with the keyboard and role of Qt's own; only its painting is ours."""

    chosen = Signal(str)

    def __init__(self, tabs: Iterable[Tab] = ()) -> None:
        super().__init__()
        self._tabs: list[Tab] = []
        self.setExpanding(False)
        self.setDrawBase(False)
        self.setUsesScrollButtons(True)
        self.setElideMode(Qt.TextElideMode.ElideNone)
        self.currentChanged.connect(self._tell)
        look().changed.connect(self._refit)
        self.show_tabs(tabs)

    def show_tabs(self, tabs: Iterable[Tab]) -> None:
        """Show these tabs; the shown one stays shown where it is still there."""
        before, self._tabs = self.key, list(tabs)
        quiet = QSignalBlocker(self)
        while self.count() > len(self._tabs):
            self.removeTab(self.count() - 1)
        for place, tab in enumerate(self._tabs):
            if place >= self.count():
                self.addTab("")
            self.setTabText(place, f"{tab.label} {tab.beside}".rstrip())
        keys = [tab.key for tab in self._tabs]
        if before in keys:
            self.setCurrentIndex(keys.index(before))
        quiet.unblock()
        self._refit()

    @property
    def key(self) -> str:
        """The key of the shown tab; empty before there is one."""
        return self._tabs[self.currentIndex()].key if 0 <= self.currentIndex() < len(self._tabs) else ""

    def choose(self, key: str) -> None:
        """Show a tab by its key."""
        self.setCurrentIndex([tab.key for tab in self._tabs].index(key))

    def tabSizeHint(self, index: int) -> QSize:
        """As wide as the label in bold and what stands beside it, so that nothing jumps."""
        if index >= len(self._tabs):
            return QSize(0, look().px(34))
        ours, tab = look(), self._tabs[index]
        beside = ours.px(5) + ours.metrics("table").horizontalAdvance(tab.beside) if tab.beside else 0
        words = ours.metrics("body", bold=True).horizontalAdvance(tab.label)
        return QSize(words + beside + ours.px(24), ours.px(34))

    def minimumTabSizeHint(self, index: int) -> QSize:
        """A tab is never cut."""
        return self.tabSizeHint(index)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint labels, counts, and the line under the shown one."""
        painter = QPainter(self)
        for place, tab in enumerate(self._tabs):
            self._paint_tab(painter, self.tabRect(place), tab, shown=place == self.currentIndex())
        painter.end()

    def _paint_tab(self, painter: QPainter, room: QRect, tab: Tab, *, shown: bool) -> None:
        ours = look()
        left = room.left() + ours.px(2)
        painter.setFont(ours.font("body", bold=shown))
        painter.setPen(ours.color("accent" if shown else "ink"))
        line = QRect(left, room.top(), room.width(), room.height())
        painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, tab.label)
        words = ours.metrics("body", bold=shown).horizontalAdvance(tab.label)
        if tab.beside:
            painter.setFont(ours.font("table"))
            painter.setPen(ours.color("bad" if tab.alert else "ink2"))
            line.setLeft(left + words + ours.px(5))
            painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, tab.beside)
            words += ours.px(5) + ours.metrics("table").horizontalAdvance(tab.beside)
        if shown:
            height = ours.px(3)
            painter.fillRect(left, room.bottom() + 1 - height, words, height, ours.color("accent"))
        if shown and self.hasFocus():
            painter.setPen(QPen(ours.color("focus"), ours.ring))
            painter.drawRect(QRect(left, room.top(), words, room.height()).adjusted(-2, 2, 2, -2))

    def _tell(self, place: int) -> None:
        if 0 <= place < len(self._tabs):
            self.chosen.emit(self._tabs[place].key)

    def _refit(self) -> None:
        self.setFont(look().font("body"))
        self.updateGeometry()
        self.update()
