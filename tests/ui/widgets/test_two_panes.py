from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from minzheng_desk.ui.look.look import look
from minzheng_desk.ui.settings import Settings
from minzheng_desk.ui.widgets.pages import Pages
from minzheng_desk.ui.widgets.two_panes import TwoPanes

NAME = "yanshi/import/across"


def panes(qtbot: QtBot, settings: Settings, width: int) -> TwoPanes:
    made = TwoPanes(settings, NAME, QLabel("列对应"), QLabel("数据预览"), width=300, needs=1000)
    qtbot.addWidget(made)
    made.resize(width, 600)
    made.show()
    qtbot.waitExposed(made)
    qtbot.wait(1)
    return made


def test_with_room_for_both_the_side_stands_at_the_left_as_wide_as_designed(qtbot: QtBot) -> None:
    made = panes(qtbot, Settings(None), 1000)
    assert made.beside
    assert 300 == made.side.width()
    assert made.side.x() < made.main.x()


def test_a_small_window_puts_the_side_above_or_below_and_a_large_one_back(qtbot: QtBot) -> None:
    made = panes(qtbot, Settings(None), 999)
    assert not made.beside
    qtbot.waitUntil(lambda: 999 == made.side.width() == made.main.width())
    assert made.side.mapTo(made, made.side.rect().bottomLeft()).y() < _top(made.main, made)
    made.lead_with_side(leads=False)
    qtbot.waitUntil(lambda: _top(made.side, made) > _top(made.main, made))
    with qtbot.waitSignal(made.turned):
        made.resize(1200, 600)
    assert 300 == made.side.width()


def test_large_type_is_as_a_small_window(qtbot: QtBot) -> None:
    made = panes(qtbot, Settings(None), 1200)
    with qtbot.waitSignal(made.turned):
        look().choose(scale=1.25)
    assert not made.beside


def test_the_keyboard_stays_where_it_is_when_the_panes_turn(qtbot: QtBot) -> None:
    made = panes(qtbot, Settings(None), 1200)
    field = QLineEdit(made.side)
    field.show()
    made.activateWindow()
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    with qtbot.waitSignal(made.turned):
        made.resize(800, 600)
    assert field.hasFocus()


def test_where_a_person_put_the_panes_is_not_forgotten_while_there_is_no_room(
    qtbot: QtBot, tmp_path: Path
) -> None:
    settings = Settings(tmp_path)
    settings.put(NAME, [400, 790])
    made = panes(qtbot, settings, 800)
    assert not made.beside
    with qtbot.waitSignal(made.turned):
        made.resize(1200, 600)
    assert 400 == made.side.width()


def test_only_the_page_in_front_needs_room(qtbot: QtBot) -> None:
    pages, small, large = Pages(), QWidget(), QWidget()
    qtbot.addWidget(pages)
    for page, side in ((small, 100), (large, 900)):
        page.setMinimumSize(side, side)
        pages.addWidget(page)
    assert 100 == pages.minimumSizeHint().width()
    pages.setCurrentWidget(large)
    assert 900 == pages.minimumSizeHint().width()


def _top(part: QWidget, whole: QWidget) -> int:
    return part.mapTo(whole, part.rect().topLeft()).y()
