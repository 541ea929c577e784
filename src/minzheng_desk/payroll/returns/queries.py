"""What the bank has said of a roster so far, ready for showing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from minzheng_desk.kernel.money import Money
from minzheng_desk.payroll.model import Roster, RosterLine
from minzheng_desk.payroll.queries import RosterView, lines_of
from minzheng_desk.payroll.returns.model import BankReturn, PaymentResult, UnmatchedRow
from minzheng_desk.store.reader import Reader
from minzheng_desk.store.tables import table


@dataclass(frozen=True, slots=True)
class Counted:
    """So many lines and so much money."""

    lines: int
    total: Money

    @classmethod
    def of(cls, lines: list[RosterLine]) -> Counted:
        """Count and add up."""
        return cls(len(lines), Money(sum(line.amount for line in lines)))


@dataclass(frozen=True, slots=True)
class ReturnState:
    """How far the bank has answered: paid, failed and unanswered lines add up to what was sent."""

    roster: Roster
    sent: Counted
    paid: Counted
    failed: Counted
    unanswered: Counted
    unmatched: tuple[UnmatchedRow, ...]
    """Rows of the bank's files that fit no line of this roster."""

    @property
    def is_complete(self) -> bool:
        """Whether every line is answered."""
        return not self.unanswered.lines


def returns_of(reader: Reader, roster: Roster) -> list[BankReturn]:
    """The files that were taken in for a roster, the first first."""
    at = table(BankReturn).c
    return reader.find(BankReturn, at.roster_id == roster.id, order_by=[at.id])


def results_of(reader: Reader, roster: Roster) -> dict[str, PaymentResult]:
    """By line, what became of it; lines without an answer are left out."""
    found = reader.find(PaymentResult, table(PaymentResult).c.roster_id == roster.id)
    return {str(result.line_id): result for result in found}


def return_state(reader: Reader, roster: Roster) -> ReturnState:
    """How far the bank has answered a roster."""
    return return_state_of(reader, RosterView(roster, tuple(lines_of(reader, roster))))


def return_state_of(reader: Reader, view: RosterView) -> ReturnState:
    """The same of a roster whose lines were read already."""
    roster = view.roster
    results = results_of(reader, roster)
    sent = list(view.paid)
    paid, failed, unanswered = _sorted_out(sent, results)
    returns = [str(one.id) for one in returns_of(reader, roster)]
    at = table(UnmatchedRow).c
    unmatched = reader.find(
        UnmatchedRow, at.bank_return_id.in_(returns), order_by=[at.bank_return_id, at.row]
    )
    return ReturnState(
        roster,
        Counted.of(sent),
        Counted.of(paid),
        Counted.of(failed),
        Counted.of(unanswered),
        tuple(unmatched),
    )


def _sorted_out(
    lines: list[RosterLine], results: Mapping[str, PaymentResult]
) -> tuple[list[RosterLine], list[RosterLine], list[RosterLine]]:
    paid: list[RosterLine] = []
    failed: list[RosterLine] = []
    unanswered: list[RosterLine] = []
    for line in lines:
        result = results.get(line.id)
        if result is None:
            unanswered.append(line)
        else:
            (paid if result.is_paid else failed).append(line)
    return paid, failed, unanswered
