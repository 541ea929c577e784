"""The rail: what stays in sight when there is little room, and what waits behind 更多."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from minzheng_desk.ui.frame.rail import Rail
from minzheng_desk.ui.frame.window import DESIGN_SIZE
from minzheng_desk.ui.frame.work import found_screens
from minzheng_desk.ui.look.look import look

HEIGHT = DESIGN_SIZE[1]


@pytest.fixture
def rail(qtbot: QtBot) -> Rail:
    made = Rail(list(found_screens()), "柳溪镇民政办")
    qtbot.addWidget(made)
    made.resize(made.width(), HEIGHT)
    made.show()
    return made


def enlarged(rail: Rail, scale: float) -> Rail:
    look().choose(scale=scale)
    rail.set_narrow(narrow=True)
    rail.resize(rail.width(), HEIGHT)
    return rail


def in_sight(rail: Rail) -> list[str]:
    return [name for name in rail.names() if rail.button(name).isVisible()]


def test_at_full_size_every_page_has_its_place(rail: Rail) -> None:
    assert rail.names() == in_sight(rail)


def test_what_is_set_up_or_looked_up_folds_before_the_pages_of_the_day(rail: Rail) -> None:
    assert ["home", "households", "benefits", "payroll", "ledgers", "policy"] == in_sight(
        enlarged(rail, 1.25)
    )
    assert ["home", "households", "benefits", "payroll"] == in_sight(enlarged(rail, 1.5))


def test_more_counts_what_waits_behind_it_and_says_on_which_page(rail: Rail) -> None:
    enlarged(rail, 1.5)
    rail.show_waiting("ledgers", 3)
    rail.show_waiting("payroll", 4)
    assert "更多，3 件待办" == rail.more.accessibleName()
    said = [action.text() for action in rail.menu_of_more().actions()]
    assert ["台账报表　3 件待办", "政策标准", "系统设置", "操作记录"] == said


def test_the_narrow_rail_shows_the_numbers_too(rail: Rail) -> None:
    button = enlarged(rail, 1.25).button("payroll")
    before = button.grab().toImage()
    rail.show_waiting("payroll", 4)
    assert before != button.grab().toImage()


def test_the_arrows_come_by_more(rail: Rail, qtbot: QtBot) -> None:
    enlarged(rail, 1.5)
    rail.button("payroll").setFocus()
    qtbot.keyClick(rail.button("payroll"), Qt.Key.Key_Down)
    assert rail.more.hasFocus()
