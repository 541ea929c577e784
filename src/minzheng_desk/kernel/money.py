"""Money is a whole number of fen (分); written yuan become it at the border, exactly or not at all.

`Money` is an ``int`` to the machine, so sums and differences are plain arithmetic. Where a rule divides, it
works in `fractions.Fraction` and comes back through `rounded`, which is the only place where a fen is won
or lost.
"""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from fractions import Fraction
from math import isfinite
from typing import Literal, NewType

from minzheng_desk.kernel.errors import InputProblem

Money = NewType("Money", int)
RoundingMode = Literal["ceil", "half_up", "floor"]

FEN_PER_YUAN = 100
_WRITTEN = re.compile(r"(?P<sign>-?)(?P<whole>\d+|\d{1,3}(?:,\d{3})+)(?:\.(?P<part>\d{0,2})0*)?")
_AROUND_AMOUNT = re.compile(r"^(?:人民币)?¥?|[元圆]?整?$")
_TOO_FINE = re.compile(r"-?[\d,]+\.\d{3,}")
_NOISE_TOLERATED = Fraction(1, 10**6)
_WORDS_LIMIT = 10**16


class AmountWrong(InputProblem):
    """What was written is not an amount of money that can be taken over exactly."""

    text = "金额“{written}”无法识别：{reason}"
    remedy = "请填写以元为单位、最多两位小数的数字，例如 1234.50。"


def yuan(written: str | int | Decimal, *, may_be_negative: bool = False) -> Money:
    """Return the amount that ``written`` names in yuan; raises `AmountWrong` rather than guess or round.

    >>> yuan("1,234.5"), yuan("￥84元"), yuan(3), yuan(Decimal("0.10"))
    (123450, 8400, 300, 10)
    """
    fen = _fen_of_text(written) if isinstance(written, str) else _fen_of_number(written)
    if fen < 0 and not may_be_negative:
        raise AmountWrong(written=written, reason="这里不能是负数。")
    return Money(fen)


def _fen_of_text(written: str) -> int:
    plain = unicodedata.normalize("NFKC", written).replace(" ", "")
    plain = _AROUND_AMOUNT.sub("", plain).replace("\u2212", "-")
    match = _WRITTEN.fullmatch(plain)
    if match is None:
        too_fine = _TOO_FINE.fullmatch(plain)
        raise AmountWrong(written=written, reason="小数超过两位。" if too_fine else "不是一个金额。")
    fen = int(match["whole"].replace(",", "")) * FEN_PER_YUAN + int((match["part"] or "").ljust(2, "0"))
    return -fen if match["sign"] else fen


def _fen_of_number(written: int | Decimal) -> int:
    if isinstance(written, bool) or not isinstance(written, int | Decimal):
        raise TypeError(f"money is never read from {type(written).__name__}")
    if isinstance(written, Decimal) and not written.is_finite():
        raise AmountWrong(written=written, reason="不是一个金额。")
    fen = Fraction(written) * FEN_PER_YUAN
    if fen.denominator != 1:
        raise AmountWrong(written=written, reason="小数超过两位。")
    return fen.numerator


def yuan_from_number(number: float, *, may_be_negative: bool = False) -> Money:
    """Return the amount a spreadsheet cell holds as a binary number of yuan.

    A spreadsheet knows no other numbers, so noise below a millionth of a yuan is forgiven; a true third
    decimal is not, and raises `AmountWrong`.

    >>> yuan_from_number(0.1 + 0.2), yuan_from_number(1234.5)
    (30, 123450)
    """
    if not isfinite(number):
        raise AmountWrong(written=number, reason="不是一个金额。")
    exact = Fraction(number)
    fen = round(exact * FEN_PER_YUAN)
    if abs(exact - Fraction(fen, FEN_PER_YUAN)) > _NOISE_TOLERATED:
        raise AmountWrong(written=number, reason="小数超过两位。")
    if fen < 0 and not may_be_negative:
        raise AmountWrong(written=number, reason="这里不能是负数。")
    return Money(fen)


def shown(amount: Money) -> str:
    """Return the amount as people read it, in yuan with thousands set apart.

    >>> shown(Money(123450)), shown(Money(-5))
    ('1,234.50', '-0.05')
    """
    whole, part = divmod(abs(amount), FEN_PER_YUAN)
    return f"{'-' if amount < 0 else ''}{whole:,}.{part:02d}"


def figures(amount: Money) -> str:
    """Return the amount in yuan as bare figures, for bank files and machines.

    >>> figures(Money(123450))
    '1234.50'
    """
    return shown(amount).replace(",", "")


def rounded(amount: Fraction | int, unit: int, mode: RoundingMode) -> Money:
    """Return ``amount`` (in fen, perhaps a fraction of one) as a whole multiple of ``unit`` fen.

    ``half_up`` takes a half away from zero, as cashiers do, and never to the even neighbour.

    >>> (
    ...     rounded(Fraction(61650), 100, "half_up"),
    ...     rounded(Fraction(10, 3), 1, "ceil"),
    ...     rounded(199, 100, "floor"),
    ... )
    (61700, 4, 100)
    """
    units = Fraction(amount) / unit
    if mode == "ceil":
        return Money(-(-units.numerator // units.denominator) * unit)
    if mode == "floor":
        return Money(units.numerator // units.denominator * unit)
    magnitude = (2 * abs(units.numerator) + units.denominator) // (2 * units.denominator)
    return Money((magnitude if units >= 0 else -magnitude) * unit)


_DIGITS = "零壹贰叁肆伍陆柒捌玖"


def in_words(amount: Money) -> str:
    """Return the amount in the capital numerals of vouchers (大写).

    Source: 中国人民银行《支付结算办法》附一《正确填写票据和结算凭证的基本规定》一至三. 整 closes an amount
    that ends at yuan; 零 stands for any run of noughts inside and for a missing jiao before fen. Raises
    `AmountWrong` from 10^16 yuan.

    >>> in_words(Money(164200)), in_words(Money(1640902)), in_words(Money(0))
    ('壹仟陆佰肆拾贰元整', '壹万陆仟肆佰零玖元零贰分', '零元整')
    """
    whole, part = divmod(abs(amount), FEN_PER_YUAN)
    if whole >= _WORDS_LIMIT:
        raise AmountWrong(written=shown(amount), reason="超出大写金额可以表示的范围。")
    said = f"{_whole_in_words(whole)}元" if whole or not part else ""
    return ("负" if amount < 0 else "") + said + _part_in_words(part, after_yuan=bool(whole))


def _part_in_words(part: int, *, after_yuan: bool) -> str:
    jiao, fen = divmod(part, 10)
    if not part:
        return "整"
    said = f"{_DIGITS[jiao]}角" if jiao else "零" if after_yuan else ""
    return said + (f"{_DIGITS[fen]}分" if fen else "")


def _whole_in_words(number: int) -> str:
    """Return a whole number in capital numerals, taking it apart at its greatest unit."""
    for size, unit in ((10**8, "亿"), (10**4, "万"), (1000, "仟"), (100, "佰"), (10, "拾")):
        if number >= size:
            many, rest = divmod(number, size)
            gap = "零" if 0 < rest < size // 10 else ""
            return _whole_in_words(many) + unit + (gap + _whole_in_words(rest) if rest else "")
    return _DIGITS[number]
