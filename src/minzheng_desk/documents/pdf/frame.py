"""Where everything stands on the pages of one sheet, in points from the lower left corner of the paper."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from minzheng_desk.documents.layout import HeaderCell, Sheet, fitted_widths, header_cells, header_rows
from minzheng_desk.documents.pdf.cells import BODY_SIZE, PADDING, SMALLEST_SIZE, Fitted, fitted
from minzheng_desk.documents.pdf.pages import ROW_UNITS, Room
from minzheng_desk.documents.pdf.typesetting import drawable

if TYPE_CHECKING:
    from minzheng_desk.documents.pdf.typesetting import Setter, Styles

MM: Final = 72 / 25.4
TITLE_SIZE: Final = 18.0
SUBTITLE_SIZE: Final = 10.0
FACT_SIZE: Final = 9.5
FOOT_SIZE: Final = 8.0
NOTE_SIZE: Final = 8.5

TITLE_HEIGHT: Final = 26.0
SUBTITLE_HEIGHT: Final = 16.0
FACTS_HEIGHT: Final = 17.0
FOOT_HEIGHT: Final = 18.0
NOTE_HEIGHT: Final = 12.0
NOTE_GAP: Final = 6.0
SIGNATURE_HEIGHT: Final = 27.0
SIGNATURES_IN_A_ROW: Final = 4

_HEADER_ROW_HEIGHT: Final = 22.0
_HEADER_AIR: Final = 9.0
_STEP: Final = 50
"""By which lines of a label are widened until they are even, in thousandths of its size."""
_LOWEST_ROW: Final = 5 * MM


@dataclass(frozen=True, slots=True)
class Frame:
    """The measures of one sheet on its paper."""

    width: float
    height: float
    edges: tuple[float, ...]
    """The lines of the grid from left to right."""
    top: float
    """The upper edge of the grid."""
    header_edges: tuple[float, ...]
    """The lines of the header from top to bottom; the last is where the rows begin."""
    header: tuple[tuple[HeaderCell, Fitted], ...]
    unit: float
    """Half the height of a row, by which rows grow."""
    size: float
    """How large its text is."""
    facts_middle: float
    foot_middle: float
    notes: tuple[Fitted, ...]
    room: Room

    @property
    def left(self) -> float:
        """The left edge of the grid."""
        return self.edges[0]

    @property
    def right(self) -> float:
        """The right edge of the grid."""
        return self.edges[-1]

    def column_edges(self, at: int) -> tuple[float, float]:
        """The lines of the grid on both sides of a column."""
        return self.edges[at], self.edges[at + 1]


def frame_of(sheet: Sheet, styles: Styles) -> Frame:
    """Measure a sheet on its paper."""
    paper = sheet.paper
    left, wide = paper.left_mm * MM, paper.printable_width_mm
    widths = fitted_widths(sheet.columns, wide)
    edges = [left]
    for width in widths:
        edges.append(edges[-1] + width * MM)
    # A ledger wider than its paper is set smaller as a whole, not cell by cell.
    scale = min(1.0, wide / sum(column.width_mm for column in sheet.columns))
    size = max(SMALLEST_SIZE, round(BODY_SIZE * scale, 1))
    facts_top = (paper.height_mm - paper.top_mm) * MM - TITLE_HEIGHT - SUBTITLE_HEIGHT * bool(sheet.subtitle)
    has_facts = bool(sheet.heading or (sheet.groups and paper.group_starts_page))
    top = facts_top - FACTS_HEIGHT * has_facts
    header = tuple((cell, _label(styles.strong, cell, edges, size)) for cell in header_cells(sheet.columns))
    header_edges = _header_edges(header, header_rows(sheet.columns), top)
    foot = paper.bottom_mm * MM + FOOT_HEIGHT
    notes = tuple(fitted(styles.text, note, wide * MM, NOTE_SIZE, smallest=NOTE_SIZE) for note in sheet.notes)
    pitch = _pitch(sheet, header_edges[-1] - foot)
    return Frame(
        width=paper.width_mm * MM,
        height=paper.height_mm * MM,
        edges=tuple(edges),
        top=top,
        header_edges=header_edges,
        header=header,
        unit=pitch / ROW_UNITS,
        size=size,
        facts_middle=facts_top - FACTS_HEIGHT / 2 + 1,
        foot_middle=paper.bottom_mm * MM + FOOT_SIZE / 2,
        notes=notes,
        room=Room(
            int((header_edges[-1] - foot) / pitch * ROW_UNITS + 0.001),
            ROW_UNITS * bool(sheet.in_words) + math.ceil(closing_height(sheet, notes) / pitch * ROW_UNITS),
            paper.rows_per_page,
        ),
    )


def closing_height(sheet: Sheet, notes: tuple[Fitted, ...]) -> float:
    """Return how much room notes and signatures need below the table."""
    rows = math.ceil(sum(not one.seal for one in sheet.signatures) / SIGNATURES_IN_A_ROW)
    rows += any(one.seal for one in sheet.signatures) or bool(sheet.dated)
    lines = sum(len(note.lines) for note in notes)
    return lines * NOTE_HEIGHT + NOTE_GAP * bool(notes) + rows * SIGNATURE_HEIGHT


def _pitch(sheet: Sheet, available: float) -> float:
    """Return the height of a row: as the paper wishes, or lower when more rows are wanted on a page."""
    wished = sheet.paper.row_height_mm * MM
    if sheet.paper.rows_per_page:
        # Room for 本页小计 and 累计, for the heading of a group and for its subtotal.
        others = 2 * sheet.is_totalled + 2 * bool(sheet.groups)
        wished = min(wished, available / (sheet.paper.rows_per_page + others))
    return max(_LOWEST_ROW, wished)


def _label(strong: Setter, cell: HeaderCell, edges: list[float], size: float) -> Fitted:
    """Set a label in as many lines as it needs, none much shorter than the others."""
    room = (edges[cell.column + cell.columns] - edges[cell.column] - 2 * PADDING) * 1000 / size
    label = drawable(cell.label)
    count = len(strong.parts(label, room))
    even = strong.line(label).width / max(count, 1)
    while even < room and len(strong.parts(label, even)) > count:
        even += _STEP
    return Fitted(tuple(strong.line(part) for part in strong.parts(label, min(even, room))), size)


def _header_edges(header: tuple[tuple[HeaderCell, Fitted], ...], rows: int, top: float) -> tuple[float, ...]:
    """Return the lines of the header, each row as high as its labels need."""
    heights = [_HEADER_ROW_HEIGHT] * rows
    for cell, fit in header:
        if cell.rows == 1:
            heights[cell.row] = max(heights[cell.row], fit.height + _HEADER_AIR)
    missing = max(fit.height + _HEADER_AIR for _, fit in header) - sum(heights)
    heights[-1] += max(0.0, missing)
    edges = [top]
    for height in heights:
        edges.append(edges[-1] - height)
    return tuple(edges)
