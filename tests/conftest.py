"""Real parts for every test: a store in memory, a store in a file, a PostgreSQL where there is one."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import settings
from sqlalchemy import Engine, text

from minzheng_desk.desk.catalogue import load_catalogue
from minzheng_desk.desk.desk import Actor, Desk
from minzheng_desk.kernel.clock import FixedClock
from minzheng_desk.kernel.permissions import Permission
from minzheng_desk.store.engine import open_memory, open_postgres
from minzheng_desk.store.tables import project_all

TODAY = date(2026, 11, 21)
POSTGRES = os.environ.get("MINZHENG_TEST_POSTGRES", "")
SCHEMA = "test_" + os.environ.get("PYTEST_XDIST_WORKER", "desk")  # every process of a test run has its own

# A busy machine is no fault of the code's.
settings.register_profile("house", deadline=None)
settings.load_profile("house")


def pytest_ignore_collect(collection_path: Path) -> bool | None:
    """Leave the parts that tests are built from to those tests; only modules called `test_…` are tests."""
    is_part = collection_path.suffix == ".py" and not collection_path.name.startswith("test_")
    return True if is_part and Path(__file__).parent in collection_path.parents else None


@pytest.fixture(params=["sqlite", "postgresql"])
def engine(request: pytest.FixtureRequest) -> Iterator[Engine]:
    """An empty store, once of each sort."""
    load_catalogue()
    if request.param == "sqlite":
        yield from _made(open_memory())
    elif not POSTGRES:
        pytest.skip("no PostgreSQL here: set MINZHENG_TEST_POSTGRES")
    else:
        yield from _made(_scratch_schema(request.node.name))


@pytest.fixture
def desk(engine: Engine) -> Desk:
    """A desk over an empty store, with somebody at it who may do everything."""
    return Desk(engine, Actor("li.min", "李敏", frozenset(Permission)), "station-1", FixedClock(TODAY))


@pytest.fixture
def memory_desk() -> Iterator[Desk]:
    """The same over SQLite only, for what does not depend on the store."""
    load_catalogue()
    for engine in _made(open_memory()):
        yield Desk(engine, Actor("li.min", "李敏", frozenset(Permission)), "station-1", FixedClock(TODAY))


def _made(engine: Engine) -> Iterator[Engine]:
    project_all().create_all(engine)
    yield engine
    if engine.dialect.name == "postgresql":
        with engine.begin() as connection:
            connection.execute(text(f"DROP SCHEMA {SCHEMA} CASCADE"))
    engine.dispose()


def _scratch_schema(_: str) -> Engine:
    joiner = "&" if "?" in POSTGRES else "?"
    engine = open_postgres(f"{POSTGRES}{joiner}options=-csearch_path%3D{SCHEMA}")
    with engine.begin() as connection:
        connection.execute(text(f"DROP SCHEMA IF EXISTS {SCHEMA} CASCADE"))
        connection.execute(text(f"CREATE SCHEMA {SCHEMA}"))
    return engine
