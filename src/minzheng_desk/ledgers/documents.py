"""A declared ledger becomes a `Sheet`, and the sheet a workbook or pages."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import groupby
from pathlib import Path

from minzheng_desk.documents.layout import CellKind, Column, Fact, Group, Row, Sheet, Signature, Value
from minzheng_desk.documents.pdf.rendering import render
from minzheng_desk.documents.workbook.writing import write_workbook
from minzheng_desk.kernel.clock import in_beijing
from minzheng_desk.kernel.identity import masked
from minzheng_desk.kernel.period import Month
from minzheng_desk.kernel.progress import Progress, Silent
from minzheng_desk.ledgers.declaring import LedgerColumn, LedgerSpec, ledger_declared
from minzheng_desk.ledgers.sources import Asked, Listing, Part
from minzheng_desk.store.reader import Reader

_SIGNATURES = ("填表人", "审核人", "负责人")
_TAIL_DIGITS = 4
_PDF = ".pdf"


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerPrinting:
    """Who draws up a ledger for which office."""

    office: str
    printed_by: str
    printed_at: datetime
    full_ids: bool = False
    """Full numbers need the permission to reveal; `note_full_export` asks for it."""


@dataclass(frozen=True, slots=True)
class Ledger:
    """A ledger of one month, and what it adds up to."""

    name: str
    month: Month
    sheet: Sheet

    @property
    def count(self) -> int:
        """How many rows it has."""
        return len(self.sheet.rows)

    def total(self, key: str) -> int:
        """What a totalled column adds up to; raises `KeyError` where there is no such column."""
        value = self.sheet.totals[self.sheet.columns.index(self.sheet.column(key))]
        return value if isinstance(value, int) else 0


def ledger_of(reader: Reader, name: str, month: Month, printing: LedgerPrinting) -> Ledger:
    """The ledger of that name for a month.

    Raises `LedgerUnknown`, `LedgerBroken` or `LedgerWithoutRosters`.
    """
    return Ledger(name, month, ledger_sheet(reader, name, month, printing))


def ledger_sheet(reader: Reader, name: str, month: Month, printing: LedgerPrinting) -> Sheet:
    """The sheet of a ledger for a month; raises as `ledger_of` does."""
    spec = ledger_declared(name)
    listing = spec.source.read(reader, Asked(spec.title, month, spec.programmes))
    ordered = _ordered(listing, spec)
    columns, cells = _columns(spec, listing, full_ids=printing.full_ids)
    rows: list[Row] = [tuple([cell(row) for cell in cells]) for row in ordered]
    return Sheet(
        title=f"{printing.office}{spec.title}",
        subtitle=f"（{month.label}）",
        name=spec.title,
        columns=columns,
        rows=rows,
        groups=tuple(_groups(spec, listing, ordered)),
        heading=(Fact("编制单位", printing.office), Fact("单位", "元")),
        frozen_columns=2,
        in_words=spec.in_words,
        counted_in=spec.counted_in,
        group_called="村（社区）" if spec.group_by else "",
        notes=spec.notes,
        signatures=(
            Signature(_SIGNATURES[0], printing.printed_by),
            *(Signature(label) for label in _SIGNATURES[1:]),
            Signature("编制单位（盖章）", seal=True),
        ),
        footer=(Fact("打印", f"{in_beijing(printing.printed_at):%Y-%m-%d %H:%M}　{printing.printed_by}"),),
        classification="内部资料　含个人信息" if any(one.sensitive for one in spec.columns) else "",
        paper=spec.paper,
    )


def export_ledger(
    ledger: Ledger, path: Path, *, accept_gaps: bool = False, progress: Progress | None = None
) -> None:
    """Write a ledger as pages where the path ends in .pdf, else as a workbook.

    Raises what `render` and `write_workbook` raise.
    """
    if path.suffix.lower() == _PDF:
        render(ledger.sheet, path, accept_gaps=accept_gaps)
    else:
        write_workbook(path, [ledger.sheet], progress or Silent())


Cell = Callable[[tuple[Value, ...]], Value]


def _columns(spec: LedgerSpec, listing: Listing, *, full_ids: bool) -> tuple[tuple[Column, ...], list[Cell]]:
    """The columns of a ledger and what fills them, repeated ones once for every part."""
    columns: list[Column] = []
    cells: list[Cell] = []
    for repeats, declared in groupby(spec.columns, key=lambda one: one.repeat):
        together = list(declared)
        for part in listing.parts if repeats else [None]:
            for one in together:
                column = _in_part(one.column, part)
                columns.append(column)
                cells.append(_cell(column, listing, one, full_ids=full_ids))
    return tuple(columns), cells


def _in_part(column: Column, part: Part | None) -> Column:
    return column if part is None else replace(column, key=f"{part.key}.{column.key}", group=part.label)


def _cell(column: Column, listing: Listing, declared: LedgerColumn, *, full_ids: bool) -> Cell:
    if column.kind is CellKind.INDEX:
        return lambda _: None
    at = listing.fields.index(column.key)
    mask = None if full_ids else _MASKS.get(declared.sensitive)
    if mask is None:
        return lambda row: row[at]
    return lambda row: mask(str(row[at])) if row[at] else None


def _tail(account: str) -> str:
    return f"尾号 {account[-_TAIL_DIGITS:]}"


_MASKS: dict[str, Callable[[str], str]] = {"id_number": masked, "account": _tail}


def _ordered(listing: Listing, spec: LedgerSpec) -> Sequence[tuple[Value, ...]]:
    """The rows in the declared order; what is not known stands last."""
    if not spec.sort:
        return listing.rows
    places = [listing.fields.index(name) for name in spec.sort]
    return sorted(listing.rows, key=lambda row: tuple((row[at] is None, row[at]) for at in places))


def _groups(spec: LedgerSpec, listing: Listing, rows: Sequence[tuple[Value, ...]]) -> Iterator[Group]:
    if not spec.group_by:
        return
    at, first = listing.fields.index(spec.group_by), 0
    for label, members in groupby(rows, key=lambda row: row[at]):
        count = sum(1 for _ in members)
        yield Group(str(label), first, count)
        first += count
