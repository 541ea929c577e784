"""The locked window, by the keyboard, on real stores: who comes back, who changes, what nobody may see."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLabel, QLineEdit, QStackedWidget, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desk.stores import CLOCK, PASSPHRASE
from minzheng_desk.desk.local import LocalDesk
from minzheng_desk.desk.opening import open_store
from minzheng_desk.desk.tries import Tries
from minzheng_desk.office.operations import revise_setting
from minzheng_desk.store.journal import newest_entries
from minzheng_desk.ui.frame.lock import Lock, fit_lock
from minzheng_desk.ui.frame.window import MainWindow
from minzheng_desk.ui.settings import Settings
from minzheng_desk.ui.tasks import Task, under_way
from minzheng_desk.ui.workbench import Workbench
from ui.frame.conftest import HERS


@pytest.fixture
def bench(qtbot: QtBot, open_desk: LocalDesk) -> Iterator[Workbench]:
    made = Workbench(open_desk)
    yield made
    made.finish()


@pytest.fixture
def lock(qtbot: QtBot, bench: Workbench) -> Lock:
    made = Lock(bench, Tries())
    qtbot.addWidget(made)
    made.resize(1000, 700)
    made.show()
    qtbot.waitExposed(made)
    qtbot.waitUntil(lambda: made.door.names.model().rowCount() == 2)
    return made


def newest(desk: LocalDesk) -> tuple[str, str]:
    with desk.engine.connect() as connection:
        entry = next(iter(newest_entries(connection, 1)))
    return entry.operation, entry.actor


def test_the_same_person_comes_back_and_nothing_is_written(
    qtbot: QtBot, lock: Lock, open_desk: LocalDesk
) -> None:
    before = newest(open_desk)
    assert lock.focusWidget() is lock.door.passphrase
    with qtbot.waitSignal(lock.opened, timeout=10_000) as opened:
        lock.door.passphrase.insert(PASSPHRASE)
        qtbot.keyClick(lock.door.passphrase, Qt.Key.Key_Return)
    assert opened.args is not None
    assert "zhou" == opened.args[0].name
    assert before == newest(open_desk)


def test_another_person_takes_over_and_works_under_the_new_name(
    qtbot: QtBot, lock: Lock, bench: Workbench, open_desk: LocalDesk
) -> None:
    with qtbot.waitSignal(lock.opened, timeout=10_000):
        qtbot.keyClick(lock.door.passphrase, Qt.Key.Key_Down)
        qtbot.keyClicks(lock.door.passphrase, HERS)
        qtbot.keyClick(lock.door.passphrase, Qt.Key.Key_Return)
    assert "陈敏" == bench.actor.display_name
    assert ("security.sign_in", "chen") == newest(open_desk)
    with qtbot.waitSignal(bench.committed, timeout=10_000):
        bench.task(revise_setting, name="清水镇社会事务办").start()
    assert ("office.revise_setting", "chen") == newest(open_desk)


def test_five_wrong_tries_shut_the_door_and_the_next_lock_remembers(
    qtbot: QtBot, bench: Workbench, lock: Lock
) -> None:
    tries = Tries()
    door = Lock(bench, tries)
    qtbot.addWidget(door)
    door.show()
    for _ in range(5):
        door.door.outcome.clear()
        door.door.passphrase.insert("wrong passphrase")
        qtbot.keyClick(door.door.passphrase, Qt.Key.Key_Return)
        qtbot.waitUntil(door.door.outcome.notice.isVisible, timeout=10_000)
    again = Lock(bench, tries)
    qtbot.addWidget(again)
    again.show()
    assert "暂停 1 分钟" in again.door.outcome.notice.text
    assert not again.door.passphrase.isEnabled()


def test_a_change_of_person_waits_for_the_work_that_is_being_saved(
    qtbot: QtBot, lock: Lock, bench: Workbench, open_desk: LocalDesk
) -> None:
    go_on = Event()

    def long_work(task: Task[str]) -> str:
        task.report(43, 100, "李敏家第 43 人")
        go_on.wait(10)
        return open_desk.run(revise_setting, name="清水镇社会事务办").operation

    done: list[str] = []
    bench.writing("导入", long_work).then(done.append).start()
    qtbot.waitUntil(lambda: lock.below.text() == "后台的工作还在做：43%", timeout=5000)
    qtbot.keyClick(lock.door.passphrase, Qt.Key.Key_Down)
    qtbot.keyClicks(lock.door.passphrase, HERS)
    qtbot.keyClick(lock.door.passphrase, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "正在等前一项工作" in lock.door.outcome.words.text(), timeout=10_000)
    with qtbot.waitSignal(lock.opened, timeout=10_000):
        go_on.set()
    assert ["office.revise_setting"] == done
    with open_desk.engine.connect() as connection:
        last, before = list(newest_entries(connection, 2))
    assert ("security.sign_in", "chen") == (last.operation, last.actor)
    assert ("office.revise_setting", "zhou") == (before.operation, before.actor)


def test_a_locked_window_shows_nothing_of_the_page(qtbot: QtBot, bench: Workbench) -> None:
    whole, page = QStackedWidget(), QWidget()
    qtbot.addWidget(whole)
    column = QVBoxLayout(page)
    column.addWidget(QLabel("周桂芳"))
    column.addWidget(QLineEdit("周桂芳的草稿"))
    whole.addWidget(page)
    whole.show()
    locked = Lock(bench, Tries())
    whole.addWidget(locked)
    whole.setCurrentWidget(locked)
    seen = [
        str(widget.property("text") or "") + widget.accessibleName() + widget.toolTip()
        for widget in whole.findChildren(QWidget)
        if widget.isVisible()
    ]
    assert any("已锁屏" in words for words in seen)
    assert [] == [words for words in seen if "周桂芳" in words]
    whole.setCurrentWidget(page)
    assert "周桂芳的草稿" == page.findChild(QLineEdit).text()  # type: ignore[union-attr]


def test_work_that_ends_after_the_unlocking_disturbs_nobody(qtbot: QtBot, bench: Workbench) -> None:
    go_on = Event()
    task: Task[bool] = bench.work("测算", lambda _: go_on.wait(10))
    task.start()
    lock = Lock(bench, Tries(), [task])
    lock.deleteLater()
    qtbot.wait(50)
    with qtbot.waitSignal(task.ended, timeout=5000):
        go_on.set()


class Window(QStackedWidget):
    """As much of the main window as a lock touches."""

    make_lock = None
    unlocked = 0

    def unlock(self) -> None:
        self.unlocked += 1


class Work:
    def __init__(self, bench: Workbench) -> None:
        self.bench = bench


def test_dialogs_over_the_page_are_hidden_and_come_back_with_what_was_typed(
    qtbot: QtBot, bench: Workbench
) -> None:
    window: Any = Window()
    qtbot.addWidget(window)
    window.show()
    dialog = QDialog(window)
    draft = QLineEdit(dialog)
    dialog.open()
    draft.setText("周桂芳的草稿")
    fit_lock(window)
    lock = window.make_lock(Work(bench))
    qtbot.addWidget(lock)
    assert not dialog.isVisible()
    lock.opened.emit(bench.actor)
    assert 1 == window.unlocked
    assert dialog.isVisible()
    assert dialog.isModal()
    assert "周桂芳的草稿" == draft.text()


def test_the_window_is_locked_by_key_and_the_next_person_finds_the_same_page(
    qtbot: QtBot, store_folder: Path
) -> None:
    window = MainWindow(Settings(None))
    qtbot.addWidget(window)
    fit_lock(window)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    work = window.show_desk(open_store(store_folder, "zhou", PASSPHRASE, clock=CLOCK))
    work.go("settings")
    qtbot.keyClick(work, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    lock = window.findChild(Lock)
    assert lock is not None
    assert lock.isVisible()
    assert not work.isVisible()
    assert [] == [w for w in window.findChildren(QWidget) if w.isWindow() and w.isVisible()]
    qtbot.waitUntil(lambda: lock.door.names.model().rowCount() == 2)
    assert window.focusWidget() is lock.door.passphrase
    qtbot.keyClick(lock.door.passphrase, Qt.Key.Key_Down)
    qtbot.keyClicks(lock.door.passphrase, HERS)
    with qtbot.waitSignal(lock.opened, timeout=10_000):
        qtbot.keyClick(lock.door.passphrase, Qt.Key.Key_Return)
    work = window.work
    assert work.isVisible()
    assert "settings" == work.here.screen
    assert "陈敏" == work.bench.actor.display_name
    work.finder_asked.emit()
    window.lock()
    assert [] == [w for w in window.findChildren(QWidget) if w.isWindow() and w.isVisible()]
    qtbot.waitUntil(lambda: under_way() == 0, timeout=10_000)
    window.close()
