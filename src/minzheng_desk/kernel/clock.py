"""What day it is and what moment, asked in one place so that a test or a rehearsal can answer instead.

`today` decides law; `now` only stamps the journal.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone
from typing import Protocol

# China keeps one time of day and no summer time: a fixed offset serves machines without a time zone table.
BEIJING = timezone(timedelta(hours=8), "北京时间")


class Clock(Protocol):
    """Something that knows the day and the moment."""

    def today(self) -> date:
        """Return the day the office is living in."""
        ...

    def now(self) -> datetime:
        """Return the present moment in UTC."""
        ...


class SystemClock:
    """The machine's own clock, read as Beijing time whatever zone the machine believes it is in."""

    def today(self) -> date:
        """Return the day it is in Beijing."""
        return datetime.now(BEIJING).date()

    def now(self) -> datetime:
        """Return the present moment in UTC."""
        return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class FixedClock:
    """A clock that stands at nine in the morning, Beijing time, of one day."""

    day: date

    def today(self) -> date:
        """Return the day this clock was set to."""
        return self.day

    def now(self) -> datetime:
        """Return nine in the morning of that day, in UTC."""
        return datetime.combine(self.day, time(9), BEIJING).astimezone(UTC)


def in_beijing(instant: datetime) -> datetime:
    """Return ``instant`` as people in the office read it.

    >>> in_beijing(datetime(2026, 11, 20, 16, 30, tzinfo=UTC)).isoformat(sep=" ", timespec="minutes")
    '2026-11-21 00:30+08:00'
    """
    return instant.astimezone(BEIJING)
