"""The table behind a chart (图表数据): the same figures as text, for the ear and for copying."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from minzheng_desk.ui.look.look import look
from minzheng_desk.ui.widgets.buttons import link
from minzheng_desk.ui.widgets.dialogs import Question, Verb


class ChartTable(Question):
    """The figures of one chart; they can be copied into a spreadsheet."""

    def __init__(
        self, parent: QWidget, title: str, heading: Sequence[str], rows: Sequence[Sequence[str]]
    ) -> None:
        super().__init__(parent, title, "", "chart", "accent")
        self._lines = (tuple(heading), *map(tuple, rows))
        model = QStandardItemModel(self)
        model.setHorizontalHeaderLabels(list(heading))
        for row in rows:
            model.appendRow([_item(text, last=place > 0) for place, text in enumerate(row)])
        self.view = QTableView()
        self.view.setModel(model)
        self.view.setAccessibleName(title)
        self.view.setShowGrid(False)
        self.view.verticalHeader().hide()
        self.view.verticalHeader().setDefaultSectionSize(look().row_height(compact=True))
        self.view.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.view.setTabKeyNavigation(False)
        self.view.setMinimumHeight(min(len(rows) + 2, 14) * look().row_height(compact=True))
        self.body.addWidget(self.view)
        copying = link("复制到表格")
        copying.clicked.connect(self._copy)
        self.add_aside(copying)
        self.add_verb(Verb("", "关闭")).setDefault(True)
        self.view.setFocus()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText("\n".join("\t".join(line) for line in self._lines))


def _item(text: str, *, last: bool) -> QStandardItem:
    made = QStandardItem(text)
    side = Qt.AlignmentFlag.AlignRight if last else Qt.AlignmentFlag.AlignLeft
    made.setTextAlignment(side | Qt.AlignmentFlag.AlignVCenter)
    return made
