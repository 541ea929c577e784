"""A person is registered with the keyboard alone, and every mistake is told in words."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from minzheng_desk.households.model import Household, Income, Person
from minzheng_desk.ui.look.look import look
from minzheng_desk.ui.widgets.forms.choices import Choice
from minzheng_desk.ui.widgets.forms.fields import Entry, FieldWithoutEditor, FormField, fields_of
from minzheng_desk.ui.widgets.forms.findings import Finding, Grade, Said, doubt
from minzheng_desk.ui.widgets.forms.form import Form
from ui.widgets.forms.filling import (
    MAN_OF_61,
    WOMAN_OF_58,
    enter,
    every_kind,
    hands,
    press,
    said_under,
    type_text,
    where,
)

SHIFT, CONTROL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier


def test_a_person_is_entered_by_keyboard_wrong_check_digit_and_all(form: Form, qtbot: QtBot) -> None:
    enter("何长林")
    enter(MAN_OF_61[:17] + "5")
    assert "最后一位应为 6，请对照身份证核对。" == said_under(form, "id_number")
    assert "1" == form.cells["id_number"].editor.widget.property("err")
    assert "born_on" == where(form)
    press(Qt.Key.Key_Return, SHIFT)
    enter(MAN_OF_61)
    assert "" == said_under(form, "id_number")
    assert "relation_to_head" == where(form)  # what the number told is passed over
    enter("zf")
    enter("=3*600")
    enter("13800002206")
    with qtbot.waitSignal(form.submitted) as saved:
        press(Qt.Key.Key_Return)
    expected = {
        "name": "何长林",
        "id_number": MAN_OF_61,
        "born_on": date(1965, 2, 18),
        "sex": "1",
        "relation_to_head": "11",
        "amount": 180000,
        "phone": "13800002206",
    }
    assert [expected] == saved.args


def test_the_identity_number_fills_day_of_birth_and_sex_and_says_so(form: Form) -> None:
    form.focus("id_number")
    enter(WOMAN_OF_58)
    assert (date(1968, 3, 15), "2") == (form.value("born_on"), form.value("sex"))
    assert "根据证件号码自动填写" == said_under(form, "born_on")
    assert "女，58 岁" == form.body.row_of(form.cells["born_on"]).notes["born_on"].text()
    assert "990000 19680315 0624" == form.cells["id_number"].editor.written()


def test_what_somebody_typed_is_doubted_and_not_overwritten_by_the_number(form: Form) -> None:
    form.focus("born_on")
    enter("19650219")
    form.focus("id_number")
    enter(MAN_OF_61)
    assert date(1965, 2, 19) == form.value("born_on")
    assert "与证件号码里的出生日期不一致，请核对。" == said_under(form, "born_on")
    assert [Grade.DOUBT] == [one.grade for one in form.findings()]


def test_a_sound_number_is_handed_to_the_page_to_look_for_it(form: Form, qtbot: QtBot) -> None:
    form.focus("id_number")
    with qtbot.waitSignal(form.id_checked) as told:
        enter(MAN_OF_61)
    assert ["id_number", MAN_OF_61] == told.args
    opened: list[str] = []
    form.set_message(
        "id_number",
        Grade.WRONG,
        "这个证件号已经登记在 大柳村 张国富 名下。",
        link_text="打开档案",
        on_link=lambda: opened.append("张国富"),
    )
    (button,) = [one for one in form.body.findChildren(QPushButton) if one.text() == "打开档案"]
    button.click()
    assert ["张国富"] == opened
    form.focus("id_number")
    press(Qt.Key.Key_Backspace)
    assert not button.isVisible()
    assert "" == said_under(form, "id_number")


def test_saving_stops_at_the_first_wrong_field_and_says_how_many(form: Form, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(form.submitted):
        press(Qt.Key.Key_F10)
    assert "name" == where(form)
    assert "还有 4 处要改。" == form.top.text()
    assert form.top.isVisible()
    assert "请填写姓名。" == said_under(form, "name")
    enter("何长林")
    assert "还有 3 处要改。" == form.top.text()


def test_nothing_is_said_while_somebody_types_and_a_complaint_goes_with_the_first_key(form: Form) -> None:
    form.focus("amount")
    type_text("12a")
    assert "" == said_under(form, "amount")
    press(Qt.Key.Key_Return)
    assert said_under(form, "amount").startswith("不是一个金额。")
    press(Qt.Key.Key_Return, SHIFT)
    type_text("1")
    assert "1" != form.cells["amount"].editor.widget.property("err")
    assert "大写：壹元整" == said_under(form, "amount")


def test_a_form_nobody_touched_does_not_complain(form: Form) -> None:
    for _ in range(5):
        press(Qt.Key.Key_Return)
    assert "" == said_under(form, "name")


def test_a_doubt_is_told_and_keeps_nobody_from_saving(make: Callable[..., Form], qtbot: QtBot) -> None:
    form = make(
        fields_of(
            Income.declaration,
            ("amount",),
            {"amount": {"check": lambda fen: doubt("比上月多一倍，请核对。") if fen > 100000 else None}},
        )
    )
    form.focus_first()
    enter("2000")
    assert "比上月多一倍，请核对。" == said_under(form, "amount")
    with qtbot.waitSignal(form.submitted):
        form.submit()
    assert [Finding("amount", Grade.DOUBT, "比上月多一倍，请核对。")] == list(form.findings())


def test_fields_are_looked_at_together_once_each_is_right(make: Callable[..., Form]) -> None:
    form = make(fields_of(Income.declaration, ("since", "until")))
    form.add_check(
        lambda values: (
            [Finding("until", Grade.WRONG, "截止日期早于起始日期。")]
            if values["since"] and values["until"] and values["until"] < values["since"]
            else []
        )
    )
    form.fill({"since": date(2026, 5, 1), "until": date(2026, 4, 1)})
    assert [Finding("until", Grade.WRONG, "截止日期早于起始日期。")] == list(form.check())
    form.focus("until")
    enter("20260601")
    assert () == form.check()


def test_where_reasons_are_kept_a_doubt_asks_for_one_before_it_is_saved(
    make: Callable[..., Form], qtbot: QtBot
) -> None:
    check = {"check": lambda fen: doubt("比上月多一倍，请核对。") if fen > 100000 else None}
    form = make(fields_of(Income.declaration, ("amount",), {"amount": check}))
    doubts = form.keep_reasons()
    form.focus_first()
    enter("2000")
    with qtbot.assertNotEmitted(form.submitted):
        form.submit()
    assert doubts.line is hands()
    type_text("已对照工资流水")
    press(Qt.Key.Key_Return)
    with qtbot.waitSignal(form.submitted):
        press(Qt.Key.Key_Return)
    assert "已对照工资流水" == doubts.reason
    form.focus_first()
    enter("900")
    assert ("", True) == (doubts.reason, doubts.isHidden())


def test_text_longer_than_the_record_takes_is_told(make: Callable[..., Form]) -> None:
    form = make(fields_of(Person.declaration, ("remark",)))
    form.cells["remark"].editor.write("长" * 503)
    assert ["多了 3 个字。请删短后再保存。"] == [one.text for one in form.check()]


def test_every_field_is_called_by_its_label_and_says_that_it_is_required(form: Form) -> None:
    spoken = {
        cell.field.label: (cell.editor.widget.accessibleName(), cell.editor.widget.accessibleDescription())
        for cell in form.cells.values()
    }
    assert ("姓名", "必填") == spoken["姓名"]
    assert all(label == name for label, (name, _) in spoken.items())
    form.check()
    assert "必填，请填写姓名。" == form.cells["name"].editor.widget.accessibleDescription()


def test_the_input_method_is_off_where_digits_are_typed_and_else_on(
    make: Callable[..., Form],
) -> None:
    form = make(every_kind())
    off = {
        name
        for name, cell in form.cells.items()
        if not cell.editor.widget.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
        and cell.field.entry is not Entry.FLAG
    }
    assert {"id_number", "born_on", "phone", "self_care_failures", "account", "amount"} == off
    for read_only in (True, False):
        form.set_read_only("amount", read_only=read_only)
    amount = form.cells["amount"].editor.widget
    assert not amount.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)


def test_nothing_moves_when_a_line_begins_to_speak(form: Form) -> None:
    before = [cell.editor.widget.geometry() for cell in form.cells.values()]
    height = form.body.height()
    for name in form.cells:
        form.set_message(name, Grade.DOUBT, "请核对。")
    QApplication.processEvents()
    assert before == [cell.editor.widget.geometry() for cell in form.cells.values()]
    assert height == form.body.height()


def test_a_long_message_is_never_cut(form: Form, qtbot: QtBot) -> None:
    height = form.body.height()
    form.set_message("name", Grade.WRONG, "这个证件号已经登记在大柳村张国富名下，" * 3)
    line = form.body.row_of(form.cells["name"]).messages._line
    assert line._height() > 2 * look().metrics("hint").height()
    qtbot.waitUntil(lambda: line.height() >= line._height() and form.body.height() > height)


@pytest.mark.parametrize("scale", [0.9, 1.25, 1.5])
def test_at_every_scale_fields_stand_apart_and_inside_the_form(form: Form, scale: float) -> None:
    look().choose(scale=scale)
    form.resize(look().px(460), look().px(700))
    QApplication.processEvents()
    boxes = [cell.editor.widget.geometry() for cell in form.cells.values()]
    assert all(not one.intersects(other) for one in boxes for other in boxes if one is not other)
    assert {look().px(32)} == {box.height() for box in boxes}


def test_saving_and_the_next_one_keeps_what_stays_the_same(make: Callable[..., Form], qtbot: QtBot) -> None:
    form = make(fields_of(Household.declaration, ("village_group", "address")), again="保存并再录一户")
    form.fill({"village_group": "3 组", "address": "27 号"})
    assert form.foot is not None
    assert form.foot.again is not None
    with qtbot.waitSignal(form.submitted_for_next):
        form.foot.again.click()
    form.begin_next(keep=("village_group",))
    assert ("3 组", None, "village_group") == (
        form.value("village_group"),
        form.value("address"),
        where(form),
    )
    assert not form.touched


def test_only_what_differs_from_the_beginning_is_a_change(form: Form) -> None:
    form.fill({"name": "何长林", "amount": 5000, "phone": "13800002206"})
    assert {} == form.changes()
    form.focus("amount")
    enter("60")
    assert {"amount": 6000} == form.changes()


def test_an_empty_field_stands_for_the_default_of_the_record(make: Callable[..., Form]) -> None:
    form = make(fields_of(Income.declaration, ("months", "cost", "provenance", "remark")))
    assert {"months": 12, "cost": 0, "provenance": "declared", "remark": None} == form.values()
    assert ["12", "", "本人申报", ""] == [cell.editor.written() for cell in form.cells.values()]


def test_a_hidden_field_is_not_asked_for(form: Form) -> None:
    form.fill({"name": "何长林", "id_number": MAN_OF_61, "amount": 100})
    form.set_shown("relation_to_head", shown=False)
    assert () == form.check()
    form.focus("sex")
    press(Qt.Key.Key_Return)
    assert "amount" == where(form)


def test_nobody_saves_twice_while_the_first_is_under_way(form: Form) -> None:
    form.set_busy(busy=True)
    assert form.foot is not None
    assert not form.foot.save.isEnabled()
    form.set_busy(busy=False)
    assert form.foot.save.isEnabled()


def test_a_reference_cannot_be_typed() -> None:
    with pytest.raises(FieldWithoutEditor):
        fields_of(Household.declaration, ("head_id",))


def test_a_reference_is_chosen_where_the_page_says_from_what(make: Callable[..., Form]) -> None:
    members = (Choice("0" * 32, "何长林"), Choice("1" * 32, "周桂方"))
    form = make(
        fields_of(
            Income.declaration, ("person_id",), {"person_id": {"entry": Entry.CHOICE, "choices": members}}
        )
    )
    form.focus_first()
    enter("zgf")
    assert {"person_id": "1" * 32} == form.values()


def test_without_names_a_form_has_every_field_that_can_be_typed() -> None:
    assert "number" not in {field.name for field in fields_of(Household.declaration)}
    assert {"region_code", "address", "remark"} <= {field.name for field in fields_of(Household.declaration)}


def test_a_form_of_twelve_fields_is_light_enough_for_a_page(make: Callable[..., Form]) -> None:
    form = make(fields_of(Person.declaration)[:12])
    assert 85 > len(form.findChildren(QWidget))


def test_the_most_serious_thing_is_said_of_two_fields_in_a_row(make: Callable[..., Form]) -> None:
    form = make(
        [FormField(name="a", label="甲"), FormField(name="b", label="乙", beside=True, hint="可以不填")]
    )
    assert "可以不填" == said_under(form, "a")
    form.cells["a"].tell(Said(Grade.DOUBT, "请核对。"))
    assert "请核对。" == said_under(form, "b")
