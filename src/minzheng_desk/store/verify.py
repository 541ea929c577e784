"""Is the store what its journal says? Replays every change and compares every row."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from typing import Any

import msgspec
from sqlalchemy import Connection, func, select

from minzheng_desk.kernel.changes import REMOVED
from minzheng_desk.kernel.progress import Progress, Silent
from minzheng_desk.kernel.records import declared, plain
from minzheng_desk.store.journal import Entry, entries, head, length, link
from minzheng_desk.store.lineage import Noted, fields_set
from minzheng_desk.store.reader import Reader, chunks
from minzheng_desk.store.search import entries_of, is_indexed
from minzheng_desk.store.tables import journal, journal_change, live, project, search_token


@dataclass(frozen=True, slots=True)
class Discrepancy:
    """One place where the store and its journal disagree; names the place, never the values."""

    where: str
    what: str


@dataclass(frozen=True, slots=True)
class Verified:
    """What was looked at, and what did not agree."""

    entries: int
    changes: int
    records: int
    digest: str
    discrepancies: tuple[Discrepancy, ...]

    @property
    def sound(self) -> bool:
        """Whether everything agrees."""
        return not self.discrepancies


def verify(connection: Connection, progress: Progress | None = None) -> Verified:
    """Check the chain of digests, then replay all changes and compare every row, lineage and token."""
    watch = progress or Silent()
    found: list[Discrepancy] = []
    counted, digest = _verify_chain(connection, 0, "", found, watch)
    records = _compare_records(connection, found, watch)
    found += _compare_tokens(connection)
    return Verified(length(connection), counted, records, digest, tuple(found))


def verify_tail(connection: Connection, newest: int = 1000) -> Verified:
    """Check only the chain of the newest entries; quick enough for every start."""
    last = connection.execute(select(func.max(journal.c.id))).scalar() or 0
    after = max(0, last - newest)
    digest = connection.execute(select(journal.c.digest).where(journal.c.id == after)).scalar() or ""
    found: list[Discrepancy] = []
    counted, digest = _verify_chain(connection, after, digest, found, Silent())
    return Verified(last - after, counted, 0, digest, tuple(found))


def _verify_chain(
    connection: Connection, after: int, digest: str, found: list[Discrepancy], progress: Progress
) -> tuple[int, str]:
    counted, expected, total = 0, after, length(connection)
    for row in list(entries(connection, after)):
        expected += 1
        progress.report(expected, total, "核对操作记录")
        if row.id != expected:
            found.append(Discrepancy(f"操作记录第{expected}条", "缺失"))
            expected = row.id
        made, changes = _digest_of(connection, row, digest)
        if made != row.digest or changes != row.changes:
            found.append(Discrepancy(f"操作记录第{row.id}条", "内容与校验码不符"))
        counted, digest = counted + changes, row.digest
    return counted, digest


def _digest_of(connection: Connection, row: Any, before: str) -> tuple[str, int]:
    digest, changes = hashlib.sha256(before.encode()), 0
    at = journal_change.c
    query = select(at.id, at.record_type, at.record_id, at.before, at.after, at.replaces)
    found = connection.execute(
        query.where(at.entry == row.id).order_by(at.seq), execution_options={"yield_per": 5000}
    )
    for change in found:
        changes += 1
        texts = (None if text is None else text.encode() for text in change[3:])
        digest.update(link(bytes(change.id), change.record_type, change.record_id, *texts))
    entry = Entry(row.operation, row.actor, row.station, row.at, row.origin, row.undoes, row.note)
    digest.update(head(row.id, entry, row.changes))
    return digest.hexdigest(), changes


@dataclass(slots=True)
class _Replayed:
    """A record as its changes alone make it."""

    record_type: str
    values: dict[str, Any] | None
    lineage: dict[str, set[bytes]]


def _compare_records(connection: Connection, found: list[Discrepancy], progress: Progress) -> int:
    reader = Reader(connection)
    standing: Counter[str] = Counter()
    total = connection.execute(select(func.count(func.distinct(journal_change.c.record_id)))).scalar_one()
    done = 0
    for part in chunks(_replayed(connection)):
        found += _compare_part(reader, dict(part))
        standing.update(made.record_type for _, made in part if made.values is not None)
        done += len(part)
        progress.report(done, total, "逐条核对档案")
    for kind in declared().values():
        stored = connection.execute(select(func.count()).select_from(project(kind))).scalar_one()
        if stored != standing[kind.name]:
            found.append(Discrepancy(kind.label, f"表中{stored}条，操作记录应有{standing[kind.name]}条"))
    return done


def _replayed(connection: Connection) -> Iterator[tuple[str, _Replayed]]:
    at = journal_change.c
    query = select(at.record_id, at.record_type, at.id, at.before, at.after)
    query = query.order_by(at.record_id, at.entry, at.seq)
    rows = connection.execute(query, execution_options={"yield_per": 5000})
    for record_id, changes in groupby(rows, key=attrgetter("record_id")):
        yield record_id, _replay(list(changes))


def _replay(changes: Sequence[Any]) -> _Replayed:
    made = _Replayed(changes[0].record_type, None, {})
    names = declared()[made.record_type].field_names
    for place, change in enumerate(changes):
        noted = Noted(change.record_id, _decoded(change.before), _decoded(change.after))
        if place:
            for field in fields_set(names, noted):
                made.lineage[field] = {bytes(change.id)}
            if noted.before is None:
                made.lineage.pop(REMOVED, None)
        made.values = _next(made.values, noted)
    return made


def _next(values: dict[str, Any] | None, change: Noted) -> dict[str, Any] | None:
    if change.after is None or change.before is None:
        return None if change.after is None else dict(change.after)
    kept = {name: value for name, value in (values or {}).items() if name not in change.before}
    return kept | dict(change.after)


def _compare_part(reader: Reader, part: dict[str, _Replayed]) -> list[Discrepancy]:
    found = []
    stored = _stored_values(reader, part)
    lineage: defaultdict[str, defaultdict[str, set[bytes]]] = defaultdict(lambda: defaultdict(set))
    for row in reader.rows(select(live).where(live.c.record_id.in_(list(part)))):
        lineage[row.record_id][row.field].add(bytes(row.change_id))
    for record_id, made in part.items():
        label = declared()[made.record_type].label
        if stored.get(record_id) != made.values:
            found.append(Discrepancy(f"{label} {record_id}", "档案内容与操作记录不符"))
        if dict(lineage[record_id]) != made.lineage:
            found.append(Discrepancy(f"{label} {record_id}", "字段来源与操作记录不符"))
    return found


def _stored_values(reader: Reader, part: dict[str, _Replayed]) -> dict[str, dict[str, Any]]:
    by_type: defaultdict[str, list[str]] = defaultdict(list)
    for record_id, made in part.items():
        by_type[made.record_type].append(record_id)
    stored = {}
    for record_type, ids in by_type.items():
        for record_id, record in reader.by_ids(declared()[record_type].cls, ids).items():
            stored[record_id] = plain(record)
    return stored


def _compare_tokens(connection: Connection) -> list[Discrepancy]:
    reader, expected = Reader(connection), 0
    for kind in declared().values():
        if is_indexed(kind):
            expected += sum(len(entries_of(record)) for record in reader.find(kind.cls))
    stored = connection.execute(select(func.count()).select_from(search_token)).scalar_one()
    return [] if stored == expected else [Discrepancy("检索索引", f"现有{stored}项，应有{expected}项")]


def _decoded(value: str | None) -> Any:
    return None if value is None else msgspec.json.decode(value)
