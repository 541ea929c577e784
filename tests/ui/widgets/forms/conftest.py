"""Forms on the screen, made as a test wants them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from minzheng_desk.ui.widgets.forms.fields import Entry, FormField
from minzheng_desk.ui.widgets.forms.form import Form
from ui.widgets.forms.filling import TODAY, Asked, member_fields, shown


@pytest.fixture
def ask(qtbot: QtBot) -> Asked:
    def asked(entry: Entry, **facts: Any) -> Form:
        fields = [FormField(name="x", label="例", entry=entry, **facts), FormField(name="end", label="末")]
        form = Form(fields, today=TODAY)
        qtbot.addWidget(form)
        shown(form).focus_first()
        return form

    return asked


@pytest.fixture
def make(qtbot: QtBot) -> Callable[..., Form]:
    def made(fields: list[FormField], **facts: Any) -> Form:
        form = Form(fields, today=TODAY, **facts)
        qtbot.addWidget(form)
        return shown(form)

    return made


@pytest.fixture
def form(make: Callable[..., Form]) -> Form:
    made = make(member_fields())
    made.focus_first()
    return made
