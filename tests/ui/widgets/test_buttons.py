from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from minzheng_desk.ui.look.look import look
from minzheng_desk.ui.widgets import buttons
from minzheng_desk.ui.widgets.buttons import Button, Segment, Segments

ROSTER = [Segment("all", "全部", 386), Segment("odd", "异常", 7, red=True), Segment("new", "新增", 6)]


def choices(segments: Segments) -> list[QAbstractButton]:
    return segments.findChildren(QAbstractButton)


@pytest.fixture
def segments(qtbot: QtBot) -> Segments:
    made = Segments(ROSTER)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    return made


@pytest.mark.parametrize(
    ("made", "kind"),
    [
        (buttons.primary, "primary"),
        (buttons.plain, "plain"),
        (buttons.soft, "soft"),
        (buttons.danger, "danger"),
        (buttons.link, "link"),
    ],
)
def test_a_button_carries_the_kind_the_sheet_dresses(qtbot: QtBot, made, kind: str) -> None:
    button: Button = made("停发", "stop")
    qtbot.addWidget(button)
    assert (kind, "停发") == (button.property("kind"), button.text())
    assert not button.icon().isNull()


def test_an_icon_button_is_named_for_screen_readers(qtbot: QtBot) -> None:
    button = buttons.icon_button("print", "打印 农村低保花名册")
    qtbot.addWidget(button)
    assert QAccessible.queryAccessibleInterface(button).text(QAccessible.Text.Name) == "打印 农村低保花名册"


def test_icons_take_the_colour_of_a_new_scheme(qtbot: QtBot) -> None:
    button = buttons.danger("停发", "stop")
    qtbot.addWidget(button)
    before = button.icon().pixmap(16, 16).toImage()
    look().choose(scheme="dark")
    assert before != button.icon().pixmap(16, 16).toImage()


def test_the_first_segment_holds_at_first(segments: Segments) -> None:
    assert segments.key == "all"


def test_a_click_chooses_and_tells(qtbot: QtBot, segments: Segments) -> None:
    with qtbot.waitSignal(segments.chosen) as told:
        qtbot.mouseClick(choices(segments)[1], Qt.MouseButton.LeftButton)
    assert told.args == ["odd"]
    assert segments.key == "odd"


def test_the_arrows_move_the_choice_and_stop_at_the_ends(qtbot: QtBot, segments: Segments) -> None:
    heard: list[str] = []
    segments.chosen.connect(heard.append)
    choices(segments)[0].setFocus()
    for key in (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Home):
        at = next(one for one in choices(segments) if one.isChecked())
        qtbot.keyClick(at, key)
    assert heard == ["odd", "new", "all"]


def test_choosing_by_key_tells_nobody(segments: Segments) -> None:
    heard: list[str] = []
    segments.chosen.connect(heard.append)
    segments.choose("new")
    assert (segments.key, heard) == ("new", [])


def test_new_counts_keep_the_choice(segments: Segments) -> None:
    segments.choose("odd")
    segments.show_segments([Segment("all", "全部", 386), Segment("odd", "异常", 3, red=True)])
    assert segments.key == "odd"
    segments.show_segments([Segment("all", "全部", 386)])
    assert segments.key == "all"


def test_a_segment_is_spoken_with_its_count(segments: Segments) -> None:
    assert [one.accessibleName() for one in choices(segments)] == ["全部 386", "异常 7", "新增 6"]
