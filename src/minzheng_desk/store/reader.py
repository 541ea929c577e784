"""Reading records. A `Reader` has no writing verb, so a query that tries to write does not type-check."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Connection, Row, Select, func, select

from minzheng_desk.kernel.errors import NotFound
from minzheng_desk.kernel.records import Record, RecordType
from minzheng_desk.store.tables import codec, content, project, table

R = TypeVar("R", bound=Record)
T = TypeVar("T")

CHUNK = 500
"""How many ids one statement names; SQLite and PostgreSQL both take it easily."""


def chunks(items: Iterable[T], size: int = CHUNK) -> Iterator[list[T]]:
    """Cut a sequence into lists of at most ``size``."""
    source = iter(items)
    while part := list(islice(source, size)):
        yield part


class Reader:
    """Reads records inside one database transaction."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.dialect = connection.dialect.name

    def get(self, cls: type[R], record_id: str) -> R:
        """The record with this id; raises `NotFound`."""
        found = self.first(cls, table(cls).c.id == record_id)
        if found is None:
            raise NotFound(label=cls.declaration.label)
        return found

    def first(self, cls: type[R], *where: ColumnElement[bool], order_by: Sequence[Any] = ()) -> R | None:
        """The first record that matches, or None."""
        found = self._load(cls.declaration, select(table(cls)).where(*where).order_by(*order_by).limit(1))
        return found[0] if found else None

    def find(self, cls: type[R], *where: ColumnElement[bool], order_by: Sequence[Any] = ()) -> list[R]:
        """Every record that matches."""
        return self._load(cls.declaration, select(table(cls)).where(*where).order_by(*order_by))

    def by_ids(self, cls: type[R], ids: Iterable[str]) -> dict[str, R]:
        """The records with these ids, by id; those that do not exist are left out."""
        return {str(record.id): record for record in self._by_ids(cls.declaration, ids)}

    def count(self, cls: type[Record], *where: ColumnElement[bool]) -> int:
        """How many records match."""
        counted: int = self.connection.execute(
            select(func.count()).select_from(table(cls)).where(*where)
        ).scalar_one()
        return counted

    def rows(self, query: Select[*tuple[Any, ...]]) -> Sequence[Row[*tuple[Any, ...]]]:
        """The rows of a query that joins or sums."""
        return self.connection.execute(query).all()

    def paper(self, digest: str) -> bytes:
        """The bytes kept under this digest; raises `NotFound`."""
        kept = self.connection.execute(select(content.c.bytes).where(content.c.digest == digest)).scalar()
        if kept is None:
            raise NotFound(label="材料内容")
        return bytes(kept)

    def _by_ids(self, kind: RecordType, ids: Iterable[str]) -> Iterator[Any]:
        where = project(kind)
        for part in chunks(ids):
            yield from self._load(kind, select(where).where(where.c.id.in_(part)))

    def _load(self, kind: RecordType, query: Select[Any]) -> list[Any]:
        make = codec(kind, self.dialect).record
        return [make(row) for row in self.connection.execute(query)]
