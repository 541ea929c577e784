"""The re-check of the whole township, one for all pages: begun once, answered apart, known to everybody."""

from __future__ import annotations

import time
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from minzheng_desk.desk.desk import Committed
from minzheng_desk.kernel.errors import Cancelled
from minzheng_desk.ui.tasks import Task
from minzheng_desk.ui.workbench import Workbench

if TYPE_CHECKING:
    from minzheng_desk.benefits.township import TownshipChecked

LABEL = "全镇复核"

_RESTS_ON = frozenset(
    {"award", "award_amount", "suspension", "award_review", "phase_out", "person", "household"}
    | {"household_member", "disability_certificate", "recognition", "hardship", "income", "asset"}
)
"""What an answer changes with; whatever else was written leaves it as it is."""
_QUICK_S = 3.0
"""A re-check that takes no longer is made anew by itself when something was written."""
_CALM_MS = 250
"""How long nothing more is written before it is made anew."""


class Rechecking(QObject):
    """What was found stays, with its time, until the next re-check has found something."""

    began = Signal(object)
    """The `Task` that was started."""
    found = Signal()
    aged = Signal()
    """Something was written since."""
    stopped = Signal(object)
    """The problem for which a re-check ended without an answer."""

    def __init__(self, bench: Workbench, owner: QObject | None = None, *, quick_s: float = _QUICK_S) -> None:
        super().__init__(owner)
        self._bench, self._quick_s = bench, quick_s
        self.result: TownshipChecked | None = None
        self.at: datetime | None = None
        self.is_stale = False
        """Whether something was written since."""
        self.problem: Exception | None = None
        """Why the last one ended without an answer."""
        self._task: Task[TownshipChecked] | None = None
        self._took, self._written = 0.0, False
        self._calm = QTimer(self)
        self._calm.setSingleShot(True)
        self._calm.setInterval(_CALM_MS)
        self._calm.timeout.connect(self._start)
        bench.finishing.connect(self.drop)
        bench.committed.connect(self._heard)

    @property
    def task(self) -> Task[TownshipChecked] | None:
        """The one under way."""
        return self._task

    def begin(self) -> None:
        """Go through every household, unless that is being done."""
        if self._task is None:
            self._start()

    def drop(self) -> None:
        """Stop without a word; what was found before stays."""
        self._calm.stop()
        if self._task is not None:
            self._task.drop()
            self._task = None

    def _start(self) -> None:
        self.drop()
        from minzheng_desk.benefits.recheck import township_checked  # noqa: PLC0415 - not wanted at the start

        began, bench = time.monotonic(), self._bench
        on, at = bench.today, bench.desk.clock.now()
        self._written = False

        def take(found: TownshipChecked) -> None:
            self.result, self.at, self.is_stale, self.problem = found, at, self._written, None
            self._took, self._task = time.monotonic() - began, None
            self.found.emit()
            if self._written:
                self._look_again_if_quick()

        self._task = bench.ask_apart(LABEL, township_checked, on).of(self).then(take).otherwise(self._end)
        self.began.emit(self._task)
        self._task.start()

    def _end(self, problem: Exception) -> None:
        self._task = None
        self.problem = None if isinstance(problem, Cancelled) else problem
        self.stopped.emit(problem)

    def _heard(self, news: Committed[object]) -> None:
        if not _RESTS_ON & news.touched:
            return
        self._written = True
        if self.result is not None:
            self.is_stale = True
            self.aged.emit()
            self._look_again_if_quick()

    def _look_again_if_quick(self) -> None:
        if self._task is None and self._took <= self._quick_s:
            self._calm.start()
