"""台账报表: the figures on the screen are those of the ledger, and every one opens its people."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from minzheng_desk.audit.queries import newest
from minzheng_desk.desk.desk import Desk
from minzheng_desk.ledgers.declaring import ledgers
from minzheng_desk.ui.panels.ledgers.figures import figure_of
from minzheng_desk.ui.shots import settle
from minzheng_desk.ui.widgets.tables.row_menu import row_menu
from minzheng_desk.ui.widgets.tables.tools import FilterWords
from ui.showing import showing


@pytest.mark.parametrize("name", ledgers())
def test_every_declared_ledger_shows_as_many_rows_as_it_has(township: Desk, name: str) -> None:
    with showing(township, f"ledgers:{name}") as page:
        if page._ledger is None:  # nobody is paid under it in this small township
            assert page._lacking.isVisible()
            assert not page.excel.isEnabled()
        else:
            assert name == page._ledger.name
            assert page._ledger.count == len(page._table.rows_shown()) > 0


def test_the_people_behind_a_figure_add_up_to_it(township: Desk) -> None:
    with showing(township, "ledgers:month_totals") as page:
        page.measures.choose("金额")
        page._show(page._ledger)
        checked = 0
        for row in page._table.rows_shown()[:4]:
            for column in page._table.columns:
                value = column.reader()(row) if column.opens else None
                if value and figure_of(page._ledger, row, column.called):
                    page.open_figure(row, column.called)
                    settle()
                    people = page.behind.table.rows_shown()
                    assert value == sum(person.amount for person in people)
                    checked += 1
        assert checked > 4


def test_what_is_looked_for_in_a_ledger_is_written_above_it(township: Desk) -> None:
    with showing(township, "ledgers:month_totals") as page:
        village = page._table.view.model().index(0, 1).data()
        page.field.setText(village)
        QTest.keyClick(page.field, Qt.Key.Key_Return)
        (words,) = page.card.findChildren(FilterWords)
        assert words.isVisible()
        assert f"搜索“{village}”" == page._table.order.filter_words
        words.clear.click()
        assert "" == page.field.text()
        assert not words.isVisible()


def test_a_figure_is_opened_under_the_right_button_too(township: Desk) -> None:
    with showing(township, "ledgers:month_totals") as page:
        table, row = page._table, page._table.rows_shown()[0]
        at = next(at for at, one in enumerate(table.columns) if one.opens and one.reader()(row))
        table.view.setCurrentIndex(table.view.model().index(0, at))
        opens = row_menu(table, [row]).actions()[0]
        assert f"看名单：{table.columns[at].title}" == opens.text()
        opens.trigger()
        settle()
        people = page.behind.table
        assert people.rows_shown()
        assert "打开家庭档案\tEnter" == row_menu(people, people.rows_shown()[:1]).actions()[0].text()


def test_the_workbook_holds_what_is_shown_and_the_export_is_noted(township: Desk, tmp_path: Path) -> None:
    with showing(township, "ledgers:month_totals") as page:
        page.save_as(tmp_path / "汇总.xlsx")
        settle()
        count = page._ledger.count
        told = page.frame.toast.text
    sheet = load_workbook(tmp_path / "汇总.xlsx").active
    villages = {row[1] for row in sheet.iter_rows(values_only=True) if isinstance(row[0], int)}
    assert count == len(villages)
    assert f"已写入 汇总.xlsx：{count} 行" == told
    assert "导出台账" in [entry.label for entry in township.ask(newest, 3)]


def test_without_rosters_it_says_where_to_begin(founded_desk: Desk) -> None:
    with showing(founded_desk, "ledgers") as page:
        assert page._empty.isVisible()
        assert "还没有发放名册" == page.header.reason.text()
        assert not page.excel.isEnabled()
