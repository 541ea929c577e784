"""Households as a list shows them."""

from __future__ import annotations

from datetime import date

from minzheng_desk.benefits.listing import (
    HouseholdAlert,
    Population,
    household_alerts,
    households_found,
    households_listed,
    population,
)
from minzheng_desk.desk.desk import Desk
from minzheng_desk.households.operations.events import close_household, report_death
from minzheng_desk.households.queries import household_file
from minzheng_desk.kernel.period import Month
from payroll.paying import a_household, an_account, an_award, person_called, policy

DAY = date(2026, 11, 21)
MONTH = Month(2026, 11)


def heads(desk: Desk, **wanted: object) -> list[str]:
    return [home.head for home in desk.ask(households_listed, MONTH, **wanted)]  # type: ignore[arg-type]


def test_a_household_tells_its_people_and_what_they_are_paid(memory_desk: Desk) -> None:
    home, head = a_household(memory_desk, "周桂方", "何长林")
    an_award(memory_desk, home, head, "2026-10")
    an_award(memory_desk, home, head, "2026-10", "80", programme="old_age_allowance")
    (listed,) = memory_desk.ask(households_listed, MONTH)
    assert ("周桂方", 2, home.number) == (listed.head, listed.persons, listed.number)
    assert ("dibao", "old_age_allowance") == listed.benefits
    assert () == memory_desk.ask(households_listed, Month(2026, 9))[0].benefits


def test_the_list_is_narrowed_by_village_and_benefit_and_cut_to_the_first(memory_desk: Desk) -> None:
    home, head = a_household(memory_desk, "周桂方")
    a_household(memory_desk, "王秀英", village="990000101002")
    a_household(memory_desk, "何传喜")
    an_award(memory_desk, home, head, "2026-10")
    assert ["周桂方", "何传喜", "王秀英"] == heads(memory_desk)
    assert ["王秀英"] == heads(memory_desk, region_code="990000101002")
    assert ["周桂方"] == heads(memory_desk, programmes=("dibao", "tekun"))
    assert ["周桂方", "何传喜"] == heads(memory_desk, limit=2)


def test_a_closed_household_is_not_listed_but_found(memory_desk: Desk) -> None:
    home, _ = a_household(memory_desk, "周桂方")
    memory_desk.run(close_household, home, date(2026, 10, 1), "全户迁出")
    assert [] == heads(memory_desk)
    (found,) = memory_desk.ask(households_found, "zgf", MONTH)
    assert found.is_closed
    assert Population(0, 0) == memory_desk.ask(population)


def test_a_search_names_whom_it_found_where_that_is_not_the_head(memory_desk: Desk) -> None:
    home, _ = a_household(memory_desk, "周桂方", "何长林")
    found = memory_desk.ask(households_found, "hcl", MONTH)
    assert [(home.id, "周桂方", "何长林")] == [(one.id, one.head, one.found) for one in found]
    assert [""] == [one.found for one in memory_desk.ask(households_found, "周", MONTH)]


def test_the_dead_are_found_in_the_household_they_lived_in(memory_desk: Desk) -> None:
    home, _ = a_household(memory_desk, "周桂方", "何长林")
    (late,) = [
        view.person
        for view in memory_desk.ask(household_file, home.id).members
        if view.person.name == "何长林"
    ]
    memory_desk.run(report_death, late, date(2026, 11, 3), "家属报告")
    assert [home.id] == [one.id for one in memory_desk.ask(households_found, "何长林", MONTH)]
    assert Population(1, 1) == memory_desk.ask(population)


def test_a_death_in_payment_is_more_urgent_than_a_missing_account(memory_desk: Desk) -> None:
    home, head = a_household(memory_desk, "周桂方", "何长林")
    award = an_award(memory_desk, home, head, "2026-10", persons=2)
    alerts = memory_desk.ask(household_alerts, policy(), DAY)
    assert {home.id: HouseholdAlert("account", None)} == alerts
    late = person_called(memory_desk, award, "何长林")
    memory_desk.run(report_death, late, date(2026, 11, 3), "家属报告")
    assert "death" == memory_desk.ask(household_alerts, policy(), DAY)[home.id].sort


def test_a_household_in_order_has_no_alert(memory_desk: Desk) -> None:
    home, head = a_household(memory_desk, "周桂方")
    an_award(memory_desk, home, head, "2026-10")
    an_account(memory_desk, head)
    assert {} == memory_desk.ask(household_alerts, policy(), DAY)
