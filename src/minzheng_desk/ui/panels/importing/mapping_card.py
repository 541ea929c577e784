"""列对应: every column of the table, what stands over it and what it is taken to mean."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut

from minzheng_desk.ui.look.look import look
from minzheng_desk.ui.panels.importing.draft import LEFT_OUT
from minzheng_desk.ui.panels.importing.seen import CARRIED, SeenColumn, SeenTable
from minzheng_desk.ui.widgets.buttons import plain, soft
from minzheng_desk.ui.widgets.cards import Card
from minzheng_desk.ui.widgets.labels import label
from minzheng_desk.ui.widgets.tables.columns import TableColumn
from minzheng_desk.ui.widgets.tables.table import Table


class MappingCard(Card):
    """The columns as a list; Enter, F4 or a double click says what one of them means."""

    meaning_asked = Signal(int)
    heading_asked = Signal()
    """The row chosen in the grid is the header."""
    headless_asked = Signal()
    """The sheet has no header at all."""

    def __init__(self) -> None:
        super().__init__("列对应", "", flush=True)
        self.table = Table(_COLUMNS, row_key="index", compact=True, counted_in="列")
        self.table.opened.connect(lambda column: self.meaning_asked.emit(column.index))
        self.heading = soft("选中行是表头", small=True)
        self.heading.clicked.connect(self.heading_asked)
        keys = QShortcut(QKeySequence(Qt.Key.Key_F4), self.table)
        keys.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        keys.activated.connect(self.ask_meaning)
        self.headless = plain("没有表头", small=True)
        self.headless.clicked.connect(self.headless_asked)
        for button in (self.headless, self.heading):
            button.hide()
            self.add_right(button)
        self.advice = label("空白单元格不会清掉原有内容。回车改一列的含义。", "hint", wrap=True)
        self.body.addWidget(self.table, 1)
        self.body.addWidget(self.advice)
        look().changed.connect(self._fit_advice)
        self._fit_advice()

    def show_table(self, seen: SeenTable, *, by_hand: bool) -> None:
        """Show the columns of a table; ``by_hand`` while no header is recognised."""
        self.table.show_rows(seen.columns)
        self.heading.setVisible(by_hand)
        self.headless.setVisible(by_hand)
        self.say("" if by_hand else _how_sure(seen))

    def ask_meaning(self) -> None:
        """Ask what the chosen column means."""
        column = self.table.current_row()
        if column is not None:
            self.meaning_asked.emit(column.index)

    def _fit_advice(self) -> None:
        px = look().px
        self.advice.setContentsMargins(px(14), px(2), px(14), px(8))


def _how_sure(seen: SeenTable) -> str:
    waiting = sum(column.tone == "warn" for column in seen.columns)
    carried = sum(column.how == CARRIED for column in seen.columns)
    if waiting:
        return f"{waiting} 列请确认"
    return f"{carried} 列沿用上次的对应" if carried else ""


def _means(column: SeenColumn) -> str:
    return "ink2" if column.meaning == LEFT_OUT else "ink"


_COLUMNS = (
    TableColumn("letter", "列", width=36, tone="ink2"),
    TableColumn("label", "表里叫", width=116),
    TableColumn("meaning", "对应到", width=112, tone=_means),
    TableColumn(
        "how",
        "怎么认的",
        width=76,
        grows=True,
        tone=lambda column: column.tone,
        tooltip=lambda column: column.reason,
    ),
)
