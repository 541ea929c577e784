"""People found as somebody types, with what tells those of one name apart and what they are paid."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import or_, select

from minzheng_desk.benefits.model import Award
from minzheng_desk.households.model import Household, Member, Person
from minzheng_desk.households.queries import Found, find_people, region_names
from minzheng_desk.kernel.ids import RecordId
from minzheng_desk.kernel.period import Month
from minzheng_desk.policy.model import Policy
from minzheng_desk.store.reader import Reader, chunks
from minzheng_desk.store.tables import table

_TAIL = 4


@dataclass(frozen=True, slots=True)
class FoundPerson:
    """A person in a list under a search field; of the identity number no more than its tail."""

    person_id: RecordId
    name: str
    sex: str | None
    born_on: date | None
    died_on: date | None
    household_number: str
    village: str
    village_group: str
    id_tail: str
    by: str
    """The sort of token that found the person."""
    programmes: tuple[str, ...]
    """What is paid to the person, or to the household for all its members, as people call it."""
    was_paid: bool
    """Whether something was paid once and is no longer."""


def find_with_benefits(
    reader: Reader, query: str, policy: Policy, on: date, *, recent: Collection[str] = (), limit: int = 20
) -> tuple[FoundPerson, ...]:
    """Whom a query finds: who is called just that, who is paid, whose household is ``recent``, the rest."""
    found = _with_last_homes(reader, find_people(reader, query, limit))
    told = _told(reader, [str(one.person_id) for one in found])
    homes = [str(one.household_id) for one in found if one.household_id]
    awards = _awards(reader, list(told), homes, policy)
    villages, groups = region_names(reader), _groups(reader, homes)
    people = [
        _person(one, told[one.person_id], villages, groups, _paid(one, awards, Month.of(on), policy))
        for one in found
        if one.person_id in told
    ]
    exact = "".join(query.split())
    return tuple(
        sorted(
            people,
            key=lambda one: (one.name != exact, not one.programmes, one.household_number not in recent),
        )
    )


def _person(
    one: Found,
    told: Any,
    villages: dict[str, str],
    groups: dict[str, str],
    paid: tuple[tuple[str, ...], bool],
) -> FoundPerson:
    return FoundPerson(
        one.person_id,
        one.name,
        told.sex,
        told.born_on,
        told.died_on,
        one.household_number or "",
        villages.get(one.region_code or "", ""),
        groups.get(one.household_id or "", ""),
        (one.id_number or "")[-_TAIL:],
        one.by,
        *paid,
    )


def _with_last_homes(reader: Reader, found: Sequence[Found]) -> list[Found]:
    """The dead and those who left are told apart by the household they last belonged to."""
    without = [str(one.person_id) for one in found if one.household_id is None]
    member, home = table(Member).c, table(Household).c
    joined = table(Member).join(table(Household), home.id == member.household_id)
    asked = select(member.person_id, home.id, home.number, home.region_code).select_from(joined)
    last: dict[str, Any] = {}
    for part in chunks(without):
        rows = reader.rows(asked.where(member.person_id.in_(part)).order_by(member.until, member.id))
        last.update({row.person_id: row for row in rows})
    return [_at_home(one, last.get(one.person_id)) for one in found]


def _at_home(one: Found, home: Any) -> Found:
    if home is None:
        return one
    return replace(one, household_id=home.id, household_number=home.number, region_code=home.region_code)


def _told(reader: Reader, ids: Sequence[str]) -> dict[str, Any]:
    at = table(Person).c
    query = select(at.id, at.sex, at.born_on, at.died_on)
    return {row.id: row for part in chunks(ids) for row in reader.rows(query.where(at.id.in_(part)))}


def _groups(reader: Reader, homes: Iterable[str]) -> dict[str, str]:
    at = table(Household).c
    query = select(at.id, at.village_group).where(at.village_group.is_not(None))
    return {
        row.id: row.village_group
        for part in chunks(homes)
        for row in reader.rows(query.where(at.id.in_(part)))
    }


def _awards(
    reader: Reader, people: Sequence[str], homes: Sequence[str], policy: Policy
) -> dict[str, list[Any]]:
    """The awards of people, and those that households hold for all their members, by holder."""
    at, held = table(Award).c, defaultdict[str, list[Any]](list)
    shared = {name for name, programme in policy.programmes.items() if programme.unit == "household"}
    asked = select(at.programme, at.since, at.until, at.person_id, at.household_id)
    for part in chunks(people):
        for row in reader.rows(asked.where(or_(at.person_id.in_(part), at.household_id.in_(homes)))):
            holder = row.household_id if row.programme in shared else row.person_id
            held[holder or row.person_id].append(row)
    return held


def _paid(
    one: Found, awards: dict[str, list[Any]], month: Month, policy: Policy
) -> tuple[tuple[str, ...], bool]:
    rows = [*awards.get(one.person_id, ()), *awards.get(one.household_id or "", ())]
    now = {row.programme for row in rows if row.since <= str(month) and _goes_on(row, month)}
    labels = tuple(programme.label for name, programme in policy.programmes.items() if name in now)
    return labels, bool(rows) and not now


def _goes_on(row: Any, month: Month) -> bool:
    return row.until is None or row.until > str(month)
