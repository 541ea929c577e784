"""The re-check of a whole township, all standing programmes with full explanation, beside the bare rules.

Run: ``python tests/bench/bench_recheck.py [households]``.
"""

from __future__ import annotations

import gc
import random
import sys
import time
from collections.abc import Callable, Sequence
from datetime import date, timedelta

from figures import Figure, report

from minzheng_desk.benefits.standing import standing_programmes
from minzheng_desk.eligibility.assessing import assess_everything
from minzheng_desk.eligibility.declaring import all_calculations, all_rules, all_subjects
from minzheng_desk.eligibility.model import (
    CertificateFact,
    HouseholdFacts,
    IncomeFact,
    Outcome,
    ParentFact,
    PersonFacts,
)
from minzheng_desk.eligibility.screens import screens
from minzheng_desk.eligibility.subjects import HouseholdOn
from minzheng_desk.kernel.money import Money
from minzheng_desk.policy.model import ParameterMissing, Policy
from minzheng_desk.policy.queries import load_policy

DAY = date(2026, 11, 21)
KINDS = ("wage", "business", "land_transfer", "personal_pension", "scholarship", "gift")
FAMILY = (("02", 52), ("12", 50), ("30", 21), ("20", 15), ("51", 76), ("41", 8))


def township(households: int) -> list[HouseholdFacts]:
    """Return invented households: one in six an old person, one in seven paid, one person in 14 disabled."""
    dice = random.Random(7)
    return [_household(number, dice) for number in range(households)]


def _household(number: int, dice: random.Random) -> HouseholdFacts:
    alone = dice.randrange(6) == 0
    family = (("02", 74),) if alone else FAMILY[: dice.randint(1, 6)]
    members = tuple(
        _person(f"{number}-{at}", relation, age, dice) for at, (relation, age) in enumerate(family)
    )
    incomes = tuple(
        IncomeFact(
            kind=dice.choice(KINDS),
            amount=Money(dice.randrange(20_000, 900_000)),
            person=dice.choice(members).key,
        )
        for _ in range(dice.randint(2, 4))
    )
    area = dice.choice(("urban", "rural"))
    return HouseholdFacts(key=str(number), area=area, members=members, incomes=incomes, property_fits=True)


def _person(key: str, relation: str, age: int, dice: random.Random) -> PersonFacts:
    grade, category = dice.choice("1234"), dice.choice("123456")
    certificate = CertificateFact(category=category, grade=grade, issued_on=date(2020, 5, 1))
    return PersonFacts(
        key=key,
        name=f"成员{key}",
        relation=relation,
        born_on=DAY - timedelta(days=365 * age + dice.randrange(2000)),
        study_stage="undergraduate" if relation == "30" else None,
        certificates=(certificate,) if dice.randrange(14) == 0 else (),
        grave_illness=dice.randrange(40) == 0,
        parents=(ParentFact(parent="father"),) if age < 16 else None,
        self_care_failures=0,
        supporters=() if age > 70 else None,
        receives=("dibao",) if relation == "02" and dice.randrange(7) == 0 else (),
    )


def explained(households: Sequence[HouseholdFacts], policy: Policy, programmes: Sequence[str]) -> int:
    """Return the sum of all amounts, every assessment made with its answers, means and working."""
    return sum(
        assessment.amount or 0
        for one in assess_everything(programmes, households, policy, DAY)
        for assessment in one.assessments
    )


def unexplained(households: Sequence[HouseholdFacts], policy: Policy, programmes: Sequence[str]) -> int:
    """Return the same sum by the same rules, screens included, stopping at the first that does not fit."""
    on, rules, subjects, calculations = policy.at(DAY), all_rules(), all_subjects(), all_calculations()
    known, total = on.prepared(screens), 0
    for programme in (policy.programme(name) for name in programmes):
        decide = [rules[name].decide for name in programme.rules]
        reckon = calculations[programme.calculation].reckon if programme.calculation else None
        make = subjects[programme.subject] if programme.subject else None
        is_out = known.get(programme.name)
        for facts in households:
            if make is None:
                cases = [HouseholdOn(facts, on)]
            else:
                people = [p for p in facts.members if is_out is None or not is_out(p)]
                cases = [make(facts, person, on) for person in people]
            for case in cases:
                try:
                    if all(one(case)[0] is Outcome.MET for one in decide) and reckon is not None:
                        total += reckon(case)[0]
                except ParameterMissing:
                    continue
    return total


def on_one_core(work: Callable[[], int], repeats: int = 5) -> tuple[float, int]:
    """Return the shortest time that one core worked, others' work on the machine left out, and the sum."""
    times, total = [], 0
    for _ in range(repeats):
        began = time.process_time()
        total = work()
        times.append(time.process_time() - began)
    return min(times), total


def main() -> int:
    """Run the bench."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 35_000
    policy = load_policy("demo-county")
    programmes = [programme.name for programme in standing_programmes(policy)]
    households = township(count)
    gc.collect()
    gc.freeze()
    bare, sum_bare = on_one_core(lambda: unexplained(households, policy, programmes))
    full, sum_full = on_one_core(lambda: explained(households, policy, programmes))
    dibao, _ = on_one_core(lambda: explained(households, policy, ["dibao"]))
    assert sum_bare == sum_full, (sum_bare, sum_full)
    title = f"re-check of {count:,} households, {len(programmes)} programmes, one core"
    return report(
        title,
        [
            Figure(
                "households a second, all programmes",
                count / full,
                "/s",
                floor=count / bare,
                floor_name="without explanation",
                at_least=10_000,
            ),
            Figure("households a second, 低保 alone", count / dibao, "/s", at_least=20_000),
        ],
    )


if __name__ == "__main__":
    sys.exit(main())
