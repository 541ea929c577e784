"""Import of a register of 100,000 persons, beside the bare insertion of the very rows it writes.

Run: ``python tests/bench/bench_import.py [persons]``.
Ours goes into an encrypted store with journal and search index; the floor, by ``executemany``, into SQLite.
"""

from __future__ import annotations

import csv
import random
import resource
import sqlite3
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

from figures import Figure, report

from minzheng_desk.desk.catalogue import load_catalogue
from minzheng_desk.desk.desk import Actor, Desk
from minzheng_desk.documents.workbook.reading import read_workbook
from minzheng_desk.households.imports.plan import ImportPlan
from minzheng_desk.households.imports.preview import Preview, preview_book
from minzheng_desk.households.model import (
    Asset,
    BankAccount,
    DisabilityCertificate,
    Household,
    Income,
    Member,
    Person,
)
from minzheng_desk.households.operations.importing import import_households
from minzheng_desk.kernel.clock import FixedClock
from minzheng_desk.kernel.identity import check_character
from minzheng_desk.kernel.permissions import Permission
from minzheng_desk.kernel.progress import Silent
from minzheng_desk.office.model import Station
from minzheng_desk.office.operations import add_regions, set_up_office
from minzheng_desk.store.engine import open_sqlite
from minzheng_desk.store.reader import Reader
from minzheng_desk.store.tables import codec, project_all

DAY = date(2026, 11, 21)
WRITTEN = (Person, Household, Member, Income, Asset, DisabilityCertificate, BankAccount)
VILLAGES = {f"990000101{200 + number}": f"第{number}村" for number in range(1, 31)}
HEADER = (
    "户主姓名", "户主身份证号", "姓名", "身份证号", "与户主关系", "性别", "出生日期", "民族", "文化程度",
    "劳动能力", "年收入", "村（社区）", "家庭住址", "联系电话", "开户银行", "银行账号",
)  # fmt: skip
MOST_MEGABYTES = 400
RATIO = 4


def write_register(path: Path, persons: int) -> None:
    """Write invented households of one to five people as a CSV file."""
    dice, order = random.Random(7), 0
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADER)
        while order < persons:
            size, village = dice.randint(1, 5), dice.choice(list(VILLAGES.values()))
            people = [_person(dice, order + number) for number in range(size)]
            order += size
            for number, (name, id_number) in enumerate(people):
                writer.writerow(_row(dice, people[0], name, id_number, village, number))


def _person(dice: random.Random, order: int) -> tuple[str, str]:
    day = date(1936, 1, 1).toordinal() + order % 30_000
    first = f"990000{date.fromordinal(day):%Y%m%d}{order // 30_000 * 10 + order % 10:03d}"
    name = (
        dice.choice("李王张刘陈杨赵黄周吴")
        + dice.choice("国建文明秀英桂兰芳平军伟")
        + dice.choice("丽红霞强勇军")
    )
    return name, first + check_character(first)


def _row(
    dice: random.Random, head: tuple[str, str], name: str, id_number: str, village: str, number: int
) -> list[object]:
    relation = "户主" if not number else dice.choice(("配偶", "子", "女", "父"))
    born = f"{id_number[6:10]}-{id_number[10:12]}-{id_number[12:14]}"
    account = ("云泽村镇银行", f"8{dice.randrange(10**14):014d}") if not number else ("", "")
    facts = ["男" if int(id_number[16]) % 2 else "女", born, "汉族", "初中", "有劳动能力"]
    where = [dice.randrange(20_000), village, f"{village}{dice.randint(1, 9)}组{dice.randint(1, 300)}号"]
    return [*head, name, id_number, relation, *facts, *where, f"139{dice.randrange(10**8):08d}", *account]


def opened(folder: Path) -> Desk:
    """Return the desk of a new, encrypted store in a file."""
    load_catalogue()
    engine = open_sqlite(folder / "store.db", bytes(range(32)))
    project_all().create_all(engine)
    desk = Desk(engine, Actor("bench", "计时", frozenset(Permission)), "bench", FixedClock(DAY))
    desk.run(set_up_office, Station(name="计时镇", region_code="990000101", policy_pack="national"))
    desk.run(add_regions, list(VILLAGES.items()))
    return desk


def previewed(desk: Desk, path: Path) -> tuple[float, Preview]:
    """Read and judge the register; return the time and what was found."""
    begun = time.perf_counter()
    preview = desk.ask(preview_book, read_workbook(path, Silent()), DAY, Silent())
    return time.perf_counter() - begun, preview


def imported(desk: Desk, plan: ImportPlan) -> float:
    """Write the plan; return the time."""
    begun = time.perf_counter()
    desk.run(import_households, plan)
    return time.perf_counter() - begun


def megabytes() -> float:
    """Return the most memory this process has held so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def floor(desk: Desk, folder: Path) -> tuple[float, int]:
    """Insert the rows the import wrote into plain SQLite; return the time and how many they are."""
    bare = sqlite3.connect(folder / "bare.db", isolation_level=None)
    bare.execute("PRAGMA journal_mode=WAL")
    bare.execute("PRAGMA synchronous=FULL")
    bare.execute("BEGIN")
    spent, count = 0.0, 0
    for kind in WRITTEN:
        to_row = codec(kind.declaration, "sqlite").row
        rows = [to_row(record, 1) for record in desk.ask(Reader.find, kind)]
        names = ", ".join(("version", *kind.declaration.field_names))
        marks = ", ".join("?" * (2 + len(kind.declaration.field_names)))
        bare.execute(f'CREATE TABLE "{kind.declaration.name}" (id TEXT PRIMARY KEY, {names}) WITHOUT ROWID')
        begun = time.perf_counter()
        bare.executemany(f'INSERT INTO "{kind.declaration.name}" VALUES ({marks})', rows)
        spent, count = spent + time.perf_counter() - begun, count + len(rows)
    begun = time.perf_counter()
    bare.execute("COMMIT")
    return spent + time.perf_counter() - begun, count


def main(persons: int) -> int:
    """Measure, and print the figures."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        write_register(folder / "register.csv", persons)
        desk = opened(folder)
        reading, preview = previewed(desk, folder / "register.csv")
        assert preview.counts.new == preview.counts.rows, preview.problems[:1]
        writing = imported(desk, preview.plan)
        after_first = megabytes()
        del preview
        again, preview = previewed(desk, folder / "register.csv")
        assert preview.counts.same == preview.counts.rows
        del preview
        bare, count = floor(desk, folder)
        desk.engine.dispose()
    return report(
        f"Import of {persons:,} persons ({count:,} records)",
        [
            Figure("import", writing, "s", bare, "bare executemany", ratio_at_most=RATIO),
            Figure("reading and judging the file", reading, "s"),
            Figure("reading it again: all the same", again, "s"),
            Figure("peak memory of preview and import", after_first, "MB", at_most=MOST_MEGABYTES),
        ],
    )


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000))
