"""A tab that is a table with its verbs: what can be done with all of it, and with the row that is chosen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from minzheng_desk.ui.look.look import look
from minzheng_desk.ui.settings import Settings
from minzheng_desk.ui.widgets.buttons import Button, plain, soft
from minzheng_desk.ui.widgets.labels import label
from minzheng_desk.ui.widgets.leading import lead
from minzheng_desk.ui.widgets.tables.columns import TableColumn
from minzheng_desk.ui.widgets.tables.row_menu import RowVerb, give_menu
from minzheng_desk.ui.widgets.tables.table import Table


@dataclass(frozen=True, slots=True)
class Verb:
    """Something that can be done: with the chosen row where ``of_row``, else at any time."""

    key: str
    label: str
    icon: str = ""
    of_row: bool = True
    reads_only: bool = False


class TableTab(QWidget):
    """Verbs above, rows beneath."""

    wanted = Signal(str, object)
    """A verb, and the row it is for (None for none)."""
    reveal_wanted = Signal(object)

    def __init__(
        self,
        title: str,
        columns: Sequence[TableColumn],
        verbs: Sequence[Verb],
        *,
        name: str,
        settings: Settings,
        opens: str = "",
        two_line: bool = False,
        table: Table | None = None,
    ) -> None:
        super().__init__()
        self.verbs, self._opens = tuple(verbs), opens
        self._may_edit = True
        self.table = table or Table(columns, name=name, settings=settings, two_line=two_line, counted_in="项")
        self.table.setAccessibleName(title)
        self.said = label("", "hint")
        self.buttons: dict[str, Button] = {}
        self._bar = QHBoxLayout()
        self._bar.addWidget(label(title, "block"))
        self._bar.addWidget(self.said)
        self._bar.addStretch(1)
        for verb in verbs:
            made = (plain if verb.of_row else soft)(verb.label, verb.icon, small=True)
            made.clicked.connect(lambda _checked=False, key=verb.key: self._ask(key))
            self.buttons[verb.key] = made
            self._bar.addWidget(made)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._bar)
        column.addWidget(self.table, 1)
        self.table.chosen.connect(lambda _row: self._allow())
        self.table.opened.connect(self._open)
        give_menu(self.table, lambda _rows: [self._offered(verb) for verb in self.verbs])
        self.table.reveal_asked.connect(self.reveal_wanted)
        lead(self, self.table)
        look().changed.connect(self._fit)
        self._fit()
        self._allow()

    def show_rows(self, rows: Sequence[Any]) -> None:
        """Show these rows; the one chosen stays chosen."""
        self.table.show_rows(rows)
        self._allow()

    def allow(self, *, editing: bool) -> None:
        """Let this person write here, or only read."""
        self._may_edit = editing
        self._allow()

    def _allow(self) -> None:
        row = self.table.current_row()
        for verb in self.verbs:
            fits = (row is not None or not verb.of_row) and (self._may_edit or verb.reads_only)
            self.buttons[verb.key].setEnabled(fits)

    def _ask(self, key: str) -> None:
        verb = next(one for one in self.verbs if one.key == key)
        self.wanted.emit(key, self.table.current_row() if verb.of_row else None)

    def _open(self, row: object) -> None:
        if self._opens and self.buttons[self._opens].isEnabled():
            self.wanted.emit(self._opens, row)

    def _offered(self, verb: Verb) -> RowVerb:
        """A verb under the right button, the same as above the table."""
        reason = "" if self._may_edit or verb.reads_only else "只能查看"
        keys = "Enter" if verb.key == self._opens else ""
        return RowVerb(verb.label, lambda _rows: self._ask(verb.key), verb.icon, keys, reason)

    def _fit(self) -> None:
        px = look().px
        self._bar.setContentsMargins(px(14), px(6), px(12), px(6))
        self._bar.setSpacing(px(6))
