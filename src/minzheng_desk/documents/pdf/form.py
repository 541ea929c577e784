"""What pages of one shape have in common and draw only once: title, facts, header, grid and foot."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Final, NamedTuple

from minzheng_desk.documents.layout import Align, Fact, total_label_span
from minzheng_desk.documents.pdf.cells import PADDING, Place, placed, shown_at, written
from minzheng_desk.documents.pdf.frame import (
    FACT_SIZE,
    FOOT_SIZE,
    MM,
    SUBTITLE_HEIGHT,
    SUBTITLE_SIZE,
    TITLE_HEIGHT,
    TITLE_SIZE,
)
from minzheng_desk.documents.pdf.pages import SlotKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from minzheng_desk.documents.layout import Sheet
    from minzheng_desk.documents.pdf.frame import Frame
    from minzheng_desk.documents.pdf.pages import Page
    from minzheng_desk.documents.pdf.typesetting import Setter, Styles

GAP: Final = "\u3000\u3000"
"""Between two facts of one line."""

_OUTER, _INNER = 1.1, 0.45
_SHADE: Final = 0.94


class Shape(NamedTuple):
    """What two pages must share to be drawn over the same form."""

    slots: tuple[tuple[SlotKind, int], ...]
    group: str
    """The group named in their facts, if every group has pages of its own."""


def shape_of(sheet: Sheet, page: Page) -> Shape:
    """Return the shape of a page."""
    group = page.group.label if page.group and sheet.paper.group_starts_page else ""
    return Shape(tuple([(slot.kind, slot.units) for slot in page.slots]), group)


def drawn_form(sheet: Sheet, frame: Frame, styles: Styles, shape: Shape) -> str:
    """Return the operators that draw what pages of one shape have in common."""
    return "\n".join(
        [
            *_grid(sheet, frame, shape),
            "BT",
            *_title(sheet, frame, styles),
            *_facts(sheet, frame, styles, shape.group),
            *_header(frame),
            *_foot(sheet, frame, styles),
            "ET",
        ]
    )


def _title(sheet: Sheet, frame: Frame, styles: Styles) -> Iterator[str]:
    top = frame.height - sheet.paper.top_mm * MM
    yield from written(
        styles.title,
        sheet.title,
        TITLE_SIZE,
        Place(frame.left, frame.right, top - TITLE_HEIGHT / 2, Align.CENTRE),
    )
    if sheet.subtitle:
        middle = top - TITLE_HEIGHT - SUBTITLE_HEIGHT / 2 + 2
        yield from written(
            styles.text, sheet.subtitle, SUBTITLE_SIZE, Place(frame.left, frame.right, middle, Align.CENTRE)
        )


def _facts(sheet: Sheet, frame: Frame, styles: Styles, group: str) -> Iterator[str]:
    """Write the facts above the table, the last of them at the right; classification above all."""
    named = (Fact(sheet.group_called, group),) if group else ()
    facts = sheet.heading[:1] + named + sheet.heading[1:]
    yield from _spread(styles.text, FACT_SIZE, facts, frame, frame.facts_middle)
    if sheet.classification:
        middle = frame.height - sheet.paper.top_mm * MM - FACT_SIZE / 2
        yield from written(
            styles.strong,
            sheet.classification,
            FACT_SIZE,
            Place(frame.left, frame.right, middle, Align.RIGHT),
        )


def _foot(sheet: Sheet, frame: Frame, styles: Styles) -> Iterator[str]:
    yield from _spread(styles.text, FOOT_SIZE, sheet.footer, frame, frame.foot_middle)


def _spread(
    setter: Setter, size: float, facts: tuple[Fact, ...], frame: Frame, middle: float
) -> Iterator[str]:
    """Write facts in one line: the first ones at the left, the last at the right."""
    whole = Place(frame.left, frame.right, middle)
    if len(facts) > 1:
        yield from written(setter, facts[-1].text, size, whole._replace(align=Align.RIGHT))
        facts = facts[:-1]
    if facts:
        yield from written(setter, GAP.join(fact.text for fact in facts), size, whole)


def _header(frame: Frame) -> Iterator[str]:
    for cell, fit in frame.header:
        left, right = frame.edges[cell.column] + PADDING, frame.edges[cell.column + cell.columns] - PADDING
        middle = (frame.header_edges[cell.row] + frame.header_edges[cell.row + cell.rows]) / 2
        yield from shown_at(placed(fit, Align.CENTRE, left, right), middle)


def _grid(sheet: Sheet, frame: Frame, shape: Shape) -> Iterator[str]:
    """Draw shades first, then the thin lines, then the strong frame around."""
    bottom = frame.header_edges[-1] - frame.unit * sum(units for _, units in shape.slots)
    yield from _shades(frame, shape)
    yield f"{_INNER} w"
    yield from _header_lines(frame)
    top = frame.header_edges[-1]
    for kind, run in groupby(shape.slots, lambda slot: slot[0]):
        start = top
        for _, units in run:
            yield _across(frame.left, frame.right, top)
            top -= units * frame.unit
        yield from (_down(x, start, top) for x in _uprights(sheet, frame, kind))
    yield "S"
    width, height = frame.right - frame.left, frame.top - bottom
    yield f"{_OUTER} w {frame.left:.2f} {bottom:.2f} {width:.2f} {height:.2f} re S"


def _shades(frame: Frame, shape: Shape) -> Iterator[str]:
    top = frame.header_edges[-1]
    for kind, units in shape.slots:
        if kind is SlotKind.BAND:
            wide, high = frame.right - frame.left, units * frame.unit
            yield f"{_SHADE} g {frame.left:.2f} {top - high:.2f} {wide:.2f} {high:.2f} re f 0 g"
        top -= units * frame.unit


def _header_lines(frame: Frame) -> Iterator[str]:
    for cell, _ in frame.header:
        upper, lower = frame.header_edges[cell.row], frame.header_edges[cell.row + cell.rows]
        yield _down(frame.edges[cell.column], upper, lower)
        if lower > frame.header_edges[-1]:
            yield _across(frame.edges[cell.column], frame.edges[cell.column + cell.columns], lower)


def _uprights(sheet: Sheet, frame: Frame, kind: SlotKind) -> Iterable[float]:
    """Return where a kind of row has its inner uprights; the label of a sum joins the cells before it."""
    match kind:
        case SlotKind.ROW:
            return frame.edges[1:-1]
        case SlotKind.SUM:
            return frame.edges[total_label_span(sheet.columns) : -1]
        case SlotKind.WORDS:
            return frame.edges[total_label_span(sheet.columns) :][:1]
        case SlotKind.BAND:
            return ()


def _across(left: float, right: float, y: float) -> str:
    return f"{left:.2f} {y:.2f} m {right:.2f} {y:.2f} l"


def _down(x: float, upper: float, lower: float) -> str:
    return f"{x:.2f} {upper:.2f} m {x:.2f} {lower:.2f} l"
