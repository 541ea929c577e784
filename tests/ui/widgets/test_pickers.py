"""A long list is never only scrolled through: it is searched by number, initials or characters."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox
from pytestqt.qtbot import QtBot

from minzheng_desk.desk.desk import Desk
from minzheng_desk.ui.widgets.forms.choice_list import MOST_SHOWN
from minzheng_desk.ui.widgets.pickers import Picker
from ui.showing import showing

VILLAGES = (
    *("大柳村", "清水村", "石桥村", "丰收路社区", "前进村", "后河村", "东庄村", "西岭村", "南湾村", "北坡村"),
    *("上坝村", "下坝村", "白杨村", "枣林村"),
)


def picker(qtbot: QtBot, names: tuple[str, ...]) -> Picker:
    made = Picker("村（社区）")
    qtbot.addWidget(made)
    made.addItem("全部村", "")
    for number, name in enumerate(names, 201):
        made.addItem(name, f"990000101{number}")
    made.show()
    made.activateWindow()
    QTest.qWaitForWindowActive(made)
    made.setFocus()
    return made


@pytest.mark.parametrize(("typed", "found"), [("qsc", "清水村"), ("石桥", "石桥村"), ("203", "石桥村")])
def test_a_village_is_found_by_initials_characters_or_number(qtbot: QtBot, typed: str, found: str) -> None:
    box = picker(qtbot, VILLAGES)
    QTest.keyClick(box, Qt.Key.Key_F4)
    assert box.search is not None
    box.search.line.setText(typed)
    with qtbot.waitSignal(box.activated):
        QTest.keyClick(box.search.line, Qt.Key.Key_Return)
    assert found == box.currentText()


def test_the_first_letter_opens_the_search_and_arrows_go_on_from_there(qtbot: QtBot) -> None:
    box = picker(qtbot, VILLAGES)
    QTest.keyClicks(box, "x")
    assert box.search is not None
    assert ("x", "村（社区）", "查找村（社区）") == (
        box.search.line.text(),
        box.search.view.accessibleName(),
        box.search.line.accessibleName(),
    )
    QTest.keyClick(box.search.line, Qt.Key.Key_Down)
    QTest.keyClick(box.search.line, Qt.Key.Key_Return)
    assert "下坝村" == box.currentText()


def test_esc_leaves_everything_as_it_was(qtbot: QtBot) -> None:
    box = picker(qtbot, VILLAGES)
    box.setCurrentIndex(3)
    QTest.keyClick(box, Qt.Key.Key_F4)
    assert box.search is not None
    assert 3 == box.search.view.currentIndex().row()
    QTest.keyClicks(box.search.line, "q")
    QTest.keyClick(box.search.line, Qt.Key.Key_Escape)
    assert "石桥村" == box.currentText()


def test_a_short_list_unfolds_as_ever(qtbot: QtBot) -> None:
    box = picker(qtbot, VILLAGES[:5])
    QTest.keyClick(box, Qt.Key.Key_F4)
    assert box.search is None
    assert box.view().isVisible()
    box.hidePopup()


@pytest.mark.parametrize("address", ["households", "policy", "payroll", "benefits"])
def test_every_long_list_of_a_page_can_be_searched(township: Desk, address: str) -> None:
    with showing(township, address) as page:
        boxes = page.findChildren(QComboBox)
        assert [] == [
            box.accessibleName() for box in boxes if box.count() > MOST_SHOWN and not isinstance(box, Picker)
        ]
