"""The page that is shown while the practice township is made and opened."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QThreadPool, Signal

from minzheng_desk.desk.local import LocalDesk
from minzheng_desk.kernel.clock import Clock
from minzheng_desk.kernel.errors import Cancelled
from minzheng_desk.ui.frame.door import GatePage, Outcome
from minzheng_desk.ui.practice import HOUSEHOLDS, is_made, open_practice
from minzheng_desk.ui.tasks import Task
from minzheng_desk.ui.widgets import buttons


class PracticePage(GatePage):
    """Begins by itself; ``opened`` brings the desk over the practice township."""

    opened = Signal(object)
    """A `LocalDesk` over invented people."""
    given_up = Signal()

    def __init__(
        self, store_folder: Path, *, households: int = HOUSEHOLDS, clock: Clock | None = None
    ) -> None:
        super().__init__("演示镇", "演示镇的人和事都是程序编的，可以随意练习，不会影响本单位的数据。")
        self.mark.show_icon("book", "accent")
        self._folder, self._households, self._clock = store_folder, households, clock
        self._pool = QThreadPool(self)
        self.outcome = Outcome()
        self.again, self.back = buttons.primary("再试一次"), buttons.plain("取消")
        for widget in (self.outcome, self.again, self.back):
            self.column.addWidget(widget)
        self.again.clicked.connect(self._begin)
        self.back.clicked.connect(self._give_up)
        self._task: Task[Any] | None = None
        self._begin()

    def _begin(self) -> None:
        self.again.hide()
        self.back.setFocus()
        known = is_made(self._folder)
        self.outcome.working(0, 0, "正在打开演示镇" if known else "正在编造演示镇，第一次大约要半分钟")
        task: Task[LocalDesk] = Task("打开演示镇", lambda: self._open(task), self._pool)
        task.progressed.connect(self.outcome.working)
        self._task = task
        task.of(self).then(self.opened.emit).otherwise(self._refused).start()

    def _open(self, task: Task[LocalDesk]) -> LocalDesk:
        return open_practice(self._folder, task, households=self._households, clock=self._clock)

    def _refused(self, problem: Exception) -> None:
        if isinstance(problem, Cancelled):
            self.given_up.emit()
            return
        self.outcome.problem(problem)
        self.again.show()
        self.again.setFocus()

    def _give_up(self) -> None:
        if self._task is not None and not self._task.finished:
            self.outcome.words.setText("正在停下，已编的部分会删掉")
            self._task.cancel()
        else:
            self.given_up.emit()
