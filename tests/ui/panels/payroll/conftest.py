"""An office with people who are paid, for what the page works out before anything is shown."""

from __future__ import annotations

from dataclasses import replace

import pytest

from minzheng_desk.desk.desk import Actor, Desk
from minzheng_desk.kernel.period import Month
from minzheng_desk.kernel.permissions import Permission
from minzheng_desk.office.model import Station
from minzheng_desk.office.operations import add_regions, set_up_office
from minzheng_desk.security.operations import add_user
from minzheng_desk.ui.panels.payroll.asked import MonthPage, Place, month_page
from payroll.paying import VILLAGES

CLERK, LEADER = "li.min", "zhang.wei"
NOVEMBER = Month(2026, 11)


@pytest.fixture
def office(memory_desk: Desk) -> Desk:
    """An office of a clerk and a leader; the clerk is at the desk and may do everything."""
    memory_desk.run(set_up_office, Station(name="柳溪镇", region_code="990000101", policy_pack="demo-county"))
    memory_desk.run(add_regions, list(VILLAGES.items()))
    since = memory_desk.clock.today()
    everything = ("clerk", "approver", "cashier", "administrator")
    memory_desk.run(add_user, CLERK, "李敏", everything, since)
    memory_desk.run(add_user, LEADER, "张伟", ("approver",), since)
    return memory_desk


def seen(desk: Desk, programme: str = "dibao", month: Month = NOVEMBER, correction: int = 0) -> MonthPage:
    """The page as the person at the desk sees it."""
    return desk.ask(month_page, Place(month, programme, correction), desk.actor, desk.clock.today())


def with_leader(desk: Desk, *permissions: Permission) -> Desk:
    """The same store with the leader at the desk."""
    allowed = frozenset(permissions or (Permission.READ, Permission.LOCK_ROSTER, Permission.GRANT))
    return replace(desk, actor=Actor(LEADER, "张伟", allowed))
