"""What can be done about the chosen line, and the sheet in which it is done."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from minzheng_desk.benefits.award_file import AwardFile
from minzheng_desk.benefits.differences import Cause, Change, Difference
from minzheng_desk.benefits.granting import Grantable
from minzheng_desk.benefits.queries import counted_in
from minzheng_desk.benefits.township import ClashRow, DifferenceRow
from minzheng_desk.benefits.unclaimed import Proposal, proposal, proposals
from minzheng_desk.kernel.errors import NotNow
from minzheng_desk.kernel.money import Money
from minzheng_desk.kernel.period import Month
from minzheng_desk.kernel.permissions import Permission
from minzheng_desk.policy.model import Policy
from minzheng_desk.policy.queries import office_policy
from minzheng_desk.ui.panels.benefits.acts import Act, Case, Decision
from minzheng_desk.ui.panels.benefits.certificates import ResumeRenewed, SuspendExpired
from minzheng_desk.ui.panels.benefits.changing import (
    BeginPhaseOut,
    ChangeRecipient,
    RecordHearing,
    RecordReview,
    Revise,
)
from minzheng_desk.ui.panels.benefits.decision_sheet import DecisionSheet
from minzheng_desk.ui.panels.benefits.granting import GrantAll, GrantOne
from minzheng_desk.ui.panels.benefits.rows import DueRow, PaidRow
from minzheng_desk.ui.panels.benefits.side import Offer
from minzheng_desk.ui.panels.benefits.stopping import End, Resume, Suspend
from minzheng_desk.ui.screen import Frame
from minzheng_desk.ui.tasks import Newest, Task
from minzheng_desk.ui.widgets.sheets import SideSheet

Row = PaidRow | DueRow | DifferenceRow | ClashRow

ACTS: tuple[type[Act], ...] = (
    Resume,
    Suspend,
    End,
    Revise,
    RecordReview,
    RecordHearing,
    BeginPhaseOut,
    ChangeRecipient,
)
BY_KEY: Mapping[str, type[Act]] = {act.key: act for act in ACTS}

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


class NothingToGrant(NotNow):
    """Of the lines ticked none can be granted together with the others."""

    text = "勾选的 {lines} 份里没有可以批量确认的，没有改动。"
    remedy = "请逐份点“确认待遇”，查看各自的测算和依据。"


class Doing(QObject):
    """Opens the sheets of acts over the page; ``done`` says what was done."""

    done = Signal(str)

    def __init__(self, page: QWidget, frame: Frame) -> None:
        super().__init__(page)
        self._page, self._frame = page, frame
        self.unpaid_from: Mapping[str, Month] = {}
        self.sheet: DecisionSheet | None = None
        self._asking = Newest(self)

    @property
    def lacking(self) -> str:
        """Why this person decides nothing about awards; empty for those who may."""
        may = self._frame.bench.may(Permission.GRANT)
        return "" if may else f"须有“{Permission.GRANT.value}”权限"

    def offers(self, row: Row, file: AwardFile | None) -> list[Offer]:
        """What can be done about a line, what it calls for first."""
        first, lacking = remedy_of(row), self.lacking
        if file is None:
            return (
                [Offer(GrantOne.key, GrantOne.verb, GrantOne.icon, lacking)] if first == GrantOne.key else []
            )
        case = self.case(row, file)
        acts = sorted(ACTS, key=lambda act: act.key != first)
        return [Offer(act.key, act.verb, act.icon, lacking or act(case).hindered()) for act in acts]

    def begin(self, key: str, row: Row, file: AwardFile) -> bool:
        """Open the sheet of an act; says whether it can be done."""
        if key not in BY_KEY or not self._frame.bench.may(Permission.GRANT):
            return False
        act = BY_KEY[key](self.case(row, file))
        if act.hindered():
            return False
        self.decide(act)
        return True

    def decide(self, decision: Decision) -> None:
        """Open the sheet of a decision."""
        content = DecisionSheet(self._frame, decision)
        sheet = SideSheet(self._page, decision.verb, content)
        content.saved.connect(sheet.close_sheet)
        content.saved.connect(self.done)
        sheet.closed.connect(self._forget)
        self.sheet = content
        content.form.focus_first()

    def begin_grant(self, row: DifferenceRow) -> None:
        """Assess a line of 应享未享 anew, and open what it leads to."""
        bench = self._frame.bench

        def show(found: Proposal) -> None:
            self.decide(GrantOne(found, row.place))

        read = bench.ask(proposal, row.one, bench.today, decided_by=bench.actor.display_name)
        self._asking.start(read.then(show))

    def begin_grants(self, rows: Sequence[DifferenceRow]) -> None:
        """Assess the ticked lines anew, and open what can be granted together."""
        bench, lines = self._frame.bench, [row.one for row in rows]

        def go(task: Task[tuple[Grantable, Policy]]) -> tuple[Grantable, Policy]:
            who, on = bench.actor.display_name, bench.today
            found = bench.desk.ask(proposals, lines, on, decided_by=who, progress=task)
            return found, bench.desk.ask(office_policy)

        def show(found: tuple[Grantable, Policy]) -> None:
            if found[0].awards:
                self.decide(GrantAll(found[0], len(lines), found[1]))
            else:
                self._frame.problem(NothingToGrant(lines=len(lines)))

        self._asking.start(bench.work("逐户测算", go).then(show))

    def begin_certificates(self, change: Change, rows: Sequence[DifferenceRow]) -> None:
        """Open what is done about the ticked lines whose certificates ran out or were renewed."""
        if change is not Change.SUSPEND:
            self.decide(ResumeRenewed(rows, self.unpaid_from))
            return
        bench = self._frame.bench
        names = sorted({row.one.programme for row in rows})

        def show(in_payment: Mapping[str, int]) -> None:
            self.decide(SuspendExpired(rows, self.unpaid_from, in_payment))

        self._asking.start(bench.ask(counted_in, names, Month.of(bench.today)).then(show))

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
        if row.one.change is Change.GRANT:
            return GrantOne.key if row.one.assessed is not None else ""
        return _FOR_CHANGES.get(row.one.change, "")
    if isinstance(row, ClashRow):
        return "revise" if row.is_partly else "end"
    return ""


def suggested(row: Row, file: AwardFile) -> dict[str, Any]:
    """What a line suggests for the fields of its act."""
    if isinstance(row, ClashRow):
        return _of_clash(row)
    if isinstance(row, DueRow):
        return {"reason": "death"} if row.sort == "death" and not file.of_household else {}
    if isinstance(row, DifferenceRow):
        return _of_difference(row.one)
    return {}


def _of_clash(row: ClashRow) -> dict[str, Any]:
    one = row.one
    if not row.is_partly:
        return {"reason": "duplicate", "heard_reasons": one.sentence}
    return {
        "base": Money(one.goes.total - one.at_stake),
        "supplement": Money(0),
        "persons": max(1, one.goes.persons - 1),
        "reason": f"{row.place.name}已享{row.stays}",
        "heard_reasons": one.sentence,
    }


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
