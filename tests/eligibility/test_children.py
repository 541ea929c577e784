"""孤儿 and 事实无人抚养儿童: parents one by one, months to the day, topped up and never beyond."""

from datetime import date, timedelta
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minzheng_desk.eligibility.assessing import assess
from minzheng_desk.eligibility.findings import Assessment
from minzheng_desk.eligibility.model import HeldFact, HouseholdFacts, Outcome, ParentFact, PersonFacts
from minzheng_desk.kernel.codes import codes
from minzheng_desk.kernel.money import Money
from minzheng_desk.kernel.period import month_later
from minzheng_desk.policy.queries import load_policy

DAY = date(2026, 11, 21)
POLICY = load_policy("demo-county")
STANDARD = 153_000
DEAD = ParentFact(parent="father", state="dead", since=date(2024, 3, 1))
LOST = ParentFact(parent="mother", state="lost_contact", since=date(2026, 1, 1), proof="police_receipt")
states = st.sampled_from([None, *codes("parent_state").labels])
facts_of_parents = st.builds(
    ParentFact,
    parent=st.sampled_from(["father", "mother"]),
    state=states,
    since=st.none() | st.dates(date(2025, 1, 1), date(2027, 6, 1)),
    until=st.none() | st.dates(date(2026, 6, 1), date(2028, 1, 1)),
    proof=st.sampled_from([None, "police_receipt"]),
    illness=st.sampled_from([None, "尿毒症", "感冒"]),
)


def child(*parents: ParentFact, **facts: object) -> HouseholdFacts:
    known = {"born_on": date(2015, 6, 1), "care_arrangement": "home", "parents": parents, **facts}
    return HouseholdFacts(key="h", area="rural", members=(PersonFacts(key="c", name="孩子", **known),))  # type: ignore[arg-type]


def unattended(facts: HouseholdFacts, on: date = DAY) -> Assessment:
    return assess("de_facto_unattended_child", facts, POLICY, on)


@given(st.lists(facts_of_parents, max_size=4))
def test_the_order_of_what_is_known_about_parents_never_matters(known: list[ParentFact]) -> None:
    for programme in ("orphan_allowance", "de_facto_unattended_child"):
        found = {
            assess(programme, child(*order), POLICY, DAY).outcome for order in list(permutations(known))[:6]
        }
        assert 1 == len(found)


@given(st.lists(facts_of_parents, max_size=4))
def test_no_child_is_an_orphan_and_unattended_at_once(known: list[ParentFact]) -> None:
    facts = child(*known)
    both = [assess(p, facts, POLICY, DAY).outcome for p in ("orphan_allowance", "de_facto_unattended_child")]
    assert both.count(Outcome.MET) <= 1


@given(facts_of_parents, st.lists(facts_of_parents, max_size=3))
def test_what_befalls_one_parent_never_stands_for_the_other(one: ParentFact, more: list[ParentFact]) -> None:
    same = [fact for fact in (one, *more) if fact.parent == one.parent]
    assert Outcome.MET is not unattended(child(*same)).outcome
    assert Outcome.MET is not assess("orphan_allowance", child(*same), POLICY, DAY).outcome


@given(st.dates(date(2024, 8, 1), date(2027, 12, 31)))
def test_lost_contact_counts_from_the_corresponding_day_six_months_later(since: date) -> None:
    facts = child(
        DEAD, ParentFact(parent="mother", state="lost_contact", since=since, proof="police_receipt")
    )
    full_on = month_later(since, 6)
    assert Outcome.MET is unattended(facts, full_on).outcome
    assert Outcome.NOT_MET is unattended(facts, full_on - timedelta(days=1)).outcome


@given(st.integers(0, 2 * STANDARD), st.integers(0, 2 * STANDARD))
def test_the_child_has_the_standard_in_all_or_what_it_had_if_more(one: int, other: int) -> None:
    held = (
        HeldFact(programme="tekun", amount=Money(one)),
        HeldFact(programme="disability_living_allowance", amount=Money(other)),
    )
    amount = unattended(child(DEAD, LOST, held=held)).amount
    assert amount is not None
    assert max(STANDARD, one + other) == amount + one + other


@given(st.integers(0, 3 * STANDARD), st.integers(1, 9))
def test_the_share_of_a_household_is_rounded_to_the_fen_once(amount: int, persons: int) -> None:
    held = (HeldFact(programme="tekun", amount=Money(amount), persons=persons),)
    found = unattended(child(DEAD, LOST, held=held)).amount
    assert found is not None
    exact = max(STANDARD * persons - amount, 0)
    assert abs(found * persons - exact) * 2 <= persons


@pytest.mark.parametrize("state", codes("parent_state").labels)
def test_every_state_is_answered_in_words(state: str) -> None:
    facts = child(DEAD, ParentFact(parent="mother", state=state))
    for programme in ("orphan_allowance", "de_facto_unattended_child"):
        found = assess(programme, facts, POLICY, DAY)
        for finding in found.findings:
            assert finding.sentence.endswith("。")
            assert finding.citations
            assert finding.parameters is not None
        assert found.plain()["findings"]


def test_a_change_of_the_states_before_its_day_changes_nothing() -> None:
    facts = child(
        ParentFact(parent="father", state="dead"), ParentFact(parent="mother", state="guardianship_revoked")
    )
    before, after = (unattended(facts, day) for day in (date(2020, 12, 23), date(2026, 1, 1)))
    assert (Outcome.NOT_MET, Outcome.MET) == (before.outcome, after.outcome)
