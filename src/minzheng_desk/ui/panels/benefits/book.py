"""The lists of the page beside each other: tabs, one search field for whichever is shown, its rows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget

from minzheng_desk.households.model import Person
from minzheng_desk.kernel.permissions import Permission
from minzheng_desk.ui.look.look import look
from minzheng_desk.ui.panels.benefits import columns
from minzheng_desk.ui.panels.benefits.lists import ListView
from minzheng_desk.ui.panels.benefits.rows import PaidRow
from minzheng_desk.ui.screen import Frame
from minzheng_desk.ui.widgets.bars import SearchField
from minzheng_desk.ui.widgets.cards import Card
from minzheng_desk.ui.widgets.labels import rule
from minzheng_desk.ui.widgets.tables.full_copy import Kept, offer_full_copy
from minzheng_desk.ui.widgets.tables.row_menu import Verbs, give_menu
from minzheng_desk.ui.widgets.tables.tools import columns_button, follow_cleared
from minzheng_desk.ui.widgets.tabs import Tab, Tabs

PAID, DUE, UNCLAIMED, CLASHES, DIFFERENCES = "paid", "due", "unclaimed", "overlaps", "differences"
TITLES = {
    PAID: "在享",
    DUE: "到期和到龄",
    UNCLAIMED: "应享未享",
    CLASHES: "不能同时享受",
    DIFFERENCES: "与发放不一致",
}
CHECKED = frozenset({UNCLAIMED, CLASHES, DIFFERENCES})
"""Lists that are known only after a re-check of the whole township."""


class Book(Card):
    """Five lists; one is shown."""

    turned = Signal(str)
    chosen = Signal(object)
    opened = Signal(object)
    remedy_asked = Signal(object)
    ticked = Signal()
    reveal_asked = Signal(object)

    def __init__(self, frame: Frame) -> None:
        super().__init__(flush=True)
        self._frame = frame
        self.tabs = Tabs(Tab(key, title) for key, title in TITLES.items())
        self.tabs.setAccessibleName("待遇的几张清单")
        self.field = SearchField("姓名、首字母、村、项目", 210)
        self._stack, self._head, self._tools = QStackedWidget(), QHBoxLayout(), QStackedWidget()
        self.buttons: dict[str, Sequence[QPushButton]] = {}
        self.lists: dict[str, ListView] = {}
        self.verbs: Verbs = lambda _: ()
        """What the right button offers; said before the first list is built."""
        self._head.addWidget(self.tabs)
        self._head.addStretch(1)
        self._head.addWidget(self.field)
        self._head.addWidget(self._tools)
        self.body.addLayout(self._head)
        self.body.addWidget(rule())
        self.body.addWidget(self._stack, 1)
        self.body.setSpacing(0)
        self.tabs.chosen.connect(self._turn)
        self.field.searched.connect(self._search)
        self.field.entered.connect(self._enter)
        look().changed.connect(self._fit_book)
        self._fit_book()

    @property
    def key(self) -> str:
        """Which list is shown."""
        return self.tabs.key

    @property
    def list(self) -> ListView:
        """The list that is shown."""
        return self.list_called(self.key)

    def list_called(self, key: str) -> ListView:
        """A list, built when it is first wanted."""
        found = self.lists.get(key)
        if found is None:
            found = self.lists[key] = self._built(key)
        return found

    def turn_to(self, key: str) -> None:
        """Show a list."""
        if self.key != key:
            self.tabs.choose(key)
        else:
            self._turn(key)

    def search(self, text: str) -> None:
        """Look for a text in the shown list at once."""
        self.field.setText(text)
        self._search(text)

    def count(self, counts: dict[str, int | None]) -> None:
        """Say how many lines each list has; None where it is not known."""
        self.tabs.show_tabs(Tab(key, title, counts.get(key)) for key, title in TITLES.items())

    def _search(self, text: str) -> None:
        self.list.table.filter_text(text)

    def _enter(self) -> None:
        self.list.table.enter()

    def _turn(self, key: str) -> None:
        view = self.list_called(key)
        self._stack.setCurrentWidget(view)
        self._tools.setCurrentIndex(self._stack.currentIndex())
        view.table.filter_text(self.field.words)
        self.turned.emit(key)
        self.chosen.emit(view.table.current_row())

    def _built(self, key: str) -> ListView:
        shown, sort_of = _LISTS[key]
        view = ListView(
            self._frame,
            key,
            shown,
            sort_of,
            counted_in="条" if key == DUE else "份",
            tickable=key in {UNCLAIMED, DIFFERENCES},
            buttons=self.buttons.get(key, ()),
            record=(lambda row: row.one.person_id) if key == PAID else "",
        )
        table = view.table
        table.chosen.connect(self.chosen)
        table.opened.connect(self.opened)
        table.ticked.connect(self.ticked)
        table.reveal_asked.connect(self.reveal_asked)
        give_menu(table, self.verbs)
        follow_cleared(self.field, table)
        table.cell_opened.connect(lambda row, _: self.remedy_asked.emit(row))
        if key == PAID and self._frame.bench.may(Permission.REVEAL):
            table.allow_reveal()
            frame = self._frame
            offer_full_copy(table, frame.bench, frame.tell, _number_kept, lambda: "核对待遇")
        self._stack.addWidget(view)
        self._tools.addWidget(columns_button(table))
        return view

    def _fit_book(self) -> None:
        px = look().px
        self._head.setContentsMargins(px(14), px(4), px(8), 0)
        self._head.setSpacing(px(6))
        self._tools.setFixedSize(px(34), px(30))


def _number_kept(row: PaidRow) -> Kept:
    return {"id_number": (Person, row.one.person_id)} if row.one.id_number else {}


_LISTS: dict[str, tuple[Sequence[Any], Callable[[Any], str]]] = {
    PAID: (columns.PAID, lambda row: str(row.one.programme)),
    DUE: (columns.DUE, columns.due_order),
    UNCLAIMED: (columns.UNCLAIMED, lambda row: str(row.one.programme)),
    CLASHES: (columns.CLASHES, columns.clash_order),
    DIFFERENCES: (columns.DIFFERENCES, columns.change_order),
}
