"""What a rule is asked about is found out once, and never taken from another household."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from minzheng_desk.eligibility.model import HouseholdFacts, IncomeFact, PersonFacts
from minzheng_desk.eligibility.subjects import means_on
from minzheng_desk.kernel.money import Money
from minzheng_desk.policy.queries import load_policy

POLICY = load_policy("demo-county").at(date(2026, 11, 21))
HEAD = PersonFacts(key="p", name="张三", born_on=date(1970, 1, 1))
POOR = HouseholdFacts(key="h", area="rural", members=(HEAD,), incomes=())


def test_the_means_of_a_household_are_found_out_once_for_all_its_programmes() -> None:
    assert means_on(POOR, POLICY) is means_on(POOR, POLICY)


def test_a_household_whose_facts_have_changed_is_never_given_its_earlier_means() -> None:
    wage = IncomeFact(kind="wage", amount=Money(100_000), months=1, person="p")
    changed = replace(POOR, incomes=(wage,))
    assert (0, 12) == means_on(POOR, POLICY).income
    assert (1_200_000, 12) == means_on(changed, POLICY).income
    assert (0, 12) == means_on(POOR, POLICY).income
