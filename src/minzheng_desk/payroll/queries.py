"""Rosters as they were drawn up."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import select

from minzheng_desk.households.model import BankAccount, Person
from minzheng_desk.kernel.identity import birth_date
from minzheng_desk.kernel.money import Money
from minzheng_desk.kernel.period import Month, age_on
from minzheng_desk.payroll.drawing import Previous
from minzheng_desk.payroll.model import Roster, RosterLine, RosterNotDrawnUp, Standing, State
from minzheng_desk.policy.model import Policy
from minzheng_desk.store.reader import Reader, chunks
from minzheng_desk.store.tables import table


@dataclass(frozen=True, slots=True)
class RosterView:
    """A roster with its lines in order."""

    roster: Roster
    lines: tuple[RosterLine, ...]

    @property
    def paid(self) -> tuple[RosterLine, ...]:
        """The lines that are paid."""
        return tuple(line for line in self.lines if line.standing == Standing.PAY.value)


def rosters(reader: Reader, programme: str | None = None, month: Month | None = None) -> list[Roster]:
    """Rosters by month and programme, without their corrections."""
    at = table(Roster).c
    where = [at.correction == 0]
    where += [at.programme == programme] if programme else []
    where += [at.month == str(month)] if month else []
    return reader.find(Roster, *where, order_by=[at.month, at.programme])


def first_unpaid(reader: Reader) -> dict[str, Month]:
    """By programme, the month after the last roster that was locked."""
    locked = (roster for roster in rosters(reader) if roster.state == State.LOCKED.value)
    return {roster.programme: roster.month.next for roster in locked}


def corrections_of(reader: Reader, roster: Roster) -> list[Roster]:
    """The corrections of a roster, the first first."""
    at = table(Roster).c
    return reader.find(Roster, at.corrects_id == roster.id, order_by=[at.correction])


def roster_for(reader: Reader, programme: str, month: Month, correction: int = 0) -> RosterView:
    """The roster of a programme and month, or one of its corrections, with its lines.

    Raises `RosterNotDrawnUp`.
    """
    found = rosters(reader, programme, month)
    if found and correction:
        found = [one for one in corrections_of(reader, found[0]) if one.correction == correction]
    if not found:
        raise RosterNotDrawnUp(month=month.label)
    return view_of(reader, found[0])


def view_of(reader: Reader, roster: Roster) -> RosterView:
    """A roster with its lines."""
    return RosterView(roster, tuple(lines_of(reader, roster)))


def unnamed_on_boards(reader: Reader, view: RosterView, policy: Policy) -> frozenset[str]:
    """The people of a roster whose names are not posted: children, and those whose age nobody knows."""
    people = reader.by_ids(Person, [str(line.person_id) for line in view.lines])
    last_day = view.roster.month.last_day
    of_age = policy.at(last_day).whole("age.adult")
    return frozenset(key for key, person in people.items() if not _is_grown_up(person, last_day, of_age))


def _is_grown_up(person: Person, day: date, of_age: int) -> bool:
    born_on = person.born_on or (birth_date(person.id_number) if person.id_number else None)
    return born_on is not None and age_on(born_on, day) >= of_age


def with_holders_on_file(reader: Reader, view: RosterView) -> RosterView:
    """The roster with the holders of its accounts as they are on file today.

    A name that a bank cannot write is put right on the account; the locked roster itself stays as it is.
    """
    at = table(BankAccount).c
    names: dict[tuple[str, str], str] = {}
    for part in chunks([str(line.person_id) for line in view.lines]):
        query = select(at.person_id, at.account, at.holder_name).where(at.person_id.in_(part)).order_by(at.id)
        names.update({(row.person_id, row.account): row.holder_name for row in reader.rows(query)})
    lines = (
        replace(line, holder_name=names.get((line.person_id, line.account), line.holder_name))
        for line in view.lines
    )
    return RosterView(view.roster, tuple(lines))


def lines_of(reader: Reader, roster: Roster) -> list[RosterLine]:
    """The lines of a roster in order."""
    at = table(RosterLine).c
    return reader.find(RosterLine, at.roster_id == roster.id, order_by=[at.seq])


def previous_lines(reader: Reader, programme: str, month: Month) -> dict[str, Previous]:
    """By award, what the newest roster before ``month`` says."""
    earlier = [roster for roster in rosters(reader, programme) if roster.month < month]
    if not earlier:
        return {}
    at = table(RosterLine).c
    rows = reader.rows(
        select(at.award_id, at.standing, at.amount, at.base, at.supplement).where(
            at.roster_id == earlier[-1].id
        )
    )
    return {
        row.award_id: Previous(row.standing, row.amount, Money(row.base + row.supplement)) for row in rows
    }
