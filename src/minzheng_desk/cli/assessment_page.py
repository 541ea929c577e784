"""An assessment on a terminal, so that it can be read out at the counter: findings, working, citations."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from minzheng_desk.cli.amounts import money_told
from minzheng_desk.cli.output import Output
from minzheng_desk.kernel.money import Money, shown

if TYPE_CHECKING:
    from minzheng_desk.eligibility.findings import Assessment, Finding
    from minzheng_desk.eligibility.registered import RegisteredFact
    from minzheng_desk.policy.model import Programme

_SIGNS = {"met": "✔", "not_met": "✘", "unknown": "？"}


def say_assessment(out: Output, assessment: Assessment) -> None:
    """Say one assessment in full."""
    from minzheng_desk.eligibility.assessing import alternatives

    who = f"　{assessment.person.name}" if assessment.person else ""
    out.heading(f"{assessment.programme.label}{who}　{assessment.on}")
    out.line(f"结论：{_SIGNS[assessment.outcome.value]} {assessment.outcome.label}{_due(assessment)}")
    for finding in assessment.findings:
        _say_finding(out, finding)
    _say_working(out, assessment)
    for words, other in alternatives(assessment):
        amount = f"，每月 {shown(other.amount)} 元" if other.amount is not None else ""
        out.line(f"  政策未定：如{words}，结论为{other.outcome.label}{amount}。")
    for prompt in assessment.prompts:
        out.line(f"  可再核实：{prompt}")
    if assessment.suggests:
        labels = {name: p.label for name, p in assessment.policy.policy.programmes.items()}
        out.line("  可以另试：" + "、".join(labels.get(name, name) for name in assessment.suggests))


def say_in_short(out: Output, assessment: Assessment) -> None:
    """Say one assessment in a line: the outcome and the first condition that decided it."""
    who = f"　{assessment.person.name}" if assessment.person else ""
    because = next((f.sentence for f in assessment.findings if f.outcome is assessment.outcome), "")
    out.line(f"{_SIGNS[assessment.outcome.value]} {assessment.programme.label}{who}：{because}")


def _due(assessment: Assessment) -> str:
    if assessment.amount is None:
        return ""
    first = assessment.first_month
    if first is not None and first == assessment.last_month:
        return f"，一次发给 {shown(assessment.amount)} 元"
    since = f"，自 {first.label}起" if first else ""
    owed = f"，本次应发 {shown(assessment.owed)} 元" if assessment.owed else ""
    return f"，每月 {shown(assessment.amount)} 元{since}{owed}"


def _say_finding(out: Output, finding: Finding) -> None:
    out.line(f"  {_SIGNS[finding.outcome.value]} {finding.label}：{finding.sentence}")
    out.line(f"      依据：{'；'.join(str(source) for source in finding.citations)}")
    for missing in finding.missing:
        if missing not in finding.sentence:
            out.line(f"      还缺：{missing}")


def _say_working(out: Output, assessment: Assessment) -> None:
    from minzheng_desk.eligibility.findings import said

    if assessment.calculation is None:
        return
    out.line("  计算：")
    for line in assessment.calculation.lines:
        out.line(f"      {line.text}")
    reckoned_by = {said(name, assessment.calculation.trace) for name in assessment.calculation.uses}
    for used in (used for used in assessment.parameters if used.name in reckoned_by):
        out.line(f"      标准：{used.label} {used.shown}（{used.since} 起，{used.source}）")


def say_summary(out: Output, summary: Sequence[Mapping[str, Any]]) -> None:
    """Say how many of each programme fit, do not fit, and are not known; with the amount they come to."""
    rows = [
        [
            told["label"],
            *(str(told[name]) for name in (*_SIGNS, "assessed")),
            {"household": "户", "person": "人"}[told["unit"]],
            shown(Money(told["amount"])),
        ]
        for told in summary
    ]
    figures = ["✔ 符合", "✘ 不符合", "？待核实", "合计"]
    out.table(["项目", *figures, "", "符合者月金额（元）"], rows, right={*figures, "符合者月金额（元）"})


def told_summary(programme: Programme, found: Sequence[Assessment]) -> dict[str, Any]:
    """The assessments of one programme counted; the three outcomes add up to ``assessed``."""
    tally = Counter(assessment.outcome.value for assessment in found)
    return {
        "programme": programme.name,
        "label": programme.label,
        "unit": programme.unit,
        "assessed": len(found),
        **{outcome: tally[outcome] for outcome in _SIGNS},
        **money_told("amount", Money(sum(assessment.amount or 0 for assessment in found))),
    }


def say_registered(out: Output, registered: Sequence[RegisteredFact]) -> None:
    """Say where the plain facts of a household come from."""
    if registered:
        out.heading("档案登记的情况和来源")
    for fact in registered:
        out.line(f"  {fact.sentence}")


def told_assessment(assessment: Assessment, registered: Sequence[RegisteredFact]) -> dict[str, Any]:
    """One assessment in full for a machine."""
    from minzheng_desk.eligibility.assessing import plain_with_alternatives

    plain = plain_with_alternatives(assessment)
    return {
        **told_briefly(assessment),
        **plain,
        "registered": [fact.plain() for fact in registered],
        **money_told("amount", assessment.amount),
    }


def told_briefly(assessment: Assessment) -> dict[str, Any]:
    """The outcome of one assessment for a machine."""
    return {
        "household_id": assessment.facts.key,
        "person_id": assessment.person.key if assessment.person else None,
        "name": (assessment.person or assessment.facts.members[0]).name if assessment.facts.members else None,
        "programme": assessment.programme.name,
        "outcome": assessment.outcome.value,
        **money_told("amount", assessment.amount),
    }
