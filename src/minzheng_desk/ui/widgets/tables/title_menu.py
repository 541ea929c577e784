"""What opens at a title: the filter of its values; where they are not worth a list, order and hiding."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QMenu, QWidget

from minzheng_desk.ui.look import icons
from minzheng_desk.ui.widgets.tables.columns import ColumnKind, TableColumn
from minzheng_desk.ui.widgets.tables.filter_menu import filter_menu

if TYPE_CHECKING:
    from minzheng_desk.ui.widgets.tables.table import Table


class TitleMenu(QMenu):
    """升序, 降序, the order the rows came in, and the column out of sight."""

    sort_wanted = Signal(bool)
    """Whether the order asked for runs downward."""
    natural_wanted = Signal()
    hide_wanted = Signal()

    def __init__(self, parent: QWidget, column: TableColumn) -> None:
        super().__init__(parent)
        self.setAccessibleName(f"列 {column.title}")
        if column.is_sortable:
            self._offer("升序", "up", lambda: self.sort_wanted.emit(False))  # noqa: FBT003 - a signal's value
            self._offer("降序", "down", lambda: self.sort_wanted.emit(True))  # noqa: FBT003
            self._offer("恢复原来的顺序", "undo", self.natural_wanted.emit)
            self.addSeparator()
        self._offer("隐藏这一列", "eye", self.hide_wanted.emit)
        self.aboutToHide.connect(self.deleteLater)

    def _offer(self, label: str, icon: str, act: object) -> None:
        action = self.addAction(label)
        action.setIcon(icons.icon(icon, "ink2", 16))
        action.triggered.connect(act)


def open_title(table: Table, at: int, where: QPoint) -> None:
    """Open the filter of a column, or its order where its values are not worth a list."""
    column = table.columns[at]
    if column.is_listable:
        menu = filter_menu(table, table.order, at)
        menu.wanted.connect(lambda wanted: table.filter_values(column.called, wanted))
        menu.sort_wanted.connect(lambda descending: table.sort_by((column.called, descending)))
        menu.open_at(where)
    elif column.kind is not ColumnKind.TICK:
        offered = TitleMenu(table, column)
        offered.sort_wanted.connect(lambda descending: table.sort_by((column.called, descending)))
        offered.natural_wanted.connect(table.sort_by)
        offered.hide_wanted.connect(lambda: table.fit.show_column(column.called, shown=False))
        offered.popup(where)
