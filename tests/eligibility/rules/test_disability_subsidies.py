"""The two disability subsidies, whatever the certificates and the days."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minzheng_desk.eligibility.assessing import assess
from minzheng_desk.eligibility.circumstances import OtherBenefitFact
from minzheng_desk.eligibility.findings import Assessment
from minzheng_desk.eligibility.model import CertificateFact, HouseholdFacts, PersonFacts
from minzheng_desk.eligibility.rules.certificates import last_day, reminder_on
from minzheng_desk.kernel.money import Money
from minzheng_desk.kernel.period import Month, month_later
from minzheng_desk.policy.queries import load_policy

DAY = date(2026, 11, 21)
POLICY = load_policy("demo-county")
LIVING, NURSING = "disability_living_allowance", "disability_nursing_subsidy"

certificates = st.builds(
    CertificateFact,
    category=st.sampled_from("1234567"),
    grade=st.sampled_from("1234"),
    issued_on=st.one_of(st.none(), st.dates(date(2014, 1, 1), date(2026, 12, 31))),
    cancelled_on=st.one_of(st.none(), st.dates(date(2025, 1, 1), date(2027, 1, 1))),
)
benefits = st.builds(
    OtherBenefitFact,
    kind=st.sampled_from(["elder_living", "elder_nursing", "cadre_nursing", "work_injury_nursing", "other"]),
    amount=st.one_of(st.none(), st.integers(0, 30_000).map(Money)),
)


def a_holder(*held: CertificateFact, **facts: object) -> HouseholdFacts:
    person = PersonFacts(key="a", name="甲", receives=("dibao",), certificates=held)
    return HouseholdFacts(key="h", area="rural", members=(person,), **facts)  # type: ignore[arg-type]


def living(facts: HouseholdFacts, on: date = DAY) -> Assessment:
    return assess(LIVING, facts, POLICY, on)


@pytest.mark.parametrize(
    ("issued_on", "last", "reminder"),
    [
        (date(2016, 11, 20), date(2026, 11, 20), date(2026, 5, 20)),
        (date(2016, 11, 21), date(2026, 11, 21), date(2026, 5, 21)),
        (date(2016, 2, 29), date(2026, 2, 28), date(2025, 8, 28)),
        (date(2016, 8, 31), date(2026, 8, 31), date(2026, 2, 28)),
    ],
)
def test_a_certificate_ends_on_the_corresponding_day(issued_on: date, last: date, reminder: date) -> None:
    one = CertificateFact(category="4", grade="2", issued_on=issued_on)
    assert (last, reminder) == (last_day(one, POLICY.at(DAY)), reminder_on(one, POLICY.at(DAY)))


def test_the_day_on_the_certificate_goes_before_the_years() -> None:
    one = CertificateFact(category="4", grade="2", issued_on=date(2016, 1, 1), expires_on=date(2027, 6, 30))
    assert date(2027, 6, 30) == last_day(one, POLICY.at(DAY))


def test_nobody_knows_when_a_certificate_without_days_ends() -> None:
    one = CertificateFact(category="4", grade="2")
    assert (None, None) == (last_day(one, POLICY.at(DAY)), reminder_on(one, POLICY.at(DAY)))


@given(st.lists(certificates, max_size=3), st.dates(date(2026, 1, 1), DAY))
def test_what_is_owed_is_the_sum_of_its_months_and_none_comes_twice(
    held: list[CertificateFact], applied_on: date
) -> None:
    found = living(a_holder(*held, applied_on=applied_on))
    if found.calculation is not None:
        months = found.calculation.trace["months"]
        assert found.owed == sum(amount for _, amount in months)
        assert sorted({month for month, _ in months}) == [month for month, _ in months]
        assert all(Month.of(applied_on) <= month <= Month.of(DAY) for month, _ in months)


@given(st.lists(certificates, max_size=3), st.dates(date(2026, 1, 1), DAY), st.integers(0, 200))
def test_who_applied_earlier_is_never_owed_less(
    held: list[CertificateFact], applied_on: date, days: int
) -> None:
    later = living(a_holder(*held, applied_on=applied_on))
    earlier_on = month_later(applied_on, -(days % 12))
    earlier = living(a_holder(*held, applied_on=earlier_on))
    assert later.outcome == earlier.outcome
    assert (later.owed or 0) <= (earlier.owed or 0)


@given(st.lists(certificates, max_size=3), st.permutations(range(3)))
def test_the_order_of_certificates_never_matters(held: list[CertificateFact], order: list[int]) -> None:
    shuffled = [held[at] for at in order if at < len(held)]
    for programme in (LIVING, NURSING):
        first, second = (assess(programme, a_holder(*known), POLICY, DAY) for known in (held, shuffled))
        assert (first.outcome, first.amount, first.owed) == (second.outcome, second.amount, second.owed)


@given(st.lists(certificates, min_size=1, max_size=2), st.lists(benefits, max_size=3))
def test_a_benefit_of_others_never_gives_what_was_not_due(
    held: list[CertificateFact], others: list[OtherBenefitFact]
) -> None:
    alone = a_holder(*held)
    person = replace(alone.members[0], other_benefits=tuple(others))
    for programme in (LIVING, NURSING):
        without = assess(programme, alone, POLICY, DAY).amount
        with_them = assess(programme, replace(alone, members=(person,)), POLICY, DAY).amount
        assert with_them in (None, without)


@given(st.lists(certificates, max_size=2), st.lists(benefits, max_size=2), st.dates(date(2026, 1, 1), DAY))
def test_everything_an_assessment_says_can_be_read(
    held: list[CertificateFact], others: list[OtherBenefitFact], applied_on: date
) -> None:
    alone = a_holder(*held, applied_on=applied_on)
    facts = replace(alone, members=(replace(alone.members[0], other_benefits=tuple(others)),))
    for programme in (LIVING, NURSING):
        found = assess(programme, facts, POLICY, DAY)
        assert found.plain()
        assert all(finding.sentence.endswith("。") and finding.citations for finding in found.findings)


def test_who_is_paid_already_is_owed_the_present_month_only() -> None:
    facts = a_holder(CertificateFact(category="4", grade="1"), applied_on=date(2020, 1, 5))
    paid = replace(facts.members[0], receives=("dibao", LIVING))
    assert 11000 == living(replace(facts, members=(paid,))).owed
    assert 22000 == living(replace(facts, paid_through=Month(2026, 9))).owed


def test_a_renewal_before_the_old_certificate_ends_leaves_no_gap() -> None:
    old = CertificateFact(category="4", grade="3", issued_on=date(2016, 8, 20))
    new = CertificateFact(category="4", grade="3", issued_on=date(2026, 8, 1))
    assert 99000 == living(a_holder(old, new, applied_on=date(2026, 3, 1))).owed
