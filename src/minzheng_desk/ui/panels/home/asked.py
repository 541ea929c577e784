"""What 工作台 asks of the rooms: a few questions, each answered by itself, the quick ones first."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from itertools import pairwise
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
    changed_most,
    changes_in,
    month_state,
    months_paid,
    returned_payments,
)
from minzheng_desk.policy.model import Policy
from minzheng_desk.policy.queries import office_policy

_OF_MONEY = frozenset({"tiers", "bands"})
"""Units of lists that say amounts."""


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
    most: Mapping[str, str]
    """By sort of change, the programme in which there are most."""
    adjusted: Month | None
    """The latest of the months in which an amount of the policy became another one."""


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
    months = months_paid(reader, month)
    adjusted = last_adjusted(office_policy(reader), months[0].month, month)
    return Course(months, changes_in(reader, month), changed_most(reader, month), adjusted)


def last_adjusted(policy: Policy, first: Month, last: Month) -> Month | None:
    """The latest month between two in which an amount of the policy became another one; None for none."""
    changed = {
        Month.of(later.since)
        for parameter in policy.parameters.values()
        if parameter.unit.startswith("yuan") or parameter.unit in _OF_MONEY
        for earlier, later in pairwise(parameter.values)
        if earlier.value != later.value
    }
    return max((month for month in changed if first <= month <= last), default=None)


def backed_up(reader: Any) -> datetime | None:
    """When the store was last backed up."""
    return last_backup_at(reader)
