"""Which households and persons the command line asks about, assessed as their programme wants."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from minzheng_desk.kernel.errors import NotFound

if TYPE_CHECKING:
    from minzheng_desk.desk.desk import Desk
    from minzheng_desk.eligibility.findings import Assessment
    from minzheng_desk.eligibility.model import HouseholdFacts
    from minzheng_desk.kernel.progress import Progress
    from minzheng_desk.policy.model import Policy, Programme

_REPORTED_EVERY = 500


class VillageUnknown(NotFound):
    """The office has no village of this name."""

    text = "本单位没有名为“{name}”的村（社区）。"
    remedy = "现有：{known}。"


def facts_of_everybody(desk: Desk, on: date, village: str | None = None) -> list[HouseholdFacts]:
    """The facts of every household on a day, or of one village; raises `VillageUnknown`."""
    from minzheng_desk.benefits.granting import receiving
    from minzheng_desk.benefits.receipts import receipts_in
    from minzheng_desk.eligibility.queries import facts_of_all
    from minzheng_desk.kernel.period import Month

    code = _village_code(desk, village) if village else None
    paid, held = desk.ask(receiving, Month.of(on)), desk.ask(receipts_in, Month.of(on))
    found = desk.ask(facts_of_all, on, receiving=paid, region_code=code)
    return [held.laid_over(facts) for facts in found]


def facts_of_one(desk: Desk, household_id: str, on: date, applied_on: date | None = None) -> HouseholdFacts:
    """The facts of one household on a day, which applied on that day or before; raises `NotFound`."""
    from dataclasses import replace

    from minzheng_desk.benefits.granting import receiving
    from minzheng_desk.benefits.receipts import receipts_in
    from minzheng_desk.eligibility.queries import facts_of_household
    from minzheng_desk.kernel.period import Month

    paid, held = desk.ask(receiving, Month.of(on)), desk.ask(receipts_in, Month.of(on))
    facts = held.laid_over(desk.ask(facts_of_household, household_id, on, paid))
    return replace(facts, applied_on=applied_on)


def assessed(
    programme: Programme,
    facts: Sequence[HouseholdFacts],
    policy: Policy,
    on: date,
    progress: Progress,
    person: str | None = None,
) -> list[Assessment]:
    """Assess households, or their members where the programme is for persons; ``person`` only that one."""
    from minzheng_desk.eligibility.assessing import assess_each, assess_persons

    if programme.unit == "household":
        made: Iterator[Assessment] = assess_each([programme.name], facts, policy, on)
    else:
        made = assess_persons(programme.name, facts, policy, on)
    total = len(facts) if programme.unit == "household" else sum(len(one.members) for one in facts)
    found = list(_watched(made, progress, programme.label, total))
    if person is None or programme.unit == "household":
        return found
    return [assessment for assessment in found if assessment.person and assessment.person.key == person]


def _watched(made: Iterator[Assessment], progress: Progress, label: str, total: int) -> Iterator[Assessment]:
    for done, assessment in enumerate(made):
        if done % _REPORTED_EVERY == 0:
            progress.report(done, total, f"测算{label}")
        yield assessment
    progress.report(total, total, f"测算{label}")


def _village_code(desk: Desk, name: str) -> str:
    from minzheng_desk.households.queries import region_names

    names = desk.ask(region_names)
    for code, known in names.items():
        if name in {code, known}:
            return code
    raise VillageUnknown(name=name, known="、".join(names.values()))
