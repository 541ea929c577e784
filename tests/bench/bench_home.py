"""工作台 over 100,000 persons and 9,000 awards: from asking for the page until it shows what needs somebody.

The floor is the same questions asked of the store one after the other, without threads and windows.
"""

from __future__ import annotations

import os
import random
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from bench_start import PASSPHRASE, apart, founded
from figures import Figure, best, report
from people import TODAY
from PySide6.QtCore import QEventLoop
from PySide6.QtWidgets import QApplication

from minzheng_desk.benefits.model import Award, AwardAmount
from minzheng_desk.desk.desk import Desk
from minzheng_desk.desk.opening import open_store
from minzheng_desk.households.model import DisabilityCertificate, Member
from minzheng_desk.kernel.money import Money
from minzheng_desk.kernel.period import Month
from minzheng_desk.store.journal import Entry
from minzheng_desk.store.transaction import Transaction
from minzheng_desk.ui.frame.work import WorkArea
from minzheng_desk.ui.look.dressing import dress
from minzheng_desk.ui.panels.home.asked import course, month_now, pressing_now
from minzheng_desk.ui.panels.home.page import HomeScreen
from minzheng_desk.ui.screens.home import SCREEN
from minzheng_desk.ui.settings import Settings
from minzheng_desk.ui.workbench import Workbench

AWARDS, CERTIFIED = 9000, 6000
PROGRAMMES = ("dibao", "old_age_allowance", "disability_living_allowance", "disability_care_allowance")
PATIENCE = 60


def paid(folder: Path) -> None:
    """Found the store, and let every eleventh person receive something, half of it long not reviewed."""
    founded(folder)
    chance = random.Random(3)
    with closing(open_store(folder, "bench", PASSPHRASE)) as desk:
        members = desk.ask(lambda reader: reader.find(Member))
        chance.shuffle(members)
        awards = [
            Award(
                programme=chance.choice(PROGRAMMES),
                household_id=member.household_id,
                person_id=member.person_id,
                since=Month(chance.randint(2015, 2026), chance.randint(1, 11)),
            )
            for member in members[:AWARDS]
        ]
        amounts = [AwardAmount(award_id=award.id, since=award.since, base=Money(58_000)) for award in awards]
        certificates = [
            DisabilityCertificate(
                person_id=member.person_id,
                category="4",
                grade="2",
                issued_on=date(chance.randint(2012, 2026), 5, 1),
            )
            for member in members[:CERTIFIED]
        ]
        with desk.engine.begin() as connection:
            tx = Transaction(connection)
            for records in (awards, amounts, certificates):
                tx.put_all(records)
            tx.finish(Entry("bench", "bench", "bench", "2026-11-21T00:00:00+00:00", "bench"))


def until(done: Callable[[], bool]) -> float:
    """Seconds until something holds, the events of the window being handled meanwhile."""
    began = time.perf_counter()
    while not done() and time.perf_counter() - began < PATIENCE:
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, 20)
    return time.perf_counter() - began


def shown(desk: Desk) -> tuple[float, float]:
    """Seconds until the month is there, and until everything that needs somebody is."""
    bench = Workbench(desk)
    began = time.perf_counter()
    work = WorkArea(bench, Settings(None), [SCREEN])
    work.resize(1366, 697)
    work.show()
    work.go("home")
    page = work.page("home")
    assert isinstance(page, HomeScreen)
    until(lambda: page.month is not None)
    first = time.perf_counter() - began
    until(lambda: page.pressing is not None and page.trend.changes.as_rows() != ())
    whole = time.perf_counter() - began
    bench.finish()
    work.close()
    return first, whole


def alone(desk: Desk) -> int:
    """The questions of the page, one after the other."""
    found = desk.ask(month_now, TODAY), desk.ask(pressing_now, TODAY), desk.ask(course, TODAY)
    return len(found)


def main() -> int:
    """Fill a store, open the page over it again and again."""
    app = QApplication([])
    dress(app)
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "store"
        apart(paid, folder)
        with closing(open_store(folder, "bench", PASSPHRASE)) as desk:
            cold = shown(desk)
            bare, _ = best(lambda: alone(desk), 3)
            warm = [shown(desk) for _ in range(5)]
    figures = [
        Figure("the month, warm", min(first for first, _ in warm), "s", at_most=0.4),
        Figure("all that needs somebody, warm", min(w for _, w in warm), "s", bare, "store", at_most=1.2),
        Figure("the same, the first time", cold[1], "s"),
    ]
    return report(f"工作台 over 100,000 persons, {AWARDS:,} awards", figures)


if __name__ == "__main__":
    sys.exit(main())
