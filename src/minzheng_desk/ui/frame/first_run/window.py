"""The window of the first run: where one is, the step itself, what is lacking, back and on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QThreadPool, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from minzheng_desk.kernel.clock import Clock
from minzheng_desk.ui.frame.door import Outcome
from minzheng_desk.ui.frame.first_run.founded_page import FoundedPage
from minzheng_desk.ui.frame.first_run.founding import FoundedOffice, found_office
from minzheng_desk.ui.frame.first_run.keeping_step import KeepingStep
from minzheng_desk.ui.frame.first_run.office_step import OfficeStep
from minzheng_desk.ui.frame.first_run.people_step import PeopleStep
from minzheng_desk.ui.frame.first_run.plan import Plan
from minzheng_desk.ui.frame.first_run.policy_step import PolicyStep
from minzheng_desk.ui.frame.first_run.printing_step import PrintingStep
from minzheng_desk.ui.frame.first_run.step import Step
from minzheng_desk.ui.look.look import look
from minzheng_desk.ui.settings import Settings
from minzheng_desk.ui.tasks import Task
from minzheng_desk.ui.widgets import buttons
from minzheng_desk.ui.widgets import stepper as steps
from minzheng_desk.ui.widgets.labels import label

_TITLES = ("单位", "人员", "政策", "保管", "打印")
_NOTES = ("名称和村", "角色和口令", "标准对照", "恢复密钥和备份", "可以跳过")


@dataclass(frozen=True, slots=True)
class Words:
    """What the window says of itself."""

    title: str
    hint: str
    last: str
    """On the last button."""
    busy: str
    elsewhere: str


class FirstRun(QWidget):
    """Five steps; nothing is made before the last button, and nothing stays if that fails."""

    words = Words(
        "建立本单位的数据库",
        "一共五步，随时可以回头改；按“建立数据库”之前什么都不会写。",
        "建立数据库",
        "正在建立数据库",
        "先用演示镇练习",
    )
    finished = Signal(object, str)
    """The open `LocalDesk`, and where to go: `IMPORT`, `PRACTICE` or `HOME` of the founded page."""
    practice_wanted = Signal()

    def __init__(
        self,
        folder: Path,
        settings: Settings,
        *,
        clock: Clock | None = None,
        cost: Any = None,
        plan: Plan | None = None,
    ) -> None:
        super().__init__()
        self.plan = plan or Plan(folder)
        self.settings, self.clock, self.cost = settings, clock, cost
        self._pool = QThreadPool(self)
        self._makers: tuple[Callable[[], Step], ...] = (
            lambda: OfficeStep(self.plan),
            lambda: PeopleStep(self.plan),
            lambda: PolicyStep(self.plan, clock),
            lambda: KeepingStep(self.plan, clock),
            lambda: PrintingStep(self.plan),
        )
        self.steps: dict[int, Step] = {}
        self.at = 0
        self._task: Task[Any] | None = None
        self.stepper, self._body = steps.Stepper("建库的步骤"), QStackedWidget()
        self.elsewhere = buttons.link(self.words.elsewhere)
        self.back, self.on, self.stop = (
            buttons.plain("上一步"),
            buttons.primary("下一步"),
            buttons.plain("取消"),
        )
        self.reason = label("", "warn", wrap=True)
        self.outcome = Outcome()
        self._lay_out()
        self.stepper.opened.connect(lambda key: self.go(int(key)))
        self.back.clicked.connect(lambda: self.go(self.at - 1))
        self.on.clicked.connect(self.go_on)
        self.stop.clicked.connect(self._stop)
        self.elsewhere.clicked.connect(self.practice_wanted)
        for keys, act in (("Ctrl+Return", self.go_on), ("Alt+Left", lambda: self.go(self.at - 1))):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)
        look().changed.connect(self._fit)
        self._fit()
        self.go(0)

    @property
    def step(self) -> Step:
        """The step in front."""
        return self.steps[self.at]

    def go(self, at: int) -> None:
        """Bring a step to the front; one ahead only when all before it are done."""
        if self._task is not None or not 0 <= at < len(self._makers) or at > self._farthest():
            return
        self.at = at
        self._made(at)
        self._body.setCurrentIndex(sorted(self.steps).index(at))
        self.outcome.clear()
        self.step.enter()
        self._show_state()

    def go_on(self) -> None:
        """Go to the next step, or found the office from the last one."""
        if not self.on.isEnabled() or self._lacking():
            self._show_state()
        elif self.at + 1 < len(self._makers):
            self.go(self.at + 1)
        else:
            self.finish()

    def _made(self, at: int) -> None:
        if at not in self.steps:
            made = self.steps[at] = self._makers[at]()
            made.changed.connect(self._show_state)
            self._body.insertWidget(at, scrolling(made))

    def _farthest(self) -> int:
        """The last step that may be opened: all before it are done."""
        done = 0
        while done in self.steps and not self.steps[done].lacks():
            done += 1
        return min(done, len(self._makers) - 1)

    def _lacking(self) -> str:
        """What stands in the way here; at the end, of all steps."""
        if self.at + 1 < len(self._makers):
            return self.step.lacks()
        return next(
            (
                f"第 {at + 1} 步：{lacks}"
                for at, step in sorted(self.steps.items())
                if (lacks := step.lacks())
            ),
            "",
        )

    def _show_state(self) -> None:
        lacking, busy = self._lacking(), self._task is not None
        is_last = self.at + 1 == len(self._makers)
        self.reason.setText("" if busy else lacking)
        self.on.setText(self.words.last if is_last else "下一步")
        self.on.setEnabled(not lacking and not busy)
        self.back.setEnabled(self.at > 0 and not busy)
        self._body.setEnabled(not busy)
        self.stop.setVisible(busy)
        self.stepper.show_steps(
            [
                steps.Step(str(at), title, note, self._state(at))
                for at, (title, note) in enumerate(zip(_TITLES, _NOTES, strict=True))
            ]
        )

    def _state(self, at: int) -> steps.StepState:
        if at == self.at:
            return steps.StepState.CURRENT
        step = self.steps.get(at)
        if step is None:
            return steps.StepState.AHEAD
        return steps.StepState.BLOCKED if step.lacks() else steps.StepState.DONE

    def finish(self) -> None:
        """Do what all steps were for."""
        task: Task[FoundedOffice] = Task(self.words.last, lambda: self._founded(task), self._pool)
        self.begin(task.then(self._show_founded))

    def begin(self, task: Task[Any]) -> None:
        """Start the last piece of work; meanwhile nothing can be changed."""
        self._task = task
        self.outcome.working(0, 0, self.words.busy)
        task.progressed.connect(self.outcome.working)
        task.of(self).otherwise(self._refused).start()
        self._show_state()
        self.stop.setFocus()

    def _founded(self, progress: Task[FoundedOffice]) -> FoundedOffice:
        return found_office(self.plan, self.settings, progress, clock=self.clock, cost=self.cost)

    def _stop(self) -> None:
        if self._task is not None:
            self.outcome.words.setText("正在停下，什么都不会留下")
            self._task.cancel()

    def _refused(self, problem: Exception) -> None:
        self._task = None
        self._show_state()
        self.outcome.problem(problem)
        self.on.setFocus()

    def _show_founded(self, founded: FoundedOffice) -> None:
        page = FoundedPage(founded)
        page.chosen.connect(partial(self.finished.emit, founded.desk))
        self.show_end(page)
        page.take_over.setFocus()

    def show_end(self, page: QWidget) -> None:
        """Put the last page in place of all steps; secrets are forgotten."""
        self._task = None
        self.plan.forget_secrets()
        for widget in (self._head, self._foot):
            widget.hide()
        self._body.setEnabled(True)
        self._body.addWidget(page)
        self._body.setCurrentWidget(page)

    def _lay_out(self) -> None:
        self._head, self._foot = QWidget(), QWidget()
        title = QHBoxLayout()
        title.addWidget(label(self.words.title, "title"))
        title.addWidget(label(self.words.hint, "hint"))
        title.addStretch(1)
        title.addWidget(self.elsewhere)
        head = QVBoxLayout(self._head)
        head.addLayout(title)
        head.addWidget(self.stepper)
        row = QHBoxLayout()
        row.addWidget(self.back)
        row.addWidget(self.reason, 1)
        row.addWidget(self.stop)
        row.addWidget(self.on)
        foot = QVBoxLayout(self._foot)
        foot.addWidget(self.outcome)
        foot.addLayout(row)
        self.reason.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._column = QVBoxLayout(self)
        self._column.addWidget(self._head)
        self._column.addWidget(self._body, 1)
        self._column.addWidget(self._foot)

    def _fit(self) -> None:
        px = look().px
        self._column.setContentsMargins(px(16), px(10), px(16), px(12))
        self._column.setSpacing(0)
        for layout in (self._head.layout(), self._foot.layout()):
            if layout is not None:
                layout.setContentsMargins(0, px(4), 0, px(4))
                layout.setSpacing(px(8))


def scrolling(widget: QWidget) -> QScrollArea:
    """The widget in an area that scrolls where large type leaves too little room."""
    area = QScrollArea()
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidgetResizable(True)
    area.setWidget(widget)
    return area
