"""What the page of households asks of the rooms, a few questions at a time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, NamedTuple

from minzheng_desk.audit.model import ChangeView
from minzheng_desk.audit.queries import history_of
from minzheng_desk.benefits.judging import Held
from minzheng_desk.benefits.listing import HouseholdAlert, Population, household_alerts, population
from minzheng_desk.benefits.model import amount_in
from minzheng_desk.benefits.queries import amounts_of, awards_of_household
from minzheng_desk.eligibility.assessing import plain_with_alternatives
from minzheng_desk.eligibility.findings import Assessment
from minzheng_desk.eligibility.registered import registered_facts
from minzheng_desk.households.evidence.queries import Proven, evidence_of
from minzheng_desk.households.model import Attachment, Household, Person
from minzheng_desk.households.papers import papers_of
from minzheng_desk.households.queries import (
    HouseholdFile,
    MemberView,
    household_file,
    household_numbered,
    household_of,
    region_names,
    same_id_number,
)
from minzheng_desk.households.visits.model import HomeVisit
from minzheng_desk.households.visits.queries import visits_of
from minzheng_desk.kernel.period import Month
from minzheng_desk.office.queries import regions, the_station
from minzheng_desk.policy.model import Programme
from minzheng_desk.policy.queries import office_policy
from minzheng_desk.security.queries import users
from minzheng_desk.ui.masks import masks

VILLAGE = "village"


class Surroundings(NamedTuple):
    """What the list needs to know once: villages, programmes, how many there are."""

    villages: Mapping[str, str]
    programmes: Mapping[str, Programme]
    population: Population


@dataclass(frozen=True, slots=True)
class Opened:
    """Everything on file about one household, as the page shows it."""

    file: HouseholdFile
    held: tuple[Held, ...]
    """Every award the household or a member through it ever had, with the amount of the month."""
    evidence: tuple[Proven, ...]
    visits: tuple[HomeVisit, ...]
    papers: tuple[Attachment, ...]
    labels: Mapping[str, str]
    """What programmes are called."""
    office: str
    """The name of the office, for papers."""

    @property
    def household(self) -> Household:
        """The household."""
        return self.file.household

    @property
    def present(self) -> tuple[MemberView, ...]:
        """Who belongs to it today."""
        return tuple(view for view in self.file.members if view.member.until is None)

    @property
    def names(self) -> dict[str, str]:
        """Names of all its people, by id, as they may be shown now."""
        return {view.person.id: masks().name(view.person.name) for view in self.file.members}

    @property
    def called(self) -> tuple[str, ...]:
        """What all its people are called, for `Masks.sentence`."""
        return tuple(view.person.name for view in self.file.members)

    def standing(self, month: Month) -> tuple[Held, ...]:
        """What is paid in a month."""
        return tuple(
            one
            for one in self.held
            if one.award.since <= month and (one.award.until is None or month < one.award.until)
        )


class SamePerson(NamedTuple):
    """Somebody who is registered under an identity number already."""

    person: Person
    village: str
    household_number: str
    """Empty where the person belongs to no household now."""


def surroundings(reader: Any) -> Surroundings:
    """What the list needs to know once."""
    policy = office_policy(reader)
    villages = {region.code: region.name for region in regions(reader) if region.kind == VILLAGE}
    return Surroundings(villages, policy.programmes, population(reader))


def alerts_now(reader: Any, on: date) -> dict[str, HouseholdAlert]:
    """What is most urgent about each household; goes through all of them."""
    return household_alerts(reader, office_policy(reader), on)


def opened(reader: Any, household_id: str, on: date) -> Opened:
    """Everything on file about a household; raises `NotFound`."""
    file = household_file(reader, household_id)
    awards = awards_of_household(reader, household_id)
    amounts, month = amounts_of(reader, [award.id for award in awards]), Month.of(on)
    persons = [view.person.id for view in file.members]
    evidence = tuple(evidence_of(reader, household_id, persons))
    owners = [household_id, *persons, *(one.fact.id for one in evidence)]
    policy = office_policy(reader)
    return Opened(
        file,
        tuple(Held(award, amount_in(amounts.get(award.id, []), max(month, award.since))) for award in awards),
        evidence,
        tuple(visits_of(reader, household_id)),
        papers_of(reader, owners),
        {name: programme.label for name, programme in policy.programmes.items()},
        the_station(reader).name,
    )


def household_id_of(reader: Any, number: str) -> str:
    """The id of the household with a number; raises `NotFound`."""
    return household_numbered(reader, number).id


def whole_history(reader: Any, shown: Opened) -> tuple[ChangeView, ...]:
    """Every change to a household, its members, their means and benefits, the newest first.

    Who did it is called as people are, not by the sign-in name.
    """
    file = shown.file
    records: list[Any] = [
        file.household,
        *(view.member for view in file.members),
        *(view.person for view in file.members),
        *(account for view in file.members for account in view.accounts),
        *(one for view in file.members for one in view.certificates),
        *file.incomes,
        *file.assets,
        *file.expenses,
        *(one.award for one in shown.held),
        *(one.fact for one in shown.evidence),
        *shown.visits,
        *shown.papers,
    ]
    called = {user.name: user.display_name for user in users(reader)}
    return tuple(
        replace(change, entry=replace(change.entry, actor=called.get(change.entry.actor, change.entry.actor)))
        for change in history_of(reader, [record.id for record in records])
    )


def registered_under(reader: Any, id_number: str) -> tuple[SamePerson, ...]:
    """Who is registered under an identity number, and where they live."""
    names = region_names(reader)
    found = []
    for person in same_id_number(reader, id_number):
        home = household_of(reader, person.id)
        village = names.get(home.region_code, "") if home else ""
        found.append(SamePerson(person, village, home.number if home else ""))
    return tuple(found)


def words_of(reader: Any, assessment: Assessment) -> dict[str, Any]:
    """An assessment in words, with where the plain facts come from; what 测算说明 is made of."""
    registered = registered_facts(reader, [assessment.facts])[assessment.facts.key]
    return {
        **plain_with_alternatives(assessment),
        "registered": [fact.plain() for fact in registered],
    }
