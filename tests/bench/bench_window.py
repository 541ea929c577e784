"""The window over 100,000 persons: first paint, the usable first page, pages, scrolling, memory.

Every start is a process of its own, as at the office. The floor of the first paint is a Qt window with one
label and nothing of ours; that of the usable page is the same start over an empty store.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from bench_start import PASSPHRASE, apart, founded
from figures import Figure, report

FIRST_PAINT, USABLE, SWITCH, FRAME, MEMORY = 0.4, 1.2, 0.1, 0.033, 300.0
PAID, LINES = 3_000, 20_000
"""Households paid in a large township, and the longest roster a window must scroll."""
STARTS = 5
TYPED_FOR = 2.0
"""Seconds somebody needs to type a passphrase; the program reads in what comes next meanwhile."""
_BARE = """
from PySide6.QtWidgets import QApplication, QLabel
app = QApplication([]); label = QLabel("民政台"); label.show(); app.processEvents(); label.grab()
"""


def paid(folder: Path) -> None:
    """The township of `bench_start`, of whose 35,000 households a usual number is paid."""
    furnished(folder, PAID)


def paid_by_the_thousand(folder: Path) -> None:
    """The same, with a roster as long as a window must scroll."""
    furnished(folder, LINES)


def furnished(folder: Path, lines: int) -> None:
    """The township of `bench_start`, so many of whose households are paid, with this month's roster."""
    from minzheng_desk.benefits.model import Award, AwardAmount  # noqa: PLC0415 - in the other process
    from minzheng_desk.desk.opening import open_store  # noqa: PLC0415
    from minzheng_desk.households.model import Household  # noqa: PLC0415
    from minzheng_desk.kernel.ids import new_ids  # noqa: PLC0415
    from minzheng_desk.kernel.money import Money  # noqa: PLC0415
    from minzheng_desk.kernel.period import Month  # noqa: PLC0415
    from minzheng_desk.payroll.operations import draw_up_roster  # noqa: PLC0415
    from minzheng_desk.policy.queries import load_policy  # noqa: PLC0415
    from minzheng_desk.store.journal import Entry  # noqa: PLC0415
    from minzheng_desk.store.transaction import Transaction  # noqa: PLC0415

    founded(folder)
    desk = open_store(folder, "bench", PASSPHRASE)
    today = desk.clock.today()
    homes = desk.ask(lambda reader: reader.find(Household))[:lines]
    ids = new_ids(len(homes))
    awards = [
        Award(
            id=award_id,
            programme="dibao",
            household_id=home.id,
            person_id=home.head_id,
            since=Month(2020, 1),
            paid_through=Month.of(today).previous,
        )
        for award_id, home in zip(ids, homes, strict=True)
    ]
    amounts = [
        AwardAmount(award_id=award_id, since=Month(2020, 1), base=Money(30_000 + at), persons=1 + at % 4)
        for at, award_id in enumerate(ids)
    ]
    with desk.engine.begin() as connection:
        tx = Transaction(connection)
        tx.put_all(awards)
        tx.put_all(amounts)
        tx.finish(Entry("bench", "bench", "bench", "2026-11-21T00:00:01+00:00", "bench"))
    desk.run(
        draw_up_roster,
        "dibao",
        Month.of(today),
        policy=load_policy("demo-county"),
        drawn_up_by="计时",
        drawn_up_on=today,
    )
    desk.close()


def emptied(folder: Path) -> None:
    """The store of an office without a household."""
    from minzheng_desk.desk.founding import FirstPerson, Office, create_store  # noqa: PLC0415
    from minzheng_desk.security.model import EVERY_ROLE  # noqa: PLC0415
    from minzheng_desk.vault.keys import FLOOR  # noqa: PLC0415

    office = Office("清水镇民政办", "990000001000", "demo-county")
    create_store(
        folder, office, FirstPerson("bench", "计时", EVERY_ROLE), PASSPHRASE, cost=FLOOR
    ).desk.close()


def started(folder: Path, typed_for: float = 0.0, *, pages: bool = False) -> dict[str, float]:
    """Start the program in a process of its own and read what it measured."""
    began = time.time()
    script = str(Path(__file__).with_name("window_start.py"))
    words = [sys.executable, script, str(folder), str(began), str(typed_for), "pages" if pages else ""]
    done = subprocess.run(words, check=True, capture_output=True, text=True)
    return {name: float(value) for name, value in (line.split() for line in done.stdout.splitlines() if line)}


def least(folder: Path, name: str) -> float:
    """The best of several starts."""
    return min(started(folder, TYPED_FOR)[name] for _ in range(STARTS))


def main() -> int:
    """Measure the starts and one walk through the pages."""
    bare = []
    for _ in range(STARTS):
        began = time.perf_counter()
        subprocess.run([sys.executable, "-c", _BARE], check=True, capture_output=True)
        bare.append(time.perf_counter() - began)
    with tempfile.TemporaryDirectory() as place:
        folder, full, empty = (Path(place) / name for name in ("store", "full", "empty"))
        apart(paid, folder)
        apart(paid_by_the_thousand, full)
        apart(emptied, empty)
        started(folder)  # warm
        starts = [started(folder, TYPED_FOR) for _ in range(STARTS)]
        at_once = [started(folder) for _ in range(STARTS)]
        walked, long = started(folder, pages=True), started(full, pages=True)
        on_nothing = least(empty, "usable")
    switches = {name: value for name, value in walked.items() if name.startswith("switch:")}
    for name, value in walked.items():
        if ":" in name:
            print(f"  {name:<24}{value * 1000:7.0f} ms")
    slowest = max(switches.values())
    floor = min(bare)
    return report(
        f"The window over 100,000 persons, {PAID:,} households paid",
        [
            Figure(
                "first paint",
                min(s["first_paint"] for s in starts),
                "s",
                floor,
                "a bare Qt window",
                FIRST_PAINT,
            ),
            Figure(
                "usable 工作台", min(s["usable"] for s in starts), "s", on_nothing, "an empty store", USABLE
            ),
            Figure("usable, passphrase already typed", min(s["usable"] for s in at_once), "s"),
            Figure("slowest page switch", slowest, "s", at_most=SWITCH),
            Figure(f"frame of {long['rows']:.0f} rows, p99", long["frame"], "s", at_most=FRAME),
            Figure("memory, first page", min(s["memory"] for s in starts), "MB", at_most=MEMORY),
            Figure("memory, all pages", walked["memory_all"], "MB", at_most=MEMORY),
        ],
    )


if __name__ == "__main__":
    sys.exit(main())
