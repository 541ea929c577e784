"""What 资金发放 asks of the rooms: one programme's month with everything that stands around its roster."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from minzheng_desk.audit.queries import newest
from minzheng_desk.desk.desk import Actor
from minzheng_desk.kernel.errors import DeskError
from minzheng_desk.kernel.period import Month
from minzheng_desk.kernel.permissions import Permission
from minzheng_desk.office.queries import the_station
from minzheng_desk.payroll.attention import Attention, SentBack, attention
from minzheng_desk.payroll.corrections.queries import Failure, failures, failures_of
from minzheng_desk.payroll.course import StepTaken, course_of, records_changed_since, whole_month
from minzheng_desk.payroll.drawing import Comparison, compare_with_previous
from minzheng_desk.payroll.duties.model import hindrance_to_book, hindrance_to_close, hindrance_to_draw
from minzheng_desk.payroll.duties.queries import lock_hindrance, lone_clerk
from minzheng_desk.payroll.model import Roster
from minzheng_desk.payroll.month_state import ProgrammeMonth, month_state
from minzheng_desk.payroll.queries import RosterView, rosters, view_of
from minzheng_desk.payroll.redrawing import awards_changed
from minzheng_desk.payroll.returns.queries import ReturnState, return_state_of
from minzheng_desk.payroll.steps import RosterSteps, roster_steps
from minzheng_desk.policy.model import Policy
from minzheng_desk.policy.queries import office_policy
from minzheng_desk.security.model import permissions_of
from minzheng_desk.security.queries import users
from minzheng_desk.ui.panels.payroll.notices import Notices, notices_of
from minzheng_desk.ui.panels.payroll.rows import RosterRow, roster_rows, segments_of, village_bars
from minzheng_desk.ui.widgets.buttons import Segment
from minzheng_desk.ui.widgets.charts import Bar

_STEPS = (
    Permission.DRAW_UP_ROSTER,
    Permission.LOCK_ROSTER,
    Permission.MAKE_BANK_FILE,
    Permission.BOOK_RETURN,
)


NOTICES = 20
"""How many of the lines that need somebody stand at the side with their buttons."""


@dataclass(frozen=True, slots=True)
class Place:
    """Which roster is looked at: a month, a programme (empty takes the first), and which correction."""

    month: Month
    programme: str = ""
    correction: int = 0

    @classmethod
    def parse(cls, key: str) -> Place | None:
        """Read ``202611/dibao`` or ``2026-11/dibao/1``; None for anything else."""
        written, _, rest = key.partition("/")
        digits = written.replace("-", "")
        if len(digits) != len("202611") or not digits.isdecimal() or not 1 <= int(digits[4:]) <= 12:  # noqa: PLR2004 - months of a year
            return None
        programme, _, correction = rest.partition("/")
        number = int(correction) if correction.isdecimal() else 0
        return cls(Month(int(digits[:4]), int(digits[4:])), programme, number)

    @property
    def key(self) -> str:
        """The place as addresses write it."""
        month = f"{self.month.year}{self.month.month:02d}"
        tail = f"/{self.correction}" if self.correction else ""
        return f"{month}/{self.programme}{tail}" if self.programme else month


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterNow:
    """One roster with everything the page says about it."""

    view: RosterView
    whole: tuple[Roster, ...]
    """The roster of the month and its corrections."""
    rows: tuple[RosterRow, ...]
    segments: tuple[Segment, ...]
    bars: tuple[Bar, ...]
    notices: Notices
    attention: tuple[Attention, ...]
    changed: frozenset[str]
    """Awards whose lines today's records would draw up otherwise; empty for a locked roster."""
    course: tuple[StepTaken, ...]
    failures: tuple[Failure, ...]
    """What the bank sent back of the month and nothing has replaced."""
    answers: ReturnState
    steps: RosterSteps
    hindrance_to_lock: DeskError | None
    hindrance_to_book: DeskError | None
    hindrance_to_close: DeskError | None
    comparison: Comparison

    @property
    def roster(self) -> Roster:
        """The roster itself."""
        return self.view.roster


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthPage:
    """A month: every programme, and the one that is looked at."""

    place: Place
    programmes: tuple[ProgrammeMonth, ...]
    chosen: ProgrammeMonth | None
    now: RosterNow | None
    """None while there is no roster."""
    hindrance_to_draw: DeskError | None
    who_may: Mapping[Permission, tuple[str, ...]]
    """By step, the names of those who may take it."""
    policy: Policy
    office: str
    witness: str
    """The journal's last digest, for the foot of printed pages."""


