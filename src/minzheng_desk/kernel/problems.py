"""What is wrong with one cell of somebody's sheet, as a value: bulk work collects these and goes on."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """One bad cell, said so that its owner finds it, understands it and can put it right."""

    sheet: str
    row: int
    """Counted from 1, as the spreadsheet program shows it."""
    column: str
    """The header's text, or the column letter where there is none."""
    value: str
    """What stands in the cell, as it was read."""
    reason: str
    """A Chinese sentence: what is wrong."""
    suggestion: str
    """A Chinese sentence: what to do now."""
    code: str
    """A short fixed word for this sort of problem, for counting and for tests."""

    def __str__(self) -> str:
        """Return the problem as one line for a terminal."""
        place = f"{self.sheet} 第 {self.row} 行“{self.column}”"
        return f"{place}：{self.reason}{self.suggestion}"
