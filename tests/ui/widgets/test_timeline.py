from __future__ import annotations

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from minzheng_desk.ui.look.look import look
from minzheng_desk.ui.widgets.chips import Tone
from minzheng_desk.ui.widgets.timeline import Happening, Timeline

RECORD = [
    Happening("visit", "入户调查完成", "张伟、李敏，照片 5 张", "11-12", Tone.OK),
    Happening("begun", "受理", "", "11-02"),
]


def timeline(qtbot: QtBot) -> Timeline:
    made = Timeline("办理记录")
    qtbot.addWidget(made)
    made.show_happenings(RECORD)
    made.resize(320, 120)
    made.show()
    return made


def test_a_happening_is_spoken_with_its_day(qtbot: QtBot) -> None:
    model = timeline(qtbot).model()
    spoken = [model.index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(2)]
    assert spoken == ["11-12，入户调查完成，张伟、李敏，照片 5 张", "11-02，受理"]


def test_enter_opens_a_happening(qtbot: QtBot) -> None:
    made = timeline(qtbot)
    made.setCurrentIndex(made.model().index(1, 0))
    with qtbot.waitSignal(made.opened) as told:
        qtbot.keyClick(made, Qt.Key.Key_Return)
    assert told.args == ["begun"]


def test_rows_grow_with_the_type(qtbot: QtBot) -> None:
    made = timeline(qtbot)
    before = made.sizeHintForRow(0)
    look().choose(scale=1.5)
    assert round(before * 1.5) == made.sizeHintForRow(0)
