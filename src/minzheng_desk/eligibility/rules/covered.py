"""One person and the programmes that reach the person: held by the person, or by the household for all."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import NamedTuple

from minzheng_desk.eligibility.declaring import rule, subject
from minzheng_desk.eligibility.findings import Answer
from minzheng_desk.eligibility.means import standings
from minzheng_desk.eligibility.model import HeldFact, HouseholdFacts, Outcome, PersonFacts
from minzheng_desk.eligibility.rules.parents import ParentStanding, standing_of_parents
from minzheng_desk.eligibility.subjects import AgeOn, means_on
from minzheng_desk.eligibility.terms import household_terms
from minzheng_desk.kernel.period import Month
from minzheng_desk.policy.deaths import last_month_of_life
from minzheng_desk.policy.model import PolicyOn


class Reach(NamedTuple):
    """The programmes that reach a person, and those that may, while it is open whether the person counts."""

    certain: frozenset[str]
    open: frozenset[str] = frozenset()


NOTHING = Reach(frozenset())


class Covered(AgeOn):
    """One person on a day, and the programmes that reach the person."""

    __slots__ = ("_parents", "reach")

    def __init__(self, facts: HouseholdFacts, person: PersonFacts, policy: PolicyOn) -> None:
        super().__init__(facts, person, policy)
        self.reach = _reach(facts, person, policy)
        self._parents: Mapping[str, ParentStanding] | None = None

    @property
    def parents(self) -> Mapping[str, ParentStanding]:
        """What has become of the father and of the mother; found out when first asked about."""
        if self._parents is None:
            self._parents = standing_of_parents(self.subject, self.policy)
        return self._parents

    def held(self, programme: str) -> HeldFact | None:
        """What is paid under a programme that reaches the person, where the amount is known."""
        others = self.facts.members if _is_for_households(programme, self.policy) else ()
        holders = (self.subject, *others)
        return next((fact for one in holders for fact in one.held if fact.programme == programme), None)


@subject("covered")
def covered_subject(facts: HouseholdFacts, person: PersonFacts, policy: PolicyOn) -> Covered:
    """Return what these rules are asked about: a person and the programmes that reach the person."""
    return Covered(facts, person, policy)


def _is_for_households(name: str, policy: PolicyOn) -> bool:
    programme = policy.policy.programmes.get(name)
    return programme is not None and programme.unit == "household"


def _received(person: PersonFacts) -> set[str]:
    return {*person.receives, *(fact.programme for fact in person.held)}


def _reach(facts: HouseholdFacts, person: PersonFacts, policy: PolicyOn) -> Reach:
    if not facts.recognitions and not any(one.receives or one.held for one in facts.members):
        return NOTHING
    own = {name for name in _received(person) if not _is_for_households(name, policy)}
    shared = {
        name for member in facts.members for name in _received(member) if _is_for_households(name, policy)
    }
    shared.update(one.programme for one in facts.recognitions if one.holds(policy.day))
    if not shared:
        return Reach(frozenset(own))
    # Somebody who has died is asked about as a member of the family of that month.
    if person.died_on is None:
        known = means_on(facts, policy).standings
    else:
        members = [replace(one, died_on=None) if one.key == person.key else one for one in facts.members]
        known = standings(members, policy.prepared(household_terms))
    counts = next((s.reason.counts for s in known if s.person.key == person.key), False)
    if counts is None:
        return Reach(frozenset(own), frozenset(shared))
    return Reach(frozenset(own | shared) if counts else frozenset(own))


def label_of(programme: str, policy: PolicyOn) -> str:
    """The label of a programme; one that the pack does not know is its own label."""
    known = policy.policy.programmes.get(programme)
    return known.label if known else programme


def labels_of(programmes: Collection[str], policy: PolicyOn) -> tuple[str, ...]:
    """The labels of several programmes, in the order of the policy."""
    ordered = [name for name in policy.policy.programmes if name in programmes]
    strangers = sorted(set(programmes) - set(ordered))
    return tuple(label_of(name, policy) for name in (*ordered, *strangers))


def _alive_in_month(name: str, parameter: str) -> None:
    """Declare that somebody lives, or has died in a month that is still paid under a parameter."""

    @rule(
        name,
        "健在或当月去世",
        cites=("house_rule",),
        uses=(parameter,),
        met="未登记死亡。",
        not_met="{died_on} 去世，最后发放月份为 {last}。",
    )
    def alive_in_month(case: AgeOn) -> Answer:
        """The month asked about is not after the last month that is paid."""
        died_on = case.subject.died_on
        if died_on is None:
            return Outcome.MET, {}
        last = last_month_of_life(died_on, case.policy, parameter)
        trace = {"died_on": died_on, "last": last.label, "says": "{died_on} 去世，最后发放月份为 {last}。"}
        return (Outcome.MET if Month.of(case.policy.day) <= last else Outcome.NOT_MET), trace


_alive_in_month("person.alive_in_month", "payment.month_of_death")
_alive_in_month("disability.alive_in_month", "disability.month_of_death")
_alive_in_month("child.alive_in_month", "child_benefit.month_of_death")
_alive_in_month("eldercare.alive_in_month", "eldercare_subsidy.month_of_death")
_alive_in_month("elder_nursing.alive_in_month", "elder_nursing_subsidy.month_of_death")
