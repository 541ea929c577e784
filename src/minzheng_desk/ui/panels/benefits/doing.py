"""What can be done about the chosen line, and the sheet in which it is done."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from minzheng_desk.benefits.award_file import AwardFile
from minzheng_desk.benefits.differences import Cause, Change, Difference
from minzheng_desk.kernel.money import Money
from minzheng_desk.kernel.period import Month
from minzheng_desk.kernel.permissions import Permission
from minzheng_desk.ui.panels.benefits.act_sheet import ActSheet
from minzheng_desk.ui.panels.benefits.acts import Act, Case
from minzheng_desk.ui.panels.benefits.changing import (
    BeginPhaseOut,
    ChangeRecipient,
    RecordHearing,
    RecordReview,
    Revise,
)
from minzheng_desk.ui.panels.benefits.rows import ClashRow, DifferenceRow, DueRow, PaidRow
from minzheng_desk.ui.panels.benefits.side import Offer
from minzheng_desk.ui.panels.benefits.stopping import End, Resume, Suspend
from minzheng_desk.ui.screen import Frame
from minzheng_desk.ui.widgets.sheets import SideSheet

Row = PaidRow | DueRow | DifferenceRow | ClashRow

ACTS: tuple[Act, ...] = (
    Resume(),
    Suspend(),
    End(),
    Revise(),
    RecordReview(),
    RecordHearing(),
    BeginPhaseOut(),
    ChangeRecipient(),
)
BY_KEY: Mapping[str, Act] = {act.key: act for act in ACTS}

_FOR_CHANGES = {
    Change.STOP: "end",
    Change.LOWER: "revise",
    Change.RAISE: "revise",
    Change.SUSPEND: "suspend",
    Change.RESUME: "resume",
}
_FOR_DUES = {"review": "review", "phase_out": "end", "death": "end"}
_REASONS = {
    Cause.DEATH: "death",
    Cause.INCOME: "income",
    Cause.PROPERTY: "property",
    Cause.LEFT: "moved",
    Cause.OTHER_BENEFIT: "duplicate",
}
"""By the cause of a difference, the reason for which an award is ended."""


class Doing(QObject):
    """Opens the sheets of acts over the page; ``done`` says what was done."""

    done = Signal(str)

    def __init__(self, page: QWidget, frame: Frame) -> None:
        super().__init__(page)
        self._page, self._frame = page, frame
        self.unpaid_from: Mapping[str, Month] = {}
        self.sheet: ActSheet | None = None

    def offers(self, row: Row, file: AwardFile) -> list[Offer]:
        """What can be done about a line, what it calls for first."""
        may = self._frame.bench.may(Permission.GRANT)
        case, first = self.case(row, file), remedy_of(row)
        acts = sorted(ACTS, key=lambda act: act.key != first)
        lacking = "" if may else f"须有“{Permission.GRANT.value}”权限"
        return [Offer(act.key, act.verb, act.icon, lacking or act.hindered(case)) for act in acts]

    def begin(self, key: str, row: Row, file: AwardFile) -> bool:
        """Open the sheet of an act; says whether it can be done."""
        act, case = BY_KEY.get(key), self.case(row, file)
        if act is None or act.hindered(case) or not self._frame.bench.may(Permission.GRANT):
            return False
        content = ActSheet(self._frame, act, case)
        sheet = SideSheet(self._page, act.verb, content)
        content.saved.connect(sheet.close_sheet)
        content.saved.connect(self.done)
        sheet.closed.connect(self._forget)
        self.sheet = content
        content.form.focus_first()
        return True

    def case(self, row: Row, file: AwardFile) -> Case:
        """The award with what the line suggests about it."""
        bench = self._frame.bench
        return Case(
            file,
            bench.today,
            bench.actor.display_name,
            self.unpaid_from.get(file.award.programme),
            suggested(row, file),
        )

    def _forget(self) -> None:
        self.sheet = None


def remedy_of(row: Row) -> str:
    """The act a line calls for; empty where it is none on this page."""
    if isinstance(row, DueRow):
        return _FOR_DUES.get(row.sort, "")
    if isinstance(row, DifferenceRow):
        return _FOR_CHANGES.get(row.one.change, "")
    return "end" if isinstance(row, ClashRow) else ""


def suggested(row: Row, file: AwardFile) -> dict[str, Any]:
    """What a line suggests for the fields of its act."""
    if isinstance(row, ClashRow):
        return {"reason": "duplicate"}
    if isinstance(row, DueRow):
        return {"reason": "death"} if row.sort == "death" and not file.of_household else {}
    if isinstance(row, DifferenceRow):
        return _of_difference(row.one)
    return {}


def _of_difference(one: Difference) -> dict[str, Any]:
    if one.change is Change.STOP:
        reasons = _first_reason(one.causes)
        return {"reason": reasons, "heard_reasons": "\n".join(one.reasons)}
    if one.change in {Change.LOWER, Change.RAISE} and one.assessed is not None:
        causes = "、".join(cause.label for cause in one.causes)
        amounts = {"base": one.assessed, "supplement": Money(0)}
        return {**amounts, "reason": f"复核：{causes}", "heard_reasons": "\n".join(one.reasons)}
    return {}


def _first_reason(causes: Sequence[Cause]) -> str:
    return next((_REASONS[cause] for cause in causes if cause in _REASONS), "other")
