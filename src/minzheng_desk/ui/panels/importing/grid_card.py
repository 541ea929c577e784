"""数据预览: the rows of the file under Excel's letters, what each column means, a corner on what is wrong."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QItemSelectionModel, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox

from minzheng_desk.documents.layout import Align
from minzheng_desk.households.imports.model import Standing
from minzheng_desk.ui.look.look import look
from minzheng_desk.ui.panels.importing.cells import shown
from minzheng_desk.ui.panels.importing.draft import LEFT_OUT
from minzheng_desk.ui.panels.importing.looking import Looked
from minzheng_desk.ui.panels.importing.seen import WHOLE_ROW, SeenColumn, SeenRow, SeenTable
from minzheng_desk.ui.widgets.buttons import Segment, Segments
from minzheng_desk.ui.widgets.cards import Card
from minzheng_desk.ui.widgets.tables.columns import ColumnKind, TableColumn
from minzheng_desk.ui.widgets.tables.table import Table

_ALL = "all"
_FILTER = "看哪些行"
_SEGMENTS = {"problem": Standing.PROBLEM, "changed": Standing.CHANGED, "new": Standing.NEW}
_NARROWEST, _WIDEST, _PER_HALF_WIDTH, _EDGES = 64, 210, 7, 22
_ROW_NUMBER = "row_number"
_WHOLE = frozenset({"id_number", "account", "phone", "certificate_number"})
"""What can only be told apart by its last digits, and so is not narrowed."""


class GridCard(Card):
    """The rows of one table of the file; a heading is clicked, or Alt+Down pressed, to say what it means."""

    meaning_asked = Signal(int)
    """A column, by its place in the sheet."""
    correction_asked = Signal(object, int)
    """A row and a column, by Enter, F2 or a double click."""
    table_chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__("数据预览", flush=True)
        self.segments = Segments(spoken_name=_FILTER)
        self.segments.chosen.connect(self._filter)
        self.which: QComboBox | None = None
        """Which table is shown, where there are several."""
        self.add_right(self.segments)
        self.table: Table | None = None
        self.seen: SeenTable | None = None

    def show_table(self, looked: Looked, at: int) -> None:
        """Show one of the tables; the cell the keyboard is in stays."""
        place, seen = self.current_place(), looked.tables[at]
        same = self.seen is not None and self.seen.columns == seen.columns
        self.seen = seen
        if not same or self.table is None:
            self._build(seen)
        self._offer_tables(looked, at)
        self._count(looked, seen)
        if self.table is not None:
            self.table.show_rows(seen.rows)
            self.table.say_empty("excel", "这张表没有一行登记内容")
            self._filter(self.segments.key)
        if place is not None:
            self.go_to(*place)

    def current_place(self) -> tuple[int, int] | None:
        """The row number and the column the keyboard is in."""
        row = self.table.current_row() if self.table is not None else None
        return (row.number, self._column_here()) if isinstance(row, SeenRow) else None

    def go_to(self, number: int, column: int) -> None:
        """Show a cell, taking away a filter that hides its row."""
        if self.table is None:
            return
        if not self.table.select_key(number):
            self.segments.choose(_ALL)
            self._filter(_ALL)
            self.table.select_key(number)
        view = self.table.view
        index = view.rows.index(view.currentIndex().row(), self._place_of(column))
        if index.isValid():
            flags = QItemSelectionModel.SelectionFlag.ClearAndSelect
            view.selectionModel().setCurrentIndex(index, flags)
            view.scrollTo(index)

    def ask_correction(self) -> None:
        """Ask for another value of the cell the keyboard is in."""
        row, column = self.table.current_row() if self.table is not None else None, self._column_here()
        if isinstance(row, SeenRow) and column != WHOLE_ROW:
            self.correction_asked.emit(row, column)

    def _build(self, seen: SeenTable) -> None:
        if self.table is not None:
            self.body.removeWidget(self.table)
            self.table.hide()
            self.table.deleteLater()
        table = self.table = Table(
            [_NUMBER, *(_grid_column(column) for column in seen.columns)],
            row_key="number",
            compact=True,
            grid=True,
        )
        table.setAccessibleName(f"数据预览，{seen.said}")
        # A heading here says what its column means; rows stay in the order of the file.
        for asked in (table.header.sort_asked, table.header.menu_asked):
            asked.disconnect()
            asked.connect(lambda at, _how: self._ask_meaning(at))
        table.header.setSectionsMovable(False)
        for place, column in enumerate(seen.columns, start=1):
            if column.target in _WHOLE:
                table.fit.widen(place, look().px(_width(column) + 1))
        table.opened.connect(lambda _: self.ask_correction())
        keys = QShortcut(QKeySequence(Qt.Key.Key_F2), table)
        keys.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        keys.activated.connect(self.ask_correction)
        self.body.addWidget(table, 1)

    def _ask_meaning(self, at: int) -> None:
        if at and self.seen is not None:
            self.meaning_asked.emit(self.seen.columns[at - 1].index)

    def _column_here(self) -> int:
        at = self.table.view.currentIndex().column() if self.table is not None else 0
        return self.seen.columns[at - 1].index if at > 0 and self.seen is not None else WHOLE_ROW

    def _place_of(self, column: int) -> int:
        """Where a column of the sheet stands here; the row number for what is about the whole row."""
        columns = self.seen.columns if self.seen is not None else ()
        return next((at for at, one in enumerate(columns, start=1) if one.index == column), 0)

    def _offer_tables(self, looked: Looked, at: int) -> None:
        if self.which is None and len(looked.tables) == 1:
            return
        which = self._which()
        which.setHidden(len(looked.tables) == 1)
        names = [f"{one.sheet}（{len(one.rows):,} 行）" for one in looked.tables]
        if [which.itemText(place) for place in range(which.count())] != names:
            which.clear()
            which.addItems(names)
        which.setCurrentIndex(at)

    def _which(self) -> QComboBox:
        if self.which is None:
            self.which = QComboBox()
            self.which.setProperty("small", "1")
            self.which.setAccessibleName("看哪张表")
            self.which.activated.connect(self.table_chosen)
            self.add_beside_title(self.which)
        return self.which

    def _count(self, looked: Looked, seen: SeenTable) -> None:
        self.note.setText("" if len(looked.tables) > 1 else f"{len(seen.rows):,} 行")
        self.segments.setHidden(seen.counts is None)
        if seen.counts is None:
            self.segments.show_segments([Segment(_ALL, "全部行", len(seen.rows))])
            return
        counts = seen.counts
        self.segments.show_segments(
            [
                Segment(_ALL, "全部行", len(seen.rows)),
                Segment("problem", "有问题", counts.problems, red=True),
                Segment("changed", "会修改", counts.changed),
                Segment("new", "新增", counts.new),
            ]
        )

    def _filter(self, which: str) -> None:
        wanted = _SEGMENTS.get(which)
        if self.table is not None:
            self.table.filter_by(_FILTER, None if wanted is None else partial(_stands, wanted))


def _stands(wanted: Standing, row: SeenRow) -> bool:
    return row.standing is wanted


def _grid_column(column: SeenColumn) -> TableColumn:
    at, target = column.index, column.target
    means = column.meaning if column.meaning == LEFT_OUT else f"→ {column.meaning}"
    return TableColumn(
        lambda row: shown(row.at(at), target),
        f"{column.letter} {column.label}".rstrip(),
        ColumnKind.NAME if target == "name" else ColumnKind.TEXT,
        width=_width(column),
        name=column.letter,
        mark=_mark(at),
        tone=lambda row: _INK.get(row.marks.get(at, ""), "ink"),
        spoken=_spoken(column),
        subtitle=means,
        subtitle_tone=column.tone,
    )


_INK = {"bad": "bad", "warn": "warn", "ok": "ok"}
_SAID = {"bad": "，有问题", "warn": "，请留意", "ok": "，已改"}


def _mark(at: int) -> Callable[[Any], str | None]:
    return lambda row: row.marks.get(at)


def _spoken(column: SeenColumn) -> Callable[[Any], str]:
    def say(row: SeenRow) -> str:
        text = shown(row.at(column.index), column.target) or "空"
        said = _SAID.get(row.marks.get(column.index, ""), "")
        return f"{column.label or column.letter} {text}{said}"

    return say


def _width(column: SeenColumn) -> int:
    return min(max(column.half_widths * _PER_HALF_WIDTH + _EDGES, _NARROWEST), _WIDEST)


_NUMBER = TableColumn(
    "number",
    "行",
    ColumnKind.TEXT,
    54,
    name=_ROW_NUMBER,
    align=Align.RIGHT,
    tone=lambda row: "bad" if row.standing is Standing.PROBLEM else "ink3",
    mark=_mark(WHOLE_ROW),
    spoken=lambda row: f"第 {row.number} 行，{row.standing.value}",
)
