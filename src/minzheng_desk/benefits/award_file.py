"""All that is on file about one award: what it was worth when, and everything decided about it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from minzheng_desk.benefits.hearings import HearingRequired, hearing_required
from minzheng_desk.benefits.model import (
    Award,
    AwardAmount,
    AwardHearing,
    AwardReview,
    PhaseOut,
    Suspension,
    amount_in,
    is_payable,
    suspended_in,
)
from minzheng_desk.benefits.overlaps import worth_in
from minzheng_desk.benefits.queries import amounts_of, hearings_of, reviews_of, suspensions_of
from minzheng_desk.households.model import Household, Person
from minzheng_desk.households.queries import members_of, region_names
from minzheng_desk.kernel.money import Money
from minzheng_desk.kernel.period import Month
from minzheng_desk.policy.model import Policy, Programme
from minzheng_desk.store.reader import Reader
from minzheng_desk.store.tables import table

BEHIND, AHEAD = 5, 2
"""How many months before and after the present are shown."""


class MonthOfAward(NamedTuple):
    """What an award pays in one month, and why it is nothing."""

    month: Month
    paid: Money
    note: str


@dataclass(frozen=True, slots=True)
class AwardFile:
    """One award with its holder, its household and its course."""

    award: Award
    programme: Programme | None
    person: Person
    household: Household | None
    village: str
    members: tuple[Person, ...]
    """Who belongs to the household today."""
    amounts: tuple[AwardAmount, ...]
    """The latest first."""
    suspensions: tuple[Suspension, ...]
    phase_outs: tuple[PhaseOut, ...]
    reviews: tuple[AwardReview, ...]
    hearings: tuple[AwardHearing, ...]
    months: tuple[MonthOfAward, ...]
    hearing: HearingRequired | None
    """That the law wants a hearing before the award is lowered or ended, and where it says so."""
    policy: Policy

    @property
    def label(self) -> str:
        """What the programme is called."""
        return self.programme.label if self.programme else self.award.programme

    @property
    def of_household(self) -> bool:
        """Whether the whole household receives it."""
        return self.programme is not None and self.programme.unit == "household"

    def amount(self, month: Month) -> AwardAmount | None:
        """The amount in force in a month."""
        return amount_in(self.amounts, month)

    def worth(self, month: Month) -> Money:
        """What a month is worth when it is paid, in fen."""
        amount = self.amount(month)
        return worth_in(self.award, amount, self.person, self.policy, month) if amount else Money(0)

    def suspended(self, month: Month) -> Suspension | None:
        """The suspension that covers a month."""
        return suspended_in(self.suspensions, month)

    @property
    def running_suspension(self) -> Suspension | None:
        """The suspension nobody has ended."""
        return next((one for one in self.suspensions if one.until is None), None)


def award_file(reader: Reader, award_id: str, policy: Policy, on: date) -> AwardFile:
    """Everything about one award; raises `NotFound`."""
    award = reader.get(Award, award_id)
    household = reader.get(Household, award.household_id) if award.household_id else None
    members = members_of(reader, household.id) if household else []
    known = reader.by_ids(Person, [str(award.person_id), *(str(one.person_id) for one in members)])
    at = table(PhaseOut).c
    file = AwardFile(
        award,
        policy.programmes.get(award.programme),
        known[award.person_id],
        household,
        region_names(reader).get(household.region_code, "") if household else "",
        tuple(known[one.person_id] for one in members),
        tuple(sorted(amounts_of(reader, [award_id]).get(award_id, []), key=_begun, reverse=True)),
        tuple(sorted(suspensions_of(reader, [award_id]).get(award_id, []), key=_begun, reverse=True)),
        tuple(reader.find(PhaseOut, at.award_id == award_id, order_by=[at.since.desc()])),
        tuple(reversed(reviews_of(reader, [award_id]).get(award_id, []))),
        tuple(hearings_of(reader, award_id)),
        (),
        hearing_required(reader, on),
        policy,
    )
    return _with_months(file, Month.of(on))


def _begun(one: AwardAmount | Suspension) -> tuple[Month, str]:
    return one.since, one.id


def _with_months(file: AwardFile, month: Month) -> AwardFile:
    first = max(month + -BEHIND, file.award.since)
    count = max(0, (month + AHEAD) - first + 1)
    return replace(file, months=tuple(_in_month(file, first + step) for step in range(count)))


def _in_month(file: AwardFile, month: Month) -> MonthOfAward:
    if not is_payable(file.award, month):
        return MonthOfAward(month, Money(0), "停发")
    suspended = file.suspended(month)
    if suspended is not None:
        return MonthOfAward(month, Money(0), "暂停")
    phasing = any(one.since <= month < one.until for one in file.phase_outs)
    return MonthOfAward(month, file.worth(month), "渐退" if phasing else "")
