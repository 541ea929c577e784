"""People found as somebody types, with what they are paid."""

from __future__ import annotations

from datetime import date

from minzheng_desk.benefits.finding import FoundPerson, find_with_benefits
from minzheng_desk.benefits.operations import end
from minzheng_desk.desk.desk import Desk
from minzheng_desk.households.operations.events import report_death
from minzheng_desk.kernel.period import Month
from payroll.paying import a_household, an_award, policy

DAY = date(2026, 11, 21)


def found(desk: Desk, query: str, **more: object) -> tuple[FoundPerson, ...]:
    return desk.ask(find_with_benefits, query, policy(), DAY, **more)  # type: ignore[arg-type]


def test_a_benefit_of_the_household_is_every_members_and_ones_own_is_ones_own(memory_desk: Desk) -> None:
    household, head = a_household(memory_desk, "王奶奶", "王小二")
    an_award(memory_desk, household, head, "2026-01")
    an_award(memory_desk, household, head, "2026-01", "80", programme="old_age_allowance")
    paid = {one.name: one.programmes for one in found(memory_desk, "王")}
    assert {"王奶奶": ("最低生活保障", "高龄津贴"), "王小二": ("最低生活保障",)} == paid


def test_of_the_number_no_more_than_the_tail_is_told(memory_desk: Desk) -> None:
    household, head = a_household(memory_desk, "王奶奶")
    (one,) = found(memory_desk, str(head.id_number))
    assert (str(head.id_number)[-4:], household.number, head.sex) == (
        one.id_tail,
        one.household_number,
        one.sex,
    )
    assert str(head.id_number) not in repr(one)


def test_who_was_paid_once_and_who_died_is_told(memory_desk: Desk) -> None:
    household, head = a_household(memory_desk, "王奶奶")
    award = an_award(memory_desk, household, head, "2026-01")
    memory_desk.run(end, award, Month(2026, 11), "voluntary")
    memory_desk.run(report_death, head, date(2026, 11, 3), "殡葬信息")
    (one,) = found(memory_desk, "王奶奶")
    assert ((), True, date(2026, 11, 3)) == (one.programmes, one.was_paid, one.died_on)


def test_just_that_name_comes_first_then_who_is_paid_then_whom_one_had_open(memory_desk: Desk) -> None:
    homes = {name: a_household(memory_desk, name) for name in ("王芳芳", "王芳一", "王芳", "王芳二")}
    an_award(memory_desk, *homes["王芳二"], "2026-01")
    recent = [homes["王芳一"][0].number]
    names = [one.name for one in found(memory_desk, "王芳", recent=recent)]
    assert ["王芳", "王芳二", "王芳一", "王芳芳"] == names
