"""Plain fields of the register are told with the act that set them and its day."""

from __future__ import annotations

import dataclasses
from datetime import date

from builders import a_person, registered
from minzheng_desk.desk.desk import Desk
from minzheng_desk.documents.letter import Letter
from minzheng_desk.eligibility.assessing import assess, plain_with_alternatives
from minzheng_desk.eligibility.documents.explanation import explanation
from minzheng_desk.eligibility.operations import recognise
from minzheng_desk.eligibility.queries import facts_of_household
from minzheng_desk.eligibility.registered import RegisteredFact, registered_facts
from minzheng_desk.households.evidence.model import Schooling
from minzheng_desk.households.model import Household, Income, NewMember, Person
from minzheng_desk.households.operations.facts import correct, record_fact
from minzheng_desk.households.operations.registering import register_household
from minzheng_desk.kernel.clock import FixedClock
from minzheng_desk.kernel.money import yuan
from minzheng_desk.policy.queries import load_policy

DAY, LATER = date(2026, 11, 21), date(2026, 12, 3)
POLICY = load_policy("demo-county")


def facts_told(desk: Desk, home: Household) -> list[RegisteredFact]:
    facts = desk.ask(facts_of_household, home.id, LATER)
    return list(desk.ask(registered_facts, [facts])[home.id])


def head_of(desk: Desk, home: Household) -> Person:
    return desk.ask(lambda reader: reader.get(Person, home.head_id))


def of_person(told: list[RegisteredFact]) -> list[tuple[str, str, str, date]]:
    return [(one.label, one.value, one.provenance, one.as_of) for one in told if one.name]


def test_a_field_is_told_with_the_day_on_which_it_was_last_set(desk: Desk) -> None:
    home = registered(desk, "张三")
    assert ["城乡类别 农村（档案登记 2026-11-21）"] == [one.sentence for one in facts_told(desk, home)]
    later = dataclasses.replace(desk, clock=FixedClock(LATER))
    later.run(correct, dataclasses.replace(head_of(desk, home), work_capacity="none"), "鉴定书")
    later.run(correct, dataclasses.replace(head_of(desk, home), remark="看过"), "备注")
    assert [("劳动能力", "无劳动能力", "register", LATER)] == of_person(facts_told(desk, home))


def test_what_was_taken_back_sets_nothing(memory_desk: Desk) -> None:
    home = registered(memory_desk, "张三")
    memory_desk.run(correct, dataclasses.replace(head_of(memory_desk, home), work_capacity="none"), "鉴定书")
    later = dataclasses.replace(memory_desk, clock=FixedClock(LATER))
    later.run(correct, dataclasses.replace(head_of(memory_desk, home), work_capacity="full"), "改正")
    later.undo()
    assert [DAY] == [one.as_of for one in facts_told(memory_desk, home) if one.name]


def test_a_stage_that_the_school_has_confirmed_is_not_told_as_the_registers(memory_desk: Desk) -> None:
    child = NewMember(a_person("张小", study_stage="primary"), "02")
    home = memory_desk.run(
        register_household,
        region_code="990000001001",
        hukou_kind="rural",
        members=[child],
        registered_on=date(2026, 1, 1),
    ).result
    assert ["在读学段"] == [label for label, *_ in of_person(facts_told(memory_desk, home))]
    memory_desk.run(
        record_fact,
        Schooling(person_id=home.head_id, school="镇中学", study_stage="junior", confirmed_on=DAY),
    )
    assert [] == of_person(facts_told(memory_desk, home))


def test_the_page_groups_them_by_source(memory_desk: Desk) -> None:
    home = registered(memory_desk, "张三")
    memory_desk.run(correct, dataclasses.replace(head_of(memory_desk, home), work_capacity="none"), "鉴定书")
    found = assess("dibao", memory_desk.ask(facts_of_household, home.id, DAY), POLICY, DAY)
    told = [one.plain() for one in facts_told(memory_desk, home)]
    letter: Letter = explanation({**plain_with_alternatives(found), "registered": told})
    text = "\n".join(letter.texts())
    assert "家庭成员和登记的情况" in text
    assert "档案登记 2026-11-21：城乡类别 农村，张三劳动能力 无劳动能力" in text


def test_a_recognition_of_this_office_is_told_from_one_declared(memory_desk: Desk) -> None:
    home = registered(memory_desk, "张三")
    memory_desk.run(record_fact, Income(household_id=home.id, kind="wage", amount=yuan("600"), months=1))
    facts = dataclasses.replace(
        memory_desk.ask(facts_of_household, home.id, DAY), property_fits=True, applied_on=DAY
    )
    memory_desk.run(recognise, assess("dibao_margin", facts, POLICY, DAY), "王局")
    (kept,) = memory_desk.ask(facts_of_household, home.id, DAY).recognitions
    assert "office" == kept.provenance
    declared = dataclasses.replace(kept, provenance="declared")
    for one, words in ((kept, "（本单位认定）"), (declared, "（本人申报）")):
        about = assess("dibao", dataclasses.replace(facts, recognitions=(one,)), POLICY, DAY)
        text = "\n".join(explanation(plain_with_alternatives(about)).texts())
        assert "低保边缘家庭：2026-11-21 认定" in text
        assert words in text
