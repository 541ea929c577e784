"""Quantities are exact or refused."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minzheng_desk.kernel.money import Money, shown
from minzheng_desk.kernel.period import Month
from minzheng_desk.policy.quantities import (
    MonthAmount,
    NotAQuantity,
    Tier,
    read_value,
    shown_value,
    shown_yuan,
)


def test_a_yearly_amount_is_a_twelfth_a_month_exactly() -> None:
    assert Fraction(61650) == read_value("7398.00 yuan/person/year", "yuan/person/month", {})
    assert Fraction(100000, 12) == read_value("1000.00 yuan/person/year", "yuan/person/month", {})


def test_a_monthly_amount_is_twelve_times_as_much_a_year() -> None:
    assert Fraction(739800) == read_value("616.50 yuan/person/month", "yuan/person/year", {})


@given(st.decimals(min_value=0, max_value=100000, places=2))
def test_money_is_read_to_the_fen(amount: Decimal) -> None:
    assert Fraction(amount) * 100 == read_value(f"{amount:f}", "yuan", {})


@pytest.mark.parametrize(
    ("written", "unit"),
    [
        (630.0, "yuan/person/month"),
        (630, "yuan/person/month"),
        ("630.001", "yuan/person/month"),
        ("-1.00", "yuan/person/month"),
        ("630 元", "yuan/person/month"),
        ("630.00 yuan/household/month", "yuan/person/month"),
        ("0.00", "step"),
        (1.5, "ratio"),
        ("NaN", "ratio"),
        ("Infinity", "ratio"),
        ("1/0", "ratio"),
        ("-0.5", "ratio"),
        (True, "days"),
        (-1, "days"),
        ("7", "days"),
        ([], "bands"),
        ([{"below": "150.00", "amount": "300.00"}], "bands"),
        ([{"amount": "300.00"}, {"amount": "200.00"}], "bands"),
        (
            [{"below": "2.00", "amount": "3.00"}, {"below": "2.00", "amount": "2.00"}, {"amount": "1.00"}],
            "bands",
        ),
        ("maybe", "word"),
        ("a", "codes"),
        ([{"age": 80}], "tiers"),
        ([{"month": "2026-13", "amount": "24.00"}], "by_month"),
        ([{"month": "2026-03"}], "by_month"),
        ([{"month": 202603, "amount": "24.00"}], "by_month"),
        ([{"month": "2026-03", "amount": "1.00"}, {"month": "2026年3月", "amount": "2.00"}], "by_month"),
        ([{"age": 80, "amount": "50.00"}, {"age": 80, "amount": "60.00"}], "tiers"),
    ],
)
def test_what_is_not_a_value_of_the_unit_is_refused_with_a_reason(written: object, unit: str) -> None:
    with pytest.raises(NotAQuantity, match=r"。$"):
        read_value(written, unit, {"yes": "是"})


def test_ratios_are_read_as_decimals_or_fractions() -> None:
    assert Fraction(3, 2) == read_value("1.5", "ratio", {})
    assert Fraction(1, 3) == read_value("1/3", "ratio", {})


def test_tiers_are_put_in_order() -> None:
    written = [{"age": 90, "amount": "100.00"}, {"age": 80, "amount": "50.00"}]
    assert (Tier(80, Fraction(5000)), Tier(90, Fraction(10000))) == read_value(written, "tiers", {})


def test_figures_are_shown_with_their_unit() -> None:
    assert "630.00元/人·月" == shown_value(Fraction(63000), "yuan/person/month")
    assert "7天" == shown_value(7, "days")
    assert "1.3" == shown_value(Fraction(13, 10), "ratio")
    assert "1/3" == shown_value(Fraction(1, 3), "ratio")
    assert "80周岁起50.00元" == shown_value((Tier(80, Fraction(5000)),), "tiers")


def test_thousands_are_set_apart_as_everywhere() -> None:
    assert "12,345.00" == shown_yuan(1_234_500)
    assert "-1,000.05" == shown_yuan(-100_005)
    assert "1,204,366.50元/人·年" == shown_value(Fraction(120_436_650), "yuan/person/year")
    assert "约4,166.6667" == shown_yuan(Fraction(1_250_000, 3))


@given(st.integers(-(10**12), 10**12))
def test_a_sentence_and_a_table_write_an_amount_alike(fen: int) -> None:
    assert shown(Money(fen)) == shown_yuan(fen)


def test_what_does_not_end_at_a_fen_is_shown_as_approximate() -> None:
    assert "约83.3333" == shown_yuan(Fraction(25000, 3))
    assert "0.0050" == shown_yuan(Fraction(1, 2))
    assert "-0.05" == shown_yuan(-5)


def test_bands_are_read_in_order_and_shown_in_words() -> None:
    written = [{"below": "150.00", "amount": "330.50"}, {"amount": "110.00"}]
    bands = read_value(written, "bands", {})
    assert "人均不足150.00元每人330.50元、其余每人110.00元" == shown_value(bands, "bands")


def test_amounts_by_month_are_read_in_order_and_shown() -> None:
    written = [{"month": "2026-03", "amount": "21.50"}, {"month": "2026-02", "amount": "24.00"}]
    value = read_value(written, "by_month", {})
    assert (MonthAmount(Month(2026, 2), Fraction(2400)), MonthAmount(Month(2026, 3), Fraction(2150))) == value
    assert "2026年2月24.00元、2026年3月21.50元" == shown_value(value, "by_month")


def test_points_and_months_of_the_year_are_whole_numbers() -> None:
    assert ("30分", "9月") == (shown_value(30, "points"), shown_value(9, "month_of_year"))
