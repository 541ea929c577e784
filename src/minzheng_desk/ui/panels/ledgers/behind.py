"""The people behind a figure: who they are and what each was paid; Enter opens the file."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy

from minzheng_desk.documents.layout import Total
from minzheng_desk.ledgers.behind import PersonBehind
from minzheng_desk.ui.screen import Frame
from minzheng_desk.ui.widgets.buttons import icon_button
from minzheng_desk.ui.widgets.cards import Card
from minzheng_desk.ui.widgets.leading import lead
from minzheng_desk.ui.widgets.tables.columns import ColumnKind, TableColumn
from minzheng_desk.ui.widgets.tables.row_menu import give_opening
from minzheng_desk.ui.widgets.tables.table import Table


class BehindPanel(Card):
    """A list at the right; ``closed`` by its cross."""

    closed = Signal()

    def __init__(self, frame: Frame) -> None:
        super().__init__("名单", flush=True)
        self._frame = frame
        self.title.setWordWrap(True)
        self.title.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        close = icon_button("x", "关闭名单")
        close.setProperty("small", "1")
        close.clicked.connect(self.closed)
        self.add_right(close)
        self.table = Table(_COLUMNS, counted_in="户", two_line=True)
        self.table.opened.connect(self._open)
        give_opening(self.table, "打开家庭档案", "family")
        self.body.addWidget(self.table, 1)
        lead(self, self.table)

    def show_people(self, title: str, people: tuple[PersonBehind, ...]) -> None:
        """Show who stands behind a figure."""
        self.set_title(title)
        self.table.show_rows(people)

    def _open(self, person: PersonBehind) -> None:
        if person.household_number:
            self._frame.go(f"households:{person.household_number}")


def _tail(person: PersonBehind) -> str:
    return f"尾号 {person.id_number[-4:]}" if person.id_number else ""


_COLUMNS = (
    TableColumn("name", "姓名", ColumnKind.NAME, 96, below=_tail),
    TableColumn("persons", "人", ColumnKind.NUMBER, 44, total=Total.SUM),
    TableColumn("amount", "金额（元）", ColumnKind.MONEY, 104, total=Total.SUM),
)
