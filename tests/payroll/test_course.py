"""Who took which step of a roster and when; whether what it rests on is still as it was."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from minzheng_desk.benefits.operations import suspend
from minzheng_desk.desk.desk import Desk
from minzheng_desk.kernel.period import Month
from minzheng_desk.payroll.corrections.operations import draw_correction
from minzheng_desk.payroll.course import course_of, lines_waiting, records_changed_since, whole_month
from minzheng_desk.payroll.month_state import Stage
from minzheng_desk.payroll.operations import note_bank_file
from minzheng_desk.payroll.redrawing import awards_changed
from payroll.answering import answer, book
from payroll.paying import a_household, an_account, an_award, drawn_up, granted, paid_out, policy

NOVEMBER = Month(2026, 11)


def test_each_step_tells_who_took_it_and_when(memory_desk: Desk, tmp_path: Path) -> None:
    granted(memory_desk, "张三")
    view = paid_out(memory_desk, "2026-11")
    memory_desk.run(note_bank_file, view.roster, "报送柳溪农商行")
    book(memory_desk, view.roster, answer(tmp_path, view))
    taken = memory_desk.ask(course_of, view.roster)
    assert [Stage.DRAWN_UP, Stage.LOCKED, Stage.SENT, Stage.ANSWERED] == [one.stage for one in taken]
    assert ("李敏", date(2026, 11, 16)) == (taken[0].by, taken[0].on)
    assert ("张伟", date(2026, 11, 16)) == (taken[1].by, taken[1].on)
    assert (memory_desk.actor.name, memory_desk.clock.today()) == (taken[2].by, taken[2].on)
    assert ("周会计", date(2026, 11, 18)) == (taken[3].by, taken[3].on)


def test_the_bank_file_of_another_month_is_not_taken_for_this_one(memory_desk: Desk) -> None:
    granted(memory_desk, "张三")
    october = paid_out(memory_desk, "2026-10")
    memory_desk.run(note_bank_file, october.roster, "报送柳溪农商行")
    november = drawn_up(memory_desk, "2026-11")
    assert [Stage.DRAWN_UP] == [one.stage for one in memory_desk.ask(course_of, november.roster)]


def test_what_changed_after_drawing_up_is_counted_and_the_award_is_named(memory_desk: Desk) -> None:
    household, person = a_household(memory_desk, "张三")
    award = an_award(memory_desk, household, person)
    view = drawn_up(memory_desk, "2026-11")
    assert 0 == memory_desk.ask(records_changed_since, view.roster)
    assert frozenset() == memory_desk.ask(awards_changed, view.roster, view.lines, policy())
    an_account(memory_desk, person)
    assert 0 < memory_desk.ask(records_changed_since, view.roster)
    assert {award.id} == memory_desk.ask(awards_changed, view.roster, view.lines, policy())
    again = drawn_up(memory_desk, "2026-11")
    assert 0 == memory_desk.ask(records_changed_since, again.roster)


def test_lines_held_for_want_of_something_wait_until_the_roster_is_locked(memory_desk: Desk) -> None:
    granted(memory_desk, "张三")
    held = granted(memory_desk, "赵五")
    household, person = a_household(memory_desk, "李四")
    an_award(memory_desk, household, person)
    memory_desk.run(suspend, held, NOVEMBER, "核查")
    drawn_up(memory_desk, "2026-11")
    assert 1 == memory_desk.ask(lines_waiting)
    paid_out(memory_desk, "2026-11")
    assert 0 == memory_desk.ask(lines_waiting)


def test_what_the_bank_sent_back_waits_until_a_correction_takes_it_up(
    memory_desk: Desk, tmp_path: Path
) -> None:
    granted(memory_desk, "张三")
    view = paid_out(memory_desk, "2026-11")
    book(memory_desk, view.roster, answer(tmp_path, view, {"张三": "银行系统故障"}))
    assert 1 == memory_desk.ask(lines_waiting)
    memory_desk.run(
        draw_correction,
        view.roster,
        drawn_up_by="李敏",
        drawn_up_on=memory_desk.clock.today(),
        resend={view.lines[0].id: "银行答复可以重发"},
    )
    assert 0 == memory_desk.ask(lines_waiting)


def test_a_month_is_its_roster_and_the_corrections(memory_desk: Desk) -> None:
    granted(memory_desk, "张三")
    view = drawn_up(memory_desk, "2026-11")
    assert (view.roster,) == memory_desk.ask(whole_month, view.roster)
