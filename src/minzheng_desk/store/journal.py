"""The journal: what was done, by whom, and every record it changed, as one chain of digests."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec
from sqlalchemy import Connection, func, insert, select, text

from minzheng_desk.kernel.changes import Change
from minzheng_desk.kernel.errors import NotFound
from minzheng_desk.store.bulk import insert_rows
from minzheng_desk.store.tables import journal, journal_change

_QUEUE = 28026
"""The advisory lock under which PostgreSQL desks write one after the other."""

_COLUMNS = ("entry", "seq", "id", "record_type", "record_id", "before", "after", "replaces")

ChangeRow = tuple[bytes, str, bytes | None, bytes | None, bytes | None]
"""id, record id, before, after, replaces: the last three as JSON."""


@dataclass(frozen=True, slots=True)
class Entry:
    """The head of a journal entry, before it has a number."""

    operation: str
    actor: str
    station: str
    at: str
    origin: str
    undoes: int | None = None
    note: str = ""


class JournalWriter:
    """Writes one entry: its changes as they come, its head at the end.

    Entries are numbered in the order they commit, so that whoever follows the journal by number misses none.
    """

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        number, digest = last_entry(connection)
        self.number = number + 1
        self._count = 0
        self._digest = hashlib.sha256(digest.encode())

    def add(self, record_type: str, rows: Sequence[ChangeRow]) -> None:
        """Write changes of one record type."""
        self._digest.update(b"".join([link(row[0], record_type, *row[1:]) for row in rows]))
        stored = [
            (
                self.number,
                seq,
                change_id,
                record_type,
                record_id,
                before and before.decode(),
                after and after.decode(),
                replaces and replaces.decode(),
            )
            for seq, (change_id, record_id, before, after, replaces) in enumerate(rows, self._count)
        ]
        self._count += len(rows)
        insert_rows(self.connection, "journal_change", _COLUMNS, stored)

    def close(self, entry: Entry) -> int:
        """Write the head over the changes, and return the entry's number."""
        self._digest.update(head(self.number, entry, self._count))
        self.connection.execute(
            insert(journal).values(
                id=self.number,
                at=entry.at,
                operation=entry.operation,
                actor=entry.actor,
                station=entry.station,
                origin=entry.origin,
                undoes=entry.undoes,
                note=entry.note,
                changes=self._count,
                digest=self._digest.hexdigest(),
            )
        )
        return self.number


def queue(connection: Connection) -> None:
    """Wait until no other desk is writing, and be the one writer until the transaction ends.

    SQLite has one writer anyway. On PostgreSQL whatever an operation reads before it writes must still hold
    when it commits, so the queue begins with the transaction and not with its first change.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(text(f"SELECT pg_advisory_xact_lock({_QUEUE})"))


def link(
    change_id: bytes,
    record_type: str,
    record_id: str,
    before: bytes | None,
    after: bytes | None,
    replaces: bytes | None,
) -> bytes:
    """The bytes of one change under the digest.

    JSON holds no bare separators, so the parts cannot run together.
    """
    return b"\x1e".join(
        (
            change_id,
            record_type.encode(),
            record_id.encode(),
            before or b"",
            after or b"",
            replaces or b"",
            b"\x1f",
        )
    )


def head(number: int, entry: Entry, changes: int) -> bytes:
    """The bytes of an entry's head under the digest."""
    return msgspec.json.encode(
        [
            number,
            entry.at,
            entry.operation,
            entry.actor,
            entry.station,
            entry.origin,
            entry.undoes,
            entry.note,
            changes,
        ]
    )


def last_entry(connection: Connection) -> tuple[int, str]:
    """The number and digest of the newest entry; 0 and an empty digest in a new store."""
    row = connection.execute(
        select(journal.c.id, journal.c.digest).order_by(journal.c.id.desc()).limit(1)
    ).first()
    return (row.id, row.digest) if row else (0, "")


def changes_of(connection: Connection, entry: int) -> list[Change]:
    """What one entry changed, in order."""
    at = journal_change.c
    rows = connection.execute(
        select(at.record_type, at.record_id, at.before, at.after).where(at.entry == entry).order_by(at.seq)
    )
    return [Change(r.record_type, r.record_id, _decoded(r.before), _decoded(r.after)) for r in rows]


def last_standing(connection: Connection, actor: str) -> Any:
    """The head of this person's newest entry that changed something and was not undone; or None."""
    undone = select(journal.c.undoes).where(journal.c.undoes.is_not(None))
    return connection.execute(
        select(journal)
        .where(
            journal.c.actor == actor,
            journal.c.undoes.is_(None),
            journal.c.changes > 0,
            journal.c.id.not_in(undone),
        )
        .order_by(journal.c.id.desc())
        .limit(1)
    ).first()


def entries(connection: Connection, after: int = 0, limit: int | None = None) -> Iterator[Any]:
    """The heads of entries after number ``after``, oldest first."""
    query = select(journal).where(journal.c.id > after).order_by(journal.c.id)
    yield from connection.execute(query.limit(limit) if limit else query)


def newest_entries(connection: Connection, limit: int) -> Sequence[Any]:
    """The heads of the newest entries, newest first."""
    return connection.execute(select(journal).order_by(journal.c.id.desc()).limit(limit)).all()


def entry_numbered(connection: Connection, number: int) -> Any:
    """The head of one entry; raises `NotFound`."""
    row = connection.execute(select(journal).where(journal.c.id == number)).first()
    if row is None:
        raise NotFound(label=f"第{number}条操作记录")
    return row


def undone_by(connection: Connection, numbers: Sequence[int]) -> dict[int, int]:
    """Of these entries those that were taken back, each with the number of the entry that did."""
    query = select(journal.c.undoes, journal.c.id).where(journal.c.undoes.in_(numbers))
    return {row.undoes: row.id for row in connection.execute(query)}


def history(connection: Connection, record_ids: Sequence[str]) -> list[tuple[Any, Change]]:
    """Every change to these records with the head of its entry, newest first."""
    at = journal_change.c
    rows = connection.execute(
        select(journal, at.record_type, at.record_id, at.before, at.after)
        .join(journal_change, at.entry == journal.c.id)
        .where(at.record_id.in_(record_ids))
        .order_by(journal.c.id.desc(), at.seq)
    )
    return [(r, Change(r.record_type, r.record_id, _decoded(r.before), _decoded(r.after))) for r in rows]


def length(connection: Connection) -> int:
    """How many entries there are."""
    counted: int = connection.execute(select(func.count()).select_from(journal)).scalar_one()
    return counted


def _decoded(value: str | None) -> dict[str, Any] | None:
    return None if value is None else msgspec.json.decode(value)
