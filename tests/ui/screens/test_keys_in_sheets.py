"""The keys of every page while a sheet lies over it, tried where a page has no keys of its own."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from minzheng_desk.desk.local import LocalDesk
from minzheng_desk.office.queries import regions, the_station
from minzheng_desk.ui.widgets.sheets import SideSheet
from ui.showing import settled, showing

CONTROL = Qt.KeyboardModifier.ControlModifier


def press(key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Press a key where the keyboard is."""
    widget = QApplication.focusWidget()
    assert widget is not None
    QTest.keyClick(widget, key, modifier)


def renaming(page: Any, name: str) -> SideSheet:
    """The sheet that renames the office, with another name typed."""
    page.section("office").begin_renaming()
    sheet = page.open_sheet()
    sheet.content.cells["name"].editor.write(name)
    sheet.content.cells["name"].touched = True
    sheet.content.focus("name")
    return sheet


def test_f10_saves_what_is_in_the_sheet(founded_desk: LocalDesk, qtbot: QtBot) -> None:
    with showing(founded_desk, "settings:office") as page:
        renaming(page, "清溪镇民政办")
        press(Qt.Key.Key_F10)
        settled(qtbot)
        assert page.open_sheet() is None
    assert "清溪镇民政办" == founded_desk.ask(the_station).name


def test_ctrl_enter_saves_the_sheet_and_not_what_lies_under_it(founded_desk: LocalDesk, qtbot: QtBot) -> None:
    with showing(founded_desk, "settings:office") as page:
        renaming(page, "清溪镇民政办")
        press(Qt.Key.Key_Return, CONTROL)
        settled(qtbot)
        assert page.open_sheet() is None
    assert "清溪镇民政办" == founded_desk.ask(the_station).name


def test_f3_goes_to_the_field_that_is_missing(founded_desk: LocalDesk, qtbot: QtBot) -> None:
    with showing(founded_desk, "settings:office") as page:
        page.section("office").begin_adding()
        form = page.open_sheet().content
        form.cells["code"].editor.write("990000001209")
        form.focus("code")
        press(Qt.Key.Key_F3)
        assert form.cells["name"].editor.widget.hasFocus() or form.cells["name"].editor.widget.isAncestorOf(
            QApplication.focusWidget()
        )
        press(Qt.Key.Key_S, CONTROL)
        settled(qtbot)
        assert page.open_sheet() is not None, "a name is missing"
    assert "990000001209" not in [region.code for region in founded_desk.ask(regions)]


def test_what_was_typed_is_not_thrown_away_by_one_esc(founded_desk: LocalDesk, qtbot: QtBot) -> None:
    with showing(founded_desk, "settings:office") as page:
        sheet = renaming(page, "清溪镇民政办")
        press(Qt.Key.Key_Escape)
        assert sheet is page.open_sheet()
        assert "再按一次 Esc" in sheet.said.text()
        press(Qt.Key.Key_Escape)
        assert page.open_sheet() is None
    assert "清溪镇民政办" != founded_desk.ask(the_station).name


def test_a_sheet_nobody_typed_into_closes_at_once(founded_desk: LocalDesk, qtbot: QtBot) -> None:
    with showing(founded_desk, "settings:office") as page:
        page.section("office").begin_renaming()
        page.open_sheet().content.focus("name")
        press(Qt.Key.Key_Escape)
        assert page.open_sheet() is None


def test_help_gives_the_keyboard_back_to_the_field(founded_desk: LocalDesk, qtbot: QtBot) -> None:
    with showing(founded_desk, "settings:office") as page:
        page.section("office").begin_renaming()
        page.open_sheet().content.focus("name")
        before = QApplication.focusWidget()
        press(Qt.Key.Key_F1)
        assert before is not QApplication.focusWidget()
        press(Qt.Key.Key_Escape)
        assert before is QApplication.focusWidget()
