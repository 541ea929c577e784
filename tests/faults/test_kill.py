"""A process killed at any moment loses nothing it had acknowledged and leaves nothing half done."""

from __future__ import annotations

import multiprocessing
import random
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from faults import workloads
from faults.main_job import prepared
from minzheng_desk.desk.desk import Desk
from minzheng_desk.store.journal import last_entry
from minzheng_desk.store.tables import project_all
from minzheng_desk.store.verify import verify, verify_tail

KEY = bytes(range(32))
KILLS = 100
MOMENTS = {"bulk_and_small": 0.06, "import_and_lock": 0.12}
"""Seconds after the first acknowledged commit within which the process is killed."""
# A fork is a hundred times quicker than a new interpreter; Windows has none.
PROCESSES: Any = multiprocessing.get_context(
    "fork" if "fork" in multiprocessing.get_all_start_methods() else "spawn"
)


def killed_somewhere(path: Path, workload: str, chance: random.Random) -> int:
    """Start the work in a process, kill it at a random moment, and return the last entry it acknowledged."""
    ours, theirs = PROCESSES.Pipe(duplex=False)
    worker = PROCESSES.Process(target=workloads.work_for_ever, args=(path, KEY, workload, theirs.send))
    worker.start()
    theirs.close()
    acknowledged = ours.recv()  # the first commit: from here on there is something to lose
    time.sleep(chance.random() * MOMENTS[workload])
    worker.kill()
    with suppress(EOFError):
        while True:
            acknowledged = ours.recv()
    worker.join()
    ours.close()
    return int(acknowledged)


def newest(desk: Desk) -> int:
    return desk.ask(lambda reader: last_entry(reader.connection)[0])


@pytest.mark.parametrize("workload", ["bulk_and_small", "import_and_lock"])
def test_a_hundred_kills_lose_nothing_acknowledged_and_leave_nothing_half(
    tmp_path: Path, workload: str
) -> None:
    chance = random.Random(20261121)
    path = tmp_path / "store.db"
    desk = workloads.at_the_desk(path, KEY)
    project_all().create_all(desk.engine)
    prepared(desk)
    desk.close()
    for _ in range(KILLS):
        acknowledged = killed_somewhere(path, workload, chance)
        desk = workloads.at_the_desk(path, KEY)
        assert acknowledged <= newest(desk) <= acknowledged + 1
        assert desk.ask(lambda reader: verify_tail(reader.connection, 50)).sound
        desk.close()
    desk = workloads.at_the_desk(path, KEY)
    assert () == desk.ask(lambda reader: verify(reader.connection)).discrepancies
    desk.close()
