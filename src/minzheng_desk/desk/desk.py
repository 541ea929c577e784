"""`Desk` runs operations. Nothing else in the program opens a transaction."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Concatenate, Generic, ParamSpec, TypeVar

from sqlalchemy import Engine

from minzheng_desk.kernel.clock import Clock, SystemClock
from minzheng_desk.kernel.errors import NotAllowed, NothingToUndo, UndoBlocked
from minzheng_desk.kernel.operations import Operation, declared_operations, label_of
from minzheng_desk.kernel.permissions import Permission
from minzheng_desk.store.engine import StillReferredTo, for_reading, plain_speech
from minzheng_desk.store.journal import Entry, changes_of, last_standing
from minzheng_desk.store.reader import Reader
from minzheng_desk.store.transaction import Transaction

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Actor:
    """Who is at the desk, and what this person may do."""

    name: str
    display_name: str
    permissions: frozenset[Permission]


@dataclass(frozen=True, slots=True)
class Committed(Generic[T]):
    """What a finished operation returned, its journal entry, and the kinds of record it touched.

    Touched is what was written, and what the entry itself says something new of.
    """

    operation: str
    entry: int
    result: T
    touched: frozenset[str]


@dataclass
class Desk:
    """An open store with a person at it."""

    engine: Engine
    actor: Actor
    station: str = ""
    clock: Clock = field(default_factory=SystemClock)
    observers: list[Callable[[Committed[Any]], None]] = field(default_factory=list)

    def run(self, op: Operation[Transaction, P, T], /, *args: P.args, **kwargs: P.kwargs) -> Committed[T]:
        """Do ``op`` as one transaction: all of it happens and is journalled, or none of it.

        Raises `NotAllowed` when this person may not.
        """
        return self.run_noted("", op, *args, **kwargs)

    def run_noted(
        self, note: str, op: Operation[Transaction, P, T], /, *args: P.args, **kwargs: P.kwargs
    ) -> Committed[T]:
        """Do ``op`` as `run` does, with something a person wrote beside it kept in the journal."""
        self.require(op)
        with plain_speech(), self.engine.begin() as connection:
            tx = Transaction(connection, self.actor.name)
            result = op(tx, *args, **kwargs)
            tx.note = "；".join(part for part in (tx.note, note) if part)
            entry = tx.finish(self._entry(op.name))
        return self._announce(Committed(op.name, entry, result, frozenset(tx.touched)))

    def ask(self, query: Callable[Concatenate[Reader, P], T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        """Answer a question from one consistent view of the store."""
        with plain_speech(), self.engine.connect() as connection:
            return query(Reader(for_reading(connection)), *args, **kwargs)

    def undo(self) -> Committed[str]:
        """Take back this person's last operation; returns its label.

        Never reaches beneath an operation that cannot be undone, because people expect the last thing they
        did to be the one that goes. Raises `NothingToUndo`, `NotAllowed`, or `UndoBlocked` when later work
        stands on it.
        """
        label = ""
        try:
            with plain_speech(), self.engine.begin() as connection:
                tx = Transaction(connection, self.actor.name)
                row = last_standing(connection, self.actor.name)
                if row is None or not self._undoable(row.operation):
                    raise NothingToUndo
                label = label_of(row.operation)
                tx.take_back(changes_of(connection, row.id), label)
                entry = tx.finish(self._entry(row.operation, undoes=row.id))
        except StillReferredTo:
            raise UndoBlocked(operation=label, label="档案") from None
        return self._announce(Committed(row.operation, entry, label, frozenset(tx.touched)))

    def may(self, permission: Permission) -> bool:
        """Whether the person at the desk has this permission."""
        return permission in self.actor.permissions

    def require(self, op: Operation[Any, Any, Any]) -> None:
        """Refuse an operation this person may not do; raises `NotAllowed`."""
        if not self.may(op.may):
            raise NotAllowed(person=self.actor.display_name, operation=op.label, permission=op.may.value)

    def _undoable(self, operation: str) -> bool:
        """Whether the operation of an entry can be undone by the person at the desk."""
        known = declared_operations().get(operation)
        if known is None:
            return False
        self.require(known)
        return known.undoable

    def close(self) -> None:
        """Let go of the store."""
        self.engine.dispose()

    def _entry(self, operation: str, undoes: int | None = None) -> Entry:
        at = self.clock.now().isoformat(timespec="seconds")
        return Entry(operation, self.actor.name, self.station, at, self.station, undoes)

    def _announce(self, done: Committed[T]) -> Committed[T]:
        for observer in self.observers:
            observer(done)
        return done
