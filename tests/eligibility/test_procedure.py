"""C12 to C16 and the children of C33: what the procedure allows on which day, under which text."""

from datetime import date

import pytest

from minzheng_desk.eligibility.procedure import (
    NoSuchProcedure,
    Ruling,
    appraising,
    deciding,
    extending,
    forwarding,
    objected,
    posting,
    refusing,
)
from minzheng_desk.policy.model import Dated, Document, PolicyOn, Source
from minzheng_desk.policy.queries import load_policy

POLICY = load_policy("demo-county").at(date(2026, 11, 21))
NOTICE = Source(Document("notice", "某省通知", is_open=True))


def with_value(name: str, value: str | int) -> PolicyOn:
    dated = Dated(date(2026, 1, 1), value, NOTICE)
    return POLICY.policy.with_values({name: [dated]}).at(POLICY.day)


@pytest.mark.parametrize(
    ("posted_on", "on", "expected"),
    [
        (date(2026, 9, 24), date(2026, 10, 1), False),
        (date(2026, 9, 24), date(2026, 10, 8), False),
        (date(2026, 9, 24), date(2026, 10, 9), True),
        (date(2026, 11, 13), date(2026, 11, 20), False),
        (date(2026, 11, 13), date(2026, 11, 21), True),
    ],
)
@pytest.mark.parametrize("programme", ["dibao", "dibao_single", "dibao_margin", "tekun"])
def test_c12_an_application_is_forwarded_when_its_posting_is_over(
    programme: str, posted_on: date, on: date, *, expected: bool
) -> None:
    assert expected is forwarding(POLICY, programme, posted_on, on).may


def test_c12_a_refusal_to_forward_says_from_which_day_it_may_be() -> None:
    refused = forwarding(POLICY, "dibao", date(2026, 9, 24), date(2026, 10, 8))
    assert date(2026, 10, 8) == refused.due_on
    assert "自 2026-10-09 起可以上报，现在不能上报" in refused.sentence
    assert ["第十九条", "第二百零三条"] == [source.clause_in_words for source in refused.sources]


def test_c12_where_holidays_do_not_count_the_posting_ends_on_one() -> None:
    policy = with_value("limit.holiday_roll", "none")
    assert not forwarding(policy, "dibao", date(2026, 9, 24), date(2026, 10, 1)).may
    assert forwarding(policy, "dibao", date(2026, 9, 24), date(2026, 10, 2)).may


@pytest.mark.parametrize(("by_township", "last"), [(False, date(2026, 11, 9)), (True, date(2026, 10, 26))])
def test_c13_a_decision_is_due_after_thirty_working_days_or_twenty(*, by_township: bool, last: date) -> None:
    assert last == deciding(POLICY, date(2026, 9, 21), by_township=by_township).due_on


@pytest.mark.parametrize("reason", ["notice_objection", "living_apart", "elsewhere", "hard_to_verify"])
def test_c13_it_is_extended_to_forty_five_for_a_listed_reason(reason: str) -> None:
    found = extending(POLICY, date(2026, 9, 21), reason)
    assert (True, date(2026, 11, 30)) == (found.may, found.due_on)


@pytest.mark.parametrize("reason", ["", "busy"])
def test_c13_it_is_not_extended_without_a_listed_reason(reason: str) -> None:
    found = extending(POLICY, date(2026, 9, 21), reason)
    assert (False, None) == (found.may, found.due_on)
    assert "公示有异议、人户分离、异地申请" in found.sentence


def test_c14_a_refusal_is_told_within_three_working_days_with_reasons() -> None:
    found = refusing(POLICY, "dibao", date(2026, 10, 30), "人均收入高于标准")
    assert (True, date(2026, 11, 4)) == (found.may, found.due_on)
    assert not refusing(POLICY, "dibao", date(2026, 10, 30), " ").may
    assert ["第十八条"] == [
        source.clause_in_words
        for source in refusing(POLICY, "tekun", date(2026, 10, 30), "有法定义务人").sources
    ]


def test_c16_an_objection_in_dibao_leads_to_an_inquiry_or_an_appraisal_and_no_second_posting() -> None:
    found = objected(POLICY, "dibao", date(2026, 10, 8))
    assert ("reinvestigation", "democratic_appraisal") == found.answers
    assert (None, False, 0) == (found.due_on, found.second_notice, found.notice_days)
    assert "重新调查核实或者民主评议" in found.sentence


def test_c16_an_objection_in_tekun_leads_to_an_inquiry_in_fifteen_working_days_and_a_second_posting() -> None:
    found = objected(POLICY, "tekun", date(2026, 10, 8))
    assert ("reinvestigation",) == found.answers
    assert (date(2026, 10, 28), True, 7) == (found.due_on, found.second_notice, found.notice_days)


def test_c16_a_place_may_want_a_second_posting_in_dibao_too() -> None:
    assert objected(with_value("second_notice.dibao", "required"), "dibao", date(2026, 10, 8)).second_notice


@pytest.mark.parametrize(
    ("programme", "has_objection", "warns"),
    [("dibao", False, True), ("dibao", True, False), ("tekun", False, False), ("tekun", True, False)],
)
def test_c16_an_appraisal_in_dibao_without_an_objection_is_warned_of(
    programme: str, *, has_objection: bool, warns: bool
) -> None:
    found = appraising(POLICY, programme, has_objection=has_objection)
    assert (True, warns) == (found.may, found.warns)
    assert warns is ("不再进行民主评议" in found.sentence)


def test_c33_nothing_about_a_child_is_posted() -> None:
    assert posting(POLICY, "dibao").may
    refused = posting(POLICY, "de_facto_unattended_child")
    assert (False, "二（二）") == (refused.may, refused.sources[0].clause)


def test_what_has_no_such_procedure_says_so() -> None:
    with pytest.raises(NoSuchProcedure, match="高龄津贴"):
        forwarding(POLICY, "old_age_allowance", date(2026, 9, 24), date(2026, 10, 9))


def test_every_ruling_rests_on_a_listed_clause() -> None:
    day = date(2026, 9, 24)
    rulings: list[Ruling] = [posting(POLICY, "dibao"), posting(POLICY, "de_facto_unattended_child")]
    rulings += [deciding(POLICY, day), extending(POLICY, day, ""), extending(POLICY, day, "elsewhere")]
    sources = [source for ruling in rulings for source in ruling.sources]
    for programme in ("dibao", "tekun"):
        sources += forwarding(POLICY, programme, day, day).sources
        sources += refusing(POLICY, programme, day, "").sources
        sources += objected(POLICY, programme, day).sources
        sources += appraising(POLICY, programme, has_objection=False).sources
    assert [] == [source for source in sources if not source.document.has(source.clause)]
    assert all(source.clause for source in sources)


def test_a_ruling_is_read_out_with_its_text() -> None:
    assert posting(POLICY, "dibao").text.endswith(
        "（《最低生活保障审核确认办法》（民发〔2021〕57号）第十九条）"
    )
