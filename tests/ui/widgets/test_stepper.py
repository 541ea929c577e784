from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPainter, QPixmap
from PySide6.QtWidgets import QToolButton
from pytestqt.qtbot import QtBot

from minzheng_desk.ui.look.look import look
from minzheng_desk.ui.widgets.stepper import Step, Stepper, StepState, paint_step_dots, step_dots_width

STEPS = [
    Step("make", "生成", "11-16", StepState.DONE),
    Step("check", "核对异常", "剩 4 条必改", StepState.BLOCKED),
    Step("submit", "经办提交", "李敏"),
]


@pytest.fixture
def stepper(qtbot: QtBot) -> Stepper:
    made = Stepper()
    qtbot.addWidget(made)
    made.show_steps(STEPS)
    made.show()
    qtbot.waitExposed(made)
    return made


def steps(stepper: Stepper) -> list[QToolButton]:
    return stepper.findChildren(QToolButton)


def test_a_step_is_spoken_with_its_state_and_who_and_when(stepper: Stepper) -> None:
    assert [one.accessibleName() for one in steps(stepper)] == [
        "第 1 步 生成，已完成，11-16",
        "第 2 步 核对异常，有问题要处理，剩 4 条必改",
        "第 3 步 经办提交，还没有到，李敏",
    ]


def test_each_step_opens_its_record(qtbot: QtBot, stepper: Stepper) -> None:
    with qtbot.waitSignal(stepper.opened) as told:
        qtbot.mouseClick(steps(stepper)[1], Qt.MouseButton.LeftButton)
    assert told.args == ["check"]


def test_the_arrows_walk_and_enter_opens(qtbot: QtBot, stepper: Stepper) -> None:
    first, second, _ = steps(stepper)
    first.setFocus()
    qtbot.keyClick(first, Qt.Key.Key_Left)
    assert first.hasFocus()
    qtbot.keyClick(first, Qt.Key.Key_Right)
    assert second.hasFocus()
    with qtbot.waitSignal(stepper.opened) as told:
        qtbot.keyClick(second, Qt.Key.Key_Return)
    assert told.args == ["check"]


def test_fewer_steps_leave_no_old_one_behind(qtbot: QtBot, stepper: Stepper) -> None:
    stepper.show_steps(STEPS[:2])
    qtbot.waitUntil(lambda: len(steps(stepper)) == 2)


def test_dots_are_as_wide_as_announced_and_fill_what_is_done(qtbot: QtBot) -> None:
    ground = QPixmap(140, 20)
    ground.fill(QColor("white"))
    painter = QPainter(ground)
    width = paint_step_dots(painter, 0, 10, [StepState.DONE, StepState.DONE, StepState.AHEAD])
    painter.end()
    assert step_dots_width(3) == width
    image = ground.toImage()
    middles = [image.pixelColor(5 + 16 * place, 10) for place in range(3)]
    assert middles == [look().color("accent"), look().color("accent"), look().color("surface")]


def test_no_steps_take_no_room() -> None:
    assert step_dots_width(0) == 0
