"""The parameters of one day, resolved once for all the assessments of that day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from minzheng_desk.eligibility.standing import Ratio
from minzheng_desk.kernel.codes import codes
from minzheng_desk.kernel.money import Money, RoundingMode
from minzheng_desk.kernel.period import anniversary, month_later
from minzheng_desk.policy.model import PolicyOn

_A_DAY = timedelta(days=1)
_ONE = Fraction(1)


def ratio(value: Fraction) -> Ratio:
    """Return a fraction as numerator and denominator."""
    return value.numerator, value.denominator


def reached_on(born_on: date, years: int, policy: PolicyOn) -> date:
    """Return the day on which somebody reaches an age, as the policy counts it.

    Source: 民法典第二百零一、二百零二条; 办理中以生日当天为满.
    """
    birthday = anniversary(born_on, years)
    return birthday if policy.word("age.reached_on") == "birthday" else birthday + _A_DAY


def has_reached(born_on: date, years: int, policy: PolicyOn) -> bool:
    """Tell whether the age is reached on the policy's day."""
    known = policy.prepared(_latest_births)
    latest = known.get(years)
    if latest is None:
        latest = known[years] = latest_birth(years, policy)
    return born_on <= latest


def _latest_births(_: PolicyOn) -> dict[int, date]:
    """Begin the latest birth dates that are found out on a day, by age."""
    return {}


def latest_birth(years: int, policy: PolicyOn) -> date:
    """Return the latest birth date of those who have reached an age on the policy's day."""
    born = month_later(policy.day, -12 * years) - 2 * _A_DAY
    while reached_on(born + _A_DAY, years, policy) <= policy.day:
        born += _A_DAY
    return born


@dataclass(frozen=True, slots=True)
class Rounding:
    """To which multiple of fen an amount is rounded, and which way."""

    unit: int
    mode: RoundingMode

    def of(self, amount: Ratio) -> Money:
        """Return the amount rounded once."""
        numerator, denominator = amount[0], amount[1] * self.unit
        if self.mode == "ceil":
            units = -(-numerator // denominator)
        elif self.mode == "floor":
            units = numerator // denominator
        else:
            units = (2 * numerator + denominator) // (2 * denominator)
        return Money(units * self.unit)


@dataclass(frozen=True, slots=True)
class HouseholdTerms:
    """Who counts and what counts."""

    day: date
    latest_adult_birth: date
    clergy_since: date
    """The latest day of leaving for a temple that makes the years full."""
    co_residence_since: date | None
    """The latest beginning of living together that makes it long."""
    standard: Mapping[str, Ratio]
    treatment: Mapping[str, tuple[str, str]]
    """By kind of income: how it is treated, and the parameter that says so."""
    mixed: str
    """Which standard a family of urban and rural members gets."""
    window: int | None
    window_since: date | None
    """The first day of the income window."""


def household_terms(policy: PolicyOn) -> HouseholdTerms:
    """Resolve the parameters of counting members and income for 低保 and 低保边缘."""
    return _terms(policy, "dibao")


def tekun_income_terms(policy: PolicyOn) -> HouseholdTerms:
    """Resolve the same for 特困, whose income is counted by its own table."""
    return _terms(policy, "tekun")


def _terms(policy: PolicyOn, programme: str) -> HouseholdTerms:
    months = policy.find("household.co_residence_months")
    window = policy.find("income.window")
    since = (
        month_later(policy.day, -window.value) + _A_DAY if window and isinstance(window.value, int) else None
    )
    return HouseholdTerms(
        day=policy.day,
        latest_adult_birth=latest_birth(policy.whole("age.adult"), policy),
        clergy_since=_latest_beginning(policy.day, 12 * policy.whole("household.clergy_years")),
        co_residence_since=_latest_beginning(policy.day, months.value)
        if months and isinstance(months.value, int)
        else None,
        standard=standards(policy),
        treatment=_treatments(policy, f"income.{programme}"),
        mixed=policy.word("household.mixed"),
        window=window.value if window and isinstance(window.value, int) else None,
        window_since=since,
    )


def standards(policy: PolicyOn, uplift: Fraction = _ONE) -> Mapping[str, Ratio]:
    """Return the 低保 standard of each area that has one, times ``uplift``."""
    found = {area: policy.find(f"dibao.standard.{area}") for area in codes("hukou_kind").labels}
    return {
        area: ratio(dated.value * uplift)
        for area, dated in found.items()
        if dated is not None and isinstance(dated.value, Fraction)
    }


def _latest_beginning(day: date, months: int) -> date:
    """Return the latest beginning of a term of months that is full on ``day``, that day included."""
    began = month_later(day, -months) - 3 * _A_DAY
    while month_later(began + _A_DAY, months) <= day:
        began += _A_DAY
    return began


def _treatments(policy: PolicyOn, table: str) -> Mapping[str, tuple[str, str]]:
    found = {}
    for kind in codes("income_kind").labels:
        name = f"{table}.{kind}"
        dated = policy.find(name)
        found[kind] = (dated.value if dated and isinstance(dated.value, str) else "ask", name)
    return found
