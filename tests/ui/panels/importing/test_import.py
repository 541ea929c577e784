"""导入 Excel by keyboard, over registers as messy as offices have them."""

from __future__ import annotations

import re
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from pytestqt.qtbot import QtBot

from minzheng_desk.benefits.model import Award
from minzheng_desk.demo.model import Township
from minzheng_desk.demo.writing import WrittenRegister
from minzheng_desk.households.imports.model import Counts, Standing
from minzheng_desk.households.model import Household
from minzheng_desk.households.operations.importing import import_households
from minzheng_desk.kernel.permissions import Permission
from minzheng_desk.store.reader import Reader
from minzheng_desk.ui.frame.work import WorkArea
from minzheng_desk.ui.look.look import look
from minzheng_desk.ui.panels.importing.cells import letters
from minzheng_desk.ui.panels.importing.correction import Correction
from minzheng_desk.ui.panels.importing.draft import Register
from minzheng_desk.ui.panels.importing.page import ImportScreen
from minzheng_desk.ui.panels.importing.steps import CHECK, COLUMNS, FILE, WRITE
from minzheng_desk.ui.screens.import_excel import SCREEN
from ui.fitting import all_words, cut_words, lying_on_each_other, outside
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

ID_NUMBER = re.compile(r"(?<!\d)\d{17}[\dXx](?!\d)")


def test_a_messy_register_is_imported_without_its_problem_rows_and_undone_whole(
    work: WorkArea, page: ImportScreen, registers: dict[str, WrittenRegister], qtbot: QtBot
) -> None:
    desk = work.bench.desk
    take(page, registers[FAULTY].path, qtbot)
    assert COLUMNS == page.step
    go_on(page, qtbot)
    assert CHECK == page.step
    assert page.looked is not None
    counts = page.looked.counts
    assert registers[FAULTY].entries == counts.rows
    assert counts.problems > 0
    assert counts.new + counts.changed + counts.same + counts.problems == counts.rows
    assert f"共 {counts.rows} 行 = 新增 {counts.new}" in page.review.outcome.sum.text()
    assert f"导入 {counts.new} 行" == page.next.text()
    assert 0 == people(desk)
    go_on(page, qtbot)
    qtbot.waitUntil(lambda: page.step == WRITE, timeout=PATIENCE)
    assert f"已导入 {counts.new} 行：新增 {desk.ask(Reader.count, Household)} 户、{people(desk)} 人" in (
        page.result.words.text()
    )
    assert desk.ask(Reader.count, Household) == counts.new
    assert f"{counts.problems} 行有问题" in page.result.held.text()
    qtbot.keyClick(page, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: not page.result.undo.isEnabled(), timeout=PATIENCE)
    assert 0 == people(desk)
    assert "已撤销" in page.result.words.text()


def test_going_back_after_the_undo_finds_everything_new_again(
    work: WorkArea, page: ImportScreen, registers: dict[str, WrittenRegister], qtbot: QtBot
) -> None:
    take(page, registers[FAULTY].path, qtbot)
    assert page.looked is not None
    before = page.looked.counts
    go_on(page, qtbot)
    go_on(page, qtbot)
    qtbot.waitUntil(lambda: page.step == WRITE, timeout=PATIENCE)
    page.result.undo.click()
    qtbot.waitUntil(page.back.isVisible, timeout=PATIENCE)
    page.back.click()
    settled(page, qtbot)
    assert CHECK == page.step
    assert before == page.looked.counts


