"""Taking in what the bank says of a roster."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from datetime import date

from minzheng_desk.kernel.ids import RecordId, new_id
from minzheng_desk.kernel.money import Money
from minzheng_desk.kernel.operations import operation
from minzheng_desk.kernel.permissions import Permission
from minzheng_desk.payroll.duties.model import hindrance_to_book
from minzheng_desk.payroll.duties.queries import lone_clerk
from minzheng_desk.payroll.model import Roster
from minzheng_desk.payroll.queries import view_of
from minzheng_desk.payroll.returns.matching import (
    Booked,
    Matched,
    ReturnFile,
    Unmatched,
    match_rows,
    total_of,
)
from minzheng_desk.payroll.returns.model import (
    BankReturn,
    CorrectedLine,
    Outcome,
    PaymentResult,
    UnmatchedRow,
)
from minzheng_desk.payroll.returns.queries import results_of, returns_of
from minzheng_desk.store.tables import table
from minzheng_desk.store.transaction import Transaction


@dataclasses.dataclass(frozen=True, slots=True)
class Taken:
    """What taking a file in came to; when it was known already, the record of the first time."""

    bank_return: BankReturn
    is_repeat: bool
    """Whether the file brought nothing new, so that nothing was changed."""
    problems: tuple[Unmatched, ...]


@operation("roster.book_return", "导入银行回盘", may=Permission.BOOK_RETURN)
def book_return(
    tx: Transaction, roster: Roster, file: ReturnFile, *, imported_by: str, imported_on: date
) -> Taken:
    """Book what the bank's file says of each line of a locked roster; what fits no line is kept as a problem.

    A file that says only what is on record changes nothing. Raises `RosterNotLocked` or
    `ApproverMayNotBook`.
    """
    current = tx.get(Roster, roster.id)
    hindrance = hindrance_to_book(current, tx.actor, excepted=lone_clerk(tx, imported_on))
    if hindrance:
        raise hindrance
    tx.note = f"{current.called} {file.name}"
    known = results_of(tx, current)
    outcomes = {line_id: Outcome(result.outcome) for line_id, result in known.items()}
    matched = match_rows(file.rows, view_of(tx, current).paid, outcomes, _corrected(tx, known.values()))
    drafted = _bank_return(current, file, matched, imported_by, imported_on)
    before = next((one for one in returns_of(tx, current) if one.digest == file.digest), None)
    if before is not None or (matched.rows and len(matched.repeated) == matched.rows):
        return Taken(before or drafted, is_repeat=True, problems=matched.unmatched)
    stored = tx.put(drafted)
    tx.put_all([_result(one, current, stored, known) for one in matched.news if one.line.id not in known])
    tx.put_all([_result(one, current, stored, known) for one in matched.news if one.line.id in known])
    tx.put_all([_unmatched(one, stored.id) for one in matched.unmatched])
    return Taken(stored, is_repeat=False, problems=matched.unmatched)


def _corrected(tx: Transaction, results: Iterable[PaymentResult]) -> set[str]:
    """The lines that failed and are paid once more by a correction."""
    failed = {str(result.id): str(result.line_id) for result in results if not result.is_paid}
    at = table(CorrectedLine).c
    found = tx.find(CorrectedLine, at.payment_result_id.in_(list(failed))) if failed else []
    return {failed[one.payment_result_id] for one in found}


def _bank_return(
    roster: Roster, file: ReturnFile, matched: Matched, imported_by: str, imported_on: date
) -> BankReturn:
    return BankReturn(
        id=new_id(),
        roster_id=roster.id,
        file_name=file.name,
        digest=file.digest,
        bank_format=file.format,
        imported_by=imported_by,
        imported_on=imported_on,
        rows=matched.rows,
        paid=len(matched.paid),
        paid_total=total_of(matched.paid),
        failed=len(matched.failed),
        failed_total=total_of(matched.failed),
        repeated=len(matched.repeated),
        repeated_total=total_of(matched.repeated),
        unmatched=len(matched.unmatched),
        unmatched_total=Money(sum(one.row.amount or 0 for one in matched.unmatched)),
    )


def _result(
    booked: Booked, roster: Roster, bank_return: BankReturn, known: Mapping[str, PaymentResult]
) -> PaymentResult:
    """What became of a line, in place of what was said of it before."""
    row, line = booked.row, booked.line
    fresh = PaymentResult(
        roster_id=roster.id,
        line_id=line.id,
        bank_return_id=bank_return.id,
        row=row.row,
        outcome=(row.outcome or Outcome.FAILED).value,
        amount=line.amount,
        reason=row.reason if row.outcome is Outcome.FAILED else "",
    )
    before = known.get(line.id)
    return dataclasses.replace(fresh, id=before.id, version=before.version) if before else fresh


def _unmatched(one: Unmatched, bank_return_id: RecordId) -> UnmatchedRow:
    row = one.row
    return UnmatchedRow(
        bank_return_id=bank_return_id,
        row=row.row,
        account=row.account,
        holder_name=row.holder_name,
        amount=row.amount,
        written=row.written,
        code=one.code,
        reason=one.reason,
        suggestion=one.suggestion,
    )
