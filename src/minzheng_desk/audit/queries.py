"""Reading the journal: newest entries, the history of a record, and whether everything still agrees."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from minzheng_desk.audit.model import ChangeView, EntryView, stories, verb_of
from minzheng_desk.kernel.changes import Change
from minzheng_desk.kernel.operations import declared_operations
from minzheng_desk.kernel.permissions import Permission
from minzheng_desk.kernel.progress import Progress
from minzheng_desk.kernel.records import declared
from minzheng_desk.store.journal import (
    changes_of,
    entry_numbered,
    history,
    last_standing,
    newest_entries,
    undone_by,
)
from minzheng_desk.store.reader import Reader
from minzheng_desk.store.verify import Verified, verify


def newest(reader: Reader, limit: int = 50) -> tuple[EntryView, ...]:
    """The newest entries, newest first."""
    rows = newest_entries(reader.connection, limit)
    return _views(reader, rows)


def last_to_take_back(reader: Reader, actor: str, permissions: Collection[Permission]) -> str:
    """What people call this person's last operation if it can be taken back, else nothing.

    The same rules as `Desk.undo`, except that later work may stand on it.
    """
    row = last_standing(reader.connection, actor)
    known = declared_operations().get(row.operation) if row is not None else None
    return known.label if known is not None and known.undoable and known.may in permissions else ""


def changes_in(reader: Reader, number: int) -> tuple[ChangeView, ...]:
    """What one entry changed, in order; empty for an entry without changes. Raises `NotFound`."""
    (entry,) = _views(reader, [entry_numbered(reader.connection, number)])
    return tuple(_change(entry, change) for change in changes_of(reader.connection, number))


def history_of(reader: Reader, record_ids: Sequence[str]) -> tuple[ChangeView, ...]:
    """Every change to these records, newest first: the history on a person's or household's page."""
    rows = history(reader.connection, record_ids)
    entries = {view.number: view for view in _views(reader, [row for row, _ in rows])}
    return tuple(_change(entries[row.id], change) for row, change in rows)


def verified(reader: Reader, progress: Progress | None = None) -> Verified:
    """Replay the whole journal and compare every row of the store with it."""
    return verify(reader.connection, progress)


def _views(reader: Reader, rows: Sequence[Any]) -> tuple[EntryView, ...]:
    taken_back = undone_by(reader.connection, [row.id for row in rows])
    return tuple(
        EntryView(
            row.id,
            row.at,
            row.operation,
            row.actor,
            row.origin,
            row.note,
            row.changes,
            row.undoes,
            taken_back.get(row.id),
            row.digest,
        )
        for row in rows
    )


def _change(entry: EntryView, change: Change) -> ChangeView:
    kind = declared()[change.record_type]
    fields = stories(kind, change.before, change.after)
    return ChangeView(entry, kind.label, change.record_id, verb_of(change.before, change.after), fields)
