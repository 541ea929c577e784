"""Names in a table are read whole: the column makes room, and never writes into the next cell."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from minzheng_desk.ui.look.look import look
from minzheng_desk.ui.masks import masks
from minzheng_desk.ui.widgets.tables.columns import ColumnKind, TableColumn
from minzheng_desk.ui.widgets.tables.table import Table
from ui.widgets.tables.rows import THREE, ZHOU

Made = Callable[..., Table]
LONG, LONGEST = "买买提·阿不都热合", "古丽巴哈尔·阿不都热合曼·买买提"


@pytest.fixture(autouse=True)
def masked() -> Iterator[None]:
    yield
    masks().project(on=False)


def width_of(table: Table, column: str) -> int:
    return table.header.sectionSize(table.place_of(column))


def characters(count: int) -> int:
    """So many characters with the sides of a cell."""
    return look().metrics("table", bold=True).horizontalAdvance("民" * count) + 2 * look().px(6)


def tooltip(table: Table, row: int) -> str:
    index = table.view.model().index(row, table.place_of("name"))
    return table.view.tooltip_at(table.view.visualRect(index).center())


def cell(table: Table, column: str) -> QImage:
    """The picture of a cell of the first row."""
    table.view.clearSelection()
    place = table.view.visualRect(table.view.model().index(0, table.place_of(column)))
    shown = QRect(table.view.viewport().mapTo(table, QPoint(0, 0)) + place.topLeft(), place.size())
    return table.grab(shown).toImage()


def test_a_column_of_names_has_room_for_five_characters(qtbot: QtBot) -> None:
    narrow = [TableColumn("village", "村", grows=True), TableColumn("name", "姓名", ColumnKind.NAME, 40)]
    table = Table([narrow[0], narrow[1], TableColumn("paid", "本月", ColumnKind.MONEY)])
    qtbot.addWidget(table)
    table.resize(500, 200)
    table.show_rows(THREE)
    table.show()
    assert characters(5) == width_of(table, "name")


def test_a_column_of_names_is_as_wide_as_the_longest_name_of_all_rows(make: Made) -> None:
    table = make((*THREE, replace(ZHOU, id="4", name=LONG)))
    advance = look().metrics("table", bold=True).horizontalAdvance(LONG)
    assert characters(5) < advance + 2 * look().px(6) == width_of(table, "name")
    table.filter_text("陈")
    assert advance + 2 * look().px(6) == width_of(table, "name")
    assert "" == tooltip(table, 0)


def test_a_latin_name_of_more_letters_does_not_cut_a_wider_chinese_one(make: Made) -> None:
    table = make((replace(ZHOU, name="Nguyen Thi"), replace(ZHOU, id="4", name="买买提·吐逊江")))
    assert look().metrics("table", bold=True).horizontalAdvance("买买提·吐逊江") < width_of(table, "name")
    assert "" == tooltip(table, 1)


def test_a_name_beyond_nine_characters_is_cut_and_said_whole_under_the_mouse(make: Made) -> None:
    table = make((replace(ZHOU, name=LONGEST),))
    assert characters(9) == width_of(table, "name")
    assert LONGEST == tooltip(table, 0)
    masks().project(on=True)
    assert f"古×{LONGEST[2:]}" == tooltip(table, 0)


def test_a_long_name_leaves_the_next_cell_alone(make: Made) -> None:
    short, long = make((ZHOU,)), make((replace(ZHOU, name=LONGEST),))
    for table in (short, long):
        table.fit.widen(table.place_of("name"), 50)
    assert 50 == width_of(long, "name")
    assert cell(short, "name") != cell(long, "name")
    assert cell(short, "number") == cell(long, "number")


def test_what_somebody_narrowed_by_hand_stays_and_says_the_name_under_the_mouse(make: Made) -> None:
    table = make((replace(ZHOU, name=LONG),))
    table.fit.widen(table.place_of("name"), 60)
    table.show_rows((replace(ZHOU, name=LONG),))
    assert 60 == width_of(table, "name")
    assert LONG == tooltip(table, 0)
