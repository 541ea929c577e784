"""The columns of each list."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from minzheng_desk.benefits.township import ClashRow, DifferenceRow
from minzheng_desk.documents.layout import Total
from minzheng_desk.ui.masks import masks
from minzheng_desk.ui.panels.benefits import words
from minzheng_desk.ui.panels.benefits.rows import DueRow
from minzheng_desk.ui.widgets.tables.columns import ColumnKind, TableColumn

REMEDY = "remedy"
"""The column whose cells do something about their row."""


def _of(*path: str) -> Callable[[Any], Any]:
    """Read an attribute of an attribute."""

    def read(row: Any) -> Any:
        for name in path:
            row = getattr(row, name)
        return row

    return read


def _overdue(row: Any) -> str | None:
    return "bad" if "review" in row.alerts else None


PAID = (
    TableColumn(_of("one", "label"), "项目", width=124, name="programme"),
    TableColumn(_of("one", "village"), "村（社区）", width=86, name="village"),
    TableColumn(_of("one", "village_group"), "组", width=60, name="group", hidden=True),
    TableColumn(_of("one", "household_number"), "户编号", width=130, name="number", hidden=True),
    TableColumn(_of("one", "name"), "户主/姓名", ColumnKind.NAME, 88, name="name"),
    TableColumn(_of("one", "id_number"), "证件号码", ColumnKind.ID_NUMBER, 158, name="id_number"),
    TableColumn(
        _of("one", "persons"), "人", ColumnKind.NUMBER, 40, name="persons", hidden=True, total=Total.SUM
    ),
    TableColumn(_of("one", "paid"), "月金额（元）", ColumnKind.MONEY, 96, name="paid", total=Total.SUM),
    TableColumn(
        lambda row: words.from_to(row.one), "起止", width=112, name="from_to", sort_key=_of("one", "since")
    ),
    TableColumn(_of("one", "review_due_on"), "复核到期", ColumnKind.DATE, 88, name="review", tone=_overdue),
    TableColumn(words.state_chips, "状态", ColumnKind.CHIP, 112, name="state", grows=True),
)

DUE = (
    TableColumn(words.due_chip, "期限", ColumnKind.CHIP, 104, name="soon", sort_key="due_on"),
    TableColumn("due_on", "到期日", ColumnKind.DATE, 88),
    TableColumn("label", "事项", width=100),
    TableColumn(_of("place", "village"), "村（社区）", width=86, name="village"),
    TableColumn(_of("place", "household_number"), "户编号", width=130, name="number", hidden=True),
    TableColumn(_of("place", "name"), "姓名", ColumnKind.NAME, 92, name="name"),
    TableColumn(
        "about",
        "内容",
        width=110,
        grows=True,
        tooltip=lambda row: masks().sentence(row.sentence, (row.place.name,)),
    ),
    TableColumn(lambda row: words.cited(row.source), "依据", width=200, name="source"),
    TableColumn(words.due_remedy, "办理", width=76, name=REMEDY, opens=True),
)

UNCLAIMED = (
    TableColumn(_of("one", "label"), "项目", width=150, name="programme"),
    TableColumn(_of("place", "village"), "村（社区）", width=86, name="village"),
    TableColumn(_of("place", "household_number"), "户编号", width=130, name="number"),
    TableColumn(_of("place", "name"), "姓名", ColumnKind.NAME, 92, name="name"),
    TableColumn(
        _of("one", "assessed"), "测算月金额（元）", ColumnKind.MONEY, 122, name="assessed", total=Total.SUM
    ),
    TableColumn(
        lambda row: masks().sentence(row.first_reason, row.one.names),
        "测算依据",
        width=180,
        name="why",
        grows=True,
    ),
    TableColumn(words.remedy, "办理", width=76, name=REMEDY, opens=True),
)

CLASHES = (
    TableColumn(_of("place", "village"), "村（社区）", width=86, name="village"),
    TableColumn(_of("place", "name"), "姓名", ColumnKind.NAME, 92, name="name"),
    TableColumn("stays", "保留", width=130),
    TableColumn("goes", "应停或调减", width=130),
    TableColumn(words.clash_words, "关系", width=90, name="relation"),
    TableColumn(
        _of("one", "at_stake"), "每月涉及（元）", ColumnKind.MONEY, 110, name="at_stake", total=Total.SUM
    ),
    TableColumn(
        lambda row: words.cited(row.one.together.source), "依据", width=150, name="source", grows=True
    ),
    TableColumn(words.clash_remedy, "办理", width=76, name=REMEDY, opens=True),
)

DIFFERENCES = (
    TableColumn(words.change_chip, "建议", ColumnKind.CHIP, 76, name="change"),
    TableColumn(_of("one", "label"), "项目", width=124, name="programme"),
    TableColumn(_of("place", "village"), "村（社区）", width=86, name="village"),
    TableColumn(_of("place", "name"), "姓名", ColumnKind.NAME, 92, name="name"),
    TableColumn(_of("one", "paid"), "在发（元）", ColumnKind.MONEY, 88, name="paid", total=Total.SUM),
    TableColumn(_of("one", "assessed"), "测算（元）", ColumnKind.MONEY, 88, name="assessed", total=Total.SUM),
    TableColumn("moved", "相差（元）", ColumnKind.DIFFERENCE, 90, total=Total.SUM),
    TableColumn("causes", "原因", width=120, grows=True),
    TableColumn(words.remedy, "办理", width=76, name=REMEDY, opens=True),
)


def due_order(row: DueRow) -> str:
    """By what a list of what falls due is divided."""
    return row.sort


def change_order(row: DifferenceRow) -> str:
    """By what the differences are divided."""
    return row.one.change.value


def clash_order(row: ClashRow) -> str:
    """By what the clashes are divided."""
    return row.goes
