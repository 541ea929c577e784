"""The course of a roster: who took which step and when; what was changed since it was drawn up."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import func, select

from minzheng_desk.kernel.clock import in_beijing
from minzheng_desk.payroll.drawing import SUSPENDED
from minzheng_desk.payroll.model import Roster, RosterLine, Standing, State
from minzheng_desk.payroll.month_state import Stage, returned_payments
from minzheng_desk.payroll.operations import note_bank_file
from minzheng_desk.payroll.queries import corrections_of
from minzheng_desk.payroll.returns.queries import returns_of
from minzheng_desk.security.queries import find_user
from minzheng_desk.store.reader import Reader
from minzheng_desk.store.tables import journal, journal_change, table

_RESTS_ON = (
    "household",
    "household_member",
    "person",
    "bank_account",
    "award",
    "award_amount",
    "suspension",
)
"""The kinds of record a line is drawn up from."""


class StepTaken(NamedTuple):
    """One step of a roster, by whom and when."""

    stage: Stage
    by: str
    on: date


def course_of(reader: Reader, roster: Roster) -> tuple[StepTaken, ...]:
    """The steps that a roster, or a correction, has behind it, in their order."""
    found = [StepTaken(Stage.DRAWN_UP, roster.drawn_up_by, roster.drawn_up_on)]
    if roster.locked_at is not None:
        found.append(StepTaken(Stage.LOCKED, roster.locked_by, in_beijing(roster.locked_at).date()))
    if sent := _bank_file_of(reader, roster):
        user = find_user(reader, sent.actor)
        on = in_beijing(datetime.fromisoformat(sent.at)).date()
        found.append(StepTaken(Stage.SENT, user.display_name if user else sent.actor, on))
    if answers := returns_of(reader, roster):
        found.append(StepTaken(Stage.ANSWERED, answers[-1].imported_by, answers[-1].imported_on))
    if roster.closed_at is not None:
        found.append(StepTaken(Stage.CLOSED, roster.closed_by, in_beijing(roster.closed_at).date()))
    return tuple(found)


def records_changed_since(reader: Reader, roster: Roster) -> int:
    """How many records that rosters rest on were changed after this one was drawn up, of whatever award."""
    at = journal_change.c
    drawn = select(func.max(at.entry)).where(at.record_id == roster.id).scalar_subquery()
    changed = select(func.count()).where(at.entry > drawn, at.record_type.in_(_RESTS_ON))
    ((count,),) = reader.rows(changed)
    return int(count)


def lines_waiting(reader: Reader) -> int:
    """How many lines wait for somebody, in all months.

    Those of rosters that are not locked, held for want of something, and the payments that the bank sent
    back and nothing has replaced.
    """
    line, roster = table(RosterLine).c, table(Roster).c
    joined = table(RosterLine).join(table(Roster), roster.id == line.roster_id)
    held = select(func.count()).select_from(joined)
    of_open = roster.state == State.DRAWN_UP.value, line.standing == Standing.HOLD.value
    ((count,),) = reader.rows(held.where(*of_open, line.reason.not_like(f"%{SUSPENDED}%")))
    return int(count) + returned_payments(reader).payments


def whole_month(reader: Reader, roster: Roster) -> tuple[Roster, ...]:
    """The roster of a month with its corrections, the roster first."""
    origin = reader.get(Roster, roster.corrects_id) if roster.corrects_id else roster
    return (origin, *corrections_of(reader, origin))


def _bank_file_of(reader: Reader, roster: Roster) -> Any:
    """The last entry of the journal that notes a bank file of a roster, or None."""
    at = journal.c
    noted = at.operation == note_bank_file.name, at.note.startswith(f"{roster.called}：", autoescape=True)
    rows = reader.rows(select(at.actor, at.at).where(*noted).order_by(at.id.desc()).limit(1))
    return next(iter(rows), None)
