"""A `Sheet` is one table, described once: the window, the workbook and the page are drawn from it.

A roster, a ledger and a statistical return differ in their columns and facts, never in how they are drawn.
Values are plain: text, whole numbers, 分 in money columns, days, months, and None for an empty cell.
What a renderer would otherwise work out for itself (header cells, totals, the text of a cell, the widths that
fit the paper) is worked out here, so that the three faces of a sheet can never tell different stories.
"""

from __future__ import annotations

from dataclasses import KW_ONLY, dataclass
from datetime import date
from enum import Enum
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from minzheng_desk.kernel.money import Money, in_words, shown
from minzheng_desk.kernel.period import Month

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Value = str | int | date | Month | None
Row = tuple[Value, ...]

# A person signs, or presses a finger: below this width neither fits.
NARROWEST_SIGNATURE_MM = 25.0


class CellKind(Enum):
    """What the cells of a column hold."""

    TEXT = "text"
    MONEY = "money"
    NUMBER = "number"
    DAY = "day"
    MONTH = "month"
    INDEX = "index"
    """The row's running number; None in a row means “count for me”."""
    SIGNATURE = "signature"
    """Left empty for a hand."""


class Align(Enum):
    """Where the text of a cell stands."""

    LEFT = "left"
    CENTRE = "centre"
    RIGHT = "right"


class Total(Enum):
    """What stands under a column in subtotals and totals."""

    SUM = "sum"
    COUNT = "count"
    """How many cells of the column are not empty."""


_USUAL_ALIGN = {
    CellKind.TEXT: Align.LEFT,
    CellKind.MONEY: Align.RIGHT,
    CellKind.NUMBER: Align.RIGHT,
    CellKind.DAY: Align.CENTRE,
    CellKind.MONTH: Align.CENTRE,
    CellKind.INDEX: Align.CENTRE,
    CellKind.SIGNATURE: Align.CENTRE,
}


@dataclass(frozen=True, slots=True)
class Column:
    """One column: what it is called, what it holds, how wide it wants to be."""

    key: str
    label: str
    kind: CellKind = CellKind.TEXT
    _: KW_ONLY
    width_mm: float = 20.0
    align: Align | None = None
    """None leaves it to the kind: figures right, days centred, text left."""
    total: Total | None = None
    wrap: bool = False
    group: str = ""
    """The heading shared with neighbouring columns of the same group, in a header of two rows."""

    @property
    def alignment(self) -> Align:
        """Where the cells of this column stand."""
        return self.align or _USUAL_ALIGN[self.kind]

    @property
    def narrowest_mm(self) -> float:
        """How narrow the column may become on paper."""
        return NARROWEST_SIGNATURE_MM if self.kind is CellKind.SIGNATURE else 0.0


@dataclass(frozen=True, slots=True)
class Group:
    """A stretch of rows under a heading of its own, such as one village."""

    label: str
    first_row: int
    """Counted from 0 in the sheet's rows."""
    row_count: int

    @property
    def stop(self) -> int:
        """The first row behind the group."""
        return self.first_row + self.row_count


class Fact(NamedTuple):
    """Something said above or below the table: 编制单位, 月份, 单位, 打印时间."""

    label: str
    value: str

    @property
    def text(self) -> str:
        """The fact as it is printed."""
        return f"{self.label}：{self.value}" if self.label else self.value


class Signature(NamedTuple):
    """A place below the table where someone signs: 制表人, 审核人, 负责人."""

    label: str
    name: str = ""
    """Printed already where it is known; empty leaves a line to sign on."""
    seal: bool = False
    """The place of the office's seal, with the day beside it: 编制单位（盖章）."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """The page a sheet is printed on, in millimetres."""

    width_mm: float = 297.0
    height_mm: float = 210.0
    top_mm: float = 12.0
    right_mm: float = 10.0
    bottom_mm: float = 12.0
    left_mm: float = 10.0
    row_height_mm: float = 6.5
    rows_per_page: int | None = None
    """None fits as many as the height holds."""
    group_starts_page: bool = False

    @property
    def is_landscape(self) -> bool:
        """Whether the page is wider than high."""
        return self.width_mm > self.height_mm

    @property
    def printable_width_mm(self) -> float:
        """The width between the margins."""
        return self.width_mm - self.left_mm - self.right_mm


A4_LANDSCAPE = Paper()
A4_PORTRAIT = Paper(width_mm=210.0, height_mm=297.0)


class HeaderCell(NamedTuple):
    """One cell of the header, where it begins (from 0) and how many rows and columns it covers."""

    label: str
    row: int
    column: int
    rows: int
    columns: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A whole table with everything that is printed around it.

    A row has exactly one value for every column; cells of INDEX and SIGNATURE columns are usually None.
    Groups stand in order and do not overlap; rows outside any group are drawn without a heading.
    """

    title: str
    columns: tuple[Column, ...]
    rows: Sequence[Row]
    subtitle: str = ""
    name: str = ""
    """What the tab of the workbook is called; empty takes the title."""
    heading: tuple[Fact, ...] = ()
    groups: tuple[Group, ...] = ()
    frozen_columns: int = 0
    """How many leading columns stay in view while a window or a workbook scrolls sideways."""
    in_words: str = ""
    """The key of the money column whose total is also written in 大写; empty for none."""
    notes: tuple[str, ...] = ()
    signatures: tuple[Signature, ...] = ()
    dated: date | None = None
    """The day printed beside the seal; None leaves it to the pen."""
    counted_in: str = ""
    """What one row stands for, such as 户 or 人, written with its number in subtotals on paper."""
    group_called: str = ""
    """What a group is, such as 村（社区）, said on paper before its label."""
    footer: tuple[Fact, ...] = ()
    """Print time, who printed, digest: repeated on every page beside its number."""
    classification: str = ""
    """Such as “内部资料　含个人信息”, printed at the top right."""
    paper: Paper = A4_LANDSCAPE

    def __post_init__(self) -> None:
        """Refuse a description that cannot be drawn; this is a mistake of ours, never of the person's."""
        if not self.columns or self.columns[0].total:
            # 合计 is written in the cells before the first figure, so there must be one.
            raise ValueError(f"sheet {self.title!r} must begin with a column that is not totalled")
        if self.in_words and self.column(self.in_words).kind is not CellKind.MONEY:
            raise ValueError(f"only money can be written in words, not {self.in_words!r}")
        behind = 0
        for group in self.groups:
            if group.first_row < behind or group.stop > len(self.rows):
                raise ValueError(f"group {group.label!r} overlaps another or runs past the last row")
            behind = group.stop

    def column(self, key: str) -> Column:
        """Return the column with this key.

        Raises `KeyError` when there is none.
        """
        for column in self.columns:
            if column.key == key:
                return column
        raise KeyError(key)

    @property
    def is_totalled(self) -> bool:
        """Whether anything stands under the table at all."""
        return any(column.total for column in self.columns)

    @property
    def totals(self) -> Row:
        """The values of the 合计 row."""
        return totals_of(self.columns, self.rows)

    @property
    def total_in_words(self) -> str:
        """The 大写 of the total, or nothing when the sheet does not ask for it."""
        if not self.in_words:
            return ""
        amount = self.totals[self.columns.index(self.column(self.in_words))]
        return in_words(Money(amount)) if isinstance(amount, int) else ""

    def stretches(self) -> Iterator[tuple[Group | None, int, int]]:
        """Yield (group, first row, row behind) over all rows in order; the group is None between groups."""
        behind = 0
        for group in self.groups:
            if behind < group.first_row:
                yield None, behind, group.first_row
            yield group, group.first_row, group.stop
            behind = group.stop
        if behind < len(self.rows):
            yield None, behind, len(self.rows)


