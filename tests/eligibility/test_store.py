"""Facts come from the records as they stood on a day; assessments are kept with their reasons."""

import json
from dataclasses import replace
from datetime import date

from minzheng_desk.desk.desk import Desk
from minzheng_desk.eligibility.assessing import assess
from minzheng_desk.eligibility.model import AssessmentRecord, HouseholdFacts
from minzheng_desk.eligibility.operations import record_assessment, record_assessments
from minzheng_desk.eligibility.queries import assessments_of, facts_of_all, facts_of_household
from minzheng_desk.households.model import Asset, DisabilityCertificate, Household, Income, Member, Person
from minzheng_desk.kernel.money import Money
from minzheng_desk.kernel.operations import operation
from minzheng_desk.kernel.permissions import Permission
from minzheng_desk.policy.queries import load_policy
from minzheng_desk.store.transaction import Transaction

DAY = date(2026, 11, 21)
POLICY = load_policy("demo-county")


@operation("test_eligibility.settle", "建立测试家庭", may=Permission.EDIT_HOUSEHOLDS)
def settle(tx: Transaction) -> Household:
    """Put a household of three, one of whom has left, with income, a certificate and an asset."""
    head = tx.put(Person(name="张三", born_on=date(1980, 1, 1)))
    wife = tx.put(Person(name="李四", born_on=date(1982, 3, 8)))
    gone = tx.put(Person(name="张五", born_on=date(2004, 1, 1)))
    home = tx.put(
        Household(
            number="H1",
            head_id=head.id,
            region_code="990000001001",
            hukou_kind="rural",
            registered_on=date(2020, 1, 1),
        )
    )
    for person, relation, until in ((head, "02", None), (wife, "12", None), (gone, "20", date(2026, 11, 21))):
        tx.put(
            Member(
                household_id=home.id,
                person_id=person.id,
                relation_to_head=relation,
                since=date(2020, 1, 1),
                until=until,
            )
        )
    tx.put(Income(household_id=home.id, person_id=head.id, kind="wage", amount=Money(600_000)))
    tx.put(Income(household_id=home.id, person_id=wife.id, kind="land_transfer", amount=Money(120_000)))
    tx.put(Asset(household_id=home.id, kind="deposit", amount=Money(100_000)))
    tx.put(DisabilityCertificate(person_id=wife.id, category="7", grade="2", parts=("53", "错")))
    return home


def test_facts_are_those_of_the_day(desk: Desk) -> None:
    home = desk.run(settle).result
    today = desk.ask(facts_of_household, home.id, DAY)
    assert ["张三", "李四"] == sorted(member.name for member in today.members)
    assert 3 == len(desk.ask(facts_of_household, home.id, date(2026, 11, 20)).members)
    assert 28000 == assess("dibao", today, POLICY, DAY).amount


def test_facts_keep_certificates_land_and_assets(desk: Desk) -> None:
    home = desk.run(settle).result
    facts = desk.ask(facts_of_household, home.id, DAY, {})
    wife = next(member for member in facts.members if member.name == "李四")
    assert (("7", "2"), ("5", "3")) == wife.certificates[0].kinds()
    assert (True, "deposit") == (wife.contracted_land, facts.assets[0].kind)


def test_the_whole_township_gives_the_same_facts_as_one_household(desk: Desk) -> None:
    home = desk.run(settle).result
    alone = desk.ask(facts_of_household, home.id, DAY)
    assert [alone] == desk.ask(facts_of_all, DAY)
    assert [alone] == desk.ask(facts_of_all, DAY, region_code="990000001001")
    assert [] == desk.ask(facts_of_all, DAY, region_code="990000001002")


def test_no_income_on_file_is_unknown(memory_desk: Desk) -> None:
    home = memory_desk.run(settle).result
    facts = memory_desk.ask(facts_of_household, home.id, DAY)
    assert facts.incomes is not None
    without: HouseholdFacts = replace(facts, incomes=None)
    assert assess("dibao", without, POLICY, DAY).amount is None


def test_an_assessment_is_kept_with_everything_it_said(desk: Desk) -> None:
    home = desk.run(settle).result
    found = assess("dibao", desk.ask(facts_of_household, home.id, DAY), POLICY, DAY)
    kept = desk.run(record_assessment, found).result
    (read,) = desk.ask(assessments_of, home.id)
    assert (kept, "met", 28000) == (read, read.outcome, read.amount)
    words = json.loads(read.findings)
    assert "人均 300.00 元" in words["findings"][2]["sentence"]
    assert words["calculation"][-1].endswith("280.00 元")
    assert "national@2026.11+demo-county@2026.1" == read.pack_version


def test_many_assessments_are_one_act_and_one_undo(memory_desk: Desk) -> None:
    home = memory_desk.run(settle).result
    facts = memory_desk.ask(facts_of_household, home.id, DAY)
    found = [assess(name, facts, POLICY, DAY) for name in ("dibao", "dibao_margin")]
    assert 2 == memory_desk.run(record_assessments, found).result
    memory_desk.undo()
    assert 0 == memory_desk.ask(lambda reader: reader.count(AssessmentRecord))
