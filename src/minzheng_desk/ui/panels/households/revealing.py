"""Whole numbers of one member, for a while; each one that is handed over is noted by itself."""

from __future__ import annotations

from minzheng_desk.desk.desk import Desk
from minzheng_desk.households.model import BankAccount, Person
from minzheng_desk.kernel.records import Record
from minzheng_desk.security.operations import reveal
from minzheng_desk.ui.panels.households.rows import MemberRow, account_in_use

_PURPOSE = "在家庭档案中核对"


def whole_numbers(desk: Desk, row: MemberRow, columns: frozenset[str]) -> dict[str, str]:
    """The whole numbers of a member for these columns; raises `NotAllowed`. Runs in the writing thread."""
    account = account_in_use(row.view)
    known: dict[str, tuple[type[Record], str, str]] = {}
    if row.id_number:
        known["id_number"] = (Person, row.id, "id_number")
    if row.phone:
        known["phone"] = (Person, row.id, "phone")
    if account is not None:
        known["account"] = (BankAccount, account.id, "account")
    return {
        column: str(desk.run(reveal, cls, record_id, field, _PURPOSE).result)
        for column, (cls, record_id, field) in known.items()
        if column in columns
    }
