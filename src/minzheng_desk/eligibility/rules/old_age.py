"""高龄津贴: the tier of an age, from the month in which the age is reached, to the month of death."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple

from minzheng_desk.eligibility.declaring import calculation, rule, subject
from minzheng_desk.eligibility.findings import Answer, Line, Trace
from minzheng_desk.eligibility.model import HouseholdFacts, Outcome, PersonFacts
from minzheng_desk.eligibility.subjects import AgeOn
from minzheng_desk.eligibility.terms import Rounding, reached_on
from minzheng_desk.kernel.money import Money
from minzheng_desk.kernel.period import Month
from minzheng_desk.policy.model import PolicyOn
from minzheng_desk.policy.quantities import Tier, shown_yuan

_TO_THE_FEN = Rounding(1, "half_up")


class TierReached(NamedTuple):
    """A tier and the first month it is paid."""

    tier: Tier
    month: Month


@subject("age")
def age_subject(facts: HouseholdFacts, person: PersonFacts, policy: PolicyOn) -> AgeOn:
    """Return what these rules are asked about: a person, whatever the household."""
    return AgeOn(facts, person, policy)


def tiers_reached(person: PersonFacts, policy: PolicyOn) -> list[TierReached]:
    """Return the tiers reached alive and payable by the month of the policy's day, youngest first."""
    if person.born_on is None:
        return []
    delay = 0 if policy.word("old_age_allowance.start") == "birth_month" else 1
    asked, found = Month.of(policy.day), []
    for tier in policy.tiers("old_age_allowance.tiers"):
        day = reached_on(person.born_on, tier.age, policy)
        if Month.of(day) + delay <= asked and (person.died_on is None or day <= person.died_on):
            found.append(TierReached(tier, Month.of(day) + delay))
    return found


def last_month(person: PersonFacts, policy: PolicyOn) -> Month | None:
    """Return the last month that is paid to somebody who has died."""
    if person.died_on is None:
        return None
    month = Month.of(person.died_on)
    return month if policy.word("old_age_allowance.last_month") == "death_month" else month.previous


@rule(
    "old_age.age_reached",
    "达到高龄津贴年龄",
    cites=("elders a33", "civil_code a202"),
    uses=("old_age_allowance.tiers", "old_age_allowance.start", "age.reached_on"),
    met="{born_on} 出生，{reached_on} 满 {age} 周岁，自 {month} 起属 {age} 周岁档。",
    not_met="{born_on} 出生，到 {month} 未达到最低档 {age} 周岁。",
    unknown="出生日期不明。",
)
def age_reached(case: AgeOn) -> Answer:
    """The month asked about is not before the first month of some tier."""
    person, policy = case.subject, case.policy
    if person.born_on is None:
        return Outcome.UNKNOWN, {"missing": ("请补录出生日期",)}
    reached = tiers_reached(person, policy)
    if not reached:
        lowest = policy.tiers("old_age_allowance.tiers")[0]
        month = Month.of(policy.day).label
        return Outcome.NOT_MET, {"born_on": person.born_on, "age": lowest.age, "month": month}
    best = reached[-1]
    day = reached_on(person.born_on, best.tier.age, policy)
    return Outcome.MET, {
        "born_on": person.born_on,
        "reached_on": day,
        "age": best.tier.age,
        "month": best.month.label,
    }


@rule(
    "old_age.alive",
    "健在或当月去世",
    cites=("house_rule",),
    uses=("old_age_allowance.last_month",),
    met="未登记死亡。",
    not_met="{died_on} 去世，最后发放月份为 {last}。",
)
def alive_in_the_month(case: AgeOn) -> Answer:
    """The month asked about is not after the last month that is paid."""
    last = last_month(case.subject, case.policy)
    if last is None:
        return Outcome.MET, {}
    trace = {
        "died_on": case.subject.died_on,
        "last": last.label,
        "says": "{died_on} 去世，最后发放月份为 {last}。",
    }
    return (Outcome.MET if Month.of(case.policy.day) <= last else Outcome.NOT_MET), trace


def _lines(trace: Trace) -> Sequence[Line]:
    return [
        Line(
            f"{trace['age']} 周岁档",
            f"每月 {shown_yuan(trace['tier_amount'])} 元",
            Fraction(trace["tier_amount"]),
        )
    ]


@calculation(
    "old_age.tier",
    work=_lines,
    needs=("old_age.age_reached", "old_age.alive"),
    uses=("old_age_allowance.tiers",),
)
def tier_amount(case: AgeOn) -> tuple[Money, Trace]:
    """Return the amount of the highest tier reached, with the first and last month."""
    reached = tiers_reached(case.subject, case.policy)
    best = reached[-1]
    trace = {
        "age": best.tier.age,
        "tier_amount": best.tier.amount,
        "first_month": reached[0].month,
        "last_month": last_month(case.subject, case.policy),
    }
    return _TO_THE_FEN.of(best.tier.amount.as_integer_ratio()), trace
