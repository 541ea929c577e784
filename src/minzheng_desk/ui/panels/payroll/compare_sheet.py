"""This month beside the last: how many lines of each sort, and what each does to the total."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from minzheng_desk.documents.layout import Total
from minzheng_desk.kernel.money import Money, shown
from minzheng_desk.payroll.drawing import Comparison
from minzheng_desk.payroll.model import Difference
from minzheng_desk.ui.look.look import look
from minzheng_desk.ui.panels.payroll.asked import RosterNow
from minzheng_desk.ui.panels.payroll.rows import reason_shown
from minzheng_desk.ui.widgets.labels import label
from minzheng_desk.ui.widgets.tables.columns import ColumnKind, TableColumn
from minzheng_desk.ui.widgets.tables.row_menu import give_opening
from minzheng_desk.ui.widgets.tables.table import Table


class Part(NamedTuple):
    """One sort of difference."""

    id: str
    label: str
    lines: int
    moved: Money


def parts_of(comparison: Comparison) -> list[Part]:
    """The sorts that occur, in their order; what they move adds up to the difference of the totals."""
    return [
        Part(sort.value, sort.label, comparison.counts[sort], comparison.moved[sort])
        for sort in Difference
        if comparison.counts[sort]
    ]


class CompareSheet(QWidget):
    """The sorts with counts and money, and every line that differs with its reason."""

    opened = Signal(object)

    def __init__(self, now: RosterNow) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, look().px(4), 0)
        column.setSpacing(look().px(8))
        before = sum(line.previous_amount or 0 for line in now.view.lines)
        total = now.roster.total
        told = (
            f"上月 {shown(Money(before))} 元，本月 {shown(total)} 元，相差 {shown(Money(total - before))} 元"
        )
        column.addWidget(label(told, "body", wrap=True))
        self.parts = Table(_PARTS, compact=True, counted_in="种")
        parts = parts_of(now.comparison)
        self.parts.show_rows(parts)
        self.parts.setFixedHeight(look().px(36) + (len(parts) + 1) * look().px(29))
        column.addWidget(self.parts)
        column.addWidget(label("与上月不同的", "label", strong=True))
        self.lines = Table(_LINES, compact=True)
        self.lines.show_rows(now.comparison.differing)
        self.lines.opened.connect(self.opened)
        give_opening(self.lines, "打开家庭档案", "family")
        self.lines.setMinimumHeight(look().px(240))
        column.addWidget(self.lines, 1)
        self.setFocusProxy(self.lines)


_PARTS = (
    TableColumn("label", "变动", width=160, bold=True, grows=True),
    TableColumn("lines", "行数", ColumnKind.NUMBER, 90, total=Total.SUM),
    TableColumn("moved", "金额", ColumnKind.DIFFERENCE, 130, total=Total.SUM),
)
_LINES = (
    TableColumn("seq", "序号", ColumnKind.NUMBER, 52),
    TableColumn("region_name", "村", width=84),
    TableColumn("name", "姓名", ColumnKind.NAME, 76),
    TableColumn(lambda line: Difference(line.difference).label, "变动", width=64, name="difference"),
    TableColumn("previous_amount", "上月", ColumnKind.MONEY, 90, total=Total.SUM),
    TableColumn("amount", "本月", ColumnKind.MONEY, 90, total=Total.SUM),
    TableColumn(reason_shown, "原因", width=180, name="reason", grows=True),
)
