"""What a change in a household would do to its money, before anything is written."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import NamedTuple, TypeVar

from minzheng_desk.benefits.judging import Change, Held, Judged, Verdict, judge_household
from minzheng_desk.benefits.model import amount_in
from minzheng_desk.benefits.queries import amounts_of, awards_of_person
from minzheng_desk.eligibility.model import HouseholdFacts, IncomeFact, Outcome, PersonFacts
from minzheng_desk.households.model import Income, Person
from minzheng_desk.kernel.money import Money
from minzheng_desk.kernel.period import Month
from minzheng_desk.kernel.records import Record
from minzheng_desk.policy.deaths import first_month_after, month_of_death
from minzheng_desk.policy.model import ParameterMissing, Source
from minzheng_desk.policy.queries import office_policy
from minzheng_desk.store.as_if import AsIf
from minzheng_desk.store.reader import Reader

Fact = TypeVar("Fact")


class Shift(NamedTuple):
    """How one programme would move for a household or a person of it."""

    programme: str
    label: str
    name: str
    """The person; empty for the household."""
    before: Money | None
    """What is paid or due now a month; None where nothing is."""
    after: Money | None
    """What would be due; None where nothing would."""
    outcome: Outcome
    reason: str
    """The fact that decides it, in a sentence."""
    source: Source | None
    """The clause it rests on, where there is one."""
    names: tuple[str, ...] = ()
    """Everybody whom the reason may call by name."""


class Ending(NamedTuple):
    """A benefit of somebody's own that a death ends."""

    label: str
    monthly: Money | None
    """What is paid a month; None where that is not known."""
    until: Month
    """The first month that is not paid any more."""
    source: Source


class AfterDeath(NamedTuple):
    """What a death would do: benefits of the dead that end, and how those of the household would move."""

    endings: tuple[Ending, ...]
    shifts: tuple[Shift, ...]
    unsettled: str = ""
    """What the policy does not say about the month of a death."""


def foresee(reader: Reader, household_id: str, on: date, change: Change) -> tuple[Shift, ...]:
    """How every benefit of a household would move by a change; those that stay as they are are left out."""
    before = judge_household(reader, household_id, on)
    return tuple(_shifts(before, judge_household(reader, household_id, on, change)))


def foresee_written(
    reader: Reader,
    household_id: str,
    on: date,
    changed: Iterable[Record] = (),
    withdrawn: Iterable[Record] = (),
) -> tuple[Shift, ...]:
    """How every benefit would move if records of the household read as ``changed``, or were withdrawn."""
    before = judge_household(reader, household_id, on)
    after = judge_household(AsIf(reader, changed, withdrawn), household_id, on)
    return tuple(_shifts(before, after))


def foresee_merger(
    reader: Reader, into_id: str, other_id: str, relations: Mapping[str, str], on: date
) -> tuple[Shift, ...]:
    """How the benefits of two households would move if all members of the other joined the first.

    ``relations`` says what each of them is to its head. What the other earns and owns counts with it.
    """
    into, other = judge_household(reader, into_id, on), judge_household(reader, other_id, on)
    after = judge_household(reader, into_id, on, joined_with(other.facts, relations))
    persons = tuple(one for one in other.verdicts if one.person is not None)
    together = dataclasses.replace(into, verdicts=(*into.verdicts, *persons))
    ended = (one for one in other.verdicts if one.person is None and one.held is not None)
    head = other.facts.members[0].name if other.facts.members else ""
    return (
        *_shifts(together, after),
        *(
            _shift(one, _now(one), None, None)._replace(
                name=head, reason="并户后不再单独成户", names=after.facts.names
            )
            for one in ended
        ),
    )


def foresee_death(reader: Reader, household_id: str, person_id: str, died_on: date, on: date) -> AfterDeath:
    """What the death of a member would do to money, as `report_death` of this room acts."""
    policy = office_policy(reader)
    before = judge_household(reader, household_id, on)
    after = judge_household(reader, household_id, on, without([person_id]))
    awards = awards_of_person(reader, person_id)
    amounts = amounts_of(reader, [award.id for award in awards])
    endings: list[Ending] = []
    unsettled = ""
    for award in awards:
        programme = policy.programmes.get(award.programme)
        if programme is None or programme.unit != "person":
            continue
        try:
            until = first_month_after(died_on, policy.at(died_on), award.programme)
            source = month_of_death(policy.at(died_on), award.programme).source
        except ParameterMissing as missing:
            unsettled = str(missing)
            continue
        if award.until is None or award.until > until:
            amount = amount_in(amounts.get(award.id, []), max(award.since, Month.of(died_on)))
            monthly = Held(award, amount).monthly or _due(before, award.programme, person_id)
            endings.append(Ending(programme.label, monthly, max(until, award.since), source))
    shifts = [
        shift
        for shift in _shifts(before, after)
        if policy.programmes[shift.programme].unit == "household" or shift.after is not None
    ]
    return AfterDeath(tuple(endings), tuple(shifts), unsettled)


