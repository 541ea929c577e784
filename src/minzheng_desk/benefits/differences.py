"""How an award differs from what is assessed today, and why; pure."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from enum import Enum
from fractions import Fraction
from typing import NamedTuple

from minzheng_desk.benefits.model import Award, AwardAmount
from minzheng_desk.benefits.overlaps import Holding
from minzheng_desk.eligibility.findings import Assessment, Finding, said
from minzheng_desk.eligibility.model import Outcome
from minzheng_desk.kernel.ids import RecordId
from minzheng_desk.kernel.money import Money
from minzheng_desk.kernel.period import Month
from minzheng_desk.policy.model import PolicyOn


class Change(Enum):
    """What should happen to an award; only ever a suggestion."""

    STOP = "stop"
    LOWER = "lower"
    RAISE = "raise"
    SUSPEND = "suspend"
    RESUME = "resume"
    FIND_OUT = "find_out"
    GRANT = "grant"

    @property
    def label(self) -> str:
        """What people call it."""
        return _CHANGE_LABELS[self]


_CHANGE_LABELS = {
    Change.STOP: "应停发",
    Change.LOWER: "应减发",
    Change.RAISE: "应增发",
    Change.SUSPEND: "应暂停",
    Change.RESUME: "应恢复",
    Change.FIND_OUT: "待核实",
    Change.GRANT: "应享未享",
}


class Cause(Enum):
    """Why an award and today's assessment part."""

    DEATH = "death"
    LEFT = "left"
    MEMBERS = "members"
    INCOME = "income"
    PROPERTY = "property"
    AGE = "age"
    CERTIFICATE = "certificate"
    STANDARD = "standard"
    OTHER_BENEFIT = "other_benefit"
    SUPPORTERS = "supporters"
    FACTS_MISSING = "facts_missing"
    OTHER = "other"

    @property
    def label(self) -> str:
        """What people call it."""
        return _CAUSE_LABELS[self]


_CAUSE_LABELS = {
    Cause.DEATH: "人员死亡",
    Cause.LEFT: "已迁出或销户",
    Cause.MEMBERS: "人口变化",
    Cause.INCOME: "收入变化",
    Cause.PROPERTY: "财产变化",
    Cause.AGE: "年龄变化",
    Cause.CERTIFICATE: "残疾人证变化",
    Cause.STANDARD: "标准调整",
    Cause.OTHER_BENEFIT: "与其他待遇的关系变化",
    Cause.SUPPORTERS: "义务人或监护人情况变化",
    Cause.FACTS_MISSING: "情况不清",
    Cause.OTHER: "登记的情况与核定时不同",
}

_BY_RULE = (
    ("alive", Cause.DEATH),
    ("members", Cause.MEMBERS),
    ("supporter", Cause.SUPPORTERS),
    ("parents", Cause.SUPPORTERS),
    ("property", Cause.PROPERTY),
    ("age_reached", Cause.AGE),
    ("minor", Cause.AGE),
    ("no_work_capacity", Cause.AGE),
    ("certificate", Cause.CERTIFICATE),
    ("grade", Cause.CERTIFICATE),
    ("ground", Cause.CERTIFICATE),
    ("higher_of", Cause.OTHER_BENEFIT),
    ("excluded", Cause.OTHER_BENEFIT),
    ("not_in", Cause.OTHER_BENEFIT),
    ("poor", Cause.OTHER_BENEFIT),
    ("family", Cause.OTHER_BENEFIT),
    ("income", Cause.INCOME),
)
"""By a word in a rule's name, what has changed when the rule is not met any more."""


_CERTIFICATE = "disability.certificate_in_force"
_ONE_CAUSE = {
    Change.FIND_OUT: (Cause.FACTS_MISSING,),
    Change.SUSPEND: (Cause.CERTIFICATE,),
    Change.RESUME: (Cause.CERTIFICATE,),
}
_TOLD = {Change.STOP: Outcome.NOT_MET, Change.FIND_OUT: Outcome.UNKNOWN}


class Held(NamedTuple):
    """An award that pays, with the amount as it was last found."""

    holding: Holding
    amount: AwardAmount

    @property
    def found_on(self) -> date:
        """The first day for which the amount was found."""
        return self.amount.since.first_day


class Difference(NamedTuple):
    """One award beside today's assessment, or an assessment that nobody has acted on."""

    change: Change
    programme: str
    label: str
    household_id: RecordId | None
    person_id: RecordId | None
    award_id: RecordId | None
    paid: Money
    """What is paid each month, in fen."""
    assessed: Money | None
    """What is assessed; None where nothing can be said."""
    causes: tuple[Cause, ...]
    reasons: tuple[str, ...]
    """Sentences with their citations, as they are read out."""
    since: Month | None = None
    """From which month it should be suspended or paid again."""
    names: tuple[str, ...] = ()
    """Everybody whom the reasons may call by name."""

    @property
    def moved(self) -> Money:
        """What the suggestion adds to a month's total, or takes from it."""
        return Money((self.assessed or 0) - self.paid) if self.assessed is not None else Money(0)


