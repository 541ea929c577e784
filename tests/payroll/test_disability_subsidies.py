"""A disability subsidy is paid from the month of the application, every month a line of its own."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from minzheng_desk.benefits.granting import new_award
from minzheng_desk.benefits.operations import grant
from minzheng_desk.desk.desk import Desk
from minzheng_desk.eligibility.assessing import assess
from minzheng_desk.eligibility.queries import facts_of_household
from minzheng_desk.households.model import DisabilityCertificate
from minzheng_desk.households.operations.facts import record_fact
from minzheng_desk.kernel.money import yuan
from minzheng_desk.kernel.period import Month
from payroll.paying import a_household, an_account, drawn_up, policy

DECIDED = date(2026, 11, 10)


def test_the_first_roster_pays_the_months_since_the_application(memory_desk: Desk) -> None:
    household, person = a_household(memory_desk, "周桂方")
    an_account(memory_desk, person)
    certificate = DisabilityCertificate(person_id=person.id, category="4", grade="3")
    memory_desk.run(record_fact, certificate)
    on_file = memory_desk.ask(facts_of_household, household.id, DECIDED, {person.id: ("dibao",)})
    facts = replace(on_file, applied_on=date(2026, 9, 24))
    found = assess("disability_living_allowance", facts, policy(), DECIDED, person=person.id)
    assert (yuan("330"), Month(2026, 9)) == (found.owed, found.owed_from)

    memory_desk.run(grant, new_award(found, decided_on=DECIDED, decided_by="王局"))

    (line,) = drawn_up(memory_desk, "2026-11", "disability_living_allowance").lines
    assert (yuan("110"), yuan("220"), yuan("330")) == (line.base, line.back_payment, line.amount)
    assert (("2026-09", 11000), ("2026-10", 11000)) == line.back_months
    assert "补发2026-09至2026-10每月110.00元" in line.reason
