"""What officers find out reaches the rules, as of the day; what nobody has found out stays missing."""

from dataclasses import replace
from datetime import date

import pytest

from builders import registered
from minzheng_desk.desk.desk import Desk
from minzheng_desk.eligibility.assessing import assess
from minzheng_desk.eligibility.findings import Assessment
from minzheng_desk.eligibility.model import Outcome, PersonFacts
from minzheng_desk.eligibility.queries import facts_of_household
from minzheng_desk.households.evidence.model import (
    AbilityAssessment,
    Circumstance,
    Confirmation,
    ConfirmationWithoutReason,
    LegalSupporter,
    ParentCircumstance,
    PropertyCheck,
    Schooling,
    SelfCareAssessment,
    SupportersKnown,
)
from minzheng_desk.households.model import Attachment, DisabilityCertificate, Household, Income
from minzheng_desk.households.operations.facts import Fact, attach, confirm, correct, record_fact
from minzheng_desk.kernel.money import Money
from minzheng_desk.policy.queries import load_policy

DAY = date(2026, 11, 21)
POLICY = load_policy("demo-county")
CAN_ALL = dict.fromkeys(("eats", "dresses", "gets_up", "uses_toilet", "walks", "bathes"), True)


def known(desk: Desk, home: Household, on: date = DAY) -> PersonFacts:
    return desk.ask(facts_of_household, home.id, on).members[0]


def put(desk: Desk, *facts: Fact) -> None:
    for fact in facts:
        desk.run(record_fact, fact)


def tekun(desk: Desk, home: Household, on: date = DAY) -> Assessment:
    return assess("tekun", desk.ask(facts_of_household, home.id, on), POLICY, on)


def test_tekun_from_the_store_is_decided_once_everything_is_found_out(desk: Desk) -> None:
    home = registered(desk, "张三")
    person = known(desk, home).key
    assert Outcome.UNKNOWN is tekun(desk, home).outcome
    assert 3 <= len(tekun(desk, home).missing)
    put(
        desk,
        Income(household_id=home.id, kind="other", amount=Money(0)),
        PropertyCheck(household_id=home.id, fits=True, checked_on=date(2026, 11, 1)),
        Circumstance(person_id=person, kind="no_supporter", as_of=date(2026, 11, 1), provenance="visit"),
        SelfCareAssessment(
            person_id=person,
            assessed_on=date(2026, 11, 2),
            assessed_by="李敏",
            **{**CAN_ALL, "walks": False, "bathes": False},
        ),
    )
    found = tekun(desk, home)
    assert (Outcome.MET, 57200 + 30000, ()) == (found.outcome, found.amount, found.missing)
    assert Outcome.UNKNOWN is tekun(desk, home, date(2026, 11, 1)).outcome


def test_supporters_are_known_one_by_one_and_the_latest_word_counts(desk: Desk) -> None:
    home = registered(desk, "张三")
    person = known(desk, home).key
    assert known(desk, home).supporters is None
    son = LegalSupporter(
        person_id=person,
        name="张强",
        relation_to_person="20",
        born_on=date(1980, 1, 1),
        as_of=date(2026, 3, 1),
    )
    put(desk, son, replace(son, id=Income.__name__.ljust(32, "0"), without_capacity="prison", as_of=DAY))
    (now,) = known(desk, home).supporters or ()
    (before,) = known(desk, home, date(2026, 3, 1)).supporters or ()
    assert ("prison", None) == (now.without_capacity, before.without_capacity)


def test_nobody_has_no_supporters_and_some(memory_desk: Desk) -> None:
    home = registered(memory_desk, "张三")
    person = known(memory_desk, home).key
    put(memory_desk, LegalSupporter(person_id=person, name="张强", relation_to_person="20"))
    with pytest.raises(SupportersKnown):
        put(memory_desk, Circumstance(person_id=person, kind="no_supporter"))


