"""What is said about a line at the side of the roster, and the remedies offered in the same row; pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from minzheng_desk.payroll.attention import Attention, Concern
from minzheng_desk.payroll.corrections.queries import Failure
from minzheng_desk.payroll.model import RosterLine
from minzheng_desk.ui.panels.payroll.asked import RosterNow
from minzheng_desk.ui.widgets.chips import Tone

HOUSEHOLD, AWARD, SUSPEND, RECOVER, CORRECT = "household", "award", "suspend", "recover", "correct"


@dataclass(frozen=True, slots=True)
class Remedy:
    """Something that can be done about a line: what, and the verb on the button."""

    key: str
    label: str


@dataclass(frozen=True, slots=True)
class LineNotice:
    """One line that needs somebody."""

    line: RosterLine
    title: str
    word: str
    fact: str
    tone: Tone
    remedies: tuple[Remedy, ...]


_REMEDIES: dict[Concern, tuple[Remedy, ...]] = {
    Concern.SENT_BACK: (Remedy(HOUSEHOLD, "更正账户"), Remedy(SUSPEND, "本月暂缓")),
    Concern.NO_ACCOUNT: (Remedy(HOUSEHOLD, "登记账户"), Remedy(SUSPEND, "本月暂缓")),
    Concern.DEAD_BEFORE: (Remedy(HOUSEHOLD, "登记死亡或变更"), Remedy(AWARD, "看依据")),
    Concern.TWICE: (Remedy(HOUSEHOLD, "看档案"), Remedy(SUSPEND, "本月暂缓")),
    Concern.WORTH_NOTHING: (Remedy(AWARD, "看测算"), Remedy(SUSPEND, "本月暂缓")),
    Concern.AMOUNT_UNKNOWN: (Remedy(AWARD, "看测算"), Remedy(SUSPEND, "本月暂缓")),
    Concern.DIED_NOW: (Remedy(HOUSEHOLD, "登记变更"), Remedy(AWARD, "看依据")),
    Concern.MEMBER_DIED: (Remedy(HOUSEHOLD, "重新核定"), Remedy(AWARD, "看依据")),
    Concern.PAID_TOO_MUCH: (Remedy(RECOVER, "登记追回"), Remedy(AWARD, "看依据")),
    Concern.UNCLEAR: (Remedy(AWARD, "看依据"),),
    Concern.LARGE_CHANGE: (Remedy(AWARD, "看测算"), Remedy(HOUSEHOLD, "看档案")),
}


def notices_of(now: RosterNow, *, may_suspend: bool) -> list[LineNotice]:
    """What needs somebody: what the bank sent back first, then what the roster itself shows."""
    refused = [_of_failure(one) for one in now.failures if one.roster.id == now.roster.id]
    noted = [one for one in now.attention if not (now.roster.is_locked and not _is_held(one))]
    return [*refused, *(_of_attention(one, may_suspend, locked=now.roster.is_locked) for one in noted)]


def _is_held(one: Attention) -> bool:
    return one.line.standing == "hold"


def _of_failure(one: Failure) -> LineNotice:
    fact = f"{one.result.reason or '银行没有写明原因'}。{one.why_not or '账户已更正，可以更正发放'}"
    remedies = (Remedy(HOUSEHOLD, "更正账户"), Remedy(CORRECT, "更正发放"))
    return LineNotice(one.line, f"{one.line.name}　银行退回", "没有到账", fact, Tone.BAD, remedies)


def _of_attention(one: Attention, may_suspend: bool, *, locked: bool) -> LineNotice:  # noqa: FBT001 - a fact
    grade = one.grade
    must = grade.label == "必改"
    word = "没有发" if locked else ("必须处理" if must else grade.label)
    offered = [
        remedy for remedy in _REMEDIES[one.concern] if remedy.key != SUSPEND or (may_suspend and not locked)
    ]
    # Without a household there is only the award to look at.
    remedies = tuple(
        Remedy(AWARD, remedy.label) if remedy.key == HOUSEHOLD and not one.line.household_number else remedy
        for remedy in offered
    )
    tone = Tone.BAD if must and not locked else Tone.WARN
    return LineNotice(one.line, f"{one.line.name}　{one.concern.label}", word, one.fact, tone, remedies)


def counted(notices: Sequence[LineNotice]) -> str:
    """How many of which kind, in words."""
    by_word: dict[str, int] = {}
    for one in notices:
        by_word[one.word] = by_word.get(one.word, 0) + 1
    return "，".join(f"{_KINDS.get(word, word)} {count}" for word, count in by_word.items())


_KINDS = {"必须处理": "必改", "没有到账": "退回", "没有发": "没发"}
