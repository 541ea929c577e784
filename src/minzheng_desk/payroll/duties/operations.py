"""Putting on record that an office has one person only."""

from __future__ import annotations

from minzheng_desk.kernel.operations import operation
from minzheng_desk.kernel.period import month_later
from minzheng_desk.kernel.permissions import Permission
from minzheng_desk.payroll.duties.model import AnotherMayLock, ExceptionEmpty, LoneClerk
from minzheng_desk.payroll.duties.queries import who_may_lock
from minzheng_desk.store.transaction import Transaction

_MONTHS_AT_MOST = 12


@operation("roster.except_lone_clerk", "登记单人办公例外", may=Permission.SET_UP, undoable=False)
def except_lone_clerk(tx: Transaction, exception: LoneClerk) -> LoneClerk:
    """Let the only person of an office lock what the same person drew up, for a year at most.

    Not undoable, because rosters are locked by it; it ends by itself. Raises `ExceptionEmpty`, or
    `AnotherMayLock` while somebody else in the office may lock rosters.
    """
    for lacking, written in (("理由", exception.reason), ("批准人", exception.allowed_by)):
        if not written.strip():
            raise ExceptionEmpty(lacking=lacking)
    if not exception.since < exception.until <= month_later(exception.since, _MONTHS_AT_MOST):
        raise ExceptionEmpty(lacking="一年以内的截止日期")
    others = [user for user in who_may_lock(tx) if user.name != tx.actor]
    if others:
        raise AnotherMayLock(name=others[0].display_name)
    return tx.put(exception)
