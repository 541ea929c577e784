"""Search as you type over 100,000 persons: milliseconds per keystroke, and proof that no hit is missing."""

from __future__ import annotations

import random
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

from figures import Figure, percentile, report
from people import Township, township
from sqlalchemy import Engine, select

from minzheng_desk.households.model import BankAccount, Household, Person
from minzheng_desk.households.queries import find_people
from minzheng_desk.kernel.text import initials, name_readings, spellings
from minzheng_desk.office.model import Region
from minzheng_desk.store.engine import for_reading, open_sqlite
from minzheng_desk.store.journal import Entry
from minzheng_desk.store.reader import Reader
from minzheng_desk.store.tables import project_all, table
from minzheng_desk.store.transaction import Transaction

GOAL_MS = 5.0
LIMIT = 20
TYPED = 120
COMPARED = 25
EVERYBODY = 1_000_000

Scan = Callable[[str], set[str]]


def typed_queries(made: Township, chance: random.Random) -> dict[str, list[str]]:
    """Whole values of every kind, as somebody would type them."""
    people = chance.sample(made.persons, TYPED)
    return {
        "name": [person.name for person in people],
        "name, from inside": [person.name[1:] for person in people],
        "initials": [chance.choice(initials(name_readings(person.name))) for person in people],
        "full pinyin": [chance.choice(spellings(name_readings(person.name))) for person in people],
        "identity number": [str(person.id_number) for person in people],
        "identity number, tail": [str(person.id_number)[-6:].lower() for person in people],
        "telephone": [person.phone for person in people if person.phone],
        "account, tail": [account.account[-6:] for account in chance.sample(made.accounts, TYPED)],
        "household number": [home.number for home in chance.sample(made.households, TYPED)],
        "village": [village.name for village in made.regions],
    }


def scans(reader: Reader) -> dict[str, Scan]:
    """The same questions, answered by reading every row from first to last."""
    people = reader.rows(select(table(Person).c["id", "name", "id_number", "phone"]))
    read = {name: _ways(name) for name in {person.name for person in people}}
    homes = reader.rows(select(table(Household).c["number", "head_id", "region_code"]))
    accounts = reader.rows(select(table(BankAccount).c["account", "person_id"]))
    heads: defaultdict[str, set[str]] = defaultdict(set)
    for home in homes:
        heads[home.region_code].add(home.head_id)
    places = [(village, _ways(village.name)) for village in reader.find(Region)]

    def in_villages(query: str, *, pinyin: bool) -> set[str]:
        named = [v for v, ways in places if query in v.name or (pinyin and _begins(ways, query))]
        return {head for village in named for head in heads[village.code]}

    def called(query: str) -> set[str]:
        found = {p.id for p in people if query in p.name or _begins(read[p.name], query)}
        return found | in_villages(query, pinyin=True)

    def numbered(query: str) -> set[str]:
        number = query.upper()
        found = {
            p.id
            for p in people
            if (p.id_number.startswith(number) or p.id_number.endswith(number))
            or (p.phone and (p.phone.startswith(number) or p.phone.endswith(number)))
        }
        found |= {account.person_id for account in accounts if account.account.endswith(number)}
        found |= {home.head_id for home in homes if home.number.startswith(query)}
        return found | in_villages(query, pinyin=False)

    def household(query: str) -> set[str]:
        digits = query.replace("-", "")
        phones = {
            p.id for p in people if p.phone and (p.phone.startswith(digits) or p.phone.endswith(digits))
        }
        return phones | {home.head_id for home in homes if home.number.startswith(query)}

    return {"called": called, "numbered": numbered, "household": household}


def _begins(ways: tuple[str, ...], query: str) -> bool:
    return any(way.startswith(query) for way in ways)


def _ways(name: str) -> tuple[str, ...]:
    readings = name_readings(name)
    return (*initials(readings), *spellings(readings))


def right(reader: Reader, answer: dict[str, Scan], query: str) -> bool:
    """Whether an unlimited search finds just what the scan finds."""
    sort = "numbered" if query.rstrip("x").isdigit() else "household" if "-" in query else "called"
    return {found.person_id for found in find_people(reader, query, EVERYBODY)} == answer[sort](query)


def filled(path: Path, made: Township) -> Engine:
    """A store with the township in it, search index and all."""
    engine = open_sqlite(path, bytes(32))
    project_all().create_all(engine)
    with engine.begin() as connection:
        tx = Transaction(connection)
        for records in (made.regions, made.persons, made.households, made.members, made.accounts):
            tx.put_all(records)
        tx.finish(Entry("bench.fill", "bench", "", "", ""))
    return engine


def keystrokes(reader: Reader, texts: list[str]) -> list[float]:
    """Milliseconds for every keystroke of every text."""
    times = []
    for text in texts:
        for end in range(1, len(text) + 1):
            began = time.perf_counter()
            find_people(reader, text[:end], LIMIT)
            times.append((time.perf_counter() - began) * 1000)
    return times


def main() -> int:
    """Fill a store, type into it, compare a sample of the answers with a scan."""
    made, chance = township(), random.Random(1)
    queries = typed_queries(made, chance)
    typed = sorted(
        {text[:end] for texts in queries.values() for text in texts for end in range(1, len(text) + 1)}
    )
    asked = chance.sample(typed, min(len(typed), COMPARED * len(queries)))
    figures: list[Figure] = []
    with tempfile.TemporaryDirectory() as folder:
        engine = filled(Path(folder) / "store.db", made)
        del made
        with engine.connect() as connection:
            reader = Reader(for_reading(connection))
            for kind, texts in queries.items():
                times = keystrokes(reader, texts)
                figures += [
                    Figure(f"{kind}: p50", percentile(times, 0.5), "ms"),
                    Figure(f"{kind}: p99", percentile(times, 0.99), "ms", at_most=GOAL_MS),
                    Figure(f"{kind}: slowest of {len(times)}", max(times), "ms"),
                ]
            answer = scans(reader)
            wrong = [query for query in asked if not right(reader, answer, query)]
        engine.dispose()
    figures.append(Figure(f"queries of {len(asked)} that differ from a scan", len(wrong), "", at_most=0))
    return report(f"Search as you type over 100,000 persons, {LIMIT} hits a keystroke", figures)


if __name__ == "__main__":
    sys.exit(main())
