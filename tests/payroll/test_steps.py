"""The reasons beside the buttons: each step says why not, in the very words that an attempt would give."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from minzheng_desk.desk.desk import Desk
from minzheng_desk.kernel.errors import DeskError
from minzheng_desk.payroll.model import Roster
from minzheng_desk.payroll.operations import close_roster
from minzheng_desk.payroll.steps import RosterSteps, roster_steps
from payroll.answering import answer, book
from payroll.paying import checker, drawn_up, granted, lock, policy

TODAY = date(2026, 11, 21)


def steps(desk: Desk, roster: Roster, login: str = "li.min") -> RosterSteps:
    return desk.ask(roster_steps, roster, login, TODAY, policy())


def test_before_the_lock_only_drawing_up_and_locking_are_open_and_locking_not_to_the_maker(
    desk: Desk,
) -> None:
    granted(desk)
    roster = drawn_up(desk, "2026-10").roster
    found = steps(desk, roster)
    assert "" == found.why_not_draw_up
    assert "不能由同一个人锁定" in found.why_not_lock
    assert "" == steps(desk, roster, "zhang.wei").why_not_lock
    reasons = (found.why_not_send, found.why_not_book, found.why_not_correct, found.why_not_close)
    assert all("还没有锁定" in reason for reason in reasons)
    assert "还没有锁定" in found.why_not_post


def test_after_the_lock_it_goes_to_the_bank_and_back(desk: Desk, tmp_path: Path) -> None:
    granted(desk)
    view = drawn_up(desk, "2026-10")
    roster = lock(desk, view.roster)
    found = steps(desk, roster)
    assert ("", "", "", "") == (
        found.why_not_send,
        found.why_not_book,
        found.why_not_close,
        found.why_not_post,
    )
    assert "已锁定" in found.why_not_draw_up
    assert "已锁定" in found.why_not_lock
    assert "没有银行退回" in found.why_not_correct
    book(desk, roster, answer(tmp_path, view, {"张三": "账户已销户"}))
    returned = steps(desk, roster)
    assert (1, 0) == (returned.failed, returned.ready)
    assert "账户都还没有更正" in returned.why_not_correct
    assert "还有 1 笔银行退回没有更正" in returned.why_not_close


def test_the_sentence_is_the_one_an_attempt_would_give(desk: Desk, tmp_path: Path) -> None:
    granted(desk)
    roster = drawn_up(desk, "2026-10").roster
    with pytest.raises(DeskError) as attempt:
        checker(desk).run(close_roster, roster, closed_by="张伟", closed_at=desk.clock.now())
    assert f"{attempt.value}{attempt.value.advice}" == steps(desk, roster).why_not_close
