"""Everybody in payment: one row an award, where it stands, what it pays, when it is looked at again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from enum import Enum
from typing import Any, NamedTuple

from sqlalchemy import or_, select

from minzheng_desk.benefits.concerned import able_to_earn
from minzheng_desk.benefits.dues import last_checked, review_cycle
from minzheng_desk.benefits.model import Award, AwardAmount, PhaseOut, Suspension, amount_in
from minzheng_desk.benefits.overlaps import worth_in
from minzheng_desk.benefits.queries import amounts_of, phase_outs_in, reviews_of
from minzheng_desk.households.model import Household, Person
from minzheng_desk.households.queries import region_names
from minzheng_desk.kernel.ids import RecordId
from minzheng_desk.kernel.money import Money
from minzheng_desk.kernel.period import Month, month_later
from minzheng_desk.policy.model import Policy, PolicyOn
from minzheng_desk.store.reader import Reader, chunks
from minzheng_desk.store.tables import table

_NOTHING = Money(0)


class Standing(Enum):
    """Where an award stands in a month."""

    PAID = "paid"
    SUSPENDED = "suspended"
    PAUSING = "pausing"
    """Paid, and suspended from a later month on."""
    PHASING_OUT = "phasing_out"
    ENDING = "ending"
    AHEAD = "ahead"

    @property
    def label(self) -> str:
        """What people call it."""
        return _LABELS[self]


_LABELS = {
    Standing.PAID: "在享",
    Standing.SUSPENDED: "暂停",
    Standing.PAUSING: "将暂停",
    Standing.PHASING_OUT: "渐退",
    Standing.ENDING: "将停",
    Standing.AHEAD: "待发",
}


class InPayment(NamedTuple):
    """One award that has not ended."""

    award_id: RecordId
    programme: str
    label: str
    """What the programme is called."""
    of_household: bool
    household_id: RecordId | None
    household_number: str
    region_code: str
    village: str
    village_group: str
    person_id: RecordId
    name: str
    """Who receives it; of a household's award mostly its head."""
    id_number: str | None
    persons: int
    monthly: Money
    """What it is worth in the month, in fen, be it suspended or not."""
    since: Month
    until: Month | None
    standing: Standing
    standing_from: Month | None
    """From which month it is suspended, or no longer paid; None where it is simply paid."""
    review_due_on: date | None

    @property
    def paid(self) -> Money:
        """What is paid in the month."""
        return _NOTHING if self.standing in {Standing.SUSPENDED, Standing.AHEAD} else self.monthly

    @property
    def last_month(self) -> Month | None:
        """The last month paid, where that is known."""
        return None if self.until is None else self.until.previous


def in_payment(reader: Reader, policy: Policy, on: date) -> tuple[InPayment, ...]:
    """Every award that pays in the month of a day or begins later, village by village."""
    month = Month.of(on)
    awards = reader.find(Award, _not_ended(month))
    people = reader.by_ids(Person, sorted({str(award.person_id) for award in awards}))
    homes = _homes(reader, {str(award.household_id) for award in awards if award.household_id})
    course = _Course.of(reader, awards, month)
    due = _reviews_due(reader, awards, policy.at(on))
    found = [
        _row(award, people[award.person_id], homes.get(award.household_id or ""), course, policy, due)
        for award in awards
    ]
    places = {name: place for place, name in enumerate(policy.programmes)}
    return tuple(
        sorted(
            found,
            key=lambda row: (
                row.region_code,
                row.village_group,
                row.household_number,
                places.get(row.programme, len(places)),
                row.award_id,
            ),
        )
    )


class _Course(NamedTuple):
    """What has been decided about awards, as it stands in a month."""

    month: Month
    amounts: Mapping[str, Sequence[AwardAmount]]
    suspended: Mapping[str, Suspension]
    phasing: Mapping[str, PhaseOut]

    @classmethod
    def of(cls, reader: Reader, awards: Sequence[Award], month: Month) -> _Course:
        """Read the amounts, the suspensions and the phase-outs of awards."""
        return cls(
            month,
            amounts_of(reader, [str(award.id) for award in awards]),
            _suspended(reader, month),
            {one.award_id: one for one in phase_outs_in(reader, month)},
        )

    def standing(self, award: Award) -> tuple[Standing, Month | None]:
        """Where an award stands, and since or until when."""
        suspended, phasing = self.suspended.get(award.id), self.phasing.get(award.id)
        if suspended is not None:
            covers = suspended.since <= self.month
            return Standing.SUSPENDED if covers else Standing.PAUSING, suspended.since
        if award.until is not None:
            return Standing.ENDING, award.until
        if award.since > self.month:
            return Standing.AHEAD, award.since
        if phasing is not None:
            return Standing.PHASING_OUT, phasing.until
        return Standing.PAID, None


def _row(
    award: Award, person: Person, home: Any, course: _Course, policy: Policy, due: Mapping[str, date]
) -> InPayment:
    programme = policy.programmes.get(award.programme)
    month = max(course.month, award.since)
    amount = amount_in(course.amounts.get(award.id, ()), month)
    worth = worth_in(award, amount, person, policy, month) if amount is not None else _NOTHING
    return InPayment(
        award.id,
        award.programme,
        programme.label if programme else award.programme,
        programme is not None and programme.unit == "household",
        award.household_id,
        home.number if home else "",
        home.region_code if home else "",
        home.village if home else "",
        home.village_group if home else "",
        person.id,
        person.name,
        person.id_number,
        amount.persons if amount else 1,
        worth,
        award.since,
        award.until,
        *course.standing(award),
        due.get(award.id),
    )


class _Home(NamedTuple):
    number: str
    region_code: str
    village: str
    village_group: str


def _homes(reader: Reader, ids: set[str]) -> dict[str, _Home]:
    at, villages = table(Household).c, region_names(reader)
    asked = select(at.id, at.number, at.region_code, at.village_group)
    return {
        row.id: _Home(
            row.number,
            row.region_code,
            villages.get(row.region_code, row.region_code),
            row.village_group or "",
        )
        for part in chunks(sorted(ids))
        for row in reader.rows(asked.where(at.id.in_(part)))
    }


def _reviews_due(reader: Reader, awards: Sequence[Award], policy: PolicyOn) -> dict[str, date]:
    """Return by award the day by which it is to be reviewed, of programmes that are."""
    named = policy.listed("review.programmes")
    reviewed = [award for award in awards if award.programme in named]
    reviews = reviews_of(reader, [str(award.id) for award in reviewed])
    homes = able_to_earn(reader, {str(award.household_id) for award in reviewed}, policy.day)
    found: dict[str, date] = {}
    for award in reviewed:
        cycle, _ = review_cycle(award, homes.get(award.household_id or ""), policy)
        found[award.id] = month_later(last_checked(award, reviews.get(award.id, ())), policy.whole(cycle))
    return found


def _suspended(reader: Reader, month: Month) -> dict[str, Suspension]:
    """Return by award the suspension that covers a month, or else the next one after it."""
    at = table(Suspension).c
    going_on = or_(at.until.is_(None), at.until > str(month)), or_(at.until.is_(None), at.until > at.since)
    found: dict[str, Suspension] = {}
    for one in reader.find(Suspension, *going_on, order_by=[at.since, at.id]):
        found.setdefault(one.award_id, one)
    return found


def _not_ended(month: Month) -> Any:
    at = table(Award).c
    return or_(at.until.is_(None), at.until > str(month))
