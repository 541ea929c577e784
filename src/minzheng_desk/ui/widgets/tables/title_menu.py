"""What opens at a title whose values are not worth a list: the order, and hiding the column."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QWidget

from minzheng_desk.ui.look import icons
from minzheng_desk.ui.widgets.tables.columns import TableColumn


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
