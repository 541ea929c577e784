"""How far a month is, programme by programme: drawn up, locked, sent to the bank, answered, closed."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from enum import Enum
from typing import NamedTuple

from sqlalchemy import and_, case, func, or_, select

from minzheng_desk.benefits.model import Award
from minzheng_desk.kernel.ids import RecordId
from minzheng_desk.kernel.money import Money
from minzheng_desk.kernel.period import Month
from minzheng_desk.payroll.model import Difference, Roster, RosterLine, Standing
from minzheng_desk.payroll.operations import note_bank_file
from minzheng_desk.payroll.queries import rosters
from minzheng_desk.payroll.returns.model import BankReturn, CorrectedLine, Outcome, PaymentResult
from minzheng_desk.policy.model import Policy
from minzheng_desk.store.reader import Reader
from minzheng_desk.store.tables import journal, table


class Stage(Enum):
    """One step of a month, in their order."""

    DRAWN_UP = "drawn_up"
    LOCKED = "locked"
    SENT = "sent"
    ANSWERED = "answered"
    CLOSED = "closed"

    @property
    def label(self) -> str:
        """What people call it."""
        return _LABELS[self]


_LABELS = {
    Stage.DRAWN_UP: "生成",
    Stage.LOCKED: "锁定",
    Stage.SENT: "银行文件",
    Stage.ANSWERED: "回盘",
    Stage.CLOSED: "月结",
}


class ProgrammeMonth(NamedTuple):
    """One programme in one month."""

    programme: str
    label: str
    awards: int
    """How many awards cover the month."""
    roster_id: RecordId | None
    persons: int
    total: Money
    before: Money | None
    """The total of the month before; None where there was no roster of it."""
    held: int
    """Lines held back until something is put right."""
    done: tuple[Stage, ...]

    @property
    def difference(self) -> Money | None:
        """What the month pays more than the one before; None where there is nothing to compare."""
        if self.roster_id is None or self.before is None:
            return None
        return Money(self.total - self.before)


def month_state(reader: Reader, policy: Policy, month: Month) -> tuple[ProgrammeMonth, ...]:
    """Every programme that pays in a month, in the order of the policy."""
    now = {roster.programme: roster for roster in rosters(reader, month=month)}
    before = {roster.programme: roster.total for roster in rosters(reader, month=month.previous)}
    awards, reached = _awards_by_programme(reader, month), _Reached.of(reader, list(now.values()))
    return tuple(
        _row(name, programme.label, awards.get(name, 0), now.get(name), before.get(name), reached)
        for name, programme in policy.programmes.items()
        if programme.calculation is not None and (name in now or awards.get(name))
    )


class MonthPaid(NamedTuple):
    """What all rosters of one month come to."""

    month: Month
    total: Money


def months_paid(reader: Reader, last: Month, months: int = 12) -> tuple[MonthPaid, ...]:
    """The totals of the last months, oldest first; a month without a roster is none."""
    at, first = table(Roster).c, last + -(months - 1)
    summed = select(at.month, func.sum(at.total)).where(
        at.correction == 0, at.month >= str(first), at.month <= str(last)
    )
    totals = {month: int(total) for month, total in reader.rows(summed.group_by(at.month))}
    return tuple(
        MonthPaid(month, Money(totals.get(str(month), 0))) for month in map(first.__add__, range(months))
    )


_COUNTED_AS = {
    Difference.NEW.value: "new",
    Difference.RETURNED.value: "new",
    Difference.STOPPED.value: "stopped",
    Difference.RAISED.value: "changed",
    Difference.LOWERED.value: "changed",
}
"""By the difference of a line, the count of `MonthChanges` it stands in."""


class MonthChanges(NamedTuple):
    """How many lines of a month's rosters are new, stopped, changed or paid later."""

    new: int
    stopped: int
    changed: int
    back_paid: int

    @property
    def total(self) -> int:
        """All of them."""
        return sum(self)


