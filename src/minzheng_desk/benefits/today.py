"""What must not wait in what is paid today: benefits of the dead, and benefits with no account to go to."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, and_, exists, or_, select

from minzheng_desk.benefits.model import Award, AwardAmount, amount_in
from minzheng_desk.benefits.queries import amounts_of
from minzheng_desk.households.model import BankAccount, Household, Member, Person
from minzheng_desk.kernel.ids import RecordId
from minzheng_desk.kernel.money import Money
from minzheng_desk.kernel.period import Month, month_later
from minzheng_desk.policy.deaths import first_month_after, month_of_death
from minzheng_desk.policy.model import Policy, PolicyOn, Source
from minzheng_desk.store.reader import Reader
from minzheng_desk.store.tables import table


class DeathInPayment(NamedTuple):
    """Somebody who died while a benefit went on as before."""

    award_id: RecordId
    label: str
    """What the programme is called."""
    person_id: RecordId
    name: str
    household_id: RecordId | None
    region_code: str
    died_on: date
    due_on: date
    """By when it has to be settled."""
    at_stake: Money
    """What goes out for the dead each month, in fen: of a household's award the person's share."""
    source: Source


class WithoutAccount(NamedTuple):
    """A benefit that pays in a month and has no account to go to."""

    award_id: RecordId
    programme: str
    person_id: RecordId
    name: str
    household_id: RecordId | None
    region_code: str


def deaths_in_payment(reader: Reader, policy: Policy, on: date) -> list[DeathInPayment]:
    """Who died and is paid on: a benefit of one's own past the last month, one of the household unrevised.

    The first to be settled come first.
    """
    standing, month = policy.at(on), Month.of(on)
    shared = [name for name, programme in policy.programmes.items() if programme.unit == "household"]
    own = reader.rows(_dead_holders(month, on, shared))
    lived_in = reader.rows(_dead_members(month, on, shared))
    amounts = amounts_of(reader, {row.award_id for row in (*own, *lived_in)})
    found = [
        *_own(own, amounts, standing),
        *_of_households(lived_in, amounts, standing),
    ]
    return sorted(found, key=lambda one: (one.due_on, one.died_on, one.award_id, one.person_id))


def without_account(reader: Reader, policy: Policy, month: Month) -> list[WithoutAccount]:
    """The awards that pay in a month while nobody knows where to, by programme."""
    at, account = table(Award).c, table(BankAccount).c
    paying = [name for name, programme in policy.programmes.items() if programme.calculation is not None]
    nowhere = ~exists().where(account.person_id == at.person_id, account.until.is_(None))
    query = _awards_with_person(month).where(
        at.programme.in_(paying), nowhere, table(Person).c.died_on.is_(None)
    )
    rows = reader.rows(query.order_by(at.programme, table(Household).c.region_code, at.id))
    return [
        WithoutAccount(
            row.award_id, row.programme, row.person_id, row.name, row.household_id, row.region_code or ""
        )
        for row in rows
    ]


def _awards_with_person(month: Month) -> Select[*tuple[Any, ...]]:
    award, person, home = table(Award), table(Person), table(Household)
    joined = award.join(person, person.c.id == award.c.person_id).outerjoin(
        home, home.c.id == award.c.household_id
    )
    return (
        select(*_asked(award, person, home))
        .select_from(joined)
        .where(award.c.since <= str(month), _not_ended(month))
    )


def _asked(award: Any, person: Any, home: Any) -> tuple[ColumnElement[Any], ...]:
    return (
        award.c.id.label("award_id"),
        award.c.programme,
        award.c.until,
        award.c.household_id,
        person.c.id.label("person_id"),
        person.c.name,
        person.c.died_on,
        home.c.region_code,
    )


def _not_ended(month: Month) -> ColumnElement[bool]:
    at = table(Award).c
    return or_(at.until.is_(None), at.until > str(month))


def _dead_holders(month: Month, on: date, shared: Collection[str]) -> Select[*tuple[Any, ...]]:
    """Awards of one's own whose holder has died."""
    return _awards_with_person(month).where(
        table(Award).c.programme.not_in(shared), table(Person).c.died_on <= on
    )


def _dead_members(month: Month, on: date, shared: Collection[str]) -> Select[*tuple[Any, ...]]:
    """Awards of households of whose members one has died while belonging to it."""
    award, member, person, home = table(Award), table(Member), table(Person), table(Household)
    joined = (
        award.join(member, member.c.household_id == award.c.household_id)
        .join(person, person.c.id == member.c.person_id)
        .outerjoin(home, home.c.id == award.c.household_id)
    )
    belonged = and_(person.c.died_on <= on, or_(member.c.until.is_(None), member.c.until >= person.c.died_on))
    return (
        select(*_asked(award, person, home))
        .select_from(joined)
        .where(award.c.programme.in_(shared), award.c.since <= str(month), _not_ended(month), belonged)
    )


def _own(rows: Any, amounts: dict[str, list[AwardAmount]], policy: PolicyOn) -> Iterator[DeathInPayment]:
    for row in rows:
        first_unpaid = first_month_after(row.died_on, policy, row.programme)
        if row.until is not None and row.until <= str(first_unpaid):
            continue
        amount = amount_in(amounts.get(row.award_id, []), Month.of(policy.day))
        monthly = Money(amount.base + amount.supplement) if amount else Money(0)
        source = month_of_death(policy, row.programme).source
        yield _death(row, first_unpaid.previous.last_day, monthly, source, policy)


def _of_households(
    rows: Any, amounts: dict[str, list[AwardAmount]], policy: PolicyOn
) -> Iterator[DeathInPayment]:
    """Yield who still counts in an amount that was found before the death."""
    months, source = policy.whole("limit.death_settlement"), policy["limit.death_settlement"].source
    for row in rows:
        amount = amount_in(amounts.get(row.award_id, []), Month.of(policy.day))
        if amount is None or amount.since.first_day > row.died_on:
            continue
        share = Money((amount.base + amount.supplement) // max(amount.persons, 1))
        yield _death(row, month_later(row.died_on, months), share, source, policy)


def _death(row: Any, due_on: date, at_stake: Money, source: Source, policy: PolicyOn) -> DeathInPayment:
    return DeathInPayment(
        row.award_id,
        policy.policy.programmes[row.programme].label,
        row.person_id,
        row.name,
        row.household_id,
        row.region_code or "",
        row.died_on,
        due_on,
        at_stake,
        source,
    )
