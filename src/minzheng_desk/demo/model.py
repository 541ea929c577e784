"""What the invented township consists of: villages, households, people, and the registers of its office."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from minzheng_desk.kernel.identity import IdNumber
from minzheng_desk.kernel.money import Money
from minzheng_desk.kernel.period import Month

CellValue = str | int | Decimal | date | None
"""What one cell of a register holds; a figure is an int or a Decimal, never a float."""


@dataclass(frozen=True, slots=True)
class Village:
    """A village or an urban community, with the area whose file lists it."""

    code: str
    name: str
    area: str
    is_urban: bool
    groups: int


@dataclass(frozen=True, slots=True)
class Disability:
    """A disability certificate in the words a register uses."""

    category: str
    grade: str
    number: str


@dataclass(frozen=True, slots=True)
class Account:
    """A bank account in the person's own name."""

    bank: str
    number: str


@dataclass(frozen=True, slots=True)
class Villager:
    """One invented person; codes are given in the words a register uses."""

    key: str
    name: str
    id_number: IdNumber
    sex: str
    born_on: date
    relation: str
    nation: str
    marriage: str
    education: str
    health: str
    work_capacity: str
    incomes: dict[str, Money] = field(default_factory=dict)
    """Yearly amount by kind: wage, business, property, transfer."""
    disability: Disability | None = None
    phone: str | None = None
    account: Account | None = None
    care_arrangement: str | None = None
    self_care: str | None = None


@dataclass(frozen=True, slots=True)
class BenefitInPayment:
    """A benefit the office pays already: to whom, since which month and how much a month."""

    programme: str
    person_key: str
    since: Month
    amount: Money


@dataclass(frozen=True, slots=True)
class DemoHousehold:
    """One household, its head first."""

    key: str
    village: Village
    group: int
    address: str
    lives_on: str
    """tekun, dibao, margin or other: what the office supports it with."""
    members: tuple[Villager, ...]
    savings: Money
    dwellings: int
    vehicles: int
    benefits: tuple[BenefitInPayment, ...] = ()

    @property
    def head(self) -> Villager:
        """The head of the household."""
        return self.members[0]

    @property
    def yearly_income(self) -> Money:
        """What all members earn in a year."""
        return Money(sum(sum(member.incomes.values()) for member in self.members))


@dataclass(frozen=True, slots=True)
class DraftSheet:
    """One sheet as it will be written: plain cells from A1 on, merges and hidden rows."""

    name: str
    rows: tuple[tuple[CellValue, ...], ...]
    merges: tuple[tuple[int, int, int, int], ...] = ()
    """First row, first column, last row, last column, all counted from 1."""
    hidden_rows: frozenset[int] = frozenset()
    top_rows: int = 0
    """How many rows of titles and header stand at the top, bold and in the middle."""


@dataclass(frozen=True, slots=True)
class Register:
    """One file of the office: its name says the format, ``encoding`` matters for CSV alone."""

    name: str
    holds: str
    """households, or the programme whose awards it lists."""
    sheets: tuple[DraftSheet, ...]
    entries: int
    """Rows that speak of a person or a household, faulty ones included."""
    encoding: str = ""


@dataclass(frozen=True, slots=True)
class PlantedFault:
    """One fault put into a register on purpose."""

    register: str
    sheet: str
    row: int
    """Counted from 1, as Excel does."""
    column: str
    """The letter of the column."""
    header: str
    kind: str
    value: str
    """What the cell holds as text."""
    reported: bool
    """True when an import must report it; False when it must understand it without a word."""
    household_key: str = ""
    """Whose row it is; empty for what lies in the layout."""


@dataclass(frozen=True, slots=True)
class Township:
    """Everything invented, as values."""

    name: str
    as_of: date
    seed: int
    villages: tuple[Village, ...]
    households: tuple[DemoHousehold, ...]
    registers: tuple[Register, ...]
    planted: tuple[PlantedFault, ...]
