"""Noting in the journal that a ledger leaves the program."""

from __future__ import annotations

from minzheng_desk.kernel.operations import operation
from minzheng_desk.kernel.period import Month
from minzheng_desk.kernel.permissions import Permission
from minzheng_desk.ledgers.model import ExportPurposeMissing
from minzheng_desk.store.transaction import Transaction


@operation("ledger.note_export", "导出台账", may=Permission.EXPORT, undoable=False)
def note_export(tx: Transaction, title: str, month: Month, purpose: str) -> None:
    """Note that a ledger with masked numbers is exported, and what for.

    Not undoable, because a file cannot be called back. Raises `ExportPurposeMissing`.
    """
    _note(tx, title, month, purpose)


@operation("ledger.note_full_export", "导出含完整号码的台账", may=Permission.REVEAL, undoable=False)
def note_full_export(tx: Transaction, title: str, month: Month, purpose: str) -> None:
    """Note that a ledger with full identity numbers and accounts is exported, and what for.

    Not undoable, because a file cannot be called back. Raises `ExportPurposeMissing`.
    """
    _note(tx, title, month, purpose)


def _note(tx: Transaction, title: str, month: Month, purpose: str) -> None:
    if not purpose.strip():
        raise ExportPurposeMissing
    tx.note = f"{title}{month.label}：{purpose.strip()}"
