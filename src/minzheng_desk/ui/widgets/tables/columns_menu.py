"""列: which columns are shown and in which order."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QLabel, QListWidget, QListWidgetItem, QWidget

from minzheng_desk.ui.look.look import look
from minzheng_desk.ui.widgets.buttons import link
from minzheng_desk.ui.widgets.tables.columns import ColumnKind, TableColumn
from minzheng_desk.ui.widgets.tables.fitting import ColumnFit
from minzheng_desk.ui.widgets.tables.memory import Layout
from minzheng_desk.ui.widgets.tables.popups import Popup

_LINE, _MOST_SEEN = 28, 13
_UNSEEN = Qt.ItemDataRole.UserRole
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class ColumnList(QListWidget):
    """Columns to tick; dragged, or moved with Alt and an arrow."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Alt+Up and Alt+Down move the column."""
        step = _STEPS.get(Qt.Key(event.key()))
        if step is None or not event.modifiers() & Qt.KeyboardModifier.AltModifier:
            super().keyPressEvent(event)
            return
        at = self.currentRow()
        if 0 <= at + step < self.count():
            item = self.takeItem(at)
            self.insertItem(at + step, item)
            self.setCurrentItem(item)


class ColumnsMenu(Popup):
    """Every change holds at once; 恢复默认 takes all of them back."""

    def __init__(self, parent: QWidget, fit: ColumnFit, columns: tuple[TableColumn, ...]) -> None:
        super().__init__(parent, "选择列")
        self._fit = fit
        self._titles = {column.called: column.title for column in columns}
        self._fixed = [column.called for column in columns if column.kind is ColumnKind.TICK]
        self.list = ColumnList()
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setAccessibleName("列，空格显示或隐藏，Alt 加上下键移动")
        self.list.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        hint = QLabel("勾选要看的列，拖动可以换位置。")
        hint.setProperty("role", "hint")
        hint.setWordWrap(True)
        self.restore = link("恢复默认", "undo")
        self.restore.clicked.connect(self._restore)
        row = QHBoxLayout()
        row.addWidget(self.restore)
        row.addStretch(1)
        for widget in (hint, self.list):
            self.column.addWidget(widget)
        self.column.addLayout(row)
        self._list_columns()
        self.list.setFixedHeight(look().px(_LINE) * min(self.list.count(), _MOST_SEEN) + look().px(4))
        self.list.itemChanged.connect(self._on_ticked)
        self.list.model().rowsMoved.connect(self._on_moved)
        self.list.model().rowsInserted.connect(self._on_moved)
        self.setFocusProxy(self.list)

    def _list_columns(self) -> None:
        with QSignalBlocker(self.list):
            self._fill(self._fit.layout)

    def _fill(self, layout: Layout) -> None:
        self.list.clear()
        for name in layout.order:
            if name in self._fixed:
                continue
            item = QListWidgetItem(self._titles[name])
            item.setData(_UNSEEN, name)
            item.setFlags((item.flags() | Qt.ItemFlag.ItemIsUserCheckable) & ~Qt.ItemFlag.ItemIsDropEnabled)
            shown = name not in layout.hidden
            item.setCheckState(Qt.CheckState.Checked if shown else Qt.CheckState.Unchecked)
            self.list.addItem(item)

    def _on_ticked(self, item: QListWidgetItem) -> None:
        shown = item.checkState() == Qt.CheckState.Checked
        self._fit.show_column(item.data(_UNSEEN), shown=shown)
        if not shown and item.data(_UNSEEN) not in self._fit.layout.hidden:
            # The last column stays.
            item.setCheckState(Qt.CheckState.Checked)

    def _on_moved(self) -> None:
        names = [self.list.item(at).data(_UNSEEN) for at in range(self.list.count())]
        if None not in names and len(names) + len(self._fixed) == len(self._fit.layout.order):
            self._fit.reorder([*self._fixed, *names])

    def _restore(self) -> None:
        self._fit.restore()
        self._list_columns()
