"""What a draft of the policy would change, over today's facts, before it takes effect."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import NamedTuple

from minzheng_desk.benefits.granting import holder_of, receiving
from minzheng_desk.benefits.receipts import receipts_in
from minzheng_desk.benefits.standing import standing_programmes
from minzheng_desk.eligibility.assessing import HouseholdAssessed, assess_everything
from minzheng_desk.eligibility.findings import Assessment
from minzheng_desk.eligibility.model import HouseholdFacts, Outcome
from minzheng_desk.eligibility.queries import facts_of_all
from minzheng_desk.kernel.ids import RecordId
from minzheng_desk.kernel.money import Money
from minzheng_desk.kernel.period import Month
from minzheng_desk.kernel.progress import Progress, Silent
from minzheng_desk.policy.model import Policy
from minzheng_desk.store.reader import Reader

_REPORTED_EVERY = 500
_NOTHING = Money(0)


class Step(Enum):
    """What a draft does to somebody under one programme."""

    ENTERS = "enters"
    LEAVES = "leaves"
    RAISED = "raised"
    LOWERED = "lowered"

    @property
    def label(self) -> str:
        """What people call it."""
        return {"enters": "新符合", "leaves": "不再符合", "raised": "金额增加", "lowered": "金额减少"}[
            self.value
        ]


class Move(NamedTuple):
    """One household or person whom a draft would move under one programme."""

    step: Step
    programme: str
    label: str
    household_id: RecordId
    person_id: RecordId
    persons: int
    before: Money
    after: Money

    @property
    def moved(self) -> Money:
        """What it adds to a month's total, or takes from it."""
        return Money(self.after - self.before)


@dataclass(frozen=True, slots=True)
class Effect:
    """What a draft would change in one month."""

    month: Month
    households: int
    moves: tuple[Move, ...]
    before: Money
    """What all who fit come to under the policy that stands."""
    after: Money

    @property
    def moved(self) -> Money:
        """What the draft adds to the month's total, or takes from it; the moves add up to it."""
        return Money(self.after - self.before)


class Tally(NamedTuple):
    """What a draft does in one village, by step."""

    village: str
    step: Step
    cases: int
    persons: int
    moved: Money


def by_village(effect: Effect, village_of: Mapping[str, str]) -> list[Tally]:
    """The moves of a month by village and step; together they are the whole."""
    grouped: defaultdict[tuple[str, Step], list[Move]] = defaultdict(list)
    for move in effect.moves:
        grouped[village_of.get(move.household_id, ""), move.step].append(move)
    return [
        Tally(
            village,
            step,
            len(moves),
            sum(move.persons for move in moves),
            Money(sum(move.moved for move in moves)),
        )
        for (village, step), moves in sorted(grouped.items(), key=lambda item: (item[0][0], item[0][1].value))
    ]


def compare_policies(
    facts: Sequence[HouseholdFacts],
    before: Policy,
    after: Policy,
    on: date,
    *,
    progress: Progress | None = None,
) -> Effect:
    """Assess the same facts as of a day under two policies and list who is moved; pure.

    Whoever cannot be assessed for want of a fact counts as not fitting, under both alike.
    """
    watch, moves = progress or Silent(), list[Move]()
    totals = [0, 0]
    pairs = zip(_assessed(facts, before, on), _assessed(facts, after, on), strict=True)
    for done, (old, new) in enumerate(pairs):
        if done % _REPORTED_EVERY == 0:
            watch.report(done, len(facts), f"试算 {on}")
        was, will = _fitting(old), _fitting(new)
        totals[0] += sum(assessment.amount or 0 for assessment in was.values())
        totals[1] += sum(assessment.amount or 0 for assessment in will.values())
        moves += _moves(was, will)
    watch.report(len(facts), len(facts), f"试算 {on}")
    return Effect(Month.of(on), len(facts), tuple(moves), Money(totals[0]), Money(totals[1]))


def what_if(
    reader: Reader,
    before: Policy,
    after: Policy,
    days: Iterable[date],
    *,
    today: date,
    progress: Progress | None = None,
) -> list[Effect]:
    """What a draft would change in several months, over the facts that are on file today."""
    month = Month.of(today)
    receipts = receipts_in(reader, month)
    read = facts_of_all(reader, today, receiving=receiving(reader, month))
    facts = [receipts.laid_over(one) for one in read]
    return [compare_policies(facts, before, after, day, progress=progress) for day in days]


def _assessed(facts: Sequence[HouseholdFacts], policy: Policy, on: date) -> Iterator[HouseholdAssessed]:
    names = [programme.name for programme in standing_programmes(policy)]
    return assess_everything(names, facts, policy, on)


def _fitting(found: HouseholdAssessed) -> dict[tuple[str, str], Assessment]:
    return {
        (one.programme.name, one.person.key if one.person else ""): one
        for one in found.assessments
        if one.outcome is Outcome.MET
    }


def _moves(
    was: Mapping[tuple[str, str], Assessment], will: Mapping[tuple[str, str], Assessment]
) -> Iterator[Move]:
    for key in sorted({*was, *will}):
        old, new = was.get(key), will.get(key)
        before = (old.amount or _NOTHING) if old else _NOTHING
        after = (new.amount or _NOTHING) if new else _NOTHING
        step = _step(before, after, fitted=old is not None, fits=new is not None)
        shown = new or old
        if step is not None and shown is not None:
            yield _move(step, shown, before, after)


def _step(before: Money, after: Money, *, fitted: bool, fits: bool) -> Step | None:
    if fitted != fits:
        return Step.ENTERS if fits else Step.LEAVES
    if before == after:
        return None
    return Step.RAISED if after > before else Step.LOWERED


def _move(step: Step, shown: Assessment, before: Money, after: Money) -> Move:
    return Move(
        step,
        shown.programme.name,
        shown.programme.label,
        RecordId(shown.facts.key),
        RecordId(holder_of(shown).key),
        1 if shown.person else shown.means.size,
        before,
        after,
    )
