"""Pages over 100,000 persons: how soon a switch is painted and settled, and what kept the window busy."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from bench_start import PASSPHRASE, apart
from bench_window import SWITCH, paid
from figures import Figure, report
from window_start import until

BUSY = 0.05
"""Seconds no event may keep the thread of the window (ui.md §18)."""
PATIENCE = 5.0
"""Seconds a page is waited for; going through every household takes longer, beside it, and is not."""


def child(folder: Path) -> None:
    """Open every page twice; print by page the figures and the slow events."""
    from minzheng_desk.desk.opening import open_store  # noqa: PLC0415 - in the process that is measured
    from minzheng_desk.ui.event_times import TimedApplication  # noqa: PLC0415
    from minzheng_desk.ui.frame.window import MainWindow  # noqa: PLC0415
    from minzheng_desk.ui.look.dressing import dress  # noqa: PLC0415
    from minzheng_desk.ui.settings import Settings  # noqa: PLC0415

    app = TimedApplication([])
    dress(app)
    window = MainWindow(Settings(None))
    work = window.show_desk(open_store(folder, "bench", PASSPHRASE))
    window.show()
    answered(set())
    for visit in ("first", "again"):
        for name in work.specs:
            work.go("home" if name != "home" else "policy")
            answered(set(), 1.0)
            visited(app, window, visit, name)
    sys.stdout.flush()
    os._exit(0)  # nothing is to be saved


def visited(app: Any, window: Any, visit: str, name: str) -> None:
    """Go to a page and print when it was painted, when it had its answers, and what took long on the way."""
    from minzheng_desk.ui.tasks import unfinished  # noqa: PLC0415

    app.slow.clear()
    before, began = set(unfinished()), time.perf_counter()
    window.work.go(name)
    app.processEvents()
    window.grab()
    print(f"{visit}:{name}:painted", time.perf_counter() - began)
    answered(before)
    print(f"{visit}:{name}:settled", time.perf_counter() - began)
    print(f"{visit}:{name}:busy", max((one.milliseconds for one in app.slow), default=0.0) / 1000)
    for one in app.slow:
        print(f"# {visit} {name}: {one.kind} {one.receiver} {one.milliseconds:.0f} ms")


def answered(before: set[Any], most: float = PATIENCE) -> None:
    """Wait for the questions asked since ``before``, and until what they brought is drawn."""
    from PySide6.QtWidgets import QApplication  # noqa: PLC0415

    from minzheng_desk.ui.tasks import unfinished  # noqa: PLC0415

    limit = time.perf_counter() + most
    until(lambda: not set(unfinished()) - before or time.perf_counter() > limit)
    for _ in range(3):
        QApplication.processEvents()


def main() -> int:
    """Walk through the pages once and judge the slowest switch and the slowest event."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "store"
        apart(paid, folder)
        words = [sys.executable, __file__, "--child", str(folder)]
        told = subprocess.run(words, check=True, capture_output=True, text=True).stdout.splitlines()
    figures: dict[str, float] = {}
    for line in told:
        if line.startswith("#"):
            print(line)
        else:
            name, value = line.split()
            figures[name] = float(value)
            print(f"  {name:<28}{figures[name] * 1000:7.0f} ms")
    switches = [value for name, value in figures.items() if name.startswith("again") and "painted" in name]
    busy = [value for name, value in figures.items() if name.startswith("again") and "busy" in name]
    first = [value for name, value in figures.items() if name.startswith("first") and "busy" in name]
    return report(
        "Pages over 100,000 persons",
        [
            Figure("slowest switch to the first paint", max(switches), "s", at_most=SWITCH),
            Figure("slowest event at a later visit", max(busy), "s", at_most=BUSY),
            Figure("slowest event at a first visit, page built", max(first), "s"),
        ],
    )


if __name__ == "__main__":
    if sys.argv[1:2] == ["--child"]:
        child(Path(sys.argv[2]))
    sys.exit(main())
