"""What a disk can do to a store: be full, failing, read-only, damaged. Each is put in words."""

from __future__ import annotations

import multiprocessing
import os
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from faults import workloads
from minzheng_desk.desk.desk import Desk
from minzheng_desk.households.model import Person
from minzheng_desk.kernel.errors import DeskError, StoreProblem
from minzheng_desk.store.engine import (
    DiskFailing,
    DiskFull,
    StoreDamaged,
    StoreReadOnly,
    StoreUnreachable,
    open_postgres,
    open_sqlite,
    plain_speech,
)
from minzheng_desk.store.tables import project_all
from minzheng_desk.store.verify import verify

KEY = bytes(range(32))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A closed store with some work in it."""
    path = tmp_path / "store.db"
    desk = workloads.at_the_desk(path, KEY)
    project_all().create_all(desk.engine)
    for turn in range(6):
        workloads.bulk_and_small(desk, turn)
    desk.close()
    return path


def assert_whole(path: Path, entries: int = 6) -> None:
    desk = workloads.at_the_desk(path, KEY)
    checked = desk.ask(lambda reader: verify(reader.connection))
    desk.close()
    assert ((), entries) == (checked.discrepancies, checked.entries)


def problem_with(desk: Desk, turn: int = 100) -> type[DeskError]:
    with pytest.raises(StoreProblem) as raised:
        workloads.until_full(desk, turn)
    desk.close()
    return type(raised.value)


def _fill(path: Path, room: int, told: object) -> None:
    """Work with files of at most ``room`` bytes until the disk says no, and tell what was said."""
    import resource  # noqa: PLC0415 - not there on Windows
    import signal  # noqa: PLC0415

    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))
    desk, done = workloads.at_the_desk(path, KEY), 0
    try:
        for turn in range(1, 60):
            done = workloads.until_full(desk, turn)
    except DeskError as problem:
        told.send((type(problem).__name__, done))  # type: ignore[attr-defined]
    finally:
        told.close()  # type: ignore[attr-defined]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit on the size of files")
def test_no_more_room_keeps_what_was_saved_and_nothing_of_the_rest(path: Path) -> None:
    processes = multiprocessing.get_context("fork")
    ours, theirs = processes.Pipe(duplex=False)
    worker = processes.Process(target=_fill, args=(path, path.stat().st_size + 2_000_000, theirs))
    worker.start()
    theirs.close()
    name, done = ours.recv()
    worker.join()
    ours.close()
    assert (True, True) == (name in {"DiskFull", "DiskFailing"}, done > 6)
    assert_whole(path, done)


def test_a_full_database_is_called_a_full_disk(path: Path) -> None:
    desk = workloads.at_the_desk(path, KEY)
    with desk.engine.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages + 2}")
    assert DiskFull is problem_with(desk)
    assert_whole(path)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere")
def test_a_file_that_may_not_be_written_is_called_read_only(path: Path) -> None:
    path.chmod(0o400)
    assert StoreReadOnly is problem_with(workloads.at_the_desk(path, KEY))
    path.chmod(0o600)
    assert_whole(path)


def test_a_store_opened_for_reading_is_called_read_only(path: Path) -> None:
    desk = workloads.at_the_desk(path, KEY)
    with desk.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA query_only = ON")
    assert StoreReadOnly is problem_with(desk)
    assert_whole(path)


@pytest.mark.parametrize("where", [0.0, 0.3, 0.6, 0.9])
def test_flipped_bytes_are_called_damage_and_never_a_wrong_answer(path: Path, where: float) -> None:
    data = bytearray(path.read_bytes())
    at = int(len(data) * where) // 8192 * 8192 + 4000
    data[at : at + 16] = bytes(byte ^ 0xFF for byte in data[at : at + 16])
    path.write_bytes(data)
    desk = workloads.at_the_desk(path, KEY)
    with suppress(StoreDamaged):  # or the damage lies where nothing is read from
        assert desk.ask(lambda reader: verify(reader.connection)).sound
    with suppress(StoreDamaged), plain_speech(), desk.engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA cipher_integrity_check").all()
    desk.close()


def test_a_damaged_page_that_is_needed_is_called_damage(path: Path) -> None:
    data = bytearray(path.read_bytes())
    for page in range(8192, len(data), 8192):
        data[page + 4000] ^= 0xFF
    path.write_bytes(data)
    desk = workloads.at_the_desk(path, KEY)
    for ask in (lambda reader: verify(reader.connection), lambda reader: reader.find(Person)):
        with pytest.raises(StoreDamaged, match="损坏"):
            desk.ask(ask)
    desk.close()


def test_a_file_that_is_no_store_and_a_wrong_key_are_called_damage(tmp_path: Path, path: Path) -> None:
    junk = tmp_path / "junk.db"
    junk.write_bytes(os.urandom(16384))
    for file, key in ((junk, KEY), (path, bytes(32))):
        engine = open_sqlite(file, key)
        with pytest.raises(StoreDamaged), plain_speech(), engine.connect():
            pass
        engine.dispose()
    assert_whole(path)


def test_a_store_that_is_not_there_is_called_unreachable(tmp_path: Path) -> None:
    engine = open_sqlite(tmp_path / "no such folder" / "store.db", KEY)
    with pytest.raises(StoreUnreachable), plain_speech(), engine.connect():
        pass


def test_a_server_that_is_not_there_is_called_unreachable(tmp_path: Path) -> None:
    engine = open_postgres(f"postgresql+psycopg:///x?host={tmp_path}")
    with pytest.raises(StoreUnreachable), plain_speech(), engine.connect():
        pass


def test_every_problem_of_the_disk_says_what_to_do() -> None:
    for problem in (DiskFull, DiskFailing, StoreReadOnly, StoreDamaged, StoreUnreachable):
        assert problem().advice.endswith("。")
