"""One household seen under every programme: what it receives, what it could, what is not known, and why."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from minzheng_desk.benefits.model import Award, AwardAmount, amount_in
from minzheng_desk.benefits.queries import amounts_of, held_in
from minzheng_desk.benefits.receipts import receipts_in
from minzheng_desk.eligibility.assessing import assess
from minzheng_desk.eligibility.findings import Assessment, Finding
from minzheng_desk.eligibility.model import HouseholdFacts, Outcome, PersonFacts
from minzheng_desk.eligibility.queries import facts_of_household
from minzheng_desk.eligibility.rules.income import margin_line
from minzheng_desk.eligibility.standing import Means
from minzheng_desk.eligibility.subjects import HouseholdOn
from minzheng_desk.households.queries import members_of
from minzheng_desk.kernel.ids import RecordId
from minzheng_desk.kernel.money import Money
from minzheng_desk.kernel.period import Month
from minzheng_desk.policy.model import ParameterMissing, Policy, Programme
from minzheng_desk.policy.queries import office_policy
from minzheng_desk.store.reader import Reader

_FIGURES = ("元", "岁", "级")

Change = Callable[[HouseholdFacts], HouseholdFacts]
"""What somebody is about to write down, laid over the facts that are on file."""


class Held(NamedTuple):
    """What is paid in the month under a programme."""

    award: Award
    amount: AwardAmount | None

    @property
    def monthly(self) -> Money | None:
        """What is paid a month; None where the policy of the month says so by itself."""
        if self.amount is None or self.amount.basis == "policy":
            return None
        return Money(self.amount.base + self.amount.supplement)


class Verdict(NamedTuple):
    """How a household or one of its members stands under one programme on a day."""

    programme: Programme
    person: PersonFacts | None
    """None where it is granted to the whole household."""
    assessment: Assessment | None
    """None where the policy sets no value that it needs."""
    held: Held | None
    lacking: str = ""
    """What the policy does not say."""

    @property
    def key(self) -> str:
        """The programme, and the person where it is granted to persons."""
        return f"{self.programme.name}/{self.person.key}" if self.person else self.programme.name

    @property
    def outcome(self) -> Outcome:
        """The outcome; what the policy leaves out is not known."""
        return self.assessment.outcome if self.assessment else Outcome.UNKNOWN

    @property
    def amount(self) -> Money | None:
        """What is due a month by the assessment."""
        return self.assessment.amount if self.assessment else None

    @property
    def decisive(self) -> Finding | None:
        """The finding to tell the outcome by: the first that decided it; where it fits, one with figures."""
        if self.assessment is None:
            return None
        deciding = [one for one in self.assessment.findings if one.outcome is self.outcome]
        if self.outcome is not Outcome.MET:
            return next(iter(deciding), None)
        with_figures = [one for one in deciding if any(mark in one.sentence for mark in _FIGURES)]
        return next(iter(with_figures or deciding), None)

    @property
    def wants_only_age(self) -> bool:
        """Whether nothing but years is lacking."""
        decisive = self.decisive
        if self.outcome is not Outcome.NOT_MET or decisive is None or self.assessment is None:
            return False
        against = [one for one in self.assessment.findings if one.outcome is Outcome.NOT_MET]
        return "age_reached" in decisive.name and len(against) == 1


@dataclass(frozen=True, slots=True)
class Judged:
    """A household under every programme on a day."""

    facts: HouseholdFacts
    on: date
    verdicts: tuple[Verdict, ...]
    """What is held first, then what fits, what is not known, what does not fit; each once."""
    policy: Policy
    means: Means
    standard: Money | None
    """The dibao standard that applies, per person and month; None where the policy has none."""
    margin: Money | None
    """The line of families on the margin of dibao."""

    @property
    def per_person(self) -> Money | None:
        """Income per counted member and month, in fen, fractions rounded half up; None when not known."""
        if self.means.income is None or not self.means.size:
            return None
        return Money(int(Fraction(*self.means.income) / self.means.size + Fraction(1, 2)))

    @property
    def by_key(self) -> dict[str, Verdict]:
        """The verdicts by programme and person."""
        return {verdict.key: verdict for verdict in self.verdicts}


def judge_household(reader: Reader, household_id: str, on: date, change: Change | None = None) -> Judged:
    """Assess a household and each of its members for everything the policy has, with what they receive.

    ``change`` shows how they would stand after it; nothing is written. Raises `NotFound`.
    """
    policy, month = office_policy(reader), Month.of(on)
    persons = [str(member.person_id) for member in members_of(reader, household_id, on)]
    held = held_in(reader, month, persons)
    paid: dict[str, tuple[str, ...]] = {}
    for award in held:
        paid[award.person_id] = (*paid.get(award.person_id, ()), award.programme)
    facts = facts_of_household(reader, household_id, on, paid)
    facts = receipts_in(reader, month, persons).laid_over(facts)
    if change is not None:
        facts = change(facts)
    amounts = amounts_of(reader, [award.id for award in held])
    return _judged(
        facts, policy, on, [Held(award, amount_in(amounts.get(award.id, []), month)) for award in held]
    )


def _judged(facts: HouseholdFacts, policy: Policy, on: date, held: Sequence[Held]) -> Judged:
    verdicts = [
        verdict
        for programme in policy.programmes.values()
        for verdict in _telling(list(_verdicts(programme, facts, policy, on, held)))
    ]
    verdicts.sort(key=_place)
    case = HouseholdOn(facts, policy.at(on))
    return Judged(facts, on, tuple(verdicts), policy, case.means, *_lines(case))


def _lines(case: HouseholdOn) -> tuple[Money | None, Money | None]:
    """Return the dibao standard and the line of the margin, as far as the policy sets them."""
    try:
        standard, margin = case.standard, margin_line(case)
    except ParameterMissing:
        return None, None
    return Money(int(Fraction(*standard))), Money(int(Fraction(*margin)))


def _verdicts(
    programme: Programme, facts: HouseholdFacts, policy: Policy, on: date, held: Sequence[Held]
) -> Iterator[Verdict]:
    persons: Sequence[PersonFacts | None] = facts.members if programme.unit == "person" else (None,)
    for person in persons:
        standing = next(
            (
                one
                for one in held
                if one.award.programme == programme.name
                and (person is None or one.award.person_id == RecordId(person.key))
            ),
            None,
        )
        try:
            found = assess(programme.name, facts, policy, on, person=person.key if person else None)
        except ParameterMissing as missing:
            yield Verdict(programme, person, None, standing, str(missing))
        else:
            yield Verdict(programme, person, found, standing)


def _telling(verdicts: Sequence[Verdict]) -> Sequence[Verdict]:
    """Return what is worth saying of a programme: all who receive it or fit, else who comes nearest."""
    speaking = [one for one in verdicts if one.held or one.outcome is Outcome.MET]
    if speaking:
        return speaking
    unknown = [one for one in verdicts if one.outcome is Outcome.UNKNOWN]
    return [max(unknown or verdicts, key=_met_before)] if verdicts else []


def _met_before(verdict: Verdict) -> tuple[int, int]:
    """Return how many conditions are met; among equals the oldest comes nearest."""
    if verdict.assessment is None:
        return 0, 0
    met = sum(outcome is Outcome.MET for outcome, _ in verdict.assessment.answers)
    born = verdict.person.born_on if verdict.person else None
    return met, -(born or date.max).toordinal()


def _place(verdict: Verdict) -> tuple[int, int]:
    if verdict.held:
        return 0, 0
    order = {Outcome.MET: 1, Outcome.UNKNOWN: 2, Outcome.NOT_MET: 3}[verdict.outcome]
    return order, int(verdict.wants_only_age)
