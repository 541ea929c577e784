from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minzheng_desk.kernel.money import (
    AmountWrong,
    Money,
    figures,
    in_words,
    rounded,
    shown,
    yuan,
    yuan_from_number,
)

AMOUNTS = st.integers(-(10**18) + 1, 10**18 - 1).map(Money)
WIDE = {ord(narrow): ord(narrow) + 0xFEE0 for narrow in "0123456789.,-"}


@pytest.mark.parametrize(
    ("written", "fen"),
    [
        ("1,234.5", 123450),
        ("1234元", 123400),
        ("￥84", 8400),
        ("¥84.05", 8405),
        ("人民币1,000,000.01元整", 100000001),
        (" 0.1 ", 10),
        ("12.", 1200),
        ("1234.500", 123450),
        ("100圆整", 10000),
        (440, 44000),
        (Decimal("616.50"), 61650),
        (Decimal("1E+2"), 10000),
    ],
)
def test_written_amounts_are_read_exactly(written, fen):
    assert fen == yuan(written)


def test_full_width_figures_are_read():
    assert 123450 == yuan("1,234.5".translate(WIDE))


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("1.234", "小数超过两位"),
        (Decimal("0.001"), "小数超过两位"),
        (Decimal("NaN"), "不是一个金额"),
        ("", "不是一个金额"),
        ("约100", "不是一个金额"),
        ("12,34", "不是一个金额"),
        ("1e3", "不是一个金额"),
        ("-1", "不能是负数"),
        (-1, "不能是负数"),
    ],
)
def test_what_cannot_be_read_exactly_is_refused(written, reason):
    with pytest.raises(AmountWrong, match=reason) as said:
        yuan(written)
    assert "1234.50" in said.value.advice


@pytest.mark.parametrize("written", [1.5, True, None])
def test_floats_and_other_things_are_no_money(written):
    with pytest.raises(TypeError):
        yuan(written)


def test_negative_amounts_are_read_where_the_caller_says_so():
    assert -8400 == yuan("-84", may_be_negative=True)
    assert -8400 == yuan("\u221284元", may_be_negative=True)
    assert -150 == yuan_from_number(-1.5, may_be_negative=True)


@given(AMOUNTS)
def test_an_amount_shown_or_in_figures_is_read_back(amount):
    assert amount == yuan(shown(amount), may_be_negative=True)
    assert amount == yuan(figures(amount), may_be_negative=True)


@given(st.integers(0, 10**11))
def test_a_spreadsheet_number_of_yuan_gives_back_its_fen(fen):
    assert fen == yuan_from_number(fen / 100)


@pytest.mark.parametrize(
    ("number", "reason"),
    [
        (1.234, "小数超过两位"),
        (0.005, "小数超过两位"),
        (float("inf"), "不是一个金额"),
        (float("nan"), "不是一个金额"),
        (-1.0, "不能是负数"),
    ],
)
def test_a_spreadsheet_number_that_is_no_amount_is_refused(number, reason):
    with pytest.raises(AmountWrong, match=reason):
        yuan_from_number(number)


@pytest.mark.parametrize(
    ("amount", "unit", "mode", "expected"),
    [
        (61650, 100, "half_up", 61700),
        (61649, 100, "half_up", 61600),
        (-61650, 100, "half_up", -61700),
        (Fraction(100, 3), 1, "ceil", 34),
        (Fraction(-100, 3), 1, "ceil", -33),
        (Fraction(100, 3), 1, "floor", 33),
        (12301, 1000, "ceil", 13000),
        (0, 100, "ceil", 0),
    ],
)
def test_rounding_is_what_cashiers_do(amount, unit, mode, expected):
    assert expected == rounded(amount, unit, mode)


@given(st.fractions(-(10**9), 10**9), st.sampled_from([1, 10, 100, 1000]))
def test_rounding_never_moves_an_amount_by_a_whole_unit(amount, unit):
    down, nearest, up = (rounded(amount, unit, mode) for mode in ("floor", "half_up", "ceil"))
    assert down <= amount <= up
    assert up - down in {0, unit}
    assert nearest in {down, up}
    assert abs(nearest - amount) * 2 <= unit


@pytest.mark.parametrize(
    ("fen", "words"),
    [
        (0, "零元整"),
        (5, "伍分"),
        (50, "伍角"),
        (1005, "壹拾元零伍分"),
        (164200, "壹仟陆佰肆拾贰元整"),
        (168032, "壹仟陆佰捌拾元叁角贰分"),
        (1640902, "壹万陆仟肆佰零玖元零贰分"),
        (10700053, "壹拾万柒仟元伍角叁分"),
        (1000000000, "壹仟万元整"),
        (100000000100, "壹拾亿零壹元整"),
        (10**16, "壹佰万亿元整"),
        (10**14 + 10**10, "壹万零壹亿元整"),
        (-123, "负壹元贰角叁分"),
    ],
)
def test_amounts_are_written_in_capital_numerals(fen, words):
    assert words == in_words(Money(fen))


DIGITS = "零壹贰叁肆伍陆柒捌玖"


def yuan_read(words: str) -> int:
    """Read capital numerals of whole yuan the way a teller does: unit by unit, noughts being silent."""
    for unit, value in (("亿", 10**8), ("万", 10**4), ("仟", 1000), ("佰", 100), ("拾", 10)):
        many, found, rest = words.rpartition(unit) if unit == "亿" else words.partition(unit)
        if found:
            return yuan_read(many) * value + yuan_read(rest)
    return DIGITS.index(words.lstrip("零") or "零")


def fen_read(words: str) -> int:
    """Read a whole voucher amount."""
    whole, found, part = words.removesuffix("整").rpartition("元")
    jiao = part.partition("角")[0].lstrip("零") if "角" in part else "零"
    fen = part.rpartition("角")[2].removesuffix("分").lstrip("零") or "零"
    return (yuan_read(whole) if found else 0) * 100 + DIGITS.index(jiao) * 10 + DIGITS.index(fen)


@given(AMOUNTS)
def test_capital_numerals_are_read_back_to_the_same_amount(amount):
    words = in_words(amount)
    sign = -1 if words.startswith("负") else 1
    assert amount == sign * fen_read(words.removeprefix("负"))


@given(AMOUNTS)
def test_capital_numerals_never_stutter(amount):
    words = in_words(amount)
    assert "零零" not in words
    assert "零元" not in words.removeprefix("零元整")
    assert not words.endswith("零")


def test_an_amount_beyond_words_is_refused():
    with pytest.raises(AmountWrong, match="大写"):
        in_words(Money(10**18))
