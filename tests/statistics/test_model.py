"""The arithmetic of reports, by the figures that were printed in three counties (case C40)."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minzheng_desk.kernel.money import Money, yuan
from minzheng_desk.statistics.model import (
    FigureUnreadable,
    Movement,
    Printed,
    WholeIsNothing,
    before_points,
    decimal,
    disagreement,
    in_wan,
    percentage,
    points_between,
    total,
)


def test_town_and_country_add_up() -> None:
    assert ("5,001", "8,337") == (total("户", (1958, 3043)).shown, total("人", (3065, 5272)).shown)


@pytest.mark.parametrize(
    ("opening", "left", "entered", "closing"),
    [(5001, 267, 593, 5327), (8337, 530, 1079, 8886), (1762, 80, 18, 1700)],
)
def test_what_was_there_plus_what_came_less_what_went(
    opening: int, left: int, entered: int, closing: int
) -> None:
    movement = Movement("户数", opening, entered, left)
    assert closing == movement.closing.value
    assert disagreement(movement.closing, f"{closing:,}") is None
    wrong = disagreement(movement.closing, str(closing + 1))
    assert wrong is not None
    assert ("户数期末", "1") == (wrong.label, wrong.off_by)


def test_movements_of_parts_add_up_to_that_of_the_whole() -> None:
    both = Movement("户数", 1958, 200, 100) + Movement("户数", 3043, 393, 167)
    assert (5001, 5327) == (both.opening, both.closing.value)


@pytest.mark.parametrize(
    ("part", "whole", "shown"),
    [(Fraction("616.5"), 680, "90.7%"), (1109, 1125, "98.6%"), (720, 500, "144.0%"), (0, 5, "0.0%")],
)
def test_a_share_is_shown_with_one_decimal(part: Fraction | int, whole: int, shown: str) -> None:
    assert shown == percentage("占比", part, whole).shown


def test_last_years_share_is_this_years_less_the_points() -> None:
    now = percentage("农村比城市", Fraction("616.5"), 680)
    last = before_points("上年", now, Fraction("4.1"))
    assert "86.6%" == last.shown
    assert "4.1个百分点" == points_between("提高", now, last).shown
    assert "-4.1个百分点" == points_between("降低", last, now).shown


def test_a_printed_share_that_is_not_the_computed_one_is_flagged() -> None:
    approved = percentage("审批通过率", 1109, 1125)
    wrong = disagreement(approved, "97%")
    assert wrong is not None
    assert "审批通过率：报表印的是 97%，按原始数计算是 98.6%，相差 1.6。" == str(wrong)


@pytest.mark.parametrize("printed", ["98.6%", "99 %", "98.58％", "98.578%"])
def test_a_printed_share_is_judged_as_finely_as_it_was_printed(printed: str) -> None:
    assert disagreement(percentage("审批通过率", 1109, 1125), printed) is None


def test_totals_are_shown_in_ten_thousands_of_yuan() -> None:
    spent = Money(2239 * yuan("2478"))
    assert yuan("5548242") == spent
    assert "554.82万元" == in_wan("临时救助支出", spent).shown
    assert disagreement(in_wan("临时救助支出", spent), "554.82 万元") is None
    assert disagreement(in_wan("临时救助支出", spent), "554.8万元") is None
    assert disagreement(in_wan("临时救助支出", spent), "554.83万元") is not None


def test_a_yearly_standard_comes_to_a_monthly_one() -> None:
    assert "819" == decimal(Fraction(9828, 12), 0)


@pytest.mark.parametrize("written", ["", "约97%", "97%%", "1.2.3", "百分之九十"])
def test_what_is_no_figure_is_refused(written: str) -> None:
    with pytest.raises(FigureUnreadable):
        Printed.of(written)


def test_a_share_of_nothing_is_refused() -> None:
    with pytest.raises(WholeIsNothing, match="审批率"):
        percentage("审批率", 1, 0)


@given(st.integers(0, 10**9), st.integers(1, 10**9), st.integers(0, 4))
def test_what_is_shown_always_agrees_with_itself(part: int, whole: int, decimals: int) -> None:
    share = percentage("占比", part, whole)
    assert disagreement(share, decimal(share.value, decimals)) is None
    assert abs(Printed.of(share.shown).value - share.value) <= Fraction(1, 20)


@given(*[st.integers(0, 10**7)] * 3)
def test_the_closing_of_one_year_opens_the_next(opening: int, entered: int, left: int) -> None:
    closing = int(Movement("户数", opening, entered, left).closing.value)
    assert opening == Movement("户数", closing, left, entered).closing.value
