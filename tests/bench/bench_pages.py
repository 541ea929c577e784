"""Pages over 100,000 persons: how soon a switch is painted and settled, and how long the window is silent.

Silence is measured by a heartbeat: a recorder that looks at every event between the widgets (as the tests use
to name what is slow) makes the building of a page twice as long.
"""

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
from window_start import resident, until

BUSY = 0.05
"""Seconds no event may keep the thread of the window (ui.md §18)."""
BEAT = 0.004
MEMORY = 300.0
"""Megabytes, with every page built and the whole township gone through."""
PATIENCE = 5.0
"""Seconds a page is waited for; going through every household takes longer, beside it, and is not."""


def child(folder: Path) -> None:
    """Open every page twice; print by page the figures and the slow events."""
    from PySide6.QtWidgets import QApplication  # noqa: PLC0415

    from minzheng_desk.desk.opening import open_store  # noqa: PLC0415 - in the process that is measured
    from minzheng_desk.ui.frame.window import MainWindow  # noqa: PLC0415
    from minzheng_desk.ui.look.dressing import dress  # noqa: PLC0415
    from minzheng_desk.ui.settings import Settings  # noqa: PLC0415

    app = QApplication([])
    dress(app)
    window = MainWindow(Settings(None))
    work = window.show_desk(open_store(folder, "bench", PASSPHRASE))
    window.show()
    answered(set())
    until(lambda: work.rechecking.result is not None)
    heart = Heartbeat()
    for visit in ("first", "again"):
        for name in work.specs:
            work.go("home" if name != "home" else "policy")
            answered(set(), 1.0)
            visited(heart, window, visit, name)
    print("memory", resident())
    sys.stdout.flush()
    os._exit(0)  # nothing is to be saved


class Heartbeat:
    """The longest time for which the thread of the window did nothing else than what it was doing."""

    def __init__(self) -> None:
        from PySide6.QtCore import Qt, QTimer  # noqa: PLC0415

        self.longest, self._last = 0.0, time.perf_counter()
        self._timer = QTimer()
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(int(BEAT * 1000))
        self._timer.timeout.connect(self._beat)
        self._timer.start()

    def listen(self) -> None:
        """Begin to count."""
        self.longest, self._last = 0.0, time.perf_counter()

    def _beat(self) -> None:
        now = time.perf_counter()
        self.longest = max(self.longest, now - self._last - BEAT)
        self._last = now


def visited(heart: Heartbeat, window: Any, visit: str, name: str) -> None:
    """Go to a page and print when it was painted and had its answers, and its longest silence."""
    from PySide6.QtWidgets import QApplication  # noqa: PLC0415

    from minzheng_desk.ui.tasks import unfinished  # noqa: PLC0415

    before, began = set(unfinished()), time.perf_counter()
    window.work.go(name)
    QApplication.processEvents()
    window.grab()
    print(f"{visit}:{name}:painted", time.perf_counter() - began)
    heart.listen()
    answered(before)
    print(f"{visit}:{name}:settled", time.perf_counter() - began)
    print(f"{visit}:{name}:silent", heart.longest)


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
        name, value = line.split()
        figures[name] = float(value)
        if ":" in name:
            print(f"  {name:<28}{figures[name] * 1000:7.0f} ms")

    def slowest(visit: str, what: str) -> float:
        return max(figures[name] for name in figures if name.startswith(visit) and name.endswith(what))

    return report(
        "Pages over 100,000 persons",
        [
            Figure("slowest switch to the first paint", slowest("again", "painted"), "s", at_most=SWITCH),
            Figure("slowest first visit to the first paint", slowest("first", "painted"), "s"),
            Figure("longest silence at a later visit", slowest("again", "silent"), "s", at_most=BUSY),
            Figure("longest silence at a first visit", slowest("first", "silent"), "s", at_most=BUSY),
            Figure("memory, every page built", figures["memory"], "MB", at_most=MEMORY),
        ],
    )


if __name__ == "__main__":
    if sys.argv[1:2] == ["--child"]:
        child(Path(sys.argv[2]))
    sys.exit(main())
