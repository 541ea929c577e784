"""Which rows stand on which page, and the sums under them. Heights are counted in half rows of the grid.

Nothing is parted from what it explains: a village's heading stays with its first row, its subtotal with its
last, and totals and signatures never stand alone on a page.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from itertools import accumulate
from typing import TYPE_CHECKING, Final, NamedTuple

from minzheng_desk.documents.layout import Group, Row, Sheet, totals_of

if TYPE_CHECKING:
    from collections.abc import Sequence


ROW_UNITS: Final = 2
"""Of a row whose cells need one line; longer ones grow by halves."""


class SlotKind(Enum):
    """What one stretch of the table shows."""

    BAND = auto()
    """The heading of a group, across all columns."""
    ROW = auto()
    SUM = auto()
    WORDS = auto()
    """The total in 大写."""


class Slot(NamedTuple):
    """One stretch of the table across all columns."""

    kind: SlotKind
    units: int = ROW_UNITS
    row: int = 0
    """Of a row: which, from 0 in the sheet."""
    label: str = ""
    values: Row = ()
    """Of a sum: what stands under every column."""


class Room(NamedTuple):
    """How much fits on a page below the header."""

    units: int
    closing: int
    """What words, notes and signatures take on the last page."""
    rows_at_most: int | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """One page of the table."""

    number: int
    slots: tuple[Slot, ...]
    group: Group | None
    """The group its first row belongs to."""
    is_last: bool


class _Block(NamedTuple):
    """Slots that are never parted."""

    slots: tuple[Slot, ...]
    group: Group | None
    begins: bool
    """Whether its row is the first of its stretch."""
    ends: bool
    """Whether its row is the last of its stretch."""

    @property
    def units(self) -> int:
        return sum([slot.units for slot in self.slots])


def paginated(sheet: Sheet, heights: Sequence[int], room: Room) -> list[Page]:
    """Lay the rows of a sheet, each as many units high as ``heights`` says, on pages."""
    pages = _filled(sheet, _blocks(sheet, heights), room)
    if _units(pages[-1]) + _sum_units(sheet) + room.closing > room.units and len(pages[-1]) > 1:
        # Totals and signatures take the last two rows with them.
        kept = max(1, len(pages[-1]) - 2)
        pages[-1:] = [pages[-1][:kept], _continued(sheet, pages[-1][kept:])]
    sums = [totals_of(sheet.columns, [sheet.rows[at] for at in _rows(page)]) for page in pages]
    numbered = enumerate(zip(pages, sums, accumulate(sums, _added), strict=True), start=1)
    return [
        Page(
            number,
            (*(slot for block in page for slot in block.slots), *_sums(sheet, page, own, so_far, last=last)),
            page[0].group if page else None,
            last,
        )
        for number, (page, own, so_far) in numbered
        for last in [number == len(pages)]
    ]


def counted(label: str, count: int, sheet: Sheet) -> str:
    """Return a label with the number of rows behind it: 本页小计（12 户）."""
    return f"{label}（{count} {sheet.counted_in}）" if sheet.counted_in else label


def _blocks(sheet: Sheet, heights: Sequence[int]) -> list[_Block]:
    blocks = list[_Block]()
    for group, first, stop in sheet.stretches():
        for at in range(first, stop):
            slots = [Slot(SlotKind.ROW, heights[at], at)]
            if at == first and group and not sheet.paper.group_starts_page:
                slots.insert(0, Slot(SlotKind.BAND, label=group.label))
            if at == stop - 1 and group and len(sheet.groups) > 1 and sheet.is_totalled:
                label = counted(f"{group.label}小计", stop - first, sheet)
                sums = totals_of(sheet.columns, sheet.rows[first:stop])
                slots.append(Slot(SlotKind.SUM, label=label, values=sums))
            blocks.append(_Block(tuple(slots), group, at == first, at == stop - 1))
    return blocks


def _filled(sheet: Sheet, blocks: list[_Block], room: Room) -> list[list[_Block]]:
    """Fill page after page; there is always one, even of nothing."""
    pages, used = [list[_Block]()], 0
    usable = room.units - _sum_units(sheet)
    most = room.rows_at_most or usable
    for block in blocks:
        page = pages[-1]
        turns = sheet.paper.group_starts_page and block.begins
        if page and (turns or used + block.units > usable or len(page) >= most):
            # The last row of a village does not stand alone on a page: it takes the one before along.
            along = [page.pop()] if block.ends and not block.begins and not page[-1].begins else []
            pages.append(_continued(sheet, [*along, block]))
            used = _units(pages[-1])
        else:
            page.append(block)
            used += block.units
    return pages


def _continued(sheet: Sheet, blocks: list[_Block]) -> list[_Block]:
    """Repeat the heading of a group that goes on from the page before."""
    first, *rest = blocks
    if not first.group or first.begins or sheet.paper.group_starts_page:
        return blocks
    band = Slot(SlotKind.BAND, label=f"{first.group.label}（续）")
    return [first._replace(slots=(band, *first.slots)), *rest]


def _sums(sheet: Sheet, page: list[_Block], own: Row, so_far: Row, *, last: bool) -> list[Slot]:
    """Return what stands below the rows of a page: its own sum, the sum so far, at the end the total."""
    if not sheet.is_totalled:
        return []
    rows = _rows(page)
    until = rows[-1] + 1 if rows else 0
    label = counted("合计" if last else "累计", until, sheet)
    slots = [Slot(SlotKind.SUM, label=label, values=so_far)]
    if not last or until > len(rows):
        slots.insert(0, Slot(SlotKind.SUM, label=counted("本页小计", len(rows), sheet), values=own))
    if last and sheet.in_words:
        slots.append(Slot(SlotKind.WORDS, label="合计金额（大写）", values=so_far))
    return slots


def _sum_units(sheet: Sheet) -> int:
    return 2 * ROW_UNITS if sheet.is_totalled else 0


def _units(page: list[_Block]) -> int:
    return sum([block.units for block in page])


def _rows(page: list[_Block]) -> list[int]:
    return [slot.row for block in page for slot in block.slots if slot.kind is SlotKind.ROW]


def _added(one: Row, other: Row) -> Row:
    return tuple(
        a + b if isinstance(a, int) and isinstance(b, int) else None for a, b in zip(one, other, strict=True)
    )
