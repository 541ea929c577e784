"""Maker and checker are two people; the office of one is on record, for a time."""

from __future__ import annotations

import dataclasses
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from minzheng_desk.desk.desk import Desk
from minzheng_desk.kernel.period import Month
from minzheng_desk.payroll.duties.model import (
    AnotherMayLock,
    ApproverMayNotBook,
    ExceptionEmpty,
    LoneClerk,
    MakerMayNotCheck,
    why_not_lock,
)
from minzheng_desk.payroll.duties.operations import except_lone_clerk
from minzheng_desk.payroll.duties.queries import why_not_lock_on
from minzheng_desk.payroll.model import Roster
from minzheng_desk.payroll.operations import draw_up_roster, lock_roster
from minzheng_desk.security.operations import add_user, deactivate_user
from payroll.answering import answer, book
from payroll.paying import DIBAO, checker, drawn_up, granted, policy

TODAY = date(2026, 11, 21)
AT = datetime(2026, 11, 21, 2, tzinfo=UTC)
ALONE = LoneClerk(reason="只有一名工作人员", allowed_by="刘镇长", since=TODAY, until=date(2027, 11, 21))


def lock(desk: Desk, roster: Roster) -> Roster:
    return desk.run(lock_roster, roster, locked_by="李敏", locked_at=AT, policy=policy()).result


def test_whoever_drew_a_roster_up_does_not_lock_it_whatever_name_is_given(desk: Desk) -> None:
    granted(desk)
    roster = drawn_up(desk, "2026-10").roster
    assert "li.min" == roster.drawn_up_login
    with pytest.raises(MakerMayNotCheck, match="李敏制表的"):
        desk.run(lock_roster, roster, locked_by="张伟", locked_at=AT, policy=policy())
    assert lock(checker(desk), roster).is_locked


def test_the_window_can_say_so_before_anybody_presses_the_button(desk: Desk) -> None:
    granted(desk)
    roster = drawn_up(desk, "2026-10").roster
    said = desk.ask(why_not_lock_on, roster, "li.min", TODAY)
    assert "不能由同一个人锁定" in said
    assert "请分管领导" in said
    assert "" == desk.ask(why_not_lock_on, roster, "zhang.wei", TODAY)


def test_drawing_up_anew_makes_the_checker_the_maker(desk: Desk) -> None:
    granted(desk)
    drawn_up(desk, "2026-10")
    leader = checker(desk)
    roster = leader.run(
        draw_up_roster, DIBAO, Month(2026, 10), policy=policy(), drawn_up_by="张伟", drawn_up_on=TODAY
    ).result
    with pytest.raises(MakerMayNotCheck):
        lock(leader, roster)
    assert lock(desk, roster).is_locked


def test_the_only_person_of_an_office_may_lock_while_the_exception_on_record_lasts(desk: Desk) -> None:
    granted(desk)
    roster = drawn_up(desk, "2026-10").roster
    desk.run(except_lone_clerk, ALONE)
    assert "" == desk.ask(why_not_lock_on, roster, "li.min", TODAY)
    assert "" != desk.ask(why_not_lock_on, roster, "li.min", ALONE.until)
    assert "" != desk.ask(why_not_lock_on, roster, "li.min", date(2026, 11, 20))
    assert lock(desk, roster).is_locked


def test_no_exception_where_another_person_may_lock(desk: Desk) -> None:
    desk.run(add_user, "zhang.wei", "张伟", ["approver"], TODAY)
    desk.run(add_user, "he", "何平", ["administrator"], TODAY)
    with pytest.raises(AnotherMayLock, match="张伟也可以锁定名册"):
        desk.run(except_lone_clerk, ALONE)
    desk.run(deactivate_user, "zhang.wei")
    assert "刘镇长" == desk.run(except_lone_clerk, ALONE).result.allowed_by


@pytest.mark.parametrize(
    ("changed", "lacking"),
    [
        ({"reason": " "}, "理由"),
        ({"allowed_by": ""}, "批准人"),
        ({"until": TODAY}, "截止日期"),
        ({"until": date(2027, 11, 22)}, "截止日期"),
    ],
)
def test_an_exception_says_why_by_whom_and_until_when(
    memory_desk: Desk, changed: dict[str, object], lacking: str
) -> None:
    with pytest.raises(ExceptionEmpty, match=lacking):
        memory_desk.run(except_lone_clerk, dataclasses.replace(ALONE, **changed))  # type: ignore[arg-type]


def test_a_locked_roster_and_an_earlier_open_month_are_said_too(desk: Desk) -> None:
    granted(desk)
    october = drawn_up(desk, "2026-10").roster
    later = dataclasses.replace(october, month=Month(2026, 11))
    assert "2026年10月名册还没有锁定" in why_not_lock(later, "zhang.wei", earlier=[october])
    locked = lock(checker(desk), october)
    assert "已锁定" in why_not_lock(locked, "zhang.wei")


def test_whoever_locked_a_roster_does_not_take_in_the_banks_answer(desk: Desk, tmp_path: Path) -> None:
    granted(desk)
    view = drawn_up(desk, "2026-10")
    leader = checker(desk)
    roster = lock(leader, view.roster)
    file = answer(tmp_path, view)
    with pytest.raises(ApproverMayNotBook, match="不能由同一个人导入回盘"):
        book(leader, roster, file)
    assert 1 == book(desk, roster, file).bank_return.paid


def test_the_only_person_of_an_office_may_take_it_in_as_well(desk: Desk, tmp_path: Path) -> None:
    granted(desk)
    view = drawn_up(desk, "2026-10")
    desk.run(except_lone_clerk, dataclasses.replace(ALONE, since=date(2026, 11, 1), until=date(2027, 11, 1)))
    roster = lock(desk, view.roster)
    assert 1 == book(desk, roster, answer(tmp_path, view)).bank_return.paid
