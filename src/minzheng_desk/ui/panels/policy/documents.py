"""文件: the laws, regulations and notices the rules cite, and whether they are in force."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from minzheng_desk.policy.model import Policy
from minzheng_desk.ui.panels.policy.rows import DocumentRow, documents
from minzheng_desk.ui.screen import Frame
from minzheng_desk.ui.widgets.bars import FilterBar, SearchField
from minzheng_desk.ui.widgets.cards import Card
from minzheng_desk.ui.widgets.chips import ChipSpec, Tone
from minzheng_desk.ui.widgets.tables.columns import ColumnKind, TableColumn
from minzheng_desk.ui.widgets.tables.table import Table


class DocumentsSection(QWidget):
    """A table of documents; Enter shows the standards that rest on one."""

    standards_asked = Signal(str)
    """The title of the document whose standards are wanted."""

    def __init__(self, frame: Frame) -> None:
        super().__init__()
        self.field = SearchField("文件名、文号", 220)
        self.table = Table(
            _COLUMNS,
            name=f"{frame.bench.actor.name}/documents",
            settings=frame.settings,
            row_key="key",
            counted_in="份",
        )
        card = Card(flush=True)
        card.body.setSpacing(0)
        card.body.addWidget(FilterBar([], [self.field]))
        card.body.addWidget(self.table, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(card)
        self.field.searched.connect(self.table.filter_text)
        self.table.opened.connect(lambda row: self.standards_asked.emit(row.title))

    def show_policy(self, policy: Policy, on: date) -> None:
        """Show the documents, as of a day."""
        self.table.show_rows(documents(policy, on))


def _state(row: DocumentRow) -> ChipSpec | str:
    return "施行中" if row.in_force else ChipSpec("不在施行期", Tone.NEUTRAL)


_COLUMNS = (
    TableColumn("title", "文件", width=420, bold=True, grows=True),
    TableColumn("number", "文号", width=190),
    TableColumn("since", "施行日期", ColumnKind.DATE, 110),
    TableColumn("until", "失效日期", ColumnKind.DATE, 110),
    TableColumn("cited", "据以确定的数值", ColumnKind.NUMBER, 120),
    TableColumn(_state, "状态", ColumnKind.CHIP, 110, name="state"),
)
