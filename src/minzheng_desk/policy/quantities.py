"""Quantities as packs write them: exact or refused. Money becomes fen, a year twelve months."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import Any

from minzheng_desk.kernel.errors import InputProblem
from minzheng_desk.kernel.money import FEN_PER_YUAN
from minzheng_desk.kernel.period import Month


@dataclass(frozen=True, slots=True, order=True)
class Tier:
    """An amount in fen from a completed age on."""

    age: int
    amount: Fraction


@dataclass(frozen=True, slots=True, order=True)
class MonthAmount:
    """An amount in fen that is paid once, for one month."""

    month: Month
    amount: Fraction


@dataclass(frozen=True, slots=True)
class Band:
    """An amount in fen for each person of a family whose income per person is below ``below`` fen a month."""

    below: Fraction | None
    """None for the last band, which takes everybody else."""
    amount: Fraction


Value = Fraction | int | str | tuple[str, ...] | tuple[Tier, ...] | tuple[MonthAmount, ...] | tuple[Band, ...]

_WHOLE = {
    "days": "天",
    "working_days": "个工作日",
    "months": "个月",
    "years": "年",
    "age": "周岁",
    "persons": "人",
    "items": "项",
    "points": "分",
    "month_of_year": "月",
}
_MONEY = {
    "yuan": "元",
    "step": "元",
    "yuan/person/month": "元/人·月",
    "yuan/household/month": "元/户·月",
    "yuan/month": "元/月",
    "yuan/person/year": "元/人·年",
}
_OTHER = {"ratio": "", "word": "", "codes": "", "tiers": "", "by_month": "", "bands": ""}
UNITS: Mapping[str, str] = {**_MONEY, **_WHOLE, **_OTHER}
"""Every unit a parameter may have, with what is printed after the figure."""

_WRITTEN = re.compile(r"(?P<figure>-?\d+(?:\.\d+)?)(?:\s+(?P<unit>yuan\S*))?")
_FRACTION = re.compile(r"\d+/[1-9]\d*")
_MONTHS = 12


class NotAQuantity(ValueError):
    """What is written is not a value of the parameter's unit; the text says why, in Chinese."""


def read_value(written: Any, unit: str, choices: Mapping[str, str]) -> Value:
    """Return the value that a pack writes for a parameter of ``unit``; raises `NotAQuantity`.

    >>> read_value("7398.00 yuan/person/year", "yuan/person/month", {}), read_value("1/3", "ratio", {})
    (Fraction(61650, 1), Fraction(1, 3))
    """
    if unit in _MONEY:
        return _read_money(written, unit)
    if unit == "ratio":
        return _read_ratio(written)
    if unit in _WHOLE:
        if isinstance(written, bool) or not isinstance(written, int) or written < 0:
            raise NotAQuantity("应为不加引号的非负整数。")
        return written
    if unit == "word":
        if written not in choices:
            raise NotAQuantity(f"只能填写 {'、'.join(choices)} 之一。")
        return str(written)
    return _LISTS[unit](written)


def _read_money(written: Any, unit: str) -> Fraction:
    match = _WRITTEN.fullmatch(written) if isinstance(written, str) else None
    if match is None:
        raise NotAQuantity('金额应为加引号的元，例如 "630.00" 或 "7398.00 yuan/person/year"。')
    if match["figure"].startswith("-"):
        raise NotAQuantity("金额不能是负数。")
    fen = Fraction(match["figure"]) * FEN_PER_YUAN
    if fen.denominator != 1 or (unit == "step" and not fen):
        raise NotAQuantity("金额最多两位小数（除不尽时请写年金额）；取整单位须大于零。")
    return fen * _periods(match["unit"] or unit, unit)


def _periods(written: str, wanted: str) -> Fraction:
    """Return how many wanted periods one written period makes: a year's amount is a twelfth a month."""
    if written == wanted:
        return Fraction(1)
    if written not in _MONEY or written.rpartition("/")[0] != wanted.rpartition("/")[0]:
        raise NotAQuantity(f"单位 {written} 不能换算为 {wanted}。")
    return Fraction(1, _MONTHS) if written.endswith("/year") else Fraction(_MONTHS)


def _read_ratio(written: Any) -> Fraction:
    if isinstance(written, str):
        try:
            ratio = Fraction(written) if _FRACTION.fullmatch(written) else Fraction(Decimal(written))
        except (InvalidOperation, ValueError, OverflowError):
            ratio = Fraction(-1)
        if ratio >= 0:
            return ratio
    raise NotAQuantity('比例应为加引号的非负小数或分数，例如 "1.5" 或 "1/3"。')


def _read_codes(written: Any) -> tuple[str, ...]:
    if not isinstance(written, list) or not all(isinstance(code, str) for code in written):
        raise NotAQuantity('应为代码列表，例如 ["a", "b"]。')
    return tuple(written)


