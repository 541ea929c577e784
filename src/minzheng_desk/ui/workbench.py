"""The desk as the windows see it: every call returns at once, and news of what was committed comes once."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from functools import partial
from typing import Any, Concatenate, ParamSpec, TypeVar

from PySide6.QtCore import QObject, QThreadPool, Signal, Slot

from minzheng_desk.desk.desk import Actor, Committed, Desk
from minzheng_desk.kernel.operations import Operation
from minzheng_desk.kernel.permissions import Permission
from minzheng_desk.ui.housekeeping import Housekeeping
from minzheng_desk.ui.tasks import Task

P = ParamSpec("P")
T = TypeVar("T")

READERS = 2
"""Threads that read at the same time: the office PC has two cores, and one of them also draws."""

ONLY_READ, NOT_WRITTEN = "这里只是读取，数据没有变。", "这次改动没有写入，原来的数据没有变。"
"""What it means for the data when a question or an operation fails: an operation is one transaction."""


class Workbench(QObject):
    """An open desk for windows: one thread writes, a few read, the GUI thread waits for nothing."""

    committed = Signal(object)
    """A `Committed`, in the GUI thread, once, after the store has it."""
    _announced = Signal(object)
    """The same in the thread that wrote; Qt brings it over in a queue, to a slot that is declared as one."""
    finishing = Signal()
    """The desk is about to be closed: whoever reads for long without need stops."""
    began = Signal(object)
    """A `Task` that was just made; the frame shows those that last."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self._note = ""
        self.unclaimed: Callable[[Exception], None] = lambda _: None
        """Who shows a failure that no screen claimed."""
        self.housekeeping = Housekeeping(self)
        self._writer, self._readers, self._apart = QThreadPool(self), QThreadPool(self), QThreadPool(self)
        self._writer.setMaxThreadCount(1)
        self._readers.setMaxThreadCount(READERS)
        self._apart.setMaxThreadCount(1)
        self._announced.connect(self._tell)
        desk.observers.append(self._announce)

    @property
    def actor(self) -> Actor:
        """Who is at the desk."""
        return self.desk.actor

    @property
    def today(self) -> date:
        """Today, as the desk's clock has it."""
        return self.desk.clock.today()

    def may(self, permission: Permission) -> bool:
        """Whether the person at the desk has this permission."""
        return self.desk.may(permission)

    def ask(self, query: Callable[Concatenate[Any, P], T], /, *args: P.args, **kwargs: P.kwargs) -> Task[T]:
        """A question to the store, answered by a reading thread; one that takes ``progress`` reports."""
        task = self._made("正在读取", partial(self.desk.ask, query, *args, **kwargs), self._readers)
        if _reports(query) and "progress" not in kwargs:
            task.work = partial(self.desk.ask, query, *args, **kwargs, progress=task)  # type: ignore[arg-type]
        task.repeated, task.left_standing = partial(self.ask, query, *args, **kwargs), ONLY_READ
        return task

    def task(self, op: Operation[Any, P, T], /, *args: P.args, **kwargs: P.kwargs) -> Task[Committed[T]]:
        """An operation, run by the writing thread; one that takes ``progress`` reports to the task."""
        return self._noted(self._note, op, *args, **kwargs)

    @contextmanager
    def noting(self, note: str) -> Iterator[None]:
        """What is made into a task meanwhile is journalled with this beside it."""
        self._note = note
        try:
            yield
        finally:
            self._note = ""

    def undo(self) -> Task[Committed[str]]:
        """Take back this person's last operation."""
        return self._made("撤销", self.desk.undo, self._writer)

    def ask_apart(self, label: str, query: Callable[..., T], /, *args: Any, **kwargs: Any) -> Task[T]:
        """A question that takes seconds, answered by a process of its own; one after the other.

        The query is a function of a module that takes ``progress``.
        """

        def wait() -> T:
            from minzheng_desk.desk.apart import ask_apart  # noqa: PLC0415 - not wanted at the start

            return ask_apart(self.desk, label, query, *args, progress=task, **kwargs)

        task: Task[T] = self._made(label, wait, self._apart)
        return task

    def work(self, label: str, work: Callable[[Task[T]], T]) -> Task[T]:
        """Work beside the store (reading a file, drawing a page); it is handed the task to report to."""
        task: Task[T] = self._made(label, lambda: work(task), self._readers)
        task.repeated = partial(self.work, label, work)
        return task

    def writing(self, label: str, work: Callable[[Task[T]], T]) -> Task[T]:
        """Work that runs operations of its own, in the writing thread."""
        task: Task[T] = self._made(label, lambda: work(task), self._writer)
        return task

    def finish(self) -> None:
        """Wait for what is under way; called before the desk is closed."""
        self.finishing.emit()
        for pool in (self._writer, self._readers, self._apart):
            pool.waitForDone()
        if self._announce in self.desk.observers:
            self.desk.observers.remove(self._announce)
        self.housekeeping.end()

    def _noted(
        self, note: str, op: Operation[Any, P, T], /, *args: P.args, **kwargs: P.kwargs
    ) -> Task[Committed[T]]:
        run = partial(self.desk.run_noted, note, op, *args, **kwargs)
        task = self._made(op.label, run, self._writer)
        if _reports(op.run) and "progress" not in kwargs:
            task.work = partial(run, progress=task)
        task.repeated, task.left_standing = partial(self._noted, note, op, *args, **kwargs), NOT_WRITTEN
        return task

    def _made(self, label: str, work: Callable[[], T], pool: QThreadPool) -> Task[T]:
        task = Task(label, work, pool)
        task.unclaimed = self.unclaimed
        self.began.emit(task)
        return task

    def _announce(self, news: Committed[Any]) -> None:
        self._announced.emit(news)

    @Slot(object)
    def _tell(self, news: Committed[Any]) -> None:
        self.committed.emit(news)


def _reports(work: Callable[..., Any]) -> bool:
    return "progress" in inspect.signature(work).parameters
