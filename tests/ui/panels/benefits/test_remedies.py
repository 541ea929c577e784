"""What a line of the re-check leads to: the sheet it opens, what stands in it, and what saving it does."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from benefits.test_overlaps import SINGLE, TEKUN, second
from benefits.test_suspending import cared_for
from minzheng_desk.benefits.model import Award, AwardAmount, Suspension
from minzheng_desk.desk.desk import Desk
from minzheng_desk.desk.local import LocalDesk
from minzheng_desk.kernel.money import Money, shown, yuan
from minzheng_desk.ui.frame.work import WorkArea
from minzheng_desk.ui.panels.benefits.page import BenefitsScreen
from minzheng_desk.ui.screens.benefits import SCREEN
from minzheng_desk.ui.settings import Settings
from minzheng_desk.ui.tasks import under_way
from minzheng_desk.ui.widgets.dialogs import TypeToConfirm
from minzheng_desk.ui.workbench import Workbench
from payroll.paying import a_household, an_award
from ui.showing import bring_to_front
from ui.widgets.forms.filling import press

Opening = Callable[[Desk, str], BenefitsScreen]


@pytest.fixture
def opening(qtbot: QtBot) -> Iterator[Opening]:
    works: list[WorkArea] = []

    def opened(desk: Desk, address: str) -> BenefitsScreen:
        work = WorkArea(Workbench(desk), Settings(None), (SCREEN,))
        qtbot.addWidget(work)
        works.append(work)
        work.resize(1366, 697)
        work.show()
        work.activateWindow()
        QTest.qWaitForWindowActive(work)
        work.go(address)
        settled(qtbot)
        page = work.page("benefits")
        assert isinstance(page, BenefitsScreen)
        return page

    yield opened
    for work in works:
        work.bench.finish()


def settled(qtbot: QtBot) -> None:
    for _ in range(3):
        qtbot.waitUntil(lambda: under_way() == 0, timeout=30_000)
        QApplication.processEvents()


def remedy(page: BenefitsScreen, qtbot: QtBot) -> None:
    """Do what the chosen line calls for."""
    table = page.book.list.table
    table.cell_opened.emit(table.current_row(), "remedy")
    settled(qtbot)


def all_of(page: BenefitsScreen, cls: type) -> list:
    return page.bench.desk.ask(lambda reader: reader.find(cls))


def test_certificates_that_ran_out_suspend_those_ticked_as_one_step(
    open_empty: LocalDesk, opening: Opening, qtbot: QtBot
) -> None:
    cared_for(open_empty)
    cared_for(open_empty, "周九")
    page = opening(open_empty, "benefits:differences")
    table = page.book.list.table
    assert ["应暂停", "应暂停"] == [row.one.change.label for row in table.rows_shown()]
    table.tick(table.rows_shown())
    assert "暂停所选 2 份" == page.batches.suspend.text()
    assert page.batches.resume.isHidden()
    page.batches.suspend.click()
    settled(qtbot)
    assert "每月少发" in page.doing.sheet.effect.said.text()
    press(Qt.Key.Key_F10)
    settled(qtbot)
    assert [] == all_of(page, Suspension)
    (asked,) = page.window().findChildren(TypeToConfirm)
    assert not asked.act.isEnabled()
    asked.field.setText(shown(Money(sum(abs(row.one.moved) for row in table.rows_shown()))))
    asked.act.click()
    settled(qtbot)
    bring_to_front()
    assert {"certificate_expired"} == {one.cause for one in all_of(page, Suspension)}
    assert "残疾人证到期，已暂停发放 2 份" == page.frame.undo_bar.text
    press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    settled(qtbot)
    assert [] == all_of(page, Suspension)


def test_one_of_many_is_suspended_without_typing_anything(
    open_empty: LocalDesk, opening: Opening, qtbot: QtBot
) -> None:
    cared_for(open_empty)
    page = opening(open_empty, "benefits:differences")
    table = page.book.list.table
    table.tick(table.rows_shown())
    page.batches.suspend.click()
    settled(qtbot)
    press(Qt.Key.Key_F10)
    settled(qtbot)
    assert [] == page.window().findChildren(TypeToConfirm)
    assert 1 == len(all_of(page, Suspension))


def test_two_benefits_of_one_person_end_the_lower(
    open_empty: LocalDesk, opening: Opening, qtbot: QtBot
) -> None:
    household, person = a_household(open_empty, "王奶奶")
    an_award(open_empty, household, person, base="872", programme=TEKUN)
    lower = an_award(open_empty, household, person, base="440", programme=SINGLE)
    page = opening(open_empty, "benefits:overlaps")
    (row,) = page.book.list.table.rows_shown()
    assert (lower.id, yuan("440")) == (row.award_id, row.one.at_stake)
    remedy(page, qtbot)
    sheet = page.doing.sheet
    assert ("end", "duplicate") == (sheet.decision.key, sheet.form.value("reason"))
    assert row.one.sentence == sheet.form.value("heard_reasons")
    assert None is next(one for one in all_of(page, Award) if one.id == lower.id).until


def test_a_share_that_should_not_be_paid_lowers_the_award_of_the_household(
    open_empty: LocalDesk, opening: Opening, qtbot: QtBot
) -> None:
    household, head = a_household(open_empty, "张三", "张奶奶")
    an_award(open_empty, household, head, base="601", persons=2)
    an_award(open_empty, household, second(open_empty, household), base="872", programme=TEKUN)
    page = opening(open_empty, "benefits:overlaps")
    remedy(page, qtbot)
    sheet = page.doing.sheet
    assert ("revise", yuan("300.50"), 1) == (
        sheet.decision.key,
        sheet.form.value("base"),
        sheet.form.value("persons"),
    )
    assert "601.00 → 300.50 元，减少 300.50 元" in sheet.effect.said.text()
    sheet.submit()
    settled(qtbot)
    assert "没有听取意见记录或书面理由" in page.doing.sheet.said.text()
    assert 2 == len(all_of(page, AwardAmount))
