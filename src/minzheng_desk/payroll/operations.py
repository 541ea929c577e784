"""Drawing up and locking rosters."""

from __future__ import annotations

import dataclasses
from datetime import date, datetime

from minzheng_desk.benefits.queries import amounts_of
from minzheng_desk.kernel.clock import in_beijing
from minzheng_desk.kernel.ids import new_id
from minzheng_desk.kernel.operations import operation
from minzheng_desk.kernel.period import Month
from minzheng_desk.kernel.permissions import Permission
from minzheng_desk.kernel.progress import Progress, Silent
from minzheng_desk.payroll.corrections.queries import failures_of, outdated_lines
from minzheng_desk.payroll.drawing import Computed
from minzheng_desk.payroll.duties.model import hindrance_to_close, hindrance_to_draw
from minzheng_desk.payroll.duties.queries import lock_hindrance
from minzheng_desk.payroll.late_changes import LateChange, late_changes, raised_amounts
from minzheng_desk.payroll.model import (
    NothingToPay,
    PurposeMissing,
    Roster,
    RosterChanged,
    RosterLine,
    RosterNotLocked,
    RosterOutdated,
    Standing,
    State,
    roster_digest,
)
from minzheng_desk.payroll.queries import corrections_of, lines_of, rosters
from minzheng_desk.payroll.redrawing import awards_changed, computed_now
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
    watch.report(0, 2, f"{label}：汇集待遇，计算名册")
    roster_id = new_id()
    computed = computed_now(tx, programme, month, policy, roster_id)
    if not computed.lines:
        raise NothingToPay(programme=label, month=month.label)
    roster = _roster_of(computed, programme, label, month, policy)
    roster = dataclasses.replace(
        roster, id=roster_id, drawn_up_by=drawn_up_by, drawn_up_on=drawn_up_on, drawn_up_login=tx.actor
    )
    watch.report(1, 2, f"{label}：保存名册")
    stored = tx.put(roster)
    tx.put_all(computed.lines)
    watch.report(2, 2, f"{label}：保存名册")
    return stored


@operation("roster.lock", "锁定发放名册", may=Permission.LOCK_ROSTER, undoable=False)
def lock_roster(
    tx: Transaction, roster: Roster, *, locked_by: str, locked_at: datetime, policy: Policy | None = None
) -> Roster:
    """Lock a roster after adding it up anew and, where the policy is given, drawing it up anew beside it.

    Not undoable, because money is paid by it; what was wrong is put right on the next month's roster.
    Raises `RosterAlreadyLocked`, `EarlierRosterOpen`, `MakerMayNotCheck`, `RosterChanged` or
    `RosterOutdated`.
    """
    current = tx.get(Roster, roster.id)
    hindrance = lock_hindrance(tx, current, tx.actor, in_beijing(locked_at).date())
    if hindrance:
        raise hindrance
    lines = lines_of(tx, current)
    if not _adds_up(current, lines):
        raise RosterChanged(roster=current.called)
    if current.correction:
        _require_accounts_stand(tx, current, lines)
    elif policy is not None:
        _require_up_to_date(tx, current, lines, policy)
    locked = dataclasses.replace(
        current,
        version=roster.version,
        state=State.LOCKED.value,
        locked_by=locked_by,
        locked_login=tx.actor,
        locked_at=locked_at,
    )
    return tx.put(locked)


@operation("roster.close", "月结", may=Permission.LOCK_ROSTER, undoable=False)
def close_roster(tx: Transaction, roster: Roster, *, closed_by: str, closed_at: datetime) -> Roster:
    """Close a programme's month, after which only the bank's answer may still complete it.

    Not undoable: a month that is closed has been reported. Raises `RosterNotLocked`, `RosterAlreadyClosed`,
    `CorrectionOpen` or `FailuresOpen`.
    """
    current = tx.get(Roster, roster.corrects_id or roster.id)
    failed = len(failures_of(tx, current))
    hindrance = hindrance_to_close(current, corrections_of(tx, current), failed)
    if hindrance:
        raise hindrance
    return tx.put(dataclasses.replace(current, closed_by=closed_by, closed_at=closed_at))


