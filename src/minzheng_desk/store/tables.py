"""Tables, projected from record declarations, and the way between a row and a record."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from operator import attrgetter
from threading import RLock
from typing import Any

import msgspec
from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    ForeignKey,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
)
from sqlalchemy.types import TypeEngine

from minzheng_desk.kernel.period import Month
from minzheng_desk.kernel.records import (
    Field,
    Kind,
    Record,
    RecordType,
    declared,
    from_plain,
    plain,
    to_plain,
)

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "ix": "ix_%(table_name)s_%(column_0_name)s",
    }
)

_SQL_TYPES: Mapping[Kind, Callable[[Field], TypeEngine[Any]]] = {
    # Without a length: how much may be typed is the form's business, and SQLite would not keep to it.
    Kind.TEXT: lambda field: String(),
    Kind.CODE: lambda field: String(),
    Kind.NUMBER: lambda field: Integer(),
    Kind.MONEY: lambda field: BigInteger(),
    Kind.DAY: lambda field: Date(),
    Kind.MONTH: lambda field: String(7),
    Kind.INSTANT: lambda field: String(40),
    Kind.FLAG: lambda field: Boolean(),
    Kind.REF: lambda field: String(32),
    Kind.LIST: lambda field: Text(),
    Kind.BLOB: lambda field: String(64),
}


def _column(field: Field) -> Column[Any]:
    reference = (
        # Deferred, so that a batch may bring a child before its parent.
        [ForeignKey(f"{field.refers_to}.id", deferrable=True, initially="DEFERRED")]
        if field.refers_to
        else []
    )
    return Column(
        field.name,
        _SQL_TYPES[field.kind](field),
        *reference,
        nullable=not field.required,
        index=field.indexed or None,
    )


_making = RLock()
_made: dict[str, Table] = {}
"""Finished tables: the metadata knows a table before it has its columns, and two threads may ask at once."""


def project(kind: RecordType) -> Table:
    """The table that stores records of this type; the same one every time."""
    finished = _made.get(kind.name)
    if finished is not None:
        return finished
    with _making:
        known = metadata.tables.get(kind.name)
        return _made.setdefault(kind.name, _projected(kind) if known is None else known)


def _projected(kind: RecordType) -> Table:
    columns = [Column("data", Text, nullable=False)] if kind.document else [_column(f) for f in kind.fields]
    return Table(
        kind.name,
        metadata,
        Column("id", String(32), primary_key=True),
        Column("version", Integer, nullable=False),
        *columns,
        sqlite_with_rowid=False,
    )


def project_all() -> MetaData:
    """Every declared record type as a table, with the tables of the journal and the search index."""
    for kind in declared().values():
        project(kind)
    return metadata


def table(cls: type[Record]) -> Table:
    """The table of a record class, for queries."""
    return project(cls.declaration)


_TO_COLUMN: Mapping[Kind, Callable[[Any], Any]] = {
    Kind.MONTH: str,
    Kind.INSTANT: lambda moment: moment.isoformat(),
    Kind.LIST: lambda values: json.dumps(list(values), ensure_ascii=False),
}


def _tuple_of(values: list[Any]) -> tuple[Any, ...]:
    return tuple(tuple(value) if isinstance(value, list) else value for value in values)


_FROM_COLUMN: Mapping[Kind, Callable[[Any], Any]] = {
    Kind.MONTH: Month.parse,
    Kind.INSTANT: datetime.fromisoformat,
    # Most lists are empty, and parsing them is what reading a roster would spend most on.
    Kind.LIST: lambda values: () if values == "[]" else _tuple_of(json.loads(values)),
}


# Days encode as their ISO text, as `to_plain` gives them.
_encode = msgspec.json.Encoder().encode


@dataclass(frozen=True)
class RowCodec:
    """How records of one type become rows (id, version, columns…) and come back."""

    kind: RecordType
    columns: tuple[str, ...]
    take: Callable[[Any], tuple[Any, ...]]
    outward: tuple[tuple[int, Callable[[Any], Any]], ...]
    inward: tuple[tuple[int, Callable[[Any], Any]], ...]
    needs_plain: bool
    """Whether some field's JSON form is not what the encoder makes of it by itself."""

    def row(self, record: Record, version: int) -> tuple[Any, ...]:
        """The column values of a record, ready for the driver."""
        if self.kind.document:
            return record.id, version, _document(self.kind, record)
        values = self.take(record)
        if self.outward:
            changed = list(values)
            for at, convert in self.outward:
                if changed[at] is not None:
                    changed[at] = convert(changed[at])
            values = tuple(changed)
        return (record.id, version, *values)

    def json(self, record: Record) -> bytes:
        """The declared fields as the JSON the journal keeps; what is None is left out."""
        if self.needs_plain:
            return _encode(plain(record))
        values = zip(self.kind.field_names, self.take(record), strict=True)
        return _encode({name: value for name, value in values if value is not None})

    def record(self, row: Sequence[Any]) -> Any:
        """The record of a row that was selected with `columns` in order.

        Fills the instance directly: every declared field is present, and the ordinary constructor of a
        frozen dataclass costs five times as much.
        """
        made = object.__new__(self.kind.cls)
        if self.kind.document:
            made.__dict__.update(id=row[0], version=row[1], **_from_document(self.kind, row[2]))
            return made
        made.__dict__.update(zip(self.columns, row, strict=True))
        for at, convert in self.inward:
            name = self.columns[at]
            value = made.__dict__[name]
            if value is not None:
                made.__dict__[name] = convert(value)
        return made


