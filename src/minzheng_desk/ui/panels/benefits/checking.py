"""The re-check of the whole township: begun, watched, stopped, and what it came to with the time of it."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from minzheng_desk.kernel.clock import in_beijing
from minzheng_desk.kernel.errors import Cancelled
from minzheng_desk.ui.screen import Frame
from minzheng_desk.ui.tasks import Task
from minzheng_desk.ui.widgets.cards import NoticeStrip
from minzheng_desk.ui.widgets.notices import ProgressStrip

if TYPE_CHECKING:
    from minzheng_desk.benefits.township import TownshipChecked


class Checking(QWidget):
    """The re-check as this page shows it; the window has only one, whichever page began it."""

    found = Signal()
    busy_changed = Signal()

    def __init__(self, frame: Frame) -> None:
        super().__init__()
        self._frame, self._one = frame, frame.rechecking
        self.strip: ProgressStrip | None = None
        """Progress and 取消, where somebody on this page waits."""
        self.notice = NoticeStrip()
        self.notice.hide()
        self.notice.pressed.connect(self.begin)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self.notice)
        self.hide()
        self._one.began.connect(self._follow)
        self._one.found.connect(self._take)
        self._one.stopped.connect(self._ended)
        self._one.aged.connect(self._say)

    @property
    def result(self) -> TownshipChecked | None:
        """What was found last."""
        return self._one.result

    @property
    def busy(self) -> bool:
        """Whether one is under way that somebody waits for."""
        return self.strip is not None

    def begin(self) -> None:
        """Go through every household, with progress and 取消."""
        if self.busy:
            return
        self._one.begin()
        if self._one.task is not None:
            self._show_strip(self._one.task)
            self._say()
            self.busy_changed.emit()

    def cancel(self) -> None:
        """Stop; what was found before stays."""
        if self._one.task is not None:
            self._one.task.cancel()

    def show_notice(self, *, shown: bool) -> None:
        """Show or hide what the re-check came to."""
        self.notice.setVisible(shown and self.result is not None)
        self._stand()

    def _show_strip(self, task: Task[TownshipChecked]) -> None:
        if self.strip is not None:
            self.strip.deleteLater()
        self.strip = ProgressStrip(task, "户")
        self._column.insertWidget(0, self.strip)

    def _follow(self, task: Task[TownshipChecked]) -> None:
        """Somebody wrote meanwhile, so it began anew: whoever waits goes on waiting, for the new one."""
        if self.strip is not None:
            self._show_strip(task)

    def _take(self) -> None:
        self._put_strip_away()
        self.found.emit()

    def _ended(self, problem: Exception) -> None:
        waited = self.busy
        self._put_strip_away()
        if waited and isinstance(problem, Cancelled):
            self._frame.tell("已停下全镇复核，数据没有变")
        elif waited:
            self._frame.problem(problem)

    def _put_strip_away(self) -> None:
        if self.strip is not None:
            self._column.removeWidget(self.strip)
            self.strip.hide()
            self.strip.deleteLater()
            self.strip = None
            self.busy_changed.emit()
        self._say()

    def _say(self) -> None:
        if self.result is not None and self._one.at is not None:
            was, stale = self.notice.isHidden(), self._one.is_stale
            said = told(self.result, self._one.at, self._frame.bench.today)
            self.notice.say(said + ("　此后数据又有变动。" if stale else ""), "再复核" if stale else "")
            self.notice.setHidden(was)
        self._stand()

    def _stand(self) -> None:
        self.setVisible(self.busy or not self.notice.isHidden())


def told(found: TownshipChecked, at: datetime, today: date) -> str:
    """What a re-check came to, in figures that add up, and when it was made."""
    said = (
        f"{moment(at, today)}复核 {found.households:,} 户、{found.awards:,} 份待遇："
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
