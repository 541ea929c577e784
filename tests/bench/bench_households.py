"""家庭档案 over 35,000 households and 9,000 awards: the list, a search, one file, and how it stands.

The floor of the page is the same questions, asked of the store without threads and windows.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from bench_home import paid, until
from bench_start import PASSPHRASE, apart
from figures import Figure, best, report
from people import TODAY
from PySide6.QtWidgets import QApplication

from minzheng_desk.benefits.judging import judge_household
from minzheng_desk.benefits.listing import FIRST_ROWS, households_found, households_listed
from minzheng_desk.desk.desk import Desk
from minzheng_desk.desk.opening import open_store
from minzheng_desk.kernel.period import Month
from minzheng_desk.ui.frame.work import WorkArea
from minzheng_desk.ui.look.dressing import dress
from minzheng_desk.ui.panels.households.asked import opened
from minzheng_desk.ui.panels.households.page import HouseholdsScreen
from minzheng_desk.ui.screens.households import SCREEN
from minzheng_desk.ui.settings import Settings
from minzheng_desk.ui.workbench import Workbench

MONTH = Month.of(TODAY)


def shown(desk: Desk) -> tuple[float, float, float]:
    """Seconds until the first rows, until the first file with its verdicts, until the whole list."""
    bench = Workbench(desk)
    began = time.perf_counter()
    work = WorkArea(bench, Settings(None), [SCREEN])
    work.resize(1366, 697)
    work.show()
    work.go("households")
    page = work.page("households")
    assert isinstance(page, HouseholdsScreen)
    until(lambda: page.list.model.rowCount() > 0)
    rows = time.perf_counter() - began
    until(lambda: page.file.shown is not None and page.verdicts.judged is not None)
    file = time.perf_counter() - began
    until(lambda: page.list.model.rowCount() > FIRST_ROWS)
    whole = time.perf_counter() - began
    bench.finish()
    work.close()
    return rows, file, whole


def main() -> int:
    """Fill a store, open the page over it again and again."""
    app = QApplication([])
    dress(app)
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "store"
        apart(paid, folder)
        with closing(open_store(folder, "bench", PASSPHRASE)) as desk:
            first, listed = best(lambda: desk.ask(households_listed, MONTH, limit=FIRST_ROWS))
            whole, _ = best(lambda: desk.ask(households_listed, MONTH))
            found, _ = best(lambda: desk.ask(households_found, "z", MONTH))
            file, _ = best(lambda: desk.ask(opened, listed[0].id, TODAY))
            judged, _ = best(lambda: desk.ask(judge_household, listed[0].id, TODAY))
            pages = [shown(desk) for _ in range(2)]
    figures = [
        Figure("first rows of the list", first, "s", at_most=0.25),
        Figure("the whole list", whole, "s", at_most=1.5),
        Figure("a search by one letter", found, "s", at_most=0.25),
        Figure("one file", file, "s", at_most=0.1),
        Figure("one household under every programme", judged, "s", at_most=0.25),
        Figure("page: first rows", min(p[0] for p in pages), "s", first, "store", at_most=0.6),
        Figure(
            "page: file with its verdicts", min(p[1] for p in pages), "s", file + judged, "store", at_most=1.2
        ),
        Figure("page: the whole list", min(p[2] for p in pages), "s", whole, "store", at_most=2.5),
    ]
    return report("家庭档案 over 35,000 households, 9,000 awards", figures)


if __name__ == "__main__":
    sys.exit(main())
