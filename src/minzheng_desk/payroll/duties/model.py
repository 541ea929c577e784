"""Maker and checker of a roster: one rule, and the one exception from it that an office can put on record."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from minzheng_desk.kernel.errors import DeskError, InputProblem, NotAllowed, NotNow
from minzheng_desk.kernel.period import Month
from minzheng_desk.kernel.records import Record, day, record, text
from minzheng_desk.payroll.model import (
    EarlierRosterOpen,
    LaterRosterExists,
    Roster,
    RosterAlreadyLocked,
    RosterNotLocked,
)


@record("lone_clerk", "单人办公例外", travels=False)
class LoneClerk(Record):
    """That for a time an office has one person only, who may check what the same person made."""

    reason: str = text("例外理由", max_length=500)
    allowed_by: str = text("批准人", max_length=60)
    since: date = day("例外起始日")
    until: date = day("例外截止日")
    """The first day without it; an exception always ends."""

    def covers(self, on: date) -> bool:
        """Whether it holds on a day."""
        return self.since <= on < self.until


def hindrance_to_draw(label: str, month: Month, known: Iterable[Roster]) -> DeskError | None:
    """What keeps the roster of a programme from being drawn up for a month, None when nothing does; pure.

    Months go in order: none is drawn up behind a later one, nor before an earlier one is locked.
    """
    for roster in known:
        if roster.month > month:
            return LaterRosterExists(programme=label, month=roster.month.label)
        if roster.month == month and roster.is_locked:
            return RosterAlreadyLocked(roster=roster.called)
        if roster.month < month and not roster.is_locked:
            return EarlierRosterOpen(programme=label, month=roster.month.label)
    return None


def hindrance_to_lock(
    roster: Roster, login: str, *, earlier: Iterable[Roster] = (), excepted: LoneClerk | None = None
) -> DeskError | None:
    """What keeps ``login`` from locking a roster, None when nothing does; pure.

    Whoever drew a roster up does not lock it (会计法第二十五条), unless the office has put on record that it
    has one person only. ``earlier`` are the programme's rosters of the months before.
    """
    if roster.is_locked:
        return RosterAlreadyLocked(roster=roster.called)
    for other in earlier:
        if other.month < roster.month and not other.is_locked:
            return EarlierRosterOpen(programme=other.programme_label, month=other.month.label)
    if roster.drawn_up_login and roster.drawn_up_login == login and excepted is None:
        return MakerMayNotCheck(roster=roster.called, maker=roster.drawn_up_by or login)
    return None


def why_not_lock(
    roster: Roster, login: str, *, earlier: Iterable[Roster] = (), excepted: LoneClerk | None = None
) -> str:
    """What `hindrance_to_lock` finds, as a sentence to stand beside the button; empty when nothing does."""
    found = hindrance_to_lock(roster, login, earlier=earlier, excepted=excepted)
    return f"{found}{found.advice}" if found else ""


def hindrance_to_book(roster: Roster, login: str, *, excepted: LoneClerk | None = None) -> DeskError | None:
    """What keeps ``login`` from taking in the bank's answer for a roster, None when nothing does; pure.

    Whoever approved a payment is not the one to say that it arrived (会计法第二十五条).
    """
    if not roster.is_locked:
        return RosterNotLocked(roster=roster.called, act="导入回盘")
    if roster.locked_login and roster.locked_login == login and excepted is None:
        return ApproverMayNotBook(roster=roster.called, approver=roster.locked_by or login)
    return None


def hindrance_to_close(roster: Roster, corrections: Iterable[Roster], failed: int) -> DeskError | None:
    """What keeps the month of a roster from being closed, None when nothing does; pure.

    ``failed`` is how many payments the bank sent back that no correction has taken up.
    """
    if roster.closed_at is not None:
        return RosterAlreadyClosed(roster=roster.called, closed_by=roster.closed_by)
    if not roster.is_locked:
        return RosterNotLocked(roster=roster.called, act="月结")
    for one in corrections:
        if not one.is_locked:
            return CorrectionOpen(roster=one.called)
    return FailuresOpen(roster=roster.called, count=failed) if failed else None


def why_not_close(roster: Roster, corrections: Iterable[Roster], failed: int) -> str:
    """What `hindrance_to_close` finds, as a sentence to stand beside the button; empty when nothing does."""
    found = hindrance_to_close(roster, corrections, failed)
    return f"{found}{found.advice}" if found else ""


class RosterAlreadyClosed(NotNow):
    """A month is closed once."""

    text = "{roster}已由{closed_by}月结，不能再改。"
    remedy = "要更正的，请在之后月份的名册中补发，或登记追回。"


class CorrectionOpen(NotNow):
    """A correction still waits to be locked."""

    text = "{roster}还没有锁定，不能月结。"
    remedy = "请先核对并锁定更正发放，或重新生成。"


class FailuresOpen(NotNow):
    """What the bank sent back waits to be paid once more."""

    text = "{roster}还有 {count} 笔银行退回没有更正，不能月结。"
    remedy = "请先更正账户、办理更正发放。"


class MakerMayNotCheck(NotAllowed):
    """Whoever drew a roster up does not lock it."""

    text = "{roster}是{maker}制表的，不能由同一个人锁定。"
    remedy = "请分管领导或另一位有锁定权限的人登录后锁定；确实只有一个人的，请先登记单人办公例外。"


class ApproverMayNotBook(NotAllowed):
    """Whoever locked a roster does not take in what the bank answers."""

    text = "{roster}是{approver}锁定的，不能由同一个人导入回盘。"
    remedy = "请经办员或发放员用自己的用户名登录后导入；确实只有一个人的，请先登记单人办公例外。"


class ExceptionEmpty(InputProblem):
    """An exception says why, who allowed it and until when."""

    text = "单人办公例外没有写{lacking}，没有登记。"
    remedy = "请写明理由、批准人和截止日期（最长一年）。"


class AnotherMayLock(NotNow):
    """Where another person may lock rosters, no exception is needed."""

    text = "{name}也可以锁定名册，不需要单人办公例外，没有登记。"
    remedy = "请由他登录锁定；他已离岗的，请先停用他的用户。"
