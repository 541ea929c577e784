"""A table inside a card is as high as its rows, so that the card scrolls and not the table."""

from __future__ import annotations

from PySide6.QtCore import QObject

from minzheng_desk.ui.look.look import look
from minzheng_desk.ui.widgets.tables.table import Table


class RowsHeight(QObject):
    """Keeps the height of a table: its rows, at least one and at most so many, with titles and totals."""

    def __init__(self, table: Table, most: int) -> None:
        super().__init__(table)
        self._table, self._most = table, most
        table.filtered.connect(self._fit)
        look().changed.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        table = self._table
        rows = min(max(len(table.order.shown), 1), self._most)
        height = rows * table.view.verticalHeader().defaultSectionSize()
        if table.empty.isVisibleTo(table):
            height = max(height, table.empty.sizeHint().height())
        table.setFixedHeight(height + table.header.height() + table.totals_height)


def hug_rows(table: Table, most: int) -> None:
    """Make a table as high as its rows, at most ``most`` of them; beyond that it scrolls."""
    RowsHeight(table, most)
