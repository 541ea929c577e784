"""Drawing up a correction: a small roster of what failed, to be locked and paid like any other."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from datetime import date

from minzheng_desk.kernel.ids import RecordId, new_id
from minzheng_desk.kernel.money import Money
from minzheng_desk.kernel.operations import operation
from minzheng_desk.kernel.permissions import Permission
from minzheng_desk.payroll.corrections.model import (
    HolderException,
    HolderExceptionEmpty,
    NothingToCorrect,
    ResendWithoutReason,
)
from minzheng_desk.payroll.corrections.queries import Failure, failures_of
from minzheng_desk.payroll.model import (
    Difference,
    Roster,
    RosterLine,
    RosterNotLocked,
    Standing,
    State,
    roster_digest,
)
from minzheng_desk.payroll.queries import RosterView, corrections_of, lines_of, view_of
from minzheng_desk.payroll.returns.model import CorrectedLine
from minzheng_desk.store.tables import table
from minzheng_desk.store.transaction import Transaction

_LONGEST_REASON = RosterLine.declaration.field("reason").max_length or 0
_NO_LINES: Mapping[str, str] = {}


@dataclasses.dataclass(frozen=True, slots=True)
class Correction:
    """A correction that was drawn up, and the failed lines that had to be left out of it."""

    view: RosterView
    left: tuple[Failure, ...]
    """Each says in ``why_not`` why."""


@operation("roster.draw_correction", "生成更正发放", may=Permission.DRAW_UP_ROSTER)
def draw_correction(
    tx: Transaction,
    roster: Roster,
    *,
    drawn_up_by: str,
    drawn_up_on: date,
    resend: Mapping[str, str] = _NO_LINES,
) -> Correction:
    """Draw up a roster of what the bank sent back of a month, in place of one that is not locked yet.

    ``resend`` names failed lines by id whose account is as it was, with the reason why the bank takes them
    again. Whatever was paid is in no correction, and a failure is in one only. Raises `RosterNotLocked`,
    `ResendWithoutReason` or `NothingToCorrect`.
    """
    origin = tx.get(Roster, roster.corrects_id or roster.id)
    if not origin.is_locked:
        raise RosterNotLocked(roster=origin.called, act="更正发放")
    if any(not because.strip() for because in resend.values()):
        raise ResendWithoutReason
    times = 1 + _make_way(tx, origin)
    failed = failures_of(tx, origin)
    ready = [one for one in failed if not one.why_not_when(resent=one.line.id in resend)]
    left = tuple(one for one in failed if one.why_not_when(resent=one.line.id in resend))
    if not ready:
        raise NothingToCorrect(roster=origin.called, failed=len(failed), hindered=len(left), why=_why(left))
    made = _correction(origin, times, ready, resend)
    drawn = dataclasses.replace(
        made.roster, drawn_up_by=drawn_up_by, drawn_up_on=drawn_up_on, drawn_up_login=tx.actor
    )
    stored = tx.put(drawn)
    tx.put_all(made.lines)
    tx.put_all([_link(one, line, resend) for one, line in zip(ready, made.lines, strict=True)])
    return Correction(view_of(tx, stored), left)


@operation("bank_account.except_holder", "登记账户户名例外", may=Permission.GRANT)
def except_holder(tx: Transaction, exception: HolderException) -> HolderException:
    """Let an account of somebody else take a person's benefits; raises `HolderExceptionEmpty`."""
    for lacking, written in (("理由", exception.reason), ("批准人", exception.allowed_by)):
        if not written.strip():
            raise HolderExceptionEmpty(lacking=lacking)
    return tx.put(exception)


def _make_way(tx: Transaction, origin: Roster) -> int:
    """Take out a correction that is not locked yet; returns how many locked ones there are."""
    earlier = corrections_of(tx, origin)
    for unlocked in (one for one in earlier if not one.is_locked):
        lines = lines_of(tx, unlocked)
        links = table(CorrectedLine).c.line_id.in_([line.id for line in lines])
        tx.remove_all(tx.find(CorrectedLine, links))
        tx.remove_all(lines)
        tx.remove(unlocked)
    return sum(one.is_locked for one in earlier)


def _why(left: Sequence[Failure]) -> str:
    """The first reason, without saying whose it is."""
    return f"第 {left[0].line.seq} 行：{left[0].why_not}" if left else ""


def _correction(
    origin: Roster, times: int, ready: Sequence[Failure], resend: Mapping[str, str]
) -> RosterView:
    roster_id = new_id()
    lines = tuple(_line(one, roster_id, seq, resend) for seq, one in enumerate(ready, 1))
    made = Roster(
        id=roster_id,
        batch_number=f"{origin.batch_number}-G{times}",
        programme=origin.programme,
        programme_label=origin.programme_label,
        month=origin.month,
        lines=len(lines),
        persons=sum(line.persons for line in lines),
        total=Money(sum(line.amount for line in lines)),
        pack=origin.pack,
        digest=roster_digest(origin.programme, origin.month, lines),
        state=State.DRAWN_UP.value,
        drawn_up_on=origin.drawn_up_on,
        correction=times,
        corrects_id=origin.id,
    )
    return RosterView(made, lines)


def _line(failure: Failure, roster_id: RecordId, seq: int, resend: Mapping[str, str]) -> RosterLine:
    """The failed line once more, to where the payee is paid today."""
    failed, payee, account = failure.line, failure.payee, failure.account
    because = resend.get(failed.id, "").strip()
    told = f"{failure.roster.sort_called}第 {failed.seq} 行退回：{failure.result.reason or '未写原因'}"
    return dataclasses.replace(
        failed,
        id=new_id(),
        version=0,
        roster_id=roster_id,
        seq=seq,
        standing=Standing.PAY.value,
        difference=Difference.CORRECTED.value,
        reason=f"{told}；原样重发：{because}"[:_LONGEST_REASON] if because else told,
        person_id=payee.id,
        name=payee.name,
        id_number=payee.id_number,
        previous_amount=None,
        account=account.account if account else "",
        bank=account.bank if account else "",
        holder_name=account.holder_name if account else "",
    )


def _link(failure: Failure, line: RosterLine, resend: Mapping[str, str]) -> CorrectedLine:
    return CorrectedLine(
        payment_result_id=failure.result.id,
        origin_id=failure.line.id,
        line_id=line.id,
        because=resend.get(failure.line.id, "").strip(),
    )
