"""A form on the screen, and hands that only have a keyboard."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from minzheng_desk.households.model import BankAccount, Income, Member, Person
from minzheng_desk.ui.widgets.forms.fields import FormField, fields_of
from minzheng_desk.ui.widgets.forms.form import Form

TODAY = date(2026, 11, 20)
MAN_OF_61 = "990000196502181216"
WOMAN_OF_58 = "990000196803150624"


def member_fields(**overrides: dict[str, Any]) -> list[FormField]:
    """What is asked when somebody joins a household."""
    return [
        *fields_of(
            Person.declaration,
            ("name", "id_number", "born_on", "sex"),
            {"id_number": {"required": True, **overrides.get("id_number", {})}},
        ),
        *fields_of(Member.declaration, ("relation_to_head",)),
        *fields_of(Income.declaration, ("amount",), {"amount": overrides.get("amount", {})}),
        *fields_of(Person.declaration, ("phone",)),
    ]


def every_kind() -> list[FormField]:
    """One field of every kind there is."""
    return [
        *fields_of(
            Person.declaration, ("name", "id_number", "born_on", "phone", "self_care_failures", "remark")
        ),
        *fields_of(BankAccount.declaration, ("account", "verified")),
        *fields_of(Member.declaration, ("relation_to_head",)),
        *fields_of(Income.declaration, ("amount",)),
    ]


Asked = Callable[..., Form]
"""Makes a form with one field of a kind, called x, and a last one called end."""


def shown(form: Form) -> Form:
    """The form on the screen, with the keyboard."""
    form.resize(460, 600)
    form.show()
    form.activateWindow()
    QTest.qWaitForWindowActive(form)
    return form


def hands() -> QWidget:
    """Whatever has the keyboard now."""
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def type_text(text: str) -> None:
    """Type where the keyboard is; Chinese comes through the input method, as it does for everybody."""
    if text.isascii():
        QTest.keyClicks(hands(), text)
        return
    composed = QInputMethodEvent("", [])
    composed.setCommitString(text)
    QApplication.sendEvent(hands(), composed)


def press(key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Press one key where the keyboard is."""
    QTest.keyClick(hands(), key, modifier)


def enter(text: str = "") -> None:
    """Type and go on."""
    type_text(text)
    press(Qt.Key.Key_Return)


def where(form: Form) -> str:
    """The name of the field that has the keyboard."""
    return next((name for name, cell in form.cells.items() if cell.editor.widget is hands()), "")


def written(form: Form) -> str:
    """What stands in the field called x."""
    return form.cells["x"].editor.written()


def said_under(form: Form, name: str) -> str:
    """What stands under a field."""
    return form.body.row_of(form.cells[name]).messages.text
