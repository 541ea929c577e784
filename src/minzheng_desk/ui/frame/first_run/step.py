"""What every step of the first run is to the window around it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QThreadPool, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from minzheng_desk.ui.frame.first_run.plan import Plan
from minzheng_desk.ui.look.look import look
from minzheng_desk.ui.tasks import Task
from minzheng_desk.ui.widgets.labels import label


class Step(QWidget):
    """One step: it fills a part of the plan, and says what is lacking in it."""

    title = ""
    question = ""
    changed = Signal()

    def __init__(self, plan: Plan) -> None:
        super().__init__()
        self.plan = plan
        self.pool = QThreadPool(self)
        self.column = QVBoxLayout(self)
        self.column.addWidget(label(self.question, "hint", wrap=True))
        look().changed.connect(self.fit)

    def lacks(self) -> str:
        """What must still be done here, or nothing."""
        return ""

    def enter(self) -> None:
        """The step comes to the front."""

    def work(self, title: str, work: Callable[[], Any], then: Callable[[Any], None]) -> Task[Any]:
        """Work away from the GUI thread; the caller says what becomes of a failure and starts it."""
        task: Task[Any] = Task(title, work, self.pool)
        return task.of(self).then(then)

    def fit(self) -> None:
        """Take sizes from the look."""
        px = look().px
        self.column.setContentsMargins(px(16), px(12), px(16), px(12))
        self.column.setSpacing(px(10))
