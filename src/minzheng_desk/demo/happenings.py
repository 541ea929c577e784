"""Entering what happened between two months, and what it does to the awards."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from minzheng_desk.benefits.model import Amounts, Award, AwardAmount, amount_in
from minzheng_desk.benefits.operations import report_death, revise_amount
from minzheng_desk.benefits.queries import amounts_of, awards_of_household
from minzheng_desk.demo.events import DEATH, INCOME_CHANGED, NEWBORN, Event
from minzheng_desk.demo.model import Township, Villager
from minzheng_desk.demo.taking_over import Job, grant_due
from minzheng_desk.eligibility.assessing import assess
from minzheng_desk.eligibility.model import Outcome
from minzheng_desk.eligibility.queries import facts_of_household
from minzheng_desk.households.model import Household, Income, Person
from minzheng_desk.households.operations.events import add_member
from minzheng_desk.households.operations.facts import end_income, record_fact
from minzheng_desk.households.queries import household_of, same_id_number
from minzheng_desk.kernel.codes import codes
from minzheng_desk.kernel.period import Month
from minzheng_desk.store.reader import Reader
from minzheng_desk.store.tables import table

_YEAR = 12
_TOLD = {DEATH: "去世", NEWBORN: "出生", INCOME_CHANGED: "收入变化"}
_CAME_OF_IT = {"raised": "调高金额", "newly_granted": "新确认"}


def enter_events(job: Job, township: Township, events: Iterable[Event], month: Month) -> None:
    """Enter deaths, births and incomes through the operations of a clerk, then find the amounts anew."""
    people = {member.key: member for household in township.households for member in household.members}
    homes = {household.key: household.head for household in township.households}
    touched: dict[str, Household] = {}
    for event in events:
        household = _enter(job, event, people, homes)
        if household is not None:
            told = _TOLD[event.kind]
            job.report.happened[told] = job.report.happened.get(told, 0) + 1
            touched[household.id] = household
    outcomes = Counter(_reassess(job, household, month) for household in touched.values())
    job.report.happened.update({told: outcomes[kind] for kind, told in _CAME_OF_IT.items() if outcomes[kind]})
    job.report.pending += outcomes["pending"]


def _enter(
    job: Job, event: Event, people: dict[str, Villager], homes: dict[str, Villager]
) -> Household | None:
    """Enter one event; None where the person was kept out of the store by a faulty row."""
    head = job.desk.ask(_on_file, homes[event.household_key])
    household = job.desk.ask(household_of, head.id) if head else None
    if household is None:
        return None
    if event.kind == NEWBORN and event.newcomer is not None:
        job.desk.run(add_member, household, _newborn(event.newcomer), _relation(event.newcomer), event.on)
        return household
    person = job.desk.ask(_on_file, people[event.person_key])
    if person is None:
        return None
    if event.kind == DEATH:
        job.desk.run(report_death, person, event.on, "村（社区）报告", policy=job.policy)
    elif event.kind == INCOME_CHANGED:
        _change_income(job, household, person, event)
    return household


def _on_file(reader: Reader, villager: Villager) -> Person | None:
    found = [p for p in same_id_number(reader, villager.id_number) if p.died_on is None]
    return found[0] if len(found) == 1 else None


def _newborn(villager: Villager) -> Person:
    return Person(
        name=villager.name,
        id_number=villager.id_number,
        sex=codes("sex").find(villager.sex),
        born_on=villager.born_on,
    )


def _relation(villager: Villager) -> str:
    return codes("relation_to_head").find(villager.relation) or "20"


def _change_income(job: Job, household: Household, person: Person, event: Event) -> None:
    for income in job.desk.ask(_incomes, household.id):
        if income.person_id in {person.id, None} and income.until is None:
            job.desk.run(end_income, income, event.on)
    fact = Income(
        household_id=household.id,
        person_id=person.id,
        kind="wage",
        amount=event.yearly_income,
        months=_YEAR,
        since=event.on,
        provenance="visit",
        as_of=event.on,
    )
    job.desk.run(record_fact, fact)


def _incomes(reader: Reader, household_id: str) -> list[Income]:
    return reader.find(Income, table(Income).c.household_id == household_id)


def _reassess(job: Job, household: Household, month: Month) -> str:
    """Find the amount of a household anew; says what came of it."""
    facts = job.desk.ask(facts_of_household, household.id, job.desk.clock.today())
    found = assess("dibao", facts, job.policy, job.desk.clock.today())
    standing = job.desk.ask(_dibao_award, household.id, month)
    if standing is None:
        granted = grant_due(job, [found], month)
        return "newly_granted" if granted else ""
    award, in_force = standing
    if found.outcome is not Outcome.MET or not found.amount:
        # 社会救助法第四十八条: ending or lowering takes a hearing first, so the program only lists it.
        return "pending"
    if found.amount == in_force.base:
        return ""
    if found.amount < in_force.base:
        return "pending"
    job.desk.run(
        revise_amount,
        award,
        month,
        Amounts(found.amount, in_force.supplement),
        persons=found.means.size,
        reason="家庭人口或收入变化，重新核定",
    )
    return "raised"


def _dibao_award(reader: Reader, household_id: str, month: Month) -> tuple[Award, AwardAmount] | None:
    for award in awards_of_household(reader, household_id):
        if award.programme == "dibao" and award.until is None:
            in_force = amount_in(amounts_of(reader, [award.id]).get(award.id, []), month)
            return (award, in_force) if in_force else None
    return None
