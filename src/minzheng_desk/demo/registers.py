"""Where every cell of a register comes to lie: titles, headers, rows, page breaks, totals and notes."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from itertools import groupby

from openpyxl.utils import get_column_letter

from minzheng_desk.demo.faults import Planting, fault_kinds
from minzheng_desk.demo.layouts import Column, Draft, Entry
from minzheng_desk.demo.model import CellValue, DraftSheet, PlantedFault, Register

_TOTAL = "合计"


def laid_out(
    drafts: tuple[Draft, ...], plantings: tuple[Planting, ...]
) -> tuple[tuple[Register, ...], tuple[PlantedFault, ...]]:
    """Return the registers as they will be written, and every planted fault with the cell it lies in."""
    tables = [_Table(draft) for draft in drafts]
    registers = tuple(table.register() for table in tables)
    in_layout = [fault for table in tables for fault in table.faults]
    in_cells = [_located(planting) for planting in plantings]
    order = {register.name: place for place, register in enumerate(registers)}
    planted = sorted(in_cells + in_layout, key=lambda fault: (order[fault.register], fault.row, fault.column))
    return registers, tuple(planted)


def _located(planting: Planting) -> PlantedFault:
    keys = [column.key for column in planting.draft.layout.columns]
    value = as_text(planting.entry.cells.get(planting.key))
    fault = _fault(planting.draft, planting.kind, planting.entry.row, keys.index(planting.key), value)
    return replace(fault, household_key=planting.entry.household.key)


def _fault(draft: Draft, kind: str, row: int, place: int, value: str) -> PlantedFault:
    """Return the fault at that row and that column, counted from nought."""
    column = draft.layout.columns[place]
    return PlantedFault(
        register=draft.layout.file,
        sheet=draft.layout.sheet,
        row=row,
        column=get_column_letter(place + 1),
        header=column.group + column.header,
        kind=kind,
        value=value,
        reported=fault_kinds()[kind]["reported"],
    )


def as_text(value: CellValue) -> str:
    """Return the value as a file that knows only text writes it.

    >>> as_text(None), as_text(Decimal("1953.7"))
    ('', '1953.7')
    """
    return "" if value is None else str(value)


class _Table:
    """One draft being laid out from the top down."""

    def __init__(self, draft: Draft) -> None:
        self._draft = draft
        self._columns = draft.layout.columns
        self._rows: list[tuple[CellValue, ...]] = []
        self._merges: list[tuple[int, int, int, int]] = []
        self._hidden: set[int] = set()
        self.faults: list[PlantedFault] = []

    def register(self) -> Register:
        """Return the register; the entries know their rows afterwards."""
        layout = self._draft.layout
        for title in layout.titles:
            self._put_across(title)
        self._put_header()
        top = len(self._rows)
        self._put_entries()
        self._merge_villages()
        self._hide_a_row()
        self._put_totals()
        if layout.note:
            self._put_across(layout.note)
            self._note_fault("note_under_table", len(self._rows), 0, layout.note)
        sheet = DraftSheet(layout.sheet, tuple(self._rows), tuple(self._merges), frozenset(self._hidden), top)
        return Register(layout.file, layout.holds, (sheet,), len(self._draft.entries), layout.encoding)

    def _note_fault(self, kind: str, row: int, place: int, value: str) -> None:
        self.faults.append(_fault(self._draft, kind, row, place, value))

    def _put_across(self, text: str) -> None:
        """Put a line that reaches over all columns."""
        self._rows.append((text,) + (None,) * (len(self._columns) - 1))
        self._merges.append((len(self._rows), 1, len(self._rows), len(self._columns)))

    def _put_header(self) -> None:
        if not any(column.group for column in self._columns):
            self._rows.append(tuple(column.header or None for column in self._columns))
            return
        upper, lower = len(self._rows) + 1, len(self._rows) + 2
        place = 1
        for group, columns in groupby(self._columns, key=lambda column: column.group):
            width = len(list(columns))
            if group:
                self._merges.append((upper, place, upper, place + width - 1))
            else:
                self._merges += [(upper, at, lower, at) for at in range(place, place + width)]
            place += width
        first = [True] + [a.group != b.group for a, b in zip(self._columns, self._columns[1:], strict=False)]
        self._rows.append(
            tuple(
                (column.group if begins else None) if column.group else column.header or None
                for column, begins in zip(self._columns, first, strict=True)
            )
        )
        self._rows.append(tuple(column.header if column.group else None for column in self._columns))

    def _put_entries(self) -> None:
        every = self._draft.layout.header_again_every
        village_before = ""
        for number, entry in enumerate(self._draft.entries, start=1):
            if every and number > 1 and number % every == 1:
                self._put_header()
                self._note_fault("repeated_header", len(self._rows), 0, self._columns[0].header)
            village = str(entry.cells["village"])
            hides_village = self._draft.layout.village != "each" and village == village_before
            village_before = village
            entry.row = len(self._rows) + 1
            self._rows.append(
                tuple(
                    self._shown(column, entry, number, hides_village=hides_village)
                    for column in self._columns
                )
            )

    def _shown(self, column: Column, entry: Entry, number: int, *, hides_village: bool) -> CellValue:
        if column.key == "sequence":
            return number
        if column.key == "village" and hides_village:
            return None
        return entry.cells.get(column.key)

    def _merge_villages(self) -> None:
        """Merge the village downward over the rows of each village."""
        if self._draft.layout.village != "merged":
            return
        place = [column.key for column in self._columns].index("village")
        for village, entries in groupby(self._draft.entries, key=lambda entry: str(entry.cells["village"])):
            rows = [entry.row for entry in entries]
            if rows[0] != rows[-1]:
                self._merges.append((rows[0], place + 1, rows[-1], place + 1))
                self._note_fault("merged_village", rows[0], place, village)

    def _hide_a_row(self) -> None:
        if self._draft.layout.hides_a_row and self._draft.entries:
            row = self._draft.entries[len(self._draft.entries) // 2].row
            self._hidden.add(row)
            self._note_fault("hidden_row", row, 0, as_text(self._rows[row - 1][0]))

    def _put_totals(self) -> None:
        keys = self._draft.layout.totals
        if not keys:
            return
        sums = {key: sum(self._figures(key)) for key in keys}
        self._rows.append((_TOTAL, *(sums.get(column.key) for column in self._columns[1:])))
        self._note_fault("totals_row", len(self._rows), 0, _TOTAL)

    def _figures(self, key: str) -> list[int | Decimal]:
        values = (entry.cells.get(key) for entry in self._draft.entries)
        return [value for value in values if isinstance(value, int | Decimal)]