def _read_tiers(written: Any) -> tuple[Tier, ...]:
    if not isinstance(written, list) or not all(
        isinstance(tier, dict) and set(tier) == {"age", "amount"} and type(tier["age"]) is int
        for tier in written
    ):
        raise NotAQuantity('应为年龄档列表，例如 [{ age = 80, amount = "50.00" }]。')
    tiers = sorted(Tier(tier["age"], _read_money(tier["amount"], "yuan/person/month")) for tier in written)
    if len({tier.age for tier in tiers}) != len(tiers):
        raise NotAQuantity("同一年龄写了两档。")
    return tuple(tiers)


def _read_by_month(written: Any) -> tuple[MonthAmount, ...]:
    if not isinstance(written, list) or not all(
        isinstance(one, dict) and set(one) == {"month", "amount"} and isinstance(one["month"], str)
        for one in written
    ):
        raise NotAQuantity('应为月份和金额的列表，例如 [{ month = "2026-03", amount = "24.00" }]。')
    try:
        found = sorted(
            MonthAmount(Month.parse(one["month"]), _read_money(one["amount"], "yuan")) for one in written
        )
    except InputProblem as problem:
        raise NotAQuantity(str(problem)) from None
    if len({one.month for one in found}) != len(found):
        raise NotAQuantity("同一个月写了两次。")
    return tuple(found)


def _read_bands(written: Any) -> tuple[Band, ...]:
    example = (
        "应为档次列表，最后一档不写 below，"
        '例如 [{ below = "150.00", amount = "300.00" }, { amount = "200.00" }]。'
    )
    if not isinstance(written, list) or not written:
        raise NotAQuantity(example)
    found = []
    for at, band in enumerate(written, start=1):
        wanted = {"amount"} if at == len(written) else {"below", "amount"}
        if not isinstance(band, dict) or set(band) != wanted:
            raise NotAQuantity(example)
        unit = "yuan/person/month"
        below = _read_money(band["below"], unit) if "below" in band else None
        found.append(Band(below, _read_money(band["amount"], unit)))
    limits = [band.below for band in found if band.below is not None]
    if limits != sorted(set(limits)):
        raise NotAQuantity("各档的 below 应由低到高，不得重复。")
    return tuple(found)


_LISTS: Mapping[str, Callable[[Any], Value]] = {
    "codes": _read_codes,
    "tiers": _read_tiers,
    "by_month": _read_by_month,
    "bands": _read_bands,
}


def shown_yuan(fen: Fraction | int) -> str:
    """Return fen as yuan, thousands set apart, with two decimals; four where it does not end at a fen.

    What does not end there either is rounded, and says so with 约.

    >>> shown_yuan(Fraction(1234500)), shown_yuan(Fraction(124999, 3))
    ('12,345.00', '约416.6633')
    """
    exact = Fraction(fen)
    if exact.denominator == 1:
        sign, size = ("-" if exact < 0 else ""), abs(exact.numerator)
        return f"{sign}{size // FEN_PER_YUAN:,}.{size % FEN_PER_YUAN:02d}"
    ten_thousandths = round(exact * FEN_PER_YUAN)
    sign, size = ("-" if ten_thousandths < 0 else ""), abs(ten_thousandths)
    text = f"{sign}{size // 10000:,}.{size % 10000:04d}"
    return text if Fraction(ten_thousandths, FEN_PER_YUAN) == exact else f"约{text}"


def shown_value(value: Value, unit: str) -> str:
    """Return a value with its unit, as people read it."""
    if unit in _MONEY:
        return f"{shown_yuan(_number(value))}{_MONEY[unit]}"
    if unit in _WHOLE:
        return f"{value}{_WHOLE[unit]}"
    if unit == "ratio":
        return _shown_ratio(_number(value))
    if isinstance(value, tuple):
        return "、".join(_shown_part(part) for part in value)
    return str(value)


def _shown_part(part: str | Tier | MonthAmount | Band) -> str:
    if isinstance(part, Band):
        who = "其余" if part.below is None else f"人均不足{shown_yuan(part.below)}元"
        return f"{who}每人{shown_yuan(part.amount)}元"
    if isinstance(part, Tier):
        return f"{part.age}周岁起{shown_yuan(part.amount)}元"
    return part if isinstance(part, str) else f"{part.month.label}{shown_yuan(part.amount)}元"


def _number(value: Value) -> Fraction:
    if isinstance(value, str | tuple):
        raise TypeError("this value is no number")
    return Fraction(value)


def _shown_ratio(ratio: Fraction) -> str:
    bare = ratio.denominator
    for prime in (2, 5):
        while bare % prime == 0:
            bare //= prime
    if bare != 1:
        return str(ratio)
    return f"{(Decimal(ratio.numerator) / Decimal(ratio.denominator)).normalize():f}"
