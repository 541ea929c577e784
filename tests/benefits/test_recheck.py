"""What is paid beside what is assessed: every difference has its cause, everybody is counted once."""

from __future__ import annotations

import dataclasses
from datetime import date

import pytest

from minzheng_desk.benefits.differences import Cause, Change
from minzheng_desk.benefits.model import Amounts, Award
from minzheng_desk.benefits.operations import revise_amount
from minzheng_desk.benefits.recheck import Recheck, recheck
from minzheng_desk.desk.desk import Desk
from minzheng_desk.eligibility.assessing import assess_each
from minzheng_desk.eligibility.model import Outcome
from minzheng_desk.eligibility.operations import recognise
from minzheng_desk.eligibility.queries import facts_of_all
from minzheng_desk.households.evidence.model import (
    INDICATORS,
    Circumstance,
    PropertyCheck,
    SelfCareAssessment,
)
from minzheng_desk.households.model import Asset, Expense, Household, Income, Person
from minzheng_desk.households.operations import events
from minzheng_desk.households.operations.facts import correct, record_fact
from minzheng_desk.households.operations.registering import revise_household
from minzheng_desk.households.queries import members_of
from minzheng_desk.kernel.errors import Cancelled
from minzheng_desk.kernel.money import Money, yuan
from minzheng_desk.kernel.period import Month
from payroll.paying import OLD_AGE, a_household, an_award, policy

DAY = date(2026, 11, 21)


def with_income(desk: Desk, household: Household, monthly: str) -> Income:
    income = Income(household_id=household.id, kind="wage", amount=yuan(monthly), months=1)
    return desk.run(record_fact, income).result  # type: ignore[return-value]


def within_limits(desk: Desk, household: Household) -> None:
    asset = Asset(household_id=household.id, kind="cash", amount=Money(0))
    desk.run(record_fact, asset)


def on_dibao(desk: Desk, *names: str) -> tuple[Household, Award]:
    """A rural couple with 560 yuan a month, which is paid the 320 yuan that this comes to."""
    household, head = a_household(desk, *(names or ("张三", "李四")))
    within_limits(desk, household)
    with_income(desk, household, "560")
    return household, an_award(desk, household, head, "2026-03", "320", persons=2)


def checked(desk: Desk, on: date = DAY) -> Recheck:
    return desk.ask(recheck, policy(), on)


def test_an_award_that_agrees_is_counted_and_not_listed(desk: Desk) -> None:
    on_dibao(desk)
    found = checked(desk)
    assert (1, 1, []) == (found.households, found.agreeing, found.differences)
    assert "dibao" not in {one.programme for one in found.unpaid}


def test_an_income_that_rose_lowers_the_award_and_says_so(desk: Desk) -> None:
    household, award = on_dibao(desk)
    with_income(desk, household, "100")
    (one,) = checked(desk).differences
    assert (Change.LOWER, 32000, 22000, -10000) == (one.change, one.paid, one.assessed, one.moved)
    assert award.id == one.award_id


def test_the_cause_is_the_income_where_the_figure_then_is_on_file(memory_desk: Desk) -> None:
    household, award = on_dibao(memory_desk)
    with_income(memory_desk, household, "100")
    memory_desk.run(
        revise_amount,
        award,
        Month(2026, 4),
        Amounts(yuan("320")),
        persons=2,
        reason="核定",
        household_income=yuan("560"),
    )
    (one,) = checked(memory_desk).differences
    assert ((Cause.INCOME,), Change.LOWER) == (one.causes, one.change)


def test_a_death_is_the_cause_and_not_merely_the_number_of_members(memory_desk: Desk) -> None:
    household, _ = on_dibao(memory_desk)
    dead = next(m for m in memory_desk.ask(members_of, household.id) if m.person_id != household.head_id)
    person = memory_desk.ask(lambda reader: reader.get(Person, dead.person_id))
    memory_desk.run(events.report_death, person, date(2026, 11, 12), "医院")
    (one,) = checked(memory_desk).differences
    assert Cause.DEATH in one.causes
    assert Cause.MEMBERS not in one.causes
    assert Change.STOP is one.change
    assert any("低保标准" in reason and "《" in reason for reason in one.reasons)
    before = checked(memory_desk, date(2026, 11, 11))
    assert (1, []) == (before.agreeing, before.differences)


def test_an_award_of_the_dead_is_found_though_nobody_is_left(memory_desk: Desk) -> None:
    household, person = a_household(memory_desk, "王奶奶", born_on=date(1930, 5, 1))
    an_award(memory_desk, household, person, "2026-03", "100", programme=OLD_AGE)
    memory_desk.run(events.report_death, person, date(2026, 8, 20), "殡仪馆")
    (one,) = checked(memory_desk).differences
    assert ((Cause.DEATH,), Change.STOP, -10000) == (one.causes, one.change, one.moved)


def test_a_closed_household_is_found(memory_desk: Desk) -> None:
    household, _ = on_dibao(memory_desk)
    memory_desk.run(events.close_household, household, date(2026, 10, 1), "迁出")
    (one,) = checked(memory_desk).differences
    assert ((Cause.LEFT,), Change.STOP) == (one.causes, one.change)


