"""The roster on paper, to be signed and sealed, and beside it the list of what is not paid and why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import groupby
from pathlib import Path

from minzheng_desk.documents.layout import A4_LANDSCAPE, Column, Fact, Group, Row, Sheet, Signature
from minzheng_desk.documents.pdf.rendering import CutText, MissingGlyph, missing_glyphs, render
from minzheng_desk.documents.workbook.writing import write_workbook
from minzheng_desk.kernel.clock import in_beijing
from minzheng_desk.kernel.money import Money
from minzheng_desk.kernel.progress import Progress, Silent
from minzheng_desk.payroll.documents.layouts import (
    AREAS,
    HELD_COLUMNS,
    Layout,
    cells_of,
    columns_named,
    layout_of,
)
from minzheng_desk.payroll.model import Roster, RosterLine, Standing, short_digest
from minzheng_desk.payroll.queries import RosterView

_SIGNATURES = ("复核人", "审核人（分管领导）", "单位负责人")
_PERSONAL = "内部资料　含个人信息"
_DRAFT = "核对稿"


@dataclass(frozen=True, slots=True, kw_only=True)
class Printing:
    """Who prints for which office, and how."""

    office: str
    printed_by: str
    printed_at: datetime
    full_ids: bool = False
    """Full numbers on paper need the permission to reveal; `note_full_printing` asks for it."""
    area: str | None = None
    """``rural`` or ``urban`` prints the lines of that kind of household only; None prints all."""
    villages_start_page: bool = False
    journal_digest: str = ""
    """The journal's last digest, so that the paper is a witness of it."""
    time: int = 1
    """Which printing of the same roster this is."""
    reason: str = ""
    """Why it is printed again; printed beside the number."""


@dataclass(frozen=True, slots=True)
class Printed:
    """What was put on paper."""

    path: Path
    pages: int
    lines: int
    total: Money
    missing: tuple[MissingGlyph, ...]
    cut: tuple[CutText, ...]


def roster_sheet(view: RosterView, printing: Printing) -> Sheet:
    """The roster to sign: every line that is paid, by village, with totals and 大写."""
    roster = view.roster
    layout = layout_of(roster.programme, roster.programme_label, full_ids=printing.full_ids)
    lines = _of_area(view.paid, printing.area)
    rows, groups = _rows_and_groups(lines, layout.columns, full_ids=printing.full_ids)
    return Sheet(
        title=f"{printing.office}{_paid_as(layout, lines)}发放花名册",
        subtitle=_subtitle(roster),
        name=f"{_paid_as(layout, lines)}花名册",
        columns=layout.columns,
        rows=rows,
        groups=groups,
        heading=_heading(roster, printing),
        in_words="amount",
        counted_in=layout.counted_in,
        group_called="村（社区）",
        frozen_columns=2,
        notes=_notes(roster),
        signatures=_signatures(roster),
        footer=_footer(roster, printing),
        classification=_classification(roster),
        paper=replace(A4_LANDSCAPE, group_starts_page=printing.villages_start_page),
    )


def held_sheet(view: RosterView, printing: Printing) -> Sheet:
    """The lines that are not paid this month, held or stopped, each with its reason."""
    roster = view.roster
    layout = layout_of(roster.programme, roster.programme_label, full_ids=printing.full_ids)
    columns = columns_named(HELD_COLUMNS, full_ids=printing.full_ids)
    lines = _of_area([line for line in view.lines if line.standing != Standing.PAY.value], printing.area)
    rows, groups = _rows_and_groups(lines, columns, full_ids=printing.full_ids)
    held = sum(line.standing == Standing.HOLD.value for line in lines)
    return Sheet(
        title=f"{printing.office}{_paid_as(layout, lines)}本月未发放明细",
        subtitle=_subtitle(roster),
        name="本月未发放明细",
        columns=columns,
        rows=rows,
        groups=groups,
        heading=_heading(roster, printing),
        counted_in=layout.counted_in,
        group_called="村（社区）",
        frozen_columns=2,
        notes=(_not_counted(held, len(lines) - held, layout.counted_in),),
        signatures=_signatures(roster),
        footer=_footer(roster, printing),
        classification=_classification(roster),
        paper=A4_LANDSCAPE,
    )


def _not_counted(held: int, stopped: int, counted_in: str) -> str:
    return f"暂缓发放{held}{counted_in}，停发{stopped}{counted_in}，均未计入发放合计。"


