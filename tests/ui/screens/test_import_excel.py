"""导入 Excel by keyboard, over registers as messy as offices have them."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desk.stores import CHEAP, PASSPHRASE, PERSON
from minzheng_desk.demo.model import Township
from minzheng_desk.demo.township import invent_township
from minzheng_desk.demo.writing import WrittenRegister, write_registers
from minzheng_desk.desk.desk import Desk
from minzheng_desk.desk.founding import Office, create_store
from minzheng_desk.desk.opening import open_store
from minzheng_desk.households.imports.model import Counts, Standing
from minzheng_desk.households.model import Household, Person
from minzheng_desk.kernel.clock import FixedClock
from minzheng_desk.kernel.permissions import Permission
from minzheng_desk.kernel.progress import Silent
from minzheng_desk.store.reader import Reader
from minzheng_desk.ui.frame.work import WorkArea
from minzheng_desk.ui.panels.importing.correction import Correction
from minzheng_desk.ui.panels.importing.draft import LEFT_OUT
from minzheng_desk.ui.panels.importing.meaning_sheet import MeaningChoice
from minzheng_desk.ui.panels.importing.steps import CHECK, COLUMNS, FILE, WRITE
from minzheng_desk.ui.screens.import_excel import SCREEN, ImportScreen
from minzheng_desk.ui.settings import Settings
from minzheng_desk.ui.widgets.tables.table import Table
from minzheng_desk.ui.workbench import Workbench

PATIENCE = 20_000
FAULTY = "家庭档案_西片_一户一行.xlsx"


@pytest.fixture(scope="module")
def township() -> Township:
    return invent_township(160, 7)


@pytest.fixture(scope="module")
def registers(township: Township, tmp_path_factory: pytest.TempPathFactory) -> dict[str, WrittenRegister]:
    written = write_registers(township, tmp_path_factory.mktemp("registers"), Silent())
    return {register.path.name: register for register in written}


@pytest.fixture(scope="module")
def founded(township: Township, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store that knows the villages of the township, and nobody in them; it is only copied from."""
    office = Office(
        f"{township.name}民政办",
        f"{township.villages[0].code[:9]}000",
        "demo-county",
        regions=tuple((village.code, village.name) for village in township.villages),
    )
    folder = tmp_path_factory.mktemp("founded") / "data"
    create_store(
        folder, office, PERSON, PASSPHRASE, cost=CHEAP, clock=FixedClock(township.as_of)
    ).desk.close()
    return folder


@pytest.fixture
def desk(founded: Path, township: Township, tmp_path: Path) -> Iterator[Desk]:
    folder = shutil.copytree(founded, tmp_path / "data")
    made = open_store(Path(folder), PERSON.name, PASSPHRASE, clock=FixedClock(township.as_of))
    yield made
    made.close()


@pytest.fixture
def work(desk: Desk, qtbot: QtBot) -> Iterator[WorkArea]:
    made = WorkArea(Workbench(desk), Settings(None), (SCREEN,))
    qtbot.addWidget(made)
    made.resize(1366, 697)
    made.show()
    made.go("import")
    yield made
    made.bench.finish()


@pytest.fixture
def page(work: WorkArea) -> ImportScreen:
    found = work.page("import")
    assert isinstance(found, ImportScreen)
    return found


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
    press(qtbot, findings.problems.view, Qt.Key.Key_Return)
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
    text = grid(page).view.rows.text(0, column + 1)
    assert "********" in text
    assert str(row.at(column)) not in text
    page.review.grid.go_to(row.number, column)
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
    findings.problems.view.selectAll()
    findings.skip.click()
    shown = findings.problems.rows_shown()
    assert {one.place for one in shown} == page.looked.draft.skipped
    state = findings.problems.place_of("state")
    assert "已跳过" == findings.problems.view.rows.text(0, state)
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
    page.choosing.month.write("2026-10")
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
    assert "第2行" in page.looked.found[0].reason
    page.correct({(page.looked.tables[0].sheet, 2, 4): "7"})
    settled(page, qtbot)
    go_on(page, qtbot)
    go_on(page, qtbot)
    qtbot.waitUntil(lambda: page.step == WRITE, timeout=PATIENCE)
    assert 2 == people(work.bench.desk)
