"""Whom something could fall due for: no more facts than that takes, by a few queries for a whole township."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, or_, select

from minzheng_desk.eligibility.burdens import burdens_known
from minzheng_desk.eligibility.model import (
    CertificateFact,
    HouseholdFacts,
    IncomeFact,
    PersonFacts,
    Recognition,
)
from minzheng_desk.households.hardships.model import Hardship
from minzheng_desk.households.model import DisabilityCertificate, Household, Income, Member, Person
from minzheng_desk.kernel.money import Money
from minzheng_desk.kernel.period import Month
from minzheng_desk.store.reader import Reader, chunks
from minzheng_desk.store.tables import table

_DAYS_AROUND = timedelta(days=2)
"""Birthdays are looked for a little wider than the months, because a 29 February moves and rules differ."""


def born_at(reader: Reader, ages: Iterable[int], first: Month, last: Month, on: date) -> list[HouseholdFacts]:
    """The living members of open households who reach one of these ages between two months."""
    born, died = table(Person).c.born_on, table(Person).c.died_on
    near = [born.between(_first(first, age), _last(last, age)) for age in ages]
    rows = _members(reader, on, or_(died.is_(None), died > on), or_(*near)) if near else ()
    return _homes((row, {}) for row in rows)


def holding_certificates(reader: Reader, on: date, ending_by: date, issued_by: date) -> list[HouseholdFacts]:
    """The members of open households with a certificate that ends by a day, with all they hold.

    One on which no end is written ends so long after its issue that ``issued_by`` says the same.
    """
    at = table(DisabilityCertificate).c
    near = or_(at.expires_on <= ending_by, and_(at.expires_on.is_(None), at.issued_on <= issued_by))
    holders = sorted({row.person_id for row in reader.rows(select(at.person_id).where(near))})
    return [home for part in chunks(holders) for home in _with_certificates(reader, on, part)]


def _with_certificates(reader: Reader, on: date, holders: Collection[str]) -> list[HouseholdFacts]:
    known = defaultdict[str, list[CertificateFact]](list)
    at = table(DisabilityCertificate).c
    for one in reader.find(DisabilityCertificate, at.person_id.in_(holders), order_by=[at.id]):
        if one.issued_on is None or one.issued_on <= on:
            known[one.person_id].append(
                CertificateFact(
                    category=one.category,
                    grade=one.grade,
                    issued_on=one.issued_on,
                    expires_on=one.expires_on,
                    cancelled_on=one.cancelled_on,
                )
            )
    rows = _members(reader, on, table(Person).c.id.in_(holders))
    return _homes((row, {"certificates": tuple(known[row.person_id])}) for row in rows)


def recognised_or_aided(reader: Reader, on: date) -> list[HouseholdFacts]:
    """The open households that were recognised for something, or were given aid first."""
    named = {
        row[0]
        for owner in (table(Recognition).c.household_id, table(Hardship).c.household_id)
        for row in reader.rows(select(owner).distinct())
    }
    ids = [row.id for part in chunks(sorted(named)) for row in _open_homes(reader, on, part)]
    burdens = burdens_known(reader, on, ids, [])
    return [HouseholdFacts(key=key, area="", members=(), **burdens.of_household(key)) for key in ids]


def able_to_earn(reader: Reader, household_ids: Collection[str], on: date) -> dict[str, HouseholdFacts]:
    """By open household, the members who can work in full, and of what kind its incomes are."""
    able = defaultdict[str, list[PersonFacts]](list)
    kinds = defaultdict[str, list[IncomeFact]](list)
    at, homes = table(Income).c, list[str]()
    for part in chunks(sorted(household_ids)):
        homes += [row.id for row in _open_homes(reader, on, part)]
        of_part, in_full = table(Member).c.household_id.in_(part), table(Person).c.work_capacity == "full"
        for row in _members(reader, on, of_part, in_full):
            able[row.household_id].append(_person(row, {"work_capacity": "full"}))
        for row in reader.rows(select(at.household_id, at.kind).where(at.household_id.in_(part)).distinct()):
            kinds[row.household_id].append(IncomeFact(kind=row.kind, amount=Money(0)))
    return {
        key: HouseholdFacts(
            key=key, area="", members=tuple(able.get(key, ())), incomes=tuple(kinds.get(key, ())) or None
        )
        for key in homes
    }


def _members(reader: Reader, on: date, *where: ColumnElement[bool]) -> Iterable[Any]:
    """Members standing on a day in households open on it, with what is asked about them."""
    person, member = table(Person), table(Member)
    joined = person.join(member, member.c.person_id == person.c.id).join(
        table(Household), table(Household).c.id == member.c.household_id
    )
    wanted = select(
        member.c.household_id,
        member.c.person_id,
        person.c.name,
        person.c.born_on,
        person.c.died_on,
    )
    standing = and_(member.c.since <= on, or_(member.c.until.is_(None), member.c.until > on))
    return reader.rows(wanted.select_from(joined).where(standing, _is_open(on), *where))


def _open_homes(reader: Reader, on: date, ids: Collection[str]) -> Iterable[Any]:
    homes = table(Household).c
    return reader.rows(select(homes.id).where(homes.id.in_(ids), _is_open(on)))


def _is_open(on: date) -> ColumnElement[bool]:
    homes = table(Household).c
    return and_(homes.registered_on <= on, or_(homes.closed_on.is_(None), homes.closed_on > on))


def _homes(rows: Iterable[tuple[Any, Mapping[str, Any]]]) -> list[HouseholdFacts]:
    """One household for every member found: nothing that falls due here is asked of the others."""
    return [
        HouseholdFacts(key=row.household_id, area="", members=(_person(row, known),)) for row, known in rows
    ]


def _person(row: Any, known: Mapping[str, Any]) -> PersonFacts:
    return PersonFacts(key=row.person_id, name=row.name, born_on=row.born_on, died_on=row.died_on, **known)


def _first(month: Month, age: int) -> date:
    return Month(month.year - age, month.month).first_day - _DAYS_AROUND


def _last(month: Month, age: int) -> date:
    return Month(month.year - age, month.month).last_day + _DAYS_AROUND
