"""Drawing up and locking rosters."""

from __future__ import annotations

import dataclasses
from datetime import date, datetime

from minzheng_desk.kernel.ids import new_id, new_ids
from minzheng_desk.kernel.operations import operation
from minzheng_desk.kernel.period import Month
from minzheng_desk.kernel.permissions import Permission
from minzheng_desk.kernel.progress import Progress, Silent
from minzheng_desk.payroll.drawing import Computed, compute_roster
from minzheng_desk.payroll.gathering import payable_awards
from minzheng_desk.payroll.model import (
    EarlierRosterOpen,
    LaterRosterExists,
    NothingToPay,
    Roster,
    RosterAlreadyLocked,
    RosterChanged,
    Standing,
    State,
    roster_digest,
)
from minzheng_desk.payroll.queries import lines_of, previous_lines, rosters
from minzheng_desk.policy.model import Policy
from minzheng_desk.store.transaction import Transaction


@operation("roster.draw_up", "生成发放名册", may=Permission.DRAW_UP_ROSTER)
def draw_up_roster(
    tx: Transaction,
    programme: str,
    month: Month,
    *,
    policy: Policy,
    drawn_up_by: str,
    drawn_up_on: date,
    progress: Progress | None = None,
) -> Roster:
    """Draw up the roster of a programme for a month, in place of one drawn up before but not locked.

    Raises `RosterAlreadyLocked`, `EarlierRosterOpen`, `LaterRosterExists` or `NothingToPay`.
    """
    watch = progress or Silent()
    label = policy.programme(programme).label
    _make_way(tx, programme, label, month)
    watch.report(0, 3, f"{label}：汇集待遇")
    payables = payable_awards(tx, programme, month, policy)
    watch.report(1, 3, f"{label}：计算名册")
    roster_id = new_id()
    computed = compute_roster(
        payables, previous_lines(tx, programme, month), roster_id, month, new_ids(len(payables))
    )
    if not computed.lines:
        raise NothingToPay(programme=label, month=month.label)
    roster = _roster_of(computed, programme, label, month, policy)
    roster = dataclasses.replace(roster, id=roster_id, drawn_up_by=drawn_up_by, drawn_up_on=drawn_up_on)
    watch.report(2, 3, f"{label}：保存名册")
    stored = tx.put(roster)
    tx.put_all(computed.lines)
    watch.report(3, 3, f"{label}：保存名册")
    return stored


@operation("roster.lock", "锁定发放名册", may=Permission.LOCK_ROSTER, undoable=False)
def lock_roster(tx: Transaction, roster: Roster, *, locked_by: str, locked_at: datetime) -> Roster:
    """Lock a roster after adding it up anew.

    Not undoable, because money is paid by it; what was wrong is put right on the next month's roster.
    Raises `RosterAlreadyLocked`, `EarlierRosterOpen` or `RosterChanged`.
    """
    current = tx.get(Roster, roster.id)
    if current.state == State.LOCKED.value:
        raise RosterAlreadyLocked(programme=current.programme_label, month=current.month.label)
    _require_earlier_locked(tx, current.programme, current.programme_label, current.month)
    lines = lines_of(tx, current)
    total = sum(line.amount for line in lines if line.standing == Standing.PAY.value)
    if roster_digest(current.programme, current.month, lines) != current.digest or total != current.total:
        raise RosterChanged(programme=current.programme_label, month=current.month.label)
    locked = dataclasses.replace(
        current, version=roster.version, state=State.LOCKED.value, locked_by=locked_by, locked_at=locked_at
    )
    return tx.put(locked)


def _roster_of(computed: Computed, programme: str, label: str, month: Month, policy: Policy) -> Roster:
    return Roster(
        batch_number=f"{month.year}{month.month:02d}-{programme}",
        programme=programme,
        programme_label=label,
        month=month,
        lines=computed.paid,
        persons=computed.persons,
        total=computed.total,
        held=computed.held,
        stopped=computed.stopped,
        pack=f"{policy.pack} {policy.version}",
        digest=roster_digest(programme, month, computed.lines),
        drawn_up_on=month.first_day,
    )


def _make_way(tx: Transaction, programme: str, label: str, month: Month) -> None:
    """Take out an open roster of the same month; refuse what is locked or out of order."""
    for roster in rosters(tx, programme):
        if roster.month > month:
            raise LaterRosterExists(programme=label, month=roster.month.label)
        if roster.month == month and roster.state == State.LOCKED.value:
            raise RosterAlreadyLocked(programme=label, month=month.label)
    _require_earlier_locked(tx, programme, label, month)
    for roster in rosters(tx, programme, month):
        tx.remove_all(lines_of(tx, roster))
        tx.remove(roster)


def _require_earlier_locked(tx: Transaction, programme: str, label: str, month: Month) -> None:
    for roster in rosters(tx, programme):
        if roster.month < month and roster.state != State.LOCKED.value:
            raise EarlierRosterOpen(programme=label, month=roster.month.label)
