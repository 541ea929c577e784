"""What a table shows as a `Sheet`, for paper and workbooks: same rows, same order, same columns."""

from __future__ import annotations

from collections.abc import Sequence

from minzheng_desk.documents.layout import Align, CellKind, Column, Fact, Sheet
from minzheng_desk.ui.widgets.tables.cells import PRINTED, printed_value
from minzheng_desk.ui.widgets.tables.columns import ColumnKind
from minzheng_desk.ui.widgets.tables.order import RowOrder

_MM_PER_PIXEL = 0.264
_LEFT_ALONE = frozenset({ColumnKind.TICK})


def sheet_of(
    order: RowOrder,
    columns: Sequence[int],
    title: str,
    heading: Sequence[Fact] = (),
    *,
    counted_in: str = "",
    in_words: str = "",
) -> Sheet:
    """The rows shown, in these columns; the filter is printed with them."""
    shown = [at for at in columns if order.columns[at].kind not in _LEFT_ALONE]
    drawn = [_column(order, at) for at in shown]
    readers = [order.columns[at].reader() for at in shown]
    kinds = [order.columns[at] for at in shown]
    rows = [
        tuple([printed_value(kind, read(row)) for kind, read in zip(kinds, readers, strict=True)])
        for row in order.shown_rows
    ]
    if not drawn or drawn[0].total:
        # 合计 is written before the first figure, so something must stand there.
        drawn.insert(0, Column("row_number", "序", CellKind.INDEX, width_mm=10))
        rows = [(None, *row) for row in rows]
    facts = list(heading) + ([Fact("筛选", order.filter_words)] if order.is_filtered else [])
    return Sheet(
        title=title,
        columns=tuple(drawn),
        rows=rows,
        heading=tuple(facts),
        counted_in=counted_in,
        in_words=in_words if any(column.key == in_words for column in drawn) else "",
    )


def _column(order: RowOrder, at: int) -> Column:
    column = order.columns[at]
    return Column(
        column.called,
        column.title,
        PRINTED[column.kind],
        width_mm=column.width * _MM_PER_PIXEL,
        align=column.align if column.align is not Align.LEFT else None,
        total=column.total,
        wrap=column.kind is ColumnKind.TEXT,
    )
