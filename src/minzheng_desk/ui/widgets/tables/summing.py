"""What the status bar says of chosen cells: 计数, 求和, 平均, as spreadsheets do."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import NamedTuple

from minzheng_desk.kernel.money import Money, rounded, shown
from minzheng_desk.ui.widgets.tables.columns import FIGURES, ColumnKind
from minzheng_desk.ui.widgets.tables.order import RowOrder


class Block(NamedTuple):
    """A rectangle of chosen cells: places of its first and last row and column, all inside it."""

    top: int
    left: int
    bottom: int
    right: int


class Summary(NamedTuple):
    """The figures of chosen cells; sum and average are empty where they would mean nothing."""

    cells: int
    total: str
    average: str


def summed(order: RowOrder, blocks: Iterable[Block], hidden: frozenset[int] = frozenset()) -> Summary:
    """Count the filled cells that are chosen; add them up when all figures among them are of one kind."""
    count, total, added = 0, 0, 0
    kinds: set[bool] = set()
    for block in blocks:
        rows = order.shown[block.top : block.bottom + 1]
        everything = len(rows) == len(order.shown)
        for at in range(block.left, block.right + 1):
            column = order.columns[at]
            if at in hidden or column.kind in {ColumnKind.ROW_NUMBER, ColumnKind.TICK}:
                continue
            picked = order.picked(at) if everything else list(map(order.read.values(at).__getitem__, rows))
            filled = len(picked) - picked.count(None) - picked.count("")
            count += filled
            if column.kind in FIGURES and filled:
                total, added = total + sum(filter(None, picked)), added + filled
                kinds.add(column.kind is not ColumnKind.NUMBER)
    if len(kinds) != 1:
        return Summary(count, "", "")
    return Summary(count, *_figures(total, Fraction(total, added), money=kinds.pop()))


def _figures(total: int, mean: Fraction, *, money: bool) -> tuple[str, str]:
    if money:
        return shown(Money(total)), shown(rounded(mean, 1, "half_up"))
    tenths = rounded(mean * 10, 1, "half_up")
    sign = "-" if tenths < 0 else ""
    return f"{total:,}", f"{sign}{abs(tenths) // 10:,}.{abs(tenths) % 10}"
