"""When the store was last backed up, as its own journal says; no folder need be there to be asked."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from minzheng_desk.office.operations import note_backed_up
from minzheng_desk.store.reader import Reader
from minzheng_desk.store.tables import journal


def last_backup_at(reader: Reader) -> datetime | None:
    """The moment of the last backup that was proved, in UTC; None before the first."""
    noted = select(journal.c.at).where(journal.c.operation == note_backed_up.name)
    last = reader.connection.execute(noted.order_by(journal.c.id.desc()).limit(1)).scalar()
    return None if last is None else datetime.fromisoformat(last)
