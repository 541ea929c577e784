"""What 工作台 asks of the rooms: a few questions, each answered by itself, the quick ones first."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, NamedTuple

from minzheng_desk.benefits.pressing import Pressing, pressing_today
from minzheng_desk.benefits.today import DeathInPayment, WithoutAccount, deaths_in_payment, without_account
from minzheng_desk.desk.last_backup import last_backup_at
from minzheng_desk.kernel.money import Money
from minzheng_desk.kernel.period import Month
from minzheng_desk.kernel.progress import Progress
from minzheng_desk.payroll.month_state import (
    MonthChanges,
    MonthPaid,
    ProgrammeMonth,
    ReturnedPayments,
    changes_in,
    month_state,
    months_paid,
    returned_payments,
)
from minzheng_desk.policy.queries import office_policy


class MonthNow(NamedTuple):
    """How far the month is with every programme."""

    month: Month
    programmes: tuple[ProgrammeMonth, ...]
    without_account: tuple[WithoutAccount, ...]
    returned: ReturnedPayments


class PressingNow(NamedTuple):
    """What falls due, and what goes to the dead."""

    lines: tuple[Pressing, ...]
    deaths: tuple[DeathInPayment, ...]


class Course(NamedTuple):
    """What twelve months came to, and what changed in the last."""

    months: tuple[MonthPaid, ...]
    changes: MonthChanges


class Checked(NamedTuple):
    """What going through every household found; so much work that it is done once a day."""

    at: datetime
    unclaimed: int
    """Persons or households that fit and receive nothing."""
    unclaimed_total: Money
    """What they would receive each month."""
    overlapping: int
    overlapping_total: Money
    differing: int


def month_now(reader: Any, on: date) -> MonthNow:
    """How far the month is; the first thing people look for."""
    policy, month = office_policy(reader), Month.of(on)
    return MonthNow(
        month,
        month_state(reader, policy, month),
        tuple(without_account(reader, policy, month)),
        returned_payments(reader),
    )


def pressing_now(reader: Any, on: date) -> PressingNow:
    """What falls due, and whom the dead are among those paid."""
    policy = office_policy(reader)
    deaths = deaths_in_payment(reader, policy, on)
    return PressingNow(pressing_today(reader, policy, on, deaths), tuple(deaths))


def course(reader: Any, on: date) -> Course:
    """What the last twelve months came to."""
    month = Month.of(on)
    return Course(months_paid(reader, month), changes_in(reader, month))


def backed_up(reader: Any) -> datetime | None:
    """When the store was last backed up."""
    return last_backup_at(reader)


def checked(reader: Any, on: date, at: datetime, progress: Progress) -> Checked:
    """Go through every household for every programme; takes seconds for a large township."""
    from minzheng_desk.benefits.recheck import recheck  # noqa: PLC0415 - the rules are read when they are used

    found = recheck(reader, office_policy(reader), on, progress=progress)
    return Checked(
        at,
        len(found.unpaid),
        Money(sum(one.moved for one in found.unpaid)),
        len(found.overlaps),
        Money(sum(one.at_stake for one in found.overlaps)),
        len(found.differences),
    )
