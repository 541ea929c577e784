"""A table as a page and a person use it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from minzheng_desk.kernel.money import Money
from minzheng_desk.ui.look.look import look
from minzheng_desk.ui.masks import masks
from minzheng_desk.ui.settings import Settings
from minzheng_desk.ui.widgets.buttons import plain
from minzheng_desk.ui.widgets.chips import ChipSpec
from minzheng_desk.ui.widgets.tables.copying import CopiedCells, ForgetfulClipboard
from minzheng_desk.ui.widgets.tables.table import Table
from ui.widgets.tables.rows import CHEN, THREE, ZENG, ZHOU, Line, columns

Made = Callable[..., Table]
KEY, NO_KEY = Qt.Key, Qt.KeyboardModifier.NoModifier
CTRL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)


@pytest.fixture
def make(qtbot: QtBot) -> Made:
    def made(rows: tuple[Line, ...] = THREE, **asked: Any) -> Table:
        table = Table(columns(), counted_in="户", in_words="paid", **asked)
        qtbot.addWidget(table)
        table.show_rows(rows)
        table.resize(900, 300)
        table.show()
        qtbot.waitExposed(table)
        return table

    return made


def names(table: Table) -> list[str]:
    return [row.name for row in table.rows_shown()]


def go(table: Table, row: int, column: str = "name") -> None:
    table.view.setCurrentIndex(table.view.model().index(row, table.place_of(column)))


def click_title(table: Table, column: str, keys: Qt.KeyboardModifier = NO_KEY) -> None:
    at = table.header.sectionViewportPosition(table.place_of(column)) + 20
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


def test_copied_cells_carry_titles_and_stay_masked(make: Made) -> None:
    table = make()
    table.view.selectAll()
    press(table.view, KEY.Key_C, CTRL)
    carried = QGuiApplication.clipboard().mimeData()
    first = carried.text().splitlines()[:2]
    assert "序\t村\t户主\t证件号码\t账户\t人\t上月\t本月\t比上月\t状态" == first[0]
    shown = f"990000 ******** {ZHOU.number[-4:]}"
    assert f"1\t杨家湾村\t周桂芳\t{shown}\t尾号 3317\t4\t582.67\t582.67\t0.00\t正常" == first[1]
    assert "mso-number-format:'\\@'" in carried.html()
    for row in THREE:
        assert row.number not in carried.text() + carried.html()


def test_very_many_cells_are_written_down_beside_the_window(make: Made, qtbot: QtBot) -> None:
    table = make(tuple(Line(str(at), "周桂芳") for at in range(1_200)))
    QGuiApplication.clipboard().clear()
    table.view.selectAll()
    table.copy()
    qtbot.waitUntil(lambda: 1_201 == len(QGuiApplication.clipboard().text().splitlines()))


def test_only_the_columns_with_chosen_cells_are_copied(make: Made) -> None:
    table = make()
    go(table, 2, "name")
    table.copy()
    assert "户主\n曾小雨" == QGuiApplication.clipboard().text()


def test_whole_numbers_are_copied_when_the_page_hands_them_over(make: Made, qtbot: QtBot) -> None:
    table = make()
    go(table, 1, "name")
    with qtbot.waitSignal(table.full_copy_asked) as heard:
        table.ask_full_copy()
    assert [[CHEN]] == heard.args
    table.copy_full([{"number": CHEN.number}])
    assert f"户主\t证件号码\t账户\n陈万福\t{CHEN.number}\t尾号 0942" == QGuiApplication.clipboard().text()


def test_whole_numbers_leave_the_clipboard_after_a_while(qtbot: QtBot) -> None:
    clipboard = ForgetfulClipboard(seconds=0)
    cells = CopiedCells(columns()[3:4], [ZHOU], [{"number": ZHOU.number}])
    clipboard.put(cells, secret=True)
    assert ZHOU.number in QGuiApplication.clipboard().text()
    qtbot.waitUntil(lambda: not QGuiApplication.clipboard().text())


def test_what_somebody_else_copied_since_stays_in_the_clipboard(qtbot: QtBot) -> None:
    clipboard = ForgetfulClipboard(seconds=60)
    clipboard.put_text(ZHOU.number)
    QGuiApplication.clipboard().setText("别的")
    clipboard.clear()
    assert "别的" == QGuiApplication.clipboard().text()


@pytest.fixture(autouse=True)
def masked() -> Iterator[None]:
    yield
    masks().project(on=False)


def test_a_revealed_number_is_masked_again(make: Made) -> None:
    table = make()
    at = table.place_of("number")
    table.reveal(ZHOU, {"number": ZHOU.number})
    assert ZHOU.number == table._model.text(0, at).replace(" ", "")
    assert "*" in table._model.text(1, at)
    masks().cover_all()
    assert "*" in table._model.text(0, at)


def test_rows_that_carry_whole_numbers_need_only_their_mask_taken_off(make: Made) -> None:
    table = make()
    masks().reveal(CHEN.id)
    assert CHEN.number == table._model.text(1, table.place_of("number")).replace(" ", "")
    assert "6217 0000 0000 0000 942" == table._model.text(1, table.place_of("account"))


def test_a_meeting_sees_neither_names_nor_numbers(make: Made) -> None:
    table = make()
    masks().reveal(ZHOU.id)
    masks().project(on=True)
    shown = [table._model.text(0, table.place_of(name)) for name in ("name", "number", "account", "phone")]
    assert ["周×芳", "****** ******** ****", "尾号 ****", "138 **** ****"] == shown
    table.view.selectAll()
    table.copy()
    said = [str(table._model.spoken(0, at)) for at in range(len(table.columns))]
    everything = QGuiApplication.clipboard().text() + "".join(said)
    assert ZHOU.name not in everything
    assert ZHOU.number[-4:] not in everything


def test_no_role_and_no_tooltip_gives_a_number_away(make: Made) -> None:
    table = make()
    table.reveal(ZHOU, {"number": ZHOU.number})
    model, said = table.view.model(), []
    for row in range(3):
        for column in range(len(table.columns)):
            index = model.index(row, column)
            roles = [role for role in Qt.ItemDataRole if role is not Qt.ItemDataRole.DisplayRole]
            said += [str(model.data(index, role)) for role in roles]
            said.append(table.view.tooltip_at(table.view.visualRect(index).center()))
    masks().cover_all()
    said += [str(model.data(model.index(row, 3))) for row in range(3)]
    everything = "\n".join(said).replace(" ", "")
    for row in THREE:
        assert row.number not in everything
        assert not row.account or row.account not in everything


def test_the_eye_and_f8_ask_for_a_number(make: Made, qtbot: QtBot) -> None:
    table = make()
    table.allow_reveal()
    go(table, 0, "number")
    with qtbot.waitSignal(table.reveal_asked) as heard:
        table.ask_reveal()
    assert [ZHOU] == heard.args
    with qtbot.waitSignal(table.reveal_asked):
        press(table.view, KEY.Key_F8)
    eye = table.view._eye_at(table.view.currentIndex())
    with qtbot.waitSignal(table.reveal_asked):
        QTest.mouseClick(table.view.viewport(), Qt.MouseButton.LeftButton, NO_KEY, eye.center())


def test_a_screen_reader_hears_cells(make: Made) -> None:
    table = make()
    model = table.view.model()

    def said(row: int, column: str) -> str:
        return str(model.data(model.index(row, table.place_of(column)), Qt.ItemDataRole.AccessibleTextRole))

    assert "第 2 行" == said(1, "place")
    assert f"证件号码尾号 {ZHOU.number[-4:]}" == said(0, "number")
    assert "比上月减少 64.00 元" == said(1, "change")
    assert "状态 必改" == said(1, "state")


def test_an_empty_table_says_what_is_empty_and_the_ways_out(make: Made, qtbot: QtBot) -> None:
    table = make(())
    way_out = plain("生成")
    table.say_empty("pay", "本月还没有生成。", [way_out])
    assert table.empty.isVisible()
    assert way_out.isVisible()
    assert "本月还没有生成。" == table.empty.accessibleName()
    table.show_rows(THREE)
    assert not table.empty.isVisible()


def test_a_filter_that_leaves_nothing_says_so_and_can_be_cleared(make: Made, qtbot: QtBot) -> None:
    table = make()
    table.filter_text("不在")
    assert table.empty.isVisible()
    QTest.mouseClick(table.empty.clear, Qt.MouseButton.LeftButton)
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


def test_the_columns_fill_the_view(make: Made) -> None:
    table = make()
    for width in (900, 1200, 870):
        table.resize(width, 300)
        taken = sum(table.header.sectionSize(at) for at in table.shown_columns())
        assert table.view.viewport().width() == taken


def test_the_look_changes_heights_and_widths_at_once(make: Made) -> None:
    table = make()
    assert 31 == table.view.rowHeight(0)
    look().choose(density="compact")
    assert 26 == table.view.rowHeight(0)
    look().choose(scale=1.5, scheme="dark")
    assert 39 == table.view.rowHeight(0)
    assert 120 == table.header.sectionSize(table.place_of("village"))


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
    assert len(make().findChildren(QWidget)) < 25
