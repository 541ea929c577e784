"""A screen only says of whom a rule would answer 不符合, and never changes what comes out."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minzheng_desk.benefits.standing import standing_programmes
from minzheng_desk.eligibility.assessing import assess, assess_everything
from minzheng_desk.eligibility.model import CertificateFact, HouseholdFacts, IncomeFact, Outcome, PersonFacts
from minzheng_desk.eligibility.screens import screens
from minzheng_desk.kernel.money import Money
from minzheng_desk.policy.model import ParameterMissing
from minzheng_desk.policy.queries import load_policy

DAY = date(2026, 11, 21)
POLICY = load_policy("demo-county")
NAMES = [programme.name for programme in standing_programmes(POLICY)]
BOUNDARIES = [DAY.replace(year=DAY.year - years) for years in (0, 16, 18, 60, 65, 70, 80, 90, 100)]

born = st.one_of(
    st.none(),
    st.builds(
        lambda day, off: min(day + timedelta(days=off), DAY),
        st.sampled_from(BOUNDARIES),
        st.integers(-40, 40),
    ),
    st.dates(date(1925, 1, 1), DAY),
)
certificates = st.lists(
    st.builds(
        CertificateFact,
        category=st.sampled_from("1234567"),
        grade=st.sampled_from("1234"),
        issued_on=st.one_of(st.none(), st.dates(date(2014, 1, 1), DAY)),
    ),
    max_size=1,
).map(tuple)
people = st.builds(
    PersonFacts,
    key=st.just("p"),
    name=st.just("张三"),
    born_on=born,
    certificates=certificates,
    grave_illness=st.sampled_from([None, True, False]),
    lives_apart=st.sampled_from([None, "clergy", "prison"]),
    study_stage=st.sampled_from([None, "none", "undergraduate", "senior"]),
    receives=st.lists(st.sampled_from(NAMES), max_size=2, unique=True).map(tuple),
    special_hardship=st.sampled_from(["", "独居失能"]),
)
families = st.builds(
    HouseholdFacts,
    key=st.just("h"),
    area=st.sampled_from(["urban", "rural"]),
    members=people.map(lambda person: (person,)),
    incomes=st.one_of(
        st.none(),
        st.builds(
            lambda fen: (IncomeFact(kind="wage", amount=Money(fen), months=1),), st.integers(0, 200_000)
        ),
    ),
    property_fits=st.sampled_from([None, True, False]),
)


@given(people, st.sampled_from(NAMES))
def test_whoever_is_screened_out_does_not_fit(person: PersonFacts, programme: str) -> None:
    screen = screens(POLICY.at(DAY)).get(programme)
    if screen is None or not screen(person):
        return
    facts = HouseholdFacts(key="h", area="rural", members=(person,), incomes=())
    try:
        assert Outcome.NOT_MET is assess(programme, facts, POLICY, DAY).outcome
    except ParameterMissing:
        pytest.fail("a screen must not decide where the policy has no value")


@given(families)
def test_a_township_gone_through_at_once_says_what_each_assessment_says(facts: HouseholdFacts) -> None:
    (found,) = assess_everything(NAMES, [facts], POLICY, DAY)
    for one in found.assessments:
        alone = assess(one.programme.name, facts, POLICY, DAY)
        assert (alone.outcome, alone.amount) == (one.outcome, one.amount)
        assert list(alone.answers) == list(one.answers)
        assert [f.sentence for f in alone.findings] == [f.sentence for f in one.findings]
    assert len(NAMES) == len(found.assessments) + found.plainly_out + len(found.lacking)


def test_holders_are_asked_about_even_when_they_are_plainly_out() -> None:
    young = PersonFacts(key="p", name="张三", born_on=date(2000, 1, 1))
    facts = HouseholdFacts(key="h", area="rural", members=(young,), incomes=())
    (found,) = assess_everything(["old_age_allowance"], [facts], POLICY, DAY)
    assert ((), 1) == (found.assessments, found.plainly_out)
    holders = {("old_age_allowance", "p")}
    (found,) = assess_everything(["old_age_allowance"], [facts], POLICY, DAY, holders=holders)
    assert [Outcome.NOT_MET] == [one.outcome for one in found.assessments]
