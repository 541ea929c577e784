"""Every page opens over 100,000 persons in 35,000 households, 3,000 of them paid."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from minzheng_desk.desk.desk import Desk
from minzheng_desk.desk.opening import open_store
from minzheng_desk.ui.frame.work import found_screens
from minzheng_desk.ui.shots import settle
from minzheng_desk.ui.widgets.dialogs import ProblemDialog
from ui.showing import showing

BENCH = Path(__file__).parents[1] / "bench"
MAKE = "import sys; from pathlib import Path; from bench_window import paid; paid(Path(sys.argv[1]))"
PASSPHRASE = "bench-passphrase"
HOUSEHOLDS, PAID = 35_000, 3_000


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """The township of the benches, made by a process of its own, whose memory is not ours."""
    folder = tmp_path_factory.mktemp("large") / "数据"
    places = os.pathsep.join([str(BENCH), *sys.path])
    subprocess.run(
        [sys.executable, "-c", MAKE, str(folder)], check=True, env={**os.environ, "PYTHONPATH": places}
    )
    desk = open_store(folder, "bench", PASSPHRASE)
    yield desk
    desk.close()


@pytest.fixture(scope="module")
def pages(large: Desk) -> Iterator[object]:
    """One window for all of them, as a day at the office has one."""
    with showing(large, "home") as page:
        yield page.window()


@pytest.mark.parametrize("name", [spec.name for spec in found_screens()])
def test_a_page_opens(pages: object, name: str, qtbot: QtBot) -> None:
    pages.work.go(name)
    settle()
    assert pages.work.current() is pages.work.page(name)
    assert [] == [one.details for one in pages.findChildren(ProblemDialog)]


def test_what_is_shown_is_all_there_is(pages: object, qtbot: QtBot) -> None:
    pages.work.go("benefits")
    settle()
    assert f"{PAID:,} 份待遇" in pages.work.current().header.said.text()
    found = pages.work.rechecking
    qtbot.waitUntil(lambda: found.result is not None, timeout=120_000)
    assert (HOUSEHOLDS, PAID) == (found.result.households, found.result.awards)
