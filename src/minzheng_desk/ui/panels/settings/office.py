"""单位: the office's name and its villages."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from minzheng_desk.desk.local import LocalDesk
from minzheng_desk.kernel.codes import codes
from minzheng_desk.kernel.errors import PolicyProblem
from minzheng_desk.kernel.permissions import Permission
from minzheng_desk.office.model import Station
from minzheng_desk.office.operations import add_regions, revise_setting
from minzheng_desk.office.queries import regions, the_station
from minzheng_desk.policy.queries import pack_policy
from minzheng_desk.ui.screen import Frame
from minzheng_desk.ui.tasks import Newest
from minzheng_desk.ui.widgets.bars import FilterBar
from minzheng_desk.ui.widgets.buttons import plain, soft
from minzheng_desk.ui.widgets.cards import Card, Fact, Facts
from minzheng_desk.ui.widgets.forms.fields import FormField
from minzheng_desk.ui.widgets.forms.form import Form
from minzheng_desk.ui.widgets.sheets import SideSheet
from minzheng_desk.ui.widgets.tables.columns import ColumnKind, TableColumn
from minzheng_desk.ui.widgets.tables.table import Table


class OfficeSection(QWidget):
    """What the office is called and which divisions it works in."""

    def __init__(self, frame: Frame) -> None:
        super().__init__()
        self._frame, self._bench = frame, frame.bench
        self._station: Station | None = None
        self._asking, self._listing = Newest(self), Newest(self)
        self.rename, self.add = plain("改名", "edit"), soft("添加村（社区）", "plus")
        self.facts = Facts(2)
        head = Card("单位")
        self.again = plain("再走一遍五步", "refresh")
        self.again.clicked.connect(frame.set_up_again)
        head.add_right(self.again)
        self.again.setVisible(isinstance(frame.bench.desk, LocalDesk))
        head.add_right(self.rename)
        head.body.addWidget(self.facts)
        self.table = Table(_COLUMNS, counted_in="个")
        villages = Card("村（社区）", flush=True)
        villages.body.addWidget(FilterBar([self.add]))
        villages.body.addWidget(self.table, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(head)
        column.addWidget(villages, 1)
        self.rename.clicked.connect(self.begin_renaming)
        self.add.clicked.connect(self.begin_adding)
        for button in (self.rename, self.add):
            button.setEnabled(self._bench.may(Permission.SET_UP))
        self.refresh()

    def refresh(self) -> None:
        """Read the office and its divisions."""
        self._asking.start(self._bench.ask(_office).then(self._show))
        self._listing.start(self._bench.ask(regions).then(self.table.show_rows))

    def begin_renaming(self) -> None:
        """Another name for the same office."""
        if self._station is None:
            return
        form = Form([FormField(name="name", label="单位名称", required=True)], today=self._bench.today)
        form.fill({"name": self._station.name})

        def save(values: dict[str, Any]) -> None:
            task = self._bench.task(revise_setting, name=values["name"]).of(form)
            task.then(lambda _: self._saved(sheet, "已改单位名称")).otherwise(self._frame.problem).start()

        sheet = SideSheet(self.parentWidget() or self, "单位改名", form)
        form.submitted.connect(save)

    def begin_adding(self) -> None:
        """A village with its 12-digit code."""
        fields = [
            FormField(
                name="code", label="区划代码", required=True, hint="12 位统计用区划代码", max_length=12
            ),
            FormField(name="name", label="名称", required=True),
        ]
        form = Form(fields, today=self._bench.today)

        def save(values: dict[str, Any]) -> None:
            task = self._bench.task(add_regions, [(values["code"], values["name"])]).of(form)
            told = f"已添加 {values['name']}"
            task.then(lambda _: self._saved(sheet, told)).otherwise(self._frame.problem).start()

        sheet = SideSheet(self.parentWidget() or self, "添加村（社区）", form)
        form.submitted.connect(save)

    def _saved(self, sheet: SideSheet, told: str) -> None:
        sheet.close_sheet()
        self._frame.done(told)
        self.refresh()

    def _show(self, found: tuple[Station, str]) -> None:
        station, pack = found
        self._station = station
        self.facts.show_facts(
            [
                Fact("home", "名称", station.name),
                Fact("pin", "区划代码", station.region_code),
                Fact("policy", "政策包", pack),
            ]
        )


def _office(reader: Any) -> tuple[Station, str]:
    """Return the office and what its pack is called; by its identifier where it cannot be read."""
    station = the_station(reader)
    try:
        return station, pack_policy(reader).label
    except PolicyProblem:
        return station, station.policy_pack


_COLUMNS = (
    TableColumn("code", "区划代码", width=160),
    TableColumn("name", "名称", ColumnKind.TEXT, 240, bold=True),
    TableColumn(lambda region: codes("region_kind").label(region.kind), "类别", width=120, name="kind"),
)
