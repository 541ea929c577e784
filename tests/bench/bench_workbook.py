"""Writing and reading a ledger: ours beside the plain libraries of the same run, with the memory of each.

Every side runs in a process of its own, so that the peaks are its own. The rows are the same: forty columns
of a township's ledger, IDs and accounts as text, money with two decimals, thin borders. The libraries write
to the folder for temporary files what ours never does, and rustpy-xlsxwriter has neither group rows nor sums
as figures; they are here for their speed.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

import openpyxl
import xlsxwriter
from figures import Figure, peak_megabytes, report
from python_calamine import CalamineWorkbook
from rustpy_xlsxwriter import Format, write_worksheet

from minzheng_desk.documents.layout import CellKind, Column, Row, Sheet, Total
from minzheng_desk.documents.workbook.reading import read_workbook
from minzheng_desk.documents.workbook.writing import write_workbook
from minzheng_desk.kernel.progress import Silent

COLUMNS = 40
REPEATS = 3
WORDS = ("张三丰", "欧阳某", "农业户口", "曙光村", "最低生活保障", "汉族", "一般困难", None)
TEXT, MONEY, NUMBER, DAY = range(4)
KINDS = [TEXT] * 28 + [MONEY] * 6 + [NUMBER] * 4 + [DAY] * 2


def made_rows(count: int) -> list[Row]:
    """A ledger of an invented township."""
    chance = Random(7)

    def text(row: int, column: int) -> str | None:
        first = (
            f"990000197{chance.randrange(10**9):09d}",
            f"6222{chance.randrange(10**15):015d}",
            f"青禾镇曙光村{row % 12}组{row % 90}号（东）",
        )
        return first[column] if column < len(first) else chance.choice(WORDS)

    def cell(row: int, column: int) -> Any:
        if KINDS[column] == DAY:
            return date(2020, 1, 1) + timedelta(chance.randrange(2_000))
        if KINDS[column] == TEXT:
            return text(row, column)
        return chance.randrange(1_000_000 if KINDS[column] == MONEY else 100)

    return [tuple(cell(row, column) for column in range(COLUMNS)) for row in range(count)]


def ours(path: Path, rows: list[Row]) -> Callable[[], object]:
    kinds = (CellKind.TEXT, CellKind.MONEY, CellKind.NUMBER, CellKind.DAY)

    def column(at: int) -> Column:
        total = Total.SUM if KINDS[at] == MONEY else None
        return Column(str(at), f"第{at}栏", kinds[KINDS[at]], total=total)

    sheet = Sheet(title="台账", columns=tuple(map(column, range(COLUMNS))), rows=rows)
    return lambda: write_workbook(path, [sheet], Silent())


def rustpy(path: Path, rows: list[Row]) -> Callable[[], object]:
    def look(pattern: str) -> Any:
        return Format().set_border("thin").set_num_format(pattern)

    looks = (look("@"), look("#,##0.00"), look("0"), look("yyyy-mm-dd"))
    names = [f"第{at}栏" for at in range(COLUMNS)]

    def records() -> Any:
        for row in rows:
            values = [
                v / 100 if kind == MONEY and v is not None else v for v, kind in zip(row, KINDS, strict=True)
            ]
            yield dict(zip(names, values, strict=True))

    return lambda: write_worksheet(
        records(),
        str(path),
        "台账",
        freeze_row=1,
        column_width=12.0,
        column_formats=[looks[k] for k in KINDS],
    )


def xlsxwriter_constant(path: Path, rows: list[Row]) -> Callable[[], object]:
    def write() -> None:
        book = xlsxwriter.Workbook(str(path), {"constant_memory": True, "strings_to_formulas": False})
        page = book.add_worksheet("台账")
        patterns = ("@", "#,##0.00", "0", "yyyy-mm-dd")
        looks = [book.add_format({"border": 1, "num_format": pattern}) for pattern in patterns]
        for at, row in enumerate(rows):
            for column, (value, kind) in enumerate(zip(row, KINDS, strict=True)):
                if value is None:
                    page.write_blank(at, column, None, looks[kind])
                elif kind == TEXT:
                    page.write_string(at, column, value, looks[kind])
                elif kind == DAY:
                    page.write_datetime(at, column, value, looks[kind])
                else:
                    page.write_number(at, column, value / 100 if kind == MONEY else value, looks[kind])
        book.close()

    return write


def openpyxl_write_only(path: Path, rows: list[Row]) -> Callable[[], object]:
    def write() -> None:
        book = openpyxl.Workbook(write_only=True)
        page = book.create_sheet("台账")
        for row in rows:
            page.append(row)
        book.save(path)

    return write


def ours_reading(path: Path, rows: list[Row]) -> Callable[[], object]:
    ours(path, rows)()
    rows.clear()
    return lambda: read_workbook(path, Silent())


def calamine_reading(path: Path, rows: list[Row]) -> Callable[[], object]:
    ours(path, rows)()
    rows.clear()
    return lambda: CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()


SIDES = {
    side.__name__: side
    for side in (ours, rustpy, xlsxwriter_constant, openpyxl_write_only, ours_reading, calamine_reading)
}


def main_of_one_side(name: str, count: int) -> None:
    """Measure one side in this process and print its best time and peak memory above the rows themselves."""
    rows = made_rows(count)
    with tempfile.TemporaryDirectory() as folder:
        work = SIDES[name](Path(folder) / "台账.xlsx", rows)
        before = peak_megabytes()
        times = []
        for _ in range(REPEATS if count < 50_000 else 1):
            began = time.perf_counter()
            work()
            times.append(time.perf_counter() - began)
    print(json.dumps([min(times), peak_megabytes() - before, peak_megabytes()]))


def measured(name: str, count: int) -> list[float]:
    """Run one side on its own."""
    command = [sys.executable, __file__, name, str(count)]
    ran = subprocess.run(command, check=True, capture_output=True, text=True)
    seconds, grown, peak = json.loads(ran.stdout)
    print(f"  {name:<24}{count:>9,} rows {seconds:>8.3f} s   grew {grown:>6.0f} MB   peak {peak:>6.0f} MB")
    return [seconds, grown, peak]


def main() -> int:
    small, large = 12_000, 100_000
    peers = ("rustpy", "xlsxwriter_constant", "openpyxl_write_only")
    written = {name: measured(name, small) for name in ("ours", *peers)}
    fastest = min(peers, key=lambda name: written[name][0])
    large_ours, large_peer = measured("ours", large), measured(fastest, large)
    reading, bare_reading = measured("ours_reading", small), measured("calamine_reading", small)
    large_reading = measured("ours_reading", large)
    floor = f"{fastest}"
    return report(
        "workbook, 40 columns",
        [
            Figure(
                "write 12,000", written["ours"][0], "s", written[fastest][0], floor, 0.5, ratio_at_most=1.2
            ),
            Figure("write 100,000", large_ours[0], "s", large_peer[0], floor, 4.0, ratio_at_most=1.2),
            Figure("write 100,000, memory grown", large_ours[1], "MB", at_most=100),
            Figure("read 12,000, process and checks", reading[0], "s", bare_reading[0], "calamine", 0.5),
            Figure("read 100,000, process and checks", large_reading[0], "s", at_most=6.0),
            Figure("read 100,000, our memory", large_reading[2], "MB", at_most=400),
        ],
    )


if __name__ == "__main__":
    if len(sys.argv) == 3:
        main_of_one_side(sys.argv[1], int(sys.argv[2]))
    else:
        sys.exit(main())
