"""What figures of a report come to, exactly, and whether what somebody printed agrees with it; pure.

A figure is counted with fractions and rounded once, half up, when it is shown. What was printed is judged as
finely as it was printed: 99 % agrees with 98.6 %, 97 % does not.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from minzheng_desk.kernel.errors import InputProblem
from minzheng_desk.kernel.money import FEN_PER_YUAN, Money, rounded

_YUAN_PER_WAN = 10_000
_PRINTED = re.compile(
    r"\s*(?P<sign>[-−]?)(?P<whole>\d[\d,]*)(?:\.(?P<part>\d+))?\s*(?:%|％|个?百分点|万元|元|户|人)?\s*"
)


class FigureUnreadable(InputProblem):
    """What was printed is no figure."""

    text = "“{written}”不是一个数字。"
    remedy = "请填写报表上印的数字，可以带百分号、千分位。"


class WholeIsNothing(InputProblem):
    """A share of nothing has no value."""

    text = "“{label}”的分母是 0，算不出比例。"
    remedy = "请核对分母。"


@dataclass(frozen=True, slots=True)
class Figure:
    """An exact figure with its label; how many decimals it is shown with belongs to the report."""

    label: str
    value: Fraction
    decimals: int = 0
    unit: str = ""

    @property
    def shown(self) -> str:
        """The figure as it is printed."""
        return f"{decimal(self.value, self.decimals)}{self.unit}"


@dataclass(frozen=True, slots=True)
class Movement:
    """How many there were, how many came, how many went."""

    label: str
    opening: int
    entered: int
    left: int

    @property
    def closing(self) -> Figure:
        """How many there are at the end."""
        return Figure(f"{self.label}期末", Fraction(self.opening + self.entered - self.left))

    def __add__(self, other: Movement) -> Movement:
        """Add two movements, such as those of town and country."""
        return Movement(
            self.label, self.opening + other.opening, self.entered + other.entered, self.left + other.left
        )


@dataclass(frozen=True, slots=True)
class Printed:
    """A figure as somebody printed it, and how finely."""

    written: str
    value: Fraction
    decimals: int

    @classmethod
    def of(cls, written: str) -> Printed:
        """Read a printed figure; raises `FigureUnreadable`."""
        match = _PRINTED.fullmatch(written)
        if match is None:
            raise FigureUnreadable(written=written)
        part = match["part"] or ""
        digits = Fraction(int(match["whole"].replace(",", "") + part), 10 ** len(part))
        return cls(written.strip(), -digits if match["sign"] else digits, len(part))


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A printed figure beside the one it should be."""

    label: str
    printed: str
    computed: str
    off_by: str

    def __str__(self) -> str:
        """Say it in one sentence."""
        return (
            f"{self.label}：报表印的是 {self.printed}，按原始数计算是 {self.computed}，相差 {self.off_by}。"
        )


def total(label: str, parts: Iterable[int]) -> Figure:
    """The sum of whole numbers."""
    return Figure(label, Fraction(sum(parts)))


def percentage(label: str, part: Fraction | int, whole: Fraction | int) -> Figure:
    """A share in per cent with one decimal; raises `WholeIsNothing`.

    >>> percentage("审批率", 1109, 1125).shown
    '98.6%'
    """
    if not whole:
        raise WholeIsNothing(label=label)
    return Figure(label, Fraction(part) * 100 / Fraction(whole), 1, "%")


def points_between(label: str, now: Figure, before: Figure) -> Figure:
    """How a percentage rose or fell, in 百分点 of the figures as they are shown."""
    return Figure(label, _as_shown(now) - _as_shown(before), 1, "个百分点")


def before_points(label: str, now: Figure, points: Fraction) -> Figure:
    """What a percentage was before it rose by so many 百分点.

    >>> before_points("上年", percentage("农村比城市", Fraction("616.5"), 680), Fraction("4.1")).shown
    '86.6%'
    """
    return Figure(label, _as_shown(now) - points, 1, "%")


def in_wan(label: str, amount: Money) -> Figure:
    """An amount in 万元 with two decimals.

    >>> in_wan("临时救助支出", Money(554824200)).shown
    '554.82万元'
    """
    return Figure(label, Fraction(amount, FEN_PER_YUAN * _YUAN_PER_WAN), 2, "万元")


def disagreement(computed: Figure, printed: str) -> Disagreement | None:
    """Where a printed figure is not the computed one, rounded as finely as it was printed; None where it is.

    Raises `FigureUnreadable`.
    """
    read = Printed.of(printed)
    if decimal(computed.value, read.decimals) == decimal(read.value, read.decimals):
        return None
    decimals = max(read.decimals, computed.decimals)
    off_by = abs(read.value - _as_shown(computed))
    return Disagreement(computed.label, read.written, computed.shown, f"{decimal(off_by, decimals)}")


def decimal(value: Fraction, decimals: int) -> str:
    """A fraction with so many decimals, rounded half up, thousands apart.

    >>> decimal(Fraction(8337), 0), decimal(Fraction(-5, 3), 1), decimal(Fraction(1, 200), 2)
    ('8,337', '-1.7', '0.01')
    """
    steps = rounded(abs(value) * 10**decimals, 1, "half_up")
    whole, part = divmod(steps, 10**decimals)
    sign = "-" if value < 0 and steps else ""
    return f"{sign}{whole:,}.{part:0{decimals}}" if decimals else f"{sign}{whole:,}"


def _as_shown(figure: Figure) -> Fraction:
    """A figure as its readers see it, so that what they subtract comes out as they expect."""
    scale = 10**figure.decimals
    steps = rounded(abs(figure.value) * scale, 1, "half_up")
    return Fraction(-steps if figure.value < 0 else steps, scale)
