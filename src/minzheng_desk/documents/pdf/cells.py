"""Text finds its place in a cell: in one line, else smaller, else in more lines; an amount is never cut.

A cell is worked out once for every different value of a column, and then only moved to its row.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from minzheng_desk.documents.layout import Align, CellKind, Column, Value, cell_text
from minzheng_desk.documents.pdf.typesetting import Line, Setter, drawable

if TYPE_CHECKING:
    from collections.abc import Iterable

BODY_SIZE: Final = 9.5
SMALL_SIZE: Final = 8.0
"""Below this, text that may wrap does so."""
SMALLEST_SIZE: Final = 6.5
SMALLEST_NUMBER_SIZE: Final = 5.0
"""Identity numbers and accounts go on shrinking where words would wrap."""
UNBROKEN: Final = 0.1
"""The smallest size of an amount, which is never wrapped: as small as it must."""
LEADING: Final = 1.15
_AIR: Final = 1.6
PADDING: Final = 3.4
"""Between a line of the grid and the text, in points."""

# Chinese characters stand between 0.88 above the baseline and 0.12 below it, figures between 0.66 and 0:
# this puts both in the middle of their row.
_BASELINE: Final = 0.36
_LINES_AT_MOST: Final = 8


class Fitted(NamedTuple):
    """Text made to fit a width."""

    lines: tuple[Line, ...]
    size: float
    is_cut: bool = False
    """Whether even the smallest size and the most lines could not hold all of it."""

    @property
    def height(self) -> float:
        """In points, from above the first line to below the last."""
        return len(self.lines) * self.size * LEADING + _AIR


class Piece(NamedTuple):
    """A line of a cell: where it begins, how far below the middle of the row it stands, how it is drawn."""

    x: str
    drop: float
    operators: str


class Place(NamedTuple):
    """Where a line of text stands, in points."""

    left: float
    right: float
    middle: float
    """The height of its middle above the lower edge of the paper."""
    align: Align = Align.LEFT


class ColumnCells(NamedTuple):
    """Every different value of a column, ready to be moved to its rows."""

    pieces: dict[Value, tuple[Piece, ...]]
    tall: dict[Value, float]
    """The height of values that need more than one line."""
    cut: frozenset[Value]


def fitted(
    setter: Setter, text: str, width: float, size: float, *, smallest: float = SMALLEST_SIZE
) -> Fitted:
    """Set text within a width: at this size, else down to the smallest, else in lines of that size."""
    line = setter.line(text)
    fitting = width * 1000 / line.width if line.width else size
    if fitting >= smallest:
        return Fitted((line,), min(size, _rounded_down(fitting)))
    room = width * 1000 / smallest
    parts = setter.parts(text, room)
    lines = [setter.line(part) for part in parts[:_LINES_AT_MOST]]
    if len(parts) > _LINES_AT_MOST:
        lines[-1] = setter.shortened("".join(parts[_LINES_AT_MOST - 1 :]), room)
    return Fitted(tuple(lines), smallest, is_cut=len(parts) > _LINES_AT_MOST)


def placed(fit: Fitted, align: Align, left: float, right: float) -> tuple[Piece, ...]:
    """Place fitted text between two edges."""
    size, middle = fit.size, (len(fit.lines) - 1) / 2
    return tuple(
        [
            Piece(
                f"{_start(line.width * size / 1000, align, left, right):.2f}",
                (_BASELINE + (at - middle) * LEADING) * size,
                line.shown(size),
            )
            for at, line in enumerate(fit.lines)
        ]
    )


def _start(width: float, align: Align, left: float, right: float) -> float:
    match align:
        case Align.LEFT:
            return left
        case Align.RIGHT:
            return right - width
        case Align.CENTRE:
            return (left + right - width) / 2


def shown_at(pieces: Iterable[Piece], middle: float) -> list[str]:
    """Return the operators that draw pieces in a row with this middle, inside a text object."""
    return [f"1 0 0 1 {x} {middle - drop:.2f} Tm {operators}" for x, drop, operators in pieces]


def written(
    setter: Setter, text: str, size: float, place: Place, *, smallest: float = SMALLEST_SIZE
) -> list[str]:
    """Return the operators that write a text at a place, smaller or in more lines where it is long."""
    fit = fitted(setter, drawable(text), place.right - place.left, size, smallest=smallest)
    return shown_at(placed(fit, place.align, place.left, place.right), place.middle)


def column_cells(
    setter: Setter, column: Column, values: Iterable[Value], edges: tuple[float, float], size: float
) -> ColumnCells:
    """Work out the cells of one column between the lines of the grid on its left and right."""
    left, right = edges[0] + PADDING, edges[1] - PADDING
    # In the order of the rows, because characters get their codes in the order in which they are met.
    texts = {value: drawable(cell_text(column.kind, value)) for value in dict.fromkeys(values)}
    lines = {value: setter.line(text) for value, text in texts.items()}
    fits = dict[Value, Fitted]()
    if column.kind is CellKind.TEXT:
        fits = {
            value: _fitted_text(setter, column, texts[value], right - left, size)
            for value, line in lines.items()
            if line.width * size > (right - left) * 1000
        }
    else:
        # Amounts of one column are read against each other: all take the size that suits the longest.
        widest = max((line.width for line in lines.values()), default=0)
        size = min(size, _rounded_down((right - left) * 1000 / max(widest, 1)))
    short = {value: line for value, line in lines.items() if value not in fits}
    return ColumnCells(
        _pieces(short, size, column.alignment, left, right)
        | {value: placed(fit, column.alignment, left, right) for value, fit in fits.items()},
        {value: fit.height for value, fit in fits.items() if len(fit.lines) > 1},
        frozenset(value for value, fit in fits.items() if fit.is_cut),
    )


def _fitted_text(setter: Setter, column: Column, text: str, width: float, size: float) -> Fitted:
    smallest = min(size, SMALL_SIZE if column.wrap else SMALLEST_SIZE)
    if text.isascii():
        smallest = SMALLEST_NUMBER_SIZE
    return fitted(setter, text, width, size, smallest=smallest)


def _pieces(
    lines: dict[Value, Line], size: float, align: Align, left: float, right: float
) -> dict[Value, tuple[Piece, ...]]:
    """Place text that fits in one line; an empty one leaves nothing to draw."""
    drop = _BASELINE * size
    return {
        value: (Piece(f"{_start(line.width * size / 1000, align, left, right):.2f}", drop, line.shown(size)),)
        if line.runs
        else ()
        for value, line in lines.items()
    }


def _rounded_down(size: float) -> float:
    """Return a size in tenths of a point."""
    return int(size * 10) / 10
