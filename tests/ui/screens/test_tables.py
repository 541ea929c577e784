"""The tables of the pages: what stands under the right button, whole numbers that are noted, kept filters."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtWidgets import QAbstractButton, QApplication, QMenu
from pytestqt.qtbot import QtBot

from minzheng_desk.audit.queries import newest
from minzheng_desk.desk.local import LocalDesk
from minzheng_desk.households.model import Person
from minzheng_desk.kernel.permissions import Permission
from minzheng_desk.ui.panels.households.table_tab import TableTab
from minzheng_desk.ui.shots import settle
from minzheng_desk.ui.widgets.tables.copying import clipboard
from minzheng_desk.ui.widgets.tables.row_menu import row_menu
from minzheng_desk.ui.widgets.tables.tools import NameFilter, filters_menu
from ui.showing import showing

ROSTER = "payroll:202611/old_age_allowance"


@pytest.fixture
def households(township: LocalDesk) -> Iterator[Any]:
    """The page of the households with the first one open."""
    with showing(township, "households") as page:
        page.list.go_to_first()
        settle()
        yield page


def labels(menu: QMenu) -> list[str]:
    return [action.text() for action in menu.actions() if action.text()]


def test_the_right_button_offers_what_stands_above_the_rows_and_copying(households: Any) -> None:
    for key in ("members", "benefits", "history"):
        households.file.turn_to(key)
        settle()
        tab = households.file.current()
        assert isinstance(tab, TableTab)
        tab.table.enter()
        offered = labels(row_menu(tab.table, tab.table.selected_rows()))
        verbs = [one.partition("\t")[0] for one in offered[: len(tab.verbs)]]
        assert [verb.label for verb in tab.verbs] == verbs
        assert "复制\tCtrl+C" in offered
    households.file.turn_to("overview")
    members = households.file.table_of_members()
    assert "更正资料\tEnter" in labels(row_menu(members, members.rows_shown()[:1]))


def test_a_household_of_the_list_is_opened_and_copied_under_the_right_button(
    households: Any, qtbot: QtBot
) -> None:
    menu = households.list.view.row_menu()
    assert ["打开家庭档案\tEnter", "复制\tCtrl+C"] == labels(menu)
    menu.actions()[1].trigger()
    assert households.list.view.currentIndex().data() == QApplication.clipboard().text()
    with qtbot.waitSignal(households.list.entered):
        menu.actions()[0].trigger()


def test_the_filter_of_the_households_is_kept_under_a_name(households: Any) -> None:
    homes = households.list
    homes.village.setCurrentIndex(1)
    homes.asked.emit()
    settle()
    here = {home.region_code for home in homes.model.homes}
    homes.filters.saved.save("一个村", homes.filters.now())
    homes.filters.clear()
    settle()
    assert len({home.region_code for home in homes.model.homes}) > 1
    filters_menu(homes, homes.filters).actions()[0].trigger()
    settle()
    assert here == {homes.region_code} == {home.region_code for home in homes.model.homes}


def test_a_filter_of_the_roster_is_kept_with_segment_and_village(township: LocalDesk) -> None:
    with showing(township, ROSTER) as page:
        roster = page.roster
        (button,) = (
            one for one in roster.findChildren(QAbstractButton) if one.accessibleName() == "常用筛选"
        )
        roster.show_segment("stopped")
        roster.segments.choose("new")
        roster.segments.chosen.emit("new")
        assert "new" == roster.segments.key
        roster.village.setCurrentIndex(1)
        village, kept = roster.village.currentText(), roster.table.order.filter_words
        ask = NameFilter(button, roster.kept_filters)
        ask.name.setText("新增")
        ask.save.click()
        roster.table.clear_filters()
        filters_menu(button, roster.kept_filters).actions()[0].trigger()
        assert ("new", village) == (roster.segments.key, roster.village.currentText())
        assert set(kept.split("；")) == set(roster.table.order.filter_words.split("；"))


def test_the_filter_of_a_list_of_awards_is_kept_under_a_name(township: LocalDesk) -> None:
    with showing(township, "benefits") as page:
        view = page.book.list
        other, sort = [key for key in view.labels if key][:2]
        view.choose(other)
        view.choose(sort)
        assert sort == view.segments.key
        shown = len(view.table.rows_shown())
        view.filters.saved.save("一种", view.filters.now())
        view.table.clear_filters()
        assert ("", "") == (view.sort, view.segments.key)
        assert len(view.table.order.rows) == len(view.table.rows_shown()) > shown
        filters_menu(page, view.filters).actions()[0].trigger()
        assert (sort, shown) == (view.sort, len(view.table.rows_shown()))


def test_whole_numbers_are_copied_from_the_roster_noted_and_forgotten(township: LocalDesk) -> None:
    with showing(township, ROSTER) as page:
        table = page.roster.table
        row = next(row for row in table.rows_shown() if row.line.account and row.line.id_number)
        table.select_key(row.id)
        copies = row_menu(table, [row]).actions()[-1]
        assert "复制完整号码（会留记录）" == copies.text()
        copies.trigger()
        settle()
        copied = QApplication.clipboard().text()
        assert row.line.id_number in copied
        assert row.line.account in copied
        noted = [entry for entry in township.ask(newest, 2) if entry.operation == "security.reveal"]
        assert 2 == len(noted)
        assert all("复制完整号码：核对" in entry.note for entry in noted)
        clipboard().clear()
        assert not QApplication.clipboard().text()


def test_a_whole_number_of_an_award_is_copied_and_noted(township: LocalDesk) -> None:
    with showing(township, "benefits") as page:
        table = page.book.list.table
        table.enter()
        row = table.current_row()
        row_menu(table, [row]).actions()[-1].trigger()
        settle()
        number = township.ask(lambda reader: reader.get(Person, row.one.person_id)).id_number
        assert number in QApplication.clipboard().text()
        noted = township.ask(newest, 1)[0]
        assert "security.reveal" == noted.operation
        assert number not in noted.note
        assert "60 秒后从剪贴板清除" in page.frame.toast.text
        clipboard().clear()


def test_who_may_not_see_whole_numbers_is_not_offered_them(township: LocalDesk) -> None:
    township.actor = replace(township.actor, permissions=frozenset({Permission.READ, Permission.SIGN_IN}))
    with showing(township, "benefits") as page:
        table = page.book.list.table
        assert "复制\tCtrl+C" == row_menu(table, table.rows_shown()[:1]).actions()[-1].text()
