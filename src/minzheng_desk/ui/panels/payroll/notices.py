"""What is said about a line at the side of the roster, and the remedies offered in the same row; pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from minzheng_desk.payroll.attention import Attention, Concern, Grade
from minzheng_desk.payroll.corrections.queries import Failure
from minzheng_desk.payroll.model import Roster, RosterLine, Standing
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
    Concern.DEAD_BEFORE: (Remedy(HOUSEHOLD, "变更或停发"), Remedy(AWARD, "看依据")),
    Concern.TWICE: (Remedy(HOUSEHOLD, "看档案"), Remedy(SUSPEND, "本月暂缓")),
    Concern.WORTH_NOTHING: (Remedy(AWARD, "看测算"), Remedy(SUSPEND, "本月暂缓")),
    Concern.AMOUNT_UNKNOWN: (Remedy(AWARD, "看测算"), Remedy(SUSPEND, "本月暂缓")),
    Concern.DIED_NOW: (Remedy(HOUSEHOLD, "登记变更"), Remedy(AWARD, "看依据")),
    Concern.MEMBER_DIED: (Remedy(HOUSEHOLD, "重新核定"), Remedy(AWARD, "看依据")),
    Concern.PAID_TOO_MUCH: (Remedy(RECOVER, "登记追回"), Remedy(AWARD, "看依据")),
    Concern.UNCLEAR: (Remedy(AWARD, "看依据"),),
    Concern.LARGE_CHANGE: (Remedy(AWARD, "看测算"), Remedy(HOUSEHOLD, "看档案")),
}


class Notices(NamedTuple):
    """What needs somebody: the first of them to be shown, and how many there are of which kind."""

    first: tuple[LineNotice, ...]
    total: int
    counted: str


def notices_of(
    roster: Roster,
    noted: Sequence[Attention],
    failed: Sequence[Failure],
    *,
    most: int,
    may_suspend: bool,
) -> Notices:
    """What needs somebody: what the bank sent back of this roster, then what the roster itself shows."""
    refused = [one for one in failed if one.roster.id == roster.id]
    locked = roster.is_locked
    standing = [one for one in noted if not locked or one.line.standing == Standing.HOLD.value]
    first = [_of_failure(one) for one in refused[:most]]
    room = most - len(first)
    first += [_of_attention(one, locked=locked, may_suspend=may_suspend) for one in standing[:room]]
    mend = sum(one.grade is Grade.MEND for one in standing)
    kinds = (
        ("退回", len(refused)),
        ("没发" if locked else Grade.MEND.label, mend),
        (Grade.CONFIRM.label, len(standing) - mend),
    )
    told = "，".join(f"{kind} {count}" for kind, count in kinds if count)
    return Notices(tuple(first), len(refused) + len(standing), told)


def _of_failure(one: Failure) -> LineNotice:
    fact = f"{one.result.reason or '银行没有写明原因'}。{one.why_not or '账户已更正，可以更正发放'}"
    remedies = (Remedy(HOUSEHOLD, "更正账户"), Remedy(CORRECT, "更正发放"))
    return LineNotice(one.line, f"{one.line.name}　银行退回", "没有到账", fact, Tone.BAD, remedies)


def _of_attention(one: Attention, *, locked: bool, may_suspend: bool) -> LineNotice:
    must = one.grade is Grade.MEND
    word = "没有发" if locked else one.grade.label
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
