"""Aid in an emergency: given first where it cannot wait, its papers completed afterwards."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from minzheng_desk.households.hardships.model import AlreadyAided, Hardship, NotYetAided, PapersIncomplete
from minzheng_desk.kernel.money import Money
from minzheng_desk.kernel.operations import operation
from minzheng_desk.kernel.permissions import Permission
from minzheng_desk.store.transaction import Transaction


@operation("hardship.aid", "登记临时救助", may=Permission.GRANT)
def give_aid(
    tx: Transaction, hardship: Hardship, granted: Money, aided_on: date, recorded_by: str
) -> Hardship:
    """Record what was given, when and by whom; raises `AlreadyAided`."""
    if hardship.aided_on is not None:
        raise AlreadyAided(aided_on=hardship.aided_on)
    return tx.put(replace(hardship, granted=granted, aided_on=aided_on, recorded_by=recorded_by))


@operation("hardship.complete", "补齐先行救助手续", may=Permission.GRANT)
def complete_papers(tx: Transaction, hardship: Hardship, event: str, completed_on: date) -> Hardship:
    """Make up for what was left out in the hurry; raises `NotYetAided` or `PapersIncomplete`."""
    if hardship.aided_on is None:
        raise NotYetAided
    lacking = [
        label
        for label, is_there in (
            ("救助事由", bool(event.strip())),
            ("救助金额", hardship.granted is not None),
            ("经办人", bool(hardship.recorded_by)),
        )
        if not is_there
    ]
    if lacking:
        raise PapersIncomplete(lacking="、".join(lacking))
    return tx.put(replace(hardship, event=event, completed_on=completed_on))