def difference(held: Held, assessment: Assessment, deaths: tuple[date, ...] = ()) -> Difference | None:
    """Compare an award with today's assessment; None where they agree.

    ``deaths`` are the days on which members of the household died.
    """
    change, assessed = _change(held.holding.total, assessment)
    if change is None:
        return None
    causes = _ONE_CAUSE.get(change) or tuple(dict.fromkeys(_causes(held, assessment, deaths)))
    return Difference(
        change,
        assessment.programme.name,
        assessment.programme.label,
        held.holding.household_id,
        held.holding.person_id,
        held.holding.award_id,
        held.holding.total,
        assessed,
        causes or (Cause.OTHER,),
        tuple(_reasons(assessment, change)),
        _suspended_from(assessment) if change is Change.SUSPEND else None,
        assessment.facts.names,
    )


def resumable(award: Award, since: Month, assessment: Assessment) -> Difference:
    """An award suspended over an expired certificate that has been renewed, payable again from a month on."""
    return Difference(
        Change.RESUME,
        assessment.programme.name,
        assessment.programme.label,
        award.household_id,
        award.person_id,
        award.id,
        Money(0),
        assessment.amount,
        _ONE_CAUSE[Change.RESUME],
        tuple(_reasons(assessment, Change.RESUME)),
        since,
        assessment.facts.names,
    )


def unpaid(assessment: Assessment, person_id: RecordId) -> Difference:
    """Somebody who fits and receives nothing (应享未享), with the amount suggested where there is one."""
    return Difference(
        Change.GRANT,
        assessment.programme.name,
        assessment.programme.label,
        RecordId(assessment.facts.key),
        person_id,
        None,
        Money(0),
        assessment.amount,
        (),
        tuple(_reasons(assessment, Change.GRANT)),
        names=assessment.facts.names,
    )


def _change(paid: Money, assessment: Assessment) -> tuple[Change | None, Money | None]:
    if assessment.outcome is Outcome.UNKNOWN and _suspended_from(assessment):
        return Change.SUSPEND, Money(0)
    if assessment.outcome is Outcome.UNKNOWN:
        return Change.FIND_OUT, None
    due = assessment.amount or Money(0)
    if assessment.outcome is Outcome.NOT_MET or not due:
        return Change.STOP, Money(0)
    if due == paid:
        return None, due
    return (Change.RAISE if due > paid else Change.LOWER), due


def _suspended_from(assessment: Assessment) -> Month | None:
    """The month after that in which the certificate ran out, where nothing but its renewal is wanting.

    No national text says what becomes of the allowances then; the policy does (disability.after_expiry).
    """
    for finding in assessment.findings:
        if finding.name == _CERTIFICATE and finding.outcome is Outcome.UNKNOWN:
            last: date | None = finding.trace.get("last")
            return Month.of(last).next if last else None
    return None


def _causes(held: Held, assessment: Assessment, deaths: tuple[date, ...]) -> Iterator[Cause]:
    died = any(day >= held.found_on for day in deaths)
    if died:
        yield Cause.DEATH
    if assessment.programme.unit == "household":
        if assessment.means.size != held.amount.persons and not died:
            yield Cause.MEMBERS
        if _income_differs(held.amount, assessment):
            yield Cause.INCOME
    for finding in assessment.findings:
        if finding.outcome is Outcome.NOT_MET:
            yield from (cause for word, cause in _BY_RULE if word in finding.name and _tells(cause, held))
    if _standard_changed(held, assessment):
        yield Cause.STANDARD


def _tells(cause: Cause, held: Held) -> bool:
    """Whether a rule that is not met shows the cause; of income the figure on file is the better witness."""
    return cause is not Cause.INCOME or held.amount.household_income is None


def _income_differs(amount: AwardAmount, assessment: Assessment) -> bool:
    income = assessment.means.income
    if income is None or amount.household_income is None:
        return False
    return int(Fraction(*income)) != amount.household_income


def _standard_changed(held: Held, assessment: Assessment) -> bool:
    """Whether a parameter that the amount rests on is worth something else than when it was found."""
    policy = assessment.policy
    before = policy.policy.at(held.found_on)
    return any(
        (was := before.find(name)) is not None
        and (now := policy.find(name)) is not None
        and was.value != now.value
        for name in _rests_on(assessment, policy)
    )


def _rests_on(assessment: Assessment, policy: PolicyOn) -> Iterator[str]:
    if assessment.calculation is not None:
        for name in assessment.calculation.uses:
            yield said(name, assessment.calculation.trace)
        return
    for finding in assessment.findings:
        if finding.outcome is Outcome.NOT_MET:
            yield from (used.name for used in finding.parameters if used.name in policy.policy.parameters)


def _reasons(assessment: Assessment, change: Change) -> Iterator[str]:
    if change is Change.SUSPEND:
        yield from (_read_out(finding) for finding in assessment.findings if finding.name == _CERTIFICATE)
        return
    is_standing = change is Change.GRANT and assessment.programme.calculation is None
    wanted = Outcome.MET if is_standing else _TOLD.get(change)
    if wanted is None:
        lines = assessment.calculation.lines if assessment.calculation else ()
        yield from (line.text for line in lines)
    for finding in assessment.findings:
        if finding.outcome is wanted:
            yield _read_out(finding)


def _read_out(finding: Finding) -> str:
    citations = "、".join(str(source) for source in finding.citations)
    return f"{finding.sentence}（{citations}）" if citations else finding.sentence
