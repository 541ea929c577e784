"""Many rows in few statements: the driver's round trip per statement is most of what a small row costs."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from typing import Any

from sqlalchemy import Connection

_VALUES = 400
"""How many values one statement carries; SQLite and PostgreSQL both take it easily."""

_ROWS = 20_000
"""Rows handed to the driver at once; bounds memory without costing time."""


def placeholder(connection: Connection) -> str:
    """What stands for a value in the SQL of this driver."""
    return "?" if connection.dialect.name == "sqlite" else "%s"


def insert_rows(
    connection: Connection, table: str, columns: Sequence[str], rows: Sequence[Sequence[Any]]
) -> None:
    """Insert rows given as sequences of driver values in the order of ``columns``."""
    mark = placeholder(connection)
    row = f"({', '.join([mark] * len(columns))})"
    names = ", ".join(f'"{name}"' for name in columns)
    insert = f'INSERT INTO "{table}" ({names}) VALUES '  # noqa: S608
    together = max(1, _VALUES // len(columns))
    whole = len(rows) // together * together
    for start in range(0, whole, _ROWS // together * together):
        end = min(whole, start + _ROWS // together * together)
        many = [tuple(chain.from_iterable(rows[at : at + together])) for at in range(start, end, together)]
        connection.exec_driver_sql(insert + ", ".join([row] * together), many)
    if whole < len(rows):
        connection.exec_driver_sql(insert + row, [tuple(values) for values in rows[whole:]])
