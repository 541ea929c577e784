"""Any `Sheet` as a table on the screen: the same rows and totals as on paper, one measure at a time.

On paper every programme has its households, persons and money side by side; a screen is narrower, so that of
columns repeated under several headings one sort is shown and the others are a choice away.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from minzheng_desk.documents.layout import CellKind, Column, Sheet
from minzheng_desk.ui.screen import Frame
from minzheng_desk.ui.widgets.tables.columns import ColumnKind, TableColumn
from minzheng_desk.ui.widgets.tables.row_menu import RowVerb, give_menu
from minzheng_desk.ui.widgets.tables.table import Table

_KINDS = {
    CellKind.TEXT: ColumnKind.TEXT,
    CellKind.MONEY: ColumnKind.MONEY,
    CellKind.NUMBER: ColumnKind.NUMBER,
    CellKind.DAY: ColumnKind.DATE,
    CellKind.MONTH: ColumnKind.MONTH,
    CellKind.INDEX: ColumnKind.ROW_NUMBER,
}
_PIXELS_PER_MM = 3.9
_NARROWEST = 48
_OF_A_HEADING = 132
"""Wide enough for a programme's name of eight characters."""
_PERSONAL = frozenset({"name"})


def measures_of(sheet: Sheet) -> tuple[str, ...]:
    """The sorts of column that stand under several headings, such as 户, 人 and 金额."""
    under: dict[str, set[str]] = {}
    for column in sheet.columns:
        if column.group:
            under.setdefault(_measure(column), set()).add(column.group)
    return tuple(measure for measure, headings in under.items() if len(headings) > 1)


def table_of(sheet: Sheet, frame: Frame, name: str, measure: str = "") -> Table:
    """A table of a sheet; of repeated columns only those called ``measure``."""
    shown = [
        (at, column)
        for at, column in enumerate(sheet.columns)
        if column.kind in _KINDS and (not column.group or not measure or _measure(column) == measure)
    ]
    table = Table(
        [_column(column, at) for at, column in shown],
        name=f"{frame.bench.actor.name}/{name}/{measure}",
        settings=frame.settings,
        row_key=id,
        compact=True,
        counted_in=sheet.counted_in or "行",
        in_words=sheet.in_words if _has(shown, sheet.in_words) else "",
    )
    give_menu(table, lambda rows: _figure_verbs(table, rows))
    table.show_rows(sheet.rows)
    return table


def _figure_verbs(table: Table, rows: list[Any]) -> Sequence[RowVerb]:
    """The figure under the keyboard opens as a click on it does."""
    at = table.view.currentIndex().column()
    if len(rows) != 1 or not table.columns[at].opens:
        return ()
    column = table.columns[at]
    shown = RowVerb(
        f"看名单：{column.title}", lambda _: table.cell_opened.emit(rows[0], column.called), "user"
    )
    return (shown,)


def _measure(column: Column) -> str:
    """What a column counts; 合计 says 户次 and 人次 where the programmes say 户 and 人."""
    return column.label.removesuffix("次")


def _has(shown: Sequence[tuple[int, Column]], key: str) -> bool:
    return any(column.key == key for _, column in shown)


def _column(column: Column, at: int) -> TableColumn:
    kind = ColumnKind.NAME if column.key in _PERSONAL else _KINDS[column.kind]
    width = _OF_A_HEADING if column.group else max(_NARROWEST, round(column.width_mm * _PIXELS_PER_MM))
    return TableColumn(
        at,
        column.group or column.label,
        kind,
        width,
        name=f"{column.group} {column.label}" if column.group else column.key,
        total=column.total,
        opens=bool(column.group) and column.kind in (CellKind.NUMBER, CellKind.MONEY),
    )
