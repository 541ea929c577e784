"""A policy is asked for a day and answers with a value, since when, and where it is written."""

from datetime import date
from fractions import Fraction

import pytest

from minzheng_desk.policy.model import (
    Dated,
    Document,
    ParameterMissing,
    ParameterUnknown,
    ProgrammeUnknown,
    Source,
)
from minzheng_desk.policy.queries import load_policy

DAY = date(2026, 11, 21)
NOTICE = Source(Document("notice", "某县通知", is_open=True))


def test_a_value_says_since_when_and_where_it_is_written() -> None:
    standard = load_policy("demo-county").at(DAY)["dibao.standard.rural"]
    assert (Fraction(44000), date(2026, 1, 1)) == (standard.value, standard.since)
    assert "《示范县2026年社会救助和老年福利标准（演示）》一" == str(standard.source)
    assert standard.published == date(2025, 12, 20)


def test_the_day_a_value_begins_is_the_first_day_it_holds() -> None:
    raised = load_policy("demo-county").with_values(
        {"dibao.standard.rural": [Dated(date(2026, 12, 1), Fraction(50000), NOTICE)]}
    )
    assert Fraction(44000) == raised.at(date(2026, 11, 30)).exact("dibao.standard.rural")
    assert Fraction(50000) == raised.at(date(2026, 12, 1)).exact("dibao.standard.rural")


def test_a_draft_leaves_the_policy_it_was_made_of_alone() -> None:
    policy = load_policy("demo-county")
    policy.with_values({"dibao.standard.rural": [Dated(date(2020, 1, 1), Fraction(1), NOTICE)]})
    assert Fraction(44000) == policy.at(DAY).exact("dibao.standard.rural")


def test_a_later_pack_holds_alone_from_its_first_value_on() -> None:
    values = [Dated(date(2025, 7, 1), Fraction(43000), NOTICE)]
    changed = load_policy("demo-county").with_values({"dibao.standard.rural": values})
    assert Fraction(44000) == changed.at(date(2025, 6, 30)).exact("dibao.standard.rural")
    assert Fraction(43000) == changed.at(DAY).exact("dibao.standard.rural")


def test_a_derived_value_follows_its_factors_on_the_day() -> None:
    raised = load_policy("demo-county").with_values(
        {"dibao.standard.rural": [Dated(date(2026, 12, 1), Fraction(50000), NOTICE)]}
    )
    assert Fraction(57200) == raised.at(date(2026, 11, 30)).exact("tekun.basic.rural")
    assert (Fraction(65000), date(2026, 12, 1)) == (
        raised.at(date(2026, 12, 1))["tekun.basic.rural"].value,
        raised.at(date(2026, 12, 1))["tekun.basic.rural"].since,
    )


def test_a_value_of_its_own_takes_the_place_of_the_derived_one() -> None:
    free = load_policy("demo-county").with_values(
        {"tekun.basic.rural": [Dated(date(2026, 6, 1), Fraction(60000), NOTICE)]}
    )
    assert Fraction(57200) == free.at(date(2026, 5, 31)).exact("tekun.basic.rural")
    assert Fraction(60000) == free.at(date(2026, 6, 1)).exact("tekun.basic.rural")


def test_a_parameter_without_value_says_name_day_and_what_to_do() -> None:
    with pytest.raises(ParameterMissing, match="2024-12-31") as raised:
        load_policy("demo-county").at(date(2024, 12, 31))["dibao.standard.rural"]
    assert "dibao.standard.rural" == raised.value.facts["name"]
    assert "政策包" in raised.value.advice


def test_national_leaves_local_figures_empty() -> None:
    policy = load_policy("national").at(DAY)
    assert policy.find("dibao.standard.urban") is None
    assert policy.find("dibao.rounding_unit") is None
    with pytest.raises(ParameterMissing):
        policy.exact("tekun.basic.urban")


def test_unknown_names_are_told_from_missing_values() -> None:
    policy = load_policy("demo-county")
    with pytest.raises(ParameterUnknown):
        policy.at(DAY)["dibao.standrad.rural"]
    with pytest.raises(ProgrammeUnknown, match="dibaoo"):
        policy.programme("dibaoo")


def test_the_yearly_standard_of_zengdu_is_616_50_a_month() -> None:
    policy = load_policy("zengdu-2023").at(date(2023, 6, 1))
    assert Fraction(61650) == policy.exact("dibao.standard.rural")
    assert Fraction(123300) == policy.exact("tekun.basic.rural")


def test_clauses_are_printed_as_the_texts_count_them() -> None:
    document = Document("R1", "某办法", "某号", frozenset({13}))
    assert "《某办法》（某号）第十三条第（三）项" == str(Source(document, "a13(3)"))
    assert document.has("a13(3)")
    assert not document.has("a14")
    assert not document.has("一（一）")


def test_a_text_is_cited_only_while_it_is_in_force() -> None:
    law = load_policy("national").documents["L1"]
    assert not law.is_in_force(date(2026, 6, 30))
    assert law.is_in_force(date(2026, 7, 1))


def test_a_split_parameter_is_asked_for_whole_or_by_part() -> None:
    policy = load_policy("demo-county")
    assert ["dibao.standard.rural", "dibao.standard.urban"] == sorted(
        p.name for p in policy.parts_of("dibao.standard")
    )
    assert ["limit.publicity"] == [p.name for p in policy.parts_of("limit.publicity")]
    with pytest.raises(ParameterUnknown):
        policy.parts_of("dibao.standrad")
