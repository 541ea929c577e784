"""问题: what keeps rows out, what should be known, cell by cell with the remedy; and what would change."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget

from minzheng_desk.ui.panels.importing.cells import covered
from minzheng_desk.ui.panels.importing.findings import CHANGES, NOTICES, PROBLEMS, Finding
from minzheng_desk.ui.panels.importing.looking import Looked
from minzheng_desk.ui.panels.importing.seen import WHOLE_ROW
from minzheng_desk.ui.widgets.buttons import Segment, Segments, plain
from minzheng_desk.ui.widgets.cards import Card
from minzheng_desk.ui.widgets.tables.columns import ColumnKind, TableColumn
from minzheng_desk.ui.widgets.tables.table import Table

_LONGEST_VALUE = 24
_ALL_WELL = "没有问题，全部可以导入"
_NO_NOTICES = "没有要留意的"
_NOT_CHECKED = "还没有核对。认出表头以后，问题列在这里"


class FindingsCard(Card):
    """Problems, notices and changes; the chosen one is shown in the grid, Enter mends it."""

    chosen = Signal(object)
    """A `Finding`, or a `FieldChange`."""
    correction_asked = Signal(object)
    skip_asked = Signal()
    export_asked = Signal()

    def __init__(self) -> None:
        super().__init__("问题", flush=True)
        self.segments = Segments(spoken_name="看哪些")
        self.correct, self.skip = plain("补录", "edit", small=True), plain("跳过这行", small=True)
        self.export = plain("导出问题行", "download", small=True)
        self._looked: Looked | None = None
        state = TableColumn(self._state, "处理", width=56, name="state", tone="ink2")
        columns = [*_FINDINGS, state]
        self.table = Table(columns, row_key="key", two_line=True, compact=True, counted_in="条")
        self.changes: Table | None = None
        """Built when somebody looks at it."""
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self.table.chosen.connect(self._tell)
        self.add_beside_title(self.segments)
        for button in (self.correct, self.skip, self.export):
            self.add_right(button)
        self.body.addWidget(self._stack, 1)
        self.segments.chosen.connect(self.choose)
        keys = QShortcut(QKeySequence(Qt.Key.Key_F2), self)
        keys.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        keys.activated.connect(self._ask_correction)
        self.table.opened.connect(self.correction_asked)
        self.correct.clicked.connect(self._ask_correction)
        self.skip.clicked.connect(self.skip_asked)
        self.export.clicked.connect(self.export_asked)
        self._allow()

    def show_findings(self, looked: Looked) -> None:
        """Show what was found."""
        self._looked = looked
        rows = looked.counts.problems
        nothing = "没有问题" if looked.preview is not None else "问题"
        self.set_title(f"问题 {rows:,} 行" if rows else nothing)
        self.segments.show_segments(
            [
                Segment(PROBLEMS, "问题", len(looked.found), red=True),
                Segment(NOTICES, "留意", len(looked.noticed)),
                Segment(CHANGES, "改动", len(looked.changes)),
            ]
        )
        self._fill()

    def choose(self, which: str) -> None:
        """Show one of the lists."""
        self.segments.choose(which)
        self._fill()

    def shown(self) -> Table:
        """The list that is shown."""
        return self.changes if self.segments.key == CHANGES and self.changes is not None else self.table

    def current(self) -> Finding | None:
        """The finding that is chosen."""
        row = self.shown().current_row()
        return row if isinstance(row, Finding) else None

    def chosen_rows(self) -> list[Finding]:
        """The problems in whose rows a cell is chosen."""
        return [one for one in self.table.selected_rows() if isinstance(one, Finding)]

    def step(self, by: int) -> None:
        """Go to the next or previous problem."""
        self.choose(PROBLEMS)
        found = self.table.find_next(lambda one: not self._state(one), by)
        if found is not None:
            self._tell(found)

    def enter(self) -> None:
        """Put the keyboard into the list that is shown."""
        table = self.shown()
        table.enter()
        self._tell(table.current_row())

    def _fill(self) -> None:
        """Show the rows of the list that is chosen."""
        looked, which = self._looked, self.segments.key
        if looked is None:
            return
        if which == CHANGES:
            self._changes_table().show_rows(looked.changes)
        else:
            nothing = _NO_NOTICES if which == NOTICES else _ALL_WELL
            self.table.show_rows(looked.noticed if which == NOTICES else looked.found)
            self.table.say_empty("check", nothing if looked.preview is not None else _NOT_CHECKED)
        self._stack.setCurrentWidget(self.shown())
        self._allow()

    def _changes_table(self) -> Table:
        if self.changes is None:
            self.changes = Table(_CHANGES, row_key=lambda one: (one.sheet, one.row, one.label), compact=True)
            self.changes.say_empty("check", "已有档案没有一项会改")
            self.changes.chosen.connect(self._tell)
            self._stack.addWidget(self.changes)
        return self.changes

    def _state(self, finding: Finding) -> str:
        skipped = self._looked is not None and finding.place in self._looked.draft.skipped
        return "已跳过" if skipped else ""

    def _tell(self, row: object) -> None:
        self._allow()
        if row is not None:
            self.chosen.emit(row)

    def _ask_correction(self) -> None:
        finding = self.current()
        if finding is not None:
            self.correction_asked.emit(finding)

    def _allow(self) -> None:
        finding = self.current()
        self.correct.setEnabled(finding is not None and finding.column != WHOLE_ROW)
        self.skip.setEnabled(self.segments.key == PROBLEMS and finding is not None)
        self.skip.setText("不再跳过" if finding is not None and self._state(finding) else "跳过这行")
        self.export.setEnabled(self._looked is not None and len(self._looked.found) > 0)


_CHANGES = (
    TableColumn("row", "行", ColumnKind.NUMBER, 48),
    TableColumn("subject", "姓名", ColumnKind.NAME, 72),
    TableColumn("label", "项目", width=130),
    TableColumn(lambda one: covered(one.before) or "空", "原来", width=160, tone="ink2"),
    TableColumn(lambda one: covered(one.after), "现在", width=160, grows=True),
)

_FINDINGS = (
    TableColumn("row", "行", ColumnKind.NUMBER, 48),
    TableColumn("name", "姓名", ColumnKind.NAME, 68),
    TableColumn("where", "列", width=112),
    TableColumn(
        lambda one: covered(one.value)[:_LONGEST_VALUE],
        "原值",
        width=146,
        tone=lambda one: "bad" if one.key[0] == PROBLEMS else "warn",
    ),
    TableColumn(
        lambda one: covered(one.reason),
        "问题和建议",
        width=400,
        grows=True,
        below=lambda one: covered(one.suggestion),
    ),
)
