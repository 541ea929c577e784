"""资金发放 by keyboard alone: a whole month with a change of person, and the roster as it is printed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from minzheng_desk.audit.queries import newest
from minzheng_desk.demo.main_job import LEADER, PASSPHRASE, USER
from minzheng_desk.desk.desk import Desk
from minzheng_desk.desk.local import LocalDesk
from minzheng_desk.desk.people import change_person
from minzheng_desk.households.queries import regions
from minzheng_desk.kernel.money import figures
from minzheng_desk.kernel.period import Month
from minzheng_desk.office.queries import content_of, papers_about
from minzheng_desk.payroll.model import Roster
from minzheng_desk.payroll.queries import rosters
from minzheng_desk.ui.frame.work import WorkArea
from minzheng_desk.ui.masks import masks
from minzheng_desk.ui.panels.payroll.page import PayrollScreen
from minzheng_desk.ui.panels.payroll.questions import FormatQuestion
from minzheng_desk.ui.panels.payroll.return_sheet import ReturnSheet
from minzheng_desk.ui.panels.preview.page import PreviewPage
from minzheng_desk.ui.screens.payroll import SCREEN
from minzheng_desk.ui.settings import Settings
from minzheng_desk.ui.shots import settle
from minzheng_desk.ui.widgets.dialogs import Question, TypeToConfirm
from minzheng_desk.ui.widgets.sheets import SideSheet
from minzheng_desk.ui.widgets.tables.row_menu import row_menu
from minzheng_desk.ui.workbench import Workbench
from payroll.answering import answer
from payroll.paying import a_household, an_award, drawn_up

DECEMBER = Month(2026, 12)
PROGRAMME = "old_age_allowance"


def work_over(desk: Desk, qtbot: QtBot) -> WorkArea:
    made = WorkArea(Workbench(desk), Settings(None), [SCREEN])
    qtbot.addWidget(made)
    made.resize(1366, 697)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    return made


@pytest.fixture
def work(township: Desk, qtbot: QtBot) -> Iterator[WorkArea]:
    made = work_over(township, qtbot)
    yield made
    settle()
    for page in made.findChildren(PreviewPage):
        page.let_go()
    made.bench.finish()
    masks().cover_all()


@pytest.fixture
def page(work: WorkArea) -> PayrollScreen:
    """December of the old-age allowance, not drawn up yet."""
    work.go(f"payroll:202612/{PROGRAMME}")
    settle()
    found = work.page("payroll")
    assert isinstance(found, PayrollScreen)
    return found


def press(qtbot: QtBot, on: QWidget, key: Qt.Key, *, ctrl: bool = False) -> None:
    # Without a window system nobody gives the keyboard back when a question goes away.
    on.window().activateWindow()
    qtbot.waitUntil(on.window().isActiveWindow)
    qtbot.keyClick(on, key, Qt.KeyboardModifier.ControlModifier if ctrl else Qt.KeyboardModifier.NoModifier)
    settle()


def asked(kind: type[Question]) -> Question:
    found = QApplication.activeModalWidget()
    assert isinstance(found, kind)
    return found


def typed_total(qtbot: QtBot, total: str) -> None:
    """Type the total, and Enter twice: once onto the button, once to press it."""
    question = asked(TypeToConfirm)
    assert isinstance(question, TypeToConfirm)
    assert not question.act.isEnabled()
    qtbot.keyClicks(question.field, total)
    qtbot.keyClick(question.field, Qt.Key.Key_Return)
    qtbot.keyClick(question, Qt.Key.Key_Return)
    settle()


def roster_of(desk: Desk) -> Roster:
    return desk.ask(rosters, PROGRAMME, DECEMBER)[0]


def seated(desk: LocalDesk, work: WorkArea, qtbot: QtBot, user: str) -> None:
    change_person(desk, user, PASSPHRASE)
    work.show_person()
    press(qtbot, work, Qt.Key.Key_F5)


def without_account(desk: Desk) -> None:
    """Somebody old who has an allowance from December on and nowhere to be paid."""
    village = desk.ask(regions)[-1].code
    household, person = a_household(desk, "赵无账", village=village)
    an_award(desk, household, person, "2026-12", "50", programme=PROGRAMME)


def sent_to_the_bank(
    work: WorkArea, page: PayrollScreen, qtbot: QtBot, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ctrl+Enter, the format by Enter, and the file where the dialog says."""
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    press(qtbot, work, Qt.Key.Key_Return, ctrl=True)
    press(qtbot, asked(FormatQuestion), Qt.Key.Key_Return)
    assert target.read_bytes()
    assert "roster.note_bank_file" in {entry.operation for entry in work.bench.desk.ask(newest, 5)}
    assert "导入回盘" == page.head.next.text()


