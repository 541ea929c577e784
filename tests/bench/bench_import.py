"""Writing 100,000 persons with journal and search index, beside bare `executemany` into plain SQLite.

Floor (a) writes the same record rows into a plain stdlib database with the same tables and nothing else;
floor (b) also writes, as bare rows, everything the journal and the search index consist of.
"""

from __future__ import annotations

import gc
import sqlite3
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from figures import Figure, peak_megabytes, report
from people import Township, township
from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import CreateTable

from minzheng_desk.kernel.records import Record
from minzheng_desk.store.engine import open_sqlite
from minzheng_desk.store.journal import Entry
from minzheng_desk.store.tables import codec, metadata, project_all
from minzheng_desk.store.transaction import Transaction

DIALECT = sqlite.dialect()  # type: ignore[no-untyped-call]


def batches(made: Township) -> tuple[Sequence[Record], ...]:
    """What is written, in the order an import writes it."""
    return made.persons, made.households, made.members, made.incomes


def ours(path: Path, made: Township) -> tuple[float, dict[str, float]]:
    """Seconds for the whole transaction with its commit, and for its parts."""
    engine = open_sqlite(path, bytes(32))
    project_all().create_all(engine)
    parts: dict[str, float] = {}
    gc.collect()
    began = time.perf_counter()
    with engine.begin() as connection:
        tx = Transaction(connection)
        for records in batches(made):
            since = time.perf_counter()
            tx.put_all(records)
            parts[records[0].declaration.label] = time.perf_counter() - since
        tx.finish(Entry("bench.import", "bench", "", "", ""))
        since = time.perf_counter()
    parts["提交"] = time.perf_counter() - since
    whole = time.perf_counter() - began
    engine.dispose()
    return whole, parts


def record_rows(made: Township) -> Iterator[tuple[str, list[tuple[Any, ...]]]]:
    """The rows of the record tables, ready for the driver."""
    for records in batches(made):
        rows = codec(records[0].declaration, "sqlite")
        yield records[0].declaration.name, [rows.row(record, 1) for record in records]


def written_rows(path: Path) -> Iterator[tuple[str, list[tuple[Any, ...]]]]:
    """Every row that the transaction wrote beside the records."""
    engine = open_sqlite(path, bytes(32))
    with engine.connect() as connection:
        for name in ("journal", "journal_change", "search_token"):
            found = connection.exec_driver_sql(f"SELECT * FROM {name}")
            for part in found.partitions(20_000):
                yield name, [tuple(row) for row in part]
    engine.dispose()


def bare(path: Path, tables: Iterator[tuple[str, list[tuple[Any, ...]]]]) -> float:
    """Seconds that `executemany` alone takes for these rows in a plain file, with one commit."""
    plain, seconds = sqlite3.connect(path), 0.0
    for name, rows in tables:
        made = CreateTable(metadata.tables[name], if_not_exists=True)
        plain.execute(str(made.compile(dialect=DIALECT)))
        marks = ",".join("?" * len(rows[0]))
        since = time.perf_counter()
        plain.executemany(f"INSERT INTO {name} VALUES ({marks})", rows)
        seconds += time.perf_counter() - since
    since = time.perf_counter()
    plain.commit()
    plain.close()
    return seconds + time.perf_counter() - since


def main() -> int:
    """Take turns three times, so that a busy machine slows all of them down alike; keep the best of each."""
    made = township()
    runs: list[tuple[float, dict[str, float], float, float]] = []
    memory = 0.0
    for _ in range(3):
        with tempfile.TemporaryDirectory() as folder:
            place = Path(folder)
            whole, parts = ours(place / "store.db", made)
            memory = memory or peak_megabytes()
            records = bare(place / "a.db", record_rows(made))
            rest = bare(place / "b.db", written_rows(place / "store.db"))
            size = (place / "store.db").stat().st_size / 1e6
        runs.append((whole, parts, records, records + rest))
    best = min(runs, key=lambda run: run[0])
    floor_a, floor_b = (min(run[at] for run in runs) for at in (2, 3))
    figures = [
        Figure("(a) import", best[0], "s", floor_a, "bare record rows", ratio_at_most=4.0),
        Figure("(b) import", best[0], "s", floor_b, "bare rows of all tables written", ratio_at_most=4.0),
        *(Figure(f"of it {name}", seconds, "s") for name, seconds in best[1].items()),
        Figure("store", size, "MB"),
        Figure("peak memory after the first import", memory, "MB"),
    ]
    return report("Import of 100,000 persons in 35,000 households with journal and search index", figures)


if __name__ == "__main__":
    sys.exit(main())
