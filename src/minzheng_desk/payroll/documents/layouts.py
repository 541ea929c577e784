"""What the roster of a programme is called and which columns it has; read from ``resources/templates``."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from minzheng_desk.documents.layout import Align, CellKind, Column, Total, Value
from minzheng_desk.kernel.identity import masked
from minzheng_desk.kernel.resources import resource
from minzheng_desk.payroll.model import RosterLine, Standing

AREAS = {"rural": "农村", "urban": "城市"}
"""How the kind of a household is written before what it is paid."""

_USUAL = "usual"
_TAIL_DIGITS = 4


@dataclass(frozen=True, slots=True)
class Layout:
    """The roster of one programme on paper."""

    paid_as: str
    by_area: bool
    counted_in: str
    columns: tuple[Column, ...]


Cell = Callable[[RosterLine], Value]

_COLUMNS = {
    column.key: column
    for column in (
        Column("index", "序号", CellKind.INDEX, width_mm=10),
        Column("name", "姓名", width_mm=22, align=Align.CENTRE),
        Column("id_number", "居民身份证号码", width_mm=34, align=Align.CENTRE),
        Column("persons", "保障人口", CellKind.NUMBER, width_mm=11, align=Align.CENTRE, total=Total.SUM),
        Column("base", "月标准", CellKind.MONEY, width_mm=19, total=Total.SUM),
        Column("supplement", "增发", CellKind.MONEY, width_mm=17, total=Total.SUM),
        Column("back_payment", "补发", CellKind.MONEY, width_mm=17, total=Total.SUM),
        Column("amount", "实发金额", CellKind.MONEY, width_mm=20, total=Total.SUM),
        Column("previous_amount", "上月实发", CellKind.MONEY, width_mm=22, total=Total.SUM),
        Column("due", "本月应发", CellKind.MONEY, width_mm=22, total=Total.SUM),
        Column("bank", "开户银行", width_mm=38, align=Align.CENTRE, wrap=True),
        Column("account", "银行账号", width_mm=18, align=Align.CENTRE),
        Column("signature", "领取人签字", CellKind.SIGNATURE, width_mm=26),
        Column("remark", "备注", width_mm=30, wrap=True),
        Column("standing", "处理", width_mm=13, align=Align.CENTRE),
        Column("reason", "原因", width_mm=90, wrap=True),
    )
}

_CELLS: Mapping[str, Cell] = {
    "index": lambda _: None,
    "name": lambda line: line.name,
    "id_number": lambda line: masked(line.id_number) if line.id_number else None,
    "persons": lambda line: line.persons,
    "base": lambda line: line.base,
    "supplement": lambda line: line.supplement or None,
    "back_payment": lambda line: line.back_payment or None,
    "amount": lambda line: line.amount,
    "previous_amount": lambda line: line.previous_amount,
    "due": lambda line: line.base + line.supplement or None,
    "bank": lambda line: line.bank or None,
    "account": lambda line: f"尾号 {line.account[-_TAIL_DIGITS:]}" if line.account else None,
    "signature": lambda _: None,
    "remark": lambda line: line.reason or None,
    "standing": lambda line: Standing(line.standing).label,
    "reason": lambda line: line.reason,
}

_FULL: Mapping[str, Cell] = {
    "id_number": lambda line: line.id_number,
    "account": lambda line: line.account or None,
}
_FULL_WIDTHS_MM = {"account": 36.0}

HELD_COLUMNS = (
    "index",
    "name",
    "id_number",
    "persons",
    "previous_amount",
    "due",
    "standing",
    "reason",
)
"""The columns of the list of what was not paid."""


def cells_of(columns: tuple[Column, ...], *, full_ids: bool) -> tuple[Cell, ...]:
    """What fills the cells of these columns: numbers masked, or in full where that was asked for."""
    cells = {**_CELLS, **_FULL} if full_ids else _CELLS
    return tuple(cells[column.key] for column in columns)


def columns_named(
    names: tuple[str, ...], labels: Mapping[str, str] | None = None, *, full_ids: bool = False
) -> tuple[Column, ...]:
    """The columns of these keys, under other labels where some are given; full numbers need more room."""
    widths = _FULL_WIDTHS_MM if full_ids else {}
    return tuple(
        replace(
            _COLUMNS[name],
            label=(labels or {}).get(name, _COLUMNS[name].label),
            width_mm=widths.get(name, _COLUMNS[name].width_mm),
        )
        for name in names
    )


def layout_of(programme: str, label: str, *, full_ids: bool = False) -> Layout:
    """The layout of a programme's roster; a programme without one of its own gets the usual one."""
    declared = _declared()
    one = {**declared[_USUAL], **declared.get(programme, {})}
    columns = columns_named(tuple(one["columns"]), one.get("labels"), full_ids=full_ids)
    return Layout(one["paid_as"].format(label=label), one["by_area"], one["counted_in"], columns)


@cache
def _declared() -> Mapping[str, Mapping[str, Any]]:
    return tomllib.loads(resource("templates", "rosters.toml").read_text(encoding="utf-8"))
