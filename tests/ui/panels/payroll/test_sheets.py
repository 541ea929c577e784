"""The sheets over the roster: what differs from last month, what the bank cannot take, what is asked back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

import pytest
from pytestqt.qtbot import QtBot

from minzheng_desk.benefits.operations import report_death
from minzheng_desk.desk.desk import Desk
from minzheng_desk.desk.local import LocalDesk
from minzheng_desk.households.model import Person
from minzheng_desk.kernel.money import Money, figures
from minzheng_desk.kernel.period import Month
from minzheng_desk.payroll.documents.bank_files import BankFileBlocked, prepared_bank_file
from minzheng_desk.payroll.documents.bank_formats import bank_format
from minzheng_desk.payroll.queries import roster_for
from minzheng_desk.payroll.recoveries.queries import recoveries
from minzheng_desk.policy.queries import office_policy
from minzheng_desk.ui.frame.work import WorkArea
from minzheng_desk.ui.panels.payroll.compare_sheet import CompareSheet
from minzheng_desk.ui.panels.payroll.fault_sheet import FaultSheet
from minzheng_desk.ui.panels.payroll.page import PayrollScreen
from minzheng_desk.ui.panels.payroll.recovery_sheet import RecoverySheet
from minzheng_desk.ui.screens.payroll import SCREEN
from minzheng_desk.ui.settings import Settings
from minzheng_desk.ui.shots import settle
from minzheng_desk.ui.widgets.sheets import SideSheet
from minzheng_desk.ui.workbench import Workbench
from payroll.paying import drawn_up, granted, paid_out
from ui.panels.payroll.conftest import seen

PROGRAMME = "old_age_allowance"


def test_what_each_sort_moves_adds_up_to_the_difference_of_the_totals(office: Desk, qtbot: QtBot) -> None:
    granted(office, "张三")
    paid_out(office, "2026-10")
    granted(office, "李四", since="2026-11", base="300")
    drawn_up(office, "2026-11")
    now = seen(office).now
    assert now is not None
    sheet = CompareSheet(now)
    qtbot.addWidget(sheet)
    parts = sheet.parts.rows_shown()
    assert [("新增", 1, 30_000), ("不变", 1, 0)] == sorted(
        ((part.label, part.lines, part.moved) for part in parts), key=lambda part: -part[2]
    )
    assert ["李四"] == [line.name for line in sheet.lines.rows_shown()]


def test_every_line_the_bank_cannot_take_is_listed_and_opens(office: Desk, qtbot: QtBot) -> None:
    granted(office, "王䶮")
    granted(office, "张三")
    paid_out(office, "2026-11")
    now = seen(office).now
    assert now is not None
    with pytest.raises(BankFileBlocked) as blocked:
        prepared_bank_file(now.view, bank_format("gbk_pipe"))
    sheet = FaultSheet(now, blocked.value)
    qtbot.addWidget(sheet)
    assert {("王䶮", "䶮")} == {(fault.name, fault.characters) for fault in sheet.table.rows_shown()}
    with qtbot.waitSignal(sheet.opened) as opened:
        sheet.table.opened.emit(sheet.table.rows_shown()[0])
    assert ["王䶮"] == [line.name for line in opened.args]


@pytest.fixture
def page(township: LocalDesk, qtbot: QtBot) -> Iterator[PayrollScreen]:
    """November of the old-age allowance, with somebody paid who had died before."""
    line = township.ask(roster_for, PROGRAMME, Month(2026, 11)).paid[0]
    person = township.ask(lambda reader: reader.get(Person, line.person_id))
    policy = township.ask(office_policy)
    township.run(report_death, person, date(2026, 9, 3), "死亡医学证明", policy=policy)
    work = WorkArea(Workbench(township), Settings(None), [SCREEN])
    qtbot.addWidget(work)
    work.show()
    work.go(f"payroll:202611/{PROGRAMME}")
    settle()
    made = work.page("payroll")
    assert isinstance(made, PayrollScreen)
    yield made
    settle()
    work.bench.finish()


def test_what_was_paid_after_a_death_is_asked_back_and_comes_back_by_voucher(
    page: PayrollScreen, township: LocalDesk, qtbot: QtBot
) -> None:
    assert page.page is not None
    page.sheets.show_recoveries(page.page)
    settle()
    (sheet,) = page.findChildren(RecoverySheet)
    (found,) = sheet.found.rows_shown()
    assert not sheet.ask.isEnabled()
    sheet.found.select_key(found.award_id)
    sheet.ask.click()
    settle()
    assert [] == sheet.found.rows_shown()
    (state,) = sheet.open_ones.rows_shown()
    assert found.total == state.outstanding
    sheet.open_ones.select_key(state.recovery.id)
    assert found.name == sheet.payer.text()
    sheet.amount.setText(figures(found.total))
    sheet.voucher.setText("20261120-01")
    sheet.book.click()
    settle()
    (state,) = township.ask(recoveries)
    assert (Money(0), "20261120-01") == (state.outstanding, state.refunds[0].voucher_number)
    assert "已登记的追回 1 笔，还有 0.00 元没有退回" == sheet.open_words.text()


@pytest.mark.parametrize(
    ("open_it", "title"),
    [(PayrollScreen.show_comparison, "与上月比较"), (PayrollScreen.show_answers, "银行答复")],
)
def test_a_sheet_opens_over_the_page_and_takes_the_keyboard(
    page: PayrollScreen, open_it: Callable[[PayrollScreen], None], title: str
) -> None:
    open_it(page)
    settle()
    (sheet,) = (one for one in page.findChildren(SideSheet) if one.isVisible())
    assert title == sheet.title.text()
    assert sheet.isAncestorOf(sheet.content.focusProxy())
    sheet.close_sheet()
