from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from pytestqt.qtbot import QtBot

from minzheng_desk.ui.widgets.tabs import Tab, Tabs


@pytest.fixture
def tabs(qtbot: QtBot) -> Tabs:
    made = Tabs([Tab("all", "户情总览"), Tab("members", "成员", 4), Tab("papers", "材料", 9, alert="缺 2")])
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    return made


def test_a_tab_is_spoken_with_its_count_or_with_what_is_missing(tabs: Tabs) -> None:
    assert [tabs.tabText(place) for place in range(3)] == ["户情总览", "成员 4", "材料 缺 2"]


def test_the_bar_keeps_the_role_of_tabs(tabs: Tabs) -> None:
    assert QAccessible.Role.PageTabList == QAccessible.queryAccessibleInterface(tabs).role()


def test_the_keyboard_moves_between_tabs(qtbot: QtBot, tabs: Tabs) -> None:
    tabs.setFocus()
    with qtbot.waitSignal(tabs.chosen) as told:
        qtbot.keyClick(tabs, Qt.Key.Key_Right)
    assert told.args == ["members"]


def test_new_counts_keep_the_shown_tab_and_tell_nobody(tabs: Tabs) -> None:
    tabs.choose("papers")
    heard: list[str] = []
    tabs.chosen.connect(heard.append)
    tabs.show_tabs([Tab("members", "成员", 5), Tab("papers", "材料", 9)])
    assert (tabs.key, heard) == ("papers", [])
    assert tabs.count() == 2


def test_a_tab_is_as_wide_as_all_it_says(tabs: Tabs) -> None:
    assert tabs.tabSizeHint(2).width() > tabs.tabSizeHint(1).width()
