"""What the clerk has said of a file so far; nothing of it is in the store before the last step."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from minzheng_desk.documents.workbook.reading import Cell, RawBook, RawSheet
from minzheng_desk.households.imports.model import HeaderBlock, Row
from minzheng_desk.households.imports.said import SaidHeader
from minzheng_desk.kernel.period import Month

HOUSEHOLDS, BENEFITS = "households", "benefits"
LEFT_OUT = "不导入"
NO_ROW = 0
Place = tuple[str, int, int]
"""A cell: the name of its sheet, its row from 1, its column from 0."""
_NOTHING: Mapping[int, str] = {}


@dataclass(frozen=True, slots=True)
class Register:
    """A file to be taken in, and what has to be known of it before."""

    path: Path
    kind: str
    """`HOUSEHOLDS` or `BENEFITS`."""
    paid_through: Month | None = None
    """The last month paid before this program; of registers of benefits only."""
    decided_by: str = ""


@dataclass(frozen=True, slots=True)
class NamedColumns:
    """What the clerk says some columns under a header mean, by place; `LEFT_OUT` for none."""

    header: HeaderBlock
    meanings: Mapping[int, str]
    said: frozenset[int] = frozenset()
    """The columns the clerk has spoken of here; what the others mean was said at an earlier import."""


@dataclass(frozen=True, slots=True)
class HandHeader:
    """A row that the clerk says is the header, and what its columns mean."""

    row: int
    """From 1; `NO_ROW` where the sheet has no header and its first row is data."""
    meanings: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Draft:
    """The file as it was read, and what was changed about it here."""

    register: Register
    book: RawBook
    named: Mapping[str, NamedColumns] = field(default_factory=dict)
    """By the header's fingerprint."""
    by_hand: Mapping[str, HandHeader] = field(default_factory=dict)
    """By sheet, where no header was recognised."""
    corrections: Mapping[Place, str] = field(default_factory=dict)
    skipped: frozenset[Row] = frozenset()
    """Problem rows the clerk has decided to leave; they stay out like the others."""

    def naming(
        self, header: HeaderBlock, meanings: Mapping[int, str], earlier: Mapping[int, str] = _NOTHING
    ) -> Draft:
        """The draft with these columns named, and others meaning what was said ``earlier``."""
        before = self.named.get(header.fingerprint, NamedColumns(header, earlier))
        named = NamedColumns(header, {**before.meanings, **meanings}, before.said | meanings.keys())
        return replace(self, named={**self.named, header.fingerprint: named})

    def heading(self, sheet: str, header: HandHeader) -> Draft:
        """The draft with the header of a sheet said by hand."""
        return replace(self, by_hand={**self.by_hand, sheet: header})

    def said_headers(self) -> list[SaidHeader]:
        """What the clerk has said of headers, to be remembered by their text."""
        rows = {sheet.name: sheet.rows for sheet in self.book.sheets}
        by_hand = [
            SaidHeader(dict(enumerate(rows[sheet][header.row - 1])), _wanted(header.meanings))
            for sheet, header in self.by_hand.items()
            if header.row != NO_ROW
        ]
        named = [
            SaidHeader(
                {column.index: column.label for column in one.header.columns},
                _wanted({at: one.meanings[at] for at in one.said}),
            )
            for one in self.named.values()
        ]
        return by_hand + named

    def correcting(self, places: Mapping[Place, str]) -> Draft:
        """The draft with cells corrected."""
        return replace(self, corrections={**self.corrections, **places})

    def corrected(self) -> RawBook:
        """The book with the cells that were corrected; the one that was read stays as it is."""
        sheets = tuple(self._corrected(sheet) for sheet in self.book.sheets)
        return replace(self.book, sheets=sheets)

    def amended(self) -> RawBook:
        """The corrected book with the headers that were said by hand."""
        book = self.corrected()
        sheets = tuple(self._headed(sheet) for sheet in book.sheets)
        return replace(book, sheets=sheets)

    def _corrected(self, sheet: RawSheet) -> RawSheet:
        here = [place for place in self.corrections if place[0] == sheet.name]
        if not here:
            return sheet
        rows = list(sheet.rows)
        for place in here:
            _, row, column = place
            cells = list(rows[row - 1])
            cells += [None] * (column + 1 - len(cells))
            cells[column] = self.corrections[place]
            rows[row - 1] = tuple(cells)
        return replace(sheet, rows=rows)

    def _headed(self, sheet: RawSheet) -> RawSheet:
        headed = self.by_hand.get(sheet.name)
        if headed is None:
            return sheet
        heading = tuple(_heading(headed.meanings))
        if headed.row == NO_ROW:
            lower = (
                one._replace(first_row=one.first_row + 1, last_row=one.last_row + 1) for one in sheet.merged
            )
            return replace(sheet, rows=[heading, *sheet.rows], merged=tuple(lower))
        rows = list(sheet.rows)
        rows[headed.row - 1] = heading
        merged = (one for one in sheet.merged if not one.first_row < headed.row <= one.last_row + 1)
        return replace(sheet, rows=rows, merged=tuple(merged))

    def headless(self) -> frozenset[str]:
        """The sheets that are read under a header of ours."""
        return frozenset(sheet for sheet, header in self.by_hand.items() if header.row == NO_ROW)


def _wanted(meanings: Mapping[int, str]) -> dict[int, str | None]:
    return {at: None if meaning == LEFT_OUT else meaning for at, meaning in meanings.items()}


def _heading(meanings: Mapping[int, str]) -> list[Cell]:
    """A header row that is recognised, made of the meanings that were said."""
    named = {at: meaning for at, meaning in meanings.items() if meaning != LEFT_OUT}
    return [named.get(at) for at in range(max(named, default=-1) + 1)]
