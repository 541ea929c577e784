"""One column asked about: what it means, found by initials, pinyin or characters, without the mouse."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from minzheng_desk.ui.look.look import look
from minzheng_desk.ui.panels.importing.cells import shown
from minzheng_desk.ui.panels.importing.meanings import Meaning, meanings_of
from minzheng_desk.ui.panels.importing.seen import SeenColumn, SeenTable
from minzheng_desk.ui.widgets.bars import SearchField
from minzheng_desk.ui.widgets.labels import label
from minzheng_desk.ui.widgets.tables.columns import TableColumn
from minzheng_desk.ui.widgets.tables.table import Table

_EXAMPLES = 3


class MeaningChoice(QWidget):
    """Everything the column can mean; typing narrows it, Enter takes it."""

    taken = Signal(int, str)
    """The column, and the words for what it means."""

    def __init__(self, column: SeenColumn, seen: SeenTable, kind: str) -> None:
        super().__init__()
        self._column = column
        used = {one.meaning: one.letter for one in seen.columns if one.index != column.index}
        self.field = SearchField("输首字母或汉字来找", 0)
        self.table = Table(
            [
                TableColumn("label", "含义", width=150, bold=True),
                TableColumn("about", "说的是", width=60, tone="ink2"),
                TableColumn(
                    lambda one: f"已是 {used[one.label]} 列" if one.label in used else "", "现在", width=90
                ),
            ],
            row_key="label",
            compact=True,
        )
        self._column_box = QVBoxLayout(self)
        self._column_box.setContentsMargins(0, 0, 0, 0)
        self._column_box.addWidget(label(_examples(column, seen), "hint", wrap=True))
        if column.reason:
            self._column_box.addWidget(label(f"{column.reason}。", "hint", wrap=True))
        self._column_box.addWidget(self.field)
        self._column_box.addWidget(self.table, 1)
        self.setFocusProxy(self.field)
        self.field.searched.connect(self.table.filter_text)
        self.field.entered.connect(self.table.enter)
        self.table.opened.connect(self._take)
        look().changed.connect(self._fit)
        self._fit()
        known = meanings_of(kind)
        labels = {one.label for one in known}
        others = dict.fromkeys(one.meaning for one in seen.columns if one.meaning not in labels)
        self._offer([*known, *(Meaning(other, "人") for other in others)])

    def _offer(self, meanings: Sequence[Meaning]) -> None:
        self.table.show_rows(meanings)
        self.table.select_key(self._column.meaning)

    def _take(self, meaning: Meaning) -> None:
        self.taken.emit(self._column.index, meaning.label)

    def _fit(self) -> None:
        self._column_box.setSpacing(look().px(8))


def _now(letter: str | None) -> str:
    return f"已是 {letter} 列" if letter else ""


def _examples(column: SeenColumn, seen: SeenTable) -> str:
    texts = (shown(row.at(column.index), column.target) for row in seen.rows)
    found = list(dict.fromkeys(text for text, _ in zip(texts, range(200), strict=False) if text))[:_EXAMPLES]
    return f"列里写的是：{'、'.join(found)}" if found else "这一列没有内容。"