def unprintable(view: RosterView, printing: Printing) -> list[MissingGlyph]:
    """Every character of the roster that no font of this computer can draw, before anything is printed."""
    return missing_glyphs(roster_sheet(view, printing))


def print_roster(view: RosterView, path: Path, printing: Printing, *, accept_gaps: bool = False) -> Printed:
    """Put the roster on paper at ``path``; raises `GlyphMissing` unless gaps to fill by hand are accepted."""
    sheet = roster_sheet(view, printing)
    return _printed(sheet, path, _of_area(view.paid, printing.area), accept_gaps=accept_gaps)


def print_held(view: RosterView, path: Path, printing: Printing, *, accept_gaps: bool = False) -> Printed:
    """Put the list of what is not paid on paper at ``path``; raises as `print_roster` does."""
    sheet = held_sheet(view, printing)
    return _printed(sheet, path, (), accept_gaps=accept_gaps)


def export_roster(
    view: RosterView, path: Path, printing: Printing, *, progress: Progress | None = None
) -> None:
    """Write the roster and what is not paid as a workbook of two tabs."""
    sheets = [roster_sheet(view, printing), held_sheet(view, printing)]
    write_workbook(path, sheets, progress or Silent())


def _printed(sheet: Sheet, path: Path, paid: Sequence[RosterLine], *, accept_gaps: bool) -> Printed:
    done = render(sheet, path, accept_gaps=accept_gaps)
    total = Money(sum(line.amount for line in paid))
    return Printed(path, done.pages, len(sheet.rows), total, done.missing, done.cut)


def _of_area(lines: Sequence[RosterLine], area: str | None) -> Sequence[RosterLine]:
    return lines if area is None else [line for line in lines if line.hukou_kind == area]


def _paid_as(layout: Layout, lines: Sequence[RosterLine]) -> str:
    """What is paid, with 农村 or 城市 before it where all lines are of one kind."""
    kinds = {line.hukou_kind for line in lines}
    area = AREAS.get(kinds.pop(), "") if layout.by_area and len(kinds) == 1 else ""
    return f"{area}{layout.paid_as}"


def _rows_and_groups(
    lines: Sequence[RosterLine], columns: tuple[Column, ...], *, full_ids: bool
) -> tuple[list[Row], tuple[Group, ...]]:
    cells = cells_of(columns, full_ids=full_ids)
    return [tuple([cell(line) for cell in cells]) for line in lines], tuple(_groups(lines))


def _groups(lines: Sequence[RosterLine]) -> Iterator[Group]:
    first = 0
    for (_, name), members in groupby(lines, key=lambda line: (line.region_code, line.region_name)):
        count = sum(1 for _ in members)
        yield Group(name or "未登记村（社区）", first, count)
        first += count


def _subtitle(roster: Roster) -> str:
    return f"（{roster.month.label}）{roster.sort_called if roster.correction else ''}"


def _heading(roster: Roster, printing: Printing) -> tuple[Fact, ...]:
    return (Fact("编制单位", printing.office), Fact("批次号", roster.batch_number), Fact("单位", "元"))


def _notes(roster: Roster) -> tuple[str, ...]:
    return () if roster.is_locked else ("本名册尚未锁定，仅供核对，不作为发放依据。",)


def _classification(roster: Roster) -> str:
    return _PERSONAL if roster.is_locked else f"{_DRAFT}　{_PERSONAL}"


def _signatures(roster: Roster) -> tuple[Signature, ...]:
    """Who signs; nobody signs what may still change."""
    if not roster.is_locked:
        return ()
    return (
        Signature("经办人", roster.drawn_up_by),
        *(Signature(label) for label in _SIGNATURES),
        Signature("编制单位（盖章）", seal=True),
    )


def _footer(roster: Roster, printing: Printing) -> tuple[Fact, ...]:
    at = f"{in_beijing(printing.printed_at):%Y-%m-%d %H:%M}"
    again = f"　第 {printing.time} 次打印（{printing.reason}）" if printing.time > 1 else ""
    witness = (
        (Fact("操作记录校验", short_digest(printing.journal_digest)),) if printing.journal_digest else ()
    )
    return (
        Fact("打印", f"{at}　{printing.printed_by}{again}"),
        Fact("校验码", short_digest(roster.digest)),
        *witness,
    )
