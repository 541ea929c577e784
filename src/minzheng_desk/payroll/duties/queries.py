"""Whether the person at the desk may lock a roster, from what is on record."""

from __future__ import annotations

from datetime import date

from minzheng_desk.kernel.errors import DeskError
from minzheng_desk.kernel.permissions import Permission
from minzheng_desk.payroll.duties.model import LoneClerk, hindrance_to_lock, why_not_lock
from minzheng_desk.payroll.model import Roster
from minzheng_desk.payroll.queries import rosters
from minzheng_desk.security.model import User, permissions_of
from minzheng_desk.security.queries import users
from minzheng_desk.store.reader import Reader
from minzheng_desk.store.tables import table


def lone_clerk(reader: Reader, on: date) -> LoneClerk | None:
    """The exception that holds on a day, or None."""
    found = reader.find(LoneClerk, order_by=[table(LoneClerk).c.since])
    return next((one for one in found if one.covers(on)), None)


def who_may_lock(reader: Reader) -> tuple[User, ...]:
    """Everybody who may lock rosters, by sign-in name."""
    return tuple(user for user in users(reader) if Permission.LOCK_ROSTER in permissions_of(user))


def lock_hindrance(reader: Reader, roster: Roster, login: str, on: date) -> DeskError | None:
    """What keeps ``login`` from locking a roster on a day; None when nothing does."""
    earlier = rosters(reader, roster.programme)
    return hindrance_to_lock(roster, login, earlier=earlier, excepted=lone_clerk(reader, on))


def why_not_lock_on(reader: Reader, roster: Roster, login: str, on: date) -> str:
    """The same as a sentence to stand beside the button; empty when nothing does."""
    earlier = rosters(reader, roster.programme)
    return why_not_lock(roster, login, earlier=earlier, excepted=lone_clerk(reader, on))