def _due(judged: Judged, programme: str, person_id: str) -> Money | None:
    """Return what the policy of the month pays a person under a programme."""
    verdict = judged.by_key.get(f"{programme}/{person_id}")
    return verdict.amount if verdict is not None else None


def without(person_ids: Iterable[str]) -> Change:
    """The change that some members are no longer there, with the incomes that were theirs."""
    gone = frozenset(person_ids)

    def changed(facts: HouseholdFacts) -> HouseholdFacts:
        return dataclasses.replace(
            facts,
            members=tuple(person for person in facts.members if person.key not in gone),
            incomes=None
            if facts.incomes is None
            else tuple(income for income in facts.incomes if income.person not in gone),
        )

    return changed


def joined_by(person: Person, relation: str) -> Change:
    """The change that somebody joins the household, of whom no more is known than the form says."""
    joining = PersonFacts(
        key=person.id,
        name=person.name,
        relation=relation,
        sex=person.sex,
        born_on=person.born_on,
        id_number=person.id_number,
        hukou_kind=person.hukou_kind,
        work_capacity=person.work_capacity,
    )
    return lambda facts: dataclasses.replace(facts, members=(*facts.members, joining))


def joined_with(other: HouseholdFacts, relations: Mapping[str, str]) -> Change:
    """The change that all members of another household join this one, with what they earn, own and spend."""
    joining = tuple(
        dataclasses.replace(person, relation=relations.get(person.key, person.relation))
        for person in other.members
    )

    def changed(facts: HouseholdFacts) -> HouseholdFacts:
        return dataclasses.replace(
            facts,
            members=(*facts.members, *joining),
            incomes=_together(facts.incomes, other.incomes),
            assets=(*facts.assets, *other.assets),
            expenses=_together(facts.expenses, other.expenses),
        )

    return changed


def _together(own: tuple[Fact, ...] | None, others: tuple[Fact, ...] | None) -> tuple[Fact, ...] | None:
    return None if own is None and others is None else (*(own or ()), *(others or ()))


def with_income(income: Income, *, instead_of: Income | None = None) -> Change:
    """The change that an income is as said here, beside or instead of one that is on file."""
    known = None if instead_of is None else _fact_of(instead_of)

    def changed(facts: HouseholdFacts) -> HouseholdFacts:
        incomes = list(facts.incomes or ())
        if known is not None and known in incomes:
            incomes.remove(known)
        return dataclasses.replace(facts, incomes=(*incomes, _fact_of(income)))

    return changed


def _fact_of(kept: Income) -> IncomeFact:
    return IncomeFact(
        kind=kept.kind,
        amount=kept.amount,
        months=kept.months,
        cost=kept.cost,
        person=kept.person_id,
        since=kept.since,
        until=kept.until,
        provenance=kept.provenance,
        as_of=kept.as_of,
    )


def _shifts(before: Judged, after: Judged) -> Iterator[Shift]:
    was, will = before.by_key, after.by_key
    for key in dict.fromkeys([*was, *will]):
        old, new = was.get(key), will.get(key)
        told = new or old
        if told is None or (old is not None and new is None and old.held is None):
            continue
        paid, due = _now(old), new.amount if new is not None else None
        if _concerns(old, new) and paid != due:
            yield _shift(told, paid, due, new)._replace(names=after.facts.names)


def _concerns(old: Verdict | None, new: Verdict | None) -> bool:
    """Tell whether a programme pays money now or would."""
    fits = any(one is not None and one.amount is not None for one in (old, new))
    return fits or (old is not None and old.held is not None and old.programme.calculation is not None)


def _now(verdict: Verdict | None) -> Money | None:
    """Return what is paid now, or due where the policy of the month says it."""
    if verdict is None:
        return None
    if verdict.held is not None and verdict.held.monthly is not None:
        return verdict.held.monthly
    return verdict.amount


def _shift(told: Verdict, before: Money | None, after: Money | None, new: Verdict | None) -> Shift:
    decisive = new.decisive if new is not None else None
    return Shift(
        told.programme.name,
        told.programme.label,
        told.person.name if told.person else "",
        before,
        after,
        new.outcome if new is not None else Outcome.NOT_MET,
        decisive.sentence if decisive is not None else "不再是本户成员",
        decisive.citations[0] if decisive is not None and decisive.citations else None,
    )


def monthly_difference(shifts: Iterable[Shift]) -> Money:
    """What all shifts together add to a month, or take from it."""
    return Money(sum((shift.after or 0) - (shift.before or 0) for shift in shifts))
