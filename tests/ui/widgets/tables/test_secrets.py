"""What leaves a table: copied cells, whole numbers somebody asked for, and what never leaves it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from minzheng_desk.ui.masks import masks
from minzheng_desk.ui.widgets.tables.copying import CopiedCells, ForgetfulClipboard
from minzheng_desk.ui.widgets.tables.row_menu import row_menu
from minzheng_desk.ui.widgets.tables.table import Table
from ui.widgets.tables.rows import CHEN, THREE, ZHOU, Line, columns

Made = Callable[..., Table]
KEY, NO_KEY = Qt.Key, Qt.KeyboardModifier.NoModifier
CTRL = Qt.KeyboardModifier.ControlModifier


def go(table: Table, row: int, column: str = "name") -> None:
    table.view.setCurrentIndex(table.view.model().index(row, table.place_of(column)))


def press(widget: QWidget, key: Qt.Key, keys: Qt.KeyboardModifier = NO_KEY) -> None:
    QTest.keyClick(widget, key, keys)


def test_copied_cells_carry_titles_and_stay_masked(make: Made) -> None:
    table = make()
    table.view.selectAll()
    press(table.view, KEY.Key_C, CTRL)
    carried = QGuiApplication.clipboard().mimeData()
    first = carried.text().splitlines()[:2]
    assert "序\t村\t户主\t证件号码\t账户\t人\t上月\t本月\t比上月\t状态" == first[0]
    shown = f"990000 ******** {ZHOU.number[-4:]}"
    assert f"1\t杨家湾村\t周桂芳\t{shown}\t尾号 3317\t4\t582.67\t582.67\t0.00\t正常" == first[1]
    assert "mso-number-format:'\\@'" in carried.html()
    for row in THREE:
        assert row.number not in carried.text() + carried.html()


def test_very_many_cells_are_written_down_beside_the_window(make: Made, qtbot: QtBot) -> None:
    table = make(tuple(Line(str(at), "周桂芳") for at in range(1_200)))
    QGuiApplication.clipboard().clear()
    table.view.selectAll()
    table.copy()
    qtbot.waitUntil(lambda: 1_201 == len(QGuiApplication.clipboard().text().splitlines()))


def test_only_the_columns_with_chosen_cells_are_copied(make: Made) -> None:
    table = make()
    go(table, 2, "name")
    table.copy()
    assert "户主\n曾小雨" == QGuiApplication.clipboard().text()


def test_whole_numbers_are_copied_when_the_page_hands_them_over(make: Made, qtbot: QtBot) -> None:
    table = make()
    go(table, 1, "name")
    with qtbot.waitSignal(table.full_copy_asked) as heard:
        table.ask_full_copy()
    (cells,) = heard.args
    assert ([CHEN], {"number", "account"}) == (cells.rows, cells.secrets)
    go(table, 0, "name")
    whole = cells.whole([{"number": CHEN.number}])
    assert f"户主\t证件号码\t账户\n陈万福\t{CHEN.number}\t尾号 0942" == whole.text


def test_whole_numbers_leave_the_clipboard_after_a_while(qtbot: QtBot) -> None:
    clipboard = ForgetfulClipboard(seconds=0)
    cells = CopiedCells(columns()[3:4], [ZHOU], [{"number": ZHOU.number}])
    clipboard.put(cells, secret=True)
    assert ZHOU.number in QGuiApplication.clipboard().text()
    qtbot.waitUntil(lambda: not QGuiApplication.clipboard().text())


def test_a_program_that_ends_takes_whole_numbers_along_and_leaves_the_rest_as_text() -> None:
    clipboard = ForgetfulClipboard()
    clipboard.put_text(ZHOU.number)
    clipboard.let_go()
    assert not QGuiApplication.clipboard().text()
    clipboard.put_text("582.67", "<b>582.67</b>", secret=False)
    clipboard.let_go()
    carried = QGuiApplication.clipboard().mimeData()
    assert ("582.67", False) == (carried.text(), carried.hasHtml())


def test_what_somebody_else_copied_since_stays_in_the_clipboard(qtbot: QtBot) -> None:
    clipboard = ForgetfulClipboard(seconds=60)
    clipboard.put_text(ZHOU.number)
    QGuiApplication.clipboard().setText("别的")
    clipboard.clear()
    assert "别的" == QGuiApplication.clipboard().text()


@pytest.fixture(autouse=True)
def masked() -> Iterator[None]:
    yield
    masks().project(on=False)


def test_a_revealed_number_is_masked_again(make: Made) -> None:
    table = make()
    at = table.place_of("number")
    table.reveal(ZHOU, {"number": ZHOU.number})
    assert ZHOU.number == table._model.text(0, at).replace(" ", "")
    assert "*" in table._model.text(1, at)
    masks().cover_all()
    assert "*" in table._model.text(0, at)


def test_only_the_number_that_was_handed_over_is_shown(make: Made) -> None:
    table = make()
    table.reveal(CHEN, {"account": CHEN.account})
    assert "6217 0000 0000 0000 942" == table._model.text(1, table.place_of("account"))
    assert "*" in table._model.text(1, table.place_of("number"))


def test_what_another_table_shows_takes_no_mask_off_here(make: Made) -> None:
    table = make()
    masks().reveal(CHEN.id)
    assert "*" in table._model.text(1, table.place_of("number"))
    assert "尾号 0942" == table._model.text(1, table.place_of("account"))


def test_a_meeting_sees_neither_names_nor_numbers(make: Made) -> None:
    table = make()
    masks().reveal(ZHOU.id)
    masks().project(on=True)
    shown = [table._model.text(0, table.place_of(name)) for name in ("name", "number", "account", "phone")]
    assert ["周×芳", "****** ******** ****", "尾号 ****", "138 **** ****"] == shown
    table.view.selectAll()
    table.copy()
    said = [str(table._model.spoken(0, at)) for at in range(len(table.columns))]
    everything = QGuiApplication.clipboard().text() + "".join(said)
    assert ZHOU.name not in everything
    assert ZHOU.number[-4:] not in everything


def test_no_whole_number_is_offered_before_a_meeting(make: Made) -> None:
    table = make()
    table.offers_full_copy = True
    go(table, 1)
    assert "复制完整号码（会留记录）" == row_menu(table, [CHEN]).actions()[-1].text()
    masks().project(on=True)
    assert "复制\tCtrl+C" == row_menu(table, [CHEN]).actions()[-1].text()


def test_no_role_and_no_tooltip_gives_a_number_away(make: Made) -> None:
    table = make()
    table.reveal(ZHOU, {"number": ZHOU.number})
    model, said = table.view.model(), []
    for row in range(3):
        for column in range(len(table.columns)):
            index = model.index(row, column)
            roles = [role for role in Qt.ItemDataRole if role is not Qt.ItemDataRole.DisplayRole]
            said += [str(model.data(index, role)) for role in roles]
            said.append(table.view.tooltip_at(table.view.visualRect(index).center()))
    masks().cover_all()
    said += [str(model.data(model.index(row, 3))) for row in range(3)]
    everything = "\n".join(said).replace(" ", "")
    for row in THREE:
        assert row.number not in everything
        assert not row.account or row.account not in everything


def test_the_eye_and_f8_ask_for_a_number(make: Made, qtbot: QtBot) -> None:
    table = make()
    table.allow_reveal()
    go(table, 0, "number")
    with qtbot.waitSignal(table.reveal_asked) as heard:
        table.ask_reveal()
    assert [ZHOU] == heard.args
    with qtbot.waitSignal(table.reveal_asked):
        press(table.view, KEY.Key_F8)
    eye = table.view._eye_at(table.view.currentIndex())
    with qtbot.waitSignal(table.reveal_asked):
        QTest.mouseClick(table.view.viewport(), Qt.MouseButton.LeftButton, NO_KEY, eye.center())
