"""A question that takes seconds, answered by a process of its own.

Going through a whole township is plain Python work: in a thread it would slow down whoever draws, and the
memory it needs would stay with the window for the rest of the day. A process takes its memory with it.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import Engine

from minzheng_desk.desk.catalogue import load_catalogue
from minzheng_desk.desk.desk import Actor, Desk
from minzheng_desk.desk.local import LocalDesk
from minzheng_desk.kernel.errors import DeskError, StoreProblem
from minzheng_desk.kernel.progress import Progress
from minzheng_desk.store.engine import open_postgres, open_sqlite

T = TypeVar("T")

_LISTENED_S = 0.1
"""Seconds between two looks at whether anybody still waits."""


class AnswerBrokeOff(StoreProblem):
    """The process that was to answer ended without an answer."""

    text = "“{label}”中途停下，没有结果，数据没有变。"
    remedy = "请关闭不用的程序后再试；如果再次出现，请联系管理员。"


@dataclass(frozen=True, slots=True)
class _Place:
    """Where the store is, and what opens it; goes to the other process through a pipe and nowhere else."""

    path: Path | None
    secret: bytes = field(repr=False)
    """The key of a file, or the address of a server with its password."""

    @classmethod
    def of(cls, desk: Desk) -> _Place:
        if isinstance(desk, LocalDesk):
            return cls(desk.path, desk.key.secret)
        return cls(None, desk.engine.url.render_as_string(hide_password=False).encode())

    def opened(self) -> Engine:
        """The store, opened once more."""
        return open_sqlite(self.path, self.secret) if self.path else open_postgres(self.secret.decode())


@dataclass(frozen=True, slots=True)
class _Answer:
    result: Any


@dataclass(frozen=True, slots=True)
class _Refusal:
    """A problem of the house, by its parts: an exception would not travel with its facts."""

    kind: type[DeskError]
    facts: dict[str, Any]


@dataclass(frozen=True, slots=True)
class _Report:
    done: int
    total: int
    text: str


def ask_apart(
    desk: Desk, label: str, query: Callable[..., T], /, *args: Any, progress: Progress, **kwargs: Any
) -> T:
    """Answer ``query(reader, *args, progress=…, **kwargs)`` from a second opening of the desk's store.

    The query is a function of a module, and what it is given and returns can be pickled. Raises what the
    query raises as far as it is a `DeskError`, `Cancelled` within a moment, or `AnswerBrokeOff`.
    """
    spawn = get_context("spawn")
    here, there = spawn.Pipe(duplex=False)
    errand = (there, _Place.of(desk), query, args, kwargs)
    process = spawn.Process(target=_go, args=errand, name=label, daemon=True)
    process.start()
    there.close()
    try:
        answer: T = _listened(here, label, progress)
        return answer
    finally:
        process.kill()
        process.join()
        process.close()
        here.close()


def _listened(here: Connection, label: str, progress: Progress) -> Any:
    last = _Report(0, 1, "")
    while True:
        progress.report(last.done, last.total, last.text)
        if not here.poll(_LISTENED_S):
            continue
        try:
            message = here.recv()
        except EOFError:
            raise AnswerBrokeOff(label=label) from None
        match message:
            case _Report():
                last = message
            case _Refusal(kind, facts):
                raise kind(**facts)
            case _Answer(result):
                return result


class _Telling:
    """The progress of the other process: what it hears goes through the pipe."""

    def __init__(self, there: Connection) -> None:
        self._there = there

    def report(self, done: int, total: int, text: str) -> None:
        """Pass it on."""
        self._there.send(_Report(done, total, text))


def _go(
    there: Connection,
    place: _Place,
    query: Callable[..., Any],
    args: tuple[Any, ...],
    kwargs: dict[str, Any],
) -> None:
    """Answer in the other process; nobody who hears any more is no reason to complain."""
    load_catalogue()
    desk = Desk(place.opened(), Actor("", "", frozenset()))
    with suppress(BrokenPipeError):
        try:
            there.send(_Answer(desk.ask(query, *args, progress=_Telling(there), **kwargs)))
        except DeskError as problem:
            there.send(_Refusal(type(problem), problem.facts))
    desk.close()