def changes_in(reader: Reader, month: Month) -> MonthChanges:
    """What the rosters of a month say of the month before."""
    line, roster = table(RosterLine).c, table(Roster).c
    joined = table(RosterLine).join(table(Roster), roster.id == line.roster_id)
    of_month = (roster.month == str(month), roster.correction == 0)
    counted = (
        select(line.difference, func.count()).select_from(joined).where(*of_month).group_by(line.difference)
    )
    by = {difference: int(count) for difference, count in reader.rows(counted)}
    late = select(func.count()).select_from(joined)
    ((back_paid,),) = reader.rows(
        late.where(*of_month, line.back_payment > 0, line.standing == Standing.PAY.value)
    )
    return MonthChanges(
        _sum(by, Difference.NEW, Difference.RETURNED),
        _sum(by, Difference.STOPPED),
        _sum(by, Difference.RAISED, Difference.LOWERED),
        int(back_paid),
    )


def changed_most(reader: Reader, month: Month) -> dict[str, str]:
    """By the name of each count of `MonthChanges`, the programme whose roster has most such lines."""
    line, roster = table(RosterLine).c, table(Roster).c
    joined = table(RosterLine).join(table(Roster), roster.id == line.roster_id)
    is_late = and_(line.back_payment > 0, line.standing == Standing.PAY.value)
    counted = (
        select(roster.programme, line.difference, func.count(), func.sum(case((is_late, 1), else_=0)))
        .select_from(joined)
        .where(roster.month == str(month), roster.correction == 0)
        .group_by(roster.programme, line.difference)
    )
    found: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for programme, difference, count, late in reader.rows(counted):
        if difference in _COUNTED_AS:
            found[_COUNTED_AS[difference]][programme] += int(count)
        found["back_paid"][programme] += int(late)
    return {sort: most for sort, by in found.items() for most, count in by.most_common(1) if count}


class ReturnedPayments(NamedTuple):
    """What the bank sent back and nothing has replaced yet."""

    payments: int
    total: Money


def returned_payments(reader: Reader) -> ReturnedPayments:
    """The failed payments of all months that no correction has taken up."""
    at = table(PaymentResult).c
    taken_up = select(table(CorrectedLine).c.payment_result_id)
    open_ = select(func.count(), func.coalesce(func.sum(at.amount), 0)).where(
        at.outcome == Outcome.FAILED.value, at.id.not_in(taken_up)
    )
    ((payments, total),) = reader.rows(open_)
    return ReturnedPayments(int(payments), Money(int(total)))


class _Reached(NamedTuple):
    """Which rosters were sent to the bank, and which it has answered."""

    sent: frozenset[str]
    """By what the journal calls them."""
    answered: frozenset[str]
    """By id."""

    @classmethod
    def of(cls, reader: Reader, of_month: Sequence[Roster]) -> _Reached:
        """Ask the journal and what came back from the bank."""
        if not of_month:
            return cls(frozenset(), frozenset())
        notes = reader.rows(select(journal.c.note).where(journal.c.operation == note_bank_file.name))
        at = table(BankReturn).c
        answered = reader.rows(select(at.roster_id).where(at.roster_id.in_([one.id for one in of_month])))
        sent = frozenset((row.note or "").partition("：")[0] for row in notes)
        return cls(sent, frozenset(row.roster_id for row in answered))

    def stages(self, roster: Roster) -> tuple[Stage, ...]:
        """The steps that a roster has behind it."""
        behind = {
            Stage.DRAWN_UP: True,
            Stage.LOCKED: roster.is_locked,
            Stage.SENT: roster.called in self.sent,
            Stage.ANSWERED: roster.id in self.answered,
            Stage.CLOSED: roster.closed_at is not None,
        }
        return tuple(stage for stage in Stage if behind[stage])


def _row(
    name: str, label: str, awards: int, roster: Roster | None, before: Money | None, reached: _Reached
) -> ProgrammeMonth:
    if roster is None:
        return ProgrammeMonth(name, label, awards, None, 0, Money(0), before, 0, ())
    return ProgrammeMonth(
        name,
        label,
        awards,
        roster.id,
        roster.persons,
        roster.total,
        before,
        roster.held,
        reached.stages(roster),
    )


def _awards_by_programme(reader: Reader, month: Month) -> dict[str, int]:
    at = table(Award).c
    covers = at.since <= str(month), or_(at.until.is_(None), at.until > str(month))
    rows = reader.rows(select(at.programme, func.count()).where(*covers).group_by(at.programme))
    return {programme: int(count) for programme, count in rows}


def _sum(by: Mapping[str, int], *differences: Difference) -> int:
    return sum(by.get(difference.value, 0) for difference in differences)
