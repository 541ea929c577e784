"""How an office draws a table: titles, headers in its own words, where the village stands, what is below."""

from __future__ import annotations

from dataclasses import dataclass, field

from minzheng_desk.demo.model import CellValue, DemoHousehold, Villager

MEMBER_PLACES = 7
"""How many members besides the head a row of a whole household has room for."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: which value it shows, under which words, and which family of faults may fall on it."""

    key: str
    header: str
    family: str = ""
    group: str = ""
    """What the upper row of a two-row header says over it."""


@dataclass(frozen=True, slots=True)
class Layout:
    """How one file looks."""

    file: str
    sheet: str
    holds: str
    """households, or the programme whose awards it lists."""
    columns: tuple[Column, ...]
    titles: tuple[str, ...] = ()
    village: str = "each"
    """each: in every row; merged: once, merged downward; first: once, blank below."""
    totals: tuple[str, ...] = ()
    """The keys that a row at the bottom adds up; nothing for none."""
    note: str = ""
    header_again_every: int = 0
    """After how many rows the page breaks and the header comes again; 0 for never."""
    hides_a_row: bool = False
    encoding: str = ""

    @property
    def is_spread(self) -> bool:
        """Whether one row holds a whole household."""
        return any(column.key == "m1_name" for column in self.columns)


@dataclass(slots=True)
class Entry:
    """One row that speaks of a household or a person; faults change its cells before it is laid out."""

    household: DemoHousehold
    person: Villager
    """The head where the row is the whole household's."""
    cells: dict[str, CellValue]
    row: int = field(default=0)
    """Where it came to stand, counted from 1; 0 before."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A layout with its rows, not yet laid out."""

    layout: Layout
    entries: list[Entry]


_FAMILIES = {
    "village": "village",
    "head_id": "id",
    "name": "name",
    "id": "id",
    "sex": "sex",
    "born": "born",
    "income": "income",
    "phone": "phone",
    "savings": "amount",
    "dwellings": "count",
    "amount": "amount",
    "size": "count",
    "covered": "count",
    "household_income": "amount",
    "head_name": "name",
}
"""Which family of faults may fall on a column of this key."""


def person_columns(words: dict[str, str]) -> tuple[Column, ...]:
    """Return the columns of one row per person in an office's own words; families are the same everywhere."""
    return tuple(Column(key, header, _FAMILIES.get(key, "")) for key, header in words.items())
