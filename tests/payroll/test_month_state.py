"""How far a month is, what it pays, and what changed in it."""

from __future__ import annotations

from minzheng_desk.benefits.operations import end
from minzheng_desk.desk.desk import Desk
from minzheng_desk.kernel.money import Money, yuan
from minzheng_desk.kernel.period import Month
from minzheng_desk.payroll.month_state import (
    MonthChanges,
    ProgrammeMonth,
    Stage,
    changed_most,
    changes_in,
    month_state,
    months_paid,
    returned_payments,
)
from minzheng_desk.payroll.operations import note_bank_file
from payroll.paying import OLD_AGE, drawn_up, granted, lock, paid_out, policy

NOVEMBER = Month(2026, 11)


def state(desk: Desk, month: Month = NOVEMBER) -> tuple[ProgrammeMonth, ...]:
    return desk.ask(month_state, policy(), month)


def test_a_programme_that_pays_is_listed_before_its_roster_is_drawn_up(memory_desk: Desk) -> None:
    assert () == state(memory_desk)
    granted(memory_desk, "张三")
    (row,) = state(memory_desk)
    assert ("dibao", 1, None, (), None) == (
        row.programme,
        row.awards,
        row.roster_id,
        row.done,
        row.difference,
    )


def test_each_step_of_a_month_shows_as_done(memory_desk: Desk) -> None:
    granted(memory_desk, "张三")
    roster = drawn_up(memory_desk, "2026-11").roster
    assert (Stage.DRAWN_UP,) == state(memory_desk)[0].done
    lock(memory_desk, roster)
    assert (Stage.DRAWN_UP, Stage.LOCKED) == state(memory_desk)[0].done
    memory_desk.run(note_bank_file, roster, "报送柳溪农商行")
    assert (Stage.DRAWN_UP, Stage.LOCKED, Stage.SENT) == state(memory_desk)[0].done
    assert () == state(memory_desk, NOVEMBER.next)[0].done


def test_programmes_stand_in_the_order_of_the_policy_with_what_they_pay_more(memory_desk: Desk) -> None:
    granted(memory_desk, "张三")
    granted(memory_desk, "李四", since="2026-11", base="300")
    granted(memory_desk, "王奶奶", base="80", programme=OLD_AGE)
    paid_out(memory_desk, "2026-10")
    drawn_up(memory_desk, "2026-11")
    rows = state(memory_desk)
    assert ["dibao", OLD_AGE] == [row.programme for row in rows]
    assert (yuan("820"), yuan("300")) == (rows[0].total, rows[0].difference)
    assert (None, 1) == (rows[1].roster_id, rows[1].awards)


def test_the_last_twelve_months_come_oldest_first_and_an_empty_one_is_none(memory_desk: Desk) -> None:
    granted(memory_desk, "张三")
    paid_out(memory_desk, "2026-10")
    drawn_up(memory_desk, "2026-11")
    months = memory_desk.ask(months_paid, NOVEMBER)
    assert (Month(2025, 12), NOVEMBER, 12) == (months[0].month, months[-1].month, len(months))
    assert [Money(0)] * 10 + [yuan("520")] * 2 == [one.total for one in months]


def test_the_changes_of_a_month_are_counted_by_sort(memory_desk: Desk) -> None:
    leaving = granted(memory_desk, "张三")
    granted(memory_desk, "李四")
    paid_out(memory_desk, "2026-10")
    granted(memory_desk, "王五", since="2026-11")
    memory_desk.run(end, leaving, NOVEMBER, "voluntary")
    drawn_up(memory_desk, "2026-11")
    changes = memory_desk.ask(changes_in, NOVEMBER)
    assert (MonthChanges(1, 1, 0, 0), 2) == (changes, changes.total)
    assert {"new": "dibao", "stopped": "dibao"} == memory_desk.ask(changed_most, NOVEMBER)


def test_without_an_answer_of_the_bank_nothing_was_returned(memory_desk: Desk) -> None:
    granted(memory_desk, "张三")
    paid_out(memory_desk, "2026-11")
    assert (0, Money(0)) == memory_desk.ask(returned_payments)
