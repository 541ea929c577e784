"""What an import speaks of: tables of a sheet, matched columns, entries, and the matching it remembers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum
from typing import TYPE_CHECKING, Any

from minzheng_desk.kernel.errors import DocumentProblem
from minzheng_desk.kernel.problems import Problem
from minzheng_desk.kernel.records import Record, listing, record, text

if TYPE_CHECKING:
    from minzheng_desk.documents.workbook.reading import RawSheet

Cell = str | int | float | bool | date | datetime | None
"""What a spreadsheet cell holds once read."""


@record("import_mapping", "导入列对应", travels=False)
class ImportMapping(Record):
    """How the columns under one header were matched, so that next month's sheet is matched at once."""

    fingerprint: str = text("表头指纹", max_length=64, indexed=True)
    kind: str = text("登记表种类", max_length=20)
    layout: str = text("表格版式", max_length=40)
    columns: tuple[tuple[Any, ...], ...] = listing("列对应")
    """One (column index, target name, owner, group) per matched column."""


@record("said_column", "手选列名", travels=False, yields=True)
class SaidColumn(Record):
    """What a person said of a header the program did not know: the header's text, and nothing of the cells.

    Whoever says otherwise later does not stand in the way of undoing an import.
    """

    heading: str = text("列名", max_length=40)
    """In the plain form in which headers are compared."""
    kind: str = text("登记表种类", max_length=20)
    meaning: str = text("含义", max_length=40)
    """In the words of the catalogue."""


class Layout(Enum):
    """How a sheet lays out households and their members."""

    HOUSEHOLD_PER_ROW = "household_per_row"
    PERSON_PER_ROW = "person_per_row"
    PERSON_LIST = "person_list"


class Owner(Enum):
    """Whom a column speaks of, besides the household."""

    ROW = "row"
    """The person the row is about; in a sheet of households, the head."""
    HEAD = "head"
    """The head that the row of another person points to."""
    MEMBER = "member"
    """The n-th member written beside the head in the same row."""
    OUTSIDER = "outsider"
    """Somebody who does not belong to the household, such as a carer."""


@dataclass(frozen=True, slots=True)
class HeaderColumn:
    """One column under a header: its place, counted from 0, and the one label it resolves to."""

    index: int
    label: str
    parts: tuple[str, ...]
    """The labels above one another, the outermost first, where the header has several rows."""


@dataclass(frozen=True, slots=True)
class SkippedRow:
    """A row that holds no data, and why it is taken for one."""

    row: int
    reason: str


@dataclass(frozen=True, slots=True)
class HeaderBlock:
    """One table on a sheet: its header, the rows of data under it, and the rows that are none."""

    sheet: str
    first_row: int
    last_row: int
    """The header's rows, counted from 1."""
    columns: tuple[HeaderColumn, ...]
    titles: tuple[str, ...]
    rows: tuple[int, ...]
    """The rows of data, counted from 1."""
    skipped: tuple[SkippedRow, ...]
    sections: Mapping[int, str]
    """The heading inside the table, such as a village's name, that a row stands under, by row."""
    merged_cells: Mapping[int, Mapping[int, Cell]]
    """By row (from 1) and column (from 0), the value that a merged area lends to its other cells."""
    fingerprint: str

    def cells(self, sheet: RawSheet) -> Iterator[tuple[int, Sequence[Cell]]]:
        """Each row of data with its number, merged cells filled down."""
        width = max((column.index for column in self.columns), default=-1) + 1
        for row in self.rows:
            cells = sheet.rows[row - 1]
            lent = self.merged_cells.get(row)
            if lent or len(cells) < width:
                yield row, _filled(cells, width, lent or {})
            else:
                yield row, cells


def _filled(cells: Sequence[Cell], width: int, lent: Mapping[int, Cell]) -> list[Cell]:
    """Return a row as long as the header, with what merged cells lend to it."""
    filled = [*cells, *[None] * (width - len(cells))]
    for index, value in lent.items():
        if index < len(filled):
            filled[index] = value
    return filled


@dataclass(frozen=True, slots=True)
class Matched:
    """A column and what it is taken to mean."""

    column: int
    label: str
    target: str
    """The name of a target in the catalogue."""
    owner: Owner
    group: int
    """Which member beside the head, where the owner is one."""
    confidence: int
    """From 0 to 100."""
    reason: str
    factor: int = 1
    """What amounts are multiplied by: 10000 where the header says 万元."""
    relation: str | None = None
    """The relation to the head that the header itself names, such as 配偶."""
    carried_over: bool = False
    """Whether it is taken so because a person said so at an earlier import."""


