"""待答口径: what the texts leave to the office, answered once with a document and a day."""

from __future__ import annotations

import json
from datetime import date
from typing import Any, NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from minzheng_desk.kernel.permissions import Permission
from minzheng_desk.policy.answers import OPEN, open_questions
from minzheng_desk.policy.decisions.model import PolicyAnswer
from minzheng_desk.policy.model import Parameter, Policy
from minzheng_desk.policy.operations import answer
from minzheng_desk.policy.queries import answers
from minzheng_desk.ui.screen import Frame
from minzheng_desk.ui.tasks import Newest
from minzheng_desk.ui.widgets.bars import FilterBar
from minzheng_desk.ui.widgets.buttons import soft
from minzheng_desk.ui.widgets.cards import Card
from minzheng_desk.ui.widgets.forms.choices import Choice
from minzheng_desk.ui.widgets.forms.fields import Entry, FormField
from minzheng_desk.ui.widgets.forms.form import Form
from minzheng_desk.ui.widgets.labels import label
from minzheng_desk.ui.widgets.sheets import SideSheet
from minzheng_desk.ui.widgets.tables.columns import ColumnKind, TableColumn
from minzheng_desk.ui.widgets.tables.row_menu import give_opening
from minzheng_desk.ui.widgets.tables.table import Table


class QuestionsSection(QWidget):
    """The open questions above, what was answered below."""

    counted = Signal(int)
    """How many questions are open."""

    def __init__(self, frame: Frame) -> None:
        super().__init__()
        self._frame, self._bench = frame, frame.bench
        self._policy: Policy | None = None
        self._asking = Newest(self)
        self.answer = soft("答复这一项", "edit")
        self.table = Table(_QUESTIONS, row_key="name", counted_in="项")
        self.table.say_empty("okc", "没有待答复的口径")
        self.given = Table(_ANSWERS, counted_in="条")
        self.given.say_empty("doc", "还没有答复过")
        above, below = Card("还没有答复的", flush=True), Card("本单位已经答复的", flush=True)
        above.body.addWidget(FilterBar([self.answer, label("答复以后，测算和名册都按它算。", "hint")]))
        above.body.addWidget(self.table, 1)
        below.body.addWidget(self.given, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(above, 3)
        column.addWidget(below, 2)
        self.answer.clicked.connect(self.begin)
        self.table.opened.connect(lambda _: self.begin())
        give_opening(self.table, "答复这一项", "edit")
        self.table.chosen.connect(lambda row: self._allow(chosen=row is not None))
        self._allow(chosen=False)

    def show_policy(self, policy: Policy, on: date) -> None:
        """Show what is open on a day."""
        self._policy = policy
        found = open_questions(policy, on)
        self.table.show_rows(found)
        self.counted.emit(len(found))
        self._asking.start(self._bench.ask(answers).then(self._show_given))

    def _show_given(self, given: list[PolicyAnswer]) -> None:
        known = self._policy.parameters if self._policy is not None else {}
        self.given.show_rows([_given(one, known.get(one.name)) for one in given])

    def begin(self) -> None:
        """Answer the chosen question."""
        question = self.table.current_row()
        if not isinstance(question, Parameter) or not self.answer.isEnabled():
            return
        form = Form(_fields(question), today=self._bench.today)

        def save(values: dict[str, Any]) -> None:
            task = self._bench.task(
                answer,
                question.name,
                values["said"],
                since=values["since"],
                document=values["document"],
                answered_by=values["answered_by"],
                answered_on=self._bench.today,
            )
            task.of(form).then(lambda _: self._saved(sheet, question)).otherwise(self._frame.problem).start()

        form.fill({"answered_by": self._bench.actor.display_name})
        sheet = SideSheet(self.parentWidget() or self, question.label, form)
        form.submitted.connect(save)

    def _saved(self, sheet: SideSheet, question: Parameter) -> None:
        sheet.close_sheet()
        self._frame.done(f"已答复：{question.label}")

    def _allow(self, *, chosen: bool) -> None:
        self.answer.setEnabled(chosen and self._bench.may(Permission.SET_UP))


def _fields(question: Parameter) -> list[FormField]:
    choices = [Choice(word, said) for word, said in question.choices.items() if word != OPEN]
    said = FormField(
        name="said",
        label="答复",
        entry=Entry.CHOICE if choices and question.unit != "codes" else Entry.TEXT,
        choices=choices if question.unit != "codes" else (),
        required=True,
        hint=_hint(question),
    )
    return [
        said,
        FormField(name="since", label="施行日期", entry=Entry.DAY, required=True),
        FormField(name="document", label="依据文件", required=True, hint="会议纪要、上级答复的名称和文号"),
        FormField(name="answered_by", label="答复人", required=True),
    ]


def _hint(question: Parameter) -> str:
    if question.unit == "codes":
        return "几种，用顿号隔开：" + "、".join(
            said for word, said in question.choices.items() if word != OPEN
        )
    return "" if question.choices else "填数值，如 1.00"


class GivenRow(NamedTuple):
    """One answer as it is read."""

    label: str
    said: str
    since: date
    document: str
    answered_by: str
    answered_on: date


def _given(one: PolicyAnswer, parameter: Parameter | None) -> GivenRow:
    word = str(json.loads(one.written))
    said = parameter.choices.get(word, word) if parameter is not None else word
    label = parameter.label if parameter is not None else one.name
    return GivenRow(label, said, one.since, one.document, one.answered_by, one.answered_on)


def _may_be(question: Parameter) -> str:
    return " / ".join(said for word, said in question.choices.items() if word != OPEN) or "数值"


_QUESTIONS = (
    TableColumn("label", "口径", width=420, bold=True, grows=True),
    TableColumn(_may_be, "可以怎样答复", width=320, name="may_be"),
)

_ANSWERS = (
    TableColumn("label", "口径", width=300),
    TableColumn("said", "答复", width=160, bold=True),
    TableColumn("since", "施行日期", ColumnKind.DATE, 110),
    TableColumn("document", "依据文件", width=260, grows=True),
    TableColumn("answered_by", "答复人", width=110),
    TableColumn("answered_on", "答复日期", ColumnKind.DATE, 110),
)
