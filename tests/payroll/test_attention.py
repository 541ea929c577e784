"""What drawing says is known again: which lines need somebody, how much, and why."""

from __future__ import annotations

import dataclasses
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minzheng_desk.benefits.model import Amounts
from minzheng_desk.kernel.identity import IdNumber
from minzheng_desk.kernel.ids import RecordId, new_ids
from minzheng_desk.kernel.money import Money, yuan
from minzheng_desk.kernel.period import Month
from minzheng_desk.payroll.arrears import Arrears
from minzheng_desk.payroll.attention import (
    Concern,
    Grade,
    SentBack,
    attention,
    attention_to,
    is_large_change,
    is_suspended,
)
from minzheng_desk.payroll.drawing import Payable, Previous, compute_roster
from minzheng_desk.payroll.model import RosterLine

NOVEMBER = Month(2026, 11)
ROSTER = RecordId("f" * 32)
USUAL = Payable(
    award_id=RecordId("a" * 32),
    person_id=RecordId("b" * 32),
    name="张三",
    id_number=IdNumber("990000199001010010"),
    died_on=None,
    household_number="00001",
    region_code="990000101001",
    region_name="杨家湾村",
    hukou_kind="rural",
    persons=2,
    amounts=Amounts(yuan("520")),
    account="6217000000000000004",
)


def line(before: Previous | None = None, **facts: object) -> RosterLine:
    """One award drawn up with these facts."""
    payable = dataclasses.replace(USUAL, **facts)  # type: ignore[arg-type]
    previous = {USUAL.award_id: before} if before else {}
    (made,) = compute_roster([payable], previous, ROSTER, NOVEMBER, new_ids(1)).lines
    return made


def paid(amount: str) -> Previous:
    return Previous("pay", yuan(amount), yuan(amount))


TO_MEND = {
    Concern.NO_ACCOUNT: {"account": ""},
    Concern.DEAD_BEFORE: {"died_on": date(2026, 10, 3)},
    Concern.WORTH_NOTHING: {"amounts": Amounts(Money(0))},
    Concern.AMOUNT_UNKNOWN: {"amounts": None, "why_none": "没有核定金额"},
}
TO_CONFIRM = {
    Concern.DIED_NOW: {"died_on": date(2026, 11, 3)},
    Concern.MEMBER_DIED: {"deaths": ("成员李四于2026-11-02去世",)},
    Concern.PAID_TOO_MUCH: {"arrears": Arrears(overpaid=((Month(2026, 10), yuan("20")),))},
    Concern.UNCLEAR: {"arrears": Arrears(unclear=(Month(2026, 10),))},
}


@pytest.mark.parametrize("concern", TO_MEND)
def test_what_is_held_for_want_of_something_must_be_mended(concern: Concern) -> None:
    found = attention_to(line(paid("520"), **TO_MEND[concern]))
    assert found is not None
    assert (concern, Grade.MEND) == (found.concern, found.grade)
    assert found.line.reason == found.fact


@pytest.mark.parametrize("concern", TO_CONFIRM)
def test_what_is_paid_but_unusual_is_to_be_confirmed(concern: Concern) -> None:
    # What was paid too much is told where the amount changes at all.
    found = attention_to(line(paid("500"), **TO_CONFIRM[concern]))
    assert found is not None
    assert (concern, Grade.CONFIRM) == (found.concern, found.grade)


def test_the_same_person_twice_is_to_be_mended_on_the_second_line() -> None:
    twin = dataclasses.replace(USUAL, award_id=RecordId("c" * 32))
    lines = compute_roster([USUAL, twin], {}, ROSTER, NOVEMBER, new_ids(2)).lines
    (found,) = attention(lines, {})
    assert (2, Concern.TWICE) == (found.line.seq, found.concern)


def test_what_is_suspended_or_stopped_needs_nobody() -> None:
    held = line(suspended="核查")
    assert is_suspended(held)
    assert attention_to(held) is None
    assert attention_to(line(paid("520"), ended="户籍迁移，自2026-11停发", amounts=None)) is None


def test_an_ended_award_that_still_owes_and_has_no_account_is_to_be_mended() -> None:
    owing = Arrears(unpaid=((Month(2026, 10), yuan("520")),))
    found = attention_to(line(ended="户籍迁移，自2026-11停发", account="", arrears=owing))
    assert found is not None
    assert Concern.NO_ACCOUNT is found.concern


def test_what_the_bank_refused_is_to_be_mended_until_the_account_is_another() -> None:
    same, other = SentBack(USUAL.account, "户名不符"), SentBack("6217000000000000012", "户名不符")
    found = attention_to(line(paid("520")), same)
    assert found is not None
    assert (Concern.SENT_BACK, "银行原因：户名不符。账户还没有更正") == (found.concern, found.fact)
    assert attention_to(line(paid("520")), other) is None


def test_a_change_of_more_than_a_fifth_is_to_be_confirmed_with_both_amounts() -> None:
    found = attention_to(line(paid("433")))
    assert found is not None
    assert Concern.LARGE_CHANGE is found.concern
    assert found.fact.startswith("433.00 → 520.00")
    assert attention_to(line(paid("433.34"))) is None
    assert attention_to(line(paid("650"))) is None
    assert attention_to(line(paid("650.01"))) is not None


def test_less_because_last_month_held_arrears_is_no_surprise() -> None:
    assert not is_large_change(line(Previous("pay", yuan("1040"), yuan("520"))))


def test_lines_to_mend_come_before_those_to_confirm() -> None:
    first, second = line(paid("100")), line(account="")
    found = attention([first, dataclasses.replace(second, award_id=RecordId("d" * 32))], {})
    assert [Concern.NO_ACCOUNT, Concern.LARGE_CHANGE] == [one.concern for one in found]


@given(before=st.integers(1, 500_000), now=st.integers(1, 500_000))
def test_a_change_is_large_exactly_beyond_a_fifth_of_last_month(before: int, now: int) -> None:
    made = line(
        Previous("pay", Money(before), Money(before)), amounts=Amounts(Money(now)), amount_reason="重新核定"
    )
    assert (abs(now - before) * 5 > before) == is_large_change(made)