def month_page(reader: Any, place: Place, actor: Actor, on: date) -> MonthPage:
    """Everything the page shows of a month to the person at the desk, counted and added up."""
    policy = office_policy(reader)
    programmes = month_state(reader, policy, place.month)
    chosen = next((one for one in programmes if one.programme == place.programme), None)
    chosen = chosen or next(iter(programmes), None)
    roster = _roster_at(reader, chosen, place)
    known = rosters(reader, chosen.programme) if chosen else []
    return MonthPage(
        place=Place(
            place.month, chosen.programme if chosen else "", roster.correction if roster is not None else 0
        ),
        programmes=programmes,
        chosen=chosen,
        now=roster_now(reader, roster, policy, actor, on) if roster else None,
        hindrance_to_draw=hindrance_to_draw(chosen.label, place.month, known) if chosen else None,
        who_may=_who_may(reader),
        policy=policy,
        office=the_station(reader).name,
        witness=next((entry.digest for entry in newest(reader, 1)), ""),
    )


def roster_now(reader: Any, roster: Roster, policy: Policy, actor: Actor, on: date) -> RosterNow:
    """One roster with everything around it."""
    view = view_of(reader, roster)
    whole = whole_month(reader, roster)
    failed = tuple(failures_of(reader, whole[0]))
    stale = not roster.is_locked and not roster.correction and records_changed_since(reader, roster) > 0
    changed = awards_changed(reader, roster, view.lines, policy) if stale else frozenset[str]()
    noted = () if roster.correction else attention(view.lines, _sent_back_before(reader, roster))
    answers = return_state_of(reader, view)
    answered = answers.sent.lines > answers.unanswered.lines
    rows = roster_rows(view, noted, failed, changed, answered=answered)
    may_suspend = Permission.GRANT in actor.permissions
    return RosterNow(
        view=view,
        whole=whole,
        rows=rows,
        segments=tuple(segments_of(rows)),
        bars=tuple(village_bars(rows)),
        notices=notices_of(roster, noted, failed, most=NOTICES, may_suspend=may_suspend),
        attention=noted,
        changed=changed,
        course=course_of(reader, roster),
        failures=failed,
        answers=answers,
        steps=roster_steps(reader, roster, actor.name, on, policy),
        hindrance_to_lock=lock_hindrance(reader, roster, actor.name, on),
        hindrance_to_book=hindrance_to_book(roster, actor.name, excepted=lone_clerk(reader, on)),
        hindrance_to_close=hindrance_to_close(whole[0], whole[1:], len(failed)),
        comparison=compare_with_previous(view.lines),
    )


def _roster_at(reader: Any, chosen: ProgrammeMonth | None, place: Place) -> Roster | None:
    if chosen is None or chosen.roster_id is None:
        return None
    origin = reader.get(Roster, chosen.roster_id)
    wanted = (one for one in whole_month(reader, origin) if one.correction == place.correction)
    return next(wanted, origin)


def _sent_back_before(reader: Any, roster: Roster) -> dict[str, SentBack]:
    """By award, what the bank sent back of earlier months; the newest counts."""
    earlier = (one for one in failures(reader, roster.programme) if one.roster.month < roster.month)
    return {one.line.award_id: SentBack(one.line.account, one.result.reason) for one in earlier}


def _who_may(reader: Any) -> dict[Permission, tuple[str, ...]]:
    active = [(user, permissions_of(user)) for user in users(reader) if user.active]
    return {step: tuple(user.display_name for user, may in active if step in may) for step in _STEPS}
