"""Is the store what its journal says? Replays every change and compares every row."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from operator import attrgetter
from typing import Any

import msgspec
from sqlalchemy import Connection, func, inspect, select

from minzheng_desk.kernel.changes import REMOVED
from minzheng_desk.kernel.progress import Progress, Silent
from minzheng_desk.kernel.records import Kind, Record, RecordType, declared, plain
from minzheng_desk.store.journal import Entry, entries, head, length, link
from minzheng_desk.store.lineage import Noted, fields_set
from minzheng_desk.store.reader import Reader, chunks
from minzheng_desk.store.search import entries_of
from minzheng_desk.store.tables import content, journal, journal_change, live, project, search_token

_STREAMED = {"yield_per": 5000}


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
    """Check the chain of digests, then replay all changes and compare every row, lineage, token and paper."""
    watch = progress or Silent()
    found: list[Discrepancy] = []
    counted, digest = _verify_chain(connection, 0, "", found, watch)
    if (kept := _count(connection, journal_change)) != counted:
        found.append(Discrepancy("操作记录", f"有{kept - counted}项变更不属于任何一条操作"))
    comparison = _Comparison(Reader(connection))
    records = comparison.run(watch)
    found += comparison.found
    found += _compare_papers(connection)
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
        made, changes, whole = _digest_of(connection, row, digest)
        if made != row.digest or changes != row.changes or not whole:
            found.append(Discrepancy(f"操作记录第{row.id}条", "内容与校验码不符"))
        counted, digest = counted + changes, row.digest
    return counted, digest


def _digest_of(connection: Connection, row: Any, before: str) -> tuple[str, int, bool]:
    """The digest of an entry as it is now, how many changes it has, and whether they are in their places."""
    digest, changes, whole = hashlib.sha256(before.encode()), 0, True
    at = journal_change.c
    query = select(at.seq, at.id, at.record_type, at.record_id, at.before, at.after, at.replaces)
    query = query.where(at.entry == row.id).order_by(at.seq)
    for change in connection.execute(query, execution_options=_STREAMED):
        # No bytes stand for NULL, and no JSON is empty.
        whole = whole and change.seq == changes and "" not in change[4:]
        changes += 1
        texts = (None if text is None else text.encode() for text in change[4:])
        digest.update(link(bytes(change.id), change.record_type, change.record_id, *texts))
    entry = Entry(row.operation, row.actor, row.station, row.at, row.origin, row.undoes, row.note)
    digest.update(head(row.id, entry, row.changes))
    return digest.hexdigest(), changes, whole


@dataclass(slots=True)
class _Replayed:
    """A record as its changes alone make it."""

    record_type: str
    version: int = 0
    values: dict[str, Any] | None = None
    lineage: dict[str, set[bytes]] = field(default_factory=dict)
    readable: bool = True


@dataclass(slots=True)
class _Comparison:
    """Replays the journal record by record, and adds up what the other tables must hold."""

    reader: Reader
    found: list[Discrepancy] = field(default_factory=list)
    standing: Counter[str] = field(default_factory=Counter)
    lineages: int = 0
    tokens: int = 0
    token_sum: int = 0

    def run(self, progress: Progress) -> int:
        """Compare everything, and return how many records were looked at."""
        connection, done = self.reader.connection, 0
        total = connection.execute(select(func.count(func.distinct(journal_change.c.record_id)))).scalar_one()
        for part in chunks(_replayed(connection)):
            self._compare(dict(part))
            done += len(part)
            progress.report(done, total, "逐条核对档案")
        for kind in _stored_types(connection):
            self._expect(kind.label, _count(connection, project(kind)), self.standing[kind.name])
        self._expect("字段来源", _count(connection, live), self.lineages)
        self._expect("检索索引", _count(connection, search_token), self.tokens)
        # Sums of keyed hashes compare two sets of any size in no memory.
        tokens = connection.execute(select(search_token.c.entry), execution_options=_STREAMED)
        if sum(hash(bytes(entry)) for (entry,) in tokens) != self.token_sum:
            self.found.append(Discrepancy("检索索引", "与档案内容不符"))
        return done

    def _expect(self, where: str, stored: int, expected: int) -> None:
        if stored != expected:
            self.found.append(Discrepancy(where, f"现有{stored}项，按操作记录应有{expected}项"))

    def _compare(self, part: dict[str, _Replayed]) -> None:
        stored = self._stored(part)
        lineage: defaultdict[str, defaultdict[str, set[bytes]]] = defaultdict(lambda: defaultdict(set))
        for row in self.reader.rows(select(live).where(live.c.record_id.in_(list(part)))):
            lineage[row.record_id][row.field].add(bytes(row.change_id))
        for record_id, made in part.items():
            self._compare_one(record_id, made, stored.get(record_id))
            if dict(lineage[record_id]) != made.lineage:
                self.found.append(Discrepancy(_place(record_id, made), "字段来源与操作记录不符"))

    def _compare_one(self, record_id: str, made: _Replayed, stored: Record | None) -> None:
        self.standing[made.record_type] += made.values is not None
        self.lineages += sum(map(len, made.lineage.values()))
        if not made.readable:
            self.found.append(Discrepancy(_place(record_id, made), "操作记录无法读出"))
        elif (None if stored is None else plain(stored)) != made.values:
            self.found.append(Discrepancy(_place(record_id, made), "档案内容与操作记录不符"))
        elif stored is not None and stored.version != made.version:
            self.found.append(Discrepancy(_place(record_id, made), "修改次数与操作记录不符"))
        if stored is not None:
            tokens = entries_of(stored)
            self.tokens += len(tokens)
            self.token_sum += sum(map(hash, tokens))

    def _stored(self, part: dict[str, _Replayed]) -> dict[str, Record]:
        by_type: defaultdict[str, list[str]] = defaultdict(list)
        for record_id, made in part.items():
            by_type[made.record_type].append(record_id)
        stored: dict[str, Record] = {}
        for record_type, ids in by_type.items():
            if (kind := declared().get(record_type)) is not None:
                stored |= _readable(self.reader, kind.cls, ids)
        return stored


def _readable(reader: Reader, cls: type[Record], ids: Sequence[str]) -> dict[str, Record]:
    """The stored records; one whose columns make no sense counts as missing, and hides no other."""
    try:
        return reader.by_ids(cls, ids)
    except ValueError:
        if len(ids) == 1:
            return {}
        middle = len(ids) // 2
        return _readable(reader, cls, ids[:middle]) | _readable(reader, cls, ids[middle:])


def _replayed(connection: Connection) -> Iterator[tuple[str, _Replayed]]:
    at = journal_change.c
    query = select(at.record_id, at.record_type, at.id, at.before, at.after)
    query = query.order_by(at.record_id, at.entry, at.seq)
    rows = connection.execute(query, execution_options=_STREAMED)
    for record_id, changes in groupby(rows, key=attrgetter("record_id")):
        yield record_id, _replay(list(changes))


def _replay(changes: Sequence[Any]) -> _Replayed:
    made = _Replayed(changes[0].record_type)
    try:
        for change in changes:
            _play(made, change)
    except (msgspec.DecodeError, KeyError):
        made.readable = False
    return made


def _play(made: _Replayed, change: Any) -> None:
    noted = Noted(change.record_id, _decoded(change.before), _decoded(change.after))
    if made.version:
        for name in fields_set(declared()[made.record_type].field_names, noted):
            made.lineage[name] = {bytes(change.id)}
        if noted.before is None:
            made.lineage.pop(REMOVED, None)
    made.version += 1
    made.values = _next(made.values, noted)


def _next(values: dict[str, Any] | None, change: Noted) -> dict[str, Any] | None:
    if change.after is None or change.before is None:
        return None if change.after is None else dict(change.after)
    kept = {name: value for name, value in (values or {}).items() if name not in change.before}
    return kept | dict(change.after)


def _compare_papers(connection: Connection) -> list[Discrepancy]:
    found = []
    for digest, data in connection.execute(select(content), execution_options={"yield_per": 10}):
        if hashlib.sha256(data).hexdigest() != digest:
            found.append(Discrepancy(f"材料内容 {digest[:12]}", "内容与校验码不符"))
    for kind in _stored_types(connection):
        for blob in (f.name for f in kind.fields if f.kind is Kind.BLOB and not kind.document):
            column = project(kind).c[blob]
            lost = _count(
                connection, select(column).where(column.not_in(select(content.c.digest))).subquery()
            )
            if lost:
                found.append(Discrepancy(kind.label, f"有{lost}份材料的内容缺失"))
    return found


def _stored_types(connection: Connection) -> list[RecordType]:
    """The declared types that have a table here: all, but for a register declared a moment ago."""
    there = set(inspect(connection).get_table_names())
    return [kind for kind in declared().values() if kind.name in there]


def _count(connection: Connection, table: Any) -> int:
    counted: int = connection.execute(select(func.count()).select_from(table)).scalar_one()
    return counted


def _place(record_id: str, made: _Replayed) -> str:
    kind = declared().get(made.record_type)
    return f"{kind.label if kind else made.record_type} {record_id}"


_decode = msgspec.json.Decoder(dict[str, Any]).decode


def _decoded(value: str | None) -> dict[str, Any] | None:
    return None if value is None else _decode(value)
