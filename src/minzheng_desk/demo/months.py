"""Closing a month: rosters drawn up, compared and locked, then paper, bank files and ledgers made of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from minzheng_desk.demo.taking_over import Job
from minzheng_desk.kernel.period import Month
from minzheng_desk.payroll.drawing import compare_with_previous
from minzheng_desk.payroll.operations import draw_up_roster, lock_roster
from minzheng_desk.payroll.queries import RosterView, roster_for

PAID = ("dibao", "tekun", "old_age_allowance")
_PAY_DAY = 20


def close_month(job: Job, month: Month, drawn_up_by: str, locked_by: str) -> list[RosterView]:
    """Draw up and lock the roster of every programme that pays, and say how each differs from last month."""
    views = []
    for programme in PAID:
        roster = job.desk.run(
            draw_up_roster,
            programme,
            month,
            policy=job.policy,
            drawn_up_by=drawn_up_by,
            drawn_up_on=month.first_day + timedelta(days=_PAY_DAY - 1),
            progress=job.progress,
        ).result
        view = job.desk.ask(roster_for, programme, month)
        compared = compare_with_previous(view.lines)
        counts = {sort.label: count for sort, count in compared.counts.items() if count}
        job.report.differences[f"{month} {roster.programme_label}"] = counts
        job.desk.run(lock_roster, roster, locked_by=locked_by, locked_at=job.desk.clock.now())
        views.append(job.desk.ask(roster_for, programme, month))
    return views


def sums(views: Sequence[RosterView]) -> int:
    """What the rosters pay together, in fen."""
    return sum(view.roster.total for view in views)
