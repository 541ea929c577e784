"""A column of a table: where its value comes from, what kind of thing it is, how it stands."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import KW_ONLY, dataclass
from enum import Enum
from operator import attrgetter, itemgetter
from typing import Any

from minzheng_desk.documents.layout import Align, Total

Reading = Callable[[Any], Any]
"""Reads something off a row."""


class ColumnKind(Enum):
    """What the cells of a column hold; the value a row carries is named beside it."""

    TEXT = "text"
    NAME = "name"
    """A person's or household's name; bold, given room for its longest up to nine characters, sorted by
    its reading."""
    ID_NUMBER = "id_number"
    """An ID number, shown 6-8-4 with the birth date hidden."""
    ACCOUNT = "account"
    """A bank account, shown as 尾号 and its last four digits."""
    PHONE = "phone"
    MONEY = "money"
    """`Money` in 分; None is a dash."""
    DIFFERENCE = "difference"
    """`Money` in 分 with its sign; zero and None are a dash."""
    NUMBER = "number"
    DATE = "date"
    MONTH = "month"
    """A `Month`, or its text 2026-11."""
    CODE = "code"
    """A code of the list named by ``codes``; its label is shown."""
    CHIP = "chip"
    """A `ChipSpec`, several in a tuple, or plain text for the ordinary state."""
    PERCENT = "percent"
    """A `Fraction` of one."""
    ROW_NUMBER = "row_number"
    """序: the place of the row in the order that is shown."""
    TICK = "tick"
    """A box to tick; a table puts it in front by itself when its rows can be ticked."""


FIGURES = frozenset({ColumnKind.MONEY, ColumnKind.DIFFERENCE, ColumnKind.NUMBER})
"""Kinds that are added up."""
SECRET = frozenset({ColumnKind.ID_NUMBER, ColumnKind.ACCOUNT, ColumnKind.PHONE})
"""Kinds that are never shown whole unless somebody asked, which is noted."""
LISTABLE = frozenset(
    {ColumnKind.TEXT, ColumnKind.CODE, ColumnKind.CHIP, ColumnKind.MONTH, ColumnKind.DATE, ColumnKind.NUMBER}
)
"""Kinds whose values are worth choosing from a list."""

_RIGHT = FIGURES | {ColumnKind.PERCENT, ColumnKind.ROW_NUMBER}


@dataclass(frozen=True, slots=True)
class TableColumn:
    """One column. ``key`` is an attribute of the row, an index into it, or a function of it.

    ``width`` is in pixels of the design at 100 %.
    """

    key: str | int | Reading
    title: str
    kind: ColumnKind = ColumnKind.TEXT
    width: int = 100
    _: KW_ONLY
    name: str = ""
    """How settings, filters and revealed numbers call the column; by default its key, or else its title."""
    align: Align | None = None
    """None leaves it to the kind: figures right, all else left."""
    total: Total | None = None
    hidden: bool = False
    """Whether the column is off until somebody puts it on in 列."""
    sort_key: str | Reading | None = None
    """What the column is sorted by, where that is not what it shows."""
    spoken: Reading | None = None
    """What a screen reader says of a cell, where the usual sentence does not do."""
    codes: str = ""
    """The code list of a CODE column."""
    bold: bool = False
    below: str | Reading | None = None
    """A second, smaller line under the first, in a table of two-line rows."""
    tone: str | Reading | None = None
    """The colour token of the text, of all rows or by row; None leaves it to the kind."""
    mark: Reading | None = None
    """The stem of the tint and corner of a cell that wants attention (``bad``, ``warn``), or None."""
    tooltip: Reading | None = None
    """What is said under the mouse, beside the whole of an elided text."""
    icon: Reading | None = None
    """The name of an icon before the text, or None."""
    opens: bool = False
    """Whether the value is written like a link: a click emits ``cell_opened``."""
    subtitle: str = ""
    """A second line under the title, such as the field an imported column goes to."""
    subtitle_tone: str = "ink3"
    grows: bool = False
    """Whether the column takes the room that is left; by default the last one does."""

    @property
    def called(self) -> str:
        """The name of the column in settings and filters."""
        if self.name:
            return self.name
        return self.key if isinstance(self.key, str) and self.key else self.title

    @property
    def alignment(self) -> Align:
        """Where title and cells stand."""
        if self.align is not None:
            return self.align
        if self.kind is ColumnKind.TICK:
            return Align.CENTRE
        return Align.RIGHT if self.kind in _RIGHT else Align.LEFT

    @property
    def is_sortable(self) -> bool:
        """Whether a click on the title sorts by the column."""
        return self.kind not in {ColumnKind.ROW_NUMBER, ColumnKind.TICK}

    @property
    def is_listable(self) -> bool:
        """Whether its values can be chosen from a list."""
        return self.kind in LISTABLE

    def reader(self) -> Reading:
        """A function that takes the value off a row."""
        return reading(self.key)


def reading(key: str | int | Reading) -> Reading:
    """A function that takes what ``key`` names off a row.

    >>> reading(1)(("甲", 2)), reading("real")(3), reading(len)("三个字")
    (2, 3, 3)
    """
    if callable(key):
        return key
    if isinstance(key, int):
        return itemgetter(key)
    return attrgetter(key) if key else _nothing


def _nothing(_row: object) -> None:
    """The value of a column that shows nothing of its row, such as 序."""
