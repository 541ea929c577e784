"""What an assessment says, and what it never does whatever the figures."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minzheng_desk.eligibility.assessing import (
    NotForPersons,
    alternatives,
    amount_of_award,
    assess,
    assess_each,
    assess_persons,
)
from minzheng_desk.eligibility.contradictions import contradictions
from minzheng_desk.eligibility.model import (
    HouseholdFacts,
    IncomeFact,
    NotInHousehold,
    Outcome,
    PersonFacts,
    PersonNotNamed,
)
from minzheng_desk.kernel.money import Money
from minzheng_desk.kernel.period import Month
from minzheng_desk.policy.model import Dated, Document, ParameterMissing, Source
from minzheng_desk.policy.queries import load_policy

DAY = date(2026, 11, 21)
BORN = date(1980, 1, 1)
POLICY = load_policy("demo-county")
NOTICE = Source(Document("notice", "某县通知", is_open=True))
RELATIONS = ("02", "12", "20", "30", "52", "41", "73", "99")


def a_person(key: str = "a", relation: str = "02", born_on: date = BORN, **facts: object) -> PersonFacts:
    named = f"成员{key}"
    return PersonFacts(key=key, name=named, relation=relation, born_on=born_on, **facts)  # type: ignore[arg-type]


def a_household(
    *members: PersonFacts, incomes: tuple[IncomeFact, ...] = (), area: str = "rural"
) -> HouseholdFacts:
    return HouseholdFacts(key="h", area=area, members=members or (a_person(),), incomes=incomes)


def yearly(fen: int, kind: str = "wage", **facts: object) -> IncomeFact:
    return IncomeFact(kind=kind, amount=Money(fen), **facts)  # type: ignore[arg-type]


BIRTHS = {
    "02": (date(1950, 1, 1), date(1985, 12, 31)),
    "52": (date(1930, 1, 1), date(1949, 12, 31)),
    "20": (date(1986, 1, 1), DAY),
    "30": (date(1986, 1, 1), DAY),
    "41": (date(1990, 1, 1), DAY),
}
"""When relatives of an applicant can have been born; facts that contradict themselves decide nothing."""
kinds = st.sampled_from(["wage", "business", "scholarship", "personal_pension", "gift", "old_age_allowance"])


@st.composite
def households(draw: Callable[..., object]) -> HouseholdFacts:
    size = draw(st.integers(min_value=1, max_value=6))
    assert isinstance(size, int)
    others = draw(st.lists(st.sampled_from(RELATIONS[1:]), min_size=size - 1, max_size=size - 1))
    assert isinstance(others, list)
    wed = others.index("12") if "12" in others else size
    relations = ["02", *(r if r != "12" or at == wed else "99" for at, r in enumerate(others))]
    members = tuple(
        a_person(
            str(index),
            relation,
            draw(st.dates(*BIRTHS.get(relation, (date(1930, 1, 1), DAY)))),  # type: ignore[arg-type]
            study_stage=draw(st.sampled_from([None, "undergraduate", "graduate", "none"])),
        )
        for index, relation in enumerate(relations)
    )
    incomes = draw(
        st.lists(
            st.builds(
                IncomeFact,
                kind=kinds,
                amount=st.integers(min_value=0, max_value=3_000_000).map(Money),
                months=st.sampled_from([1, 3, 5, 6, 7, 12]),
                person=st.sampled_from([member.key for member in members]),
            ),
            max_size=4,
        )
    )
    assert isinstance(incomes, list)
    area = draw(st.sampled_from(["urban", "rural"]))
    assert isinstance(area, str)
    return HouseholdFacts(key="h", area=area, members=members, incomes=tuple(incomes))


@given(households(), st.integers(min_value=1, max_value=5_000_000))
def test_more_income_never_raises_the_amount(facts: HouseholdFacts, more: int) -> None:
    before = assess("dibao", facts, POLICY, DAY)
    richer = replace(facts, incomes=(*(facts.incomes or ()), yearly(more, person=facts.members[0].key)))
    assert (before.amount or 0) >= (assess("dibao", richer, POLICY, DAY).amount or 0)


@given(households(), st.randoms(use_true_random=False))
def test_the_order_of_members_and_incomes_never_matters(facts: HouseholdFacts, dice: object) -> None:
    members, incomes = list(facts.members), list(facts.incomes or ())
    dice.shuffle(members)  # type: ignore[attr-defined]
    dice.shuffle(incomes)  # type: ignore[attr-defined]
    shuffled = replace(facts, members=tuple(members), incomes=tuple(incomes))
    first, second = assess("dibao", facts, POLICY, DAY), assess("dibao", shuffled, POLICY, DAY)
    assert (first.outcome, first.amount) == (second.outcome, second.amount)
    assert {s.person.key for s in first.means.counted} == {s.person.key for s in second.means.counted}


@given(households())
def test_nobody_is_counted_twice(facts: HouseholdFacts) -> None:
    doubled = replace(facts, members=facts.members + facts.members)
    once, twice = assess("dibao", facts, POLICY, DAY), assess("dibao", doubled, POLICY, DAY)
    assert (once.means.size, Outcome.UNKNOWN, None) == (twice.means.size, twice.outcome, twice.amount)
    assert any("登记了两次" in text for text in twice.missing)


@given(households())
def test_a_sound_household_contradicts_itself_nowhere(facts: HouseholdFacts) -> None:
    assert () == contradictions(facts, DAY)


@given(households())
def test_assessing_twice_gives_the_same(facts: HouseholdFacts) -> None:
    assert assess("dibao", facts, POLICY, DAY) == assess("dibao", facts, POLICY, DAY)


@given(households(), st.integers(min_value=1, max_value=400))
def test_a_change_of_parameter_before_its_date_changes_nothing(facts: HouseholdFacts, days: int) -> None:
    later = [Dated(DAY + timedelta(days=days), Fraction(99_900), NOTICE)]
    raised = POLICY.with_values({"dibao.standard.rural": later, "dibao.standard.urban": later})
    for programme in ("dibao", "dibao_margin"):
        assert (
            assess(programme, facts, POLICY, DAY).plain()["findings"]
            == (assess(programme, facts, raised, DAY).plain()["findings"])
        )


@given(households())
def test_a_family_is_never_both_dibao_and_margin(facts: HouseholdFacts) -> None:
    outcomes = [a.outcome for a in assess_each(("dibao", "dibao_margin"), [facts], POLICY, DAY)]
    assert [Outcome.MET, Outcome.MET] != outcomes


@given(households())
def test_the_amount_lifts_the_family_to_the_standard_and_by_less_than_a_yuan_more(
    facts: HouseholdFacts,
) -> None:
    found = assess("dibao", facts, POLICY, DAY)
    if found.amount is not None and found.means.income is not None:
        full = POLICY.at(DAY).exact(f"dibao.standard.{facts.area}") * found.means.size
        gap = full - Fraction(*found.means.income)
        assert 0 <= found.amount - gap < 100


@given(households())
def test_everything_an_assessment_says_can_be_read(facts: HouseholdFacts) -> None:
    for found in assess_each(("dibao", "dibao_margin"), [facts], POLICY, DAY):
        words = found.plain()
        assert all(finding["sentence"] and finding["citations"] for finding in words["findings"])
        assert "{" not in str([finding["sentence"] for finding in words["findings"]])


def test_the_working_ends_at_the_amount() -> None:
    found = assess("dibao", a_household(a_person(), incomes=(yearly(100_000),)), POLICY, DAY)
    assert found.calculation is not None
    assert found.amount == found.calculation.lines[-1].result == 35700
    assert "保障标准合计：440.00 × 1 人 = 440.00 元" == found.calculation.lines[0].text


def test_unknown_is_no_zero() -> None:
    facts = replace(a_household(), incomes=None)
    found = assess("dibao", facts, POLICY, DAY)
    assert (Outcome.UNKNOWN, None, ("请登记家庭收入",)) == (found.outcome, found.amount, found.missing)


def test_what_the_law_leaves_open_is_shown_both_ways_and_decided_neither() -> None:
    facts = a_household(incomes=(yearly(120_000, "basic_pension"),))
    found = assess("dibao", facts, POLICY, DAY)
    assert (Outcome.UNKNOWN, None) == (found.outcome, found.amount)
    assert [44000, 34000] == [other.amount for _, other in alternatives(found)]
    assert ["不计入", "计入"] == [words[-3:].removeprefix("金") for words, _ in alternatives(found)]


def test_a_text_not_yet_in_force_is_not_cited() -> None:
    facts = a_household()
    finding = "income.below_dibao_standard"
    for day, cited in ((date(2026, 6, 30), False), (date(2026, 7, 1), True)):
        found = assess("dibao", facts, POLICY, day).finding(finding)
        assert found is not None
        assert cited == ("L1" in {source.document.key for source in found.citations})


def test_parameters_looked_at_are_told_with_value_since_and_source() -> None:
    found = assess("dibao", a_household(incomes=(yearly(1),)), POLICY, DAY)
    used = {parameter.name: parameter for parameter in found.parameters}
    assert ("440.00元/人·月", date(2026, 1, 1)) == (
        used["dibao.standard.rural"].shown,
        used["dibao.standard.rural"].since,
    )
    assert {"dibao.rounding", "income.dibao.wage"} <= used.keys()
    assert "dibao.standard.urban" not in used


def test_a_day_without_a_standard_is_said() -> None:
    with pytest.raises(ParameterMissing, match="2020-01-01"):
        assess("dibao", a_household(), POLICY, date(2020, 1, 1))


def test_a_programme_for_persons_asks_for_whom() -> None:
    two = a_household(a_person(), a_person("b", "12"))
    with pytest.raises(PersonNotNamed, match="特困"):
        assess("tekun", two, POLICY, DAY)
    with pytest.raises(NotInHousehold):
        assess("tekun", two, POLICY, DAY, person="c")
    with pytest.raises(NotForPersons, match="最低生活保障"):
        list(assess_persons("dibao", [two], POLICY, DAY))


def test_every_member_is_assessed_for_a_programme_for_persons() -> None:
    family = a_household(a_person(born_on=date(1930, 1, 1)), a_person("b", "12", date(1945, 1, 1)))
    assert [10000, 5000] == [
        found.amount for found in assess_persons("old_age_allowance", [family], POLICY, DAY)
    ]


def test_a_standing_award_is_worth_what_the_policy_says_even_where_conditions_are_not_on_file() -> None:
    one = a_household(a_person(born_on=date(1950, 1, 1), self_care_failures=4))
    assert Outcome.UNKNOWN is assess("tekun", one, POLICY, DAY).outcome
    worth = amount_of_award("tekun", one, POLICY, DAY)
    assert worth is not None
    assert 117200 == worth.amount
    assert amount_of_award("tekun", a_household(a_person(born_on=date(1950, 1, 1))), POLICY, DAY) is None
    assert amount_of_award("dibao_margin", one, POLICY, DAY) is None


def test_income_nobody_is_named_for_is_asked_about_when_one_person_is_assessed() -> None:
    members = (a_person(born_on=date(1950, 1, 1), supporters=()), a_person("b", "12"))
    facts = a_household(*members, incomes=(yearly(120_000),))
    found = assess("tekun", facts, POLICY, DAY, person="a")
    assert Outcome.UNKNOWN is found.outcome
    assert any("未登记到人" in missing for missing in found.missing)


def test_income_of_those_who_are_not_counted_is_not_counted() -> None:
    brother = a_person("b", "73", date(1990, 1, 1))
    facts = a_household(a_person(), brother, incomes=(yearly(1_200_000, person="b"),))
    found = assess("dibao", facts, POLICY, DAY)
    assert 44000 == found.amount
    assert "person_not_counted" == found.means.incomes[0].treatment


def test_who_is_in_tekun_leaves_the_family_and_the_others_go_on() -> None:
    mother = a_person("b", "52", date(1950, 1, 1), receives=("tekun",))
    assert 1 == assess("dibao", a_household(a_person(), mother), POLICY, DAY).means.size


def test_cost_above_the_income_makes_it_nothing_and_lowers_no_other() -> None:
    loss = yearly(100_000, "business", cost=Money(500_000))
    assert 34000 == assess("dibao", a_household(incomes=(loss, yearly(120_000))), POLICY, DAY).amount


def test_streams_count_while_they_run() -> None:
    ended = yearly(120_000, until=DAY)
    not_begun = yearly(120_000, since=DAY + timedelta(days=1))
    last_day = yearly(120_000, until=DAY + timedelta(days=1))
    for stream, amount in ((ended, 44000), (not_begun, 44000), (last_day, 34000)):
        assert amount == assess("dibao", a_household(incomes=(stream,)), POLICY, DAY).amount


def test_the_first_month_follows_the_decision() -> None:
    assert Month(2026, 12) == assess("dibao", a_household(), POLICY, DAY).first_month
    same = POLICY.with_values({"dibao.start": [Dated(date(2026, 1, 1), "same_month", NOTICE)]})
    assert Month(2026, 11) == assess("dibao", a_household(), same, DAY).first_month


def test_a_supplement_is_told_apart_and_never_rounded_with_the_rest() -> None:
    draft = POLICY.with_values(
        {"dibao.supplement.minor.rural": [Dated(date(2026, 1, 1), Fraction(5050), NOTICE)]}
    )
    family = a_household(a_person(), a_person("b", "20", date(2015, 1, 1)), incomes=(yearly(1),))
    found = assess("dibao", family, draft, DAY)
    assert found.calculation is not None
    assert (93050, 5050) == (found.amount, found.calculation.supplement)
    assert found.calculation.lines[-1].result == found.amount
