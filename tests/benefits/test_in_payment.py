"""Everybody in payment, and all that is on file about one award."""

from __future__ import annotations

from datetime import date

import pytest

from minzheng_desk.benefits.award_file import AwardFile, award_file
from minzheng_desk.benefits.in_payment import InPayment, Standing, in_payment
from minzheng_desk.benefits.model import AwardReview, Heard
from minzheng_desk.benefits.operations import begin_phase_out, end, record_review, resume, suspend
from minzheng_desk.desk.desk import Desk
from minzheng_desk.kernel.money import Money, yuan
from minzheng_desk.kernel.period import Month
from payroll.paying import a_household, an_award, granted, policy

DAY = date(2026, 11, 21)
NOVEMBER, DECEMBER = Month(2026, 11), Month(2026, 12)


def listed(desk: Desk) -> tuple[InPayment, ...]:
    return desk.ask(in_payment, policy(), DAY)


def file(desk: Desk, award_id: str) -> AwardFile:
    return desk.ask(award_file, award_id, policy(), DAY)


def heard() -> Heard:
    return Heard(date(2026, 11, 10), "本人同意", "家庭收入超过标准")


def test_an_empty_store_pays_nobody(memory_desk: Desk) -> None:
    assert () == listed(memory_desk)


def test_a_row_says_who_where_and_how_much(memory_desk: Desk) -> None:
    granted(memory_desk, "周桂芳", "何长林", base="500", supplement="20", persons=2)
    (row,) = listed(memory_desk)
    assert ("周桂芳", "最低生活保障", 2, yuan("520")) == (row.name, row.label, row.persons, row.monthly)
    assert (Standing.PAID, None, row.monthly) == (row.standing, row.standing_from, row.paid)
    assert row.household_number.startswith("990000101")


def test_the_rows_come_village_by_village(memory_desk: Desk) -> None:
    granted(memory_desk, "乙", village="990000101002")
    granted(memory_desk, "甲", village="990000101001")
    assert ["甲", "乙"] == [row.name for row in listed(memory_desk)]


def test_what_is_suspended_is_worth_something_and_pays_nothing(memory_desk: Desk) -> None:
    award = granted(memory_desk)
    memory_desk.run(suspend, award, NOVEMBER, "联系不上")
    (row,) = listed(memory_desk)
    assert (Standing.SUSPENDED, NOVEMBER) == (row.standing, row.standing_from)
    assert (yuan("520"), Money(0)) == (row.monthly, row.paid)
    memory_desk.run(resume, award, NOVEMBER)
    assert [Standing.PAID] == [row.standing for row in listed(memory_desk)]


def test_what_is_suspended_later_is_paid_until_then_and_says_so(memory_desk: Desk) -> None:
    award = granted(memory_desk)
    memory_desk.run(suspend, award, DECEMBER, "联系不上")
    (row,) = listed(memory_desk)
    assert (Standing.PAUSING, DECEMBER, yuan("520")) == (row.standing, row.standing_from, row.paid)


def test_what_ends_next_month_is_still_listed_and_what_has_ended_is_not(memory_desk: Desk) -> None:
    award = granted(memory_desk)
    ended = memory_desk.run(end, award, DECEMBER, "income", heard=heard()).result
    (row,) = listed(memory_desk)
    assert (Standing.ENDING, NOVEMBER) == (row.standing, row.last_month)
    assert () == memory_desk.ask(in_payment, policy(), date(2026, 12, 1))
    assert ended.until == DECEMBER


def test_what_begins_later_and_what_phases_out_say_so(memory_desk: Desk) -> None:
    household, head = a_household(memory_desk, "张三")
    an_award(memory_desk, household, head, "2026-12", "80", programme="old_age_allowance")
    award = granted(memory_desk, "李四")
    memory_desk.run(
        begin_phase_out, award, policy=policy(), decided_on=date(2026, 10, 9), months=3, reason="找到工作"
    )
    found = {row.name: (row.standing, row.standing_from, row.paid) for row in listed(memory_desk)}
    assert {
        "张三": (Standing.AHEAD, DECEMBER, Money(0)),
        "李四": (Standing.PHASING_OUT, Month(2027, 2), yuan("520")),
    } == found


@pytest.mark.parametrize(("reviewed_on", "due_on"), [(None, date(2027, 9, 20)), (DAY, date(2027, 11, 21))])
def test_a_review_moves_the_day_of_the_next(memory_desk: Desk, reviewed_on: date, due_on: date) -> None:
    award = granted(memory_desk)
    if reviewed_on:
        memory_desk.run(record_review, AwardReview(award_id=award.id, reviewed_on=reviewed_on))
    (row,) = listed(memory_desk)
    assert due_on == row.review_due_on


def test_the_file_of_an_award_tells_month_by_month(memory_desk: Desk) -> None:
    award = granted(memory_desk, since="2026-09")
    memory_desk.run(suspend, award, DECEMBER, "联系不上")
    found = file(memory_desk, award.id)
    assert [
        ("2026-09", yuan("520"), ""),
        ("2026-10", yuan("520"), ""),
        ("2026-11", yuan("520"), ""),
        ("2026-12", 0, "暂停"),
        ("2027-01", 0, "暂停"),
    ] == [(str(one.month), one.paid, one.note) for one in found.months]
    assert found.running_suspension is not None
    assert "最低生活保障" == found.label
