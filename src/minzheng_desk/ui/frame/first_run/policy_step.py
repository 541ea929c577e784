"""Step ③: the policy pack, its standards with dates and sources, to be compared with the paper."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import partial

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout

from minzheng_desk.kernel.clock import Clock, SystemClock
from minzheng_desk.policy.model import Dated, ParameterMissing, PolicyOn
from minzheng_desk.policy.queries import installed_packs, load_policy
from minzheng_desk.ui.frame.door import Outcome
from minzheng_desk.ui.frame.first_run.plan import Plan
from minzheng_desk.ui.frame.first_run.step import Step
from minzheng_desk.ui.look.look import look
from minzheng_desk.ui.tasks import Newest
from minzheng_desk.ui.widgets.cards import Card
from minzheng_desk.ui.widgets.labels import label
from minzheng_desk.ui.widgets.tables.columns import ColumnKind, TableColumn
from minzheng_desk.ui.widgets.tables.table import Table

_AMOUNTS = frozenset({"yuan", "tiers", "bands", "by_month"})
"""Units, up to the first stroke, of parameters that say how much is paid."""


@dataclass(frozen=True, slots=True)
class Standard:
    """One standard as the pack has it today."""

    label: str
    value: str
    since: date | None
    published: date | None
    source: str


@dataclass(frozen=True, slots=True)
class PackShown:
    """A pack, and its standards as they stand on a day."""

    name: str
    label: str
    region: str
    standards: tuple[Standard, ...]


def shown_packs(day: date) -> tuple[PackShown, ...]:
    """The packs that the program brings, the most general first."""
    packs = [_shown(name, day) for name in installed_packs()]
    return tuple(sorted(packs, key=lambda pack: (pack.name != "national", pack.region)))


def _shown(name: str, day: date) -> PackShown:
    policy = load_policy(name)
    standing = policy.at(day)
    found = []
    for parameter in policy.parameters.values():
        if parameter.unit.split("/")[0] in _AMOUNTS:
            dated = _standing_value(standing, parameter.name)
            found.append(
                Standard(
                    parameter.label, parameter.shown(dated), dated.since, dated.published, str(dated.source)
                )
                if dated
                else Standard(parameter.label, "还没有数值", None, None, "")
            )
    found.sort(key=lambda standard: standard.since is None)
    return PackShown(name, policy.label, policy.region, tuple(found))


def _standing_value(standing: PolicyOn, name: str) -> Dated | None:
    """The value of a day; None too where a factor of a product has none."""
    try:
        return standing.find(name)
    except ParameterMissing:
        return None


class PolicyStep(Step):
    """The choice of a pack, and the table to compare with."""

    title = "政策"
    question = "金额都按政策包里的标准算。请拿出本地的文件，把下表逐项对一遍。"

    def __init__(self, plan: Plan, clock: Clock | None = None) -> None:
        super().__init__(plan)
        self._today = (clock or SystemClock()).today()
        self._packs: tuple[PackShown, ...] = ()
        self._reading = Newest(self)
        self.pack = QComboBox()
        self.pack.setAccessibleName("政策包")
        self.said = label("", "hint")
        self.outcome = Outcome()
        self.standards = Table(
            (
                TableColumn("label", "标准", width=340, bold=True),
                TableColumn("value", "数值", width=170, tone=_tone),
                TableColumn("since", "施行", ColumnKind.DATE, 96),
                TableColumn("published", "公布", ColumnKind.DATE, 96),
                TableColumn("source", "依据", width=300, grows=True),
            ),
            row_key="label",
            counted_in="项",
        )
        self.compared = QCheckBox("已经与纸质文件逐项对照；有出入的以后装入更正的政策包")
        self._lay_out()
        self.pack.currentIndexChanged.connect(self._choose)
        self.compared.toggled.connect(self._take)
        self.fit()

    def lacks(self) -> str:
        """What is still to be chosen or compared."""
        return self.plan.policy_lacks()

    def enter(self) -> None:
        """Read the packs at the first visit."""
        self.pack.setFocus()
        if not self._packs:
            self.outcome.working(0, 0, "正在读取政策包")
            reading = self.work("读取政策包", partial(shown_packs, self._today), self._offer)
            self._reading.start(reading.otherwise(self.outcome.problem))

    def _offer(self, packs: tuple[PackShown, ...]) -> None:
        self.outcome.clear()
        self._packs = packs
        with QSignalBlocker(self.pack):  # the first entry would be taken for a choice
            self.pack.addItem("请选择", "")
            for pack in packs:
                self.pack.addItem(f"{pack.label}（{pack.region}）", pack.name)
            if self.plan.pack and self.pack.findData(self.plan.pack) < 0:
                self.pack.addItem(f"{self.plan.pack}（本单位启用的）", self.plan.pack)
            self.pack.setCurrentIndex(max(0, self.pack.findData(self.plan.pack)))
        self._choose(self.pack.currentIndex())

    def _choose(self, at: int) -> None:
        name = self.pack.itemData(at) or ""
        if name != self.plan.pack:
            self.plan.pack = name
            self.compared.setChecked(False)
        shown = next((pack for pack in self._packs if pack.name == name), None)
        rows = shown.standards if shown else ()
        self.standards.show_rows(rows)
        lacking = sum(standard.since is None for standard in rows)
        self.said.setText(
            f"{self._today:%Y-%m-%d} 适用的标准 {len(rows) - lacking} 项，"
            f"还没有数值 {lacking} 项，用到时程序会问。"
            if shown
            else ""
        )
        self.compared.setEnabled(shown is not None)
        self.changed.emit()

    def _take(self, on: bool) -> None:  # noqa: FBT001 - Qt's signal
        self.plan.compared = on
        self.changed.emit()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        asked = label("政策包 *", "label")
        asked.setBuddy(self.pack)
        head.addWidget(asked)
        head.addWidget(self.pack)
        head.addWidget(self.said)
        head.addStretch(1)
        self.column.addLayout(head)
        self.column.addWidget(self.outcome)
        sheet = Card(flush=True)
        sheet.body.addWidget(self.standards)
        self.column.addWidget(sheet, 1)
        self.column.addWidget(self.compared)
        self.compared.setEnabled(False)
        self.compared.setChecked(self.plan.compared)

    def fit(self) -> None:
        """Give the choice the width of the design."""
        super().fit()
        self.pack.setMinimumWidth(look().px(320))


def _tone(standard: Standard) -> str | None:
    return "ink3" if standard.since is None else None