def test_a_problem_leads_to_its_cell_which_is_mended_from_the_paper(
    page: ImportScreen, tmp_path: Path, township: Township, qtbot: QtBot
) -> None:
    take(page, small_register(tmp_path, township), qtbot)
    go_on(page, qtbot)
    assert page.looked is not None
    assert Counts(new=1, changed=0, same=0, problems=1) == page.looked.counts
    findings = page.review.findings
    negative = findings.current()
    assert negative is not None
    assert (3, 5, "-1200") == (negative.row, negative.column, negative.value)
    assert (3, 5) == page.review.grid.current_place()
    assert "bad" == grid(page).current_row().marks[5]
    press(qtbot, findings.table.view, Qt.Key.Key_Return)
    asked = page.findChild(Correction)
    asked.line.setText("-5")
    press(qtbot, asked.line, Qt.Key.Key_Return)
    assert "负" in asked.said.text()
    asked.line.setText("1200")
    press(qtbot, asked.line, Qt.Key.Key_Return)
    settled(page, qtbot)
    assert Counts(new=2, changed=0, same=0, problems=0) == page.looked.counts
    corrected = page.looked.tables[0].rows[1]
    assert (Standing.NEW, "ok") == (corrected.standing, corrected.marks[5])


def test_a_number_of_a_person_is_never_written_out_and_never_filled_in(
    page: ImportScreen, registers: dict[str, WrittenRegister], qtbot: QtBot
) -> None:
    take(page, registers[FAULTY].path, qtbot)
    column = letter_of(page, "户主身份证号")
    row = page.looked.tables[0].rows[0] if page.looked else None
    assert row is not None
    text = grid(page).view.rows.text(0, grid(page).place_of(letters(column)))
    assert "********" in text
    assert str(row.at(column)) not in text
    page.review.grid.go_to(row.number, column)
    grid(page).view.setFocus()
    press(qtbot, grid(page).view, Qt.Key.Key_F2)
    asked = page.findChild(Correction)
    assert "" == asked.line.text()


def test_rows_left_on_purpose_stay_out_and_are_counted(
    page: ImportScreen, registers: dict[str, WrittenRegister], qtbot: QtBot
) -> None:
    take(page, registers[FAULTY].path, qtbot)
    go_on(page, qtbot)
    assert page.looked is not None
    before, findings = page.looked.counts, page.review.findings
    findings.table.view.selectAll()
    findings.skip.click()
    shown = findings.table.rows_shown()
    assert {one.place for one in shown} == page.looked.draft.skipped
    state = findings.table.place_of("state")
    assert "已跳过" == findings.table.view.rows.text(0, state)
    assert before == page.looked.counts
    assert f"导入 {before.new} 行" == page.next.text()


def test_the_rows_that_stay_out_are_written_to_a_workbook_that_says_why(
    page: ImportScreen, registers: dict[str, WrittenRegister], tmp_path: Path, qtbot: QtBot
) -> None:
    take(page, registers[FAULTY].path, qtbot)
    assert page.looked is not None
    held = page.looked.counts.problems
    page.export_to(tmp_path / "问题行.xlsx")
    qtbot.waitUntil((tmp_path / "问题行.xlsx").exists, timeout=PATIENCE)
    qtbot.wait(50)
    rows = list(openpyxl.load_workbook(tmp_path / "问题行.xlsx").worksheets[0].iter_rows(values_only=True))
    assert held == sum(str(row[-1] or "").startswith("第 ") for row in rows)


def test_a_file_that_cannot_be_read_says_why_in_its_place(
    page: ImportScreen, tmp_path: Path, qtbot: QtBot
) -> None:
    broken = tmp_path / "登记表.xlsx"
    broken.write_bytes(b"PK\x03\x04 nothing of a workbook")
    take(page, broken, qtbot)
    assert FILE == page.step
    assert "登记表.xlsx" in page.notice.text
    assert page.next.isEnabled()


def test_reading_that_is_cancelled_shows_nothing_and_writes_nothing(
    work: WorkArea, page: ImportScreen, registers: dict[str, WrittenRegister], qtbot: QtBot
) -> None:
    page.choosing.take(registers[FAULTY].path)
    assert page.looking is not None
    page.looking.cancel()
    settled(page, qtbot)
    assert (FILE, None) == (page.step, page.looked)
    assert "已取消，一行都没有写入。" == page.notice.text


