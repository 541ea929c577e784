"""What went wrong, said with what it means for the data, where it was, and 再试一次 where that may help."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from minzheng_desk.kernel.errors import DeskError, DocumentProblem, StoreProblem
from minzheng_desk.ui.screen import Screen
from minzheng_desk.ui.tasks import Task, failing
from minzheng_desk.ui.widgets.dialogs import ProblemDialog, Verb

AGAIN = "again"
_SAYS_ALREADY = ("没有变", "没有写入", "没有执行", "没有改动")


def tell_problem(over: QWidget, problem: Exception, page: Screen | None) -> ProblemDialog:
    """Open the dialog over the window; the task that is failing at this moment can be done again from it."""
    task = failing()
    repeatable = task is not None and _may_pass(problem) and task.may_be_repeated()
    remedies = (Verb("", "知道了"), Verb(AGAIN, "再试一次", "primary")) if repeatable else ()
    dialog = ProblemDialog(
        over, problem, state=_left_unchanged(problem, task), remedies=remedies, place=_place(page, task)
    )
    if task is not None and repeatable:
        dialog.answered.connect(lambda verb: task.repeat() if verb == AGAIN else None)
    dialog.open()
    return dialog


def _may_pass(problem: Exception) -> bool:
    """A full disk or a file that is open elsewhere can be mended; what a rule forbids stays forbidden."""
    return isinstance(problem, StoreProblem | DocumentProblem) or not isinstance(problem, DeskError)


def _left_unchanged(problem: Exception, task: Task[object] | None) -> str:
    said = f"{problem}{problem.advice}" if isinstance(problem, DeskError) else ""
    if task is None or any(words in said for words in _SAYS_ALREADY):
        return ""
    return task.left_standing


def _place(page: Screen | None, task: Task[object] | None) -> str:
    return " · ".join(
        part for part in (page.header.title.text() if page else "", task.label if task else "") if part
    )
