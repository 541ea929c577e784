"""看测算: how an amount was found, step by step with the clause of each, and every condition."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from minzheng_desk.benefits.judging import Judged, Verdict
from minzheng_desk.documents.layout import Align
from minzheng_desk.eligibility.findings import Assessment, ParameterUsed, cited, parameters_used, said
from minzheng_desk.eligibility.model import Outcome
from minzheng_desk.kernel.money import shown
from minzheng_desk.policy.clauses import key_of
from minzheng_desk.policy.model import Source
from minzheng_desk.policy.quantities import shown_yuan
from minzheng_desk.ui.look.look import look
from minzheng_desk.ui.masks import masks
from minzheng_desk.ui.panels.households import judgement, words
from minzheng_desk.ui.panels.households.rows import TREATMENTS, period_told
from minzheng_desk.ui.settings import Settings
from minzheng_desk.ui.widgets.buttons import plain
from minzheng_desk.ui.widgets.chips import ChipSpec, Tone
from minzheng_desk.ui.widgets.labels import label
from minzheng_desk.ui.widgets.pickers import Picker
from minzheng_desk.ui.widgets.tables.columns import ColumnKind, TableColumn
from minzheng_desk.ui.widgets.tables.table import Table


class Step(NamedTuple):
    """One line of the working."""

    id: str
    item: str
    how: str
    amount: str
    source: Source | None
    bold: bool = False

    @property
    def clause(self) -> str:
        """The clause in words."""
        return words.cited(self.source) if self.source else ""


class Condition(NamedTuple):
    """One condition of the law, and how it is met."""

    id: str
    verdict: ChipSpec | str
    label: str
    sentence: str
    source: Source | None

    @property
    def clause(self) -> str:
        """The clause in words."""
        return words.cited(self.source) if self.source else ""


def _strong(row: Step) -> str:
    """Return the colour of an amount: results stand out."""
    return "accent" if row.bold else "ink"


_STEPS = (
    TableColumn("item", "项目", width=120, tone="ink"),
    TableColumn("how", "怎么算", width=170, grows=True),
    TableColumn("amount", "金额（元）", width=92, align=Align.RIGHT, tone=_strong),
    TableColumn("clause", "依据", width=262, opens=True),
)
_CONDITIONS = (
    TableColumn("verdict", "结论", ColumnKind.CHIP, 64),
    TableColumn("label", "条件", width=132, tone="ink"),
    TableColumn("sentence", "情况", width=200, grows=True),
    TableColumn("clause", "依据", width=262, opens=True),
)
_VERDICTS: dict[Outcome, ChipSpec | str] = {
    Outcome.MET: "符合",
    Outcome.NOT_MET: ChipSpec("不符", Tone.BAD),
    Outcome.UNKNOWN: ChipSpec("待定", Tone.WARN),
}


class Calculation(QWidget):
    """The content of the sheet: which programme, the outcome, the steps, the conditions."""

    clause_opened = Signal(str)
    """By what the clause of a line is opened (`key_of`)."""
    print_asked = Signal(object)
    """The assessment to print the explanation of."""

    def __init__(self, judged: Judged, key: str, settings: Settings, person: str) -> None:
        super().__init__()
        self._judged = judged
        self._verdicts = {one.key: one for one in judged.verdicts if one.assessment is not None}
        self.choice = Picker("项目", small=False)
        for key_of_one in self._verdicts:
            self.choice.addItem("", key_of_one)
        self._title()
        self.outcome = label("", "figure")
        self.since = label("", "hint", wrap=True)
        self.print = plain("打印测算说明", "print")
        self.steps = Table(_STEPS, name=f"{person}/households/steps", settings=settings, compact=True)
        self.conditions = Table(
            _CONDITIONS, name=f"{person}/households/conditions", settings=settings, compact=True
        )
        for table, said_name in ((self.steps, "计算步骤"), (self.conditions, "逐项条件")):
            table.setAccessibleName(said_name)
            table.cell_opened.connect(lambda row, _column: self._open_clause(row.source))
        self.steps.say_empty("pay", "没有金额要算")
        self._lay_out()
        self.choice.currentIndexChanged.connect(lambda _place: self._write())
        self.print.clicked.connect(self._print)
        masks().changed.connect(self._remask)
        wanted = key if key in self._verdicts else next(iter(self._verdicts), "")
        self.choice.setCurrentIndex(max(0, self.choice.findData(wanted)))
        self._write()
        self.setFocusProxy(self.choice)

    @property
    def assessment(self) -> Assessment | None:
        """The assessment that is shown."""
        verdict = self._verdicts.get(self.choice.currentData())
        return verdict.assessment if verdict else None

    def _title(self) -> None:
        for place, verdict in enumerate(self._verdicts.values()):
            self.choice.setItemText(place, _titled(verdict))

    def _remask(self) -> None:
        self._title()
        self._write()

    def _write(self) -> None:
        verdict = self._verdicts.get(self.choice.currentData())
        self.print.setEnabled(verdict is not None)
        if verdict is None or verdict.assessment is None:
            return
        amount = f"　每月 {shown(verdict.amount)} 元" if verdict.amount is not None else ""
        self.outcome.setText(f"{judgement.verdict_word(verdict)}{amount}")
        self.since.setText(_since(verdict.assessment))
        self.steps.show_rows(tuple(_steps(verdict.assessment)))
        self.conditions.show_rows(tuple(_conditions(verdict.assessment)))

    def _open_clause(self, source: Source | None) -> None:
        if source is not None:
            self.clause_opened.emit(key_of(source))

    def _print(self) -> None:
        if self.assessment is not None:
            self.print_asked.emit(self.assessment)

    def _lay_out(self) -> None:
        head, column = QHBoxLayout(), QVBoxLayout(self)
        head.addWidget(self.choice, 1)
        head.addWidget(self.print)
        column.addLayout(head)
        for widget in (self.outcome, self.since):
            column.addWidget(widget)
        column.addWidget(label("计算步骤", "block"))
        column.addWidget(self.steps, 5)
        column.addWidget(label("逐项条件", "block"))
        column.addWidget(self.conditions, 4)
        column.setContentsMargins(0, 0, look().px(4), 0)
        column.setSpacing(look().px(6))


def _titled(verdict: Verdict) -> str:
    who = f"　{masks().name(verdict.person.name)}" if verdict.person else ""
    return f"{verdict.programme.label}{who}　{judgement.verdict_word(verdict)}"


def _since(assessment: Assessment) -> str:
    since = f"自{assessment.first_month.label}起发。" if assessment.first_month else ""
    owed = f"本次应发 {shown(assessment.owed)} 元。" if assessment.owed else ""
    edition = assessment.policy.policy.edition
    return f"{since}{owed}按 {assessment.on} 的情况和政策测算，{edition}。测算只是建议，由负责人确认。"


def _steps(assessment: Assessment) -> Iterator[Step]:
    means, policy = assessment.means, assessment.policy
    for place, standing in enumerate(means.standings):
        counts = {True: "计入", False: "不计入", None: "待确认"}[standing.reason.counts]
        source = cited(policy, standing.reason.cite)
        who = masks().name(standing.person.name)
        sentence = masks().sentence(standing.reason.sentence, assessment.facts.names)
        yield Step(f"m{place}", who, f"{counts}：{sentence}", "", source)
    for place, income in enumerate(means.incomes):
        fact, dated = income.income, income.dated(policy)
        monthly = ""
        if income.treatment == "counted" and fact.amount is not None and fact.months:
            monthly = shown_yuan(Fraction(fact.amount - fact.cost, fact.months))
        how = period_told(fact.amount, fact.months) + (f"，扣成本 {shown(fact.cost)}" if fact.cost else "")
        told = how if income.treatment == "counted" else f"{how}（{TREATMENTS.get(income.treatment, '')}）"
        yield Step(f"i{place}", income.label, told, monthly, dated.source if dated else None)
    if means.income is not None and means.size:
        whole = Fraction(*means.income)
        if means.incomes:
            yield Step("income", "家庭月收入", "以上计入的相加", shown_yuan(whole), None, bold=True)
        each = f"{shown_yuan(whole)} ÷ {means.size} 人"
        yield Step("each", "人均月收入", each, shown_yuan(whole / means.size), None, bold=True)
    yield from _working(assessment)


def _working(assessment: Assessment) -> Iterator[Step]:
    calculation = assessment.calculation
    if calculation is None:
        return
    trace = {"area": "", "grade": "", **calculation.trace}
    used = parameters_used(assessment.policy, [said(name, trace) for name in calculation.uses])
    for place, line in enumerate(calculation.lines):
        yield Step(
            f"c{place}", line.label, line.expression, shown_yuan(line.result), _clause(line.expression, used)
        )
    if assessment.amount is not None:
        source = used[0].source if used else None
        yield Step("result", "每月应发", "结果", shown(assessment.amount), source, bold=True)


def _clause(expression: str, used: tuple[ParameterUsed, ...]) -> Source | None:
    """Return the clause of the parameter whose value stands in an expression."""
    for one in used:
        value = one.shown.split(" ")[0]
        if value and value in expression:
            return one.source
    return used[-1].source if used else None


def _conditions(assessment: Assessment) -> Iterator[Condition]:
    for one in assessment.findings:
        source = one.citations[0] if one.citations else None
        sentence = masks().sentence(one.sentence, assessment.facts.names)
        yield Condition(one.name, _VERDICTS[one.outcome], one.label, sentence, source)
