"""An assessment on paper says what was said when it was made, whatever becomes of the law since."""

import json
from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from builders import registered
from minzheng_desk.desk.desk import Desk
from minzheng_desk.documents.letter import Letter
from minzheng_desk.documents.pdf.lettering import render_letter
from minzheng_desk.eligibility.assessing import assess, plain_with_alternatives
from minzheng_desk.eligibility.documents.completion_notice import NothingMissing, completion_notice
from minzheng_desk.eligibility.documents.explanation import (
    LARGE_SIZE,
    SMALLEST_LARGE,
    amount_in_words,
    explanation,
    kept_words,
    large_explanation,
)
from minzheng_desk.eligibility.model import AssetFact, HouseholdFacts, IncomeFact, PersonFacts
from minzheng_desk.eligibility.operations import record_assessment
from minzheng_desk.eligibility.queries import assessments_of, facts_of_household
from minzheng_desk.eligibility.registered import registered_facts
from minzheng_desk.households.model import Income
from minzheng_desk.households.operations.facts import record_fact
from minzheng_desk.kernel.money import Money
from minzheng_desk.policy.model import Dated, Document, Source
from minzheng_desk.policy.queries import load_policy

DAY = date(2026, 11, 21)
POLICY = load_policy("demo-county")
NOTICE = Source(Document("notice", "某县通知", is_open=True))
FAMILY = HouseholdFacts(
    key="h",
    area="rural",
    members=(
        PersonFacts(key="a", name="张三", relation="02", born_on=date(1980, 1, 1)),
        PersonFacts(key="b", name="李四", relation="12", born_on=date(1982, 3, 8)),
        PersonFacts(key="c", name="张小", relation="20", born_on=date(2012, 6, 1)),
    ),
    incomes=(IncomeFact(kind="wage", amount=Money(1_483_200), person="a"),),
    assets=(AssetFact(kind="deposit", amount=Money(300_000)), AssetFact(kind="house", person="a")),
    property_fits=True,
)


def said(letter: Letter) -> str:
    return "\n".join(letter.texts())


def test_a_kept_assessment_reads_and_prints_the_same_after_pack_and_facts_have_changed(desk: Desk) -> None:
    home = registered(desk, "张三", "李四")
    desk.run(record_fact, Income(household_id=home.id, kind="wage", amount=Money(600_000)))
    found = assess("dibao", desk.ask(facts_of_household, home.id, DAY), POLICY, DAY)
    desk.run(record_assessment, found)
    before = plain_with_alternatives(found)
    told = desk.ask(registered_facts, [found.facts])[home.id]
    printed = render_letter(explanation({**before, "registered": [one.plain() for one in told]})).content

    raised = POLICY.with_values({"dibao.standard.rural": [Dated(DAY, Fraction(90_000), NOTICE)]})
    desk.run(record_fact, Income(household_id=home.id, kind="wage", amount=Money(900_000)))
    now = assess("dibao", desk.ask(facts_of_household, home.id, DAY), raised, DAY)
    assert before != plain_with_alternatives(now)

    (kept,) = desk.ask(assessments_of, home.id)
    words = dict(kept_words(kept))
    facts = words.pop("facts")
    assert [one.plain() for one in told] == words.pop("registered")
    assert json.loads(json.dumps(before)) == words
    assert ["张三", "李四"] == sorted(member["name"] for member in facts["members"])
    assert [600_000] == [income["amount"] for income in facts["incomes"]]
    assert not any("id_number" in member for member in facts["members"])
    assert printed == render_letter(explanation(kept_words(kept))).content


def test_the_explanation_tells_facts_findings_working_and_every_source_on_one_page() -> None:
    words = plain_with_alternatives(assess("dibao", FAMILY, POLICY, DAY))
    letter = explanation(words)
    text = said(letter)
    for expected in (
        "张三　2026-11-21　最低生活保障：符合，每月补差 84 元，自2026年12月起。",
        "每年 14,832.00 元",
        "3,000.00 元",
        "1 处（件）",
        "低 28.00 元",
        "440.00 × 3 人 = 1,320.00 元",
        "不是审批决定",
        words["pack_version"],
    ):
        assert expected in text
    for finding in words["findings"]:
        assert finding["citations"]
        assert all(citation in text for citation in finding["citations"])
    assert 1 == render_letter(letter).pages


def test_the_villager_reads_the_result_in_large_type_and_plain_sentences() -> None:
    letter = large_explanation(plain_with_alternatives(assess("dibao", FAMILY, POLICY, DAY)))
    assert 18 <= SMALLEST_LARGE <= letter.smallest <= letter.size <= LARGE_SIZE
    assert "每月补差 84 元。" in said(letter)
    assert "从2026年12月开始发。" in said(letter)
    assert 1 == render_letter(letter).pages


def test_who_does_not_fit_reads_by_how_much_and_what_else_to_ask_for() -> None:
    richer = replace(FAMILY, incomes=(IncomeFact(kind="wage", amount=Money(1_628_280), person="a"),))
    text = said(large_explanation(plain_with_alternatives(assess("dibao", richer, POLICY, DAY))))
    assert "不符合最低生活保障条件。" in text
    assert "高 12.30 元" in text
    assert "低保边缘家庭" in text


def test_what_is_missing_is_told_in_large_type_and_both_ways_on_the_page() -> None:
    asked = replace(FAMILY, incomes=(IncomeFact(kind="basic_pension", amount=Money(16_300), months=1),))
    words = plain_with_alternatives(assess("dibao", asked, POLICY, DAY))
    assert "请确认" in said(large_explanation(words))
    assert "如城乡居民基本养老保险基础养老金不计入，符合" in said(explanation(words))
    assert "" == amount_in_words(words)


def test_the_completion_notice_lists_everything_missing_once_and_is_one_page() -> None:
    unknown = replace(FAMILY, incomes=None)
    found = [assess(programme, unknown, POLICY, DAY) for programme in ("dibao", "dibao_margin")]
    notice = completion_notice(found, "清水镇民政办")
    assert ("张三：", ("请登记家庭收入。",)) == (notice.addressee, notice.items)
    assert "下列 1 项" in notice.opening
    assert "最低生活保障、低保边缘家庭" in notice.opening
    assert "第十条" in notice.basis
    assert notice.text.splitlines()[0] == "一次性补正告知书"
    assert 1 == render_letter(notice.letter).pages


def test_nothing_missing_yields_no_notice() -> None:
    with pytest.raises(NothingMissing):
        completion_notice([assess("dibao", FAMILY, POLICY, DAY)], "清水镇民政办")
