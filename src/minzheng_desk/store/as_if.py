"""Reading as if something had been written already: what an act would do is told before it is done."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Select

from minzheng_desk.kernel.records import Record, RecordType
from minzheng_desk.store.reader import Reader


class AsIf(Reader):
    """Reads some records as they would be after an act, and leaves out those it would withdraw.

    Which records are found is still decided by what is stored: a record that would match only by its change
    is not found.
    """

    def __init__(self, reader: Reader, changed: Iterable[Record], withdrawn: Iterable[Record] = ()) -> None:
        super().__init__(reader.connection)
        self._changed: dict[str, Record] = {str(record.id): record for record in changed}
        self._withdrawn = frozenset(str(record.id) for record in withdrawn)

    def _load(self, kind: RecordType, query: Select[Any]) -> list[Any]:
        found = super()._load(kind, query)
        return [self._changed.get(one.id, one) for one in found if one.id not in self._withdrawn]
