"""What is typed is read exactly or not at all."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minzheng_desk.kernel.errors import InputProblem
from minzheng_desk.kernel.money import AmountWrong, Money, figures, shown, yuan
from minzheng_desk.kernel.period import Month
from minzheng_desk.ui.widgets.forms.typed import (
    DayUnclear,
    MonthUnclear,
    NumberUnclear,
    SumUnclear,
    moved_day,
    read_day,
    read_money,
    read_month,
    read_number,
)

TODAY = date(2026, 11, 20)
AMOUNTS = st.integers(0, 10**13).map(Money)
FULL_WIDTH = str.maketrans("0123456789.,", "０１２３４５６７８９．，")


@given(AMOUNTS)
def test_every_way_of_writing_an_amount_is_read_as_the_kernel_reads_it(amount: Money) -> None:
    for written in (
        figures(amount),
        shown(amount),
        shown(amount).translate(FULL_WIDTH),
        f"￥{shown(amount)}元",
    ):
        assert amount == read_money(written) == yuan(written)


@given(st.text(alphabet="0123456789.,-+ 元０１９．，一￥", max_size=12))
def test_without_a_sum_the_field_accepts_what_the_kernel_accepts_and_nothing_else(text: str) -> None:
    try:
        expected = yuan(text)
    except AmountWrong:
        with pytest.raises(AmountWrong):
            read_money(text)
    else:
        assert expected == read_money(text)


@given(st.lists(st.tuples(st.sampled_from("+-*"), st.integers(0, 99999)), min_size=1, max_size=6))
def test_a_sum_is_worked_out_exactly_products_first(parts: list[tuple[str, int]]) -> None:
    written = "=1" + "".join(f"{sign}{cents / 100:.2f}" for sign, cents in parts)
    terms, term = Fraction(0), Fraction(1)
    for sign, cents in parts:
        if sign == "*":
            term *= Fraction(cents, 100)
        else:
            terms += term
            term = Fraction(cents, 100) * (1 if sign == "+" else -1)
    fen = (terms + term) * 100
    if fen.denominator == 1 and fen >= 0:
        assert fen == read_money(written)
    else:
        with pytest.raises(SumUnclear):
            read_money(written)


@pytest.mark.parametrize(
    ("written", "fen"),
    [
        ("=3*594", 178200),
        ("＝３×５９４", 178200),
        ("= (1,200 + 34.5) ÷ 2", 61725),
        ("=-(2-5)*100", 30000),
        ("=0.1+0.2", 30),
        ("=.5+5.", 550),
        ("=21600/12", 180000),
    ],
)
def test_sums_as_clerks_type_them(written: str, fen: int) -> None:
    assert fen == read_money(written)


@pytest.mark.parametrize(
    "written",
    [
        "=",
        "=3*",
        "=(3",
        "=3)",
        "=3 4",
        "=10/3",
        "=2-5",
        "=1/0",
        "=3元",
        "=__import__",
        "=" + "(" * 50 + "1",
        "=1" * 200,
    ],
)
def test_a_sum_that_cannot_be_worked_out_is_refused_with_words(written: str) -> None:
    with pytest.raises(SumUnclear) as refused:
        read_money(written)
    assert str(refused.value).endswith("。")


def test_a_field_that_may_be_negative_takes_what_is_below_nought() -> None:
    assert -300 == read_money("=2-5", may_be_negative=True) == read_money("-3", may_be_negative=True)


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)))
def test_every_full_day_is_read_however_it_is_written(day: date) -> None:
    for written in (
        day.isoformat(),
        f"{day:%Y%m%d}",
        f"{day:%Y.%m.%d}",
        f"{day.year}/{day.month}/{day.day}",
        f"{day.year}年{day.month}月{day.day}日",
        f"{day:%Y%m%d}".translate(FULL_WIDTH),
    ):
        assert day == read_day(written, TODAY)


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("1120", TODAY),
        ("11-20", TODAY),
        ("11.20", TODAY),
        ("11月20日", TODAY),
        ("20", TODAY),
        (".", TODAY),
        ("。", TODAY),
        ("t", TODAY),
        ("3-1", date(2026, 3, 1)),
    ],
)
def test_what_is_left_out_of_a_day_is_this_year_and_month(written: str, day: date) -> None:
    assert day == read_day(written, TODAY)


@pytest.mark.parametrize("written", ["2026-02-30", "1332", "99999999", "明天", "2026", "11-", "0"])
def test_what_is_no_day_is_refused(written: str) -> None:
    with pytest.raises(DayUnclear):
        read_day(written, TODAY)


@given(st.dates(), st.integers(-40, 40), st.integers(-40, 40))
def test_moving_a_day_stays_within_the_calendar(day: date, days: int, months: int) -> None:
    assert isinstance(moved_day(day, days=days, months=months), date)


def test_the_last_day_there_is_stays_where_it_is() -> None:
    assert date.max == moved_day(date.max, days=1)
    assert date.max - timedelta(days=1) == moved_day(date.max, days=-1)


@pytest.mark.parametrize(
    "written", ["2026-11", "202611", "2026年11月", "11", "11月", ".", "T", "２０２６．１１"]
)
def test_months_as_clerks_type_them(written: str) -> None:
    assert Month(2026, 11) == read_month(written, Month(2026, 11))


@pytest.mark.parametrize("written", ["13", "0", "2026-13", "去年"])
def test_what_is_no_month_is_refused(written: str) -> None:
    with pytest.raises(MonthUnclear):
        read_month(written, Month(2026, 11))


def test_whole_numbers_are_read_and_others_refused() -> None:
    assert [12, -3, 1200] == [read_number(text) for text in ("１2", "-3", "1,200")]
    for text in ("1.5", "十", ""):
        with pytest.raises(NumberUnclear):
            read_number(text)


@given(st.text(max_size=20))
def test_whatever_is_typed_is_read_or_refused_and_never_breaks(text: str) -> None:
    readers: tuple[Callable[[str], object], ...] = (
        read_money,
        read_number,
        lambda typed: read_day(typed, TODAY),
        lambda typed: read_month(typed, Month(2026, 1)),
    )
    for read in readers:
        with suppress(InputProblem):
            assert read(text) is not None
