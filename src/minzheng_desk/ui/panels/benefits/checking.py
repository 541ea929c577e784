"""The re-check of the whole township: begun, watched, stopped, and what it came to with the time of it."""

from __future__ import annotations

import time
from datetime import date, datetime

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from minzheng_desk.kernel.clock import in_beijing
from minzheng_desk.kernel.errors import Cancelled
from minzheng_desk.ui.panels.benefits.asked import CheckedNow, checked_now
from minzheng_desk.ui.screen import Frame
from minzheng_desk.ui.tasks import Task
from minzheng_desk.ui.widgets.cards import NoticeStrip
from minzheng_desk.ui.widgets.notices import ProgressStrip

_QUICK_SECONDS = 3.0
"""A re-check that takes no longer is made anew by itself when something was written."""
_ANSWERED_MS = 100
"""How soon 取消 is answered."""


class Checking(QWidget):
    """One re-check at a time. What was found stays, with its time, until the next has found something."""

    found = Signal()
    busy_changed = Signal()

    def __init__(self, frame: Frame) -> None:
        super().__init__()
        self._frame = frame
        self.result: CheckedNow | None = None
        self.is_stale = False
        """Whether something was written since."""
        self.strip: ProgressStrip | None = None
        self._task: Task[CheckedNow] | None = None
        self._began = self._took = 0.0
        self._looking = QTimer(self)
        self._looking.setInterval(_ANSWERED_MS)
        self._looking.timeout.connect(self._let_go)
        self.notice = NoticeStrip()
        self.notice.hide()
        self.notice.pressed.connect(self.begin)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self.notice)
        self.hide()

    @property
    def busy(self) -> bool:
        """Whether one is under way that somebody waits for."""
        return self.strip is not None

    def begin(self) -> None:
        """Go through every household, with progress and 取消."""
        if not self.busy:
            task = self._made()
            self.strip = ProgressStrip(task, "户")
            self._column.insertWidget(0, self.strip)
            self._say()
            self.busy_changed.emit()
            self._looking.start()
            task.start()

    def cancel(self) -> None:
        """Stop; what was found before stays."""
        if self._task is not None:
            self._task.cancel()

    def follow(self) -> None:
        """Something was written: look again by itself where that is quick, or say that it is older."""
        if self.result is None or self.busy:
            return
        if self._took <= _QUICK_SECONDS:
            self._made().start()
        else:
            self.is_stale = True
            self._say()

    def show_notice(self, *, shown: bool) -> None:
        """Show or hide what the re-check came to."""
        self.notice.setVisible(shown and self.result is not None)
        self._stand()

    def _made(self) -> Task[CheckedNow]:
        if self._task is not None and not self._task.finished:
            self._task.drop()
        self._began = time.monotonic()
        bench = self._frame.bench
        on, at = bench.today, bench.desk.clock.now()

        def go(task: Task[CheckedNow]) -> CheckedNow:
            return bench.desk.ask(checked_now, on, at, task)

        self._task = bench.work("全镇复核", go).of(self).then(self._take).otherwise(self._ended)
        return self._task

    def _take(self, found: CheckedNow) -> None:
        self._took = time.monotonic() - self._began
        self.result, self.is_stale = found, False
        self._put_strip_away()
        self.found.emit()

    def _ended(self, problem: Exception) -> None:
        self._put_strip_away()
        if isinstance(problem, Cancelled):
            self._frame.tell("已停下全镇复核，数据没有变")
        else:
            self._frame.problem(problem)

    def _let_go(self) -> None:
        """Answer 取消 at once: what reads a whole township stops by itself at its next report."""
        if self._task is not None and self._task.stopping:
            self._task.drop()
            self._ended(Cancelled())

    def _put_strip_away(self) -> None:
        self._looking.stop()
        if self.strip is not None:
            self._column.removeWidget(self.strip)
            self.strip.hide()
            self.strip.deleteLater()
            self.strip = None
            self.busy_changed.emit()
        self._say()

    def _say(self) -> None:
        if self.result is not None:
            was = self.notice.isHidden()
            stale = "　此后数据又有变动。" if self.is_stale else ""
            again = "再复核" if self.is_stale else ""
            self.notice.say(told(self.result, self._frame.bench.today) + stale, again)
            self.notice.setHidden(was)
        self._stand()

    def _stand(self) -> None:
        self.setVisible(self.busy or not self.notice.isHidden())


def told(found: CheckedNow, today: date) -> str:
    """What a re-check came to, in figures that add up, and when it was made."""
    said = (
        f"{moment(found.at, today)}复核 {found.households:,} 户、{found.awards:,} 份待遇："
        f"一致 {found.agreeing:,}，渐退或暂停 {found.apart:,}，不一致 {len(found.differences):,}；"
        f"应享未享 {len(found.unclaimed):,}，不能同时享受 {len(found.clashes):,}。"
    )
    lacking = "、".join(f"“{label}”" for label in found.lacking)
    return said + (f"政策包没有写明{lacking}，相关测算没有结论。" if lacking else "")


def moment(at: datetime, today: date) -> str:
    """An instant as people say it: 今天 08:30, 11月18日 08:30."""
    here = in_beijing(at)
    day = "今天" if here.date() == today else f"{here.month}月{here.day}日"
    return f"{day} {here:%H:%M} "
