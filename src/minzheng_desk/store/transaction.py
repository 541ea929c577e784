"""The one gate through which records are written, and where every change is noted for the journal."""

from __future__ import annotations

import dataclasses
import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any, TypeVar, cast

from sqlalchemy import Connection, func, insert, select

from minzheng_desk.kernel.changes import REMOVED, Change, Plain
from minzheng_desk.kernel.errors import StaleRecord, UndoBlocked
from minzheng_desk.kernel.ids import change_ids
from minzheng_desk.kernel.records import (
    Record,
    RecordType,
    declared,
    differing,
    from_plain,
    from_plain_record,
    plain,
)
from minzheng_desk.store.bulk import insert_rows, placeholder
from minzheng_desk.store.journal import Entry, JournalWriter, queue
from minzheng_desk.store.lineage import Lineage, Noted
from minzheng_desk.store.reader import Reader, chunks
from minzheng_desk.store.search import entries_of, is_indexed
from minzheng_desk.store.tables import codec, content, encode, journal_change, live, project

R = TypeVar("R", bound=Record)

_BULK = 20_000
"""Rows handed to the driver at once; bounds memory without costing time."""


class Transaction(Reader):
    """Reads and writes records inside one database transaction, noting every change."""

    def __init__(self, connection: Connection, actor: str = "") -> None:
        super().__init__(connection)
        queue(connection)
        self.actor = actor
        """The sign-in name of who does it; operations ask it where not everybody who may is free to."""
        self.mark = placeholder(connection)
        self.touched: set[str] = set()
        self.origin: str | None = None
        """The station the changes came from, when they were made elsewhere."""
        self.note = ""
        """What the journal says beside the operation, such as the name of an imported file."""
        self._journal = JournalWriter(connection)
        self._lineage = Lineage(connection)

    def put(self, record: R) -> R:
        """Store a new record, or a new version of a stored one; raises `StaleRecord`."""
        if record.version == 0:
            back = self._insert(record.declaration, [record])
            return dataclasses.replace(record, version=back.get(record.id, 0) + 1)
        return cast(R, self._revise(record.declaration, [record])[0])

    def put_all(self, records: Sequence[Record]) -> None:
        """Store many records, new or revised; quickest when those of one type stand together.

        Raises `StaleRecord`.
        """
        for _, same in groupby(records, key=lambda r: (r.declaration.name, r.version == 0)):
            group = list(same)
            if group[0].version == 0:
                self._insert(group[0].declaration, group)
            else:
                self._revise(group[0].declaration, group)

    def remove_all(self, records: Sequence[Record]) -> None:
        """Take out many records of one type. Raises `StaleRecord`."""
        if records:
            self._remove(records[0].declaration, records)

    def remove(self, record: Record) -> None:
        """Take a record out of the store; the journal keeps what it was. Raises `StaleRecord`."""
        self._remove(record.declaration, [record])

    def announce(self, record: Record) -> None:
        """Say that something about a record is known anew though no field of it was written.

        Who watches what is committed hears of its kind as if it had been; the journal's entry is the news.
        """
        self.touched.add(record.declaration.name)

    def keep_paper(self, data: bytes) -> str:
        """Keep the bytes of a paper once, and return the digest it is known by."""
        digest = hashlib.sha256(data).hexdigest()
        known = self.connection.execute(select(content.c.digest).where(content.c.digest == digest)).scalar()
        if known is None:
            self.connection.execute(insert(content).values(digest=digest, bytes=data))
        return digest

    def apply(self, change: Change) -> None:
        """Make a record look as ``change`` says; exchange comes through here."""
        self._apply_run(declared()[change.record_type], _verb(change), [change])

    def take_back(self, changes: Sequence[Change], operation_label: str) -> None:
        """Apply the inverse of ``changes``, newest first; raises `UndoBlocked` if later work stands on it."""
        for (name, _), run in _runs(reversed(changes)):
            kind = declared()[name]
            now = {str(r.id): plain(r) for r in self._by_ids(kind, [c.record_id for c in run])}
            inverse = [c.inverse() for c in run if _still_stands(c, now.get(c.record_id))]
            if len(inverse) < len(run) and not kind.yields:
                raise UndoBlocked(operation=operation_label, label=kind.label)
            if inverse:
                self._apply_run(kind, _verb(inverse[0]), inverse)

    def finish(self, entry: Entry) -> int:
        """Write the journal's entry over everything that was noted, and return its number."""
        note = entry.note or self.note
        return self._journal.close(dataclasses.replace(entry, note=note, origin=self.origin or entry.origin))

    def _apply_run(self, kind: RecordType, verb: str, run: Sequence[Change]) -> None:
        if verb == "insert":
            self._insert(kind, [from_plain_record(kind, c.record_id, c.after or {}) for c in run])
            return
        current = {str(r.id): r for r in self._by_ids(kind, [c.record_id for c in run])}
        standing = [c for c in run if c.record_id in current]
        if verb == "remove":
            self._remove(kind, [current[c.record_id] for c in standing])
        else:
            self._revise(kind, [_with(kind, current[c.record_id], c) for c in standing])

    def _insert(self, kind: RecordType, records: Sequence[Record]) -> Counter[str]:
        """Write new records; returns how often those that come back had been written before."""
        before = self._times_written(self._gone(records))
        for part in chunks(records, _BULK):
            new = [r for r in part if r.id not in before] if before else part
            self._write(kind, new)
            self._note_new(kind, new)
            if back := [dataclasses.replace(r, version=before[r.id]) for r in part if r.id in before]:
                self._write(kind, back)
                self._note(kind, [Noted(str(r.id), None, plain(r)) for r in back])
        if is_indexed(kind):
            self._index([entry for record in records for entry in entries_of(record)])
        return before

    def _write(self, kind: RecordType, records: Sequence[Record]) -> None:
        rows = codec(kind, self.dialect)
        values = [rows.row(record, record.version + 1) for record in records]
        insert_rows(self.connection, kind.name, rows.columns, values)

    def _revise(self, kind: RecordType, records: Sequence[Record]) -> list[Record]:
        stored = self._stored(kind, records)
        rows = codec(kind, self.dialect)
        noted, values, written = [], [], []
        for record in records:
            before, after = plain(stored[record.id]), plain(record)
            fields = differing(kind, before, after)
            if not fields:
                written.append(record)
                continue
            noted.append(Noted(str(record.id), _only(before, fields), _only(after, fields)))
            values.append((*rows.row(record, record.version + 1)[1:], record.id))
            written.append(dataclasses.replace(record, version=record.version + 1))
        sets = ", ".join(f'"{name}" = {self.mark}' for name in rows.columns[1:])
        self._bulk(f'UPDATE "{project(kind).name}" SET {sets} WHERE id = {self.mark}', values)  # noqa: S608
        self._note(kind, noted)
        if is_indexed(kind):
            self._reindex([(stored[record.id], record) for record in records])
        return written

    def _remove(self, kind: RecordType, records: Sequence[Record]) -> None:
        stored = self._stored(kind, records)
        statement = f'DELETE FROM "{project(kind).name}" WHERE id = {self.mark}'  # noqa: S608
        self._bulk(statement, [(record.id,) for record in records])
        self._note(kind, [Noted(str(r.id), plain(stored[r.id]), None) for r in records])
        if is_indexed(kind):
            self._unindex([entry for twin in stored.values() for entry in entries_of(twin)])

    def _stored(self, kind: RecordType, records: Sequence[Record]) -> dict[str, Record]:
        """The stored twins of records about to be revised or removed, which must be of the same version."""
        stored = {str(twin.id): twin for twin in self._by_ids(kind, [r.id for r in records])}
        fresh = {r.id for r in records if r.id in stored and stored[r.id].version == r.version}
        if len(fresh) < len(records):
            raise StaleRecord(label=kind.label)
        return stored

    def _gone(self, records: Sequence[Record]) -> list[str]:
        """Those of new records that were there once and were removed."""
        ids = {str(record.id) for record in records}
        between = live.c.record_id.between(min(ids), max(ids))
        removed = self.connection.execute(select(live.c.record_id).where(between, live.c.field == REMOVED))
        return [record_id for (record_id,) in removed if record_id in ids]

    def _times_written(self, record_ids: Sequence[str]) -> Counter[str]:
        """How often each record was written, so that one that comes back gets a version nobody has seen."""
        at = journal_change.c
        times: Counter[str] = Counter()
        for part in chunks(record_ids):
            query = select(at.record_id, func.count()).where(at.record_id.in_(part)).group_by(at.record_id)
            times.update(dict(self.connection.execute(query).all()))
        return times

    def _note_new(self, kind: RecordType, records: Sequence[Record]) -> None:
        if not records:
            return
        self.touched.add(kind.name)
        json_of = codec(kind, self.dialect).json
        ids = change_ids(len(records))
        self._journal.add(
            kind.name,
            [(i, str(r.id), None, json_of(r), None) for i, r in zip(ids, records, strict=True)],
        )

    def _note(self, kind: RecordType, changes: Sequence[Noted]) -> None:
        if not changes:
            return
        self.touched.add(kind.name)
        ids = change_ids(len(changes))
        replaces = self._lineage.supersede(kind.field_names, changes, ids)
        self._journal.add(
            kind.name,
            [
                (change_id, c.record_id, encode(c.before), encode(c.after), replaced)
                for change_id, c, replaced in zip(ids, changes, replaces, strict=True)
            ],
        )

    def _bulk(self, statement: str, rows: Sequence[tuple[Any, ...]]) -> None:
        for part in chunks(rows, _BULK):
            self.connection.exec_driver_sql(statement, part)

    def _index(self, entries: list[bytes]) -> None:
        # In order, so that a bulk load fills the table from left to right.
        entries.sort()
        for part in chunks(entries, _BULK):
            insert_rows(self.connection, "search_token", ("entry",), [(entry,) for entry in part])

    def _unindex(self, entries: Sequence[bytes]) -> None:
        self._bulk(f"DELETE FROM search_token WHERE entry = {self.mark}", [(e,) for e in entries])  # noqa: S608

    def _reindex(self, pairs: Sequence[tuple[Record, Record]]) -> None:
        gone: list[bytes] = []
        come: list[bytes] = []
        for before, after in pairs:
            old, new = set(entries_of(before)), set(entries_of(after))
            gone += old - new
            come += new - old
        self._unindex(gone)
        self._index(come)


