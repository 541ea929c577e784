"""文件: the laws, regulations and notices the rules cite, and whether they are in force."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from minzheng_desk.policy.clauses import brief
from minzheng_desk.policy.model import Policy, Source
from minzheng_desk.ui.panels.policy.rows import DocumentRow, conditions_resting_on, documents
from minzheng_desk.ui.screen import Frame
from minzheng_desk.ui.widgets.bars import FilterBar
from minzheng_desk.ui.widgets.cards import Card, NoticeStrip
from minzheng_desk.ui.widgets.chips import ChipSpec, Tone
from minzheng_desk.ui.widgets.tables.columns import ColumnKind, TableColumn
from minzheng_desk.ui.widgets.tables.row_menu import give_opening
from minzheng_desk.ui.widgets.tables.table import Table
from minzheng_desk.ui.widgets.tables.tools import FilterWords, TableSearch


class DocumentsSection(QWidget):
    """A table of documents; Enter shows the standards that rest on one."""

    standards_asked = Signal(str)
    """The key of the document whose standards are wanted."""

    def __init__(self, frame: Frame) -> None:
        super().__init__()
        self._policy: Policy | None = None
        self._meant: Source | None = None
        self.clause = NoticeStrip()
        self.clause.say("")
        self.table = Table(
            _COLUMNS,
            name=f"{frame.bench.actor.name}/documents",
            settings=frame.settings,
            row_key="key",
            counted_in="份",
        )
        card = Card(flush=True)
        card.body.setSpacing(0)
        self.field = TableSearch(self.table, "文件名、文号", 220)
        card.body.addWidget(FilterBar([FilterWords(self.table)], [self.field]))
        card.body.addWidget(self.table, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.clause)
        column.addWidget(card)
        self.table.opened.connect(lambda row: self.standards_asked.emit(row.key))
        give_opening(self.table, "看据以确定的标准", "right")
        self.table.chosen.connect(self._forget_clause)

    def show_policy(self, policy: Policy, on: date) -> None:
        """Show the documents, as of a day."""
        self._policy = policy
        self.table.show_rows(documents(policy, on))

    def open_clause(self, source: Source) -> None:
        """Go to the document of a clause, and tell which one is meant and what it is the reason for."""
        self.field.clear()
        self.table.clear_filters()
        self.table.select_key(source.document.key)
        if self._policy is not None and source.clause:
            self._meant = source
            self.clause.say(_told(source, conditions_resting_on(self._policy, source)))

    def _forget_clause(self, row: DocumentRow | None) -> None:
        if row is not None and self._meant is not None and row.key != self._meant.document.key:
            self._meant = None
            self.clause.say("")


def _told(source: Source, conditions: tuple[str, ...]) -> str:
    if not conditions:
        return f"{brief(source)}：没有数值按这一条确定。"
    listed = "、".join(f"“{one}”" for one in conditions)
    return f"{brief(source)} 是资格条件 {listed} 的依据，没有数值按这一条确定。"


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
