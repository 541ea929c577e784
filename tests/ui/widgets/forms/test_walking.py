"""Hands stay on the keyboard: Enter on, Shift+Enter back, F3 to what is missing."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from minzheng_desk.households.model import Person
from minzheng_desk.ui.widgets.forms.fields import fields_of
from minzheng_desk.ui.widgets.forms.form import Form
from ui.widgets.forms.filling import (
    enter,
    hands,
    member_fields,
    press,
    type_text,
    where,
)

SHIFT, CONTROL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier


def test_enter_goes_on_shift_enter_back_and_the_last_field_leads_to_save(form: Form) -> None:
    press(Qt.Key.Key_Return)
    assert "id_number" == where(form)
    press(Qt.Key.Key_Return, SHIFT)
    assert "name" == where(form)
    form.focus("phone")
    press(Qt.Key.Key_Return)
    assert form.foot is not None
    assert form.foot.save is hands()
    press(Qt.Key.Key_Return, SHIFT)
    assert "phone" == where(form)


def test_f3_goes_to_the_next_field_that_is_wrong_or_lacking_and_round(form: Form) -> None:
    form.fill({"name": "何长林"})
    form.focus_first()
    ways = []
    for _ in range(4):
        press(Qt.Key.Key_F3)
        ways.append(where(form))
    assert ["id_number", "relation_to_head", "amount", "id_number"] == ways
    press(Qt.Key.Key_F3, SHIFT)
    assert "amount" == where(form)


def test_enter_belongs_to_the_input_method_while_it_composes(form: Form) -> None:
    QApplication.sendEvent(hands(), QInputMethodEvent("he'chang", []))
    press(Qt.Key.Key_Return)
    assert "name" == where(form)
    finished = QInputMethodEvent("", [])
    finished.setCommitString("何长")
    QApplication.sendEvent(hands(), finished)
    press(Qt.Key.Key_Return)
    assert ("何长", "id_number") == (form.value("name"), where(form))


def test_several_lines_take_enter_and_go_on_with_control_enter(make: Callable[..., Form]) -> None:
    form = make(fields_of(Person.declaration, ("remark", "name")))
    form.focus_first()
    enter("第一行")
    type_text("第二行")
    press(Qt.Key.Key_Return, CONTROL)
    assert ("第一行\n第二行", "name") == (form.value("remark"), where(form))


def test_control_enter_in_several_lines_is_not_the_primary_action_of_the_page(
    make: Callable[..., Form], qtbot: QtBot
) -> None:
    form = make(fields_of(Person.declaration, ("remark", "name")))
    pressed: list[str] = []
    shortcut = QShortcut(QKeySequence("Ctrl+Return"), form)
    shortcut.activated.connect(lambda: pressed.append(where(form)))
    form.focus_first()
    qtbot.keyClick(form.windowHandle(), Qt.Key.Key_Return, CONTROL)
    assert ("name", []) == (where(form), pressed)
    qtbot.keyClick(form.windowHandle(), Qt.Key.Key_Return, CONTROL)
    assert ["name"] == pressed


def test_tab_order_is_reading_order_in_two_columns_too(make: Callable[..., Form]) -> None:
    form = make(member_fields(), columns=2, again="保存并再录一人")
    form.focus_first()
    way = [where(form)]
    for _ in range(6):
        press(Qt.Key.Key_Tab)
        way.append(where(form))
    assert list(form.cells) == way
    places = [form.cells[name].editor.widget.mapTo(form, form.rect().topLeft()) for name in form.cells]
    assert sorted(places, key=lambda at: (at.y(), at.x())) == places


def test_a_low_form_scrolls_to_the_field_that_has_the_keyboard(form: Form) -> None:
    form.resize(460, 240)
    form.focus("phone")
    QApplication.processEvents()
    field = form.cells["phone"].editor.widget
    assert form.body.viewport().rect().contains(field.mapTo(form.body.viewport(), field.rect().center()))


def test_a_read_only_field_is_passed_over_and_cannot_be_typed_into(form: Form) -> None:
    form.set_read_only("id_number", read_only=True)
    press(Qt.Key.Key_Return)
    assert "born_on" == where(form)
    form.focus("id_number")
    type_text("1")
    assert "" == form.cells["id_number"].editor.written()


def test_a_form_without_buttons_ends_at_the_pages_button(make: Callable[..., Form], qtbot: QtBot) -> None:
    form = make(fields_of(Person.declaration, ("name",)), save="")
    button = QPushButton("保存", form)
    button.show()
    form.end_at(button)
    form.focus_first()
    press(Qt.Key.Key_Return)
    assert button is hands()
