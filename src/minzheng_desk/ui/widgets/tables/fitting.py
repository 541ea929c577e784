"""How the columns of a table fit its view: kept widths at the scale of the look, the rest to one column."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from PySide6.QtCore import QObject, Signal

from minzheng_desk.ui.look.look import look
from minzheng_desk.ui.widgets.tables.columns import FIGURES, SECRET, ColumnKind, TableColumn
from minzheng_desk.ui.widgets.tables.header import TableHeader
from minzheng_desk.ui.widgets.tables.memory import Layout, Memory, kept_form, layout_from, usual_layout

_KEPT_AS = "columns"
_LONG = 90
"""Texts narrower than this are short words, which are not narrowed."""
_EVEN = SECRET | {ColumnKind.NAME, ColumnKind.DATE, ColumnKind.MONTH}
"""Kinds that need no more than their cells; a sum is wider than its parts."""
_SHORTENED = 30
"""By how many per cent a text may be narrowed."""


class ColumnFit(QObject):
    """Puts a `Layout` on the header, fills the width of the view, and keeps what the person changes."""

    changed = Signal()

    def __init__(self, header: TableHeader, memory: Memory, needed: Callable[[int], int]) -> None:
        super().__init__(header)
        self._needed = needed
        """How many pixels a column needs for what it shows at present."""
        self._header, self._memory = header, memory
        self._columns = header.columns
        self._by_name = {column.called: at for at, column in enumerate(self._columns)}
        self.layout: Layout = layout_from(memory.get(_KEPT_AS), self._columns)
        self._room = 0
        self._placing = False
        header.sectionResized.connect(self._on_resized)
        header.sectionMoved.connect(self._on_moved)

    def apply(self, room: int | None = None) -> None:
        """Put the columns in their order and give them their widths in a view of this many pixels."""
        self._room = self._room if room is None else room
        with self._placed_by_us():
            for visual, name in enumerate(self.layout.order):
                at = self._by_name[name]
                self._header.moveSection(self._header.visualIndex(at), visual)
                self._header.setSectionHidden(at, name in self.layout.hidden)
        self.fill(self._room)

    def fill(self, room: int) -> None:
        """Give the columns their widths, and what is left to the one that grows."""
        self._room = room
        shown = [self._by_name[name] for name in self.layout.order if name not in self.layout.hidden]
        widths = {at: self._wanted(at) for at in shown}
        growing = next((at for at in shown if self._columns[at].grows), shown[-1] if shown else None)
        free = room - sum(widths.values())
        if growing is not None and free > 0:
            widths[growing] += free
        elif free < 0:
            self._shorten(widths, -free)
        with self._placed_by_us():
            for at, width in widths.items():
                if self._header.sectionSize(at) != width:
                    self._header.resizeSection(at, width)

    def show_column(self, name: str, *, shown: bool) -> None:
        """Show or hide a column; the last one shown stays."""
        hidden = self.layout.hidden - {name} if shown else self.layout.hidden | {name}
        if len(hidden) < len(self.layout.order):
            self.layout.hidden = hidden
            self._keep()

    def reorder(self, names: list[str]) -> None:
        """Put the columns in this order."""
        self.layout.order = names
        self._keep()

    def restore(self) -> None:
        """Forget what the person changed."""
        self.layout = usual_layout(self._columns)
        self._memory.put(_KEPT_AS, None)
        self.apply()
        self.changed.emit()

    def widen(self, at: int, width: int) -> None:
        """Give a column this many pixels."""
        self._on_resized(at, 0, width)

    def _shorten(self, widths: dict[int, int], excess: int) -> None:
        """Take off what columns do not need, and a little off long texts, when that spares scrolling.

        What somebody widened by hand stays.
        """
        spare = {at: self._spare(at, width) for at, width in widths.items()}
        together = sum(spare.values())
        if not 0 < excess <= together:
            return
        for at in widths:
            widths[at] -= -(-spare[at] * excess // together)

    def _wanted(self, at: int) -> int:
        """How wide a column would be had it the room: a name is read whole unless somebody narrowed it."""
        column = self._columns[at]
        width = look().px(self.layout.widths[column.called])
        if column.kind is not ColumnKind.NAME or self._by_hand(column):
            return width
        return max(width, self._needed(at))

    def _by_hand(self, column: TableColumn) -> bool:
        return self.layout.widths[column.called] != column.width

    def _spare(self, at: int, width: int) -> int:
        column = self._columns[at]
        if self._by_hand(column):
            return 0
        if column.kind is ColumnKind.TEXT and column.width >= _LONG:
            return width * _SHORTENED // 100
        if column.kind in _EVEN or (column.kind in FIGURES and column.total is not None):
            return max(width - self._needed(at), 0)
        return 0

    def _keep(self) -> None:
        self._memory.put(_KEPT_AS, kept_form(self.layout))
        self.apply()
        self.changed.emit()

    def _on_resized(self, at: int, _before: int, width: int) -> None:
        if self._placing or not width:
            return
        self.layout.widths[self._columns[at].called] = round(width / look().scale)
        self._memory.put(_KEPT_AS, kept_form(self.layout))
        self.fill(self._room)

    def _on_moved(self, _at: int, _before: int, _after: int) -> None:
        if self._placing:
            return
        header = self._header
        self.layout.order = [
            self._columns[header.logicalIndex(visual)].called for visual in range(header.count())
        ]
        self._keep()

    @contextmanager
    def _placed_by_us(self) -> Iterator[None]:
        before, self._placing = self._placing, True
        try:
            yield
        finally:
            self._placing = before
