"""How high a row must be for its wrapped texts: Excel works it out by itself, LibreOffice does not."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

ROW_POINTS: Final = 18.0
_LINE_POINTS: Final = 14.0
# A digit of the body face is about this wide; a 汉字 is two.
_HALF_WIDTH_MM: Final = 2.0


def signs_that_fit(width_mm: float) -> int:
    """Return how many half-width signs a column holds beside each other."""
    return max(1, int(width_mm / _HALF_WIDTH_MM))


def half_widths_mm(signs: int) -> float:
    """Return how wide so many half-width signs are."""
    return signs * _HALF_WIDTH_MM


def row_points(cells: Iterable[tuple[object, int]]) -> float:
    r"""Return the height of a row from its wrapped texts, each with the signs that fit its column.

    >>> row_points([("短", 10)]), row_points([("一二三四五六", 10), ("甲\n乙\n丙", 10)])
    (18.0, 46.0)
    """
    lines = max((_lines(str(text or ""), fit) for text, fit in cells), default=1)
    return ROW_POINTS if lines == 1 else _LINE_POINTS * lines + 4


def _lines(text: str, fit: int) -> int:
    if len(text) * 2 <= fit and "\n" not in text:
        return 1
    # GB18030 takes one byte for a half-width sign and two or more for the others: as wide as they are.
    return sum(max(1, ceil(len(line.encode("gb18030", "replace")) / fit)) for line in text.split("\n"))
