"""What can be done with a roster now, and for each step that cannot the reason to stand beside its button."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from minzheng_desk.kernel.errors import DeskError
from minzheng_desk.payroll.corrections.queries import failures_of
from minzheng_desk.payroll.documents.postings import why_not_post
from minzheng_desk.payroll.duties.model import (
    hindrance_to_book,
    hindrance_to_close,
    hindrance_to_draw,
    hindrance_to_lock,
)
from minzheng_desk.payroll.duties.queries import lone_clerk
from minzheng_desk.payroll.model import Roster, RosterNotLocked
from minzheng_desk.payroll.queries import corrections_of, rosters
from minzheng_desk.policy.model import Policy
from minzheng_desk.store.reader import Reader


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterSteps:
    """Every step of a roster with why it cannot be taken now; an empty reason means it can.

    Permissions are the desk's to ask; these reasons are about the roster and who drew it up.
    """

    why_not_draw_up: str
    why_not_lock: str
    why_not_send: str
    why_not_book: str
    why_not_correct: str
    why_not_close: str
    why_not_post: str
    corrections: tuple[Roster, ...]
    failed: int
    """Payments that came back and that no correction has taken up."""
    ready: int
    """Those of them that could be paid once more now."""


def roster_steps(reader: Reader, roster: Roster, login: str, on: date, policy: Policy) -> RosterSteps:
    """What ``login`` can do with a roster, or a correction, on a day."""
    origin = reader.get(Roster, roster.corrects_id) if roster.corrects_id else roster
    others = rosters(reader, roster.programme)
    corrections, failed = corrections_of(reader, origin), failures_of(reader, origin)
    ready = sum(not failure.why_not for failure in failed)
    draw = hindrance_to_draw(roster.programme_label, roster.month, others)
    excepted = lone_clerk(reader, on)
    lock = hindrance_to_lock(roster, login, earlier=others, excepted=excepted)
    return RosterSteps(
        why_not_draw_up=_said(draw),
        why_not_lock=_said(lock),
        why_not_send=_said(_unlocked(roster, "生成银行文件")),
        why_not_book=_said(hindrance_to_book(roster, login, excepted=excepted)),
        why_not_correct=_said(_unlocked(origin, "更正发放")) or _why_not_correct(len(failed), ready),
        why_not_close=_said(hindrance_to_close(origin, corrections, len(failed))),
        why_not_post=why_not_post(roster, policy),
        corrections=tuple(corrections),
        failed=len(failed),
        ready=ready,
    )


def _unlocked(roster: Roster, act: str) -> DeskError | None:
    return None if roster.is_locked else RosterNotLocked(roster=roster.called, act=act)


def _why_not_correct(failed: int, ready: int) -> str:
    if not failed:
        return "没有银行退回、还没有更正的明细。"
    return "" if ready else f"{failed} 行银行退回，账户都还没有更正。请先更正账户，或写明理由原样重发。"


def _said(hindrance: DeskError | None) -> str:
    return f"{hindrance}{hindrance.advice}" if hindrance else ""