@cache
def codec(kind: RecordType, dialect: str) -> RowCodec:
    """The row codec of a record type; raw SQLite wants its days as text."""
    names = kind.field_names
    single = attrgetter(names[0]) if len(names) == 1 else None
    take = attrgetter(*names) if single is None else (lambda record: (single(record),))
    to_column = dict(_TO_COLUMN)
    if dialect == "sqlite":
        to_column[Kind.DAY] = date.isoformat
    outward = tuple((i, to_column[f.kind]) for i, f in enumerate(kind.fields) if f.kind in to_column)
    inward = tuple((i + 2, _FROM_COLUMN[f.kind]) for i, f in enumerate(kind.fields) if f.kind in _FROM_COLUMN)
    columns = ("id", "version", "data") if kind.document else ("id", "version", *names)
    needs_plain = kind.document or any(f.kind in {Kind.INSTANT, Kind.MONTH} for f in kind.fields)
    return RowCodec(kind, columns, take, outward, inward, needs_plain)


def encode(values: Mapping[str, Any] | None) -> bytes | None:
    """JSON for the journal, or None."""
    return None if values is None else _encode(values)


def _document(kind: RecordType, record: Record) -> str:
    values = {f.name: to_plain(f, getattr(record, f.name)) for f in kind.fields}
    return json.dumps(values, ensure_ascii=False, separators=(",", ":"))


def _from_document(kind: RecordType, text: str) -> dict[str, Any]:
    values = json.loads(text)
    return {f.name: from_plain(f, values.get(f.name)) for f in kind.fields}


journal = Table(
    "journal",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("at", String(40), nullable=False),
    Column("operation", String(80), nullable=False),
    Column("actor", String(60), nullable=False),
    Column("station", String(40), nullable=False),
    Column("origin", String(40), nullable=False),
    Column("undoes", Integer),
    Column("note", Text, nullable=False),
    Column("changes", Integer, nullable=False),
    Column("digest", String(64), nullable=False),
)
"""One row per operation that was committed, chained by `digest`."""

journal_change = Table(
    "journal_change",
    metadata,
    Column("entry", Integer, primary_key=True, autoincrement=False),
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("id", LargeBinary(16), nullable=False),
    Column("record_type", String(60), nullable=False),
    Column("record_id", String(32), nullable=False, index=True),
    Column("before", Text),
    Column("after", Text),
    Column("replaces", Text),
    sqlite_with_rowid=False,
)
"""One row per record that an operation changed."""

live = Table(
    "live",
    metadata,
    Column("record_id", String(32), primary_key=True),
    Column("field", String(60), primary_key=True),
    Column("change_id", LargeBinary(16), primary_key=True),
    sqlite_with_rowid=False,
)
"""Per record and field the changes whose values stand, where that is not simply the record's first change."""

content = Table(
    "content",
    metadata,
    Column("digest", String(64), primary_key=True),
    Column("bytes", LargeBinary, nullable=False),
)
"""Papers, each kept once under the digest of its bytes."""

search_token = Table(
    "search_token",
    metadata,
    Column("entry", LargeBinary, primary_key=True),
    sqlite_with_rowid=False,
)
"""What a record can be found by: a token, a zero byte and the record's id; see `store.search`."""
