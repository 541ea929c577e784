"""Who counts, by the seventh article, each with a reason."""

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minzheng_desk.eligibility.findings import exact
from minzheng_desk.eligibility.means import household_means, standings
from minzheng_desk.eligibility.model import HouseholdFacts, IncomeFact, PersonFacts
from minzheng_desk.eligibility.terms import (
    Rounding,
    has_reached,
    household_terms,
    latest_birth,
    reached_on,
)
from minzheng_desk.kernel.money import Money, rounded
from minzheng_desk.policy.model import Dated, Document, Source
from minzheng_desk.policy.queries import load_policy

DAY = date(2026, 11, 21)
POLICY = load_policy("demo-county")
ON = POLICY.at(DAY)
TERMS = household_terms(ON)
NOTICE = Source(Document("notice", "某县通知", is_open=True))
HEAD = PersonFacts(key="head", name="申请人", relation="02", born_on=date(1980, 1, 1))


def counts(*others: PersonFacts, key: str = "x") -> bool | None:
    """Return whether the member of that key counts beside an applicant."""
    found = {standing.person.key: standing.reason.counts for standing in standings((HEAD, *others), TERMS)}
    return found[key]


def member(
    relation: str, born_on: date | None = date(1990, 1, 1), key: str = "x", **facts: object
) -> PersonFacts:
    return PersonFacts(key=key, name=key, relation=relation, born_on=born_on, **facts)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        (member("12"), True),
        (member("12", lives_apart="elsewhere"), True),
        (member("12", lives_apart="prison"), False),
        (member("12", lives_apart="prison", lives_apart_since=DAY), False),
        (member("12", lives_apart="prison", lives_apart_since=DAY + timedelta(days=1)), True),
        (member("12", lives_apart="compulsory_rehab"), False),
        (member("12", lives_apart="declared_missing"), False),
        (member("12", lives_apart="lost_contact"), None),
        (member("12", lives_apart="clergy"), None),
        (member("12", died_on=DAY), False),
        (member("12", died_on=DAY + timedelta(days=1)), True),
        (member("20", date(2015, 1, 1)), True),
        (member("20", None), None),
        (member("20"), True),
        (member("20", lives_apart="elsewhere"), False),
        (member("20", lives_apart="elsewhere", study_stage="undergraduate"), True),
        (member("20", study_stage="graduate"), False),
        (member("20", lives_with_since=DAY + timedelta(days=1)), False),
        (member("52", date(1950, 1, 1)), True),
        (member("52", date(1950, 1, 1), lives_apart="elsewhere"), False),
        (member("56", date(1950, 1, 1)), False),
        (member("38"), False),
        (member("41", date(2015, 1, 1)), True),
        (member("41"), False),
        (member("62", date(1950, 1, 1)), False),
        (member("73"), False),
        (member("73", officer_counts=True, officer_reason="有扶养义务"), True),
        (member("20", officer_counts=False, officer_reason="已分户"), False),
        (member("99"), False),
    ],
)
def test_a_member_counts_as_the_article_says(other: PersonFacts, *, expected: bool | None) -> None:
    assert expected is counts(other)


def test_a_mother_in_law_counts_with_the_spouse() -> None:
    assert counts(member("12", key="wife"), member("56", date(1950, 1, 1)))


def test_a_daughter_in_law_and_a_grandchild_count_with_the_son() -> None:
    son = member("20", key="son")
    assert counts(son, member("38"))
    assert counts(son, member("41", date(2015, 1, 1)))


def test_a_grandmother_counts_with_a_minor_applicant() -> None:
    child = replace(HEAD, born_on=date(2015, 1, 1))
    found = standings((child, member("62", date(1950, 1, 1))), TERMS)
    assert [True, True] == [standing.reason.counts for standing in found]
    assert found[1].reason.prompt


def test_long_living_together_is_a_matter_of_months_where_the_place_says_so() -> None:
    policy = POLICY.with_values({"household.co_residence_months": [Dated(date(2026, 1, 1), 12, NOTICE)]})
    terms = household_terms(policy.at(DAY))
    for since, expected in ((date(2025, 11, 21), True), (date(2025, 11, 22), False)):
        mother = member("52", date(1950, 1, 1), lives_with_since=since)
        assert expected is standings((HEAD, mother), terms)[1].reason.counts


def test_one_person_under_two_keys_is_one() -> None:
    twice = [member("20", key=key, id_number="990000199009090170") for key in ("x", "y")]
    assert [True, True, False] == [s.reason.counts for s in standings((HEAD, *twice), TERMS)]


@given(st.lists(st.tuples(st.integers(0, 10**7), st.sampled_from([1, 2, 3, 4, 5, 6, 7, 11, 12])), max_size=6))
def test_streams_of_any_period_add_up_exactly(streams: list[tuple[int, int]]) -> None:
    incomes = tuple(IncomeFact(kind="wage", amount=Money(fen), months=months) for fen, months in streams)
    means = household_means(HouseholdFacts(key="h", area="rural", members=(HEAD,), incomes=incomes), TERMS)
    assert means.income is not None
    assert sum((Fraction(fen, months) for fen, months in streams), Fraction(0)) == exact(means.income)


@given(
    st.integers(0, 10**8),
    st.integers(1, 1000),
    st.integers(1, 1000),
    st.sampled_from(["ceil", "half_up", "floor"]),
)
def test_rounding_agrees_with_that_of_money(numerator: int, denominator: int, unit: int, mode: str) -> None:
    found = Rounding(unit, mode).of((numerator, denominator))  # type: ignore[arg-type]
    assert rounded(Fraction(numerator, denominator), unit, mode) == found  # type: ignore[arg-type]


@given(
    st.dates(min_value=date(1900, 1, 1), max_value=date(2026, 1, 1)),
    st.dates(min_value=date(2026, 1, 1), max_value=date(2029, 12, 31)),
    st.sampled_from([16, 18, 60, 80, 90, 100]),
    st.sampled_from(["birthday", "day_after"]),
)
def test_the_latest_birth_tells_who_has_reached_an_age(born: date, day: date, years: int, way: str) -> None:
    on = POLICY.with_values({"age.reached_on": [Dated(date(2026, 1, 1), way, NOTICE)]}).at(day)
    assert has_reached(born, years, on) == (born <= latest_birth(years, on))


def test_born_on_the_29th_of_february_is_of_age_on_the_28th() -> None:
    assert date(2026, 2, 28) == reached_on(date(2008, 2, 29), 18, ON)
    after = POLICY.with_values({"age.reached_on": [Dated(date(2026, 1, 1), "day_after", NOTICE)]}).at(DAY)
    assert date(2026, 3, 1) == reached_on(date(2008, 2, 29), 18, after)
