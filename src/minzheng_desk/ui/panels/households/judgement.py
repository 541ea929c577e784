"""What an assessment of a whole household says, programme by programme, in the words of a finding."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from minzheng_desk.benefits.judging import Judged, Verdict
from minzheng_desk.eligibility.model import Outcome
from minzheng_desk.kernel.money import Money, shown
from minzheng_desk.policy.clauses import key_of
from minzheng_desk.ui.masks import masks
from minzheng_desk.ui.panels.households.words import cited
from minzheng_desk.ui.widgets.chips import Tone
from minzheng_desk.ui.widgets.findings import Finding

FITS, COULD, OPEN, NOT, YOUNG = "符合", "可享", "待定", "不符", "未到龄"
_TONES = {FITS: Tone.OK, COULD: Tone.INFO, OPEN: Tone.WARN, NOT: Tone.BAD, YOUNG: Tone.NEUTRAL}


def told(judged: Judged) -> tuple[Finding, ...]:
    """Every programme as one finding; people who stand alike under it share a row."""
    names = judged.facts.names
    return tuple(_finding(group, names) for group in _alike(judged.verdicts))


def in_short(findings: Sequence[Finding], most: int) -> tuple[Finding, ...]:
    """The findings most worth seeing, on one line each: what could be had first, then what is held."""
    order = {COULD: 0, OPEN: 2, FITS: 1, NOT: 3, YOUNG: 4}
    chosen = sorted(findings, key=lambda one: order[one.verdict])[:most]
    return tuple(
        Finding(one.key, f"{one.title}：{one.fact}", one.verdict, one.tone, one.amount) for one in chosen
    )


def verdict_word(verdict: Verdict) -> str:
    """The verdict in one word."""
    if verdict.outcome is Outcome.UNKNOWN:
        return OPEN
    if verdict.outcome is Outcome.NOT_MET:
        return YOUNG if verdict.wants_only_age else NOT
    if verdict.held is not None or verdict.programme.calculation is None:
        return FITS
    return COULD


def _alike(verdicts: Sequence[Verdict]) -> Iterator[list[Verdict]]:
    grouped: dict[tuple[str, str, str], list[Verdict]] = {}
    for one in verdicts:
        word = verdict_word(one)
        # Whose payment differs from what is due has to be seen alone.
        alone = one.key if one.held is not None and _differs(one) else ""
        grouped.setdefault((one.programme.name, word, alone), []).append(one)
    yield from grouped.values()


def _finding(group: Sequence[Verdict], names: Sequence[str]) -> Finding:
    first = group[0]
    word = verdict_word(first)
    amounts = [one.amount for one in group if one.amount is not None]
    decisive = first.decisive
    source = decisive.citations[0] if decisive is not None and decisive.citations else None
    return Finding(
        first.key,
        first.programme.label,
        word,
        _TONES[word],
        shown(Money(sum(amounts))) if amounts else "",
        _fact(group, names),
        cited(source) if source else "",
        opens=key_of(source) if source else "",
    )


def _fact(group: Sequence[Verdict], names: Sequence[str]) -> str:
    first = group[0]
    who = "、".join(masks().name(one.person.name) for one in group if one.person)
    if first.outcome is Outcome.MET and first.held is not None:
        return f"{who}在享，{_paid(first)}"
    sentence = masks().sentence(_sentence(first), names).rstrip("。")
    if first.held is not None:
        return f"{who}在享，但{sentence}"
    return f"{who}：{sentence}" if who else sentence


def _sentence(verdict: Verdict) -> str:
    if verdict.lacking:
        return verdict.lacking
    decisive = verdict.decisive
    if decisive is None:
        return ""
    if verdict.outcome is Outcome.UNKNOWN and decisive.missing:
        return decisive.missing[0]
    return decisive.sentence


def _paid(verdict: Verdict) -> str:
    held = verdict.held
    if held is None or held.monthly is None:
        return "按政策逐月计发"
    if not _differs(verdict):
        return "应发与实发一致"
    due = shown(verdict.amount) if verdict.amount is not None else "0"
    return f"实发 {shown(held.monthly)} 元，按今天的情况应为 {due} 元"


def _differs(verdict: Verdict) -> bool:
    held = verdict.held
    return held is not None and held.monthly is not None and held.monthly != verdict.amount