def test_circumstances_begin_and_end(desk: Desk) -> None:
    home = registered(desk, "张三")
    person = known(desk, home).key
    put(
        desk,
        Circumstance(
            person_id=person, kind="has_job", since=date(2026, 5, 1), until=date(2026, 9, 1), as_of=None
        ),
        Circumstance(person_id=person, kind="grave_illness", as_of=date(2026, 6, 1)),
        Circumstance(person_id=person, kind="contracted_land", holds=False),
        Circumstance(person_id=person, kind="lives_here", since=date(2020, 2, 1)),
        Circumstance(person_id=person, kind="needs_care", since=date(2026, 1, 1)),
    )
    now, in_may = known(desk, home), known(desk, home, date(2026, 5, 31))
    assert (False, True, False) == (now.has_job, now.grave_illness, now.contracted_land)
    assert (True, None) == (in_may.has_job, in_may.grave_illness)
    assert (date(2020, 2, 1), date(2026, 1, 1)) == (now.lives_with_since, now.needs_care_since)


def test_an_officer_confirms_with_a_reason_and_a_name(desk: Desk) -> None:
    home = registered(desk, "张三", "李四")
    person = known(desk, home).key
    asked = Confirmation(
        household_id=home.id,
        person_id=person,
        question="counts",
        answer=False,
        reason="入户核实，长期在外自立生活",
        confirmed_by="李敏",
        confirmed_on=DAY,
    )
    with pytest.raises(ConfirmationWithoutReason):
        desk.run(confirm, replace(asked, reason=" "))
    desk.run(confirm, asked)
    desk.run(confirm, replace(asked, id="f" * 32, question="special_hardship", answer=True, reason="火灾"))
    desk.run(confirm, replace(asked, id="e" * 32, person_id=None, answer=True, reason="全家"))
    member = known(desk, home)
    assert (False, "入户核实，长期在外自立生活") == (member.officer_counts, member.officer_reason)
    assert "火灾" == member.special_hardship
    assert True is desk.ask(facts_of_household, home.id, DAY).officer_findings[0].holds
    assert None is known(desk, home, date(2026, 11, 20)).officer_counts


def test_children_pupils_and_the_old_have_their_facts(desk: Desk) -> None:
    home = registered(desk, "张三")
    person = known(desk, home).key
    put(
        desk,
        ParentCircumstance(person_id=person, parent="father", state="dead", since=date(2025, 1, 1)),
        AbilityAssessment(person_id=person, score=40, assessed_on=date(2026, 4, 1)),
        Schooling(person_id=person, school="清水镇中学", study_stage="senior", confirmed_on=date(2026, 9, 1)),
    )
    member = known(desk, home)
    assert member.parents is not None
    assert member.ability is not None
    assert member.schooling is not None
    assert ("dead", 40) == (member.parents[0].state, member.ability.score)
    assert ("senior", "清水镇中学") == (member.study_stage, member.schooling.school)


def test_a_paper_is_kept_with_the_fact_it_proves(memory_desk: Desk) -> None:
    home = registered(memory_desk, "张三")
    check = PropertyCheck(household_id=home.id, fits=True, checked_on=DAY)
    put(memory_desk, check)
    kept = memory_desk.run(attach, check, "核对报告", "application/pdf", b"%PDF").result
    assert ("property_check", check.id) == (kept.record_type, kept.record_id)
    assert 1 == memory_desk.ask(lambda reader: reader.count(Attachment))


def test_a_certificate_of_another_person_is_named_until_a_reason_is_kept(memory_desk: Desk) -> None:
    home = registered(memory_desk, "张三")
    person = known(memory_desk, home).key
    put(memory_desk, Income(household_id=home.id, kind="other", amount=Money(0)))
    certificate = DisabilityCertificate(
        person_id=person,
        number="99000019820308004342",
        category="4",
        grade="2",
        provenance="visit",
        as_of=DAY,
    )
    put(memory_desk, certificate)
    facts = memory_desk.ask(facts_of_household, home.id, DAY)
    assert ("visit", DAY) == (
        facts.members[0].certificates[0].provenance,
        facts.members[0].certificates[0].as_of,
    )
    assert "可能是他人的证件" in assess("dibao", facts, POLICY, DAY).missing[0]
    kept = memory_desk.ask(lambda reader: reader.get(DisabilityCertificate, certificate.id))
    memory_desk.run(correct, replace(kept, number_reason="户籍更正前的旧号"), "核对档案")
    facts = memory_desk.ask(facts_of_household, home.id, DAY)
    assert Outcome.MET is assess("dibao", facts, POLICY, DAY).outcome
