"""What an import will do, worked out before anything is written."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from minzheng_desk.households.imports.model import (
    BenefitEntry,
    Counts,
    HouseholdEntry,
    ImportMapping,
    PersonEntry,
    Row,
    SaidColumn,
    Standing,
)
from minzheng_desk.households.model import Household, Person
from minzheng_desk.kernel.problems import Problem
from minzheng_desk.kernel.records import Record


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field that an import would change, for the clerk to see."""

    sheet: str
    row: int
    subject: str
    """Whose it is: a person's or a head's name."""
    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class NewHousehold:
    """A household to be put on file; a person beside an entry is on file already."""

    entry: HouseholdEntry
    persons: tuple[tuple[PersonEntry, Person | None], ...]


@dataclass(frozen=True, slots=True)
class NewMember:
    """A person to be added to a household that is on file."""

    household: Household
    entry: PersonEntry
    person: Person | None


@dataclass(slots=True)
class ImportPlan:
    """Everything one import writes, in one transaction."""

    source: str
    """The file's name, for the journal."""
    day: date
    new_households: list[NewHousehold] = field(default_factory=list)
    new_members: list[NewMember] = field(default_factory=list)
    new_records: list[Record] = field(default_factory=list)
    """New facts about persons and households on file."""
    revised: list[Record] = field(default_factory=list)
    mappings: list[ImportMapping] = field(default_factory=list)
    """The matchings to be remembered."""
    said: list[SaidColumn] = field(default_factory=list)
    """What was said of headers, to be remembered whatever stands beside them."""
    forgotten: list[SaidColumn] = field(default_factory=list)
    """What was said of headers before and is taken back."""

    @property
    def is_empty(self) -> bool:
        """Whether nothing would be written about households."""
        return not (self.new_households or self.new_members or self.new_records or self.revised)


@dataclass(frozen=True, slots=True)
class KnownBenefit:
    """An award as a register tells of it, with the person and the household on file that it is of."""

    entry: BenefitEntry
    person: Person
    household: Household


@dataclass(slots=True)
class Comparison:
    """What a file says against what is stored: where each row stands, and why."""

    plan: ImportPlan
    standings: dict[Row, Standing]
    """Every row of data, each exactly once."""
    changes: list[FieldChange] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    notices: list[Problem] = field(default_factory=list)
    benefits: list[KnownBenefit] = field(default_factory=list)

    @property
    def counts(self) -> Counts:
        """How many rows are new, changed, the same and in trouble; they add up to all rows."""
        return Counts.of(self.standings.values())

    def raise_to(self, row: Row, standing: Standing) -> None:
        """Let a row stand at least as high as this: a problem outweighs a novelty, a novelty a change."""
        if _WEIGHT[standing] > _WEIGHT[self.standings[row]]:
            self.standings[row] = standing

    def refuse(self, problem: Problem) -> None:
        """Keep a row out."""
        self.problems.append(problem)
        self.standings[problem.sheet, problem.row] = Standing.PROBLEM


_WEIGHT = {standing: weight for weight, standing in enumerate(Standing)}
