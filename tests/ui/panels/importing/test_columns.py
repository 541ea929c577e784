"""What columns mean: found, said by the clerk, remembered; with a header or without."""

from __future__ import annotations

from pathlib import Path

import openpyxl
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from minzheng_desk.demo.model import Township
from minzheng_desk.demo.writing import WrittenRegister
from minzheng_desk.households.imports.model import Counts
from minzheng_desk.ui.frame.work import WorkArea
from minzheng_desk.ui.panels.importing.draft import LEFT_OUT
from minzheng_desk.ui.panels.importing.meaning_sheet import MeaningChoice
from minzheng_desk.ui.panels.importing.page import ImportScreen
from minzheng_desk.ui.panels.importing.steps import FILE, WRITE
from ui.panels.importing.driving import (
    FAULTY,
    PATIENCE,
    go_on,
    grid,
    letter_of,
    people,
    press,
    register_file,
    settled,
    small_register,
    take,
)


def test_what_a_column_means_is_said_by_keyboard_and_remembered(
    work: WorkArea, page: ImportScreen, registers: dict[str, WrittenRegister], qtbot: QtBot
) -> None:
    take(page, registers[FAULTY].path, qtbot)
    assert page.looked is not None
    column = letter_of(page, "户主年收入")
    view = grid(page).view
    page.review.grid.go_to(page.looked.tables[0].rows[0].number, column)
    qtbot.keyClick(view, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    choice = page.findChild(MeaningChoice)
    qtbot.keyClicks(choice.field, "bdr")
    press(qtbot, choice.field, Qt.Key.Key_Return)
    choice.field.setText("不导入")
    press(qtbot, choice.field, Qt.Key.Key_Return)
    press(qtbot, choice.table.view, Qt.Key.Key_Return)
    settled(page, qtbot)
    named = page.looked.tables[0].column(column)
    assert named is not None
    assert (LEFT_OUT, "手选的") == (named.meaning, named.how)
    go_on(page, qtbot)
    go_on(page, qtbot)
    qtbot.waitUntil(lambda: page.step == WRITE, timeout=PATIENCE)
    go_on(page, qtbot)
    assert FILE == page.step
    take(page, registers[FAULTY].path, qtbot)
    assert page.looked.tables[0].remembered
    again = page.looked.tables[0].column(column)
    assert again is not None
    assert LEFT_OUT == again.meaning


def test_a_column_the_clerk_names_takes_the_meaning_from_another(
    page: ImportScreen, tmp_path: Path, township: Township, qtbot: QtBot
) -> None:
    village = township.villages[0].name
    path = register_file(
        tmp_path,
        ("姓名", "大名", "身份证号", "与户主关系", "户编号", "村"),
        ("错误", "李明", "990000196611210012", "户主", "1", village),
    )
    take(page, path, qtbot)
    assert page.looked is not None
    page.name_column(1, "姓名")
    settled(page, qtbot)
    meanings = [one.meaning for one in page.looked.tables[0].columns]
    assert [LEFT_OUT, "姓名"] == meanings[:2]


def test_a_sheet_without_a_header_says_so_and_is_named_by_hand(
    work: WorkArea, page: ImportScreen, tmp_path: Path, township: Township, qtbot: QtBot
) -> None:
    village = township.villages[0].name
    path = register_file(
        tmp_path,
        ("何处", "何人", "号", "谁"),
        (village, "李明", "990000196611210012", "户主"),
        (village, "王芳", "990000196611210020", "配偶"),
    )
    take(page, path, qtbot)
    assert page.looked is not None
    assert "没有认出表头" in page.notice.text
    assert "还没有认出姓名或身份证号" == page.header.reason.text()
    assert 3 == len(page.looked.tables[0].rows)
    page.review.grid.go_to(1, 0)
    page.review.mapping.heading.click()
    settled(page, qtbot)
    for column, meaning in enumerate(("村（社区）", "姓名", "身份证号", "与户主关系")):
        page.name_column(column, meaning)
        settled(page, qtbot)
    assert page.looked.preview is not None
    assert 2 == page.looked.counts.rows
    assert ["何处", "何人", "号", "谁"] == [one.label for one in page.looked.tables[0].columns]
    go_on(page, qtbot)
    assert page.looked.counts.new == page.looked.counts.rows - page.looked.counts.problems
    go_on(page, qtbot)
    qtbot.waitUntil(lambda: page.step == WRITE, timeout=PATIENCE)
    assert 2 == people(work.bench.desk)


def test_a_sheet_with_no_header_at_all_loses_not_even_its_first_row(
    work: WorkArea, page: ImportScreen, tmp_path: Path, township: Township, qtbot: QtBot
) -> None:
    village = township.villages[0].name
    path = register_file(
        tmp_path,
        (village, "李明", "990000196611210012", "户主", 800),
        (village, "王芳", "990000196611210020", "配偶", -7),
    )
    take(page, path, qtbot)
    page.review.mapping.headless.click()
    settled(page, qtbot)
    for column, meaning in enumerate(("村（社区）", "姓名", "身份证号", "与户主关系", "年收入")):
        page.name_column(column, meaning)
        settled(page, qtbot)
    assert page.looked is not None
    assert "没有表头" in page.looked.tables[0].said
    assert [1, 2] == [row.number for row in page.looked.tables[0].rows]
    assert Counts(new=0, changed=0, same=0, problems=2) == page.looked.counts
    assert [(1, -1), (2, 4)] == [(one.row, one.column) for one in page.looked.found]
    assert "第 2 行" in page.looked.found[0].reason
    page.correct({(page.looked.tables[0].sheet, 2, 4): "7"})
    settled(page, qtbot)
    go_on(page, qtbot)
    go_on(page, qtbot)
    qtbot.waitUntil(lambda: page.step == WRITE, timeout=PATIENCE)
    assert 2 == people(work.bench.desk)


def test_what_is_said_while_the_file_is_still_looked_at_is_not_lost(
    page: ImportScreen, tmp_path: Path, township: Township, qtbot: QtBot
) -> None:
    take(page, small_register(tmp_path, township), qtbot)
    assert page.looked is not None
    page.name_column(5, LEFT_OUT)
    page.name_column(3, LEFT_OUT)
    settled(page, qtbot)
    meanings = [one.meaning for one in page.looked.tables[0].columns]
    assert ["姓名", "身份证号", "与户主关系", LEFT_OUT, "村（社区）", LEFT_OUT] == meanings


def test_the_villages_on_tabs_of_their_own_are_shown_one_after_the_other(
    page: ImportScreen, tmp_path: Path, township: Township, qtbot: QtBot
) -> None:
    path = small_register(tmp_path, township)
    book = openpyxl.load_workbook(path)
    first = book.worksheets[0]
    first.title = "一村"
    second = book.copy_worksheet(first)
    second.title = "二村"
    second["B2"], second["B3"], second["F3"] = "990000195012310180", "990000201010150118", "不详"
    book.save(path)
    take(page, path, qtbot)
    assert page.looked is not None
    which = page.review.grid.which
    assert which is not None
    assert ["一村（2 行）", "二村（2 行）"] == [which.itemText(at) for at in range(which.count())]
    page.next_problem(1)
    page.next_problem(1)
    assert "二村" == page.review.grid.seen.sheet if page.review.grid.seen else None
    assert (3, 5) == page.review.grid.current_place()
