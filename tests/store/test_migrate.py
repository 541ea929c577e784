"""Migrations build just what the records declare, all of it or nothing."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Engine, inspect, text

from conftest import POSTGRES
from minzheng_desk.desk.catalogue import load_catalogue
from minzheng_desk.kernel.records import declared
from minzheng_desk.store.engine import open_memory, open_postgres
from minzheng_desk.store.migrate import Standing, alembic_config, standing, upgrade
from minzheng_desk.store.tables import project_all


@pytest.fixture(params=["sqlite", "postgresql"])
def empty(request: pytest.FixtureRequest) -> Iterator[Engine]:
    """A database in which nothing was ever written."""
    load_catalogue()
    if request.param == "sqlite":
        engine = open_memory()
        yield engine
    elif not POSTGRES:
        pytest.skip("no PostgreSQL here: set MINZHENG_TEST_POSTGRES")
    else:
        joiner = "&" if "?" in POSTGRES else "?"
        engine = open_postgres(f"{POSTGRES}{joiner}options=-csearch_path%3Dtest_migrate")
        with engine.begin() as connection:
            connection.execute(text("DROP SCHEMA IF EXISTS test_migrate CASCADE"))
            connection.execute(text("CREATE SCHEMA test_migrate"))
        yield engine
        with engine.begin() as connection:
            connection.execute(text("DROP SCHEMA test_migrate CASCADE"))
    engine.dispose()


def of_the_program(name: str) -> bool:
    """Whether a table belongs to the program and not to a record that some test declared."""
    kind = declared().get(name)
    return name != "alembic_version" and not (kind and kind.document)


def test_a_store_made_by_migrations_is_the_one_the_records_declare(empty: Engine) -> None:
    assert Standing.EMPTY is standing(empty)
    upgrade(empty)
    assert Standing.CURRENT is standing(empty)
    with empty.connect() as connection:
        context = MigrationContext.configure(
            connection,
            opts={
                "compare_type": True,
                "include_name": lambda name, kind, _: kind != "table" or of_the_program(name),
            },
        )
        drift = [
            step
            for step in compare_metadata(context, project_all())
            if not (step[0] == "add_table" and not of_the_program(step[1].name))
        ]
    assert [] == drift


def test_a_store_of_another_program_is_newer(empty: Engine) -> None:
    upgrade(empty)
    with empty.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    assert Standing.NEWER is standing(empty)


def test_a_migration_that_fails_leaves_nothing(empty: Engine) -> None:
    def interrupted() -> None:
        with empty.begin() as connection:
            command.upgrade(alembic_config(connection), "head")
            assert inspect(connection).has_table("person")
            raise RuntimeError("power cut")

    with pytest.raises(RuntimeError, match="power cut"):
        interrupted()
    assert Standing.EMPTY is standing(empty)
    with empty.connect() as connection:
        assert [] == inspect(connection).get_table_names()
    upgrade(empty)
    assert Standing.CURRENT is standing(empty)
