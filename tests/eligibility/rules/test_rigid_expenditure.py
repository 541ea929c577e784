"""Families in hardship through what they have to pay, whatever they pay."""

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from minzheng_desk.eligibility.assessing import assess
from minzheng_desk.eligibility.circumstances import ExpenseFact, OfficerFinding
from minzheng_desk.eligibility.model import HouseholdFacts, IncomeFact, Outcome, PersonFacts
from minzheng_desk.eligibility.rules.expenses import borne
from minzheng_desk.eligibility.rules.rigid_expenditure import percent
from minzheng_desk.kernel.money import Money
from minzheng_desk.policy.queries import load_policy

DAY = date(2026, 11, 21)
POLICY = load_policy("demo-county")
PROGRAMME = "rigid_expenditure_hardship"
RANK = {Outcome.NOT_MET: 0, Outcome.UNKNOWN: 1, Outcome.MET: 2}

sums = st.integers(0, 5_000_000).map(Money)
expenses = st.builds(
    ExpenseFact,
    kind=st.sampled_from(["medical", "education", "rehabilitation", "living", "production_cost"]),
    amount=st.one_of(st.none(), sums),
    reimbursed=sums,
    tariff=st.one_of(st.none(), sums),
    public_school=st.sampled_from([None, True, False]),
    person=st.sampled_from([None, "a", "b"]),
    spent_on=st.one_of(st.none(), st.dates(date(2025, 6, 1), date(2026, 12, 31))),
)


def a_family(spent: tuple[ExpenseFact, ...], yearly: int = 6_000_000) -> HouseholdFacts:
    members = (
        PersonFacts(key="a", name="甲", born_on=date(1980, 1, 1)),
        PersonFacts(key="b", name="乙", relation="12", born_on=date(1982, 3, 8)),
    )
    incomes = (IncomeFact(kind="wage", amount=Money(yearly), person="a"),)
    return HouseholdFacts(key="h", area="rural", members=members, incomes=incomes, expenses=spent)


@given(st.lists(expenses, max_size=4), expenses)
def test_more_expenditure_never_loses_eligibility(spent: list[ExpenseFact], more: ExpenseFact) -> None:
    before = assess(PROGRAMME, a_family(tuple(spent)), POLICY, DAY)
    after = assess(PROGRAMME, a_family((*spent, more)), POLICY, DAY)
    assert RANK[before.outcome] <= RANK[after.outcome]


@given(st.lists(expenses, max_size=4), st.integers(0, 6_000_000), st.integers(0, 6_000_000))
def test_more_income_never_makes_eligible(spent: list[ExpenseFact], one: int, other: int) -> None:
    less, more = (
        assess(PROGRAMME, a_family(tuple(spent), yearly), POLICY, DAY) for yearly in sorted((one, other))
    )
    assert RANK[more.outcome] <= RANK[less.outcome] or less.means.income == (0, 12)


@given(st.lists(expenses, max_size=4), st.randoms(use_true_random=False))
def test_the_order_of_members_and_expenses_never_matters(spent: list[ExpenseFact], dice: object) -> None:
    facts = a_family(tuple(spent))
    shuffled = list(spent)
    dice.shuffle(shuffled)  # type: ignore[attr-defined]
    other = replace(facts, members=facts.members[::-1], expenses=tuple(shuffled))
    first, second = assess(PROGRAMME, facts, POLICY, DAY), assess(PROGRAMME, other, POLICY, DAY)
    assert (first.outcome, first.valid_until) == (second.outcome, second.valid_until)


@given(st.lists(expenses, max_size=4))
def test_what_is_found_out_later_confirms_what_was_decided(spent: list[ExpenseFact]) -> None:
    before = assess(PROGRAMME, a_family(tuple(spent)), POLICY, DAY).outcome
    settled = tuple(
        replace(one, amount=one.amount or Money(0), public_school=True, tariff=None) for one in spent
    )
    if all(one.amount is not None and one.tariff is None for one in spent) and before is not Outcome.UNKNOWN:
        assert before is assess(PROGRAMME, a_family(settled), POLICY, DAY).outcome


@given(expenses)
def test_an_expense_counts_between_nothing_and_what_was_paid(expense: ExpenseFact) -> None:
    found = borne(expense)
    assert 0 <= found.least
    assert found.most is None or found.least <= found.most
    if expense.amount is not None and found.most is not None:
        assert found.most <= max(expense.amount - expense.reimbursed, 0)
    assert bool(found.missing) == (found.most is None or found.least < found.most) or not found.most


@given(st.lists(expenses, max_size=3))
def test_everything_an_assessment_says_can_be_read(spent: list[ExpenseFact]) -> None:
    found = assess(PROGRAMME, a_family(tuple(spent)), POLICY, DAY)
    assert found.plain()
    assert all(finding.sentence.endswith("。") and finding.citations for finding in found.findings)


def test_an_officer_decides_only_where_there_is_no_income() -> None:
    spent = (ExpenseFact(kind="medical", amount=Money(100)),)
    said = (OfficerFinding("rigid_zero_income", holds=True, reason="确实困难"),)
    without = replace(a_family(spent, 0), officer_findings=said)
    assert Outcome.MET is assess(PROGRAMME, without, POLICY, DAY).outcome
    assert (
        Outcome.NOT_MET
        is assess(PROGRAMME, replace(a_family(spent), officer_findings=said), POLICY, DAY).outcome
    )


def test_a_change_of_the_ratio_before_its_date_changes_nothing() -> None:
    facts = a_family((ExpenseFact(kind="medical", amount=Money(3_600_001)),))
    before = assess(PROGRAMME, facts, POLICY, DAY)
    dated = POLICY.at(DAY)["rigid_expenditure.ratio"]
    later = replace(dated, since=DAY + timedelta(days=1), value=Fraction(9, 10))
    draft = POLICY.with_values({"rigid_expenditure.ratio": [later]})
    assert Outcome.MET is before.outcome is assess(PROGRAMME, facts, draft, DAY).outcome
    assert Outcome.NOT_MET is assess(PROGRAMME, facts, draft, DAY + timedelta(days=1)).outcome


def test_a_share_is_told_in_percent() -> None:
    shares = [percent(Fraction(*pair)) for pair in ((3, 5), (1, 3), (1, 1), (0, 1), (5, 2))]
    assert ["60%", "33.3333%", "100%", "0%", "250%"] == shares
