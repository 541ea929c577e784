"""When the store was last backed up."""

from __future__ import annotations

from datetime import datetime

from minzheng_desk.desk.desk import Desk
from minzheng_desk.desk.last_backup import last_backup_at
from minzheng_desk.office.operations import note_backed_up


def test_the_journal_knows_the_last_backup(memory_desk: Desk) -> None:
    assert None is memory_desk.ask(last_backup_at)
    memory_desk.run(note_backed_up, "20261121-083000-routine")
    moment = memory_desk.ask(last_backup_at)
    assert isinstance(moment, datetime)
    assert memory_desk.clock.now() == moment
