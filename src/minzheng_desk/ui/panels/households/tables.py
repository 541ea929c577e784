"""Tables inside a file: only as high as their rows, and columns that several tabs share."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QSizePolicy

from minzheng_desk.documents.layout import Total
from minzheng_desk.ui.look.look import look
from minzheng_desk.ui.settings import Settings
from minzheng_desk.ui.widgets.tables.columns import ColumnKind, TableColumn
from minzheng_desk.ui.widgets.tables.table import Table


class FittedTable(Table):
    """A compact table as high as its rows up to ``most``; more are scrolled."""

    def __init__(
        self, columns: Sequence[TableColumn], name: str, settings: Settings, *, most: int, least: int = 1
    ) -> None:
        super().__init__(columns, name=name, settings=settings, compact=True)
        self._most, self._least = most, least
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.view.horizontalScrollBar().rangeChanged.connect(lambda _least, _most: self._fit_height())
        look().changed.connect(self._fit_height)
        self._fit_height()

    def show_rows(self, rows: Sequence[Any]) -> None:
        """Show these rows, and take the room they need."""
        super().show_rows(rows)
        self._fit_height()

    def _fit_height(self) -> None:
        rows = max(self._least, min(self._most, len(self.order.rows)))
        line = look().row_height(compact=True)
        bar = self.view.horizontalScrollBar()
        beneath = bar.sizeHint().height() if bar.maximum() > 0 else 0
        self.setFixedHeight(self.header.sizeHint().height() + rows * line + look().px(1) + beneath)


def _ink(row: Any) -> str | None:
    """Return the colour of a row of means: grey for what does not count."""
    return row.ink or None


MEMBERS = (
    TableColumn("name", "姓名", ColumnKind.NAME, 70),
    TableColumn("relation", "关系", width=48),
    TableColumn("sex_and_age", "性别年龄", width=62),
    TableColumn("id_number", "证件号码", ColumnKind.ID_NUMBER, 158),
    TableColumn("health", "健康残疾", width=78),
    TableColumn("capacity", "劳动能力", width=78),
    TableColumn("benefits", "待遇", ColumnKind.CHIP, 92),
)

MEMBERS_IN_FULL = (
    *MEMBERS[:4],
    TableColumn("phone", "电话", ColumnKind.PHONE, 112),
    TableColumn("account", "账户", ColumnKind.ACCOUNT, 84),
    TableColumn("state", "状态", ColumnKind.CHIP, 64),
    TableColumn("health", "健康残疾", width=92, hidden=True),
    TableColumn("capacity", "劳动能力", width=92, hidden=True),
    TableColumn("benefits", "待遇", ColumnKind.CHIP, 104, hidden=True),
    TableColumn("since", "加入日期", ColumnKind.DATE, 96, hidden=True),
)

INCOMES_COUNTED = (
    TableColumn("label", "收入项目", width=112, tone=_ink),
    TableColumn("how", "来源和算法", width=140, tone=_ink, grows=True),
    TableColumn("amount", "近 12 个月", ColumnKind.MONEY, 92, tone=_ink),
)

ASSETS_IN_SHORT = (
    TableColumn("label", "财产", width=66),
    TableColumn("how", "情况", width=90, grows=True),
    TableColumn("source", "核对", ColumnKind.CHIP, 74),
)


def means_columns(what: str, amount: str) -> tuple[TableColumn, ...]:
    """The columns of incomes, assets or expenses in full."""
    return (
        TableColumn("label", what, width=150, tone=_ink),
        TableColumn("owner", "谁的", width=76),
        TableColumn("how", "情况", width=180, tone=_ink, grows=True),
        TableColumn("amount", amount, ColumnKind.MONEY, 104, total=Total.SUM),
        TableColumn("days", "日期", width=104),
        TableColumn("source", "来源", ColumnKind.CHIP, 88),
    )


BENEFITS = (
    TableColumn("label", "项目", width=150, bold=True),
    TableColumn("name", "对象", ColumnKind.NAME, 76),
    TableColumn("since", "起发", width=74),
    TableColumn("until", "停发", width=74),
    TableColumn("amount", "月金额", ColumnKind.MONEY, 92),
    TableColumn("decided", "确认人", width=96),
    TableColumn("state", "状态", ColumnKind.CHIP, 110),
)

PAPERS = (
    TableColumn("title", "材料名称", width=200, bold=True),
    TableColumn("about", "属于", width=90),
    TableColumn("taken_on", "材料日期", ColumnKind.DATE, 96),
    TableColumn("kind", "格式", width=60),
    TableColumn("size", "大小", width=70),
)