@dataclass(frozen=True, slots=True)
class ColumnMatch:
    """What the columns of a block mean: certainly, perhaps, and not at all."""

    layout: Layout
    sure: tuple[Matched, ...]
    unsure: tuple[Matched, ...]
    unused: tuple[HeaderColumn, ...]
    remembered: bool = False
    """Whether the matching comes from an earlier import of the same header."""

    def columns(self) -> tuple[tuple[Any, ...], ...]:
        """The matching as it is remembered."""
        return tuple(
            (m.column, m.target, m.owner.value, m.group, m.factor, m.relation or "") for m in self.sure
        )


@dataclass(slots=True)
class PersonEntry:
    """One person as a sheet tells of them: only the cells that were filled in."""

    sheet: str
    row: int
    values: dict[str, Any]
    """Parsed values by target name."""
    relation: str | None = None


@dataclass(slots=True)
class HouseholdEntry:
    """One household as a sheet tells of it."""

    sheet: str
    rows: list[int]
    values: dict[str, Any]
    persons: list[PersonEntry]
    head: PersonEntry | None = None
    """None where the head is not in the file but known to the store."""
    head_id_number: str | None = None
    elsewhere: list[Row] = field(default_factory=list)
    """Rows of other sheets that speak of the same household."""
    assumed: set[str] = field(default_factory=set)
    """Values that the sheet does not state of this very household, but its title or the village does."""

    @property
    def row(self) -> int:
        """The row by which the household is named in messages."""
        return self.rows[0]

    def every_row(self) -> list[Row]:
        """Every row that speaks of the household."""
        return [*((self.sheet, row) for row in self.rows), *self.elsewhere]


@dataclass(frozen=True, slots=True)
class BenefitEntry:
    """One award as a register of benefits tells of it; the benefits room makes awards of these."""

    sheet: str
    row: int
    programme: str
    """The code name of the programme: dibao, dibao_margin, tekun, old_age_allowance."""
    name: str | None
    id_number: str | None
    """Of the beneficiary, or of the household's head where the award is the household's."""
    head_name: str | None
    head_id_number: str | None
    values: Mapping[str, Any]
    """Everything else that was filled in: amount, since, account, bank, village, household_number …"""


Row = tuple[str, int]
"""A row of data, by the name of its sheet and its number from 1."""


@dataclass(slots=True)
class Parsed:
    """Everything a sheet says, and everything about it that cannot be taken as it stands."""

    households: list[HouseholdEntry] = field(default_factory=list)
    persons: list[PersonEntry] = field(default_factory=list)
    """Persons from a list that names no household: they can only add to what is stored."""
    benefits: list[BenefitEntry] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    """What keeps a row out."""
    notices: list[Problem] = field(default_factory=list)
    """What the clerk should know, though the row is taken."""
    rows: list[Row] = field(default_factory=list)
    """Every row of data, in order."""

    def problem_rows(self) -> set[Row]:
        """The rows that have a problem."""
        return {(problem.sheet, problem.row) for problem in self.problems}

    def extend(self, other: Parsed) -> None:
        """Take over what another block of the same file says."""
        self.households += other.households
        self.persons += other.persons
        self.benefits += other.benefits
        self.problems += other.problems
        self.notices += other.notices
        self.rows += other.rows


@dataclass(frozen=True, slots=True)
class Counts:
    """How the rows of data divide; the four add up to all of them, because every row is in exactly one."""

    new: int
    changed: int
    same: int
    problems: int

    @property
    def rows(self) -> int:
        """How many rows of data there are."""
        return self.new + self.changed + self.same + self.problems

    @classmethod
    def of(cls, standings: Iterable[Standing]) -> Counts:
        """Count standings, one per row."""
        tally = dict.fromkeys(Standing, 0)
        for standing in standings:
            tally[standing] += 1
        return cls(
            tally[Standing.NEW], tally[Standing.CHANGED], tally[Standing.SAME], tally[Standing.PROBLEM]
        )


class Standing(Enum):
    """What an import would do with one row."""

    SAME = "没变"
    CHANGED = "修改"
    NEW = "新增"
    PROBLEM = "有问题"


class SheetNotRecognised(DocumentProblem):
    """No sheet of the workbook has a header that names persons."""

    text = "在“{name}”里没有找到表头：没有一行同时写着姓名、身份证号之类的列名。"
    remedy = "请确认第一张表是登记表，并有写明“姓名”“身份证号”的表头行，再重新导入。"
