"""Properties of the subsidies for elders and of payments made once."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minzheng_desk.eligibility.assessing import assess
from minzheng_desk.eligibility.circumstances import RecognitionFact
from minzheng_desk.eligibility.model import AbilityFact, HouseholdFacts, OnceFact, Outcome, PersonFacts
from minzheng_desk.eligibility.rules.elders import degree_of
from minzheng_desk.eligibility.rules.one_off import school_year
from minzheng_desk.kernel.codes import codes
from minzheng_desk.kernel.period import Month
from minzheng_desk.policy.queries import load_policy

DAY = date(2026, 11, 21)
POLICY = load_policy("demo-county")
PROGRAMMES = (
    "orphan_allowance",
    "de_facto_unattended_child",
    "eldercare_subsidy",
    "elder_nursing_subsidy",
    "price_subsidy",
    "one_off_living_subsidy",
    "education_aid",
)


def alone(**facts: object) -> HouseholdFacts:
    person = PersonFacts(key="p", name="甲", **{"born_on": date(1950, 1, 1), **facts})  # type: ignore[arg-type]
    return HouseholdFacts(key="h", area="rural", members=(person,))


def test_a_better_score_never_means_a_worse_degree() -> None:
    order = list(codes("ability_degree").labels)
    degrees = [degree_of(score, POLICY.at(DAY)) for score in range(101)]
    assert set(order) == set(degrees)
    assert all(order.index(worse) >= order.index(better) for worse, better in pairwise(degrees))


@given(st.integers(0, 99))
def test_a_better_score_never_raises_the_subsidy(score: int) -> None:
    amounts = [
        assess(
            "elder_nursing_subsidy", alone(receives=("dibao",), ability=AbilityFact(score=n)), POLICY, DAY
        ).amount
        or 0
        for n in (score, score + 1)
    ]
    assert amounts[0] >= amounts[1]


@given(st.sets(st.sampled_from(list(POLICY.programmes))))
def test_one_payment_a_month_under_however_many_programmes(programmes: set[str]) -> None:
    found = assess("price_subsidy", alone(receives=tuple(sorted(programmes))), POLICY, DAY)
    assert found.amount in {None, 1800}
    again = alone(
        receives=tuple(programmes), received_once=(OnceFact(programme="price_subsidy", paid_on=DAY),)
    )
    assert assess("price_subsidy", again, POLICY, DAY).amount is None


@given(st.dates(date(2026, 1, 1), date(2031, 12, 31)))
def test_every_day_lies_in_one_school_year(day: date) -> None:
    since, until = school_year(POLICY.at(day))
    assert since <= day < until
    assert (9, 1, 9, 1, 1) == (since.month, since.day, until.month, until.day, until.year - since.year)


@given(st.dates(date(2026, 1, 1), date(2028, 12, 31)), st.dates(date(2026, 1, 1), date(2028, 12, 31)))
def test_school_aid_is_paid_again_only_in_another_school_year(first: date, second: date) -> None:
    had = alone(
        receives=("dibao",),
        study_stage="undergraduate",
        received_once=(OnceFact(programme="education_aid", paid_on=first),),
    )
    same = school_year(POLICY.at(first)) == school_year(POLICY.at(second))
    assert (Outcome.NOT_MET if same else Outcome.MET) is assess("education_aid", had, POLICY, second).outcome


def test_a_recognition_reaches_every_counted_member_while_it_is_valid() -> None:
    head = PersonFacts(key="a", name="甲", born_on=date(1980, 1, 1))
    father = PersonFacts(key="b", name="乙", relation="51", born_on=date(1950, 1, 1))
    valid = RecognitionFact(programme="dibao_margin", recognised_on=date(2026, 1, 1), valid_until=DAY)
    home = HouseholdFacts(key="h", area="rural", members=(head, father), recognitions=(valid,))
    assert 6000 == assess("eldercare_subsidy", home, POLICY, DAY, person="b").amount
    assert assess("eldercare_subsidy", home, POLICY, date(2026, 11, 22), person="b").amount is None


@pytest.mark.parametrize("programme", PROGRAMMES)
def test_whoever_is_not_known_at_all_gets_an_answer_with_what_is_missing(programme: str) -> None:
    facts = HouseholdFacts(key="h", area="rural", members=(PersonFacts(key="p", name="甲"),))
    found = assess(programme, facts, POLICY, DAY)
    assert Outcome.MET is not found.outcome
    for finding in found.findings:
        assert finding.citations
        assert finding.parameters is not None
        assert finding.sentence.endswith("。")


def test_payments_made_once_begin_and_end_in_their_month() -> None:
    found = assess("price_subsidy", alone(receives=("tekun",)), POLICY, DAY)
    assert (Month(2026, 11), Month(2026, 11), 1800) == (found.first_month, found.last_month, found.amount)
