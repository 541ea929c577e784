"""Finding the tables of a sheet: the header under the titles, a label per column, the rows of data."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from minzheng_desk.households.imports.catalogue import Catalogue
from minzheng_desk.households.imports.labels import plain_label, plain_text
from minzheng_desk.households.imports.model import Cell, HeaderBlock, HeaderColumn, SkippedRow
from minzheng_desk.households.imports.noise import (
    NUMBERING,
    REPEATED_HEADER,
    SECTION,
    filled,
    holds_a_value,
    noise_of,
)
from minzheng_desk.kernel.text import normalised

if TYPE_CHECKING:
    from minzheng_desk.documents.workbook.reading import RawSheet

_DEEPEST = 4
_SEARCHED = 80
_LONGEST_LABEL = 40
_LONGEST_GROUP = 16
_FEWEST_LABELS = 2
_NAMING = frozenset({"name", "id_number"})
_GROUP_ENDINGS = frozenset({"", "情况", "信息", "基本情况", "基本信息"})
_WIDEST = 200
_FIRST_TEXTS = 3
_SPARSE = 4


def find_headers(sheet: RawSheet, known: Catalogue) -> tuple[HeaderBlock, ...]:
    """Return the tables of a sheet, the first one first; none when no row of it is a header."""
    grid = _Grid(sheet, known)
    first = grid.first_header()
    if first is None:
        return ()
    return tuple(grid.blocks(first))


@dataclass(frozen=True, slots=True)
class _Header:
    """Header rows, counted from 0, the last one not included."""

    first: int
    end: int
    columns: tuple[HeaderColumn, ...]
    score: int

    @property
    def key(self) -> tuple[tuple[str, ...], ...]:
        return tuple(column.parts for column in self.columns)


@dataclass(slots=True)
class _Table:
    """The rows under a header, as they are sorted."""

    rows: list[int] = field(default_factory=list)
    skipped: list[SkippedRow] = field(default_factory=list)
    sections: dict[int, str] = field(default_factory=dict)

    def take(
        self, row: int, cells: Sequence[Cell], naming: frozenset[int], section: str, below_header: int
    ) -> str:
        """Put a row where it belongs; return the heading under which the next row stands."""
        reason = noise_of(cells, naming) if below_header <= 1 or _may_be_noise(cells) else None
        if reason == NUMBERING and below_header > 1:
            reason = None
        if reason is not None:
            self.skipped.append(SkippedRow(row, reason))
            return _label(filled(cells)[0][1]) if reason == SECTION else section
        self.rows.append(row)
        if section:
            self.sections[row] = section
        return section

    def forget(self, first: int) -> None:
        """Give back the rows from ``first`` on: they belong to the header of the next table."""
        while self.rows and self.rows[-1] >= first:
            self.rows.pop()
        while self.skipped and self.skipped[-1].row >= first:
            self.skipped.pop()


class _Grid:
    """A sheet with what merged areas lend to their other cells."""

    def __init__(self, sheet: RawSheet, known: Catalogue) -> None:
        self.sheet, self.known = sheet, known
        self.rows = sheet.rows
        self.lent: dict[int, dict[int, Cell]] = {}
        self.lent_down: dict[int, dict[int, Cell]] = {}
        self.joined_below: set[int] = set()
        for top, left, bottom, right in sheet.merged:
            self._spread(top, left, min(bottom, len(self.rows) - 1), min(right, left + _WIDEST))

    def _spread(self, top: int, left: int, bottom: int, right: int) -> None:
        if top >= len(self.rows) or left >= len(self.rows[top]):
            return
        value = self.rows[top][left]
        for row in range(top, bottom + 1):
            for column in range(left, right + 1):
                if (row, column) != (top, left):
                    self.lent.setdefault(row, {})[column] = value
            if row > top:
                self.lent_down.setdefault(row + 1, {})[left] = value
                self.joined_below.add(row - 1)

    def cells(self, row: int) -> Sequence[Cell]:
        """Return a row with every merged cell filled."""
        lent = self.lent.get(row)
        if not lent:
            return self.rows[row]
        cells = list(self.rows[row])
        cells += [None] * (max(lent) + 1 - len(cells))
        for column, value in lent.items():
            cells[column] = value
        return cells

    def first_header(self) -> _Header | None:
        """Return the rows near the top that name the most columns."""
        found = [header for row in range(min(_SEARCHED, len(self.rows))) for header in self._headers_at(row)]
        if not found:
            return None
        return self._widened(max(found, key=lambda header: (header.score, -header.first)))

    def _headers_at(self, row: int) -> Iterator[_Header]:
        """Yield the headers of every depth that may begin in this row."""
        for end in range(row + 1, min(row + _DEEPEST, len(self.rows)) + 1):
            cells = self.cells(end - 1)
            if not filled(cells) or any(holds_a_value(cell) for cell in cells):
                return
            header = self._header(row, end)
            if header is not None:
                yield header

    def _header(self, first: int, end: int) -> _Header | None:
        columns = self._columns(first, end)
        targets = [self._meaning(column) for column in columns]
        named = sum(1 for target in targets if target is not None)
        if named < _FEWEST_LABELS or not _NAMING & {target for target in targets if target}:
            return None
        return _Header(first, end, columns, 4 * named - len(columns) - 2 * (end - first))

    def _meaning(self, column: HeaderColumn) -> str | None:
        """Return the target this label names without doubt."""
        column = self.known.in_known_words(column)
        for written in (column.label, column.parts[-1]):
            plain = plain_label(written).text
            named = self.known.owner(plain)
            target = self.known.find(plain) or (self.known.find(named[1]) if named else None)
            if target is not None:
                return target.name
        return None

    def _columns(self, first: int, end: int) -> tuple[HeaderColumn, ...]:
        rows = [[_label(cell) for cell in self.cells(row)] for row in range(first, end)]
        width = max(map(len, rows))
        for labels in rows:
            labels.extend([""] * (width - len(labels)))
        for upper, lower in pairwise(rows):
            _extend(upper, lower)
        columns = []
        for index, stack in enumerate(zip(*rows, strict=True)):
            parts = tuple(
                part for part, above in zip(stack, ("", *stack), strict=False) if part and part != above
            )
            if parts:
                columns.append(HeaderColumn(index, " ".join(parts), parts))
        return tuple(columns)

    def _widened(self, header: _Header) -> _Header:
        """Take in the rows above that group the columns."""
        first = header.first
        while first > 0 and header.end - first < _DEEPEST and self._groups(first - 1):
            first -= 1
        return (
            header
            if first == header.first
            else _Header(first, header.end, self._columns(first, header.end), header.score)
        )

    def _groups(self, row: int) -> bool:
        """Tell whether a row above the header belongs to it, rather than being a title."""
        texts = {_label(cell) for cell in self.rows[row] if cell is not None} - {""}
        if not texts or any(len(text) > _LONGEST_GROUP or ":" in text for text in texts):
            return False
        if any(holds_a_value(cell) for cell in self.rows[row]):
            return False
        return row in self.joined_below or any(self._is_group(plain_label(text).text) for text in texts)

    def _is_group(self, plain: str) -> bool:
        """Tell whether a text is a label, or names whom the columns below speak of."""
        named = self.known.owner(plain)
        return self.known.find(plain) is not None or (named is not None and named[1] in _GROUP_ENDINGS)

    def blocks(self, header: _Header) -> Iterator[HeaderBlock]:
        """Yield the table under the header and those that follow on the same sheet."""
        after = 0
        current: _Header | None = header
        while current is not None:
            table, following = self._table(current)
            yield self._block(current, table, after)
            after = max(table.rows, default=current.end)
            current = following

    def _table(self, header: _Header) -> tuple[_Table, _Header | None]:
        """Sort the rows under a header until another header begins."""
        table, row, section = _Table(), header.end, ""
        naming = frozenset(column.index for column in header.columns if self._meaning(column) in _NAMING)
        labels = frozenset(part for column in header.columns for part in column.parts)
        while row < len(self.rows):
            cells = self.rows[row]
            again = self._header_again(row, header) if self._begins_header(cells, labels) else None
            if again is not None and again.key != header.key:
                table.forget(again.first + 1)
                return table, again
            if again is not None:
                table.skipped += [SkippedRow(r + 1, REPEATED_HEADER) for r in range(row, again.end)]
                row = again.end
                continue
            section = table.take(row + 1, cells, naming, section, row - header.end)
            row += 1
        return table, None

    def _begins_header(self, cells: Sequence[Cell], labels: frozenset[str]) -> bool:
        """Tell cheaply whether a row deserves a closer look: its first texts are labels."""
        seen = 0
        for cell in cells:
            if isinstance(cell, str) and cell:
                seen += 1
                bare = cell.replace(" ", "")
                if cell in labels or bare in self.known.by_label or bare in self.known.said:
                    return True
                if seen == _FIRST_TEXTS:
                    return False
        return False

    def _header_again(self, row: int, header: _Header) -> _Header | None:
        """Return the header that begins in this row: the same one once more, or another table's."""
        end = row + header.end - header.first
        if end <= len(self.rows) and tuple(c.parts for c in self._columns(row, end)) == header.key:
            return _Header(row, end, header.columns, header.score)
        found = list(self._headers_at(row))
        return self._widened(max(found, key=lambda other: other.score)) if found else None

    def _block(self, header: _Header, table: _Table, after: int) -> HeaderBlock:
        above = [cell for row in range(after, header.first) for _, cell in filled(self.rows[row])]
        plain = "|".join("/".join(map(plain_text, column.parts)) for column in header.columns)
        wanted = {row: self.lent_down[row] for row in table.rows if row in self.lent_down}
        return HeaderBlock(
            sheet=self.sheet.name,
            first_row=header.first + 1,
            last_row=header.end,
            columns=header.columns,
            titles=tuple(dict.fromkeys(_label(cell) for cell in above)),
            rows=tuple(table.rows),
            skipped=tuple(table.skipped),
            sections=table.sections,
            merged_cells=wanted,
            fingerprint=hashlib.sha256(plain.encode()).hexdigest(),
        )


def _may_be_noise(cells: Sequence[Cell]) -> bool:
    """Tell cheaply whether a row needs a closer look: it is sparse, or one of its first cells says so."""
    empty = cells.count(None) + cells.count("")
    if len(cells) < _SPARSE or 2 * empty >= len(cells):
        return True
    return any(
        isinstance(cell, str) and ("计" in cell or "：" in cell or ":" in cell) for cell in cells[:_SPARSE]
    )


def _label(cell: Cell) -> str:
    return normalised(cell)[:_LONGEST_LABEL] if isinstance(cell, str) else "" if cell is None else str(cell)


def _extend(upper: list[str], lower: list[str]) -> None:
    """Let a group's label reach over the empty cells to its right as far as labels stand below."""
    for index in range(1, len(upper)):
        if (
            not upper[index]
            and lower[index]
            and upper[index - 1]
            and lower[index - 1] not in {"", upper[index - 1]}
        ):
            upper[index] = upper[index - 1]
