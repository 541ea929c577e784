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
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from bench_start import PASSPHRASE, apart, founded
from figures import Figure, percentile, report

FIRST_PAINT, USABLE, SWITCH, FRAME, MEMORY = 0.4, 1.2, 0.1, 0.033, 300.0
PAID, LINES = 3_000, 20_000
"""Households paid in a large township, and the longest roster a window must scroll."""
STARTS = 5
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


def started(folder: Path, *, pages: bool = False) -> dict[str, float]:
    """Start the program in a process of its own and read what it measured."""
    began = time.time()
    words = [sys.executable, __file__, "--child", str(folder), str(began), "pages" if pages else ""]
    done = subprocess.run(words, check=True, capture_output=True, text=True)
    return {name: float(value) for name, value in (line.split() for line in done.stdout.splitlines() if line)}


def child(folder: Path, began: float, *, pages: bool) -> None:
    """Start as the program starts, and print what was reached after how many seconds."""
    from minzheng_desk.ui.app import FrontDoor, application  # noqa: PLC0415 - counted from here

    app = application()
    door = FrontDoor(folder)
    door.window.show()
    app.processEvents()
    door.window.grab()
    print("first_paint", time.time() - began)
    from minzheng_desk.desk.opening import open_store  # noqa: PLC0415
    from minzheng_desk.ui.tasks import Task  # noqa: PLC0415

    typed = time.time()
    from PySide6.QtCore import QThreadPool  # noqa: PLC0415

    opening = Task("登录", lambda: open_store(folder, "bench", PASSPHRASE), QThreadPool.globalInstance())
    opening.then(door.enter).start()
    until(lambda: door.window.work is not None)
    home = door.window.work.page("home")
    until(lambda: home.month is not None and home.pressing is not None)
    app.processEvents()
    door.window.grab()
    print("usable", time.time() - typed)
    print("memory", resident())
    if pages:
        measured_pages(door)
    os._exit(0)  # nothing is to be saved


def measured_pages(door: object) -> None:
    """Open every page twice; the second time is the switch. Then scroll the largest table there is."""
    from PySide6.QtWidgets import QApplication  # noqa: PLC0415

    from minzheng_desk.ui.shots import settle  # noqa: PLC0415

    work = door.window.work
    for again in (False, True):
        for name in work.specs:
            moment = time.perf_counter()
            work.go(name)
            QApplication.processEvents()
            door.window.grab()
            print(f"{'switch' if again else 'build'}:{name}", time.perf_counter() - moment)
            settle()
    print("memory_all", resident())
    scrolled(work)


def scrolled(work: object) -> None:
    """Frames of the roster while it is scrolled by a row, a page and at random."""
    from PySide6.QtWidgets import QApplication  # noqa: PLC0415

    from minzheng_desk.ui.shots import settle  # noqa: PLC0415
    from minzheng_desk.ui.widgets.tables.table import Table  # noqa: PLC0415

    work.go("payroll")
    settle()
    tables = [table for table in work.current().findChildren(Table) if table.isVisible()]
    table = max(tables, key=lambda one: len(one.rows_shown()))
    bar = table.view.verticalScrollBar()
    frames = []
    for step in range(300):
        moment = time.perf_counter()
        bar.setValue(bar.value() + (bar.singleStep() if step % 3 else bar.pageStep()))
        QApplication.processEvents()
        table.view.viewport().grab()
        frames.append(time.perf_counter() - moment)
    print("rows", len(table.rows_shown()))
    print("frame", percentile(frames, 99))


def until(reached: Callable[[], bool], seconds: float = 60.0) -> None:
    """Let the window work until something is reached."""
    from PySide6.QtCore import QEventLoop  # noqa: PLC0415
    from PySide6.QtWidgets import QApplication  # noqa: PLC0415

    limit = time.time() + seconds
    while not reached():
        if time.time() > limit:
            sys.exit("not reached")
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 5)


def resident() -> float:
    """Megabytes of this process in memory."""
    for line in Path("/proc/self/status").read_text("utf-8").splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    return 0.0


def least(folder: Path, name: str) -> float:
    """The best of several starts."""
    return min(started(folder)[name] for _ in range(STARTS))


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
        starts = [started(folder) for _ in range(STARTS)]
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
            Figure("slowest page switch", slowest, "s", at_most=SWITCH),
            Figure(f"frame of {long['rows']:.0f} rows, p99", long["frame"], "s", at_most=FRAME),
            Figure("memory, first page", min(s["memory"] for s in starts), "MB", at_most=MEMORY),
            Figure("memory, all pages", walked["memory_all"], "MB", at_most=MEMORY),
        ],
    )


if __name__ == "__main__":
    if sys.argv[1:2] == ["--child"]:
        child(Path(sys.argv[2]), float(sys.argv[3]), pages=sys.argv[4:5] == ["pages"])
    sys.exit(main())
