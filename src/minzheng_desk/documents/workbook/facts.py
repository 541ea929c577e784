"""What is known of a stranger's sheet besides its values."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass
class SheetFacts:
    """What the values of a sheet do not tell; places are counted from 0."""

    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    """First row and column, last row and column of joined cells, where the library does not tell."""
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[int] = field(default_factory=list)
    uncalculated: list[str] = field(default_factory=list)
    """Cells, as A1, whose formula has no result in the file."""
    digits: dict[tuple[int, int], int] = field(default_factory=dict)
    """How many digits a number is filled up to with zeros where it is shown."""
