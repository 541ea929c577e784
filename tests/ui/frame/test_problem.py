"""What went wrong is said with what it means for the data and where; what may pass can be tried again."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from minzheng_desk.desk.local import LocalDesk
from minzheng_desk.kernel.errors import NotFound, StoreProblem
from minzheng_desk.office.operations import revise_setting
from minzheng_desk.ui.frame.work import WorkArea
from minzheng_desk.ui.settings import Settings
from minzheng_desk.ui.tasks import Newest, Task
from minzheng_desk.ui.widgets.dialogs import ProblemDialog
from minzheng_desk.ui.workbench import Workbench
from ui.frame.test_work import SPECS


class DiskFull(StoreProblem):
    """As when the disk is full, until somebody clears it."""

    text = "没有存上。D 盘空间不够。"
    remedy = "请清理 D 盘。"


@pytest.fixture
def work(open_desk: LocalDesk, qtbot: QtBot) -> Iterator[WorkArea]:
    made = WorkArea(Workbench(open_desk), Settings(None), SPECS)
    qtbot.addWidget(made)
    made.show()
    made.go("one")
    yield made
    made.bench.finish()


class Reading:
    """A question that fails as often as it is told to."""

    def __init__(self, problem: Exception, times: int = 1) -> None:
        self._left, self._problem = times, problem

    def __call__(self, _reader: Any) -> str:
        self._left -= 1
        if self._left >= 0:
            raise self._problem
        return "读到了"


def dialog_of(work: WorkArea, qtbot: QtBot) -> ProblemDialog:
    qtbot.waitUntil(lambda: bool(work.findChildren(ProblemDialog)), timeout=20_000)
    return work.findChildren(ProblemDialog)[-1]


def verbs(dialog: ProblemDialog) -> dict[str, QPushButton]:
    return {button.text(): button for button in dialog.findChildren(QPushButton)}


def said(dialog: ProblemDialog) -> str:
    return " ".join(one.text() for one in dialog.findChildren(QLabel))


def test_what_may_pass_can_be_tried_again_and_is_heard_by_who_asked(work: WorkArea, qtbot: QtBot) -> None:
    heard: list[str] = []
    work.bench.ask(Reading(DiskFull())).then(heard.append).start()
    dialog = dialog_of(work, qtbot)
    assert "这里只是读取，数据没有变。" in said(dialog)
    assert dialog.details.startswith("一页 · 正在读取　代码 E")
    verbs(dialog)["再试一次"].click()
    qtbot.waitUntil(lambda: heard == ["读到了"], timeout=20_000)


def test_what_a_rule_forbids_is_not_tried_again(work: WorkArea, qtbot: QtBot) -> None:
    work.bench.ask(Reading(NotFound(label="家庭"))).otherwise(work.problem).start()
    assert "再试一次" not in verbs(dialog_of(work, qtbot))


def test_a_failed_operation_says_that_nothing_was_written(work: WorkArea, qtbot: QtBot) -> None:
    task = work.bench.task(revise_setting, name="另一个名字")
    task.work = lambda: (_ for _ in ()).throw(ValueError)
    task.start()
    dialog = dialog_of(work, qtbot)
    assert "这次改动没有写入，原来的数据没有变。" in said(dialog)
    with qtbot.waitSignal(work.bench.committed, timeout=20_000):
        verbs(dialog)["再试一次"].click()


def test_a_question_that_was_replaced_is_not_asked_again(work: WorkArea, qtbot: QtBot) -> None:
    newest = Newest(work)
    failed = work.bench.ask(Reading(DiskFull())).otherwise(lambda _: None)
    newest.start(failed)
    qtbot.waitUntil(lambda: failed.finished, timeout=20_000)
    assert failed.may_be_repeated()
    newest.start(work.bench.ask(Reading(DiskFull(), times=0)))
    assert not failed.may_be_repeated()


def test_what_was_asked_for_something_gone_is_not_asked_again(work: WorkArea, qtbot: QtBot) -> None:
    owner = QObject()
    failed: Task[str] = work.bench.ask(Reading(DiskFull())).otherwise(lambda _: None).of(owner)
    failed.start()
    qtbot.waitUntil(lambda: failed.finished, timeout=20_000)
    owner.deleteLater()
    qtbot.waitUntil(lambda: not failed.may_be_repeated())
