"""The steps of a roster from left to right, each with who and when; pure."""

from __future__ import annotations

from datetime import date

from minzheng_desk.kernel.permissions import Permission
from minzheng_desk.payroll.attention import Grade
from minzheng_desk.payroll.month_state import Stage
from minzheng_desk.ui.panels.payroll.acts import who_locks
from minzheng_desk.ui.panels.payroll.asked import MonthPage, RosterNow
from minzheng_desk.ui.widgets.stepper import Step, StepState

LOOK_OVER = "look_over"
_MAY = {
    Stage.DRAWN_UP: Permission.DRAW_UP_ROSTER,
    Stage.SENT: Permission.MAKE_BANK_FILE,
    Stage.ANSWERED: Permission.BOOK_RETURN,
    Stage.CLOSED: Permission.LOCK_ROSTER,
}


def steps_of(page: MonthPage) -> list[Step]:
    """The steps of what is looked at; a correction is not closed by itself."""
    stages = [stage for stage in Stage if not (page.place.correction and stage is Stage.CLOSED)]
    taken = {one.stage: f"{day(one.on)} {one.by}" for one in page.now.course} if page.now else {}
    steps = [_step(stage, taken, page) for stage in stages]
    if not page.place.correction:
        steps.insert(1, _looking_over(page.now))
    return _with_current(steps)


def day(on: date) -> str:
    """A day as it stands under a step."""
    return f"{on.month:02d}-{on.day:02d}"


def _step(stage: Stage, taken: dict[Stage, str], page: MonthPage) -> Step:
    if stage in taken:
        return Step(stage.value, stage.label, taken[stage], StepState.DONE)
    if stage is Stage.CLOSED and page.now is not None and page.now.failures:
        waiting = f"{len(page.now.failures)} 笔退回未更正"
        return Step(stage.value, stage.label, waiting, StepState.BLOCKED)
    return Step(stage.value, stage.label, _who(stage, page))


def _who(stage: Stage, page: MonthPage) -> str:
    if stage is Stage.LOCKED:
        names = who_locks(page)
        return f"须换人：{names}" if names else "须换一个人"
    return "、".join(page.who_may.get(_MAY[stage], ())[:1])


def _looking_over(now: RosterNow | None) -> Step:
    if now is None:
        return Step(LOOK_OVER, "核对")
    if now.roster.is_locked:
        return Step(LOOK_OVER, "核对", "已核对", StepState.DONE)
    if now.changed:
        return Step(LOOK_OVER, "核对", f"{len(now.changed)} 行有变动", StepState.BLOCKED)
    open_lines = sum(one.grade is Grade.MEND for one in now.attention)
    if open_lines:
        return Step(LOOK_OVER, "核对异常", f"剩 {open_lines} 条必改", StepState.BLOCKED)
    confirm = len(now.attention)
    return Step(LOOK_OVER, "核对", f"{confirm} 条请确认" if confirm else "没有异常", StepState.DONE)


def _with_current(steps: list[Step]) -> list[Step]:
    """The first step ahead is the one to take, unless something before it is blocked."""
    if any(one.state is StepState.BLOCKED for one in steps):
        return steps
    for place, one in enumerate(steps):
        if one.state is StepState.AHEAD:
            steps[place] = Step(one.key, one.title, one.note, StepState.CURRENT)
            break
    return steps
