"""待遇管理 by keyboard: awards suspended, ended and granted; what falls due opened; the re-check stopped."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from minzheng_desk.audit.queries import newest
from minzheng_desk.benefits.dues import Matter
from minzheng_desk.benefits.model import Award, AwardReview, Suspension
from minzheng_desk.benefits.township import TownshipChecked
from minzheng_desk.desk.desk import Desk
from minzheng_desk.desk.local import LocalDesk
from minzheng_desk.ui.frame.work import WorkArea
from minzheng_desk.ui.panels.benefits import book
from minzheng_desk.ui.panels.benefits.page import BenefitsScreen
from minzheng_desk.ui.panels.benefits.rows import PaidRow
from minzheng_desk.ui.screen import Screen, ScreenSpec
from minzheng_desk.ui.screens.benefits import SCREEN
from minzheng_desk.ui.settings import Settings
from minzheng_desk.ui.tasks import under_way
from minzheng_desk.ui.widgets.sheets import SideSheet
from minzheng_desk.ui.workbench import Workbench
from ui.widgets.forms.filling import press, type_text

PATIENCE = 30_000
CTRL = Qt.KeyboardModifier.ControlModifier


class Files(Screen):
    """Notes which household somebody wanted to see."""

    def show_object(self, key: str) -> None:
        self.key = key


FILES = ScreenSpec("households", "家庭档案", "family", 20, lambda frame: Files(frame, "家庭档案"))
Opening = Callable[[Desk], BenefitsScreen]


@pytest.fixture
def opening(qtbot: QtBot) -> Iterator[Opening]:
    works: list[WorkArea] = []

    def opened(desk: Desk) -> BenefitsScreen:
        work = WorkArea(Workbench(desk), Settings(None), (FILES, SCREEN))
        qtbot.addWidget(work)
        works.append(work)
        work.resize(1366, 697)
        work.show()
        work.activateWindow()
        QTest.qWaitForWindowActive(work)
        work.go("benefits")
        page = work.page("benefits")
        assert isinstance(page, BenefitsScreen)
        settled(qtbot)
        return page

    yield opened
    for work in works:
        work.bench.finish()


@pytest.fixture
def page(township: Desk, opening: Opening) -> BenefitsScreen:
    return opening(township)


def settled(qtbot: QtBot) -> None:
    """Wait until nothing is under way; what was answered may have asked again."""
    for _ in range(3):
        qtbot.waitUntil(lambda: under_way() == 0, timeout=PATIENCE)
        QApplication.processEvents()


def work_of(page: BenefitsScreen) -> WorkArea:
    assert isinstance(page.frame, WorkArea)
    return page.frame


def go(page: BenefitsScreen, qtbot: QtBot, address: str) -> None:
    page.frame.go(address)
    settled(qtbot)


def to_first(page: BenefitsScreen, qtbot: QtBot) -> PaidRow:
    """Go to the first row by keyboard, and wait until its award is read."""
    press(Qt.Key.Key_F, CTRL)
    press(Qt.Key.Key_Return)
    settled(qtbot)
    row = page.book.list.table.current_row()
    assert row is not None
    return row


def begin(page: BenefitsScreen, qtbot: QtBot, verb: str) -> None:
    """Press a button of the panel as a keyboard does."""
    button = next(one for one in page.side.acts if one.isVisible() and one.text() == verb)
    button.setFocus(Qt.FocusReason.TabFocusReason)
    press(Qt.Key.Key_Space)
    settled(qtbot)
    assert page.doing.sheet is not None


def all_of(page: BenefitsScreen, cls: type) -> list:
    return page.bench.desk.ask(lambda reader: reader.find(cls))


def test_an_award_is_suspended_and_the_undo_pays_it_again(page: BenefitsScreen, qtbot: QtBot) -> None:
    row = to_first(page, qtbot)
    begin(page, qtbot, "暂停发放")
    press(Qt.Key.Key_Return)
    type_text("入户三次没有人在家")
    assert "每月少发" in page.doing.sheet.effect.said.text()
    press(Qt.Key.Key_F10)
    settled(qtbot)
    (kept,) = all_of(page, Suspension)
    assert (row.award_id, "入户三次没有人在家") == (kept.award_id, kept.reason)
    assert page.doing.sheet is None
    assert work_of(page).undo_bar.text.startswith(f"已暂停发放：{row.one.name}")
    go(page, qtbot, f"benefits:{row.award_id}")
    assert "暂停" in page.book.list.table.current_row().one.standing.label
    press(Qt.Key.Key_Z, CTRL)
    settled(qtbot)
    assert [] == all_of(page, Suspension)


def test_what_is_suspended_offers_to_be_resumed_first(page: BenefitsScreen, qtbot: QtBot) -> None:
    to_first(page, qtbot)
    begin(page, qtbot, "暂停发放")
    press(Qt.Key.Key_Return)
    type_text("联系不上")
    press(Qt.Key.Key_F10)
    settled(qtbot)
    begin(page, qtbot, "恢复发放")
    press(Qt.Key.Key_F10)
    settled(qtbot)
    (kept,) = all_of(page, Suspension)
    assert kept.since == kept.until


def test_an_end_without_a_hearing_is_refused_in_place_and_nothing_typed_is_lost(
    page: BenefitsScreen, qtbot: QtBot
) -> None:
    row = to_first(page, qtbot)
    begin(page, qtbot, "停发")
    press(Qt.Key.Key_Return)
    type_text("收入超标")
    press(Qt.Key.Key_F10)
    settled(qtbot)
    sheet = page.doing.sheet
    assert sheet is not None
    assert "没有听取意见记录或书面理由，没有保存" in sheet.said.text()
    assert "第四十八条" in sheet.said.text()
    assert "income" == sheet.form.value("reason")
    assert None is all_of(page, Award)[0].until
    sheet.form.focus("heard_on")
    type_text("1119")
    press(Qt.Key.Key_Return)
    type_text("本人认可")
    press(Qt.Key.Key_Return, CTRL)
    type_text("家庭收入已超过标准")
    press(Qt.Key.Key_F10)
    settled(qtbot)
    ended = next(one for one in all_of(page, Award) if one.id == row.award_id)
    assert "income" == ended.ended_reason


def test_what_was_typed_and_not_saved_is_there_again(page: BenefitsScreen, qtbot: QtBot) -> None:
    row = to_first(page, qtbot)
    begin(page, qtbot, "暂停发放")
    press(Qt.Key.Key_Return)
    type_text("联系不上")
    press(Qt.Key.Key_Escape)
    settled(qtbot)
    go(page, qtbot, "benefits:due")
    go(page, qtbot, f"benefits:{row.award_id}/suspend")
    assert "联系不上" == page.doing.sheet.form.value("reason")
    assert "接着上次没有保存的录" == page.doing.sheet.hint.text()


def test_the_dead_are_not_heard(page: BenefitsScreen, qtbot: QtBot) -> None:
    to_first(page, qtbot)
    begin(page, qtbot, "停发")
    press(Qt.Key.Key_Return)
    type_text("人员死亡")
    press(Qt.Key.Key_Return)
    assert not page.doing.sheet.form.cells["heard_note"].shown


def test_a_re_check_that_is_stopped_leaves_nothing(page: BenefitsScreen, qtbot: QtBot) -> None:
    entries = len(page.bench.desk.ask(newest, 100))
    press(Qt.Key.Key_Return, CTRL)
    assert "正在复核" == page.header.reason.text()
    page.checking.cancel()
    with qtbot.waitSignal(page.checking.busy_changed, timeout=PATIENCE):
        assert page.checking.busy
    settled(qtbot)
    assert "已停下全镇复核，数据没有变" == work_of(page).toast.text
    assert None is page.checking.result
    assert entries == len(page.bench.desk.ask(newest, 100))
    assert "" == page.header.reason.text()
    assert page.header.primary.isEnabled()


def test_a_re_check_counts_what_it_found_and_stays(page: BenefitsScreen, qtbot: QtBot) -> None:
    go(page, qtbot, "benefits:differences")
    found = page.checking.result
    assert found is not None
    assert book.DIFFERENCES == page.book.key
    assert found.awards == found.agreeing + found.apart + len(found.differences)
    assert f"不一致 {len(found.differences)}" in page.checking.notice.text
    assert len(found.differences) == len(page.book.list.table.order.rows)
    go(page, qtbot, "benefits:paid")
    assert page.checking.notice.isHidden()
    go(page, qtbot, "benefits:unclaimed")
    assert len(found.unclaimed) == len(page.book.list.table.order.rows)


def test_a_due_list_opens_the_right_household(page: BenefitsScreen, qtbot: QtBot) -> None:
    go(page, qtbot, "benefits:due/reviews")
    row = to_first(page, qtbot)
    assert "review" == row.sort
    press(Qt.Key.Key_Return)
    files = work_of(page).current()
    assert isinstance(files, Files)
    assert row.place.household_number == files.key


def test_a_due_review_is_noted_from_its_line(page: BenefitsScreen, qtbot: QtBot) -> None:
    go(page, qtbot, "benefits:due/review")
    row, before = to_first(page, qtbot), len(page.matters.rows)
    begin(page, qtbot, "登记复核")
    press(Qt.Key.Key_F10)
    settled(qtbot)
    assert [row.award_id] == [one.award_id for one in all_of(page, AwardReview)]
    assert before - 1 == len(page.matters.rows)


def test_addresses_of_the_first_page_lead_to_their_lists(page: BenefitsScreen, qtbot: QtBot) -> None:
    for address, shown, filtered in (
        ("due/review", book.DUE, {Matter.REVIEW.label}),
        ("due/ages", book.DUE, {Matter.AGE.label}),
        ("due/certificates", book.DUE, {Matter.CERTIFICATE.label}),
        ("deaths", book.DUE, {"死亡待停发"}),
        ("no-account", book.PAID, {"缺账户"}),
        ("programme/old_age_allowance", book.PAID, {"高龄津贴"}),
        ("paid", book.PAID, set[str]()),
    ):
        go(page, qtbot, f"benefits:{address}")
        assert shown == page.book.key
        assert filtered == set(page.book.list.table.order.filters)


def test_what_could_be_granted_to_a_household_is_found_by_its_number(
    page: BenefitsScreen, qtbot: QtBot
) -> None:
    go(page, qtbot, "benefits:unclaimed")
    number = page.book.list.table.rows_shown()[-1].place.household_number
    go(page, qtbot, f"benefits:grant/{number}")
    assert {number} == {row.place.household_number for row in page.book.list.table.rows_shown()}
    go(page, qtbot, "benefits:grant/person/01a1ff3ca41f701488a584d7b20f00d6")
    assert page.checking.result is not None
    assert book.UNCLAIMED == page.book.key


def test_back_leads_back_from_a_list_that_chose_its_first_row_by_itself(
    page: BenefitsScreen, qtbot: QtBot
) -> None:
    go(page, qtbot, "households:LX-1")
    go(page, qtbot, "benefits:programme/old_age_allowance")
    assert page.book.list.table.current_row() is not None
    work_of(page).travel(-1)
    settled(qtbot)
    assert isinstance(work_of(page).current(), Files)


def test_an_unknown_address_harms_nothing(page: BenefitsScreen, qtbot: QtBot) -> None:
    go(page, qtbot, "benefits:nothing/like/that")
    assert book.PAID == page.book.key


def checked_again(page: BenefitsScreen, qtbot: QtBot) -> TownshipChecked:
    """What was found after the last thing that was written."""
    rechecking = page.frame.rechecking
    qtbot.wait(500)  # after which it begins by itself, unless this computer is slow today
    if rechecking.is_stale:
        rechecking.begin()
    qtbot.waitUntil(lambda: rechecking.task is None and not rechecking.is_stale, timeout=PATIENCE)
    assert rechecking.result is not None
    return rechecking.result


def test_somebody_left_out_is_granted_with_the_assessment_in_sight(
    page: BenefitsScreen, qtbot: QtBot
) -> None:
    go(page, qtbot, "benefits:unclaimed")
    awards = len(all_of(page, Award))
    table = page.book.list.table
    row = next(one for one in table.rows_shown() if one.one.assessed)
    table.select_key(row.key)
    settled(qtbot)
    begin(page, qtbot, "确认待遇")
    assert "每月发" in page.doing.sheet.effect.said.text()
    press(Qt.Key.Key_F10)
    settled(qtbot)
    assert awards + 1 == len(all_of(page, Award))
    assert row.key not in [one.key for one in checked_again(page, qtbot).unclaimed]
    press(Qt.Key.Key_Z, CTRL)
    settled(qtbot)
    assert awards == len(all_of(page, Award))
    assert row.key in [one.key for one in checked_again(page, qtbot).unclaimed]


def test_those_ticked_are_granted_as_one_step(page: BenefitsScreen, qtbot: QtBot) -> None:
    go(page, qtbot, "benefits:unclaimed")
    awards, table = len(all_of(page, Award)), page.book.list.table
    table.tick([one for one in table.rows_shown() if one.one.assessed][:5])
    assert "确认所选 5 份" == page.batches.grant.text()
    page.batches.grant.click()
    settled(qtbot)
    found = page.doing.sheet.decision.found
    assert 5 == len(found.awards) + len(found.held)
    press(Qt.Key.Key_F10)
    settled(qtbot)
    assert awards + len(found.awards) == len(all_of(page, Award))
    press(Qt.Key.Key_Z, CTRL)
    settled(qtbot)
    assert awards == len(all_of(page, Award))


def test_a_difference_opens_the_sheet_of_its_remedy_filled_in(page: BenefitsScreen, qtbot: QtBot) -> None:
    go(page, qtbot, "benefits:differences")
    table = page.book.list.table
    row = next(one for one in table.rows_shown() if one.one.change.value == "stop" and one.one.reasons)
    table.cell_opened.emit(row, "remedy")
    settled(qtbot)
    sheet = page.doing.sheet
    assert "end" == sheet.decision.key
    assert row.one.reasons[0] in sheet.form.value("heard_reasons")
    press(Qt.Key.Key_Escape)
    assert [] == [one for one in page.findChildren(SideSheet) if one.isVisible()]


def test_the_shown_list_is_exported_and_the_export_is_noted(
    page: BenefitsScreen, qtbot: QtBot, tmp_path: Path
) -> None:
    target = tmp_path / "在享.xlsx"
    page.save_as(target)
    settled(qtbot)
    qtbot.waitUntil(target.exists, timeout=PATIENCE)
    entry = page.bench.desk.ask(newest, 1)[0]
    assert ("导出台账", True) == (entry.label, "在享.xlsx" in entry.note)


def test_no_whole_identity_number_is_on_the_page(page: BenefitsScreen, qtbot: QtBot) -> None:
    row = to_first(page, qtbot)
    assert row.one.id_number not in page.side.text.toPlainText()
    sheet = page._sheet()
    assert all(row.one.id_number != cell for line in sheet.rows for cell in line)
    go(page, qtbot, "benefits:due")
    assert "办理" not in [column.label for column in page._sheet().columns]


def test_an_empty_store_says_that_nobody_is_paid(open_empty: LocalDesk, opening: Opening) -> None:
    page = opening(open_empty)
    said = [one.text() for one in page.book.list.table.findChildren(QLabel) if one.isVisible()]
    assert "这个项目还没有人在享" in said
    assert "0 份待遇，本月 0.00 元" == page.header.said.text()
