"""What presses: one line for things of one sort that fall due in the same stretch."""

from __future__ import annotations

from datetime import date

import pytest

from minzheng_desk.benefits.pressing import Pressing, Stretch, pressing_today
from minzheng_desk.benefits.today import deaths_in_payment
from minzheng_desk.desk.desk import Desk
from minzheng_desk.households.operations.events import report_death
from payroll.paying import a_household, an_award, policy

SATURDAY = date(2026, 11, 21)


def pressed(desk: Desk) -> tuple[Pressing, ...]:
    deaths = desk.ask(deaths_in_payment, policy(), SATURDAY)
    return desk.ask(pressing_today, policy(), SATURDAY, deaths)


@pytest.mark.parametrize(
    ("due_on", "stretch"),
    [
        (date(2026, 11, 20), Stretch.OVERDUE),
        (SATURDAY, Stretch.TODAY),
        (date(2026, 11, 22), Stretch.THIS_WEEK),
        (date(2026, 11, 23), Stretch.LATER),
    ],
)
def test_a_week_ends_with_sunday(due_on: date, stretch: Stretch) -> None:
    assert stretch is Stretch.of(due_on, SATURDAY)


def test_things_of_one_sort_are_one_line_with_their_villages(memory_desk: Desk) -> None:
    for day in (3, 20):
        a_household(memory_desk, "王奶奶", born_on=date(1946, 11, day))
    (line,) = pressed(memory_desk)
    assert ("age", date(2026, 11, 3), 2, "") == (line.sort, line.due_on, line.things, line.name)
    assert (Stretch.OVERDUE, False) == (line.stretch, line.of_households)
    assert [2] == [count for _, count in line.villages]


def test_a_single_thing_names_who_it_is_and_the_household(memory_desk: Desk) -> None:
    household, _ = a_household(memory_desk, "王奶奶", born_on=date(1946, 11, 30))
    (line,) = pressed(memory_desk)
    assert ("age", "王奶奶", household.number) == (line.sort, line.name, line.household_number)
    assert line.about.startswith("满 80 周岁")


def test_the_dead_who_are_paid_on_stand_before_all_else_that_is_overdue(memory_desk: Desk) -> None:
    a_household(memory_desk, "张三", born_on=date(1946, 11, 3))
    household, head = a_household(memory_desk, "王奶奶", born_on=date(1930, 1, 1))
    an_award(memory_desk, household, head, "2026-01", "80", programme="old_age_allowance")
    memory_desk.run(report_death, head, date(2026, 9, 3), "殡葬信息")
    lines = pressed(memory_desk)
    assert ["death", "age"] == [line.sort for line in lines]
