"""The finder over 100,000 persons: milliseconds from the key to the first answer in the list.

The floor is the same keystroke asked of the store alone, without threads, windows and what people are paid.
"""

from __future__ import annotations

import os
import random
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from bench_search import typed_queries
from bench_start import PASSPHRASE, apart, founded
from figures import Figure, percentile, report
from people import Township, township
from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from minzheng_desk.desk.desk import Desk
from minzheng_desk.desk.opening import open_store
from minzheng_desk.households.queries import find_people
from minzheng_desk.ui.frame.finder import Finder
from minzheng_desk.ui.frame.work import WorkArea
from minzheng_desk.ui.look.dressing import dress
from minzheng_desk.ui.screens.home import SCREEN
from minzheng_desk.ui.settings import Settings
from minzheng_desk.ui.workbench import Workbench

GOAL_MS, OPEN_MS = 100.0, 50.0
TYPED = 8
_PAUSE = 50


def shown_after(finder: Finder) -> float:
    """Milliseconds until the list has been filled anew."""
    loop, began = QEventLoop(), time.perf_counter()
    finder.list.answers.modelReset.connect(loop.quit)
    QTimer.singleShot(5000, loop.quit)
    loop.exec()
    finder.list.answers.modelReset.disconnect(loop.quit)
    return (time.perf_counter() - began) * 1000


def keystrokes(finder: Finder, texts: list[str]) -> list[float]:
    """Milliseconds for every key of every text, each waited for."""
    times = []
    for text in texts:
        finder.field.setText("")
        QTest.qWait(_PAUSE)
        for end in range(1, len(text) + 1):
            began = time.perf_counter()
            finder.field.setText(text[:end])
            shown_after(finder)
            times.append((time.perf_counter() - began) * 1000)
    return times


def alone(desk: Desk, texts: list[str]) -> list[float]:
    """The same keystrokes, asked of the store alone."""
    times = []
    for text in texts:
        for end in range(1, len(text) + 1):
            began = time.perf_counter()
            desk.ask(find_people, text[:end])
            times.append((time.perf_counter() - began) * 1000)
    return times


def two_words(made: Township, chance: random.Random) -> list[str]:
    """A surname and a village, as somebody asks who knows no more."""
    people = chance.sample(made.persons, TYPED)
    return [f"{person.name[0]} {chance.choice(made.regions).name[:3]}" for person in people]


def opening(finder: Finder) -> float:
    """Milliseconds from asking for the finder until it stands there."""
    finder.leave()
    began = time.perf_counter()
    finder.open()
    QApplication.processEvents()
    return (time.perf_counter() - began) * 1000


def main() -> int:
    """Fill a store, open the windows over it, type."""
    app = QApplication([])
    dress(app)
    made, chance = township(), random.Random(1)
    queries = {kind: texts[:TYPED] for kind, texts in typed_queries(made, chance).items()}
    queries["surname and village"] = two_words(made, chance)
    del made
    figures: list[Figure] = []
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "store"
        apart(founded, folder)
        with closing(open_store(folder, "bench", PASSPHRASE)) as desk:
            bench = Workbench(desk)
            work = WorkArea(bench, Settings(None), [SCREEN])
            work.resize(1366, 697)
            work.show()
            finder = Finder(work)
            finder.open()
            QTest.keyClick(finder.field, Qt.Key.Key_1)
            first = shown_after(finder)
            opened = [opening(finder) for _ in range(20)]
            for kind, texts in queries.items():
                times, bare = keystrokes(finder, texts), alone(desk, texts)
                floor = percentile(bare, 0.99)
                figures.append(
                    Figure(f"{kind}: p99", percentile(times, 0.99), "ms", floor, "store", at_most=GOAL_MS)
                )
            finder.leave()
            bench.finish()
            work.close()
    figures.append(Figure("first key of the day", first, "ms"))
    figures.append(
        Figure("Ctrl+K until it stands there: p99", percentile(opened, 0.99), "ms", at_most=OPEN_MS)
    )
    return report("From the key to the first answer over 100,000 persons", figures)


if __name__ == "__main__":
    sys.exit(main())
