"""The PostgreSQL of a test run: where it is, and a schema of one's own on it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import text

from minzheng_desk.store.engine import open_postgres

POSTGRES = os.environ.get("MINZHENG_TEST_POSTGRES", "")
WORKER = os.environ.get("PYTEST_XDIST_WORKER", "alone")
"""Which process of a test run this is; every one has schemas of its own."""


def run_sql(url: str, *statements: str) -> None:
    """Run statements on a server."""
    engine = open_postgres(url)
    with engine.begin() as connection:
        for statement in statements:
            connection.execute(text(statement))
    engine.dispose()


@contextmanager
def scratch_schema(name: str) -> Iterator[str]:
    """The address of an empty schema, which goes afterwards; the test is skipped where no server is."""
    if not POSTGRES:
        pytest.skip("no PostgreSQL here: set MINZHENG_TEST_POSTGRES")
    schema = f"test_{name}_{WORKER}"
    address = f"{POSTGRES}{'&' if '?' in POSTGRES else '?'}options=-csearch_path%3D{schema}"
    run_sql(address, f"DROP SCHEMA IF EXISTS {schema} CASCADE", f"CREATE SCHEMA {schema}")
    yield address
    run_sql(address, f"DROP SCHEMA {schema} CASCADE")
