"""Which rows of a table are shown and in which order: sorted, filtered and added up without Qt.

Values and sort keys of a column are read off the rows once and kept; a filter is one byte per row; an order
is a list of row numbers. 100,000 rows are sorted or filtered in a few hundredths of a second.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import compress, filterfalse
from operator import and_
from typing import Any

from minzheng_desk.documents.layout import Total
from minzheng_desk.ui.widgets.tables.cells import cell_text, comparable
from minzheng_desk.ui.widgets.tables.columns import SECRET, ColumnKind, TableColumn, reading
from minzheng_desk.ui.widgets.tables.search import Haystack, joined

Mask = bytes
"""One byte per row, 1 where the row stays."""

SEARCH = "搜索"
"""The name of the filter that is typed."""

_ORDERS_KEPT = 6
_AT_ONCE = 500
"""So many names are read in two or three milliseconds."""
_BY_READING = frozenset({ColumnKind.TEXT, ColumnKind.NAME, ColumnKind.CHIP})
_CHANGED = SECRET | {ColumnKind.MONTH, ColumnKind.CODE, ColumnKind.DATE}
"""Kinds whose empty cells may be an empty text, which has no place among days or months."""


@dataclass(frozen=True, slots=True)
class SortedBy:
    """One key of the order: a column by its place, and the direction."""

    column: int
    descending: bool = False


@dataclass(frozen=True, slots=True)
class Filter:
    """A filter: how its mask is worked out for the rows of the moment, and how it is written out."""

    mask: Callable[[ReadRows], Mask]
    words: str
    values: frozenset[str] = frozenset()
    """The texts wanted of a column's values; empty for a filter of another sort."""


class ReadRows:
    """What was read off one set of rows so far; another set gets another one."""

    def __init__(self, columns: Sequence[TableColumn], rows: Sequence[Any]) -> None:
        self.columns, self.rows = tuple(columns), rows
        self.haystack = Haystack(self.columns, rows)
        self._values: dict[int, list[Any]] = {}
        self._keys: dict[int, list[Any]] = {}
        self._longest: dict[int, tuple[str, str]] = {}

    def values(self, column: int) -> list[Any]:
        """The value of every row in a column."""
        found = self._values.get(column)
        if found is None:
            found = self._values[column] = list(map(self.columns[column].reader(), self.rows))
        return found

    def texts(self, column: int) -> list[str]:
        """What every row's cell in a column reads."""
        at, values = self.columns[column], self.values(column)
        known = {value: cell_text(at, value) for value in set(values)}
        return list(map(known.__getitem__, values))

    def longest(self, column: int) -> tuple[str, str]:
        """The longest texts of a column among all rows: of all, and of those that are not Latin and wider."""
        if column not in self._longest:
            texts = list(map(str, filter(None, self.values(column))))
            wide = filterfalse(str.isascii, texts)
            self._longest[column] = max(texts, key=len, default=""), max(wide, key=len, default="")
        return self._longest[column]

    def keys(self, column: int) -> list[Any]:
        """By row, what a column is sorted by: texts their place in pinyin order, None for an empty cell."""
        found = self._keys.get(column)
        if found is None:
            found = self._keys[column] = self._read_keys(column)
        return found

    def preparing(self) -> Iterator[None]:
        """Read off, bit by bit, what the first sort by a name and the first search need."""
        for at, column in enumerate(self.columns):
            if column.kind is ColumnKind.NAME and at not in self._keys and column.sort_key is None:
                yield from self._ranking(at)
        yield from self.haystack.preparing()

    def _read_keys(self, column: int) -> list[Any]:
        at = self.columns[column]
        if at.sort_key is not None:
            return list(map(reading(at.sort_key), self.rows))
        values = self.values(column)
        if at.kind in _BY_READING:
            for _ in self._ranking(column):
                pass
            return self._keys[column]
        return [comparable(at, value) for value in values] if at.kind in _CHANGED else values

    def _ranking(self, column: int) -> Iterator[None]:
        """Find every text's place in pinyin order; runs that are sorted already are merged quickly."""
        at, values = self.columns[column], self.values(column)
        keys: dict[Any, Any] = {}
        runs: list[Any] = []
        for part in parted(list(set(values)), _AT_ONCE):
            found = {value: comparable(at, value) for value in part}
            keys |= found
            runs += sorted(key for key in found.values() if key is not None)
            yield
        places: dict[Any, int | None] = {key: place for place, key in enumerate(sorted(runs))}
        places[None] = None
        yield
        ranks: list[Any] = []
        for part in parted(values, 20 * _AT_ONCE):
            ranks += [places[keys[value]] for value in part]
            yield
        self._keys[column] = ranks


def parted(items: Sequence[Any], size: int) -> Iterator[Sequence[Any]]:
    """The items in parts of this size."""
    for start in range(0, len(items), size):
        yield items[start : start + size]


