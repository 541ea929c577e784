from __future__ import annotations

from threading import Event

import pytest
from PySide6.QtCore import Qt, QThreadPool
from PySide6.QtWidgets import QLabel, QProgressBar, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from minzheng_desk.ui.look.look import look
from minzheng_desk.ui.tasks import Task
from minzheng_desk.ui.widgets.notices import ProgressStrip, TaskList, Toast, UndoBar, remaining


@pytest.fixture
def page(qtbot: QtBot) -> QWidget:
    made = QWidget()
    made.resize(1000, 600)
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def pool() -> QThreadPool:
    return QThreadPool()


def words(widget: QWidget) -> str:
    return "\n".join(one.text() for one in widget.findChildren(QLabel) if not one.isHidden())


def test_a_toast_stands_at_the_bottom_in_the_middle_and_follows_the_page(page: QWidget) -> None:
    toast = Toast(page)
    toast.say("已导出 561 人")
    for size in ((1000, 600), (700, 500)):
        page.resize(*size)
        assert abs(toast.geometry().center().x() - size[0] // 2) <= 1
        assert size[1] - 2 == toast.geometry().bottom() + 1


def test_a_toast_goes_away_by_itself(qtbot: QtBot, page: QWidget) -> None:
    toast = Toast(page)
    toast.seconds = 0
    toast.say("已导出 561 人")
    assert toast.isVisible()
    qtbot.waitUntil(lambda: not toast.isVisible())


def test_of_all_bars_on_a_page_one_is_seen(page: QWidget) -> None:
    toast, bar = Toast(page), UndoBar(page)
    toast.say("已导出 561 人")
    bar.offer("已登记死亡：陈万福")
    assert (toast.isVisible(), bar.isVisible()) == (False, True)
    assert bar.accessibleName() == "已登记死亡：陈万福"


def test_pressing_undo_tells_and_puts_the_bar_away(qtbot: QtBot, page: QWidget) -> None:
    bar = UndoBar(page)
    bar.offer("已登记死亡：陈万福。3 项待遇从 12月起停发")
    with qtbot.waitSignal(bar.undo_pressed):
        qtbot.mouseClick(bar.findChild(QPushButton), Qt.MouseButton.LeftButton)
    assert not bar.isVisible()


def test_a_strip_counts_what_the_task_counts(qtbot: QtBot, pool: QThreadPool) -> None:
    task: Task[int] = Task("检查花名册", lambda: 1, pool)
    strip = ProgressStrip(task, "人")
    qtbot.addWidget(strip)
    task.progressed.emit(347, 561, "正在检查 11月花名册")
    assert "第 347 人，共 561 人" in words(strip)
    assert "正在检查 11月花名册" in words(strip)
    assert (347, 561) == (strip.findChild(QProgressBar).value(), strip.findChild(QProgressBar).maximum())


def test_cancel_asks_the_task_to_stop_and_says_so(qtbot: QtBot, pool: QThreadPool) -> None:
    task: Task[int] = Task("检查花名册", lambda: 1, pool)
    strip = ProgressStrip(task)
    qtbot.addWidget(strip)
    strip.show()
    qtbot.mouseClick(strip.findChild(QPushButton), Qt.MouseButton.LeftButton)
    assert task.stopping
    assert "正在停下" in words(strip)
    task.progressed.emit(400, 561, "")
    assert "正在停下" in words(strip)


def test_the_list_follows_tasks_until_they_end(qtbot: QtBot, page: QWidget, pool: QThreadPool) -> None:
    go_on = Event()
    task: Task[bool] = Task("生成花名册", lambda: go_on.wait(5), pool)
    tasks = TaskList(page)
    counts: list[int] = []
    tasks.count_changed.connect(counts.append)
    task.start()
    tasks.follow(task)
    tasks.follow(task)
    assert tasks.count == 1
    with qtbot.waitSignal(task.ended):
        go_on.set()
    assert counts == [1, 0]
    tasks.follow(task)
    assert tasks.count == 0
    assert "现在没有正在做的事" in words(tasks)


def test_the_list_opens_above_its_place_and_esc_puts_it_away(qtbot: QtBot, page: QWidget) -> None:
    place = QPushButton("1 件事", page)
    place.move(900, 570)
    tasks = TaskList(page)
    tasks.stand_above(place)
    assert tasks.geometry().bottom() < 570
    assert page.rect().contains(tasks.geometry())
    qtbot.keyClick(tasks, Qt.Key.Key_Escape)
    assert not tasks.isVisible()


@pytest.mark.parametrize(
    ("elapsed", "done", "total", "said"),
    [
        (0.5, 100, 200, ""),
        (5.0, 0, 200, ""),
        (5.0, 200, 200, ""),
        (10.0, 100, 200, "约 11 秒后完成，可以继续做别的"),
        (60.0, 100, 600, "约 5 分钟后完成，可以继续做别的"),
    ],
)
def test_the_rest_is_judged_by_what_is_done(elapsed: float, done: int, total: int, said: str) -> None:
    assert said == remaining(elapsed, done, total)


def test_bars_keep_their_place_when_the_type_grows(page: QWidget) -> None:
    bar = UndoBar(page)
    bar.offer("已登记死亡：陈万福。3 项待遇从 12月起停发")
    look().choose(scale=1.5)
    assert page.rect().contains(bar.geometry())
