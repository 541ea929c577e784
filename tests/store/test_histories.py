"""Whatever people do and undo, in whatever order, the journal replays to just what the store holds."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, text

from builders import REGISTERED, an_id_number
from conftest import POSTGRES
from minzheng_desk.desk.catalogue import load_catalogue
from minzheng_desk.desk.desk import Actor, Desk
from minzheng_desk.households.model import Household, Income, Member, Person
from minzheng_desk.kernel.clock import FixedClock
from minzheng_desk.kernel.errors import NothingToUndo, UndoBlocked
from minzheng_desk.kernel.money import Money
from minzheng_desk.kernel.operations import operation
from minzheng_desk.kernel.permissions import Permission
from minzheng_desk.store.engine import open_memory, open_postgres
from minzheng_desk.store.tables import project_all, table
from minzheng_desk.store.transaction import Transaction
from minzheng_desk.store.verify import verify

NAMES = ("张三", "单雪", "欧阳丽丽", "阿依努尔·买买提", "吕布", "王")
Step = tuple[str, int, int]

STEP = st.tuples(
    st.sampled_from(["add", "add", "name", "phone", "income", "raise", "drop", "leave", "again"]),
    st.integers(0, 5),
    st.integers(0, 5),
)
DEED = st.one_of(
    st.tuples(st.integers(0, 1), st.lists(STEP, min_size=1, max_size=4)),
    st.tuples(st.integers(0, 1), st.none()),
)


@operation("test.steps", "几步合一", may=Permission.EDIT_HOUSEHOLDS)
def take_steps(tx: Transaction, steps: list[Step]) -> None:
    """Do a few things at once."""
    for step, which, how in steps:
        _STEPS[step](tx, which, how)


def _nth(tx: Transaction, cls: type[Any], which: int) -> Any:
    found = tx.find(cls, order_by=[table(cls).c.id])
    return found[which % len(found)] if found else None


def _add(tx: Transaction, which: int, how: int) -> None:
    person = Person(name=NAMES[how], id_number=an_id_number(order=which + 1))
    home = Household(
        number=f"{which}-{how}",
        head_id=person.id,
        region_code="9",
        hukou_kind="rural",
        registered_on=REGISTERED,
    )
    tx.put_all(
        [
            Member(household_id=home.id, person_id=person.id, relation_to_head="02", since=REGISTERED),
            home,
            person,
        ]
    )


def _revise(cls: type[Any], **facts: Callable[[int], Any]) -> Callable[[Transaction, int, int], None]:
    def revise(tx: Transaction, which: int, how: int) -> None:
        if record := _nth(tx, cls, which):
            tx.put(replace(record, **{name: fact(how) for name, fact in facts.items()}))

    return revise


def _income(tx: Transaction, which: int, how: int) -> None:
    if home := _nth(tx, Household, which):
        tx.put(Income(household_id=home.id, kind="wage", amount=Money(how)))


def _remove(cls: type[Any]) -> Callable[[Transaction, int, int], None]:
    def remove(tx: Transaction, which: int, _: int) -> None:
        if record := _nth(tx, cls, which):
            tx.remove(record)

    return remove


def _again(tx: Transaction, which: int, how: int) -> None:
    """Take an income out and put the very same one in again."""
    if record := _nth(tx, Income, which):
        tx.remove(record)
        tx.put(replace(record, version=0, amount=Money(how)))


_STEPS: dict[str, Callable[[Transaction, int, int], None]] = {
    "add": _add,
    "name": _revise(Person, name=lambda how: NAMES[how]),
    "phone": _revise(Person, phone=lambda how: f"1380000000{how}" if how else None),
    "income": _income,
    "raise": _revise(
        Income, amount=lambda how: Money(how * 100), remark=lambda how: str(how) if how else None
    ),
    "drop": _remove(Income),
    "leave": _remove(Member),
    "again": _again,
}


def live_through(engine: Engine, deeds: list[tuple[int, list[Step] | None]]) -> None:
    """Let two people do and undo; None is an undo."""
    clock = FixedClock(REGISTERED)
    desks = [Desk(engine, Actor(name, name, frozenset(Permission)), "s", clock) for name in ("li", "wang")]
    for who, steps in deeds:
        if steps is not None:
            desks[who].run(take_steps, steps)
            continue
        with suppress(NothingToUndo, UndoBlocked):
            desks[who].undo()
    assert () == desks[0].ask(lambda reader: verify(reader.connection)).discrepancies


@contextmanager
def in_memory() -> Iterator[Engine]:
    engine = open_memory()
    project_all().create_all(engine)
    yield engine
    engine.dispose()


@given(st.lists(DEED, max_size=12))
@settings(max_examples=120, deadline=None)
def test_the_journal_replays_to_the_store_after_any_history(deeds: list[Any]) -> None:
    load_catalogue()
    with in_memory() as engine:
        live_through(engine, deeds)


@given(st.lists(st.lists(STEP, min_size=1, max_size=4), max_size=8))
@settings(max_examples=60, deadline=None)
def test_undoing_everything_leaves_nothing(works: list[list[Step]]) -> None:
    load_catalogue()
    with in_memory() as engine:
        desk = Desk(engine, Actor("li", "li", frozenset(Permission)), "s", FixedClock(REGISTERED))
        for steps in works:
            desk.run(take_steps, steps)
        live_through(engine, [(0, None)] * len(works))
        kinds: tuple[type[Any], ...] = (Person, Household, Member, Income)
        assert [0, 0, 0, 0] == [desk.ask(lambda reader, k=kind: reader.count(k)) for kind in kinds]  # type: ignore[misc]


@pytest.fixture(scope="module")
def server() -> Iterator[Engine]:
    if not POSTGRES:
        pytest.skip("no PostgreSQL here: set MINZHENG_TEST_POSTGRES")
    load_catalogue()
    joiner = "&" if "?" in POSTGRES else "?"
    engine = open_postgres(f"{POSTGRES}{joiner}options=-csearch_path%3Dtest_histories")
    with engine.begin() as connection:
        connection.execute(text("DROP SCHEMA IF EXISTS test_histories CASCADE"))
        connection.execute(text("CREATE SCHEMA test_histories"))
    project_all().create_all(engine)
    yield engine
    with engine.begin() as connection:
        connection.execute(text("DROP SCHEMA test_histories CASCADE"))
    engine.dispose()


@given(st.lists(DEED, max_size=8))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_journal_replays_on_a_server_too(server: Engine, deeds: list[Any]) -> None:
    kept = (
        "journal",
        "journal_change",
        "live",
        "search_token",
        "person",
        "household",
        "household_member",
        "income",
    )
    with server.begin() as connection:
        connection.execute(text(f"TRUNCATE {', '.join(kept)} CASCADE"))
    live_through(server, deeds)
