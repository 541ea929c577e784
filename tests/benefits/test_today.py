"""Benefits of the dead, and benefits that nobody knows where to send."""

from __future__ import annotations

from datetime import date

import pytest

from minzheng_desk.benefits.operations import end
from minzheng_desk.benefits.today import DeathInPayment, deaths_in_payment, without_account
from minzheng_desk.desk.desk import Desk
from minzheng_desk.households.operations.events import report_death
from minzheng_desk.kernel.money import yuan
from minzheng_desk.kernel.period import Month
from payroll.paying import a_household, an_account, an_award, person_called, policy

DAY = date(2026, 11, 21)


def found(desk: Desk) -> list[DeathInPayment]:
    return desk.ask(deaths_in_payment, policy(), DAY)


@pytest.mark.parametrize(
    ("died_on", "due_on"),
    [(date(2026, 11, 3), date(2026, 11, 30)), (date(2026, 8, 3), date(2026, 8, 31))],
)
def test_a_benefit_of_ones_own_ends_with_the_month_of_death(
    memory_desk: Desk, died_on: date, due_on: date
) -> None:
    household, head = a_household(memory_desk, "王奶奶")
    an_award(memory_desk, household, head, "2026-01", "80", programme="old_age_allowance")
    assert [] == found(memory_desk)
    memory_desk.run(report_death, head, died_on, "殡葬信息")
    (death,) = found(memory_desk)
    assert (due_on, yuan("80"), "王奶奶") == (death.due_on, death.at_stake, death.name)
    assert household.region_code == death.region_code


def test_a_benefit_that_ended_after_the_death_is_settled(memory_desk: Desk) -> None:
    household, head = a_household(memory_desk, "王奶奶")
    award = an_award(memory_desk, household, head, "2026-01", "80", programme="old_age_allowance")
    memory_desk.run(report_death, head, date(2026, 11, 3), "殡葬信息")
    memory_desk.run(end, award, Month(2026, 12), "death")
    assert [] == found(memory_desk)


def test_the_household_of_a_dead_member_is_to_be_settled_within_three_months(memory_desk: Desk) -> None:
    household, head = a_household(memory_desk, "张三", "李四")
    award = an_award(memory_desk, household, head, "2026-01", "1001", persons=2)
    memory_desk.run(report_death, person_called(memory_desk, award, "李四"), date(2026, 11, 3), "家属申报")
    (death,) = found(memory_desk)
    assert (date(2027, 2, 3), yuan("500.50"), "李四") == (death.due_on, death.at_stake, death.name)
    assert "一（三）" == death.source.clause


def test_an_amount_found_after_the_death_counts_the_dead_no_more(memory_desk: Desk) -> None:
    household, head = a_household(memory_desk, "张三", "李四")
    before = date(2026, 10, 20)
    award = an_award(memory_desk, household, head, "2026-11", "1000")
    memory_desk.run(report_death, person_called(memory_desk, award, "李四"), before, "家属申报")
    assert [] == found(memory_desk)


def test_who_pays_to_no_account_is_listed_once_for_every_benefit(memory_desk: Desk) -> None:
    household, head = a_household(memory_desk, "张三")
    an_award(memory_desk, household, head, "2026-01")
    an_award(memory_desk, household, head, "2026-01", "80", programme="old_age_allowance")
    an_award(memory_desk, *a_household(memory_desk, "李四"), "2027-01")
    month = Month.of(DAY)
    listed = memory_desk.ask(without_account, policy(), month)
    assert ["dibao", "old_age_allowance"] == [one.programme for one in listed]
    assert {"张三"} == {one.name for one in listed}
    an_account(memory_desk, head)
    assert [] == memory_desk.ask(without_account, policy(), month)
