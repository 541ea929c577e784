"""What earlier rosters paid for which month, so that no month is paid twice and none is forgotten."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Select, func, select

from minzheng_desk.households.model import Person
from minzheng_desk.kernel.money import Money
from minzheng_desk.kernel.period import Month
from minzheng_desk.payroll.arrears import MonthAmount
from minzheng_desk.payroll.model import Recovery, Refund, Roster, RosterLine, Standing
from minzheng_desk.payroll.queries import corrections_of, rosters
from minzheng_desk.payroll.returns.model import Outcome, PaymentResult
from minzheng_desk.store.reader import Reader
from minzheng_desk.store.tables import table

Paid = dict[Month, Money]
_NO_MONTHS = "[]"


@dataclass(slots=True)
class History:
    """What was paid under one programme, on locked rosters."""

    packs: dict[Month, str] = field(default_factory=dict)
    """By which policy each month was paid."""
    _paid: defaultdict[str, Paid] = field(default_factory=lambda: defaultdict(dict))
    """By award, what each month received, arrears included."""
    _awards: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    """By person and by identity number, the awards that were paid to them."""

    @property
    def awards(self) -> Collection[str]:
        """The awards that were paid at all."""
        return self._paid.keys()

    def of(self, award_id: str) -> Mapping[Month, Money]:
        """What an award received for each month."""
        return self._paid.get(award_id, {})

    def elsewhere(self, award_id: str, person: Person) -> set[Month]:
        """The months paid to the same person, or under the same identity number, by another award."""
        others = self._awards.get(person.id, set()) | self._awards.get(person.id_number or "", set())
        return {month for other in others - {award_id} for month in self._paid[other]}

    def take_back(self, award_id: str, months: Iterable[MonthAmount]) -> None:
        """Take out what came back from the person, so that a month found due after all is paid again."""
        received = self._paid[award_id]
        for month, amount in months:
            left = Money(received.pop(month, 0) - amount)
            if left:
                received[month] = left

    def note(self, month: Month, rows: Iterable[Any]) -> None:
        """Add what one roster paid; later months only ever add arrears to earlier ones."""
        for award_id, person_id, id_number, regular, back_months in rows:
            received = self._paid[award_id]
            if regular:
                received[month] = regular
            if back_months and back_months != _NO_MONTHS:
                for back, amount in json.loads(back_months):
                    earlier = Month.parse(back)
                    received[earlier] = Money(received.get(earlier, 0) + amount)
            self._awards[person_id].add(award_id)
            if id_number:
                self._awards[id_number].add(award_id)


def paid_before(reader: Reader, programme: str) -> History:
    """What the locked rosters of a programme paid, read one roster after the other.

    What the bank sent back counts as paid here, because a correction pays it once more and nothing else does;
    what the person gave back does not.
    """
    history = History()
    for roster in rosters(reader, programme):
        if roster.is_locked:
            history.packs[roster.month] = roster.pack
            history.note(roster.month, reader.rows(_paid_on(roster)))
    for recovery, refunded in _refunds(reader, programme):
        history.take_back(recovery.award_id, refunded_by_month(recovery.by_month, refunded))
    return history


def _refunds(reader: Reader, programme: str) -> list[tuple[Recovery, Money]]:
    """The recoveries of a programme for which money came back, and how much."""
    at = table(Refund).c
    summed = select(at.recovery_id, func.sum(at.amount)).group_by(at.recovery_id)
    amounts = {recovery_id: Money(int(amount)) for recovery_id, amount in reader.rows(summed)}
    found = reader.by_ids(Recovery, list(amounts)).values()
    return [(one, amounts[one.id]) for one in found if one.programme == programme]


def refunded_by_month(asked: Iterable[MonthAmount], refunded: Money) -> list[MonthAmount]:
    """What came back, month by month, the earliest first.

    >>> refunded_by_month([(Month(2026, 9), Money(969)), (Month(2026, 10), Money(969))], Money(1000))
    [(Month(year=2026, month=9), 969), (Month(year=2026, month=10), 31)]
    """
    found: list[MonthAmount] = []
    left = refunded
    for month, amount in asked:
        back = Money(min(amount, left))
        left = Money(left - back)
        if back:
            found.append((month, back))
    return found


def received(reader: Reader, programme: str) -> History:
    """What really arrived under a programme: corrections too, and nothing that the bank sent back."""
    history = History()
    result = table(PaymentResult).c
    for roster in rosters(reader, programme):
        for one in (roster, *corrections_of(reader, roster)):
            if one.is_locked:
                failed = select(result.line_id).where(
                    result.roster_id == one.id, result.outcome == Outcome.FAILED.value
                )
                arrived = _paid_on(one).where(table(RosterLine).c.id.not_in(failed))
                history.packs[roster.month] = roster.pack
                history.note(roster.month, reader.rows(arrived))
    return history


def _paid_on(roster: Roster) -> Select[*tuple[Any, ...]]:
    at = table(RosterLine).c
    regular = (at.base + at.supplement).label("regular")
    return select(at.award_id, at.person_id, at.id_number, regular, at.back_months).where(
        at.roster_id == roster.id, at.standing == Standing.PAY.value
    )
