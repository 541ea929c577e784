"""Asking back what was paid too much, and noting what came back."""

from __future__ import annotations

from datetime import date

from minzheng_desk.kernel.ids import RecordId
from minzheng_desk.kernel.operations import operation
from minzheng_desk.kernel.permissions import Permission
from minzheng_desk.office.operations import mint_number
from minzheng_desk.payroll.model import Recovery, Refund
from minzheng_desk.payroll.recoveries.model import (
    DeathUnproved,
    NothingOverpaid,
    RecoveryState,
    RefundTooLarge,
    VoucherMissing,
    VoucherTakenAlready,
)
from minzheng_desk.payroll.recoveries.queries import overpayments, recovery_state
from minzheng_desk.policy.model import Policy
from minzheng_desk.store.transaction import Transaction


@operation("recovery.open", "登记追回", may=Permission.RECOVER)
def open_recovery(
    tx: Transaction,
    programme: str,
    award_id: RecordId,
    *,
    policy: Policy,
    opened_by: str,
    opened_on: date,
) -> Recovery:
    """Ask back what an award really received for months it was not due, counted anew from the rosters.

    What the bank sent back was not received. Raises `NothingOverpaid` or `DeathUnproved`.
    """
    found = next((one for one in overpayments(tx, programme, policy) if one.award_id == award_id), None)
    if found is None:
        raise NothingOverpaid
    if found.is_death and not found.proof.strip():
        raise DeathUnproved
    return tx.put(
        Recovery(
            number=mint_number(tx, f"ZH{opened_on.year}-"),
            award_id=award_id,
            person_id=found.person_id,
            name=found.name,
            programme=programme,
            programme_label=found.programme_label,
            months=tuple((str(month), amount) for month, amount in found.months),
            total=found.total,
            cause=found.cause,
            proof=found.proof,
            opened_by=opened_by,
            opened_on=opened_on,
        )
    )


@operation("recovery.note_notice", "打印退款通知", may=Permission.EXPORT, undoable=False)
def note_notice(tx: Transaction, recovery: Recovery) -> None:
    """Note in the journal that a recovery is made known to the person on paper.

    Not undoable, because paper cannot be called back.
    """
    tx.note = recovery.number


@operation("recovery.refund", "登记退款", may=Permission.RECOVER)
def record_refund(tx: Transaction, refund: Refund) -> RecoveryState:
    """Note money that came back for a recovery; when all of it has come, the recovery is settled.

    Raises `VoucherMissing`, `VoucherTakenAlready` or `RefundTooLarge`.
    """
    if not refund.voucher_number.strip():
        raise VoucherMissing
    recovery = tx.get(Recovery, refund.recovery_id)
    state = recovery_state(tx, recovery)
    if refund.voucher_number in {known.voucher_number for known in state.refunds}:
        raise VoucherTakenAlready(voucher=refund.voucher_number)
    if not 0 < refund.amount <= state.outstanding:
        raise RefundTooLarge.of(refund.amount, state.outstanding)
    tx.put(refund)
    return recovery_state(tx, recovery)
