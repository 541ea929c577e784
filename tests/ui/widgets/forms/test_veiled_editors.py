"""A number that names a person is kept, and shown to nobody who did not ask."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QAccessible, QGuiApplication
from pytestqt.qtbot import QtBot

from minzheng_desk.ui.masks import masks
from minzheng_desk.ui.widgets.forms import veiled_editors
from minzheng_desk.ui.widgets.forms.fields import Entry
from ui.widgets.forms.filling import (
    MAN_OF_61,
    WOMAN_OF_58,
    Asked,
    enter,
    press,
    said_under,
    written,
)

CARD = "6217000000000000004"

VEILED = [
    (Entry.ID_NUMBER, MAN_OF_61, "990000 ******** 1216", WOMAN_OF_58),
    (Entry.ACCOUNT, CARD, "**** 0004", "6228480000000000018"),
    (Entry.PHONE, "13800002206", "138 **** 2206", "13900001111"),
]


@pytest.mark.parametrize(("entry", "number", "veiled", "_other"), VEILED)
def test_a_number_that_was_there_is_kept_and_never_shown_whole(
    ask: Asked, entry: Entry, number: str, veiled: str, _other: str
) -> None:
    form = ask(entry)
    form.fill({"x": number})
    widget = form.cells["x"].editor.widget
    spoken, parts = QAccessible.queryAccessibleInterface(widget), QAccessible.Text
    everywhere = [
        *(spoken.text(part) for part in (parts.Name, parts.Value, parts.Description)),
        *(widget.toolTip(), widget.accessibleName(), widget.accessibleDescription(), said_under(form, "x")),
    ]
    assert veiled == written(form)
    assert [] == [text for text in everywhere if number in text.replace(" ", "")]
    form.focus("end")
    assert (number, veiled, {}) == (form.value("x"), written(form), form.changes())
    assert "x" not in form.draft()


@pytest.mark.parametrize(("entry", "number", "veiled", "other"), VEILED)
def test_typing_over_a_veiled_number_begins_with_an_empty_line_and_escape_brings_it_back(
    ask: Asked, entry: Entry, number: str, veiled: str, other: str
) -> None:
    form = ask(entry)
    form.fill({"x": number})
    form.focus("x")
    press(Qt.Key.Key_End)
    enter(other)
    assert other == form.value("x")
    form.focus("x")
    press(Qt.Key.Key_Escape)
    assert (number, veiled) == (form.value("x"), written(form))


def test_rubbing_out_a_veiled_number_empties_the_field(ask: Asked) -> None:
    form = ask(Entry.ID_NUMBER)
    form.fill({"x": MAN_OF_61})
    form.focus("x")
    press(Qt.Key.Key_End)
    press(Qt.Key.Key_Backspace)
    assert ("", None) == (written(form), form.value("x"))


def test_copying_a_veiled_number_copies_the_veil(ask: Asked) -> None:
    form = ask(Entry.ID_NUMBER)
    form.fill({"x": MAN_OF_61})
    form.focus("x")
    press(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    press(Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert "990000 ******** 1216" == QGuiApplication.clipboard().text()


def test_pasting_over_a_veiled_number_takes_the_pasted_one(ask: Asked) -> None:
    form = ask(Entry.ID_NUMBER)
    form.fill({"x": MAN_OF_61})
    pasted = QMimeData()
    pasted.setText(WOMAN_OF_58)
    QGuiApplication.clipboard().setMimeData(pasted)
    form.focus("x")
    press(Qt.Key.Key_Home)
    press(Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert WOMAN_OF_58 == form.value("x")


def test_a_veiled_number_is_revealed_and_covered_again_and_stays_the_same(ask: Asked) -> None:
    form = ask(Entry.ID_NUMBER)
    form.fill({"x": MAN_OF_61})
    form.reveal("x")
    assert "990000 19650218 1216" == written(form)
    form.cover()
    assert ("990000 ******** 1216", MAN_OF_61) == (written(form), form.value("x"))


def test_a_revealed_number_is_covered_by_itself(
    ask: Asked, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(veiled_editors, "REVEALED_SECONDS", 0.02)
    form = ask(Entry.ID_NUMBER)
    form.fill({"x": MAN_OF_61})
    form.reveal("x")
    qtbot.waitUntil(lambda: "990000 ******** 1216" == written(form))


def test_before_a_meeting_nothing_of_a_number_is_shown(ask: Asked) -> None:
    form = ask(Entry.ID_NUMBER)
    form.fill({"x": MAN_OF_61})
    form.reveal("x")
    masks().project(on=True)
    try:
        assert "****** ******** ****" == written(form)
        form.reveal("x")
        assert ("****** ******** ****", MAN_OF_61) == (written(form), form.value("x"))
    finally:
        masks().project(on=False)
    assert "990000 ******** 1216" == written(form)
