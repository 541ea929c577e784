"""Work away from the GUI thread: one thread that writes, a few that read, progress and cancel."""

from __future__ import annotations

import time
from collections.abc import Callable
from threading import Event
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QObject, QRunnable, QThreadPool, QTimer, Signal, Slot
from shiboken6 import isValid

from minzheng_desk.kernel.errors import Cancelled

T = TypeVar("T")

_EVERY = 0.1
"""Seconds between two reports that reach the window; more often nobody can read."""


class Task(QObject, Generic[T]):
    """One piece of work. It lives in the GUI thread and is itself the `Progress` its work reports to.

    What should happen afterwards is said before it starts, so that quick work cannot finish unheard::

        bench.ask(household_file, key).then(self._show).start()
    """

    progressed = Signal(int, int, str)
    ended = Signal()
    # From the thread of the work; whoever hears them is declared as a slot, as signals between threads need.
    _reported = Signal(int, int, str)
    _done = Signal(object)
    _failed = Signal(object)

    def __init__(self, label: str, work: Callable[[], T], pool: QThreadPool) -> None:
        super().__init__()
        self.label = label
        self.finished = False
        self.work, self._pool = work, pool
        self._stop = Event()
        self._dropped = False
        self._last_report = 0.0
        self._then: list[Callable[[T], None]] = []
        self._otherwise: list[Callable[[Exception], None]] = []
        self._owners: list[QObject] = []
        self.place: Newest | None = None
        """The place of one question at a time that it was started in, if any."""
        self.repeated: Callable[[], Task[T]] | None = None
        """Makes the same task once more, where doing it again does no harm."""
        self.left_standing = ""
        """What it means for the data when it does not get through, in words."""
        self.unclaimed: Callable[[Exception], None] = lambda _: None
        """Who hears of a failure nobody claimed."""
        self._reported.connect(self._on_reported)
        self._done.connect(self._on_done)
        self._failed.connect(self._on_failed)

    def then(self, callback: Callable[[T], None]) -> Task[T]:
        """Hear the result in the GUI thread."""
        self._then.append(callback)
        return self

    def otherwise(self, callback: Callable[[Exception], None]) -> Task[T]:
        """Hear of a failure in the GUI thread, and claim it."""
        self._otherwise.append(callback)
        return self

    def of(self, owner: QObject) -> Task[T]:
        """Let nobody hear of it once ``owner`` is gone: what it would show stands no longer."""
        owner.destroyed.connect(self.drop)
        self._owners.append(owner)
        return self

    def may_be_repeated(self) -> bool:
        """Whether it can be done again and what asked for it still stands."""
        asked_still = self.place is None or self.place.holds(self)
        return self.repeated is not None and asked_still and all(isValid(one) for one in self._owners)

    def repeat(self) -> None:
        """Do the same once more, for the same ears."""
        if self.repeated is None or not self.may_be_repeated():
            return
        made = self.repeated()
        for callback in self._then:
            made.then(callback)
        for claim in self._otherwise:
            made.otherwise(claim)
        for owner in self._owners:
            made.of(owner)
        if self.place is not None:
            self.place.start(made)
        else:
            made.start()

    def start(self, after_ms: int = 0) -> Task[T]:
        """Queue the work, at once or after so many milliseconds: the window may have something to paint."""
        _under_way.add(self)
        if after_ms:
            QTimer.singleShot(after_ms, self, self._queue)
        else:
            self._queue()
        return self

    def cancel(self) -> None:
        """Ask the work to stop at its next report."""
        self._stop.set()

    def drop(self) -> None:
        """Stop, and let nobody hear of it: a newer question has replaced this one."""
        self._dropped = True
        self.cancel()

    @property
    def stopping(self) -> bool:
        """Whether somebody asked it to stop."""
        return self._stop.is_set()

    def report(self, done: int, total: int, text: str) -> None:
        """`Progress`, called by the work in its own thread; raises `Cancelled` when asked to stop."""
        if self._stop.is_set():
            raise Cancelled
        now = time.monotonic()
        if done >= total or now - self._last_report >= _EVERY:
            self._last_report = now
            self._reported.emit(done, total, text)

    def run(self) -> None:
        """Do the work; called by the pool."""
        try:
            if self._stop.is_set():
                raise Cancelled
            result = self.work()
        except Exception as problem:  # whatever happens in a thread must be heard of in the window
            self._failed.emit(problem)
        else:
            self._done.emit(result)

    def _queue(self) -> None:
        self._pool.start(_Job(self))

    @Slot(int, int, str)
    def _on_reported(self, done: int, total: int, text: str) -> None:
        self.progressed.emit(done, total, text)

    @Slot(object)
    def _on_done(self, result: T) -> None:
        self._end()
        if not self._dropped:
            for callback in self._then:
                callback(result)

    @Slot(object)
    def _on_failed(self, problem: Exception) -> None:
        self._end()
        if self._dropped:
            return
        _failing.append(self)
        try:
            for callback in self._otherwise:
                callback(problem)
            if not self._otherwise and not isinstance(problem, Cancelled):
                self.unclaimed(problem)
        finally:
            _failing.pop()

    def _end(self) -> None:
        _under_way.discard(self)
        self.finished = True
        self.ended.emit()
        # Destroyed by Qt here: Python may let go of its last reference in the thread that did the work.
        self.deleteLater()


_under_way: set[Task[Any]] = set()
"""Nobody else may hold a task, and Qt does not hold Python objects."""


_failing: list[Task[Any]] = []


def failing() -> Task[Any] | None:
    """The task whose failure is being told at this moment."""
    return _failing[-1] if _failing else None


def under_way() -> int:
    """How many tasks have been started and not ended."""
    return len(_under_way)


def unfinished() -> tuple[Task[Any], ...]:
    """The tasks that have been started and not ended."""
    return tuple(_under_way)


class _Job(QRunnable):
    def __init__(self, task: Task[Any]) -> None:
        super().__init__()
        self._task = task

    def run(self) -> None:
        self._task.run()


class Newest:
    """A place for one question at a time: starting the next one drops the one before.

    What the screen shows is then always the answer to what was asked last, whichever thread was quicker.
    When ``owner`` goes, the question goes with it.
    """

    def __init__(self, owner: QObject) -> None:
        self._owner = owner
        self._task: Task[Any] | None = None

    def start(self, task: Task[Any], after_ms: int = 0) -> None:
        """Start ``task`` in place of the one under way."""
        self.drop()
        self._task = task.of(self._owner)
        task.place = self
        task.start(after_ms)

    def holds(self, task: Task[Any]) -> bool:
        """Whether no other question was asked here since."""
        return self._task is task

    def drop(self) -> None:
        """Let nobody hear of the question under way."""
        if self._task is not None and not self._task.finished:
            self._task.drop()
        self._task = None
