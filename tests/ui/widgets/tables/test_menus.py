"""What opens beside a table: filters of columns, the choice of columns, saved filters, the menu of rows."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from minzheng_desk.ui.settings import Settings
from minzheng_desk.ui.widgets.tables.columns_menu import ColumnsMenu
from minzheng_desk.ui.widgets.tables.filter_menu import FilterMenu, filter_menu
from minzheng_desk.ui.widgets.tables.memory import Memory, layout_from
from minzheng_desk.ui.widgets.tables.row_menu import RowVerb, give_menu, give_opening, row_menu
from minzheng_desk.ui.widgets.tables.saved_filters import PageChoice, SavedFilters
from minzheng_desk.ui.widgets.tables.table import Table
from minzheng_desk.ui.widgets.tables.title_menu import TitleMenu
from minzheng_desk.ui.widgets.tables.tools import (
    Filters,
    FilterWords,
    NameFilter,
    TableSearch,
    columns_button,
    filters_menu,
)
from ui.widgets.tables.rows import CHEN, THREE, Line, columns

KEY, ALT = Qt.Key, Qt.KeyboardModifier.AltModifier
TICKED, UNTICKED = Qt.CheckState.Checked, Qt.CheckState.Unchecked


@pytest.fixture
def table(qtbot: QtBot) -> Table:
    made = Table(columns(), name="yanshi/roster", settings=Settings(None), counted_in="户")
    qtbot.addWidget(made)
    made.show_rows(THREE)
    made.resize(900, 300)
    made.show()
    qtbot.waitExposed(made)
    return made


def names(table: Table) -> list[str]:
    return [row.name for row in table.rows_shown()]


def opened(table: Table, column: str) -> FilterMenu:
    table.header.open_menu(table.place_of(column))
    (menu,) = table.findChildren(FilterMenu)
    return menu


def listed(menu: FilterMenu | ColumnsMenu) -> list[str]:
    return [menu.list.item(at).text() for at in range(menu.list.count())]


def test_the_values_of_a_column_are_listed_with_how_many_there_are(table: Table) -> None:
    menu = opened(table, "village")
    assert ["大柳村　1", "杨家湾村　2"] == listed(menu)
    menu.list.item(1).setCheckState(UNTICKED)
    menu.agree.click()
    assert ["曾小雨"] == names(table)
    assert "村：大柳村" == table.order.filter_words


def test_ticking_all_again_takes_the_filter_away(table: Table) -> None:
    table.filter_values("village", ["大柳村"])
    menu = opened(table, "village")
    assert [TICKED, UNTICKED] == [menu.list.item(at).checkState() for at in range(2)]
    menu.tick_all()
    menu.agree.click()
    assert not table.order.is_filtered


def test_searching_among_the_values_keeps_what_is_found(table: Table) -> None:
    menu = opened(table, "village")
    menu.search.setText("yjw")
    assert ["杨家湾村　2"] == listed(menu)
    QTest.keyClick(menu.search, KEY.Key_Return)
    assert ["周桂芳", "陈万福"] == names(table)


def test_nothing_ticked_cannot_be_agreed_to_and_says_why(table: Table) -> None:
    menu = opened(table, "village")
    menu.tick_none()
    assert not menu.agree.isEnabled()
    assert "请勾选" == menu.agree.text()
    QTest.keyClick(menu.search, KEY.Key_Return)
    assert not table.order.is_filtered


def test_alt_and_down_opens_the_filter_of_the_column(table: Table) -> None:
    table.view.setCurrentIndex(table.view.model().index(0, table.place_of("village")))
    QTest.keyClick(table.view, KEY.Key_Down, ALT)
    assert 1 == len(table.findChildren(FilterMenu))


def test_a_column_of_numbers_of_persons_has_no_list(table: Table) -> None:
    for name in ("number", "account", "phone", "name"):
        table.header.open_menu(table.place_of(name))
        (menu,) = table.findChildren(TitleMenu)
        assert ["升序", "降序"] == [action.text() for action in menu.actions()[:2]]
        menu.close()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert [] == table.findChildren(FilterMenu)


def test_a_title_can_be_sorted_and_hidden_from_its_menu(table: Table, qtbot: QtBot) -> None:
    table.header.open_menu(table.place_of("name"))
    (menu,) = table.findChildren(TitleMenu)
    _, down, natural, _, hide = menu.actions()
    down.trigger()
    assert ["周桂芳", "曾小雨", "陈万福"] == names(table)
    natural.trigger()
    assert ["周桂芳", "陈万福", "曾小雨"] == names(table)
    hide.trigger()
    assert table.header.isSectionHidden(table.place_of("name"))
    menu.close()


def test_many_values_are_listed_in_part_and_found_by_searching(qtbot: QtBot) -> None:
    many = Table(columns())
    qtbot.addWidget(many)
    many.show_rows([Line(str(at), "周桂芳", f"第 {at} 村") for at in range(900)])
    menu = filter_menu(many, many.order, many.place_of("village"))
    assert 300 == menu.list.count()
    assert "还有 600 个值，请输入几个字查找。" == menu._rest.text()
    menu.search.setText("第 899")
    assert ["第 899 村　1"] == listed(menu)
    menu.close()


def test_columns_are_hidden_shown_and_moved(table: Table) -> None:
    menu = ColumnsMenu(table, table.fit, table.columns)
    assert ["序", "村", "户主"] == listed(menu)[:3]
    menu.list.item(1).setCheckState(UNTICKED)
    assert table.header.isSectionHidden(table.place_of("village"))
    menu.list.setCurrentRow(2)
    QTest.keyClick(menu.list, KEY.Key_Up, ALT)
    assert ["place", "name", "village"] == table.fit.layout.order[:3]
    menu.restore.click()
    assert ["序", "村", "户主"] == listed(menu)[:3]
    assert not table.header.isSectionHidden(table.place_of("village"))
    menu.close()


def test_the_last_column_stays(table: Table) -> None:
    for column in table.columns:
        table.fit.show_column(column.called, shown=False)
    assert 1 == len(table.shown_columns())


def test_the_button_opens_the_choice_of_columns(table: Table, qtbot: QtBot) -> None:
    button = columns_button(table)
    qtbot.addWidget(button)
    button.click()
    assert "选择列" == button.accessibleName()
    assert 1 == len(button.findChildren(ColumnsMenu))


def test_a_filter_is_saved_under_a_name_and_used_again(table: Table, qtbot: QtBot) -> None:
    filters = Filters(SavedFilters(table.memory), table)
    table.filter_values("village", ["大柳村"])
    table.filter_text("曾")
    ask = NameFilter(table, filters)
    ask.name.setText(" 大柳 ")
    ask.save.click()
    assert {"village": ["大柳村"]} == filters.saved.values("大柳")
    table.clear_filters()
    menu = filters_menu(table, filters)
    assert "大柳" == menu.actions()[0].text()
    menu.actions()[0].trigger()
    assert ["曾小雨"] == names(table)
    filters.saved.forget("大柳")
    assert [] == filters.saved.names


def test_what_the_page_filters_by_is_saved_with_the_values_of_columns(table: Table, qtbot: QtBot) -> None:
    here = ["异常"]
    choices = {"segment": PageChoice(lambda: here[-1], here.append)}
    filters = Filters(SavedFilters(table.memory), table, choices)
    filters.saved.save("大柳异常", {**filters.now(), "village": ["大柳村"]})
    filters.clear()
    assert ("", {}) == (here[-1], filters.now())
    filters.apply(filters.saved.values("大柳异常"))
    assert "异常" == here[-1]
    assert ["曾小雨"] == names(table)


def test_what_is_typed_is_never_saved(table: Table) -> None:
    table.filter_text("周桂芳")
    assert {} == table.values_filtered()


@pytest.mark.parametrize("kept", [None, 7, {"x": 1}, {"x": {"village": "大柳村"}}])
def test_settings_that_were_spoilt_are_no_filters(kept: Any) -> None:
    settings = Settings(None)
    settings.put("yanshi/roster/filters", kept)
    assert [] == SavedFilters(Memory(settings, "yanshi/roster")).names


@pytest.mark.parametrize(
    "kept",
    [7, {"order": 3, "hidden": "x", "widths": [1]}, {"order": ["gone", 5], "widths": {"village": "wide"}}],
)
def test_a_layout_that_was_spoilt_is_the_usual_one(kept: Any) -> None:
    layout = layout_from(kept, columns())
    assert [column.called for column in columns()] == layout.order
    assert {"phone"} == layout.hidden
    assert 80 == layout.widths["village"]


def test_a_new_column_stands_behind_the_one_it_usually_follows() -> None:
    old = [column.called for column in columns() if column.called != "people"]
    layout = layout_from({"order": [*reversed(old)], "hidden": []}, columns())
    assert ["phone", "people", "account"] == layout.order[layout.order.index("phone") :][:3]


def test_typing_filters_after_a_moment_and_escape_shows_all(table: Table, qtbot: QtBot) -> None:
    field = TableSearch(table)
    qtbot.addWidget(field)
    field.setText("zgf")
    assert 3 == len(names(table))
    qtbot.waitUntil(lambda: names(table) == ["周桂芳"])
    QTest.keyClick(field, KEY.Key_Escape)
    qtbot.waitUntil(lambda: 3 == len(names(table)))


def test_pinyin_is_looked_for_before_it_has_become_a_word(table: Table, qtbot: QtBot) -> None:
    field = TableSearch(table)
    qtbot.addWidget(field)
    QApplication.sendEvent(field, QInputMethodEvent("chen'wan", []))
    qtbot.waitUntil(lambda: names(table) == ["陈万福"])
    QTest.keyClick(field, KEY.Key_Return)
    assert table.current_row() is None
    composed = QInputMethodEvent("", [])
    composed.setCommitString("曾")
    QApplication.sendEvent(field, composed)
    qtbot.waitUntil(lambda: names(table) == ["曾小雨"])
    assert "搜索“曾”" == table.order.filter_words


def test_a_word_under_way_that_is_chinese_already_is_waited_for(table: Table, qtbot: QtBot) -> None:
    field = TableSearch(table)
    qtbot.addWidget(field)
    heard: list[str] = []
    field.searched.connect(heard.append)
    QApplication.sendEvent(field, QInputMethodEvent("陈", []))
    qtbot.wait(200)
    assert [] == heard


def test_enter_in_the_search_line_goes_to_the_first_row(table: Table, qtbot: QtBot) -> None:
    field = TableSearch(table)
    qtbot.addWidget(field)
    field.setText("陈")
    QTest.keyClick(field, KEY.Key_Return)
    assert CHEN == table.current_row()


def test_clearing_all_filters_empties_the_search_line(table: Table, qtbot: QtBot) -> None:
    field, words = TableSearch(table), FilterWords(table)
    for widget in (field, words):
        qtbot.addWidget(widget)
    field.setText("陈")
    QTest.keyClick(field, KEY.Key_Return)
    assert "筛选后 1 户，共 3 户　搜索“陈”" == words._text.text()
    words.clear.click()
    assert "" == field.text()
    assert not words.isVisible()


def test_a_filter_of_the_page_is_written_out_in_its_own_words(table: Table) -> None:
    table.filter_by("村", lambda row: row.village == "大柳村", "村：大柳村")
    assert "村：大柳村" == table.order.filter_words
    assert [("筛选", "村：大柳村")] == [(one.label, one.value) for one in table.sheet("名册").heading]
    table.filter_by("村", None)
    assert not table.order.is_filtered


def test_the_menu_of_rows_has_the_verbs_of_the_page(table: Table, qtbot: QtBot) -> None:
    done: list[Any] = []
    verbs = [RowVerb("登记死亡", done.extend, "dead"), RowVerb("打印", done.extend, reason="还没有审批")]
    table.offers_full_copy = True
    give_menu(table, lambda _: verbs)
    menu = row_menu(table, [CHEN])
    labels = [action.text() for action in menu.actions() if action.text()]
    assert ["登记死亡", "打印（还没有审批）", "复制\tCtrl+C", "复制完整号码（会留记录）"] == labels
    menu.actions()[0].trigger()
    assert [CHEN] == done
    assert not menu.actions()[1].isEnabled()


def test_the_right_button_chooses_the_row_it_is_pressed_on(table: Table, qtbot: QtBot) -> None:
    heard: list[Any] = []
    give_menu(table, lambda rows: [RowVerb("打开", heard.extend)])
    place = table.view.visualRect(table.view.model().index(1, 2)).center()
    QTest.mouseClick(table.view.viewport(), Qt.MouseButton.RightButton, pos=place)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, QPoint(5, 5))
    table.view.contextMenuEvent(event)
    (menu,) = table.findChildren(QMenu)
    menu.actions()[0].trigger()
    assert [CHEN] == heard
    menu.close()


def test_every_table_offers_copying_under_the_right_button(table: Table, qtbot: QtBot) -> None:
    table.enter()
    assert ["复制\tCtrl+C"] == [action.text() for action in row_menu(table, [CHEN]).actions()]
    table.allow_reveal()
    with qtbot.waitSignal(table.reveal_asked):
        row_menu(table, [CHEN]).actions()[0].trigger()


def test_what_enter_does_stands_under_the_right_button_too(table: Table, qtbot: QtBot) -> None:
    give_opening(table, "打开家庭档案", "family")
    opens = row_menu(table, [CHEN]).actions()[0]
    assert "打开家庭档案\tEnter" == opens.text()
    with qtbot.waitSignal(table.opened) as heard:
        opens.trigger()
    assert [CHEN] == heard.args
    assert ["复制\tCtrl+C"] == [action.text() for action in row_menu(table, list(THREE)).actions()]
