"""Keeping what stands in a form every few seconds, so that a power cut takes nothing."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer
from shiboken6 import isValid

from minzheng_desk.desk.drafts import Draft, Drafts, drafts_of
from minzheng_desk.kernel.errors import DeskError
from minzheng_desk.ui.tasks import Task
from minzheng_desk.ui.widgets.forms.form import Form
from minzheng_desk.ui.workbench import Workbench

EVERY_MS = 3000
_TICK_MS = 1000
_MINUTE = 60


class DraftKeeper(QObject):
    """Keeps the draft of one form under ``name``, the address under which the page opens it again.

    Nothing is checked and nobody waits: a reading thread writes, at most every three seconds, and once
    more when the form is left. ``title`` says what it is (“何长林 登记成员”), asked anew each time.
    """

    def __init__(self, form: Form, name: str, title: str | Callable[[], str], bench: Workbench) -> None:
        super().__init__(form)
        self.name = name
        self._form, self._bench = form, bench
        self._title: Callable[[], str] = title if callable(title) else lambda: title
        self._drafts: Drafts = drafts_of(bench.desk)
        self._changed = self._given_up = False
        self._under_way: Task[None] | None = None
        self._kept_at: float | None = None
        self._due, self._tick = QTimer(self), QTimer(self)
        self._due.setSingleShot(True)
        self._due.setInterval(EVERY_MS)
        self._tick.setInterval(_TICK_MS)
        self._due.timeout.connect(self.keep)
        self._tick.timeout.connect(self._say)
        form.is_kept = True
        form.changed.connect(self._on_changed)
        form.installEventFilter(self)

    def restore(self, draft: Draft) -> None:
        """Put a draft back into the form."""
        self._form.restore(draft.values)

    def keep(self) -> None:
        """Keep now what changed since the last time."""
        self._due.stop()
        if self._under_way is not None or not self._changed:
            return  # the one under way begins the next when it ends
        self._changed = self._given_up = False
        name, title, values = self.name, self._title(), self._form.draft()
        task = self._bench.work("存草稿", lambda _: self._drafts.keep(name, title, values))
        self._under_way = task.then(self._on_kept).otherwise(self._on_refused)
        task.start()

    def forget(self) -> None:
        """The form was saved or given up: its draft goes."""
        self._due.stop()
        self._tick.stop()
        self._changed, self._given_up, self._kept_at = False, True, None
        self._form.say_draft("")
        if self._under_way is None:
            self._remove()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep at once when the form goes out of sight: another page, the lock, the end."""
        if event.type() == QEvent.Type.Hide and watched is self._form:
            self.keep()
        return False

    def _on_changed(self, _name: str) -> None:
        self._changed = True
        if not self._due.isActive() and self._under_way is None:
            self._due.start()

    def _on_kept(self, _: None) -> None:
        if not isValid(self):
            return  # the form was closed meanwhile; its draft is safe
        self._kept_at = time.monotonic()
        self._tick.start()
        self._say()
        self._go_on()

    def _on_refused(self, problem: Exception) -> None:
        if not isValid(self):
            return
        self._kept_at = None
        self._tick.stop()
        said = str(problem) if isinstance(problem, DeskError) else "请尽快保存。"
        self._form.say_draft(f"草稿没有存上：{said}")
        self._changed = True
        self._go_on()

    def _go_on(self) -> None:
        self._under_way = None
        if self._given_up:
            self._remove()
        if self._changed:
            self._due.start()

    def _remove(self) -> None:
        name = self.name
        task = self._bench.work("清草稿", lambda _: self._drafts.forget(name))
        task.otherwise(lambda _: None).start()  # one that stays is offered again and can be given up there

    def _say(self) -> None:
        if self._kept_at is None:
            return
        if not self._drafts.lasting:
            self._form.say_draft("草稿只在本机内存里，关程序前请保存")
            self._tick.stop()
            return
        seconds = int(time.monotonic() - self._kept_at)
        when = f"{seconds} 秒前" if seconds < _MINUTE else f"{seconds // _MINUTE} 分钟前"
        self._form.say_draft(f"草稿 {when}已存，断电不会丢")