class RowOrder:
    """Rows, the filters over them, and the order of what is left. Natural order is the order they came in."""

    def __init__(self, columns: Sequence[TableColumn]) -> None:
        self.columns = tuple(columns)
        self.read = ReadRows(self.columns, ())
        self.shown: Sequence[int] = ()
        """Row numbers in the order that is shown."""
        self.sorted_by: tuple[SortedBy, ...] = ()
        self.filters: dict[str, Filter] = {}
        self._masks: dict[str, Mask] = {}
        self._orders: dict[tuple[SortedBy, ...], list[int]] = {}
        self._totals: dict[int, int] = {}

    @property
    def rows(self) -> Sequence[Any]:
        """All rows, in natural order."""
        return self.read.rows

    @property
    def shown_rows(self) -> list[Any]:
        """The rows that are shown, in order."""
        return list(map(self.rows.__getitem__, self.shown))

    @property
    def is_filtered(self) -> bool:
        """Whether any filter is set, be it that it leaves all rows."""
        return bool(self.filters)

    @property
    def filter_words(self) -> str:
        """The filters written out, as they stand above the table and on paper."""
        return "；".join(one.words for one in self.filters.values())

    def show(self, rows: Sequence[Any]) -> None:
        """Take other rows; filters and order are applied to them."""
        self.read = ReadRows(self.columns, rows)
        self._orders.clear()
        self._totals.clear()
        self._masks = {name: one.mask(self.read) for name, one in self.filters.items()}
        self._arrange()

    def sort(self, by: Sequence[SortedBy]) -> None:
        """Order the rows by these keys, the first one first; without any they stand as they came."""
        self.sorted_by = tuple(by)
        self._arrange()

    def keep(self, name: str, one: Filter | None) -> None:
        """Set or take away the filter called ``name``."""
        self.filters.pop(name, None)
        self._masks.pop(name, None)
        self._totals.clear()
        if one is not None:
            self.filters[name] = one
            self._masks[name] = one.mask(self.read)
        self._arrange()

    def replace_values(self, values: Mapping[str, Sequence[str]]) -> None:
        """Filter by these values in place of those that are set; columns that are gone are passed over."""
        filters = {
            column.called: by_values(column, at, frozenset(values[column.called]))
            for at, column in enumerate(self.columns)
            if column.called in values
        }
        for name in [name for name, one in self.filters.items() if one.values]:
            del self.filters[name], self._masks[name]
        for name, one in filters.items():
            self.filters[name], self._masks[name] = one, one.mask(self.read)
        self._totals.clear()
        self._arrange()

    def keep_all(self) -> None:
        """Take away every filter."""
        self.filters.clear()
        self._masks.clear()
        self._totals.clear()
        self._arrange()

    def total(self, column: int) -> int | None:
        """The sum or count of a column over the rows shown; None where the column is not totalled."""
        at = self.columns[column]
        if at.total is None:
            return None
        if column not in self._totals:
            picked = self.picked(column)
            counts = at.total is Total.COUNT
            self._totals[column] = len(picked) - picked.count(None) if counts else sum(filter(None, picked))
        return self._totals[column]

    def picked(self, column: int) -> list[Any]:
        """The values of a column in the rows shown, in natural order, which is the quicker one."""
        values = self.read.values(column)
        return list(compress(values, self._kept())) if self._masks else values

    def _arrange(self) -> None:
        """Work out what is shown."""
        if not self.sorted_by:
            everything = range(len(self.rows))
            self.shown = list(compress(everything, self._kept())) if self._masks else everything
            return
        order = self._sorted()
        if self._masks:
            kept = self._kept()
            order = [row for row in order if kept[row]]
        self.shown = order

    def _kept(self) -> Mask:
        """All masks together."""
        return joined(and_, list(self._masks.values()))

    def _sorted(self) -> list[int]:
        """All rows by the keys; the last key is sorted first, because sorting is stable."""
        known = self._orders.get(self.sorted_by)
        if known is not None:
            return known
        order = list(range(len(self.rows)))
        for key in reversed(self.sorted_by):
            order = _stably_sorted(order, self.read.keys(key.column), descending=key.descending)
        if len(self._orders) >= _ORDERS_KEPT:
            self._orders.clear()
        self._orders[self.sorted_by] = order
        return order


def by_predicate(words: str, predicate: Callable[[Any], bool]) -> Filter:
    """Keep the rows of which the predicate holds."""
    return Filter(lambda read: bytes([bool(predicate(row)) for row in read.rows]), words)


def by_values(column: TableColumn, at: int, wanted: frozenset[str]) -> Filter:
    """Keep the rows whose cell in the column at that place reads as one of these."""
    words = f"{column.title}：{'、'.join(sorted(text or '（空白）' for text in wanted))}"
    return Filter(lambda read: bytes(map(wanted.__contains__, read.texts(at))), words, wanted)


def by_search(text: str) -> Filter:
    """Keep the rows in which everything that was typed is found."""
    return Filter(lambda read: read.haystack.mask(text), f"{SEARCH}“{text}”")


def turned(keys: Sequence[SortedBy], at: int, *, added: bool) -> tuple[SortedBy, ...]:
    """The order after a click on a title: upward, then downward, then as the rows came.

    A click that is ``added`` leaves the other keys before it.
    """
    known = next((key for key in keys if key.column == at), None)
    following = {None: SortedBy(at), SortedBy(at): SortedBy(at, descending=True)}.get(known)
    others = tuple(key for key in keys if key.column != at) if added else ()
    return (*others, following) if following else others


def _stably_sorted(order: list[int], keys: list[Any], *, descending: bool) -> list[int]:
    """The rows by their keys, those without one at the end in either direction."""
    filled = [row for row in order if keys[row] is not None] if None in keys else order
    ordered = sorted(filled, key=keys.__getitem__, reverse=descending)
    if len(ordered) < len(order):
        ordered += [row for row in order if keys[row] is None]
    return ordered