def answered_by_the_bank(
    work: WorkArea, page: PayrollScreen, qtbot: QtBot, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ctrl+Enter, the format by Enter, the bank's file; its result stands at the side until Esc."""
    assert page.now is not None
    answered = answer(folder, page.now.view)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(answered), ""))
    press(qtbot, work, Qt.Key.Key_Return, ctrl=True)
    press(qtbot, asked(FormatQuestion), Qt.Key.Key_Return)
    (sheet,) = (one for one in page.findChildren(SideSheet) if one.isVisible())
    press(qtbot, sheet, Qt.Key.Key_Escape)


def test_a_whole_month_is_taken_to_its_close_by_keyboard_with_a_change_of_person(
    work: WorkArea,
    page: PayrollScreen,
    township: LocalDesk,
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert "生成名册" == page.head.next.text()
    press(qtbot, work, Qt.Key.Key_Return, ctrl=True)
    total = figures(roster_of(township).total)
    assert ("锁定", False) == (page.head.next.text(), page.head.next.isEnabled())
    assert page.header.reason.text().startswith("制表人不能锁定，请换 演示分管领导")

    seated(township, work, qtbot, LEADER)
    press(qtbot, work, Qt.Key.Key_Return, ctrl=True)
    typed_total(qtbot, total)
    assert roster_of(township).is_locked
    assert ("生成银行文件", False) == (page.head.next.text(), page.head.next.isEnabled())

    seated(township, work, qtbot, USER)
    sent_to_the_bank(work, page, qtbot, tmp_path / "代发.txt", monkeypatch)
    answered_by_the_bank(work, page, qtbot, tmp_path, monkeypatch)

    assert ("月结", True) == (page.head.next.text(), page.head.next.isEnabled())
    press(qtbot, work, Qt.Key.Key_Return, ctrl=True)
    typed_total(qtbot, total)
    assert roster_of(township).closed_at is not None
    assert "已月结" == page.head.state.spec.text
    assert not page.head.next.isEnabled()


def test_the_roster_is_kept_by_keyboard_alone_and_the_kept_file_is_the_one_shown(
    work: WorkArea, page: PayrollScreen, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "花名册.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    work.go(f"payroll:202611/{PROGRAMME}")
    settle()
    press(qtbot, work, Qt.Key.Key_P, ctrl=True)
    preview = work.pages.currentWidget()
    assert isinstance(preview, PreviewPage)
    qtbot.waitUntil(lambda: preview.drawn is not None, timeout=20_000)
    shown = preview.drawn.content
    with qtbot.waitSignal(preview.printed, timeout=20_000):
        press(qtbot, work, Qt.Key.Key_S, ctrl=True)
    settle()
    (kept,) = work.bench.desk.ask(papers_about, f"payroll:202611/{PROGRAMME}")
    assert hashlib.sha256(shown).hexdigest() == kept.content
    assert shown == work.bench.desk.ask(content_of, kept) == target.read_bytes()
    focused = work.window().focusWidget()
    assert focused is not None
    press(qtbot, focused, Qt.Key.Key_Escape)
    assert page is work.current()


def test_whole_numbers_on_paper_are_noted_when_they_are_looked_at(
    work: WorkArea, page: PayrollScreen, qtbot: QtBot
) -> None:
    work.go(f"payroll:202611/{PROGRAMME}")
    settle()
    page.print_page()
    preview = work.pages.currentWidget()
    assert isinstance(preview, PreviewPage)
    settle()
    preview.choices.boxes["full_numbers"].setChecked(True)
    settle()
    assert "roster.note_full_printing" == work.bench.desk.ask(newest, 1)[0].operation


def test_an_empty_store_says_so_and_shows_the_way_out(founded_desk: LocalDesk, qtbot: QtBot) -> None:
    work = work_over(founded_desk, qtbot)
    work.go("payroll")
    settle()
    page = work.page("payroll")
    assert isinstance(page, PayrollScreen)
    assert page.nothing.isVisible()
    assert page.nothing.importing.isVisible()
    assert "还没有人在享按月发放的待遇" == page.header.reason.text()
    assert not page.strip.isVisible()
    work.bench.finish()


def test_a_month_that_is_not_drawn_up_says_how_many_awards_wait(page: PayrollScreen) -> None:
    assert page.nothing.isVisible()
    assert not page.nothing.importing.isVisible()
    assert page.head.next.isEnabled()
    assert "高龄津贴 2026年12月还没有生成" == page.nothing.empty.accessibleName()


def test_the_programmes_add_up_and_are_chosen_with_the_arrows(
    work: WorkArea, page: PayrollScreen, qtbot: QtBot
) -> None:
    work.go("payroll:202611/dibao")
    settle()
    found = page.page
    assert found is not None
    assert sum(one.total for one in found.programmes) == page.strip.total.total
    before = page.place.programme
    qtbot.keyClick(page.strip.buttons[before], Qt.Key.Key_Right)
    settle()
    assert before != page.place.programme
    assert page.strip.buttons[page.place.programme].isChecked()


def test_lines_that_need_somebody_are_found_with_f3_and_filtered_by_segment_and_village(
    work: WorkArea, page: PayrollScreen, township: LocalDesk, qtbot: QtBot
) -> None:
    without_account(township)
    press(qtbot, work, Qt.Key.Key_Return, ctrl=True)
    assert page.now is not None
    alerts = [row for row in page.now.rows if row.is_alert]
    assert alerts
    press(qtbot, work, Qt.Key.Key_F3)
    assert alerts[0].id == page.roster.table.current_row().id
    page.show_alerts()
    assert {row.id for row in alerts} == {row.id for row in page.roster.table.rows_shown()}
    village = alerts[0].village
    page.roster.bars.opened.emit(village)
    assert {village} == {row.village for row in page.roster.table.rows_shown()}
    assert f"村：{village}" in page.roster.table.order.filter_words
    page.roster.bars.opened.emit(village)
    assert len(alerts) == len(page.roster.table.rows_shown())


def test_clearing_the_filters_brings_segment_and_village_back(
    work: WorkArea, page: PayrollScreen, qtbot: QtBot
) -> None:
    press(qtbot, work, Qt.Key.Key_Return, ctrl=True)
    page.show_alerts()
    page.roster.village.setCurrentIndex(1)
    page.roster.table.clear_filters()
    assert ("all", 0) == (page.roster.segments.key, page.roster.village.currentIndex())
    assert page.now is not None
    assert len(page.now.rows) == len(page.roster.table.rows_shown())


def test_a_remedy_in_the_row_holds_the_line_back_and_the_roster_is_to_be_drawn_up_anew(
    work: WorkArea, page: PayrollScreen, township: LocalDesk, qtbot: QtBot
) -> None:
    without_account(township)
    press(qtbot, work, Qt.Key.Key_Return, ctrl=True)
    before = len(page.now.attention)
    buttons = [button for row in page.roster.notices.rows for button in row.buttons]
    next(button for button in buttons if button.text() == "本月暂缓").click()
    question = QApplication.activeModalWidget()
    question._group.buttons()[0].click()
    question.act.click()
    settle()
    assert "重新生成" == page.head.next.text()
    assert "生成后有 1 行变动" == page.header.reason.text()
    press(qtbot, work, Qt.Key.Key_Return, ctrl=True)
    assert before - 1 == len(page.now.attention)
    assert "锁定" == page.head.next.text()


def test_what_the_bank_refused_is_counted_listed_and_wants_a_correction(
    work: WorkArea, page: PayrollScreen, township: LocalDesk, qtbot: QtBot, tmp_path: Path
) -> None:
    work.go(f"payroll:202611/{PROGRAMME}")
    settle()
    now = page.now
    assert now is not None
    refused = now.view.paid[2]
    page.flows.read_return(now.roster, "gbk_pipe", answer(tmp_path, now.view, {refused.name: "户名不符"}))
    settle()
    (content,) = page.findChildren(ReturnSheet)
    paid = len(now.view.paid)
    shown = {part.id: part.payments for part in content.counts.rows_shown()}
    assert {"paid": paid - 1, "failed": 1, "repeated": 0, "unmatched": 0} == shown
    assert [refused.id] == [one.line.id for one in content.refused.rows_shown()]
    assert ("更正发放", True) == (page.head.next.text(), page.head.next.isEnabled())
    assert "1 笔退回还没有更正" == page.header.reason.text()
    content.correct_asked.emit()
    settle()
    (sheet,) = (one for one in page.findChildren(SideSheet) if one.isVisible())
    correction = sheet.content
    assert not correction.draw.isEnabled()
    correction.table.tick(correction.table.rows_shown())
    assert "勾选了原样重发，还没有写理由。" == correction.why_not.text()
    correction.because.setText("银行系统故障，已答复可重发")
    press(qtbot, work, Qt.Key.Key_Return, ctrl=True)
    assert page.now is not None
    assert 2 == len(page.now.whole)
    page.roster.correction_chosen.emit(1)
    settle()
    assert 1 == page.now.roster.correction
    assert "锁定" == page.head.next.text()


def test_a_roster_is_saved_as_a_workbook_and_that_is_noted(
    work: WorkArea, page: PayrollScreen, tmp_path: Path
) -> None:
    work.go(f"payroll:202611/{PROGRAMME}")
    settle()
    target = tmp_path / "名册.xlsx"
    page.flows.export_to(page.page, page.now, target)
    settle()
    assert target.stat().st_size > 5_000
    assert "roster.note_printing" == work.bench.desk.ask(newest, 1)[0].operation
    assert "已写入 名册.xlsx" in work.toast.text


def test_the_number_of_a_line_is_shown_for_a_while_and_noted(
    work: WorkArea, page: PayrollScreen, qtbot: QtBot
) -> None:
    work.go(f"payroll:202611/{PROGRAMME}")
    settle()
    page.roster.table.enter()
    row = page.roster.table.current_row()
    press(qtbot, work, Qt.Key.Key_F8)
    assert masks().is_revealed(row.line.person_id)
    assert "security.reveal" == work.bench.desk.ask(newest, 1)[0].operation


def test_another_person_at_the_desk_sees_their_own_next_step(
    work: WorkArea, page: PayrollScreen, township: LocalDesk, qtbot: QtBot
) -> None:
    drawn_up(township, str(DECEMBER), PROGRAMME)
    press(qtbot, work, Qt.Key.Key_F5)
    assert not page.head.next.isEnabled()
    change_person(township, LEADER, PASSPHRASE)
    page.hide()
    page.show()
    settle()
    assert page.head.next.isEnabled()
    assert not page.head.paper.isEnabled()


def test_the_menu_of_a_row_offers_the_same_remedies_as_the_side(
    work: WorkArea, page: PayrollScreen, township: LocalDesk, qtbot: QtBot
) -> None:
    without_account(township)
    press(qtbot, work, Qt.Key.Key_Return, ctrl=True)
    (row,) = (row for row in page.roster.table.rows_shown() if row.line.name == "赵无账")
    page.roster.table.select_key(row.id)
    menu = row_menu(page.roster.table, [row])
    assert ["打开家庭档案", "登记账户", "本月暂缓"] == [
        action.text().partition("\t")[0] for action in menu.actions()[:3]
    ]


def test_f6_walks_from_the_programmes_to_the_lines_and_what_needs_somebody(
    work: WorkArea, page: PayrollScreen, township: LocalDesk, qtbot: QtBot
) -> None:
    without_account(township)
    press(qtbot, work, Qt.Key.Key_Return, ctrl=True)
    page.strip.buttons[PROGRAMME].setFocus()
    press(qtbot, work, Qt.Key.Key_F6)
    assert page.roster.table.isAncestorOf(QApplication.focusWidget())
    press(qtbot, work, Qt.Key.Key_F6)
    assert page.roster.notices.isAncestorOf(QApplication.focusWidget())
    press(qtbot, work, Qt.Key.Key_F6)
    assert page.roster.bars.hasFocus()
    press(qtbot, work, Qt.Key.Key_F6)
    assert page.strip.buttons[PROGRAMME].hasFocus()
