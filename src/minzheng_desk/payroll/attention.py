"""Which lines of a roster need a person before it is locked, and why: 必改 and 请确认; pure.

A line that must be mended is not paid as it stands, or would go where the bank has just refused it. A line to
confirm is paid, but differs from what people expect.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import Enum
from fractions import Fraction
from typing import NamedTuple

from minzheng_desk.kernel.money import shown
from minzheng_desk.payroll import drawing
from minzheng_desk.payroll.model import Difference, RosterLine, Standing

LARGE_CHANGE = Fraction(1, 5)
"""From which part of last month's amount on a change is looked at; the offices' custom, no rule of law."""


class Grade(Enum):
    """How much a line asks of the clerk."""

    MEND = "mend"
    CONFIRM = "confirm"

    @property
    def label(self) -> str:
        """What people call it."""
        return {"mend": "必改", "confirm": "请确认"}[self.value]


class Concern(Enum):
    """What is the matter with a line."""

    SENT_BACK = "sent_back"
    NO_ACCOUNT = "no_account"
    DEAD_BEFORE = "dead_before"
    TWICE = "twice"
    WORTH_NOTHING = "worth_nothing"
    AMOUNT_UNKNOWN = "amount_unknown"
    DIED_NOW = "died_now"
    MEMBER_DIED = "member_died"
    PAID_TOO_MUCH = "paid_too_much"
    UNCLEAR = "unclear"
    LARGE_CHANGE = "large_change"

    @property
    def label(self) -> str:
        """What people call it."""
        return _LABELS[self]

    @property
    def grade(self) -> Grade:
        """Whether it must be mended, or only confirmed."""
        return Grade.MEND if self in _TO_MEND else Grade.CONFIRM


_LABELS = {
    Concern.SENT_BACK: "上次退回",
    Concern.NO_ACCOUNT: "缺账户",
    Concern.DEAD_BEFORE: "领款人已去世",
    Concern.TWICE: "疑似重复",
    Concern.WORTH_NOTHING: "金额为零",
    Concern.AMOUNT_UNKNOWN: "金额定不下来",
    Concern.DIED_NOW: "领款人本月去世",
    Concern.MEMBER_DIED: "家里有人去世",
    Concern.PAID_TOO_MUCH: "曾多发",
    Concern.UNCLEAR: "有月份金额不明",
    Concern.LARGE_CHANGE: "变动较大",
}
_TO_MEND = frozenset(
    {
        Concern.SENT_BACK,
        Concern.NO_ACCOUNT,
        Concern.DEAD_BEFORE,
        Concern.TWICE,
        Concern.WORTH_NOTHING,
        Concern.AMOUNT_UNKNOWN,
    }
)
_SAID_OF_HELD = (
    (Concern.DEAD_BEFORE, drawing.DEAD_BEFORE),
    (Concern.TWICE, drawing.TWICE),
    (Concern.WORTH_NOTHING, drawing.WORTH_NOTHING),
    (Concern.NO_ACCOUNT, drawing.NO_ACCOUNT),
)
_SAID_OF_PAID = (
    (Concern.DIED_NOW, drawing.DIED_NOW),
    (Concern.MEMBER_DIED, drawing.MEMBER_DIED),
    (Concern.PAID_TOO_MUCH, drawing.PAID_TOO_MUCH),
    (Concern.UNCLEAR, drawing.UNCLEAR),
)


class SentBack(NamedTuple):
    """Where a payment that the bank sent back had gone, and what the bank said."""

    account: str
    reason: str


class Attention(NamedTuple):
    """One line with the gravest thing that is the matter with it."""

    line: RosterLine
    concern: Concern
    fact: str
    """What it is in figures and words."""

    @property
    def grade(self) -> Grade:
        """Whether it must be mended, or only confirmed."""
        return self.concern.grade


def attention(lines: Iterable[RosterLine], sent_back: Mapping[str, SentBack]) -> tuple[Attention, ...]:
    """The lines that need a person, those to mend first, each kind in the order of the roster.

    ``sent_back`` holds, by award, the payments of earlier months that the bank refused and that nothing has
    replaced.
    """
    found = [one for line in lines if (one := attention_to(line, sent_back.get(line.award_id))) is not None]
    return tuple(sorted(found, key=lambda one: one.grade is not Grade.MEND))


def attention_to(line: RosterLine, sent_back: SentBack | None = None) -> Attention | None:
    """What is the matter with one line; None when it may go as it stands."""
    if line.standing == Standing.HOLD.value:
        return _of_held(line)
    if line.standing != Standing.PAY.value:
        return None
    if sent_back is not None and sent_back.account == line.account:
        fact = f"银行原因：{sent_back.reason or '没有写明'}。账户还没有更正"
        return Attention(line, Concern.SENT_BACK, fact)
    for concern, words in _SAID_OF_PAID:
        if words in line.reason:
            return Attention(line, concern, line.reason)
    return Attention(line, Concern.LARGE_CHANGE, _change(line)) if is_large_change(line) else None


def is_suspended(line: RosterLine) -> bool:
    """Whether a line is held by a decision, which needs nobody."""
    return line.standing == Standing.HOLD.value and drawing.SUSPENDED in line.reason


def is_large_change(line: RosterLine) -> bool:
    """Whether a line pays much more or much less than last month.

    Less because last month held arrears is expected, and so is nothing at all last month.
    """
    before = line.previous_amount
    if not before:
        return False
    risen = line.amount - before
    falls = risen < 0 and line.difference == Difference.LOWERED.value
    return (risen > 0 or falls) and abs(risen) > before * LARGE_CHANGE


def _of_held(line: RosterLine) -> Attention | None:
    if is_suspended(line):
        return None
    for concern, words in _SAID_OF_HELD:
        if words in line.reason:
            return Attention(line, concern, line.reason)
    return Attention(line, Concern.AMOUNT_UNKNOWN, line.reason)


def _change(line: RosterLine) -> str:
    told = f"{shown(line.previous_amount)} → {shown(line.amount)}" if line.previous_amount is not None else ""
    return f"{told}，{line.reason}" if line.reason else told