def test_an_import_that_is_cancelled_leaves_nothing(
    work: WorkArea, page: ImportScreen, registers: dict[str, WrittenRegister], qtbot: QtBot
) -> None:
    take(page, registers[FAULTY].path, qtbot)
    go_on(page, qtbot)
    go_on(page, qtbot)
    assert page.importing is not None
    page.importing.cancel()
    settled(page, qtbot)
    assert CHECK == page.step
    assert "已取消，一行都没有写入。" == page.notice.text
    assert 0 == people(work.bench.desk)
    assert page.next.isEnabled()


def test_a_register_of_benefits_first_asks_what_was_paid(
    page: ImportScreen, registers: dict[str, WrittenRegister], qtbot: QtBot
) -> None:
    page.show_object("benefits")
    take(page, registers["高龄津贴发放花名册.xlsx"].path, qtbot)
    assert FILE == page.step
    assert "已发到" in page.notice.text
    page.choosing.of_benefits.month.write("2026-10")
    take(page, registers["高龄津贴发放花名册.xlsx"].path, qtbot)
    assert page.looked is not None
    counts = page.looked.counts
    assert counts.rows == counts.problems == registers["高龄津贴发放花名册.xlsx"].entries
    go_on(page, qtbot)
    assert "没有可写入的行" in page.header.reason.text()
    assert not page.next.isEnabled()


def test_the_same_file_again_has_nothing_to_write(
    page: ImportScreen, registers: dict[str, WrittenRegister], qtbot: QtBot
) -> None:
    take(page, registers[FAULTY].path, qtbot)
    go_on(page, qtbot)
    go_on(page, qtbot)
    qtbot.waitUntil(lambda: page.step == WRITE, timeout=PATIENCE)
    go_on(page, qtbot)
    take(page, registers[FAULTY].path, qtbot)
    go_on(page, qtbot)
    assert page.looked is not None
    assert 0 == page.looked.rows_to_write
    assert "没有可写入" in page.header.reason.text()


def test_only_those_who_may_import_have_the_page() -> None:
    assert (Permission.IMPORT, False, 25) == (SCREEN.may, SCREEN.in_rail, SCREEN.order)


def test_a_near_miss_is_offered_but_filled_in_only_by_the_clerk_and_for_all_alike(
    page: ImportScreen, tmp_path: Path, township: Township, qtbot: QtBot
) -> None:
    village = township.villages[0].name
    wrong = f"{village[:-1]}镇"
    path = register_file(
        tmp_path,
        ("姓名", "身份证号", "与户主关系", "户编号", "村"),
        ("李明", "990000196611210012", "户主", "1", wrong),
        ("王芳", "990000196611210020", "户主", "2", wrong),
    )
    take(page, path, qtbot)
    go_on(page, qtbot)
    assert page.looked is not None
    assert 2 == page.looked.counts.problems
    qtbot.keyClick(page.review.findings.table.view, Qt.Key.Key_F2)
    asked = page.findChild(Correction)
    assert wrong == asked.line.text()
    assert [f"填“{village}”"] == [button.text() for button in asked.offers]
    asked.offers[0].click()
    assert village == asked.line.text()
    assert "这一列同样写法的 2 格一起改" == asked.alike.text()
    asked.alike.click()
    press(qtbot, asked.line, Qt.Key.Key_Return)
    settled(page, qtbot)
    assert Counts(new=2, changed=0, same=0, problems=0) == page.looked.counts


