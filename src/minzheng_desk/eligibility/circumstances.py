"""What befalls a household: expenses, hardships, standings recognised, benefits paid by others."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from minzheng_desk.kernel.money import Money


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherBenefitFact:
    """A monthly benefit that is paid by others, such as 工伤生活护理费; ``amount`` None is not known."""

    kind: str
    amount: Money | None = None
    since: date | None = None
    until: date | None = None
    """The first day on which it is paid no longer."""
    provenance: str = "declared"
    as_of: date | None = None

    def runs(self, on: date) -> bool:
        """Tell whether it is paid on a day."""
        return (self.since is None or self.since <= on) and (self.until is None or on < self.until)


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpenseFact:
    """What the household paid, in fen, and what of it others paid back; None is not known."""

    kind: str
    amount: Money | None
    reimbursed: Money = Money(0)
    """By insurance, medical assistance, subsidies."""
    tariff: Money | None = None
    """For schooling: what the public schools of the place charge for the same."""
    public_school: bool | None = None
    person: str | None = None
    spent_on: date | None = None
    """The last day of what was paid for; None when it is only known to lie within the time asked about."""
    provenance: str = "declared"
    as_of: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HardshipFact:
    """An emergency or a sudden expense for which temporary assistance is asked, or was given."""

    kind: str
    """``emergency`` or ``expenditure``."""
    cause: str
    event: str = ""
    """What happened, in words."""
    person: str | None = None
    happened_on: date | None = None
    happened_here: bool | None = None
    """Whether it happened in the area of this township."""
    urgent: bool | None = None
    applied_on: date | None = None
    asked: Money | None = None
    expenditure: Money | None = None
    """Necessary expenditure that the family bears itself, in fen."""
    granted: Money | None = None
    aided_on: date | None = None
    relieved_on: date | None = None
    """When the emergency was over."""
    completed_on: date | None = None
    """When what was left out in the hurry had been filled in."""
    recorded_by: str = ""
    provenance: str = "declared"
    as_of: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RecognitionFact:
    """A standing that was recognised without money being paid, such as 低保边缘家庭."""

    programme: str
    recognised_on: date
    valid_until: date | None = None
    """The last day of validity; None where it has no end."""
    provenance: str = "declared"
    """``office`` where this office recognised it, on an assessment of its own."""

    def holds(self, on: date) -> bool:
        """Tell whether it is in force on a day."""
        return self.recognised_on <= on and (self.valid_until is None or on <= self.valid_until)


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffRelationFact:
    """That a member is related to somebody who handles applications, as it was declared and filed."""

    kinship: str
    staff_kind: str
    staff_name: str
    person: str | None = None
    filed_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitFact:
    """That somebody went to see the household, and for which level of government."""

    level: str
    visited_on: date


@dataclass(frozen=True, slots=True)
class OfficerFinding:
    """What an officer has found where the texts leave it to be found, and why."""

    question: str
    holds: bool
    reason: str
