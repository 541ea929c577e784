"""试算: what an invented family would be entitled to on the day, reckoned by the same rules, step by step."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from PySide6.QtWidgets import QVBoxLayout, QWidget

from minzheng_desk.eligibility.assessing import assess
from minzheng_desk.eligibility.findings import Assessment
from minzheng_desk.eligibility.model import HouseholdFacts, IncomeFact, Outcome, PersonFacts
from minzheng_desk.kernel.errors import PolicyProblem
from minzheng_desk.kernel.money import Money, shown
from minzheng_desk.policy.model import Policy
from minzheng_desk.ui.look.look import look
from minzheng_desk.ui.screen import Frame
from minzheng_desk.ui.tasks import Newest
from minzheng_desk.ui.widgets.cards import Card
from minzheng_desk.ui.widgets.chips import ChipSpec, Tone
from minzheng_desk.ui.widgets.forms.fields import Entry, FormField
from minzheng_desk.ui.widgets.forms.form import Form
from minzheng_desk.ui.widgets.labels import label
from minzheng_desk.ui.widgets.tables.columns import ColumnKind, TableColumn
from minzheng_desk.ui.widgets.tables.table import Table
from minzheng_desk.ui.widgets.two_panes import TwoPanes

PROGRAMMES = ("dibao", "dibao_margin")
"""What family income alone says most about; everything else needs more facts than a trial asks for."""
_INCOME, _HEAD, _SPOUSE, _CHILD = "wage", "02", "10", "30"
_ADULT_AGE, _CHILD_AGE = 45, 10
_FORM, _BOTH = 320, 900
"""Pixels of the design: how wide the form is, and it with the table beside it."""
_LEAST_STEPS = 260
"""How high the table is at least where the page scrolls."""


@dataclass(frozen=True, slots=True)
class Family:
    """An invented family: where it lives, how many it is, what it earns in a year, in fen."""

    area: str
    persons: int
    yearly_income: Money


class StepRow(NamedTuple):
    """One line of what was found."""

    programme: str
    what: str
    said: str
    amount: Money | None
    outcome: Outcome | None
    source: str


def steps_of(family: Family, policy: Policy, on: date) -> tuple[StepRow, ...]:
    """Assess the invented family under the programmes of `PROGRAMMES`, every finding and step of the working.

    A programme the pack says nothing of is left out; a standard that is missing is a row that says so.
    """
    rows: list[StepRow] = []
    for name in PROGRAMMES:
        if name in policy.programmes:
            try:
                rows += _rows(assess(name, _facts(family, on), policy, on))
            except PolicyProblem as problem:
                rows.append(StepRow(policy.programmes[name].label, "标准", str(problem), None, None, ""))
    return tuple(rows)


class TrialSection(QWidget):
    """Three figures at the left, or above in one row, and what follows from them."""

    def __init__(self, frame: Frame) -> None:
        super().__init__()
        self._bench = frame.bench
        self._policy: Policy | None = None
        self._on = frame.bench.today
        self._reckoning = Newest(self)
        self.form = Form(_FIELDS, today=frame.bench.today, save="试算")
        self.form.fill({"area": "rural", "persons": 3, "yearly_income": Money(1_200_000)})
        left = Card("一户虚拟家庭")
        left.body.addWidget(self.form)
        left.body.addWidget(
            label("按一对夫妻和未成年子女试算，财产符合；真实家庭请看家庭档案的资格研判。", "hint", wrap=True)
        )
        left.body.addStretch(1)
        self.table = Table(_COLUMNS, counted_in="步", two_line=True)
        right = Card("怎么算的", flush=True)
        right.body.addWidget(self.table, 1)
        name = f"{frame.bench.actor.name}/policy/trial"
        self.panes = TwoPanes(frame.settings, name, left, right, width=_FORM, needs=_BOTH)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.panes)
        self.form.submitted.connect(self._reckon)
        self.panes.turned.connect(self._fit)
        look().changed.connect(self._fit)

    def show_policy(self, policy: Policy, on: date) -> None:
        """Reckon again by this policy and day."""
        self._policy, self._on = policy, on
        self.form.submit()

    def _fit(self) -> None:
        beside = self.panes.beside
        self.form.body.arrange(1 if beside else len(_FIELDS))
        self.panes.main.setMinimumHeight(0 if beside else look().px(_LEAST_STEPS))

    def _reckon(self, values: dict[str, Any]) -> None:
        policy, on = self._policy, self._on
        if policy is None:
            return
        family = Family(values["area"], max(1, values["persons"]), values["yearly_income"] or Money(0))
        task = self._bench.work("试算", lambda _: steps_of(family, policy, on))
        self._reckoning.start(task.then(self.table.show_rows))


def _facts(family: Family, on: date) -> HouseholdFacts:
    relations = (_HEAD, _SPOUSE, *(_CHILD for _ in range(family.persons)))
    members = tuple(
        PersonFacts(
            key=f"p{at}",
            name=f"成员{at + 1}",
            relation=relations[at],
            hukou_kind=family.area,
            born_on=date(on.year - (_CHILD_AGE if relations[at] == _CHILD else _ADULT_AGE), 1, 1),
        )
        for at in range(family.persons)
    )
    income = IncomeFact(kind=_INCOME, amount=family.yearly_income, months=12, person="p0")
    return HouseholdFacts(
        key="trial", area=family.area, members=members, incomes=(income,), property_fits=True
    )


def _rows(assessment: Assessment) -> list[StepRow]:
    programme = assessment.programme.label
    rows = [
        StepRow(
            programme,
            finding.label,
            finding.sentence,
            None,
            finding.outcome,
            "；".join(str(source) for source in finding.citations),
        )
        for finding in assessment.findings
    ]
    working = assessment.calculation.lines if assessment.calculation else ()
    rows += [StepRow(programme, line.label, line.text, None, None, "") for line in working]
    if assessment.amount is not None and assessment.outcome is Outcome.MET:
        said = f"每月 {shown(assessment.amount)} 元"
        rows.append(StepRow(programme, "结果", said, assessment.amount, Outcome.MET, ""))
    return rows


_VERDICTS = {
    Outcome.MET: ChipSpec("符合", Tone.OK, "okc"),
    Outcome.NOT_MET: ChipSpec("不符", Tone.BAD, "xc"),
    Outcome.UNKNOWN: ChipSpec("待核实", Tone.WARN, "ask"),
}

_FIELDS = (
    FormField(name="area", label="城乡", entry=Entry.CHOICE, codes="hukou_kind", required=True),
    FormField(name="persons", label="人数", entry=Entry.NUMBER, required=True, unit="人"),
    FormField(name="yearly_income", label="全年收入", entry=Entry.MONEY, required=True, unit="元"),
)

_COLUMNS = (
    TableColumn("programme", "项目", width=120, bold=True),
    TableColumn("what", "步骤", width=150),
    TableColumn("said", "怎么算、为什么", width=420, below="source", grows=True),
    TableColumn(lambda row: _VERDICTS.get(row.outcome, ""), "结论", ColumnKind.CHIP, 96, name="outcome"),
    TableColumn("amount", "金额（元）", ColumnKind.MONEY, 100),
)
