"""What nobody needs is freed by the thread of the window, and only while a desk is open."""

from __future__ import annotations

import gc
import sys
import threading
import weakref
from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from minzheng_desk.desk.local import LocalDesk
from minzheng_desk.ui.housekeeping import TURN, set_aside
from minzheng_desk.ui.workbench import Workbench


class Ring:
    """Holds itself, so that only the collector can free it."""

    def __init__(self) -> None:
        self.itself = self
        self.ballast = [[] for _ in range(5000)]
        """Enough that a walk is worth its while."""


@pytest.fixture
def bench(founded_desk: LocalDesk, qtbot: QtBot) -> Iterator[Workbench]:
    made = Workbench(founded_desk)
    yield made
    made.finish()


def test_what_holds_itself_is_freed_after_a_moment_in_the_thread_of_the_window(
    bench: Workbench, qtbot: QtBot
) -> None:
    ring, freed_in = Ring(), []
    gone = weakref.ref(ring, lambda _: freed_in.append(threading.current_thread()))
    del ring
    assert gone() is not None
    qtbot.waitUntil(lambda: gone() is None, timeout=5000)
    assert [threading.main_thread()] == freed_in


def test_no_other_thread_walks_over_everything(bench: Workbench, qtbot: QtBot) -> None:
    walks: list[threading.Thread] = []
    gc.callbacks.append(lambda *_: walks.append(threading.current_thread()))
    try:
        task = bench.work("造一万个圈", lambda _: [Ring() for _ in range(20)])
        with qtbot.waitSignal(task.ended, timeout=5000):
            task.start()
    finally:
        gc.callbacks.pop()
    assert set(walks) <= {threading.main_thread()}


def test_the_window_gets_its_turn_soon(bench: Workbench) -> None:
    assert pytest.approx(TURN) == sys.getswitchinterval()


def test_a_closed_desk_leaves_the_interpreter_as_it_was(founded_desk: LocalDesk, qtbot: QtBot) -> None:
    bench = Workbench(founded_desk)
    assert not gc.isenabled()
    set_aside()
    assert gc.get_freeze_count() > 0
    bench.finish()
    assert gc.isenabled()
    assert gc.get_freeze_count() == 0
