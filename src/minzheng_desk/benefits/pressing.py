"""What presses, as few lines: things of one sort that fall due in the same stretch of time are one line."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date, timedelta
from enum import Enum
from typing import NamedTuple

from sqlalchemy import select

from minzheng_desk.benefits.dues import Due, Matter, dues
from minzheng_desk.benefits.today import DeathInPayment
from minzheng_desk.households.model import Household, Person
from minzheng_desk.households.queries import region_names
from minzheng_desk.kernel.ids import RecordId
from minzheng_desk.policy.model import Policy, Source
from minzheng_desk.store.reader import Reader, chunks
from minzheng_desk.store.tables import table

_SUNDAY = 6


class Stretch(Enum):
    """How soon something is due; in the order of urgency."""

    OVERDUE = "overdue"
    TODAY = "today"
    THIS_WEEK = "this_week"
    LATER = "later"

    @classmethod
    def of(cls, due_on: date, today: date) -> Stretch:
        """The stretch in which a day lies; a week ends with Sunday."""
        if due_on <= today:
            return cls.OVERDUE if due_on < today else cls.TODAY
        sunday = today + timedelta(days=_SUNDAY - today.weekday())
        return cls.THIS_WEEK if due_on <= sunday else cls.LATER


class Thing(NamedTuple):
    """One thing that falls due, whatever room it comes from."""

    sort: str
    about: str
    due_on: date
    household_id: RecordId | None
    person_id: RecordId | None
    of_household: bool
    source: Source


class Pressing(NamedTuple):
    """Things of one sort that fall due in one stretch: how many, the first day, and where they live."""

    sort: str
    """The value of a `Matter`, or ``death``."""
    about: str
    due_on: date
    """The earliest day of them."""
    stretch: Stretch
    things: int
    of_households: bool
    name: str
    """Who it is where it is only one: the person, or the head of the household."""
    household_number: str
    villages: tuple[tuple[str, int], ...]
    """Villages with how many of the things, the most first."""
    source: Source


DEATH = "death"
_OF_HOUSEHOLDS = frozenset({Matter.VALIDITY, Matter.PAPERS})


def pressing_today(
    reader: Reader, policy: Policy, on: date, deaths: Iterable[DeathInPayment]
) -> tuple[Pressing, ...]:
    """What is overdue on a day or falls due this month or next, the most urgent first.

    ``deaths`` are those of `minzheng_desk.benefits.today.deaths_in_payment`.
    """
    shared = {programme.label for programme in policy.programmes.values() if programme.unit == "household"}
    grouped = defaultdict[_Line, list[Thing]](list)
    for thing in (*(_of_due(due, shared) for due in dues(reader, policy, on)), *map(_of_death, deaths)):
        grouped[thing.sort, thing.about, Stretch.of(thing.due_on, on)].append(thing)
    places = _Places.of(reader, grouped.values())
    lines = [_line(stretch, same, places) for (_, _, stretch), same in grouped.items()]
    return tuple(
        sorted(lines, key=lambda line: (line.due_on > on, line.sort != DEATH, line.due_on, line.about))
    )


_Line = tuple[str, str, Stretch]
"""What is one line: a sort, what it is about, and how soon."""


class _Places(NamedTuple):
    """Who is called what and lives where, for those that something falls due for."""

    homes: Mapping[str, tuple[str, str, str]]
    """By household its number, village and head."""
    names: Mapping[str, str]

    @classmethod
    def of(cls, reader: Reader, lines: Collection[list[Thing]]) -> _Places:
        """Ask where everything is, and for the names of those who are a line of their own."""
        villages, homes, at = region_names(reader), dict[str, tuple[str, str, str]](), table(Household).c
        ids = {str(thing.household_id) for same in lines for thing in same if thing.household_id}
        asked = select(at.id, at.number, at.region_code, at.head_id)
        for part in chunks(sorted(ids)):
            for row in reader.rows(asked.where(at.id.in_(part))):
                homes[row.id] = (row.number, villages.get(row.region_code, row.region_code), row.head_id)
        alone = [same[0] for same in lines if len(same) == 1]
        heads = {homes[one.household_id][2] for one in alone if one.household_id in homes}
        return cls(homes, _names(reader, heads | {str(one.person_id) for one in alone if one.person_id}))


def _line(stretch: Stretch, same: list[Thing], places: _Places) -> Pressing:
    first = min(same, key=lambda thing: thing.due_on)
    number, _, head = places.homes.get(first.household_id or "", ("", "", ""))
    who = head if first.of_household else first.person_id or head
    villages = Counter(places.homes.get(thing.household_id or "", ("", "", ""))[1] for thing in same)
    return Pressing(
        first.sort,
        first.about,
        first.due_on,
        stretch,
        len(same),
        first.of_household,
        places.names.get(who, "") if len(same) == 1 else "",
        number if len(same) == 1 else "",
        tuple((name, count) for name, count in villages.most_common() if name),
        first.source,
    )


def _of_due(due: Due, shared: Collection[str]) -> Thing:
    return Thing(
        due.matter.value,
        due.about,
        due.due_on,
        due.household_id,
        due.person_id,
        due.matter in _OF_HOUSEHOLDS or due.about in shared,
        due.source,
    )


def _of_death(death: DeathInPayment) -> Thing:
    return Thing(
        DEATH,
        death.label,
        death.due_on,
        death.household_id,
        death.person_id,
        of_household=False,
        source=death.source,
    )


def _names(reader: Reader, ids: Iterable[str]) -> dict[str, str]:
    at = table(Person).c
    return {
        row.id: row.name
        for part in chunks(sorted(ids))
        for row in reader.rows(select(at.id, at.name).where(at.id.in_(part)))
    }
