"""Notices (提示): a toast for what is done, a bar to take it back, and strips for work under way."""

from __future__ import annotations

import time
from typing import Any

from PySide6.QtCore import QEvent, QObject, QPoint, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QKeyEvent, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QSizePolicy, QVBoxLayout, QWidget

from minzheng_desk.ui.look.look import look
from minzheng_desk.ui.tasks import Task
from minzheng_desk.ui.widgets import buttons
from minzheng_desk.ui.widgets.labels import IconLabel, label

TOAST_SECONDS, UNDO_SECONDS = 4, 20
_HEIGHT, _AWAY = 34, 2
"""Together less than the status bar and the margin of a page above it: no figure is covered (ui.md §3)."""


def announce(widget: QWidget, text: str) -> None:
    """Let screen readers say ``text`` at once."""
    widget.setAccessibleName(text)
    QAccessible.updateAccessibility(QAccessibleEvent(widget, QAccessible.Event.Alert))


class Toast(QFrame):
    """A dark bar over the status bar, at the bottom of its window, that says what was done and goes away.

    Only for success; what went wrong stays until somebody reads it. Of all bars on a page one is seen.
    """

    seconds = TOAST_SECONDS

    def __init__(self, page: QWidget) -> None:
        super().__init__(page)
        self._page = page
        self.setProperty("kind", "toast")
        self._text = label()
        self._row = QHBoxLayout(self)
        self._row.addWidget(IconLabel("check", "toast_t", 16))
        self._row.addWidget(self._text)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.leave)
        page.installEventFilter(self)
        look().changed.connect(self._fit)
        self._fit()
        self.hide()

    @property
    def text(self) -> str:
        """What the bar says."""
        return self._text.text()

    def say(self, text: str) -> None:
        """Say it for a few seconds, in place of whatever was said before."""
        for other in self._page.findChildren(Toast):
            if other is not self:
                other.leave()
        self._text.setText(text)
        self._timer.start(self.seconds * 1000)
        self.show()
        self.raise_()
        self._stand()
        announce(self, text)

    def leave(self) -> None:
        """Go away now."""
        self._timer.stop()
        self.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay at the bottom of the window when its size changes."""
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._stand()
        return super().eventFilter(watched, event)

    def _stand(self) -> None:
        page, away = self._page, look().px(_AWAY)
        self.resize(self.sizeHint().boundedTo(page.size()))
        left = max(0, (page.width() - self.width()) // 2)
        self.move(QPoint(left, page.height() - self.height() - away))

    def _fit(self) -> None:
        px = look().px
        self._row.setContentsMargins(px(14), 0, px(14), 0)
        self._row.setSpacing(px(10))
        self.setFixedHeight(px(_HEIGHT))
        if self.isVisible():
            self._stand()


class UndoBar(Toast):
    """Says what was done and offers to take it back, for 20 seconds or until the next action."""

    undo_pressed = Signal()
    seconds = UNDO_SECONDS

    def __init__(self, page: QWidget) -> None:
        super().__init__(page)
        self._undo = buttons.link("撤销（Ctrl+Z）")
        self._undo.setProperty("small", "1")
        self._undo.ring = "toast_link"
        self._undo.clicked.connect(self._press)
        self._row.addSpacing(look().px(16))
        self._row.addWidget(self._undo)

    def offer(self, text: str) -> None:
        """Say what was done, with 撤销 beside it."""
        self.say(text)

    def _press(self) -> None:
        self.leave()
        self.undo_pressed.emit()


class ProgressStrip(QFrame):
    """How far a task is, how long it still takes, and 取消; ``unit`` is what it counts."""

    def __init__(self, task: Task[Any], unit: str = "项") -> None:
        super().__init__()
        self.task, self._unit = task, unit
        self._began = time.monotonic()
        self.setProperty("kind", "card")
        self.setAccessibleName(task.label)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._title, self._count = label(task.label, "body", strong=True), label("", "hint")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setRange(0, 0)
        self._bar.setAccessibleName(task.label)
        self._said = label("", "hint")
        self._cancel = buttons.plain("取消", small=True)
        self._cancel.setAccessibleName(f"取消 {task.label}")
        self._cancel.clicked.connect(self._stop)
        self._upper, self._lower, self._column = QHBoxLayout(), QHBoxLayout(), QVBoxLayout(self)
        self._upper.addWidget(self._title, 1)
        self._upper.addWidget(self._count)
        self._lower.addWidget(self._said, 1)
        self._lower.addWidget(self._cancel)
        self._column.addLayout(self._upper)
        self._column.addWidget(self._bar)
        self._column.addLayout(self._lower)
        task.progressed.connect(self.show_progress)
        look().changed.connect(self._fit)
        self._fit()

    def show_progress(self, done: int, total: int, text: str) -> None:
        """Show a report of the task."""
        self._title.setText(text or self.task.label)
        # A range of nothing would set the bar wandering, as if nobody knew how far the work is.
        self._bar.setRange(0, max(total, 1))
        self._bar.setValue(done if total else 1)
        self._count.setText(f"第 {done:,} {self._unit}，共 {total:,} {self._unit}" if total else "")
        if not self.task.stopping:
            self._said.setText(remaining(time.monotonic() - self._began, done, total))

    def _stop(self) -> None:
        self.task.cancel()
        self._cancel.setEnabled(False)
        self._said.setText("正在停下，这一步会退回原样")

    def _fit(self) -> None:
        px = look().px
        self._column.setContentsMargins(px(14), px(10), px(12), px(8))
        self._column.setSpacing(px(6))
        self._upper.setSpacing(px(8))


class TaskList(QFrame):
    """All work under way, one strip under the other; Esc puts it away, the work goes on."""

    count_changed = Signal(int)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self.setProperty("kind", "popup")
        self.setAccessibleName("正在做的事")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._strips: dict[Task[Any], ProgressStrip] = {}
        self._nothing = label("现在没有正在做的事", "hint")
        self._column = QVBoxLayout(self)
        self._column.addWidget(label("正在做的事", "block"))
        self._column.addWidget(self._nothing)
        look().changed.connect(self._fit)
        self._fit()
        self.hide()

    @property
    def count(self) -> int:
        """How many tasks are under way."""
        return len(self._strips)

    @property
    def followed(self) -> tuple[Task[Any], ...]:
        """The tasks under way."""
        return tuple(self._strips)

    def follow(self, task: Task[Any], unit: str = "项") -> None:
        """Show a strip for this task until it ends."""
        if task.finished or task in self._strips:
            return
        strip = self._strips[task] = ProgressStrip(task, unit)
        self._column.addWidget(strip)
        task.ended.connect(self._end)
        self._tell_count()

    def stand_above(self, place: QWidget) -> None:
        """Open directly above a widget of the window, for instance the task count in the status bar."""
        self.adjustSize()
        corner = place.mapTo(self._window, QPoint(0, 0))
        left = max(0, min(corner.x(), self._window.width() - self.width()))
        self.move(left, max(0, corner.y() - self.height() - look().px(4)))
        self.show()
        self.raise_()
        self.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc puts the list away."""
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
        else:
            super().keyPressEvent(event)

    def _end(self) -> None:
        """The task that ended is who tells; a list that is gone is not told."""
        task = self.sender()
        strip = self._strips.pop(task, None) if isinstance(task, Task) else None
        if strip is None:
            return
        bottom = self.geometry().bottom()
        self._column.removeWidget(strip)
        strip.hide()
        strip.deleteLater()
        self._tell_count()
        self.adjustSize()
        self.move(self.x(), bottom - self.height() + 1)

    def _tell_count(self) -> None:
        self._nothing.setHidden(self.count > 0)
        self.count_changed.emit(self.count)

    def _fit(self) -> None:
        px = look().px
        self.setFixedWidth(px(440))
        self._column.setContentsMargins(px(14), px(12), px(14), px(14))
        self._column.setSpacing(px(8))


def remaining(elapsed: float, done: int, total: int) -> str:
    """How long the rest takes, judged by what is done; empty until that means something.

    >>> remaining(8.0, 347, 561)
    '约 5 秒后完成，可以继续做别的'
    >>> remaining(60.0, 100, 600)
    '约 5 分钟后完成，可以继续做别的'
    """
    if elapsed < 1 or not 0 < done < total:
        return ""
    seconds = int(elapsed * (total - done) / done) + 1
    minute = 60
    left = f"{seconds} 秒" if seconds < 2 * minute else f"{seconds // minute} 分钟"
    return f"约 {left}后完成，可以继续做别的"
