"""Working days as the State Council arranges them; a year not yet published is said, not guessed.

A file of ``resources/calendar`` is one year: its holidays with first and last day off, and the weekend days
worked instead.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING

from minzheng_desk.kernel.errors import PolicyProblem
from minzheng_desk.kernel.resources import resource

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_A_DAY = timedelta(days=1)
_SATURDAY = 5


class CalendarMissing(PolicyProblem):
    """The holidays of a year are not known, so no term that reaches into it can be counted."""

    text = "没有 {year} 年的节假日安排，无法推算工作日。"
    remedy = "国务院办公厅公布 {year} 年安排后，请更新本程序，或在 resources/calendar 中加入该年的文件。"


@dataclass(frozen=True, slots=True)
class YearPlan:
    """How one year departs from the ordinary week."""

    days_off: frozenset[date]
    worked_weekends: frozenset[date]
    document: str


@dataclass(frozen=True, slots=True)
class Calendar:
    """The published years."""

    years: Mapping[int, YearPlan]

    def covers(self, year: int) -> bool:
        """Tell whether the year's arrangement is known."""
        return year in self.years

    def is_working_day(self, day: date) -> bool:
        """Tell whether offices work that day; raises `CalendarMissing`.

        >>> state_council_calendar().is_working_day(date(2026, 10, 10))
        True
        """
        plan = self.years.get(day.year)
        if plan is None:
            raise CalendarMissing(year=day.year)
        if day.weekday() >= _SATURDAY:
            return day in plan.worked_weekends
        return day not in plan.days_off

    def add_working_days(self, day: date, count: int) -> date:
        """Return the working day on which a term of that many working days ends; raises `CalendarMissing`.

        The day it starts is not counted (民法典第二百零一条).

        >>> state_council_calendar().add_working_days(date(2026, 9, 28), 3)
        datetime.date(2026, 10, 8)
        """
        while count > 0:
            day += _A_DAY
            count -= self.is_working_day(day)
        return day

    def add_natural_days(self, day: date, count: int, *, roll: bool = True) -> date:
        """Return the day on which a term of that many calendar days ends; raises `CalendarMissing`.

        The day it starts is not counted; with ``roll`` a term that would end on a day off ends on the next
        working day (民法典第二百零一条、第二百零三条).

        >>> state_council_calendar().add_natural_days(date(2026, 9, 24), 7)
        datetime.date(2026, 10, 8)
        """
        ends = day + count * _A_DAY
        return self.working_day_from(ends) if roll else ends

    def working_day_from(self, day: date) -> date:
        """Return that day, or the next working day where offices are closed; raises `CalendarMissing`."""
        while not self.is_working_day(day):
            day += _A_DAY
        return day


@cache
def state_council_calendar() -> Calendar:
    """Return the years the program knows, from ``resources/calendar``."""
    return read_calendar(resource("calendar"))


def read_calendar(folder: Path) -> Calendar:
    """Return the calendar whose years lie in a folder, one file each."""
    return Calendar({int(path.stem): _year_plan(path) for path in sorted(folder.glob("[0-9]*.toml"))})


def _year_plan(path: Path) -> YearPlan:
    with path.open("rb") as file:
        declared = tomllib.load(file)
    holidays = declared["holidays"]
    return YearPlan(
        days_off=frozenset(
            holiday["first"] + number * _A_DAY
            for holiday in holidays
            for number in range((holiday["last"] - holiday["first"]).days + 1)
        ),
        worked_weekends=frozenset(day for holiday in holidays for day in holiday.get("worked", ())),
        document=declared["document"],
    )
