"""Expenses, hardships, standings and benefits of others come from the records, as they stood on a day."""

from dataclasses import replace
from datetime import date

import pytest

from minzheng_desk.desk.desk import Desk
from minzheng_desk.eligibility.assessing import assess
from minzheng_desk.eligibility.model import NotRecognisable, Recognition
from minzheng_desk.eligibility.operations import end_recognition, recognise
from minzheng_desk.eligibility.queries import facts_of_all, facts_of_household
from minzheng_desk.households.hardships.model import (
    AlreadyAided,
    Hardship,
    NotYetAided,
    OtherBenefit,
    PapersIncomplete,
)
from minzheng_desk.households.hardships.operations import complete_papers, give_aid
from minzheng_desk.households.model import DisabilityCertificate, Expense, Household, Income, Member, Person
from minzheng_desk.households.operations.facts import record_fact
from minzheng_desk.kernel.money import Money
from minzheng_desk.kernel.operations import operation
from minzheng_desk.kernel.permissions import Permission
from minzheng_desk.policy.queries import load_policy
from minzheng_desk.store.transaction import Transaction

DAY = date(2026, 11, 21)
POLICY = load_policy("demo-county")


@operation("test_burdens.settle", "建立测试家庭", may=Permission.EDIT_HOUSEHOLDS)
def settle(tx: Transaction) -> Household:
    """Put a couple with 60,000 yuan a year, one of them with a certificate."""
    head = tx.put(Person(name="张三", born_on=date(1980, 1, 1)))
    wife = tx.put(Person(name="李四", born_on=date(1982, 3, 8)))
    home = tx.put(
        Household(
            number="H1",
            head_id=head.id,
            region_code="990000001001",
            hukou_kind="rural",
            registered_on=date(2020, 1, 1),
        )
    )
    for person, relation in ((head, "02"), (wife, "12")):
        tx.put(
            Member(
                household_id=home.id,
                person_id=person.id,
                relation_to_head=relation,
                since=date(2020, 1, 1),
            )
        )
    tx.put(Income(household_id=home.id, person_id=head.id, kind="wage", amount=Money(6_000_000)))
    tx.put(DisabilityCertificate(person_id=wife.id, category="4", grade="1", issued_on=date(2020, 5, 6)))
    return home


def an_expense(home: Household, fen: int, **facts: object) -> Expense:
    return Expense(household_id=home.id, kind="medical", amount=Money(fen), **facts)  # type: ignore[arg-type]


def test_no_expense_on_file_is_unknown_and_one_is_counted(desk: Desk) -> None:
    home = desk.run(settle).result
    facts = desk.ask(facts_of_household, home.id, DAY)
    assert None is facts.expenses
    desk.run(record_fact, an_expense(home, 5_000_001, reimbursed=Money(1_400_000), spent_on=date(2026, 3, 1)))
    facts = desk.ask(facts_of_household, home.id, DAY)
    found = assess("rigid_expenditure_hardship", facts, POLICY, DAY)
    assert ("met", date(2027, 11, 21)) == (found.outcome.value, found.valid_until)


def test_a_recognition_holds_to_its_last_day_and_stands_with_the_head(desk: Desk) -> None:
    home = desk.run(settle).result
    desk.run(record_fact, an_expense(home, 4_000_000, spent_on=date(2026, 10, 1)))
    facts = desk.ask(facts_of_household, home.id, DAY)
    kept = desk.run(recognise, assess("rigid_expenditure_hardship", facts, POLICY, DAY), "王所长").result
    assert (DAY, date(2027, 11, 21)) == (kept.recognised_on, kept.valid_until)
    standing = {
        day: "rigid_expenditure_hardship"
        in {name for m in desk.ask(facts_of_household, home.id, day).members for name in m.receives}
        for day in (date(2026, 11, 20), DAY, date(2027, 11, 21), date(2027, 11, 22))
    }
    assert [False, True, True, False] == list(standing.values())
    desk.run(end_recognition, kept, date(2026, 12, 1))
    (fact,) = desk.ask(facts_of_household, home.id, DAY).recognitions
    assert date(2026, 11, 30) == fact.valid_until


def test_only_what_fits_and_pays_nothing_is_recognised(memory_desk: Desk) -> None:
    home = memory_desk.run(settle).result
    facts = memory_desk.ask(facts_of_household, home.id, DAY)
    with pytest.raises(NotRecognisable):
        memory_desk.run(recognise, assess("rigid_expenditure_hardship", facts, POLICY, DAY), "王所长")
    assert 0 == memory_desk.ask(lambda reader: reader.count(Recognition))


def test_what_others_pay_reaches_the_rules(memory_desk: Desk) -> None:
    home = memory_desk.run(settle).result
    facts = memory_desk.ask(facts_of_household, home.id, DAY)
    wife = next(member for member in facts.members if member.name == "李四")
    assert 12500 == assess("disability_nursing_subsidy", facts, POLICY, DAY, person=wife.key).amount
    injured = OtherBenefit(person_id=wife.key, kind="work_injury_nursing", since=DAY)  # type: ignore[arg-type]
    memory_desk.run(record_fact, injured)
    facts = memory_desk.ask(facts_of_household, home.id, DAY)
    assert None is assess("disability_nursing_subsidy", facts, POLICY, DAY, person=wife.key).amount


def an_accident(home: Household) -> Hardship:
    return Hardship(
        household_id=home.id,
        kind="emergency",
        cause="accident",
        happened_here=True,
        urgent=True,
        applied_on=DAY,
        asked=Money(44_000),
    )


def test_aid_is_given_once_its_papers_are_completed_and_it_counts_as_given(desk: Desk) -> None:
    home = desk.run(settle).result
    accident = desk.run(record_fact, an_accident(home)).result
    facts = desk.ask(facts_of_household, home.id, DAY)
    assert 44000 == assess("temporary_assistance", facts, POLICY, DAY).amount
    assert isinstance(accident, Hardship)
    with pytest.raises(NotYetAided):
        desk.run(complete_papers, accident, "车祸受伤", DAY)
    aided = desk.run(give_aid, accident, Money(44_000), DAY, "李敏").result
    with pytest.raises(AlreadyAided):
        desk.run(give_aid, aided, Money(44_000), DAY, "李敏")
    with pytest.raises(PapersIncomplete):
        desk.run(complete_papers, aided, " ", DAY)
    done = desk.run(complete_papers, aided, "车祸受伤", date(2026, 11, 25)).result
    assert date(2026, 11, 25) == done.completed_on
    (earlier,) = desk.ask(facts_of_household, home.id, DAY).earlier_hardships
    assert (44000, "李敏") == (earlier.granted, earlier.recorded_by)
    again = desk.run(record_fact, replace(an_accident(home), applied_on=date(2026, 12, 1))).result
    assert again is not None
    facts = desk.ask(facts_of_household, home.id, date(2026, 12, 1))
    assert "not_met" == assess("temporary_assistance", facts, POLICY, date(2026, 12, 1)).outcome.value


def test_the_whole_township_gives_the_same_facts_as_one_household(memory_desk: Desk) -> None:
    home = memory_desk.run(settle).result
    memory_desk.run(record_fact, an_expense(home, 4_000_000))
    memory_desk.run(record_fact, an_accident(home))
    assert [memory_desk.ask(facts_of_household, home.id, DAY)] == memory_desk.ask(facts_of_all, DAY)
