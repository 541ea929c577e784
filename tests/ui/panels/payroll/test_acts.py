"""The one thing to do next, for whom, and why not."""

from __future__ import annotations

from pathlib import Path

import pytest

from minzheng_desk.desk.desk import Desk
from minzheng_desk.kernel.period import Month
from minzheng_desk.kernel.permissions import Permission
from minzheng_desk.payroll.course import course_of
from minzheng_desk.payroll.operations import close_roster, note_bank_file
from minzheng_desk.ui.panels.payroll.acts import Act, next_act
from minzheng_desk.ui.panels.payroll.asked import Place
from minzheng_desk.ui.panels.payroll.course_steps import steps_of
from minzheng_desk.ui.panels.payroll.others import other_acts
from minzheng_desk.ui.widgets.stepper import StepState
from payroll.answering import answer, book
from payroll.paying import a_household, an_account, an_award, drawn_up, granted, lock, paid_out
from ui.panels.payroll.conftest import NOVEMBER, seen, with_leader


def act(desk: Desk, month: Month = NOVEMBER, correction: int = 0) -> Act:
    return next_act(seen(desk, month=month, correction=correction), desk.actor.permissions)


def said(desk: Desk) -> list[tuple[str, str, StepState]]:
    return [(step.title, step.note, step.state) for step in steps_of(seen(desk))]


def test_nobody_in_payment_is_said_beside_the_button(office: Desk) -> None:
    assert ("生成名册", "还没有人在享按月发放的待遇") == (act(office).label, act(office).why_not)


def test_a_month_behind_an_open_one_waits_for_it(office: Desk) -> None:
    granted(office, "张三")
    drawn_up(office, "2026-10")
    assert "先锁定 2026年10月的名册" == act(office).why_not


def test_the_maker_is_told_in_advance_who_else_locks(office: Desk) -> None:
    granted(office, "张三")
    assert ("生成名册", "") == (act(office).label, act(office).why_not)
    drawn_up(office, "2026-11")
    assert ("锁定", "制表人不能锁定，请换 张伟（Ctrl+L）") == (act(office).label, act(office).why_not)
    assert "不能由同一个人锁定" in act(office).detail
    leader = with_leader(office)
    assert ("锁定", "") == (act(leader).label, act(leader).why_not)
    assert ("锁定", "须换人：张伟", StepState.CURRENT) == said(office)[2]


def test_whoever_may_not_take_a_step_reads_who_may(office: Desk) -> None:
    granted(office, "张三")
    reader = with_leader(office, Permission.READ)
    assert "生成名册由李敏办理" == act(reader).why_not


def test_lines_to_mend_are_counted_and_stop_nobody(office: Desk) -> None:
    granted(office, "张三")
    household, person = a_household(office, "李四")
    an_award(office, household, person)
    drawn_up(office, "2026-11")
    found = act(with_leader(office))
    assert ("锁定", "", "还有 1 条必改") == (found.label, found.why_not, found.hint)
    assert ("核对异常", "剩 1 条必改", StepState.BLOCKED) == said(office)[1]


def test_what_changed_after_drawing_up_asks_for_a_new_one(office: Desk) -> None:
    granted(office, "张三")
    household, person = a_household(office, "李四")
    an_award(office, household, person)
    drawn_up(office, "2026-11")
    an_account(office, person)
    found = act(office)
    assert ("重新生成", "生成后有 1 行变动") == (found.label, found.hint)
    assert {"正常", "有变动"} == {
        row.state if isinstance(row.state, str) else row.state.text for row in seen(office).now.rows
    }


def test_the_steps_follow_each_other_to_the_close(office: Desk, tmp_path: Path) -> None:
    granted(office, "张三")
    view = drawn_up(office, "2026-11")
    locked = lock(office, view.roster)
    assert "生成银行文件" == act(office).label
    office.run(note_bank_file, locked, "报送柳溪农商行")
    assert "导入回盘" == act(office).label
    book(office, locked, answer(tmp_path, view))
    assert ("月结", "") == (act(office).label, act(office).why_not)
    office.run(close_roster, locked, closed_by="张伟", closed_at=office.clock.now())
    assert act(office).why_not.startswith("最低生活保障2026年11月名册已由张伟月结")
    assert 5 == len(office.ask(course_of, seen(office).now.roster))


def test_whoever_locked_does_not_take_in_the_answer(office: Desk) -> None:
    granted(office, "张三")
    locked = lock(office, drawn_up(office, "2026-11").roster)
    office.run(note_bank_file, locked, "报送柳溪农商行")
    leader = with_leader(office, *Permission)
    assert "锁定的人不能导入回盘，请换 李敏（Ctrl+L）" == act(leader).why_not


def test_what_the_bank_refused_is_corrected_before_the_close(office: Desk, tmp_path: Path) -> None:
    granted(office, "张三")
    granted(office, "李四")
    view = paid_out(office, "2026-11")
    office.run(note_bank_file, view.roster, "报送柳溪农商行")
    book(office, view.roster, answer(tmp_path, view, {"张三": "户名不符"}))
    assert ("更正发放", "1 笔退回还没有更正") == (act(office).label, act(office).hint)
    assert ("月结", "1 笔退回未更正", StepState.BLOCKED) == said(office)[5]


def test_every_other_act_that_cannot_be_done_says_why(office: Desk) -> None:
    granted(office, "张三")
    drawn_up(office, "2026-11")
    found = {one.label: one.why_not for one in other_acts(seen(office), office.actor.permissions)}
    assert "" == found["与上月比较"] == found["重新生成"] == found["多发追回"]
    assert "锁定以后" == found["生成银行文件"] == found["导入回盘"] == found["更正发放"]
    assert "本月没有未发放的" == found["打印本月未发放明细"]


@pytest.mark.parametrize("written", ["202611/dibao", "2026-11/dibao"])
def test_a_place_is_read_as_pages_and_people_write_it(written: str) -> None:
    assert Place(NOVEMBER, "dibao") == Place.parse(written)


@pytest.mark.parametrize("written", ["", "dibao", "202613/dibao", "2026-1", "二〇二六11"])
def test_what_is_no_place_is_none(written: str) -> None:
    assert Place.parse(written) is None


def test_a_place_is_written_as_it_is_read() -> None:
    place = Place(NOVEMBER, "dibao", 2)
    assert "202611/dibao/2" == place.key
    assert place == Place.parse(place.key)
