"""A table as a page and a person use it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from minzheng_desk.kernel.money import Money
from minzheng_desk.ui.look.look import look
from minzheng_desk.ui.settings import Settings
from minzheng_desk.ui.widgets.buttons import plain
from minzheng_desk.ui.widgets.cards import EmptyState
from minzheng_desk.ui.widgets.chips import ChipSpec
from minzheng_desk.ui.widgets.tables.table import Table
from ui.widgets.tables.rows import CHEN, THREE, ZENG, ZHOU, Line

Made = Callable[..., Table]
KEY, NO_KEY = Qt.Key, Qt.KeyboardModifier.NoModifier
CTRL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)


def names(table: Table) -> list[str]:
    return [row.name for row in table.rows_shown()]


def go(table: Table, row: int, column: str = "name") -> None:
    table.view.setCurrentIndex(table.view.model().index(row, table.place_of(column)))


def click_title(table: Table, column: str, keys: Qt.KeyboardModifier = NO_KEY) -> None:
    at = table.header.left_of(table.place_of(column)) + 20
    QTest.mouseClick(
        table.header.viewport(), Qt.MouseButton.LeftButton, keys, QPoint(at, table.header.height() // 2)
    )


def press(widget: QWidget, key: Qt.Key, keys: Qt.KeyboardModifier = NO_KEY) -> None:
    QTest.keyClick(widget, key, keys)


def test_a_title_sorts_turns_round_and_restores(make: Made) -> None:
    table = make()
    click_title(table, "name")
    assert ["陈万福", "曾小雨", "周桂芳"] == names(table)
    click_title(table, "name")
    assert ["周桂芳", "曾小雨", "陈万福"] == names(table)
    click_title(table, "name")
    assert ["周桂芳", "陈万福", "曾小雨"] == names(table)


def test_shift_adds_a_second_key(make: Made) -> None:
    table = make()
    click_title(table, "village")
    click_title(table, "people", SHIFT)
    assert ["曾小雨", "陈万福", "周桂芳"] == names(table)


def test_the_chosen_row_is_kept_by_its_key_when_rows_come_again(make: Made, qtbot: QtBot) -> None:
    table = make()
    heard: list[Any] = []
    table.chosen.connect(heard.append)
    go(table, 1)
    raised = replace(CHEN, paid=Money(80000))
    table.show_rows((ZENG, raised, ZHOU))
    assert raised == table.current_row()
    table.sort_by(("name", False))
    assert [raised] == table.selected_rows()
    table.filter_text("周")
    assert table.current_row() is None
    assert [CHEN, raised, None] == heard


def test_enter_and_double_click_open_a_row(make: Made, qtbot: QtBot) -> None:
    table = make()
    go(table, 2)
    with qtbot.waitSignal(table.opened) as heard:
        press(table.view, KEY.Key_Return)
    assert [ZENG] == heard.args
    place = table.view.visualRect(table.view.model().index(1, 2)).center()
    with qtbot.waitSignal(table.opened) as heard:
        QTest.mouseDClick(table.view.viewport(), Qt.MouseButton.LeftButton, NO_KEY, place)
    assert [CHEN] == heard.args


def test_enter_with_control_is_left_to_the_page(make: Made, qtbot: QtBot) -> None:
    table = make()
    go(table, 0)
    with qtbot.assertNotEmitted(table.opened):
        press(table.view, KEY.Key_Return, CTRL)


def test_totals_are_of_what_is_shown_and_say_so(make: Made) -> None:
    table = make()
    said = table._totals.accessibleName()
    assert "合计 3 户，当前显示全部，人 7，上月 1,346.67，本月 1,806.67，比上月 +460.00" == said
    assert "壹仟捌佰零陆元陆角柒分" == table._totals.accessibleDescription()
    table.filter_by("增加", lambda row: row.change > 0)
    assert "筛选后 1 户，共 3 户" == table.counted
    assert table._totals.accessibleName().startswith("合计 筛选后 1 户，共 3 户，人 1")


def test_filters_are_told_in_words_and_cleared(make: Made, qtbot: QtBot) -> None:
    table = make()
    with qtbot.waitSignal(table.filtered) as heard:
        table.filter_values("village", ["大柳村"])
    assert ["村：大柳村"] == heard.args
    table.filter_text("zxy")
    assert ["曾小雨"] == names(table)
    table.clear_filters()
    assert 3 == len(names(table))
    table.filter_values("village", None)
    table.filter_text("  ")
    assert not table.order.is_filtered


def test_space_ticks_and_ticks_outlive_filters(make: Made, qtbot: QtBot) -> None:
    table = make(tickable=True)
    go(table, 1)
    with qtbot.waitSignal(table.ticked):
        press(table.view, KEY.Key_Space)
    table.filter_text("周")
    assert [CHEN] == table.ticked_rows()
    table.clear_filters()
    table.view.selectAll()
    press(table.view, KEY.Key_Space)
    assert list(THREE) == table.ticked_rows()
    press(table.view, KEY.Key_Space)
    assert [] == table.ticked_rows()


def test_the_box_in_the_title_ticks_all_rows_shown_and_none(make: Made) -> None:
    table = make(tickable=True)
    table.filter_values("village", ["杨家湾村"])
    for wanted in ([ZHOU, CHEN], []):
        QTest.mouseClick(table.header.viewport(), Qt.MouseButton.LeftButton, NO_KEY, QPoint(17, 14))
        assert wanted == table.ticked_rows()
        assert bool(wanted) == table.header.all_ticked


def test_a_click_on_the_box_ticks_one_row(make: Made) -> None:
    table = make(tickable=True)
    place = table.view.visualRect(table.view.model().index(2, 0)).center()
    QTest.mouseClick(table.view.viewport(), Qt.MouseButton.LeftButton, NO_KEY, place)
    assert [ZENG] == table.ticked_rows()
    assert [] == table.selected_rows()


def test_the_next_row_of_a_kind_is_found_round_the_end(make: Made) -> None:
    table = make()

    def odd(row: Line) -> bool:
        return isinstance(row.state, ChipSpec)

    assert [CHEN, ZENG, CHEN, ZENG] == [table.find_next(odd, step) for step in (1, 1, 1, -1)]
    assert table.find_next(lambda row: row.people > 90) is None
    assert ZENG == table.current_row()


def test_the_status_bar_hears_count_sum_and_average(make: Made, qtbot: QtBot) -> None:
    table = make()
    with qtbot.waitSignal(table.summed) as heard:
        go(table, 0, "paid")
        table.view.selectionModel().select(
            table.view.model().index(1, table.place_of("paid")),
            table.view.selectionModel().SelectionFlag.Select,
        )
    assert [2, "1,282.67", "641.34"] == heard.args


def test_money_and_heads_are_not_added_together(make: Made, qtbot: QtBot) -> None:
    table = make()
    with qtbot.waitSignal(table.summed) as heard:
        table.view.selectAll()
    count, total, average = heard.args or ()
    assert ("", "") == (total, average)
    assert count > 15


def test_a_screen_reader_hears_cells(make: Made) -> None:
    table = make()
    model = table.view.model()

    def said(row: int, column: str) -> str:
        return str(model.data(model.index(row, table.place_of(column)), Qt.ItemDataRole.AccessibleTextRole))

    assert "第 2 行" == said(1, "place")
    assert f"证件号码尾号 {ZHOU.number[-4:]}" == said(0, "number")
    assert "比上月减少 64.00 元" == said(1, "change")
    assert "状态 必改" == said(1, "state")


def test_a_very_low_table_says_that_nothing_fits_the_filter_and_no_more(make: Made, qtbot: QtBot) -> None:
    table = make()
    table.filter_text("没有的人")
    (clear,) = table.empty.findChildren(QPushButton)
    assert clear.isVisible()
    table.resize(900, table.header.height() + look().px(32) + 40)
    qtbot.waitUntil(lambda: not clear.isVisible())
    assert table.empty.isVisible()
    table.resize(900, 300)
    qtbot.waitUntil(clear.isVisible)


def test_an_empty_table_says_what_is_empty_and_the_ways_out(make: Made, qtbot: QtBot) -> None:
    table = make(())
    way_out = plain("生成")
    table.say_empty("pay", "本月还没有生成。", [way_out])
    assert table.empty.isVisible()
    assert way_out.isVisible()
    (said,) = [each for each in table.empty.findChildren(EmptyState) if each.isVisible()]
    assert "本月还没有生成。" == said.accessibleName()
    table.show_rows(THREE)
    assert not table.empty.isVisible()


def test_a_filter_that_leaves_nothing_says_so_and_can_be_cleared(make: Made, qtbot: QtBot) -> None:
    table = make()
    table.filter_text("不在")
    assert table.empty.isVisible()
    (clear,) = table.empty.findChildren(QPushButton)
    QTest.mouseClick(clear, Qt.MouseButton.LeftButton)
    assert 3 == len(names(table))
    assert not table.empty.isVisible()


def test_what_is_shown_is_what_is_printed(make: Made) -> None:
    table = make()
    table.sort_by(("name", False))
    table.filter_values("village", ["杨家湾村"])
    sheet = table.sheet("花名册")
    keys = [column.key for column in sheet.columns]
    assert [
        "place",
        "village",
        "name",
        "number",
        "account",
        "people",
        "before",
        "paid",
        "change",
        "state",
    ] == keys
    assert ["陈万福", "周桂芳"] == [row[2] for row in sheet.rows]
    assert 128267 == sheet.totals[7]
    assert "壹仟贰佰捌拾贰元陆角柒分" == sheet.total_in_words
    assert ["筛选：村：杨家湾村"] == [fact.text for fact in sheet.heading]
    assert f"990000 ******** {CHEN.number[-4:]}" == sheet.rows[0][3]


def test_widths_order_and_hidden_columns_are_kept_for_the_person(make: Made) -> None:
    settings = Settings(None)
    table = make(name="yanshi/roster", settings=settings)
    table.header.resizeSection(table.place_of("village"), 120)
    table.header.moveSection(table.header.visualIndex(table.place_of("paid")), 1)
    table.fit.show_column("before", shown=False)
    again = make(name="yanshi/roster", settings=settings)
    assert 120 == again.header.sectionSize(again.place_of("village"))
    assert ["place", "paid", "village"] == [again.columns[at].called for at in again.shown_columns()[:3]]
    assert again.header.isSectionHidden(again.place_of("before"))
    again.fit.restore()
    assert ["place", "village", "name"] == [again.columns[at].called for at in again.shown_columns()[:3]]
    other = make(name="zhangwei/roster", settings=settings)
    assert not other.header.isSectionHidden(other.place_of("before"))


def test_widths_survive_other_rows_sorting_and_filters(make: Made) -> None:
    table = make()
    table.header.resizeSection(table.place_of("name"), 133)
    table.show_rows((*THREE, Line("9", "丁学文")))
    table.sort_by(("paid", True))
    table.filter_text("丁")
    assert 133 == table.header.sectionSize(table.place_of("name"))


def test_the_first_columns_stay_in_view_when_the_rest_is_scrolled(make: Made) -> None:
    table = make()
    table.resize(520, 300)
    bar = table.view.horizontalScrollBar()
    bar.setValue(bar.maximum())
    held = [table.place_of(name) for name in ("place", "village", "name")]
    assert held == table.header.held_columns()
    for place, at in ((10, "place"), (60, "village"), (150, "name")):
        index = table.view.indexAt(QPoint(place, 40))
        assert (1, table.place_of(at)) == (index.row(), index.column())
        assert table.view.visualRect(index).contains(QPoint(place, 40))
    click_title(table, "name")
    assert ["陈万福", "曾小雨", "周桂芳"] == names(table)
    assert bar.maximum() == bar.value()


def test_a_cell_is_never_reached_under_the_columns_that_stay(make: Made) -> None:
    table = make()
    table.resize(520, 300)
    go(table, 0, "state")
    assert table.view.horizontalScrollBar().value() > 0
    go(table, 0, "number")
    seen = table.view.visualRect(table.view.currentIndex())
    assert seen.left() >= table.header.held_width()
    scrolled = table.view.horizontalScrollBar().value()
    go(table, 0, "name")
    assert scrolled == table.view.horizontalScrollBar().value()


def test_a_narrow_view_holds_no_columns(make: Made) -> None:
    table = make()
    table.resize(300, 300)
    table.view.horizontalScrollBar().setValue(50)
    assert [] == table.header.held_columns()


def test_columns_give_up_what_they_do_not_need_before_anything_is_scrolled(make: Made) -> None:
    table = make()
    asked = sum(column.width for column in table.columns if not column.hidden)
    table.resize(asked - 60, 300)
    assert table.view.viewport().width() >= sum(map(table.header.sectionSize, table.shown_columns()))
    for name in ("number", "paid"):
        assert table.header.sectionSize(table.place_of(name)) >= table._needed(table.place_of(name))


def test_a_double_click_on_its_edge_fits_a_column_to_what_it_shows(make: Made) -> None:
    table = make((*THREE, Line("9", "阿依古丽·买买提·吐尔逊")))
    at, before = table.place_of("name"), table.header.sectionSize(table.place_of("name"))
    table.view.resizeColumnToContents(at)
    assert table.header.sectionSize(at) > before
    assert table.header.sectionSize(at) == table.fit.layout.widths["name"]


def test_the_columns_fill_the_view(make: Made) -> None:
    table = make()
    for width in (900, 1200, 870):
        table.resize(width, 300)
        taken = sum(table.header.sectionSize(at) for at in table.shown_columns())
        assert table.view.viewport().width() == taken


def test_the_rows_are_named_as_the_table_is(make: Made) -> None:
    table = make()
    table.setAccessibleName("花名册")
    assert "花名册" == table.view.accessibleName()


def test_the_look_changes_heights_and_widths_at_once(make: Made) -> None:
    table = make()
    assert 31 == table.view.rowHeight(0)
    look().choose(density="compact")
    assert 26 == table.view.rowHeight(0)
    look().choose(scale=1.5, scheme="dark")
    assert 39 == table.view.rowHeight(0)
    assert round(80 * 1.5) >= table.header.sectionSize(table.place_of("village")) > 60


def test_a_roster_is_compact_until_somebody_chooses_how_close_rows_stand(make: Made) -> None:
    table = make(compact=True)
    assert 26 == table.view.rowHeight(0)
    look().choose(density="comfortable")
    assert 31 == table.view.rowHeight(0)
    look().choose(density="compact")
    assert 26 == table.view.rowHeight(0)


def test_a_row_that_cannot_be_painted_leaves_the_window_standing(
    make: Made, caplog: pytest.LogCaptureFixture
) -> None:
    def tint(row: Line) -> str | None:
        if row == CHEN:
            raise ValueError(row.number)
        return None

    table = make(tint=tint)
    table.grab()
    table.grab()
    (said,) = [record.getMessage() for record in caplog.records]
    assert said.startswith("a row was not painted: ValueError at tint")
    assert CHEN.number not in caplog.text


def test_a_plain_table_is_few_widgets(make: Made) -> None:
    assert len(make().findChildren(QWidget)) < 24