def test_a_margin_family_that_nobody_has_recognised_is_listed_without_an_amount(desk: Desk) -> None:
    household, head = a_household(desk, "张三", "李四")
    within_limits(desk, household)
    with_income(desk, household, "1000")
    (one,) = checked(desk).unpaid
    assert ("dibao_margin", Change.GRANT, head.id, None) == (
        one.programme,
        one.change,
        one.person_id,
        one.assessed,
    )
    assert any("低于低保边缘线" in reason and "《" in reason for reason in one.reasons)
    assert 0 == one.moved

    (found,) = assess_each(["dibao_margin"], desk.ask(facts_of_all, DAY), policy(), DAY)
    desk.run(recognise, found, "张局")
    assert "dibao_margin" not in {each.programme for each in checked(desk).unpaid}


def test_what_one_member_fits_for_keeps_no_family_from_the_list(memory_desk: Desk) -> None:
    household, head = a_household(memory_desk, "张三", "李四", born_on=date(1950, 1, 1))
    (wife,) = [m for m in memory_desk.ask(members_of, household.id) if m.person_id != head.id]
    wage = Income(
        household_id=household.id, kind="wage", amount=yuan("1000"), months=1, person_id=wife.person_id
    )
    reached = dict.fromkeys(INDICATORS, True)
    for fact in (
        wage,
        PropertyCheck(household_id=household.id, fits=True, checked_on=DAY),
        Circumstance(person_id=head.id, kind="no_supporter", as_of=DAY),
        SelfCareAssessment(person_id=head.id, assessed_on=DAY, assessed_by="李敏", **reached),
    ):
        memory_desk.run(record_fact, fact)
    assert {"dibao_margin", "tekun"} <= {one.programme for one in checked(memory_desk).unpaid}


def test_what_goes_before_a_recognition_is_listed_alone(memory_desk: Desk) -> None:
    household, _ = a_household(memory_desk, "张三", "李四")
    within_limits(memory_desk, household)
    with_income(memory_desk, household, "560")
    spent = Expense(household_id=household.id, kind="medical", amount=yuan("9000"), spent_on=date(2026, 6, 1))
    memory_desk.run(record_fact, spent)
    facts = memory_desk.ask(facts_of_all, DAY)
    (rigid,) = assess_each(["rigid_expenditure_hardship"], facts, policy(), DAY)
    assert Outcome.MET is rigid.outcome
    assert ["dibao"] == [one.programme for one in checked(memory_desk).unpaid]


def test_who_fits_and_receives_nothing_is_listed_with_the_amount(desk: Desk) -> None:
    household, head = a_household(desk, "王奶奶", born_on=date(1935, 1, 1))
    (one,) = [each for each in checked(desk).unpaid if each.programme == OLD_AGE]
    assert (Change.GRANT, household.id, head.id, 10000) == (
        one.change,
        one.household_id,
        one.person_id,
        one.assessed,
    )


def test_facts_that_are_missing_are_found_out_and_stop_nothing(memory_desk: Desk) -> None:
    household, head = a_household(memory_desk, "张三")
    an_award(memory_desk, household, head, "2026-03", "320")
    (one,) = checked(memory_desk).differences
    assert ((Cause.FACTS_MISSING,), None, 0) == (one.causes, one.assessed, one.moved)


def test_moving_to_town_is_a_change_of_standard(memory_desk: Desk) -> None:
    household, _ = on_dibao(memory_desk)
    memory_desk.run(revise_household, dataclasses.replace(household, hukou_kind="urban"))
    (one,) = checked(memory_desk).differences
    assert (Change.RAISE, 70000) == (one.change, one.assessed)


def test_a_re_check_can_be_stopped(memory_desk: Desk) -> None:
    on_dibao(memory_desk)

    class Impatient:
        def report(self, done: int, total: int, text: str) -> None:
            if text == "复核":
                raise Cancelled

    with pytest.raises(Cancelled):
        memory_desk.ask(recheck, policy(), DAY, progress=Impatient())


def test_every_award_is_counted_once(memory_desk: Desk) -> None:
    for number in range(3):
        on_dibao(memory_desk, f"张{number}", f"李{number}")
    household, head = a_household(memory_desk, "赵六")
    an_award(memory_desk, household, head, "2026-03", "100", programme=OLD_AGE)
    found = checked(memory_desk)
    assert 4 == found.awards
    assert 3 == found.agreeing


def test_a_wrong_birth_date_put_right_changes_what_is_assessed(memory_desk: Desk) -> None:
    household, head = a_household(memory_desk, "钱七", born_on=date(1935, 1, 1))
    an_award(memory_desk, household, head, "2026-03", "100", programme=OLD_AGE)
    assert 1 == checked(memory_desk).agreeing
    memory_desk.run(correct, dataclasses.replace(head, born_on=date(1955, 1, 1)), "户口簿")
    (one,) = checked(memory_desk).differences
    assert (Change.STOP, (Cause.AGE,)) == (one.change, one.causes)
