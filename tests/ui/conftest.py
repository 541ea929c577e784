"""Real windows over real stores, without a screen."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from desk.stores import CHEAP, CLOCK, OFFICE, PERSON
from desk.stores import PASSPHRASE as FOUNDED_PASSPHRASE
from minzheng_desk.demo.main_job import PASSPHRASE, USER, main_job
from minzheng_desk.desk.desk import Desk
from minzheng_desk.desk.founding import create_store
from minzheng_desk.desk.local import LocalDesk
from minzheng_desk.desk.opening import open_store
from minzheng_desk.kernel.progress import Silent
from minzheng_desk.ui.event_times import TimedApplication
from minzheng_desk.ui.look.dressing import dress
from minzheng_desk.ui.look.look import look
from ui.tour import Tour

HOUSEHOLDS, SEED = 120, 7


@pytest.fixture(scope="session")
def qapp_cls() -> type[QApplication]:
    """The application remembers which events took long; they are told at the end of the run."""
    return TimedApplication


@pytest.fixture(autouse=True)
def dressed(qapp: QApplication) -> Iterator[None]:
    """Every test begins with the light look at 100 %."""
    dress(qapp)
    yield
    if (look().scheme, look().scale, look().density) != ("light", 1.0, "as_meant"):
        look().choose(scheme="light", scale=1.0, density="as_meant")


@pytest.fixture(scope="session")
def township_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An invented township after the main job, made once a run; tests work on copies."""
    to = tmp_path_factory.mktemp("township")
    main_job(to, HOUSEHOLDS, SEED, Silent())
    return to / "数据"


@pytest.fixture
def township(township_folder: Path, tmp_path: Path) -> Iterator[Desk]:
    """An open desk over a copy of the invented township."""
    folder = tmp_path / "数据"
    shutil.copytree(township_folder, folder, ignore=shutil.ignore_patterns("*.lock"))
    desk = open_store(folder, USER, PASSPHRASE)
    yield desk
    desk.close()


@pytest.fixture(scope="module")
def tour(
    qapp: QApplication, township_folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Tour]:
    """One window over a copy of the invented township, for all tests of a file."""
    whole = tmp_path_factory.mktemp("tour") / "township"
    shutil.copytree(township_folder.parent, whole, ignore=shutil.ignore_patterns("*.lock"))
    desk = open_store(whole / township_folder.name, USER, PASSPHRASE)
    begun = Tour.begin(qapp, desk)
    yield begun
    begun.end()


@pytest.fixture(scope="session")
def founded_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The closed store of an office with people and villages, and nothing else."""
    folder = tmp_path_factory.mktemp("office") / "数据"
    create_store(folder, OFFICE, PERSON, FOUNDED_PASSPHRASE, cost=CHEAP, clock=CLOCK).desk.close()
    return folder


@pytest.fixture
def founded_desk(founded_folder: Path, tmp_path: Path) -> Iterator[LocalDesk]:
    """An open desk over an empty store."""
    folder = Path(shutil.copytree(founded_folder, tmp_path / "空"))
    desk = open_store(folder, PERSON.name, FOUNDED_PASSPHRASE, clock=CLOCK)
    yield desk
    desk.close()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Tell which events kept the GUI thread busy; a figure to look at, no judgement on a busy machine."""
    app = QApplication.instance()
    if isinstance(app, TimedApplication) and app.slow:
        worst = sorted(app.slow, key=lambda one: -one.milliseconds)[:10]
        told = "、".join(f"{one.kind} {one.receiver} {one.milliseconds:.0f} ms" for one in worst)
        terminalreporter.write_line(f"{len(app.slow)} events over {app.threshold_ms:.0f} ms: {told}")
