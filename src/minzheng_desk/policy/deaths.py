"""The last month that is paid to somebody who has died, as the policy has it for each programme."""

from __future__ import annotations

from datetime import date

from minzheng_desk.kernel.period import Month
from minzheng_desk.policy.model import Dated, PolicyOn

_PAID = frozenset({"paid", "death_month"})
_USUAL = "payment.month_of_death"


def month_of_death(policy: PolicyOn, programme: str) -> Dated:
    """What the policy says of the month of a death under a programme; raises `ParameterMissing`."""
    known = policy.policy.programmes.get(programme)
    return policy[(known.death if known else None) or _USUAL]


def last_month_of_life(died_on: date, policy: PolicyOn, parameter: str) -> Month:
    """The last month paid to somebody who died on a day, under the parameter that a programme names."""
    month = Month.of(died_on)
    return month if policy[parameter].value in _PAID else month.previous


def first_month_after(died_on: date, policy: PolicyOn, programme: str) -> Month:
    """The first month that is not paid any more under a programme; raises `ParameterMissing`."""
    month = Month.of(died_on)
    return month.next if month_of_death(policy, programme).value in _PAID else month
