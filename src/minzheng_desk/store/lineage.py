"""Which change set the value that stands, per record and field: what exchange merges by.

`live` is sparse: a field without a row there still has the value of the record's first change, so a bulk
load writes nothing here. The removal of a record is the pseudo-field `REMOVED`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import msgspec
from sqlalchemy import Connection, select

from minzheng_desk.kernel.changes import REMOVED, Plain
from minzheng_desk.store.bulk import insert_rows, placeholder
from minzheng_desk.store.reader import chunks
from minzheng_desk.store.tables import journal_change, live


class Noted(NamedTuple):
    """One record as it was and as it is, in JSON form, on its way to the journal."""

    record_id: str
    before: Plain | None
    after: Plain | None


class Lineage:
    """Keeps `live` true while changes are written, and says which earlier changes each one replaces."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection

    def supersede(
        self, field_names: Sequence[str], changes: Sequence[Noted], ids: Sequence[bytes]
    ) -> list[bytes | None]:
        """Per change the JSON of field → ids replaced; None for a record that never was before."""
        record_ids = [change.record_id for change in changes]
        first, standing = self._first_changes(record_ids), self._standing(record_ids)
        replaces: list[bytes | None] = []
        gone: list[tuple[str, str]] = []
        born: list[tuple[str, str, bytes]] = []
        for change, change_id in zip(changes, ids, strict=True):
            origin = first.get(change.record_id)
            if origin is None:
                replaces.append(None)
                continue
            prior: dict[str, list[str]] = {}
            for field in fields_set(field_names, change):
                known = standing.get((change.record_id, field))
                if known:
                    gone.append((change.record_id, field))
                if known or field != REMOVED:
                    prior[field] = [value.hex() for value in known or [origin]]
                if field != REMOVED or change.after is None:
                    born.append((change.record_id, field, change_id))
            replaces.append(msgspec.json.encode(prior))
        self._rewrite(gone, born)
        return replaces

    def _first_changes(self, record_ids: Iterable[str]) -> dict[str, bytes]:
        found: dict[str, bytes] = {}
        at = journal_change.c
        for part in chunks(record_ids):
            query = select(at.record_id, at.id).where(at.record_id.in_(part), at.before.is_(None))
            for record_id, change_id in self.connection.execute(query.order_by(at.entry, at.seq)):
                found.setdefault(record_id, bytes(change_id))
        return found

    def _standing(self, record_ids: Iterable[str]) -> dict[tuple[str, str], list[bytes]]:
        found: defaultdict[tuple[str, str], list[bytes]] = defaultdict(list)
        for part in chunks(record_ids):
            for row in self.connection.execute(select(live).where(live.c.record_id.in_(part))):
                found[row.record_id, row.field].append(bytes(row.change_id))
        return found

    def _rewrite(self, gone: list[tuple[str, str]], born: list[tuple[str, str, bytes]]) -> None:
        mark = placeholder(self.connection)
        if gone:
            self.connection.exec_driver_sql(
                f"DELETE FROM live WHERE record_id = {mark} AND field = {mark}",  # noqa: S608
                gone,
            )
        insert_rows(self.connection, "live", ("record_id", "field", "change_id"), born)


def fields_set(field_names: Sequence[str], change: Noted) -> tuple[str, ...]:
    """The fields a change speaks about.

    A removal speaks about `REMOVED`, a record coming back about everything, a revision about what it changes.

    >>> fields_set(("a", "b"), Noted("1", {"a": 1}, {"a": 2}))
    ('a',)
    """
    if change.after is None:
        return (REMOVED,)
    if change.before is None:
        return (REMOVED, *field_names)
    return tuple(dict.fromkeys((*change.before, *change.after)))
