"""标准: every parameter as it stands on a day, its text, and at the side its values through time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtWidgets import QVBoxLayout, QWidget

from minzheng_desk.policy.clauses import brief, rests_on
from minzheng_desk.policy.model import Document, Policy, Source
from minzheng_desk.ui.panels.policy.rows import StandardRow, programme_parameters, standards, values_of
from minzheng_desk.ui.screen import Frame
from minzheng_desk.ui.widgets.bars import FilterBar
from minzheng_desk.ui.widgets.cards import Card
from minzheng_desk.ui.widgets.chips import ChipSpec, Tone
from minzheng_desk.ui.widgets.pickers import Picker
from minzheng_desk.ui.widgets.splitter import Splitter
from minzheng_desk.ui.widgets.tables.columns import ColumnKind, TableColumn
from minzheng_desk.ui.widgets.tables.table import Table
from minzheng_desk.ui.widgets.tables.tools import FilterWords, TableSearch, columns_button

_PROGRAMME = 8
"""Characters of a programme's name that are always seen."""
_CITED = "依据"
"""The filter that a citation sets; another programme takes its place."""


class StandardsSection(QWidget):
    """The parameters of a day; the one chosen shows what it was and will be."""

    def __init__(self, frame: Frame) -> None:
        super().__init__()
        me = frame.bench.actor.name
        self._policy: Policy | None = None
        self.programme = Picker("项目")
        self.programme.setMinimumContentsLength(_PROGRAMME)
        self.programme.setSizeAdjustPolicy(Picker.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.table = Table(
            _COLUMNS, name=f"{me}/standards", settings=frame.settings, row_key="name", counted_in="项"
        )
        self.field = TableSearch(self.table, "标准、文件、条文", 220)
        self.history = Table(_VALUES, counted_in="次", two_line=True)
        self.side = Card("历次标准", flush=True)
        self.side.body.addWidget(self.history, 1)
        card = Card(flush=True)
        card.body.setSpacing(0)
        card.body.addWidget(
            FilterBar([self.programme, FilterWords(self.table)], [self.field, columns_button(self.table)])
        )
        card.body.addWidget(self.table, 1)
        panes = Splitter(frame.settings, f"{me}/policy/panes")
        panes.add(card)
        panes.add(self.side, 280)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(panes)
        self.programme.currentIndexChanged.connect(lambda _: self._narrow())
        self.table.chosen.connect(self._tell)

    def show_policy(self, policy: Policy, on: date) -> None:
        """Show the standards of a day."""
        if self._policy is not policy:
            self._offer(policy)
        self._policy = policy
        self.table.show_rows(standards(policy, on))
        if self.table.current_row() is None and self.table.rows_shown():
            self.table.select_key(self.table.rows_shown()[0].name)

    def open_key(self, key: str) -> None:
        """Go to a parameter or a programme; all are shown where it is neither."""
        self._show_all()
        at = self.programme.findData(key)
        if at >= 0:
            self.programme.setCurrentIndex(at)
        else:
            self.table.select_key(key)

    def open_clause(self, source: Source) -> bool:
        """Show the standards that a clause set, the first of them chosen; says whether there are any."""
        return self._keep(brief(source), lambda one: rests_on(one, source))

    def open_document(self, document: Document) -> bool:
        """Show the standards that rest on a document; says whether there are any."""
        return self._keep(brief(Source(document)), lambda one: one.document.key == document.key)

    def _keep(self, words: str, wanted: Callable[[Source], bool]) -> bool:
        self._show_all()
        found = [row for row in self.table.rows_shown() if row.source and wanted(row.source)]
        if found:
            names = {row.name for row in found}
            self.table.filter_by(_CITED, lambda row: row.name in names, f"依据 {words}")
            self.table.select_key(found[0].name)
        return bool(found)

    def _show_all(self) -> None:
        self.programme.setCurrentIndex(0)
        self.field.clear()
        self.table.clear_filters()

    def _offer(self, policy: Policy) -> None:
        self.programme.clear()
        self.programme.addItem("全部项目", "")
        for programme in policy.programmes.values():
            self.programme.addItem(programme.label, programme.name)

    def _narrow(self) -> None:
        self.table.filter_by(_CITED, None)
        name = self.programme.currentData()
        if not name or self._policy is None:
            self.table.filter_by("项目", None)
            return
        wanted = programme_parameters(self._policy, name)
        words = f"项目：{self.programme.currentText()}"
        self.table.filter_by("项目", lambda row: row.name in wanted, words)

    def _tell(self, row: StandardRow | None) -> None:
        if row is not None and self._policy is not None:
            self.side.set_title(row.label)
            self.history.show_rows(values_of(self._policy, row.name))


def _state(row: StandardRow) -> ChipSpec | str:
    if not row.shown:
        return ChipSpec("没有数值", Tone.NEUTRAL)
    if row.next_since is not None:
        return ChipSpec(f"{row.next_since.month}月{row.next_since.day}日起调整", Tone.INFO, "clock")
    return ""


_COLUMNS = (
    TableColumn("label", "标准", width=260, bold=True),
    TableColumn("shown", "数值", width=170),
    TableColumn("since", "施行日期", ColumnKind.DATE, 100),
    TableColumn("document", "文件", width=200, grows=True),
    TableColumn("clause", "条文", width=100),
    TableColumn(_state, "状态", ColumnKind.CHIP, 120, name="state"),
)

_VALUES = (
    TableColumn("since", "自", ColumnKind.DATE, 96),
    TableColumn("shown", "数值", width=200, bold=True, below="source", grows=True),
)