def _verb(change: Change) -> str:
    if change.before is None:
        return "insert"
    return "remove" if change.after is None else "revise"


def _runs(changes: Iterable[Change]) -> Iterator[tuple[tuple[str, str], list[Change]]]:
    """Cut changes into runs of one type and verb in which no record turns up twice."""
    run: list[Change] = []
    seen: set[str] = set()
    for change in changes:
        same = run and (run[0].record_type, _verb(run[0])) == (change.record_type, _verb(change))
        if run and (not same or change.record_id in seen or len(run) >= _BULK):
            yield (run[0].record_type, _verb(run[0])), run
            run, seen = [], set()
        run.append(change)
        seen.add(change.record_id)
    if run:
        yield (run[0].record_type, _verb(run[0])), run


def _still_stands(change: Change, now: Plain | None) -> bool:
    if change.after is None or now is None:
        return change.after is None and now is None
    if change.before is None:
        return dict(now) == dict(change.after)
    return all(now.get(field) == change.after.get(field) for field in change.fields)


def _only(values: Mapping[str, Any], fields: Sequence[str]) -> dict[str, Any]:
    return {name: values[name] for name in fields if name in values}


def _with(kind: RecordType, record: Any, change: Change) -> Record:
    after = change.after or {}
    values = {name: from_plain(kind.field(name), after.get(name)) for name in change.fields}
    revised: Record = dataclasses.replace(record, **values)
    return revised
