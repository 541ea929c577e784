"""Facts as of any day: what was true then, whatever has happened since."""

from __future__ import annotations

from datetime import date

from minzheng_desk.desk.desk import Desk
from minzheng_desk.eligibility.assessing import assess
from minzheng_desk.eligibility.queries import facts_of_all, facts_of_household
from minzheng_desk.households.model import Asset, DisabilityCertificate, Household, Income, Person
from minzheng_desk.households.operations import events
from minzheng_desk.households.operations.facts import end_income, record_fact
from minzheng_desk.households.queries import members_of
from minzheng_desk.kernel.money import Money, yuan
from payroll.paying import a_household, policy

BEFORE, AFTER = date(2026, 11, 11), date(2026, 11, 21)


def a_couple(desk: Desk) -> tuple[Household, Person]:
    """A rural couple with 560 yuan a month; returns it with the member who is not the head."""
    household, _ = a_household(desk, "张三", "李四")
    desk.run(record_fact, Income(household_id=household.id, kind="wage", amount=yuan("560"), months=1))
    desk.run(record_fact, Asset(household_id=household.id, kind="cash", amount=Money(0)))
    other = next(m for m in desk.ask(members_of, household.id) if m.person_id != household.head_id)
    return household, desk.ask(lambda reader: reader.get(Person, other.person_id))


def amount(desk: Desk, household: Household, on: date) -> int | None:
    return assess("dibao", desk.ask(facts_of_household, household.id, on), policy(), on).amount


def test_somebody_who_died_later_still_counts_on_a_day_before(desk: Desk) -> None:
    household, other = a_couple(desk)
    desk.run(events.report_death, other, date(2026, 11, 12), "医院")
    assert (32_000, None) == (amount(desk, household, BEFORE), amount(desk, household, AFTER))
    assert 32_000 == amount(desk, household, date(2026, 11, 11))


def test_an_income_that_ended_later_still_counts_on_a_day_before(memory_desk: Desk) -> None:
    household, _ = a_couple(memory_desk)
    (income,) = memory_desk.ask(lambda reader: reader.find(Income))
    memory_desk.run(end_income, income, date(2026, 11, 15))
    assert (32_000, 88_000) == (amount(memory_desk, household, BEFORE), amount(memory_desk, household, AFTER))


def test_a_certificate_issued_later_is_not_known_on_a_day_before(memory_desk: Desk) -> None:
    household, other = a_couple(memory_desk)
    certificate = DisabilityCertificate(
        person_id=other.id, category="4", grade="2", issued_on=date(2026, 11, 15)
    )
    memory_desk.run(record_fact, certificate)
    held = [
        len(memory_desk.ask(facts_of_household, household.id, on).member(other.id).certificates)
        for on in (BEFORE, date(2026, 11, 14), date(2026, 11, 15), AFTER)
    ]
    assert [0, 0, 1, 1] == held


def test_a_household_is_among_all_from_its_registration_to_its_closing(memory_desk: Desk) -> None:
    household, _ = a_couple(memory_desk)
    memory_desk.run(events.close_household, household, date(2026, 11, 15), "迁出")
    days = (date(2019, 12, 31), date(2020, 1, 1), date(2026, 11, 14), date(2026, 11, 15))
    assert [0, 1, 1, 0] == [len(memory_desk.ask(facts_of_all, on)) for on in days]
