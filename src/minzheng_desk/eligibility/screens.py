"""Who is plainly out of a programme for persons: too young, of age, without a certificate.

A screen looks at one fact and knows that a rule would answer 不符合, so that a whole township is gone through
without asking every rule about everybody. It never says who is in, and a test holds it against the rules.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta

from minzheng_desk.eligibility.model import PersonFacts
from minzheng_desk.kernel.period import Month, month_later
from minzheng_desk.policy.model import PolicyOn

Screen = Callable[[PersonFacts], bool]
"""Tells whether a person is plainly out; in doubt it says no."""

_SLACK = timedelta(days=2)
"""An age may be reached on the birthday or the day after; who is so near a boundary is for the rule."""


def screens(policy: PolicyOn) -> Mapping[str, Screen]:
    """The screen of every programme that has one on a day; about the others everybody is asked."""
    made = {rule: screen for rule, make in _MAKERS.items() if (screen := make(policy)) is not None}
    found = {
        name: tuple(made[rule] for rule in programme.rules if rule in made)
        for name, programme in policy.policy.programmes.items()
    }
    return {name: _any_of(known) for name, known in found.items() if known}


def _any_of(known: tuple[Screen, ...]) -> Screen:
    """One screen for several; who is out by one is out."""
    if len(set(known)) == 1:
        return known[0]
    return lambda person: any(screen(person) for screen in known)


def _whole(policy: PolicyOn, name: str) -> int | None:
    dated = policy.find(name) if name in policy.policy.parameters else None
    return dated.value if dated is not None and isinstance(dated.value, int) else None


def _born_after(policy: PolicyOn, day: date, years: int) -> Screen:
    """Out are those who do not reach an age by a day."""
    latest = month_later(day, -12 * years) + _SLACK
    return lambda person: person.born_on is not None and person.born_on > latest


def _too_young(parameter: str) -> Callable[[PolicyOn], Screen | None]:
    def make(policy: PolicyOn) -> Screen | None:
        years = _whole(policy, parameter)
        return None if years is None else _born_after(policy, policy.day, years)

    return make


def _below_the_lowest_tier(policy: PolicyOn) -> Screen | None:
    if policy.find("old_age_allowance.tiers") is None:
        return None
    lowest = policy.tiers("old_age_allowance.tiers")[0].age
    return _born_after(policy, Month.of(policy.day).last_day, lowest)


def _of_age(policy: PolicyOn) -> Screen | None:
    """Out are those who came of age, unless they are paid already."""
    years = _whole(policy, "child_benefit.until_age")
    if years is None:
        return None
    earliest = month_later(policy.day, -12 * years) - _SLACK
    return lambda person: (
        person.born_on is not None and person.born_on < earliest and not (person.receives or person.held)
    )


def _able_to_work(policy: PolicyOn) -> Screen | None:
    """Out are adults below the age of the old, without a certificate, who are not paid already."""
    elder, until = _whole(policy, "tekun.elder_age"), _whole(policy, "tekun.minor_until")
    if elder is None or until is None:
        return None
    latest, earliest = (
        month_later(policy.day, -12 * until) - _SLACK,
        month_later(policy.day, -12 * elder) + _SLACK,
    )

    def is_able(person: PersonFacts) -> bool:
        born = person.born_on
        return born is not None and earliest < born < latest and not (person.certificates or person.receives)

    return is_able


def _has_no_certificate(person: PersonFacts) -> bool:
    return not person.certificates


def _without_certificate(_: PolicyOn) -> Screen:
    return _has_no_certificate


def _without_ground(_: PolicyOn) -> Screen:
    """Out are those of whom nothing is known that would let them apply alone."""
    return lambda person: (
        not person.certificates
        and not person.grave_illness
        and person.lives_apart != "clergy"
        and not person.officer_counts
        and not person.special_hardship
    )


_MAKERS: Mapping[str, Callable[[PolicyOn], Screen | None]] = {
    "old_age.age_reached": _below_the_lowest_tier,
    "eldercare.age_reached": _too_young("eldercare_subsidy.from_age"),
    "elder_nursing.age_reached": _too_young("elder_nursing_subsidy.from_age"),
    "tekun.no_work_capacity": _able_to_work,
    "single.ground": _without_ground,
    "disability.certificate_in_force": _without_certificate,
    "disability_nursing.grade": _without_certificate,
    "orphan.minor_or_student": _of_age,
    "unattended_child.minor": _of_age,
}
