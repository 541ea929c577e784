"""The papers kept with a household, its people and the facts about them."""

from __future__ import annotations

from collections.abc import Iterable

from minzheng_desk.households.model import Attachment
from minzheng_desk.store.reader import Reader, chunks
from minzheng_desk.store.tables import table


def papers_of(reader: Reader, record_ids: Iterable[str]) -> tuple[Attachment, ...]:
    """The papers kept with any of these records, the latest first."""
    at = table(Attachment).c
    found = [
        paper for part in chunks(record_ids) for paper in reader.find(Attachment, at.record_id.in_(part))
    ]
    return tuple(sorted(found, key=lambda paper: paper.id, reverse=True))
