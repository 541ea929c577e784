"""Which cells are chosen, kept while rows are sorted, filtered or come again."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QItemSelection, QItemSelectionModel

from minzheng_desk.ui.widgets.tables.rows_model import RowsModel
from minzheng_desk.ui.widgets.tables.summing import Block
from minzheng_desk.ui.widgets.tables.view import RowsView, stretches

_MOST_KEPT = 2_000
"""More chosen rows than this are not looked for again one by one."""
_FLAGS = QItemSelectionModel.SelectionFlag


@dataclass(frozen=True, slots=True)
class ChosenRows:
    """What was chosen: rows by number, the current one among them, and the current column."""

    rows: frozenset[int]
    current: int
    column: int


@dataclass(frozen=True, slots=True)
class ChosenKeys:
    """What was chosen, by the keys of the rows."""

    keys: frozenset[Hashable]
    current: Hashable | None
    column: int


class Choice:
    """Reads and restores what is chosen in a view."""

    def __init__(self, view: RowsView, model: RowsModel) -> None:
        self._view, self._model = view, model

    def by_number(self) -> ChosenRows:
        """What is chosen, for the same rows in another order."""
        shown, current = self._model.order.shown, self._view.currentIndex()
        places = self._view.touched_rows
        rows = frozenset(shown[place] for place in places) if len(places) <= _MOST_KEPT else frozenset[int]()
        # Qt puts the keyboard into the first cell when a view gets the focus; nobody chose that one.
        at = shown[current.row()] if self._view.is_touched(current.row()) else -1
        return ChosenRows(rows, at, current.column())

    def by_key(self) -> ChosenKeys:
        """What is chosen, for rows that come again."""
        chosen, rows = self.by_number(), self._model.order.rows
        keys = frozenset(self._model.key_of(rows[at]) for at in chosen.rows)
        current = self._model.key_of(rows[chosen.current]) if chosen.current >= 0 else None
        return ChosenKeys(keys, current, chosen.column)

    def restore(self, chosen: ChosenRows) -> None:
        """Choose the same rows again, as far as they are shown."""
        if chosen.current < 0 and not chosen.rows:
            return
        wanted = chosen.rows | {chosen.current}
        places = {at: place for place, at in enumerate(self._model.order.shown) if at in wanted}
        if (place := places.pop(chosen.current, None)) is not None:
            self._view.setCurrentIndex(self._model.index(place, max(chosen.column, 0)))
        if len(chosen.rows) > 1:
            self._select(places.values())

    def restore_keys(self, chosen: ChosenKeys) -> None:
        """Choose the rows with the same keys, as far as they came again and are shown."""
        if chosen.current is None and not chosen.keys:
            return
        key_of = self._model.key_of
        keys = {key_of(row): at for at, row in enumerate(self._model.order.rows)}
        rows = frozenset(keys[key] for key in chosen.keys if key in keys)
        self.restore(ChosenRows(rows, keys.get(chosen.current, -1), chosen.column))

    def go_to(self, place: int) -> None:
        """Make the row at this place the current one, in the column where the keyboard is."""
        column = self._view.currentIndex().column()
        if column < 0:
            column = max(self._view.titles.logicalIndex(0), 0)
        index = self._model.index(place, column)
        self._view.setCurrentIndex(index)
        self._view.scrollTo(index)

    def next_place(self, predicate: Callable[[Any], bool], step: int) -> int | None:
        """Go to the next row of which the predicate holds, round the end; its place, if there is one."""
        count, here = self._model.rowCount(), self._view.currentIndex().row()
        start = here if self._view.is_touched(here) else min(-step, 0)
        for away in range(1, count + 1):
            place = (start + away * step) % count
            if predicate(self._model.row_at(place)):
                self.go_to(place)
                return place
        return None

    def go_to_key(self, key: Hashable) -> bool:
        """Go to the row with this key; says whether it is shown."""
        for place, at in enumerate(self._model.order.shown):
            if self._model.key_of(self._model.order.rows[at]) == key:
                self.go_to(place)
                return True
        return False

    def blocks(self) -> list[Block]:
        """The rectangles of chosen cells."""
        return [
            Block(stretch.top(), stretch.left(), stretch.bottom(), stretch.right())
            for stretch in stretches(self._view.selectionModel())
        ]

    def columns(self) -> list[int]:
        """The columns in which a cell is chosen."""
        touched = {at for block in self.blocks() for at in range(block.left, block.right + 1)}
        return sorted(touched)

    def _select(self, places: Iterable[int]) -> None:
        last = self._model.columnCount() - 1
        selection = QItemSelection()
        for place in places:
            selection.select(self._model.index(place, 0), self._model.index(place, last))
        self._view.selectionModel().select(selection, _FLAGS.Select)