@operation("award.owe_late_changes", "政策追溯补发", may=Permission.GRANT)
def owe_late_changes(tx: Transaction, programme: str, *, policy: Policy) -> list[LateChange]:
    """Give awards the amounts that late parameters entitle them to; the next roster pays the arrears.

    Returns what is owed. Awards whose facts have changed as well, and those that follow the policy by
    themselves, are left as they are.
    """
    owed = [change for change in late_changes(tx, policy, programme) if change.is_clear]
    by_award: dict[str, list[LateChange]] = {}
    for change in owed:
        by_award.setdefault(change.award_id, []).append(change)
    known = amounts_of(tx, list(by_award))
    months = [roster.month for roster in rosters(tx, programme) if roster.state == State.LOCKED.value]
    written = [
        amount
        for award_id, changes in by_award.items()
        if all(amount.basis == "decided" for amount in known[award_id])
        for amount in raised_amounts(changes, known[award_id], max(months))
    ]
    tx.put_all(written)
    return owed


@operation("roster.note_printing", "打印或导出发放名册", may=Permission.EXPORT, undoable=False)
def note_printing(tx: Transaction, roster: Roster, purpose: str) -> None:
    """Note in the journal that a roster with masked numbers leaves the program, and what for.

    Not undoable, because paper cannot be called back. Raises `PurposeMissing`.
    """
    _note(tx, roster, purpose)


@operation("roster.note_full_printing", "打印或导出含完整号码的名册", may=Permission.REVEAL, undoable=False)
def note_full_printing(tx: Transaction, roster: Roster, purpose: str) -> None:
    """Note in the journal that a roster with full identity numbers and accounts leaves the program.

    Not undoable, because paper cannot be called back. Raises `PurposeMissing`.
    """
    _note(tx, roster, purpose)


@operation("roster.note_bank_file", "生成银行代发文件", may=Permission.MAKE_BANK_FILE, undoable=False)
def note_bank_file(tx: Transaction, roster: Roster, purpose: str) -> None:
    """Note in the journal that a bank file is made of a roster; run before the file is written.

    The roster is announced, because this entry is how anybody knows that its month has come so far.
    Not undoable, because the bank pays by it. Raises `RosterNotLocked` or `PurposeMissing`.
    """
    current = tx.get(Roster, roster.id)
    if not current.is_locked:
        raise RosterNotLocked(roster=current.called, act="生成银行文件")
    _note(tx, current, purpose)
    tx.announce(current)


def _note(tx: Transaction, roster: Roster, purpose: str) -> None:
    if not purpose.strip():
        raise PurposeMissing
    tx.note = f"{roster.called}：{purpose.strip()}"


def _adds_up(roster: Roster, lines: list[RosterLine]) -> bool:
    """Whether a roster still says what its lines and its digest say."""
    paid = [line for line in lines if line.standing == Standing.PAY.value]
    summed = (len(paid), sum(line.persons for line in paid), sum(line.amount for line in paid))
    said = (roster.lines, roster.persons, roster.total)
    return said == summed and roster.digest == roster_digest(roster.programme, roster.month, lines)


def _require_accounts_stand(tx: Transaction, roster: Roster, lines: list[RosterLine]) -> None:
    """Refuse a correction that would pay to where nobody is paid any more."""
    if count := outdated_lines(tx, lines):
        raise RosterOutdated(roster=roster.called, count=count)


def _require_up_to_date(tx: Transaction, roster: Roster, lines: list[RosterLine], policy: Policy) -> None:
    """Refuse a roster that today's records would draw up otherwise."""
    changed = awards_changed(tx, roster, lines, policy)
    if changed:
        raise RosterOutdated(roster=roster.called, count=len(changed))


def _roster_of(computed: Computed, programme: str, label: str, month: Month, policy: Policy) -> Roster:
    return Roster(
        batch_number=_batch_number(month, programme, policy),
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


def _batch_number(month: Month, programme: str, policy: Policy) -> str:
    """The number of a batch, the same when drawn up anew: the month and the place of the programme."""
    return f"FF{month.year}{month.month:02d}-{list(policy.programmes).index(programme) + 1:02d}"


def _make_way(tx: Transaction, programme: str, label: str, month: Month) -> None:
    """Take out an open roster of the same month; refuse what is locked or out of order."""
    known = rosters(tx, programme)
    hindrance = hindrance_to_draw(label, month, known)
    if hindrance:
        raise hindrance
    for roster in known:
        if roster.month == month:
            tx.remove_all(lines_of(tx, roster))
            tx.remove(roster)
