"""What people hold reaches the rules with its amount; what is paid once ends by itself and is remembered."""

from __future__ import annotations

from datetime import date

from builders import registered
from minzheng_desk.benefits.granting import new_award, receiving
from minzheng_desk.benefits.model import Amounts, NewAward
from minzheng_desk.benefits.operations import end, grant
from minzheng_desk.benefits.receipts import receipts_in
from minzheng_desk.desk.desk import Desk
from minzheng_desk.eligibility.assessing import assess
from minzheng_desk.eligibility.model import HeldFact, HouseholdFacts, OnceFact, Outcome
from minzheng_desk.eligibility.queries import facts_of_household
from minzheng_desk.households.model import Household
from minzheng_desk.kernel.ids import RecordId
from minzheng_desk.kernel.money import yuan
from minzheng_desk.kernel.period import Month
from minzheng_desk.policy.queries import load_policy

TODAY = date(2026, 11, 21)
NOVEMBER = Month(2026, 11)
POLICY = load_policy("demo-county")


def an_award(household: Household, programme: str, amount: str, persons: int = 1) -> NewAward:
    return NewAward(
        programme=programme,
        label=programme,
        person_id=RecordId(household.head_id),
        household_id=household.id,
        since=Month(2026, 10),
        amounts=Amounts(yuan(amount)),
        decided_on=date(2026, 9, 20),
        decided_by="王主任",
        persons=persons,
        of_household=persons > 1,
    )


def facts(desk: Desk, household: Household, on: date = TODAY) -> HouseholdFacts:
    paid, held = desk.ask(receiving, Month.of(on)), desk.ask(receipts_in, Month.of(on))
    return held.laid_over(desk.ask(facts_of_household, household.id, on, paid))


def test_the_amount_of_a_household_is_held_for_so_many_persons(desk: Desk) -> None:
    household = registered(desk, "周桂方", "周小方")
    desk.run(grant, an_award(household, "dibao", "600", persons=2))
    head = facts(desk, household).member(household.head_id)
    assert (("dibao",), (HeldFact(programme="dibao", amount=yuan("600"), persons=2),)) == (
        head.receives,
        head.held,
    )


def test_facts_of_people_who_hold_nothing_stay_the_very_same(memory_desk: Desk) -> None:
    household = registered(memory_desk, "周桂方")
    bare = memory_desk.ask(facts_of_household, household.id, TODAY)
    assert bare is memory_desk.ask(receipts_in, NOVEMBER).laid_over(bare)


def test_what_is_paid_once_ends_by_itself_and_is_not_paid_again(memory_desk: Desk) -> None:
    household = registered(memory_desk, "周桂方")
    memory_desk.run(grant, an_award(household, "dibao", "440"))
    found = assess("price_subsidy", facts(memory_desk, household), POLICY, TODAY)
    award = memory_desk.run(grant, new_award(found, decided_on=TODAY, decided_by="王主任")).result

    assert (NOVEMBER, NOVEMBER.next, None) == (award.since, award.until, award.ended_reason)
    after = facts(memory_desk, household)
    assert (OnceFact(programme="price_subsidy", paid_on=date(2026, 11, 1)),) == after.members[0].received_once
    assert Outcome.NOT_MET is assess("price_subsidy", after, POLICY, TODAY).outcome
    december = facts(memory_desk, household, date(2026, 12, 1))
    assert ("dibao",) == december.members[0].receives


def test_what_goes_on_has_no_end_when_it_is_granted(memory_desk: Desk) -> None:
    household = registered(memory_desk, "周桂方")
    memory_desk.run(grant, an_award(household, "dibao", "440"))
    found = assess("eldercare_subsidy", facts(memory_desk, household), POLICY, TODAY)
    assert (Outcome.MET, None) == (
        found.outcome,
        new_award(found, decided_on=TODAY, decided_by="王主任").until,
    )


def test_an_award_that_somebody_ended_after_a_month_was_not_paid_once(memory_desk: Desk) -> None:
    household = registered(memory_desk, "周桂方")
    award = memory_desk.run(grant, an_award(household, "dibao", "440")).result
    memory_desk.run(end, award, NOVEMBER, "voluntary")
    assert {} == memory_desk.ask(receipts_in, NOVEMBER).once