def test_awards_are_taken_over_with_what_they_mean_for_the_money(
    work: WorkArea, page: ImportScreen, tmp_path: Path, township: Township, qtbot: QtBot
) -> None:
    take(page, small_register(tmp_path, township), qtbot)
    go_on(page, qtbot)
    go_on(page, qtbot)
    qtbot.waitUntil(lambda: page.step == WRITE, timeout=PATIENCE)
    go_on(page, qtbot)
    page.choosing.show_kind("benefits")
    page.choosing.of_benefits.month.write("2026-10")
    path = register_file(
        tmp_path,
        ("农村低保名册",),
        ("户主姓名", "户主身份证号", "户月保障金额"),
        ("李明", "990000196611210012", 480),
        ("赵玉", "990000195012310180", 300),
    )
    take(page, path, qtbot)
    go_on(page, qtbot)
    assert page.looked is not None
    assert Counts(new=1, changed=0, same=0, problems=1) == page.looked.counts
    assert "新增待遇 1 份，其中 1 份按表每月共 480.00 元" in page.review.outcome.money.text()
    go_on(page, qtbot)
    qtbot.waitUntil(lambda: page.step == WRITE, timeout=PATIENCE)
    assert "新增待遇 1 份" in page.result.words.text()
    assert 1 == work.bench.desk.ask(Reader.count, Award)
    page.result.undo.click()
    qtbot.waitUntil(page.back.isVisible, timeout=PATIENCE)
    assert 0 == work.bench.desk.ask(Reader.count, Award)


@pytest.mark.parametrize("scale", [1.0, 1.25])
def test_no_step_cuts_a_word_or_shows_a_whole_number(
    page: ImportScreen, registers: dict[str, WrittenRegister], scale: float, qtbot: QtBot
) -> None:
    look().choose(scale=scale)
    take(page, registers[FAULTY].path, qtbot)
    for step in (COLUMNS, CHECK, WRITE):
        assert step == page.step
        qtbot.wait(20)
        assert [] == cut_words(page)
        assert [] == lying_on_each_other(page)
        assert [] == outside(page)
        assert [] == [words for words in all_words(page) if ID_NUMBER.search(words)]
        if step != WRITE:
            go_on(page, qtbot)
            qtbot.waitUntil(lambda before=step: page.step != before, timeout=PATIENCE)


def test_what_was_put_right_here_stands_in_the_workbook_of_rows_left(
    page: ImportScreen, tmp_path: Path, township: Township, qtbot: QtBot
) -> None:
    take(page, small_register(tmp_path, township), qtbot)
    assert page.looked is not None
    sheet = page.looked.tables[0].sheet
    page.correct({(sheet, 3, 0): "王方"})
    settled(page, qtbot)
    page.export_to(tmp_path / "问题行.xlsx")
    qtbot.waitUntil((tmp_path / "问题行.xlsx").exists, timeout=PATIENCE)
    qtbot.wait(50)
    rows = list(openpyxl.load_workbook(tmp_path / "问题行.xlsx").worksheets[0].iter_rows(values_only=True))
    assert ["姓名", "王方"] == [row[0] for row in rows]


def test_work_of_somebody_else_in_between_is_seen_before_anything_is_written(
    work: WorkArea, page: ImportScreen, tmp_path: Path, township: Township, qtbot: QtBot
) -> None:
    take(page, small_register(tmp_path, township), qtbot)
    go_on(page, qtbot)
    assert page.looked is not None
    assert page.looked.plan is not None
    assert 1 == page.looked.rows_to_write
    with qtbot.waitSignal(work.bench.committed, timeout=PATIENCE):
        work.bench.task(import_households, page.looked.plan).start()
    settled(page, qtbot)
    assert Counts(new=0, changed=0, same=1, problems=1) == page.looked.counts
    assert not page.next.isEnabled()


def test_a_file_is_taken_where_it_is_dropped(page: ImportScreen, tmp_path: Path, township: Township) -> None:
    path, place = small_register(tmp_path, township), page.choosing.place
    carried = QMimeData()
    carried.setUrls([QUrl.fromLocalFile(str(path))])
    at, keys, button = QPoint(5, 5), Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton
    entering = QDragEnterEvent(at, Qt.DropAction.CopyAction, carried, button, keys)
    place.dragEnterEvent(entering)
    assert entering.isAccepted()
    taken: list[Register] = []
    page.choosing.chosen.connect(taken.append)
    place.dropEvent(QDropEvent(QPointF(at), Qt.DropAction.CopyAction, carried, button, keys))
    assert [path] == [register.path for register in taken]
