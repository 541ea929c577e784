"""Eligibility with full working, beside the same rules without it and beside the bare arithmetic.

Run: ``python tests/bench/bench_eligibility.py [households]``.
The last row reads every sentence of every tenth household.
"""

from __future__ import annotations

import gc
import random
import resource
import sys
import time
from collections.abc import Callable
from datetime import date, timedelta

from minzheng_desk.eligibility.assessing import assess_each
from minzheng_desk.eligibility.declaring import all_calculations, all_rules
from minzheng_desk.eligibility.model import HouseholdFacts, IncomeFact, Outcome, PersonFacts
from minzheng_desk.eligibility.subjects import HouseholdOn
from minzheng_desk.kernel.money import Money, shown
from minzheng_desk.policy.model import Policy
from minzheng_desk.policy.queries import load_policy

DAY = date(2026, 11, 21)
KINDS = ("wage", "business", "land_transfer", "personal_pension", "scholarship", "gift")
FAMILY = (("02", 45), ("12", 44), ("20", 15), ("30", 20), ("52", 70), ("41", 8))


def township(households: int) -> list[HouseholdFacts]:
    """Return invented households of one to six people with two to four streams of income."""
    dice = random.Random(7)
    return [_household(number, dice) for number in range(households)]


def _household(number: int, dice: random.Random) -> HouseholdFacts:
    members = tuple(
        PersonFacts(
            key=f"{number}-{index}",
            name=f"成员{index}",
            relation=relation,
            born_on=DAY - timedelta(days=365 * age + dice.randrange(2000)),
            study_stage="undergraduate" if relation == "30" else None,
        )
        for index, (relation, age) in enumerate(FAMILY[: dice.randint(1, 6)])
    )
    incomes = tuple(
        IncomeFact(
            kind=dice.choice(KINDS),
            amount=Money(dice.randrange(20_000, 900_000)),
            person=dice.choice(members).key,
        )
        for _ in range(dice.randint(2, 4))
    )
    return HouseholdFacts(
        key=str(number),
        area=dice.choice(("urban", "rural")),
        members=members,
        incomes=incomes,
        property_fits=True,
    )


def explained(households: list[HouseholdFacts], policy: Policy, programmes: tuple[str, ...]) -> int:
    """Return the sum of amounts; keeps every assessment, as a re-check of the township does."""
    kept = list(assess_each(programmes, households, policy, DAY))
    return sum(assessment.amount or 0 for assessment in kept)


def unexplained(households: list[HouseholdFacts], policy: Policy) -> int:
    """Return the same sum by the same rules, keeping nothing but the outcome."""
    on, known, total = policy.at(DAY), all_rules(), 0
    reckon = all_calculations()["dibao.top_up"].reckon
    decisions = [known[name].decide for name in policy.programme("dibao").rules]
    for facts in households:
        case = HouseholdOn(facts, on)
        if all(decide(case)[0] is Outcome.MET for decide in decisions):
            total += reckon(case)[0]
    return total


def arithmetic(households: list[HouseholdFacts]) -> int:
    """Return the sum by bare arithmetic: everybody counts, every stream counts."""
    total = 0
    for facts in households:
        income = sum(income.amount or 0 for income in facts.incomes or ()) // 12
        gap = (63_000 if facts.area == "urban" else 44_000) * len(facts.members) - income
        total += -(-gap // 100) * 100 if gap > 0 else 0
    return total


def measured(label: str, count: int, work: Callable[[], int]) -> None:
    """Print how many households a second of one core ``work`` takes, the best of three runs."""
    best = float("inf")
    for _ in range(3):
        began = time.process_time()
        total = work()
        best = min(best, time.process_time() - began)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    speed = f"{best:8.2f} s {count / best:12,.0f} 户/s"
    print(f"{label:<44}{speed}   合计 {shown(Money(total))} 元   峰值内存 {peak} MB")


def main() -> None:
    """Run the bench."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 35_000
    began = time.process_time()
    policy = load_policy("demo-county")
    print(f"政策包读取 {1000 * (time.process_time() - began):.1f} ms")
    households = township(count)
    gc.collect()
    gc.freeze()
    measured("裸算术", count, lambda: arithmetic(households))
    measured("同样规则，不留依据（低保）", count, lambda: unexplained(households, policy))
    measured("完整依据（低保）", count, lambda: explained(households, policy, ("dibao",)))
    measured(
        "完整依据（低保和低保边缘）", count, lambda: explained(households, policy, ("dibao", "dibao_margin"))
    )
    some = households[::10]
    measured("读出全部文字（每十户取一）", len(some), lambda: _read(some, policy))


def _read(households: list[HouseholdFacts], policy: Policy) -> int:
    return sum(len(str(a.plain())) for a in assess_each(("dibao",), households, policy, DAY))


if __name__ == "__main__":
    main()
