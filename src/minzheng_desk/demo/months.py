"""Closing a month: rosters drawn up, looked over, compared with last month and locked."""

from __future__ import annotations

from datetime import timedelta

from minzheng_desk.benefits.queries import awards_in
from minzheng_desk.demo.outputs import settle_account_names
from minzheng_desk.demo.taking_over import Job
from minzheng_desk.kernel.period import Month
from minzheng_desk.payroll.drawing import compare_with_previous
from minzheng_desk.payroll.model import Roster
from minzheng_desk.payroll.operations import draw_up_roster, lock_roster
from minzheng_desk.payroll.queries import RosterView, roster_for

PAID = ("dibao", "tekun", "old_age_allowance")
_PAY_DAY = 20


def close_month(job: Job, month: Month) -> list[RosterView]:
    """Draw up and lock the roster of every programme that pays, and say how each differs from last month."""
    due = [programme for programme in PAID if job.desk.ask(awards_in, programme, month)]
    return [_closed(job, programme, month) for programme in due]


def _closed(job: Job, programme: str, month: Month) -> RosterView:
    roster = _drawn_up(job, programme, month)
    if settle_account_names(job, job.desk.ask(roster_for, programme, month)):
        roster = _drawn_up(job, programme, month)
    view = job.desk.ask(roster_for, programme, month)
    counts = compare_with_previous(view.lines).counts
    told = {sort.label: count for sort, count in counts.items() if count}
    job.report.differences[f"{month} {roster.programme_label}"] = told
    leader = job.leader
    leader.run(
        lock_roster,
        roster,
        locked_by=leader.actor.display_name,
        locked_at=leader.clock.now(),
        policy=job.policy,
    )
    return job.desk.ask(roster_for, programme, month)


def _drawn_up(job: Job, programme: str, month: Month) -> Roster:
    return job.desk.run(
        draw_up_roster,
        programme,
        month,
        policy=job.policy,
        drawn_up_by=job.desk.actor.display_name,
        drawn_up_on=month.first_day + timedelta(days=_PAY_DAY - 1),
        progress=job.progress,
    ).result
