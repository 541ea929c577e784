"""What 工作台 asks of the rooms: a few questions, each answered by itself, the quick ones first."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, NamedTuple

from minzheng_desk.benefits.pressing import Pressing, pressing_today
from minzheng_desk.benefits.today import DeathInPayment, WithoutAccount, deaths_in_payment, without_account
from minzheng_desk.desk.last_backup import last_backup_at
from minzheng_desk.kernel.period import Month
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