def cell_text(kind: CellKind, value: Value) -> str:
    """Return a cell as a person reads it, in a window or on a page.

    >>> cell_text(CellKind.MONEY, 123450)
    '1,234.50'
    >>> cell_text(CellKind.TEXT, None)
    ''
    """
    if value is None:
        return ""
    if kind is CellKind.MONEY and isinstance(value, int):
        return shown(Money(value))
    return value.isoformat() if isinstance(value, date) else str(value)


def totals_of(columns: Sequence[Column], rows: Sequence[Row]) -> Row:
    """Return one value for every column: its sum, its count, or None where nothing is totalled.

    >>> fee = Column("fee", "金额", CellKind.MONEY, total=Total.SUM)
    >>> totals_of([Column("name", "姓名"), fee], [("甲", 100), ("乙", None), ("丙", 50)])
    (None, 150)
    """
    return tuple(
        _total(column.total, [row[at] for row in rows]) if column.total else None
        for at, column in enumerate(columns)
    )


def _total(total: Total, cells: list[Value]) -> int:
    if total is Total.COUNT:
        return sum(1 for cell in cells if cell is not None)
    return sum(cell for cell in cells if isinstance(cell, int))


def total_label_span(columns: Sequence[Column]) -> int:
    """Return how many leading columns the word 合计 may stretch over."""
    return next((at for at, column in enumerate(columns) if column.total), len(columns))


def header_rows(columns: Sequence[Column]) -> int:
    """Return 2 when any column belongs to a group, else 1."""
    return 2 if any(column.group for column in columns) else 1


def header_cells(columns: Sequence[Column]) -> tuple[HeaderCell, ...]:
    """Return the cells of the header, shared headings above the columns they join.

    >>> pair = [Column("a", "姓名"), Column("b", "月", group="上期"), Column("c", "元", group="上期")]
    >>> [tuple(cell) for cell in header_cells(pair)]
    [('姓名', 0, 0, 2, 1), ('上期', 0, 1, 1, 2), ('月', 1, 1, 1, 1), ('元', 1, 2, 1, 1)]
    """
    rows = header_rows(columns)
    cells: list[HeaderCell] = []
    at = 0
    for group, members in groupby(columns, key=lambda column: column.group):
        joined = list(members)
        if group:
            cells.append(HeaderCell(group, 0, at, 1, len(joined)))
        top, height = (1, 1) if group else (0, rows)
        cells += [HeaderCell(column.label, top, at + right, height, 1) for right, column in enumerate(joined)]
        at += len(joined)
    return tuple(cells)


def fitted_widths(columns: Sequence[Column], available_mm: float) -> tuple[float, ...]:
    """Return widths that fill the available width, in proportion, never below what a column needs at least.

    >>> fitted_widths([Column("a", "甲", width_mm=10), Column("b", "乙", width_mm=30)], 80)
    (20.0, 60.0)
    >>> hand = Column("s", "签字", CellKind.SIGNATURE, width_mm=25)
    >>> fitted_widths([Column("a", "甲", width_mm=75), hand], 80)
    (55.0, 25.0)
    """
    held: set[int] = set()
    while True:
        free = available_mm - sum(columns[at].narrowest_mm for at in held)
        wanted = sum(column.width_mm for at, column in enumerate(columns) if at not in held)
        widths = tuple(
            column.narrowest_mm if at in held else column.width_mm * free / wanted
            for at, column in enumerate(columns)
        )
        tight = {at for at, column in enumerate(columns) if widths[at] < column.narrowest_mm}
        if not tight:
            return widths
        held |= tight
