"""The main window: who is at the desk sees their pages; a restored backup; steps walked again."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from minzheng_desk.desk.local import LocalDesk
from minzheng_desk.desk.opening import open_store
from minzheng_desk.desk.people import change_person
from minzheng_desk.ui.frame.lock import fit_lock
from minzheng_desk.ui.frame.window import MainWindow
from minzheng_desk.ui.look.look import look
from minzheng_desk.ui.settings import Settings
from minzheng_desk.ui.shots import settle
from minzheng_desk.ui.tasks import Task
from minzheng_desk.ui.widgets.dialogs import AskWithVerbs
from ui.frame.conftest import CLOCK, HERS, PASSPHRASE


@pytest.fixture
def window(open_desk: LocalDesk, qtbot: QtBot) -> Iterator[MainWindow]:
    made = MainWindow(Settings(None))
    qtbot.addWidget(made)
    fit_lock(made)
    made.show_desk(open_desk)
    made.show()
    settle()
    yield made
    made.close()


def test_another_person_finds_the_same_page_with_their_own_rights(window: MainWindow) -> None:
    window.work.go("settings:people")
    settle()
    before = window.work
    window.lock()
    change_person(window.work.bench.desk, "chen", HERS)
    window.unlock()
    settle()
    assert window.work is not before
    assert "chen" == window.work.person
    assert "settings" == window.work.here.screen
    may = window.work.bench.may
    assert [name for name in window.work.specs if not may(window.work.specs[name].may)] == []


def test_the_same_person_finds_everything_as_it_was(window: MainWindow) -> None:
    before = window.work
    window.lock()
    window.unlock()
    assert window.work is before


def test_nothing_of_the_pages_is_seen_while_locked(window: MainWindow) -> None:
    window.lock()
    assert not window.work.isVisible()


def test_ctrl_k_opens_the_finder_and_esc_closes_it(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.keyClick(window.work, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    assert window.finder.isVisible()
    qtbot.keyClick(window.finder.field, Qt.Key.Key_Escape)
    assert not window.finder.isVisible()


def test_the_steps_of_the_first_run_can_be_walked_again_and_left(window: MainWindow, qtbot: QtBot) -> None:
    window.work.go("settings:office")
    settle()
    window.work.set_up_again()
    qtbot.waitUntil(lambda: not window.work.isVisible(), timeout=20_000)
    steps = window.centralWidget().currentWidget()
    steps.left.emit()
    assert window.work.isVisible()


def test_keys_clicks_and_the_wheel_put_off_the_lock_and_nothing_else_does(
    window: MainWindow, qtbot: QtBot
) -> None:
    window.settings.put("lock/minutes", 1)
    handle, soon = window.windowHandle(), 6000
    window.activateWindow()
    QTest.qWaitForWindowActive(window)

    def left_after(act: Callable[[], object]) -> int:
        window.idle.start(5000)
        act()
        return window.idle.remainingTime()

    assert left_after(lambda: QTest.mouseMove(handle, QPoint(30, 30))) <= soon
    assert left_after(lambda: window.work.page("journal")) <= soon
    assert left_after(lambda: QTest.keyClick(handle, Qt.Key.Key_F9)) > soon
    assert left_after(lambda: QTest.mouseClick(handle, Qt.MouseButton.LeftButton, pos=QPoint(600, 5))) > soon


def test_nobody_there_locks_the_window(window: MainWindow, qtbot: QtBot) -> None:
    window.idle.start(10)
    qtbot.waitUntil(lambda: not window.work.isVisible(), timeout=5000)


def test_ctrl_and_the_wheel_change_the_size_of_type_and_scroll_nothing(window: MainWindow) -> None:
    before = look().scale
    turned = QWheelEvent(
        QPointF(600, 300),
        QPointF(600, 300),
        QPoint(),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.ControlModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(window.windowHandle(), turned)
    assert look().scale > before
    assert look().scale == window.settings.get("look/scale")


class Long:
    """Work that lasts until it is let go, and says whether it came to its end."""

    def __init__(self, window: MainWindow) -> None:
        self.go_on = threading.Event()
        self.done = False
        self.task = window.work.bench.work("导入登记表", self._work)

    def _work(self, task: Task[None]) -> None:
        while not self.go_on.wait(0.02):
            task.report(1, 2, "")
        self.done = True


@pytest.fixture
def long(window: MainWindow) -> Iterator[Long]:
    made = Long(window)
    made.task.start()
    window.work.tasks.follow(made.task)
    yield made
    made.go_on.set()


def asked(window: MainWindow) -> AskWithVerbs:
    """What the window asks when somebody closes it."""
    window.close()
    (ask,) = window.findChildren(AskWithVerbs)
    assert "导入登记表" in " ".join(one.text() for one in ask.findChildren(QLabel))
    return ask


def press(ask: AskWithVerbs, verb: str) -> None:
    next(button for button in ask.findChildren(QPushButton) if button.text() == verb).click()


def test_closing_during_work_asks_once_and_waits_for_its_end(
    window: MainWindow, long: Long, qtbot: QtBot
) -> None:
    press(asked(window), "做完再关闭")
    assert window.isVisible()
    long.go_on.set()
    qtbot.waitUntil(lambda: not window.isVisible(), timeout=5000)
    assert long.done


def test_work_that_is_stopped_lets_the_window_close(window: MainWindow, long: Long, qtbot: QtBot) -> None:
    press(asked(window), "停下并关闭")
    qtbot.waitUntil(lambda: not window.isVisible(), timeout=5000)
    assert not long.done


def test_who_thinks_better_of_closing_goes_on_working(window: MainWindow, long: Long, qtbot: QtBot) -> None:
    press(asked(window), "取消")
    long.go_on.set()
    qtbot.waitUntil(lambda: long.task.finished, timeout=5000)
    settle()
    assert window.isVisible()
    assert long.done


def test_how_close_rows_stand_is_kept_by_itself_for_the_next_start(qtbot: QtBot) -> None:
    settings = Settings(None)
    settings.put("look/density", "compact")
    started = MainWindow(settings)
    qtbot.addWidget(started)
    assert "compact" == look().density


def test_work_that_ends_after_its_window_has_gone_is_told_to_nobody(
    open_desk: LocalDesk, qtbot: QtBot
) -> None:
    gone = MainWindow(Settings(None))
    gone.show_desk(open_desk)
    long = Long(gone)
    long.task.start()
    gone.work.tasks.follow(long.task)
    tasks = gone.work.tasks
    gone._unseat()
    qtbot.waitUntil(lambda: not isValid(tasks), timeout=5000)
    long.go_on.set()
    qtbot.waitUntil(lambda: long.task.finished, timeout=5000)
    settle()
    gone.close()


class Sleeper:
    """A clock of a computer that sleeps for two hours when told to."""

    def __init__(self) -> None:
        self.slept = timedelta()

    def today(self) -> date:
        """The day the tests live in."""
        return CLOCK.today()

    def now(self) -> datetime:
        """Nine in the morning, and later after every sleep."""
        return CLOCK.now() + self.slept


def test_a_computer_that_slept_wakes_up_locked(store_folder: Path, qtbot: QtBot) -> None:
    clock = Sleeper()
    window = MainWindow(Settings(None))
    qtbot.addWidget(window)
    fit_lock(window)
    window.show_desk(open_store(store_folder, "zhou", PASSPHRASE, clock=clock))
    window.show()
    for _ in range(2):
        window.pulse.timeout.emit()
    assert window.work.isVisible(), "nobody slept"
    clock.slept = timedelta(hours=2)
    window.pulse.timeout.emit()
    assert not window.work.isVisible()
    settle()
    window.close()
