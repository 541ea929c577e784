"""Months, spans of days, and the law's way of counting years and months (民法典第二百条至第二百零四条)."""

from __future__ import annotations

import re
from calendar import isleap, monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Self

from minzheng_desk.kernel.errors import InputProblem

_MONTHS = 12
_DAYS_OF_EVERY_MONTH = 28
_WRITTEN_MONTH = re.compile(r"(\d{4})(?:\s*[-./年]\s*)?(\d{1,2})\s*月?(?:份)?", re.ASCII)


class MonthWrong(InputProblem):
    """What was written does not name a month."""

    text = "月份“{written}”无法识别。"
    remedy = "请按“年-月”填写，例如 2026-11。"


class SpanWrong(InputProblem):
    """A span would end before it begins."""

    text = "起止日期颠倒：起始日 {since} 晚于终止日 {until}。"
    remedy = "请核对起始日期和终止日期。"


@dataclass(frozen=True, slots=True, order=True)
class Month:
    """One calendar month."""

    year: int
    month: int

    def __post_init__(self) -> None:
        if not (1 <= self.month <= _MONTHS and date.min.year <= self.year <= date.max.year):
            raise MonthWrong(written=f"{self.year}-{self.month}")

    @classmethod
    def parse(cls, written: str) -> Self:
        """Return the month that ``written`` names; raises `MonthWrong`.

        >>> Month.parse("2026-11") == Month.parse("2026年11月") == Month.parse("202611") == Month.parse(
        ...     "2026.11"
        ... )
        True
        """
        match = _WRITTEN_MONTH.fullmatch(written.strip())
        if match is None:
            raise MonthWrong(written=written)
        return cls(int(match[1]), int(match[2]))

    @classmethod
    def of(cls, day: date) -> Self:
        """Return the month ``day`` lies in."""
        return cls(day.year, day.month)

    @property
    def first_day(self) -> date:
        """The first day of the month."""
        return date(self.year, self.month, 1)

    @property
    def last_day(self) -> date:
        """The last day of the month."""
        return date(self.year, self.month, monthrange(self.year, self.month)[1])

    @property
    def next(self) -> Month:
        """The month after."""
        return self + 1

    @property
    def previous(self) -> Month:
        """The month before."""
        return self + -1

    @property
    def label(self) -> str:
        """The month as printed, such as 2026年11月."""
        return f"{self.year}年{self.month}月"

    def __add__(self, months: int) -> Month:
        """Return the month that many months later (earlier when negative)."""
        year, index = divmod(self.year * _MONTHS + self.month - 1 + months, _MONTHS)
        return Month(year, index + 1)

    def __sub__(self, other: Month) -> int:
        """Return how many months later this one is than ``other``."""
        return (self.year - other.year) * _MONTHS + self.month - other.month

    def __str__(self) -> str:
        """Return the month as written in files, such as 2026-11."""
        return f"{self.year:04d}-{self.month:02d}"


@dataclass(frozen=True, slots=True)
class Span:
    """Days from ``since`` to the day before ``until``; without ``until`` it goes on."""

    since: date
    until: date | None = None

    def __post_init__(self) -> None:
        if self.until is not None and self.until < self.since:
            raise SpanWrong(since=self.since, until=self.until)

    def contains(self, day: date) -> bool:
        """Tell whether ``day`` is one of the span's days.

        >>> Span(date(2026, 1, 1), date(2026, 2, 1)).contains(date(2026, 2, 1))
        False
        """
        return self.since <= day and (self.until is None or day < self.until)

    def overlaps(self, other: Span) -> bool:
        """Tell whether the two spans share a day."""
        starts = max(self.since, other.since)
        return self.contains(starts) and other.contains(starts)

    def touches(self, month: Month) -> bool:
        """Tell whether the span has a day in ``month``."""
        return self.overlaps(Span(month.first_day, month.last_day + timedelta(days=1)))


def month_later(day: date, months: int) -> date:
    """Return the corresponding day that many months later, or that month's last day where it has none.

    Source: 民法典第二百零二条.

    >>> month_later(date(2026, 11, 12), 3), month_later(date(2026, 1, 31), 1)
    (datetime.date(2027, 2, 12), datetime.date(2026, 2, 28))
    """
    year, index = divmod(day.year * _MONTHS + day.month - 1 + months, _MONTHS)
    if day.day <= _DAYS_OF_EVERY_MONTH and date.min.year <= year <= date.max.year:
        return date(year, index + 1, day.day)  # nearly always, and asked many times a household
    last = Month(year, index + 1).last_day
    return last if day.day > last.day else date(year, index + 1, day.day)


def anniversary(birth: date, years: int) -> date:
    """Return the birthday on which somebody born on ``birth`` completes ``years`` years.

    In common years the 29th of February is kept on the 28th (民法典第二百零二条:
    没有对应日的，月末日为期间的最后一日).

    >>> anniversary(date(1936, 2, 29), 90)
    datetime.date(2026, 2, 28)
    """
    return month_later(birth, years * _MONTHS)


def age_on(birth: date, day: date) -> int:
    """Return completed years (周岁) on ``day``; the birthday itself counts as reached; negative before birth.

    >>> age_on(date(1966, 11, 21), date(2026, 11, 21)), age_on(date(1966, 11, 22), date(2026, 11, 21))
    (60, 59)
    """
    turned = (birth.month, birth.day)
    if turned == (2, 29) and not isleap(day.year):
        turned = (2, 28)
    return day.year - birth.year - ((day.month, day.day) < turned)
