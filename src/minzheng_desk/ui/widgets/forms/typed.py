"""What people type into fields, read as values: amounts with sums, short dates, months, whole numbers.

Nothing here knows Qt. What cannot be read exactly is refused with a sentence, never guessed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from fractions import Fraction

from minzheng_desk.kernel.errors import InputProblem
from minzheng_desk.kernel.money import FEN_PER_YUAN, Money, yuan
from minzheng_desk.kernel.period import Month, month_later

_TOKEN = re.compile(r"\s*(?:(?P<number>\d[\d,]*(?:\.\d*)?|\.\d+)|(?P<sign>[-+*/()]))")
_SIGNS = str.maketrans({"×": "*", "x": "*", "X": "*", "÷": "/", "−": "-", "–": "-"})
_DAY = re.compile(
    r"(?:(?P<year>\d{4})\s*[-./年])?\s*(?P<month>\d{1,2})\s*[-./月]\s*(?P<day>\d{1,2})\s*日?", re.ASCII
)
_DIGITS_OF_DAY = re.compile(r"(?P<year>\d{4})?(?P<month>\d{2})(?P<day>\d{2})", re.ASCII)
_ONLY_DAY = re.compile(r"(?P<day>\d{1,2})日?", re.ASCII)
_MONTH_OF_THE_YEAR = re.compile(r"(\d{1,2})\s*月?", re.ASCII)
_WHOLE = re.compile(r"-?\d+", re.ASCII)
_LONGEST_SUM = 200
_DEEPEST_SUM = 20


class SumUnclear(InputProblem):
    """A sum typed into a field for money cannot be worked out exactly."""

    text = "算式没有算出来：{reason}"
    remedy = "请按“=3*594”这样写，只用数字、加减乘除和括号。"


class DayUnclear(InputProblem):
    """What was typed names no day."""

    text = "日期没有看懂，或者没有这一天。"
    remedy = "请按 2026-11-20、20261120 或 1120 填写。"


class MonthUnclear(InputProblem):
    """What was typed names no month."""

    text = "月份没有看懂。"
    remedy = "请按 2026-11 或 202611 填写。"


class NumberUnclear(InputProblem):
    """What was typed is no whole number."""

    text = "这里要填整数。"
    remedy = "请只填数字，例如 12。"


def read_money(text: str, *, may_be_negative: bool = False) -> Money:
    """The amount in fen that was typed as yuan or as a sum; raises `AmountWrong` or `SumUnclear`.

    >>> read_money("１,204,366.5"), read_money("=3*594"), read_money("=100/8+(2-1)")
    (120436650, 178200, 1350)
    """
    plain = unicodedata.normalize("NFKC", text).strip()
    if not plain.startswith("="):
        return yuan(text, may_be_negative=may_be_negative)
    fen = _worked_out(plain[1:]) * FEN_PER_YUAN
    if fen.denominator != 1:
        raise SumUnclear(reason="得数不是整分。")
    if fen < 0 and not may_be_negative:
        raise SumUnclear(reason="得数是负数。")
    return Money(fen.numerator)


def is_sum(text: str) -> bool:
    """Whether a sum was typed instead of an amount."""
    return unicodedata.normalize("NFKC", text).lstrip().startswith("=")


def read_number(text: str) -> int:
    """The whole number that was typed; raises `NumberUnclear`.

    >>> read_number(" １2 ")
    12
    """
    plain = unicodedata.normalize("NFKC", text).strip().replace(",", "")
    if _WHOLE.fullmatch(plain) is None:
        raise NumberUnclear
    return int(plain)


def read_day(text: str, today: date) -> date:
    """The day that was typed; what is left out is this year or this month. Raises `DayUnclear`.

    A lone full stop, or t, is today.

    >>> today = date(2026, 11, 20)
    >>> read_day("20261121", today) == read_day("1121", today) == read_day("11-21", today)
    True
    >>> read_day("21", today), read_day(".", today)
    (datetime.date(2026, 11, 21), datetime.date(2026, 11, 20))
    """
    plain = unicodedata.normalize("NFKC", text).replace("。", ".").strip()
    if plain in {".", "t", "T"}:
        return today
    match = _DIGITS_OF_DAY.fullmatch(plain) or _DAY.fullmatch(plain) or _ONLY_DAY.fullmatch(plain)
    if match is None:
        raise DayUnclear
    given = match.groupdict()
    try:
        return date(
            int(given.get("year") or today.year), int(given.get("month") or today.month), int(given["day"])
        )
    except ValueError:
        raise DayUnclear from None


def read_month(text: str, this: Month) -> Month:
    """The month that was typed; a lone number is a month of this year. Raises `MonthUnclear`.

    >>> read_month("202611", Month(2026, 1)) == read_month("11", Month(2026, 1)) == Month(2026, 11)
    True
    """
    plain = unicodedata.normalize("NFKC", text).replace("。", ".").strip()
    if plain in {".", "t", "T"}:
        return this
    alone = _MONTH_OF_THE_YEAR.fullmatch(plain)
    try:
        return Month(this.year, int(alone[1])) if alone else Month.parse(plain)
    except InputProblem:
        raise MonthUnclear from None


def moved_day(day: date, *, days: int = 0, months: int = 0) -> date:
    """The day so many days or months away; the first or last there is, where a calendar ends.

    >>> moved_day(date(2026, 1, 31), months=1), moved_day(date(2026, 12, 31), days=1)
    (datetime.date(2026, 2, 28), datetime.date(2027, 1, 1))
    """
    try:
        return month_later(day, months) + timedelta(days=days)
    except (OverflowError, ValueError, InputProblem):
        return day


def _worked_out(text: str) -> Fraction:
    if len(text) > _LONGEST_SUM:
        raise SumUnclear(reason="算式太长。")
    return _Sum(text.translate(_SIGNS)).result()


class _Sum:
    """A sum of decimal numbers, worked out exactly: products before sums, parentheses before both."""

    def __init__(self, text: str) -> None:
        self._tokens = list(_tokens(text))
        self._at = 0
        self._depth = 0

    def result(self) -> Fraction:
        found = self._terms()
        if self._here() is not None:
            raise SumUnclear(reason="写法不完整。")
        return found

    def _here(self) -> str | None:
        return self._tokens[self._at] if self._at < len(self._tokens) else None

    def _takes(self, *signs: str) -> str | None:
        here = self._here()
        if here not in signs:
            return None
        self._at += 1
        return here

    def _terms(self) -> Fraction:
        found = self._factors()
        while sign := self._takes("+", "-"):
            other = self._factors()
            found = found + other if sign == "+" else found - other
        return found

    def _factors(self) -> Fraction:
        found = self._factor()
        while sign := self._takes("*", "/"):
            other = self._factor()
            if sign == "/" and other == 0:
                raise SumUnclear(reason="不能除以 0。")
            found = found * other if sign == "*" else found / other
        return found

    def _factor(self) -> Fraction:
        if self._takes("-"):
            return -self._deeper(self._factor)
        if self._takes("("):
            found = self._deeper(self._terms)
            if self._takes(")") is None:
                raise SumUnclear(reason="括号没有配齐。")
            return found
        here = self._here()
        if here is None or not (here[0].isdigit() or here[0] == "."):
            raise SumUnclear(reason="写法不完整。")
        self._at += 1
        return Fraction(here.replace(",", "").rstrip("."))

    def _deeper(self, part: Callable[[], Fraction]) -> Fraction:
        self._depth += 1
        if self._depth > _DEEPEST_SUM:
            raise SumUnclear(reason="括号太多。")
        return part()


def _tokens(text: str) -> Iterator[str]:
    at = 0
    while at < len(text.rstrip()):
        match = _TOKEN.match(text, at)
        if match is None:
            raise SumUnclear(reason="里面有不认识的字符。")
        yield match["number"] or match["sign"]
        at = match.end()
