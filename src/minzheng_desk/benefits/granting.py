"""From an assessment to an award: what may be granted, to whom, and what stands in its way."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from minzheng_desk.benefits.clashes import clashes
from minzheng_desk.benefits.imports import BY_POLICY
from minzheng_desk.benefits.model import Amounts, NewAward
from minzheng_desk.benefits.queries import held_in, standing_awards
from minzheng_desk.eligibility.findings import Assessment
from minzheng_desk.eligibility.model import Outcome, PersonFacts
from minzheng_desk.households.kinship.model import is_near
from minzheng_desk.kernel.errors import InputProblem
from minzheng_desk.kernel.ids import RecordId
from minzheng_desk.kernel.money import Money
from minzheng_desk.kernel.period import Month
from minzheng_desk.policy.model import Policy
from minzheng_desk.store.reader import Reader

_HEADS = ("01", "02")


class NotEntitled(InputProblem):
    """The assessment does not end in “符合”."""

    text = "{programme}的测算结论是“{outcome}”，没有确认待遇。"
    remedy = "请查看测算的逐项依据；补齐或更正资料后再测算。"


class NothingDue(InputProblem):
    """The programme pays nothing to this household or person."""

    text = "{programme}没有需要按月发放的金额，没有确认待遇。"
    remedy = "只认定身份、不发钱的项目，请保存测算结论（assess --save）。"


def receiving(
    reader: Reader, month: Month, person_ids: Sequence[str] | None = None
) -> dict[str, tuple[str, ...]]:
    """By person, the programmes that are paid in a month; what the rules take into account.

    ``person_ids`` asks only for these people, for one household among tens of thousands.
    """
    found: defaultdict[str, list[str]] = defaultdict(list)
    for award in held_in(reader, month, person_ids):
        found[award.person_id].append(award.programme)
    return {person: tuple(programmes) for person, programmes in found.items()}


def new_award(
    assessment: Assessment, *, decided_on: date, decided_by: str, since: Month | None = None
) -> NewAward:
    """The award that an assessment leads to, from ``since`` or the first month the policy allows.

    Raises `NotEntitled` or `NothingDue`.
    """
    programme = assessment.programme
    if assessment.outcome is not Outcome.MET:
        raise NotEntitled(programme=programme.label, outcome=assessment.outcome.label)
    if not assessment.amount:
        raise NothingDue(programme=programme.label)
    of_household = programme.unit == "household"
    first = since or _first_month(assessment)
    is_paid_once = assessment.last_month is not None and assessment.last_month == assessment.first_month
    return NewAward(
        programme=programme.name,
        label=programme.label,
        person_id=RecordId(holder_of(assessment).key),
        household_id=RecordId(assessment.facts.key),
        since=first,
        until=first.next if is_paid_once else None,
        amounts=_amounts(assessment, assessment.amount),
        decided_on=decided_on,
        decided_by=decided_by,
        basis="policy" if programme.calculation in BY_POLICY else "decided",
        persons=assessment.means.size if of_household else 1,
        household_income=_income(assessment) if of_household else None,
        reason="新确认",
        of_household=of_household,
    )


def _first_month(assessment: Assessment) -> Month:
    """Return the month the application reaches back to where a text says so; else none before the present.

    Raises `ParameterMissing` where the policy does not say from which month it is paid.
    """
    if assessment.lacks_start and not (assessment.first_month or assessment.owed_from):
        assessment.policy.word(assessment.programme.start or "")
    present = Month.of(assessment.on)
    return assessment.owed_from or max(assessment.first_month or present, present)


@dataclass(slots=True)
class Grantable:
    """Assessments sorted by what can be done with them; every one is in exactly one list."""

    awards: list[NewAward] = field(default_factory=list)
    held: list[Assessment] = field(default_factory=list)
    """Fits, but holds this programme or one that does not go with it."""
    related: list[Assessment] = field(default_factory=list)
    """Fits, but is filed as a near relative of somebody who handles applications: confirmed one by one."""
    nothing_due: list[Assessment] = field(default_factory=list)
    not_met: list[Assessment] = field(default_factory=list)
    unknown: list[Assessment] = field(default_factory=list)


def grantable(
    reader: Reader,
    assessments: Sequence[Assessment],
    policy: Policy,
    *,
    decided_on: date,
    decided_by: str,
    since: Month | None = None,
) -> Grantable:
    """Sort assessments for one programme into what can be granted and what cannot."""
    found = Grantable()
    others = {Outcome.NOT_MET: found.not_met, Outcome.UNKNOWN: found.unknown}
    due: list[tuple[Assessment, NewAward]] = []
    for assessment in assessments:
        if assessment.outcome is not Outcome.MET:
            others[assessment.outcome].append(assessment)
        elif not assessment.amount:
            found.nothing_due.append(assessment)
        elif any(is_near(one.kinship, assessment.policy) for one in assessment.facts.staff_relations):
            found.related.append(assessment)
        else:
            due.append(
                (assessment, new_award(assessment, decided_on=decided_on, decided_by=decided_by, since=since))
            )
    hindered = _hindered(reader, policy, [award for _, award in due])
    for assessment, award in due:
        if award.holder in hindered:
            found.held.append(assessment)
        else:
            found.awards.append(award)
    return found


def _hindered(reader: Reader, policy: Policy, new: Sequence[NewAward]) -> set[str | None]:
    """Who holds the programme already, or one that does not go with it."""
    hindered = {clash.award.holder for clash in clashes(reader, policy, new) if clash.is_refused}
    for programme in {award.programme for award in new}:
        first = min(award.since for award in new)
        for award in standing_awards(reader, programme, first):
            hindered |= {award.household_id, award.person_id}
    return hindered


def holder_of(assessment: Assessment) -> PersonFacts:
    """The person a programme is granted to, the head where it is granted to the household."""
    members = assessment.facts.members
    return assessment.person or next((m for m in members if m.relation in _HEADS), members[0])


def _amounts(assessment: Assessment, amount: Money) -> Amounts:
    """The amount in two parts: care beside the basic part, the category supplement beside the top-up."""
    assert assessment.calculation is not None
    trace = assessment.calculation.trace
    supplement = Money(int(trace.get("care", trace.get("supplement", 0))))
    return Amounts(Money(amount - supplement), supplement)


def _income(assessment: Assessment) -> Money | None:
    """The monthly income that was counted, fractions of a fen left out."""
    income = assessment.means.income
    return Money(int(Fraction(*income))) if income is not None else None
