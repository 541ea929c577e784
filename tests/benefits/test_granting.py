"""From assessments to awards: what may be granted, and why the others may not."""

from __future__ import annotations

from datetime import date

import pytest

from builders import registered
from minzheng_desk.benefits.granting import (
    Grantable,
    NotEntitled,
    NothingDue,
    grantable,
    holder_of,
    new_award,
    receiving,
)
from minzheng_desk.benefits.operations import grant
from minzheng_desk.desk.desk import Desk
from minzheng_desk.eligibility.assessing import assess_each
from minzheng_desk.eligibility.findings import Assessment
from minzheng_desk.eligibility.queries import facts_of_all
from minzheng_desk.households.model import Income
from minzheng_desk.households.operations.facts import record_fact
from minzheng_desk.kernel.money import yuan
from minzheng_desk.kernel.period import Month
from minzheng_desk.policy.queries import load_policy

TODAY = date(2026, 11, 21)
DECEMBER = Month(2026, 12)
POLICY = load_policy("demo-county")


def a_household(desk: Desk, name: str, yearly: str) -> None:
    """A household of two with an income a year."""
    household = registered(desk, name, f"{name}之妻")
    desk.run(record_fact, Income(household_id=household.id, kind="other", amount=yuan(yearly)))


def of_dibao(desk: Desk) -> list[Assessment]:
    return list(assess_each(["dibao"], desk.ask(facts_of_all, TODAY), POLICY, TODAY))


def sorted_out(desk: Desk, found: list[Assessment]) -> Grantable:
    return desk.ask(grantable, found, POLICY, decided_on=TODAY, decided_by="王主任")


def test_an_award_says_what_the_assessment_found(memory_desk: Desk) -> None:
    a_household(memory_desk, "周桂方", "3000")
    (found,) = of_dibao(memory_desk)

    award = new_award(found, decided_on=TODAY, decided_by="王主任")

    assert ("dibao", 2, DECEMBER) == (award.programme, award.persons, award.since)
    assert (yuan("630"), yuan("250")) == (award.amounts.total, award.household_income)
    assert "周桂方" == holder_of(found).name
    assert award.of_household


def test_who_does_not_fit_gets_no_award(memory_desk: Desk) -> None:
    a_household(memory_desk, "周桂方", "300000")
    (found,) = of_dibao(memory_desk)

    with pytest.raises(NotEntitled, match="不符合"):
        new_award(found, decided_on=TODAY, decided_by="王主任")


def test_a_programme_that_pays_nothing_leads_to_no_award(memory_desk: Desk) -> None:
    a_household(memory_desk, "周桂方", "12000")
    facts = memory_desk.ask(facts_of_all, TODAY)
    (found,) = assess_each(["dibao_margin"], facts, POLICY, TODAY)

    with pytest.raises(NothingDue):
        new_award(found, decided_on=TODAY, decided_by="王主任")


def test_every_assessment_is_in_exactly_one_list(memory_desk: Desk) -> None:
    for name, yearly in (("周桂方", "3000"), ("陈万福", "2400"), ("李大山", "300000")):
        a_household(memory_desk, name, yearly)
    registered(memory_desk, "王不详")
    first, *_ = found = of_dibao(memory_desk)
    memory_desk.run(grant, new_award(first, decided_on=TODAY, decided_by="王主任"))

    lists = sorted_out(memory_desk, found)

    assert (1, 1, 1, 1, 0) == tuple(
        len(kind) for kind in (lists.awards, lists.held, lists.not_met, lists.unknown, lists.nothing_due)
    )
    assert [first] == lists.held


def test_what_is_paid_in_a_month_is_told_by_person(memory_desk: Desk) -> None:
    a_household(memory_desk, "周桂方", "3000")
    (found,) = of_dibao(memory_desk)
    memory_desk.run(grant, new_award(found, decided_on=TODAY, decided_by="王主任"))

    assert {holder_of(found).key: ("dibao",)} == memory_desk.ask(receiving, DECEMBER)
    assert {} == memory_desk.ask(receiving, DECEMBER.previous)
