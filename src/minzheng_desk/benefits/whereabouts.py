"""Names, household numbers and villages for lists that know only ids."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from sqlalchemy import select

from minzheng_desk.households.model import Household, Person
from minzheng_desk.households.queries import region_names
from minzheng_desk.store.reader import Reader, chunks
from minzheng_desk.store.tables import table


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """Who is called what and lives where."""

    people: Mapping[str, str]
    households: Mapping[str, tuple[str, str]]
    """By household, its number and its village."""
    head_of: Mapping[str, str]

    def of(self, household_id: str | None, person_id: str | None) -> tuple[str, str, str]:
        """Village, household number and name; of the head where no person is named."""
        number, village = self.households.get(household_id or "", ("", ""))
        person = person_id or self.head_of.get(household_id or "", "")
        return village, number, self.people.get(person, "")

    def village(self, household_id: str | None) -> str:
        """The village a household lives in."""
        return self.households.get(household_id or "", ("", ""))[1]

    def told(self, household_id: str | None, person_id: str | None) -> dict[str, str | None]:
        """The same for a machine."""
        village, number, name = self.of(household_id, person_id)
        return {"person_id": person_id, "name": name, "household_number": number, "village": village}


class Concerned(Protocol):
    """Whatever is about a household or a person."""

    @property
    def household_id(self) -> str | None:
        """The household, if it is about one."""

    @property
    def person_id(self) -> str | None:
        """The person; None where it is about the household, whose head is named then."""


class Place(NamedTuple):
    """Who it is about, and where they live."""

    household_id: str
    person_id: str
    village: str
    household_number: str
    name: str

    @classmethod
    def of(cls, names: Whereabouts, household_id: str | None, person_id: str | None) -> Place:
        """The names of ids."""
        village, number, name = names.of(household_id, person_id)
        return cls(str(household_id or ""), str(person_id or ""), village, number, name)


def whereabouts(reader: Reader, lines: Iterable[Concerned]) -> Whereabouts:
    """The names of those some lines are about; reads nobody else."""
    pairs = {(line.household_id, line.person_id) for line in lines}
    home, person = table(Household).c, table(Person).c
    villages = region_names(reader)
    asked = select(home.id, home.number, home.region_code, home.head_id)
    rows = [
        row
        for ids in chunks({household for household, _ in pairs if household})
        for row in reader.rows(asked.where(home.id.in_(ids)))
    ]
    heads = {row.id: row.head_id for row in rows}
    wanted = {one for _, one in pairs if one} | {head for head in heads.values() if head}
    named = select(person.id, person.name)
    return Whereabouts(
        {row.id: row.name for ids in chunks(wanted) for row in reader.rows(named.where(person.id.in_(ids)))},
        {row.id: (row.number, villages.get(row.region_code, row.region_code)) for row in rows},
        heads,
    )
