"""Going through an import as a clerk does."""

from __future__ import annotations

from pathlib import Path

import openpyxl
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from minzheng_desk.demo.model import Township
from minzheng_desk.desk.desk import Desk
from minzheng_desk.households.model import Person
from minzheng_desk.store.reader import Reader
from minzheng_desk.ui.panels.importing.page import ImportScreen
from minzheng_desk.ui.widgets.tables.table import Table

PATIENCE = 20_000
FAULTY = "家庭档案_西片_一户一行.xlsx"


def people(desk: Desk) -> int:
    return desk.ask(Reader.count, Person)


def take(page: ImportScreen, path: Path, qtbot: QtBot) -> None:
    """Choose a file, and wait until it is shown or refused."""
    page.choosing.take(path)
    settled(page, qtbot)


def settled(page: ImportScreen, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not page.under_way(), timeout=PATIENCE)
    qtbot.wait(1)


def press(qtbot: QtBot, on: QWidget, *keys: Qt.Key) -> None:
    for key in keys:
        qtbot.keyClick(on, key)


def go_on(page: ImportScreen, qtbot: QtBot) -> None:
    """Ctrl+Enter: the primary button."""
    qtbot.keyClick(page, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)


def grid(page: ImportScreen) -> Table:
    assert page.review.grid.table is not None
    return page.review.grid.table


def letter_of(page: ImportScreen, meaning: str) -> int:
    assert page.looked is not None
    return next(one.index for one in page.looked.tables[0].columns if one.meaning == meaning)


def register_file(folder: Path, *rows: tuple[object, ...]) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(list(row))
    path = folder / "登记表.xlsx"
    book.save(path)
    return path


def small_register(folder: Path, township: Township) -> Path:
    """Two households; the income of the second cannot be right."""
    village = township.villages[0].name
    return register_file(
        folder,
        ("姓名", "身份证号", "与户主关系", "户编号", "村", "年收入"),
        ("李明", "990000196611210012", "户主", "1", village, 800),
        ("王芳", "990000196611210020", "户主", "2", village, -1200),
    )
