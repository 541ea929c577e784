"""Several writers: nobody's work is lost, the journal stays one line, and who cannot write is told so."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import Engine

from builders import a_person, registered
from minzheng_desk.desk.desk import Actor, Desk
from minzheng_desk.households.model import Household, Person
from minzheng_desk.households.operations.registering import revise_person
from minzheng_desk.kernel.errors import StaleRecord
from minzheng_desk.kernel.permissions import Permission
from minzheng_desk.store.engine import StoreInUse, open_sqlite
from minzheng_desk.store.journal import entries
from minzheng_desk.store.reader import Reader
from minzheng_desk.store.tables import project_all
from minzheng_desk.store.verify import verify

KEY = bytes(range(32))


@pytest.fixture
def shared(engine: Engine, tmp_path: Path) -> Iterator[Desk]:
    """A store that several can have open: an encrypted file, or a server."""
    if engine.dialect.name == "sqlite":
        engine = open_sqlite(tmp_path / "store.db", KEY, synchronous="OFF")
        project_all().create_all(engine)
    yield Desk(engine, Actor("li.min", "李敏", frozenset(Permission)), "s")
    if engine.dialect.name == "sqlite":
        engine.dispose()


def together(*works: Callable[[], None]) -> None:
    with ThreadPoolExecutor(len(works)) as pool:
        for work in [pool.submit(work) for work in works]:
            work.result()


def test_desks_that_write_at_once_lose_nothing_and_number_without_gaps(shared: Desk) -> None:
    def enroll(name: str) -> Callable[[], None]:
        desk = Desk(shared.engine, Actor(name, name, frozenset(Permission)), "s")
        return lambda: [registered(desk, name) for _ in range(20)] and None

    together(*(enroll(name) for name in ("张三", "李四", "王五")))
    homes = shared.ask(lambda reader: reader.find(Household))
    assert 60 == len({home.number for home in homes})
    numbers = shared.ask(lambda reader: [row.id for row in entries(reader.connection)])
    assert list(range(1, 61)) == numbers
    assert () == shared.ask(lambda reader: verify(reader.connection)).discrepancies


def test_of_two_who_change_one_record_at_once_one_is_told(shared: Desk) -> None:
    stored = shared.run(revise_person, a_person("张三")).result
    gate, told = threading.Barrier(8), []

    def change(remark: str) -> Callable[[], None]:
        def work() -> None:
            gate.wait()
            try:
                shared.run(revise_person, replace(stored, remark=remark))
            except StaleRecord:
                told.append(remark)

        return work

    together(*(change(str(i)) for i in range(8)))
    assert 7 == len(told)
    assert shared.ask(lambda reader: reader.get(Person, stored.id)).remark not in told


def test_a_question_is_answered_from_one_view_while_others_write(shared: Desk) -> None:
    def two_looks(reader: Reader) -> tuple[int, int]:
        before = reader.count(Person)
        together(lambda: shared.run(revise_person, a_person("张三")) and None)
        return before, reader.count(Person)

    assert (0, 0) == shared.ask(two_looks)
    assert 1 == shared.ask(lambda reader: reader.count(Person))


def test_a_second_program_that_holds_the_store_is_named_as_the_reason(tmp_path: Path) -> None:
    ours, theirs = (open_sqlite(tmp_path / "store.db", KEY, synchronous="OFF") for _ in range(2))
    project_all().create_all(ours)
    desk = Desk(ours, Actor("li.min", "李敏", frozenset(Permission)))
    with ours.connect() as connection:
        connection.exec_driver_sql("PRAGMA busy_timeout = 100")
    with theirs.begin(), pytest.raises(StoreInUse, match="另一个程序"):
        desk.run(revise_person, a_person("张三"))
    desk.run(revise_person, a_person("张三"))
    ours.dispose()
    theirs.dispose()
