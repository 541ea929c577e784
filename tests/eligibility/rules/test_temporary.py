"""Temporary assistance: what is given at once, what has to be made up for, and what it never exceeds."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minzheng_desk.eligibility.assessing import assess
from minzheng_desk.eligibility.circumstances import HardshipFact, OfficerFinding
from minzheng_desk.eligibility.model import HouseholdFacts, IncomeFact, Outcome, PersonFacts
from minzheng_desk.eligibility.rules.temporary_route import completion
from minzheng_desk.eligibility.unfinished import unfinished_aid
from minzheng_desk.kernel.money import Money
from minzheng_desk.policy.queries import load_policy

DAY = date(2026, 11, 21)
POLICY = load_policy("demo-county")
PROGRAMME = "temporary_assistance"

sums = st.one_of(st.none(), st.integers(0, 1_000_000).map(Money))
hardships = st.builds(
    HardshipFact,
    kind=st.sampled_from(["emergency", "expenditure"]),
    cause=st.sampled_from(["fire", "accident", "illness"]),
    happened_here=st.sampled_from([None, True, False]),
    urgent=st.sampled_from([None, True, False]),
    asked=sums,
    expenditure=sums,
    aided_on=st.one_of(st.none(), st.dates(date(2025, 1, 1), DAY)),
    granted=sums,
)
AIDED = HardshipFact(
    kind="emergency",
    cause="accident",
    event="过路时被撞伤",
    granted=Money(63_000),
    aided_on=date(2026, 11, 2),
    relieved_on=date(2026, 11, 6),
    recorded_by="李敏",
)


def a_visitor(hardship: HardshipFact | None, yearly: int = 300_000, **facts: object) -> HouseholdFacts:
    return HouseholdFacts(
        key="h",
        area="urban",
        members=(PersonFacts(key="a", name="来访者", born_on=date(1980, 1, 1)),),
        incomes=(IncomeFact(kind="wage", amount=Money(yearly)),),
        hardship=hardship,
        **facts,  # type: ignore[arg-type]
    )


@given(hardships, st.integers(0, 5_000_000))
def test_the_amount_exceeds_neither_what_is_asked_nor_the_cap(hardship: HardshipFact, yearly: int) -> None:
    found = assess(PROGRAMME, a_visitor(hardship, yearly), POLICY, DAY)
    if found.amount is not None:
        assert found.amount <= 6 * 63_000
        assert hardship.asked is None or found.amount <= hardship.asked
        if hardship.kind == "expenditure":
            assert hardship.expenditure is not None
            assert found.amount <= hardship.expenditure
        assert found.first_month == found.last_month


@given(hardships, st.lists(hardships, max_size=3))
def test_aid_given_before_never_makes_more(hardship: HardshipFact, earlier: list[HardshipFact]) -> None:
    without = assess(PROGRAMME, a_visitor(hardship), POLICY, DAY)
    after = assess(PROGRAMME, a_visitor(hardship, earlier_hardships=tuple(earlier)), POLICY, DAY)
    assert after.amount in (None, without.amount)


@given(hardships, st.lists(hardships, max_size=2))
def test_everything_an_assessment_says_can_be_read(
    hardship: HardshipFact, earlier: list[HardshipFact]
) -> None:
    found = assess(PROGRAMME, a_visitor(hardship, earlier_hardships=tuple(earlier)), POLICY, DAY)
    assert found.plain()
    assert all(finding.sentence.endswith("。") and finding.citations for finding in found.findings)


def test_small_aid_is_due_in_three_days_whatever_the_calendar() -> None:
    urgent = HardshipFact(
        kind="emergency", cause="fire", happened_here=True, urgent=True, asked=Money(50_000)
    )
    at_new_year = assess(PROGRAMME, a_visitor(urgent), POLICY, date(2026, 12, 30))
    assert date(2027, 1, 2) == at_new_year.due_on
    asked_before = replace(urgent, applied_on=date(2026, 11, 20))
    assert date(2026, 11, 23) == assess(PROGRAMME, a_visitor(asked_before), POLICY, DAY).due_on


def test_one_case_decided_for_itself_does_not_lift_the_cap_of_another_kind() -> None:
    huge = HardshipFact(
        kind="emergency", cause="fire", happened_here=True, urgent=True, asked=Money(9_000_000)
    )
    said = (OfficerFinding("temporary_special", holds=False, reason="不属重大生活困难"),)
    found = assess(PROGRAMME, a_visitor(huge, officer_findings=said), POLICY, DAY)
    assert 6 * 63_000 == found.amount
    assert Outcome.MET is found.outcome


def test_papers_are_due_ten_working_days_after_the_emergency_is_over() -> None:
    on_time = completion(AIDED, POLICY.at(date(2026, 11, 20)))
    assert on_time is not None
    assert (date(2026, 11, 20), False, ("签字盖章",)) == (on_time.due_on, on_time.is_overdue, on_time.missing)
    late = completion(AIDED, POLICY.at(DAY))
    assert late is not None
    assert late.is_overdue


def test_papers_are_not_due_while_the_emergency_goes_on() -> None:
    going_on = completion(replace(AIDED, relieved_on=None, event="", recorded_by=""), POLICY.at(DAY))
    assert going_on is not None
    assert (None, False) == (going_on.due_on, going_on.is_overdue)
    assert ("救助事由", "经办人", "签字盖章") == going_on.missing


@pytest.mark.parametrize(
    "settled",
    [replace(AIDED, completed_on=DAY), replace(AIDED, aided_on=None)],
    ids=["complete", "not aided"],
)
def test_there_is_nothing_to_make_up_for(settled: HardshipFact) -> None:
    assert None is completion(settled, POLICY.at(DAY))


def test_a_year_without_a_calendar_is_said_not_guessed() -> None:
    left = completion(replace(AIDED, relieved_on=date(2026, 12, 28)), POLICY.at(date(2027, 1, 6)))
    assert left is not None
    assert (None, False) == (left.due_on, left.is_overdue)
    assert "急难已于 2026-12-28 缓解，期限须待2027年放假安排公布后推算" == left.limit


def test_where_no_text_sets_a_limit_the_papers_are_due_at_once() -> None:
    left = completion(AIDED, load_policy("national").at(DAY))
    assert left is not None
    assert (date(2026, 11, 6), True) == (left.due_on, left.is_overdue)


def test_unfinished_aid_is_listed_the_most_pressing_first() -> None:
    going_on = replace(AIDED, relieved_on=None, recorded_by="")
    later = replace(AIDED, relieved_on=date(2026, 11, 13))
    done = replace(AIDED, completed_on=date(2026, 11, 9))
    homes = [
        replace(a_visitor(None), key=key, earlier_hardships=(one,))
        for key, one in (("b", going_on), ("c", later), ("d", done), ("e", AIDED))
    ]
    found = unfinished_aid(homes, POLICY.at(DAY))
    assert ["e", "c", "b"] == [one.household for one in found]
    assert [
        "2026-11-02 先行救助，还须补记签字盖章，应于 2026-11-20 前补齐，已逾期。",
        "2026-11-02 先行救助，还须补记签字盖章，应于 2026-11-27 前补齐。",
        "2026-11-02 先行救助，还须补记经办人、签字盖章，急难缓解后登记缓解日期并补齐。",
    ] == [one.sentence for one in found]
    assert "二（二）" == found[0].source.clause
