"""What happens in the township between last month and this: deaths, births, changed incomes, hardship."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from minzheng_desk.demo.model import DemoHousehold, Township, Villager
from minzheng_desk.demo.numbers import Numbers
from minzheng_desk.demo.people import FEMALE, People
from minzheng_desk.demo.settings import drawing, settings
from minzheng_desk.kernel.money import FEN_PER_YUAN, Money
from minzheng_desk.kernel.period import Month, age_on

DEATH = "death"
NEWBORN = "newborn"
INCOME_CHANGED = "income_changed"

_CHILD_BEARING = range(20, 45)
_FRAIL = 75
_HUNDREDTHS = 100
_THOUSAND = 1000


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened; the office hears of it and enters it."""

    kind: str
    """death, newborn or income_changed."""
    household_key: str
    person_key: str
    """Who died, whose income changed; of a newborn its own new key."""
    on: date
    newcomer: Villager | None = None
    """Who was born, complete with number."""
    yearly_income: Money = Money(0)
    """What the person earns in a year from now on, all kinds together."""


def events_between(township: Township, month: Month) -> tuple[Event, ...]:
    """Return what happened in the month before ``month``, in order of days.

    The same township and month give the same events. They concern no household twice and none whose rows an
    import must refuse, so all of them can be entered after it.
    """
    chance = drawing(township.seed, f"events before {month}")
    happenings = _Happenings(township, month.previous, chance)
    free = _accepted_households(township)
    chance.shuffle(free)
    events: list[Event] = []
    for kind, happen in happenings.by_name.items():
        wanted = max(1, len(township.households) * settings()["events"][kind] // _THOUSAND)
        found = [event for event in map(happen, free) if event][:wanted]
        concerned = {event.household_key for event in found}
        free = [household for household in free if household.key not in concerned]
        events += found
    return tuple(sorted(events, key=lambda event: (event.on, event.household_key)))


def _accepted_households(township: Township) -> list[DemoHousehold]:
    refused = {fault.household_key for fault in township.planted if fault.reported}
    return [household for household in township.households if household.key not in refused]


class _Happenings:
    """What may happen to a household within one month; each returns nothing where it cannot."""

    def __init__(self, township: Township, month: Month, chance: Random) -> None:
        known = (str(member.id_number) for household in township.households for member in household.members)
        self._month = month
        self._chance = chance
        self._people = People(chance, Numbers(chance, known), month.last_day)
        self.by_name: dict[str, Callable[[DemoHousehold], Event | None]] = {
            "deaths": self._death,
            "births": self._birth,
            "income_changes": self._income_change,
            "hardships": self._hardship,
        }

    def _some_day(self) -> date:
        return self._chance.choice(
            [self._month.first_day + timedelta(days=n) for n in range(self._month.last_day.day)]
        )

    def _death(self, household: DemoHousehold) -> Event | None:
        """Let the oldest die where a benefit is paid and they are old."""
        oldest = min(household.members, key=lambda member: member.born_on)
        if not household.benefits or age_on(oldest.born_on, self._month.last_day) < _FRAIL:
            return None
        return Event(DEATH, household.key, oldest.key, self._some_day())

    def _birth(self, household: DemoHousehold) -> Event | None:
        """Let a child be born to a mother on dibao."""
        ages = [
            age_on(member.born_on, self._month.last_day)
            for member in household.members
            if member.sex == FEMALE
        ]
        if household.lives_on != "dibao" or not any(age in _CHILD_BEARING for age in ages):
            return None
        born_on = self._some_day()
        key = f"{household.key}-{len(household.members) + 1}"
        newborn = self._people.newborn(key, household.head, born_on)
        return Event(NEWBORN, household.key, key, born_on, newcomer=newborn)

    def _income_change(self, household: DemoHousehold) -> Event | None:
        """Let somebody on dibao earn more or less."""
        low, high = settings()["events"]["income_change"]
        return self._earning_anew(household, low, high) if household.lives_on == "dibao" else None

    def _hardship(self, household: DemoHousehold) -> Event | None:
        """Let the only earner of a household without any benefit lose most of it."""
        low, high = settings()["events"]["hardship"]
        earners = [member for member in household.members if member.incomes]
        if household.benefits or household.lives_on != "other" or len(earners) != 1:
            return None
        return self._earning_anew(household, low, high)

    def _earning_anew(self, household: DemoHousehold, low: int, high: int) -> Event | None:
        """Let the first who earns have ``low`` to ``high`` hundredths of it from now on, in whole yuan."""
        earner = next((member for member in household.members if member.incomes), None)
        if earner is None:
            return None
        changed = (
            sum(earner.incomes.values())
            * self._chance.randint(low, high)
            // _HUNDREDTHS
            // FEN_PER_YUAN
            * FEN_PER_YUAN
        )
        return Event(
            INCOME_CHANGED,
            household.key,
            earner.key,
            self._some_day(),
            yearly_income=Money(changed),
        )
