"""One start of the program, measured from outside by `bench_window.py`; it imports nothing of a bench."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

PASSPHRASE = "bench-passphrase"


def child(folder: Path, began: float, typed_for: float, *, pages: bool) -> None:
    """Start as the program starts, and print what was reached after how many seconds."""
    from minzheng_desk.ui.app import FrontDoor, application  # noqa: PLC0415 - counted from here

    app = application()
    door = FrontDoor(folder)
    door.window.show()
    app.processEvents()
    door.window.grab()
    print("first_paint", time.time() - began)
    enough = time.time() + typed_for
    until(lambda: time.time() >= enough)
    entered = time.time()
    from PySide6.QtCore import QThreadPool  # noqa: PLC0415

    from minzheng_desk.desk.opening import open_store  # noqa: PLC0415
    from minzheng_desk.ui.tasks import Task  # noqa: PLC0415

    opening = Task("登录", lambda: open_store(folder, "bench", PASSPHRASE), QThreadPool.globalInstance())
    opening.then(door.enter).start()
    until(lambda: door.window.work is not None)
    home = door.window.work.page("home")
    until(lambda: home.month is not None and home.pressing is not None)
    app.processEvents()
    door.window.grab()
    print("usable", time.time() - entered)
    print("memory", resident())
    until(lambda: bool(door.settings.get("policy/last")))
    door.settings.save()  # as at the end of a day: the next start knows what this one worked by
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
    until(lambda: work.rechecking.result is not None)
    print("memory_all", resident())
    scrolled(work)


def scrolled(work: object) -> None:
    """Frames of the roster while it is scrolled by a row, a page and at random."""
    from figures import percentile  # noqa: PLC0415
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


if __name__ == "__main__":
    child(Path(sys.argv[1]), float(sys.argv[2]), float(sys.argv[3]), pages=sys.argv[4:5] == ["pages"])
