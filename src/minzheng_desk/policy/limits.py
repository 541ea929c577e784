"""Limits of time: days, working days and months that a policy sets, counted as the civil code counts."""

from __future__ import annotations

from datetime import date, timedelta

from minzheng_desk.kernel.period import month_later
from minzheng_desk.kernel.working_days import state_council_calendar
from minzheng_desk.policy.model import PolicyOn


def due_on(policy: PolicyOn, limit: str, since: date) -> date:
    """Return the last day of a limit that begins to run with what happened on ``since``.

    The first day is not counted (民法典第二百零一条). Natural days that end on a day off go on to the next
    working day (第二百零三条) unless the policy says otherwise. Raises `CalendarMissing`.
    """
    length, unit = policy.whole(limit), policy.policy.parameter(limit).unit
    if unit == "working_days":
        return state_council_calendar().add_working_days(since, length)
    if unit == "months":
        return month_later(since, length)
    last = since + timedelta(days=length)
    if policy.word("limit.holiday_roll") == "none" or state_council_calendar().is_working_day(last):
        return last
    return state_council_calendar().add_working_days(last, 1)
