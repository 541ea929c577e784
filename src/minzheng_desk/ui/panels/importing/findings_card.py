"""问题: what keeps rows out, what should be known, cell by cell with the remedy; and what would change."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget

from minzheng_desk.kernel.problems import Problem
from minzheng_desk.ui.panels.importing.cells import covered, letters
from minzheng_desk.ui.panels.importing.looking import Looked
from minzheng_desk.ui.panels.importing.seen import WHOLE_ROW, SeenRow, SeenTable, place_of
from minzheng_desk.ui.widgets.buttons import Segment, Segments, plain, soft
from minzheng_desk.ui.widgets.cards import Card
from minzheng_desk.ui.widgets.tables.columns import ColumnKind, TableColumn
from minzheng_desk.ui.widgets.tables.table import Table

PROBLEMS, NOTICES, CHANGES = "problems", "notices", "changes"
_LONGEST_VALUE = 24


@dataclass(frozen=True, slots=True)
class Finding:
    """One problem or notice with its place among the tables and columns."""

    key: tuple[int, str]
    table: int
    row: int
    column: int
    """`WHOLE_ROW` where it is not about one cell."""
    name: str
    where: str
    value: str
    reason: str
    suggestion: str
    state: str


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
        self.correct, self.skip = soft("补录", "edit", small=True), plain("跳过这行", small=True)
        self.export = plain("导出问题行", "download", small=True)
        self.problems = _findings_table("没有问题，全部可以导入")
        self.notices = _findings_table("没有要留意的")
        self.changes = Table(_CHANGES, row_key=lambda one: (one.sheet, one.row, one.label), compact=True)
        self.changes.say_empty("check", "已有档案没有一项会改")
        self._stack = QStackedWidget()
        self._tables = {PROBLEMS: self.problems, NOTICES: self.notices, CHANGES: self.changes}
        for table in self._tables.values():
            self._stack.addWidget(table)
            table.chosen.connect(self._tell)
        self.add_beside_title(self.segments)
        for button in (self.correct, self.skip, self.export):
            self.add_right(button)
        self.body.addWidget(self._stack, 1)
        self.segments.chosen.connect(self.choose)
        self.problems.opened.connect(self.correction_asked)
        self.notices.opened.connect(self.correction_asked)
        self.correct.clicked.connect(self._ask_correction)
        self.skip.clicked.connect(self.skip_asked)
        self.export.clicked.connect(self.export_asked)
        self._allow()

    def show_findings(self, looked: Looked) -> None:
        """Show what was found."""
        preview = looked.preview
        notices = preview.notices if preview is not None else []
        changes = preview.changes if preview is not None else []
        rows = looked.counts.problems
        self.set_title(f"问题 {rows:,} 行" if rows else "没有问题", "红色不导入，黄色请留意" if rows else "")
        self.problems.show_rows(_findings(looked, looked.problems, PROBLEMS))
        self.notices.show_rows(_findings(looked, notices, NOTICES))
        self.changes.show_rows(changes)
        self.segments.show_segments(
            [
                Segment(PROBLEMS, "问题", len(looked.problems), red=True),
                Segment(NOTICES, "留意", len(notices)),
                Segment(CHANGES, "改动", len(changes)),
            ]
        )
        self._allow()

    def choose(self, which: str) -> None:
        """Show one of the lists."""
        self.segments.choose(which)
        self._stack.setCurrentWidget(self._tables[which])
        self._allow()

    def current(self) -> Finding | None:
        """The finding that is chosen."""
        row = self._tables[self.segments.key or PROBLEMS].current_row()
        return row if isinstance(row, Finding) else None

    def chosen_rows(self) -> list[Finding]:
        """The problems in whose rows a cell is chosen."""
        return [one for one in self.problems.selected_rows() if isinstance(one, Finding)]

    def step(self, by: int) -> None:
        """Go to the next or previous problem."""
        self.choose(PROBLEMS)
        found = self.problems.find_next(lambda one: one.state == "", by)
        if found is not None:
            self._tell(found)

    def enter(self) -> None:
        """Put the keyboard into the list that is shown."""
        table = self._tables[self.segments.key or PROBLEMS]
        table.enter()
        self._tell(table.current_row())

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
        self.skip.setText("不再跳过" if finding is not None and finding.state else "跳过这行")
        self.export.setEnabled(len(self.problems.order.rows) > 0)


def _findings(looked: Looked, problems: Sequence[Problem], which: str) -> list[Finding]:
    rows = {
        (table.sheet, row.number): (at, table, row)
        for at, table in enumerate(looked.tables)
        for row in table.rows
    } if problems else {}  # fmt: skip
    return [
        _finding(looked, problem, rows.get((problem.sheet, problem.row)), (at, which))
        for at, problem in enumerate(problems)
    ]


def _finding(
    looked: Looked, problem: Problem, place: tuple[int, SeenTable, SeenRow] | None, key: tuple[int, str]
) -> Finding:
    at, column, name = 0, WHOLE_ROW, ""
    if place is not None:
        at, table, row = place
        column, name = place_of(problem, table.columns, row.cells), table.name_at(row)
    skipped = (problem.sheet, problem.row) in looked.draft.skipped
    letter = f"{letters(column)} " if column != WHOLE_ROW else ""
    value = problem.value
    if _is_scientific(value):
        value = f"{float(value):.5E}"
    return Finding(
        key=key,
        table=at,
        row=problem.row,
        column=column,
        name=name,
        where=f"{letter}{problem.column}",
        value=" ".join(value.split()),
        reason=problem.reason,
        suggestion=problem.suggestion,
        state="已跳过" if skipped else "",
    )


def _is_scientific(value: str) -> bool:
    """Whether the text is a long number as a program writes it, of which Excel shows six digits."""
    digits = value.replace(".", "").replace("+", "").lower()
    mantissa, _, power = digits.partition("e")
    return bool(power) and mantissa.isdecimal() and power.isdecimal() and len(mantissa) > 1


def _findings_table(nothing: str) -> Table:
    table = Table(_FINDINGS, row_key="key", two_line=True, compact=True, counted_in="条")
    table.say_empty("check", nothing)
    return table


_FINDINGS = (
    TableColumn("row", "行", ColumnKind.NUMBER, 48),
    TableColumn("name", "姓名", ColumnKind.NAME, 68),
    TableColumn("where", "列", width=112),
    TableColumn(
        lambda one: covered(one.value)[:_LONGEST_VALUE],
        "原值",
        width=146,
        tone=lambda one: "bad" if one.key[1] == PROBLEMS else "warn",
    ),
    TableColumn(
        lambda one: covered(one.reason),
        "问题和建议",
        width=400,
        grows=True,
        below=lambda one: covered(one.suggestion),
    ),
    TableColumn("state", "处理", width=56, tone="ink2"),
)
_CHANGES = (
    TableColumn("row", "行", ColumnKind.NUMBER, 48),
    TableColumn("subject", "姓名", ColumnKind.NAME, 72),
    TableColumn("label", "项目", width=130),
    TableColumn(lambda one: covered(one.before) or "空", "原来", width=160, tone="ink2"),
    TableColumn(lambda one: covered(one.after), "现在", width=160, grows=True),
)
