"""Households as a list shows them: head, people, place, what they receive, and the one thing to look at."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, func, or_, select

from minzheng_desk.benefits.dues import Matter, dues
from minzheng_desk.benefits.model import Award
from minzheng_desk.benefits.today import deaths_in_payment, without_account
from minzheng_desk.households.model import Household, Member, Person
from minzheng_desk.households.queries import Found, find_people
from minzheng_desk.kernel.ids import RecordId
from minzheng_desk.kernel.period import Month
from minzheng_desk.policy.model import Policy
from minzheng_desk.store.reader import Reader, chunks
from minzheng_desk.store.tables import table

FIRST_ROWS = 200
"""How many rows come at once, before the whole list: more than any screen shows."""
_FOUND_AT_MOST = 60


class Listed(NamedTuple):
    """One household in a list."""

    id: RecordId
    number: str
    head: str
    persons: int
    region_code: str
    village_group: str
    benefits: tuple[str, ...]
    """The programmes paid in the month, by name."""
    is_closed: bool = False
    found: str = ""
    """Whom the search found here, where that is not the head."""


class Population(NamedTuple):
    """How many open households there are, and how many people live in them."""

    households: int
    persons: int


class HouseholdAlert(NamedTuple):
    """The most urgent thing about a household that somebody should look at."""

    sort: str
    """``death``, ``overdue``, ``account``, ``certificate`` or ``due``."""
    on: date | None
    """By when, where a text sets a day."""


_URGENCY = ("death", "overdue", "account", "certificate", "due")


def households_listed(
    reader: Reader,
    month: Month,
    *,
    region_code: str | None = None,
    programmes: Sequence[str] = (),
    limit: int | None = None,
) -> tuple[Listed, ...]:
    """The open households of a village, or of all, village by village in the order of registration.

    ``programmes`` keeps those that are paid one of them in the month; ``limit`` gives only the first ones.
    """
    homes = table(Household).c
    where: list[ColumnElement[bool]] = [homes.closed_on.is_(None)]
    if region_code is not None:
        where.append(homes.region_code == region_code)
    if programmes:
        at = table(Award).c
        paid = select(at.household_id).where(at.programme.in_(programmes), *_covers(month))
        where.append(homes.id.in_(paid))
    if limit is None:
        # As they lie on the disk: village by village, the heads would be read from all over it.
        found = reader.rows(_heads().where(*where).order_by(homes.id))
        rows: Sequence[Any] = sorted(found, key=lambda row: row.region_code)
    else:
        # By id, because the index over the region is in that order and nothing need be sorted.
        rows = reader.rows(_heads().where(*where).order_by(homes.region_code, homes.id).limit(limit))
    ids = None if limit is None and not programmes and region_code is None else [row.id for row in rows]
    paid_under = _paid_under(reader, month, ids)
    return tuple(_listed(row, paid_under) for row in rows)


def households_found(reader: Reader, query: str, month: Month) -> tuple[Listed, ...]:
    """The households of those whom a search finds, best first; each household once."""
    by_home: dict[str, Found] = {}
    for one in find_people(reader, query, _FOUND_AT_MOST):
        home = one.household_id or _last_home(reader, one.person_id)
        if home is not None:
            by_home.setdefault(home, one)
    homes = table(Household).c
    rows = {
        row.id: row for part in chunks(by_home) for row in reader.rows(_heads().where(homes.id.in_(part)))
    }
    paid_under = _paid_under(reader, month, list(by_home))
    return tuple(
        _listed(rows[home], paid_under)._replace(found="" if rows[home].head == one.name else one.name)
        for home, one in by_home.items()
        if home in rows
    )


def population(reader: Reader) -> Population:
    """How many open households and members the office has on file."""
    home, member = table(Household), table(Member)
    lived_in = select(func.count()).select_from(member.join(home, home.c.id == member.c.household_id))
    (persons,) = reader.rows(lived_in.where(member.c.until.is_(None), home.c.closed_on.is_(None)))[0]
    return Population(reader.count(Household, home.c.closed_on.is_(None)), persons)


def household_alerts(reader: Reader, policy: Policy, on: date) -> dict[str, HouseholdAlert]:
    """By household, the most urgent thing about it on a day; households without one are left out."""
    found: defaultdict[str, list[HouseholdAlert]] = defaultdict(list)
    for death in deaths_in_payment(reader, policy, on):
        found[death.household_id or ""].append(HouseholdAlert("death", death.due_on))
    for award in without_account(reader, policy, Month.of(on)):
        found[award.household_id or ""].append(HouseholdAlert("account", None))
    for due in dues(reader, policy, on):
        sort = "certificate" if due.matter is Matter.CERTIFICATE else "due"
        urgent = "overdue" if sort == "due" and due.due_on < on else sort
        found[due.household_id or ""].append(HouseholdAlert(urgent, due.due_on))
    found.pop("", None)
    return {home: min(alerts, key=_urgency) for home, alerts in found.items()}


def _urgency(alert: HouseholdAlert) -> tuple[int, date]:
    return _URGENCY.index(alert.sort), alert.on or date.max


def _heads() -> Select[*tuple[Any, ...]]:
    home, head, members = table(Household), table(Person), table(Member).c
    persons = select(func.count()).where(members.household_id == home.c.id, members.until.is_(None))
    return select(
        home.c.id,
        home.c.number,
        head.c.name.label("head"),
        persons.scalar_subquery().label("persons"),
        home.c.region_code,
        home.c.village_group,
        home.c.closed_on,
    ).select_from(home.join(head, head.c.id == home.c.head_id))


def _paid_under(reader: Reader, month: Month, ids: Sequence[str] | None) -> Mapping[str, tuple[str, ...]]:
    """Return by household what it or its members are paid under; ``ids`` None asks for all of them."""
    at = table(Award).c
    query = select(at.household_id, at.programme).where(*_covers(month)).order_by(at.id)
    rows: Iterable[Any]
    if ids is None:
        rows = reader.rows(query)
    else:
        rows = (row for part in chunks(ids) for row in reader.rows(query.where(at.household_id.in_(part))))
    found: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for household_id, programme in rows:
        found[household_id][programme] = None
    return {household_id: tuple(programmes) for household_id, programmes in found.items()}


def _covers(month: Month) -> tuple[ColumnElement[bool], ...]:
    at = table(Award).c
    return at.since <= str(month), or_(at.until.is_(None), at.until > str(month))


def _last_home(reader: Reader, person_id: str) -> RecordId | None:
    """Return the household somebody belonged to last, as the dead do."""
    at = table(Member).c
    last = reader.first(Member, at.person_id == person_id, order_by=[at.since.desc(), at.id.desc()])
    return None if last is None else last.household_id


def _listed(row: Any, paid_under: Mapping[str, tuple[str, ...]]) -> Listed:
    return Listed(
        row.id,
        row.number,
        row.head,
        row.persons,
        row.region_code,
        row.village_group or "",
        paid_under.get(row.id, ()),
        row.closed_on is not None,
    )
