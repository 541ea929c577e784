"""Every kind of field takes what clerks type, and gives it back as the kernel has it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from minzheng_desk.kernel.period import Month
from minzheng_desk.ui.widgets.forms.calendar import Calendar
from minzheng_desk.ui.widgets.forms.choice_editors import ChoiceEditor
from minzheng_desk.ui.widgets.forms.choices import Choice
from minzheng_desk.ui.widgets.forms.day_editors import DayEditor
from minzheng_desk.ui.widgets.forms.fields import Entry
from minzheng_desk.ui.widgets.forms.form import Form
from ui.widgets.forms.filling import (
    MAN_OF_61,
    TODAY,
    Asked,
    enter,
    press,
    said_under,
    type_text,
    written,
)

VILLAGES = (
    Choice("990000001201", "上湾村"),
    Choice("990000001202", "大柳村"),
    Choice("990000001203", "大王村"),
)
CARD = "6217000000000000004"


def choice_of(form: Form) -> ChoiceEditor:
    editor = form.cells["x"].editor
    assert isinstance(editor, ChoiceEditor)
    return editor


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("2", "02"),
        ("11", "11"),
        ("zf", "11"),
        ("老伴", "10"),
        ("qizi", "12"),
        ("户主", "02"),
    ],
)
def test_a_code_is_chosen_by_number_initials_or_any_name(ask: Asked, typed: str, code: str) -> None:
    form = ask(Entry.CHOICE, codes="relation_to_head")
    enter(typed)
    assert code == form.value("x")


def test_the_arrows_choose_and_enter_goes_on(ask: Asked) -> None:
    form = ask(Entry.CHOICE, codes="disability_grade")
    for _ in range(3):
        press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Up)
    enter()
    assert ("2", "二级") == (form.value("x"), written(form))
    assert form.cells["end"].editor.widget.hasFocus()


def test_tab_takes_what_is_marked_and_escape_closes_the_list_only(ask: Asked) -> None:
    form = ask(Entry.CHOICE, codes="nation")
    type_text("wei")
    press(Qt.Key.Key_Tab)
    assert "维吾尔族" == written(form)
    form.focus("x")
    press(Qt.Key.Key_F4)
    assert choice_of(form)._open
    press(Qt.Key.Key_Escape)
    assert (False, "05") == (choice_of(form)._open, form.value("x"))


def test_what_is_none_of_the_choices_is_told_and_not_guessed(ask: Asked) -> None:
    form = ask(Entry.CHOICE, codes="sex")
    enter("q")
    assert "没有这一项。请按 F4 打开列表来选。" == said_under(form, "x")
    assert "q" == written(form)


def test_a_list_longer_than_twelve_says_how_to_search_it(ask: Asked) -> None:
    form = ask(Entry.CHOICE, codes="nation")
    press(Qt.Key.Key_F4)
    unfolded = choice_of(form)._list
    assert unfolded is not None
    assert "可输编号、拼音首字母或汉字来找，共 58 项" == unfolded._said.text().strip()
    assert unfolded._said.isVisible()
    type_text("z")
    assert "藏族" == unfolded.marked.label if unfolded.marked else False


def test_keys_typed_while_the_list_has_the_window_reach_the_field(ask: Asked, qtbot: QtBot) -> None:
    form = ask(Entry.CHOICE, codes="relation_to_head")
    press(Qt.Key.Key_F4)
    unfolded = choice_of(form)._list
    assert unfolded is not None
    qtbot.keyClicks(unfolded, "zf")
    assert "夫" == unfolded.marked.label if unfolded.marked else False
    qtbot.keyClick(unfolded, Qt.Key.Key_Return)
    assert ("11", False) == (form.value("x"), unfolded.isVisible())


def test_a_click_in_the_list_chooses(ask: Asked, qtbot: QtBot) -> None:
    form = ask(Entry.CHOICE, codes="sex")
    press(Qt.Key.Key_F4)
    unfolded = choice_of(form)._list
    assert unfolded is not None
    view = unfolded._view
    row = view.visualRect(view.model().index(1, 0)).center()
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=row)
    assert ("2", "女") == (form.value("x"), written(form))
    assert form.touched


def test_a_village_is_found_by_its_initials_by_its_number_and_by_the_end_of_it(ask: Asked) -> None:
    form = ask(Entry.CHOICE)
    form.set_value("x", "990000001203")
    assert "990000001203" == written(form)  # the villages have not come yet
    form.set_choices("x", VILLAGES)
    assert "大王村" == written(form)
    for typed in ("dlc", "大柳", "202", "990000001202"):
        form.focus("x")
        enter(typed)
        assert "990000001202" == form.value("x")


def test_a_code_of_a_newer_station_is_kept_as_it_is(ask: Asked) -> None:
    form = ask(Entry.CHOICE, codes="sex")
    form.fill({"x": "7"})
    enter()
    assert ("7", "7") == (form.value("x"), written(form))


@pytest.mark.parametrize(
    ("keys", "day"),
    [
        ([Qt.Key.Key_Plus], date(2026, 2, 1)),
        ([Qt.Key.Key_Minus, Qt.Key.Key_Minus], date(2026, 1, 29)),
        ([Qt.Key.Key_PageDown], date(2026, 2, 28)),
        ([Qt.Key.Key_PageUp], date(2025, 12, 31)),
        ([Qt.Key.Key_T], TODAY),
        ([Qt.Key.Key_T, Qt.Key.Key_Plus], date(2026, 11, 21)),
    ],
)
def test_keys_move_a_day(ask: Asked, keys: list[Qt.Key], day: date) -> None:
    form = ask(Entry.DAY)
    form.fill({"x": date(2026, 1, 31)})
    for key in keys:
        press(key)
    assert day == form.value("x")


def test_in_an_empty_field_the_keys_move_from_today(ask: Asked) -> None:
    form = ask(Entry.DAY)
    press(Qt.Key.Key_Minus)
    assert date(2026, 11, 19) == form.value("x")


@pytest.mark.parametrize("typed", ["20261120", "1120", "11-20", "2026-11-20", "."])
def test_a_day_is_typed_short_and_stands_there_whole(ask: Asked, typed: str) -> None:
    form = ask(Entry.DAY)
    enter(typed)
    assert ("2026-11-20", TODAY) == (written(form), form.value("x"))


def test_f4_opens_a_calendar_at_the_day_and_enter_takes_one(ask: Asked, qtbot: QtBot) -> None:
    form = ask(Entry.DAY)
    form.fill({"x": date(2026, 1, 31)})
    press(Qt.Key.Key_F4)
    editor = form.cells["x"].editor
    assert isinstance(editor, DayEditor)
    calendar = editor.line.findChild(Calendar)
    assert isinstance(calendar, Calendar)
    assert (2026, 1) == (calendar._days.yearShown(), calendar._days.monthShown())
    assert "2026年1月" == calendar._month.text()
    days = calendar._days.focusProxy()
    qtbot.keyClick(days, Qt.Key.Key_Left)
    qtbot.keyClick(days, Qt.Key.Key_Return)
    assert (date(2026, 1, 30), False) == (form.value("x"), calendar.isVisible())


def test_months_are_typed_short_and_moved(ask: Asked) -> None:
    form = ask(Entry.MONTH)
    enter("12")
    assert ("2026-12", Month(2026, 12)) == (written(form), form.value("x"))
    form.focus("x")
    press(Qt.Key.Key_Plus)
    assert Month(2027, 1) == form.value("x")
    press(Qt.Key.Key_T)
    assert Month(2026, 11) == form.value("x")


def test_an_amount_stands_at_the_right_with_its_words_underneath(ask: Asked) -> None:
    form = ask(Entry.MONEY, unit="元")
    enter("=3*594")
    assert ("1,782.00", 178200) == (written(form), form.value("x"))
    assert "大写：壹仟柒佰捌拾贰元整" == said_under(form, "x")
    widget = form.cells["x"].editor.widget
    assert widget.property("alignment") & Qt.AlignmentFlag.AlignRight
    assert "元" in widget.accessibleDescription()


def test_an_amount_that_is_too_fine_is_told(ask: Asked) -> None:
    form = ask(Entry.MONEY)
    enter("1.234")
    assert "小数超过两位。请填元，最多两位小数，例如 1234.50。" == said_under(form, "x")


def test_whole_numbers_count_with_the_arrows(ask: Asked) -> None:
    form = ask(Entry.NUMBER)
    press(Qt.Key.Key_Up)
    press(Qt.Key.Key_Up)
    press(Qt.Key.Key_Down)
    assert 1 == form.value("x")


def test_yes_no_and_not_known_have_letters_and_arrows(ask: Asked) -> None:
    form = ask(Entry.FLAG)
    values = [form.value("x")]
    for key in (Qt.Key.Key_Y, Qt.Key.Key_N, Qt.Key.Key_Right, Qt.Key.Key_1):
        press(key)
        values.append(form.value("x"))
    assert [None, True, False, None, True] == values
    press(Qt.Key.Key_Return)
    assert form.cells["end"].editor.widget.hasFocus()


def test_a_question_that_must_be_answered_offers_no_third_way(ask: Asked) -> None:
    form = ask(Entry.FLAG, may_be_unknown=False, required=True)
    press(Qt.Key.Key_B)
    assert ["请填写例。"] == [one.text for one in form.check()]


def test_an_old_number_of_15_digits_is_made_18_and_told(ask: Asked) -> None:
    form = ask(Entry.ID_NUMBER)
    enter(f"{MAN_OF_61[:6]}{MAN_OF_61[8:17]}")
    assert MAN_OF_61 == form.value("x")
    assert "是 15 位旧号码。已换算为 18 位，请有机会时与现行身份证核对。" == said_under(form, "x")


@pytest.mark.parametrize(
    "typed", ["９９００００196502181216", " 990000 19650218 1216", "'990000196502181216"]
)
def test_an_identity_number_is_read_as_people_write_it(ask: Asked, typed: str) -> None:
    form = ask(Entry.ID_NUMBER)
    enter(typed)
    assert (MAN_OF_61, "990000 19650218 1216") == (form.value("x"), written(form))


def test_an_account_stands_in_groups_of_four_and_a_card_that_does_not_add_up_is_doubted(ask: Asked) -> None:
    form = ask(Entry.ACCOUNT)
    enter(CARD[:-1] + "5")
    assert "6217 0000 0000 0000 005" == written(form)
    assert "银行卡号校验位不符（存折和部分农信账号不适用），请对照银行卡核对。" == said_under(form, "x")
    form.focus("x")
    enter(CARD)
    assert ("", CARD) == (said_under(form, "x"), form.value("x"))


def test_a_telephone_number_is_grouped_and_a_wrong_one_told(ask: Asked) -> None:
    form = ask(Entry.PHONE)
    enter("13800002206")
    assert ("138 0000 2206", "13800002206") == (written(form), form.value("x"))
    form.focus("x")
    enter("12345")
    assert said_under(form, "x").startswith("电话号码无法识别。")


def test_characters_only_another_system_can_read_are_doubted(ask: Asked) -> None:
    form = ask(Entry.TEXT)
    enter("李\ue863")
    assert "有旧系统自造的字，可能是“李䶮”，请对照证件核对。" == said_under(form, "x")


def test_every_editor_gives_back_what_it_was_given(ask: Asked) -> None:
    examples: list[tuple[Entry, dict[str, Any], Any]] = [
        (Entry.TEXT, {}, "何长林"),
        (Entry.LONG_TEXT, {}, "第一行\n第二行"),
        (Entry.CHOICE, {"codes": "nation"}, "05"),
        (Entry.MONEY, {}, 120436650),
        (Entry.NUMBER, {}, 12),
        (Entry.DAY, {}, date(1936, 2, 29)),
        (Entry.MONTH, {}, Month(2026, 11)),
        (Entry.FLAG, {}, False),
        (Entry.ID_NUMBER, {}, MAN_OF_61),
        (Entry.ACCOUNT, {}, CARD),
        (Entry.PHONE, {}, "0377-63000000-12"),
    ]
    assert set(Entry) == {entry for entry, _, _ in examples}
    for entry, facts, value in examples:
        form = ask(entry, **facts)
        form.fill({"x": value})
        assert value == form.value("x")
        restored = ask(entry, **facts)
        restored.restore({"x": written(form)} if not form.cells["x"].editor.veiled else {})
        assert restored.value("x") in {value, None}
        QApplication.processEvents()
