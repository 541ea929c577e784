"""The filter of a column, as in a spreadsheet: its values to tick, a line to search them, the two orders."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QListWidget, QListWidgetItem, QWidget

from minzheng_desk.kernel.text import initials, name_readings, normalised
from minzheng_desk.ui.widgets.bars import ComposedLine
from minzheng_desk.ui.widgets.buttons import link, primary
from minzheng_desk.ui.widgets.tables.order import RowOrder
from minzheng_desk.ui.widgets.tables.popups import Popup

BLANK = "（空白）"
_MOST_LISTED = 300
_UNSEEN = Qt.ItemDataRole.UserRole


def listed_values(order: RowOrder, column: int) -> list[tuple[str, int]]:
    """The texts of a column with how many rows read so, in the order the column is sorted."""
    texts, keys = order.read.texts(column), order.read.keys(column)
    counts = Counter(texts)
    places = dict(zip(texts, keys, strict=True))
    filled = sorted((text for text in counts if places[text] is not None), key=places.__getitem__)
    return [(text, counts[text]) for text in [*filled, *(text for text in counts if places[text] is None)]]


class FilterMenu(Popup):
    """Values to tick. 确定 keeps the rows that read as one of them, or all rows when all are ticked."""

    wanted = Signal(object)
    """The texts wanted as a tuple, or None for all."""
    sort_wanted = Signal(bool)
    """Whether the order asked for runs downward."""

    def __init__(
        self,
        parent: QWidget,
        title: str,
        values: Sequence[tuple[str, int]],
        ticked: frozenset[str] | None,
    ) -> None:
        super().__init__(parent, f"筛选 {title}")
        self._values = list(values)
        everything = {text for text, _ in values}
        self._ticked = everything if ticked is None else everything & ticked
        self.search = ComposedLine()
        self.search.setProperty("small", "1")
        self.search.setPlaceholderText("查找，可用首字母")
        self.search.setAccessibleName(f"在 {title} 的值里查找")
        self.search.setClearButtonEnabled(True)
        self.list = QListWidget()
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setAccessibleName(f"{title} 的值")
        self._rest = QLabel()
        self._rest.setProperty("role", "hint")
        self.agree = primary("筛选", small=True)
        self._lay_out()
        self.search.typed.connect(self._list_values)
        self.search.returnPressed.connect(self._agree)
        self.list.itemChanged.connect(self._on_ticked)
        self.agree.clicked.connect(self._agree)
        self._list_values()
        self.setFocusProxy(self.search)

    def tick_all(self) -> None:
        """Tick every value that is listed."""
        self._tick_listed(Qt.CheckState.Checked)

    def tick_none(self) -> None:
        """Untick every value that is listed."""
        self._tick_listed(Qt.CheckState.Unchecked)

    def _lay_out(self) -> None:
        up, down = link("升序", "up"), link("降序", "down")
        up.clicked.connect(lambda: self._sort(descending=False))
        down.clicked.connect(lambda: self._sort(descending=True))
        everything, nothing = link("全选"), link("全不选")
        everything.clicked.connect(self.tick_all)
        nothing.clicked.connect(self.tick_none)
        for widgets in ((up, down), (everything, nothing, None, self.agree)):
            row = QHBoxLayout()
            for widget in widgets:
                if widget is None:
                    row.addStretch(1)
                else:
                    row.addWidget(widget)
            self.column.addLayout(row)
        self.column.insertWidget(1, self.search)
        self.column.insertWidget(2, self.list)
        self.column.insertWidget(3, self._rest)

    def _list_values(self) -> None:
        typed = normalised(self.search.words).casefold()
        found = [one for one in self._values if not typed or _matches(one[0], typed)]
        with QSignalBlocker(self.list):
            self.list.clear()
            for text, count in found[:_MOST_LISTED]:
                self.list.addItem(_item(text, count, ticked=bool(typed) or text in self._ticked))
        left_out = len(found) - _MOST_LISTED
        self._rest.setText(f"还有 {left_out:,} 个值，请输入几个字查找。" if left_out > 0 else "")
        self._rest.setVisible(left_out > 0)
        self._allow()

    def _tick_listed(self, state: Qt.CheckState) -> None:
        for item in self._items():
            item.setCheckState(state)
        if not self.search.words:
            whole = state == Qt.CheckState.Checked
            self._ticked = {text for text, _ in self._values} if whole else set()
        self._allow()

    def _on_ticked(self, item: QListWidgetItem) -> None:
        text = item.data(_UNSEEN)
        if not self.search.words:
            self._ticked = self._ticked - {text} | ({text} if _is_ticked(item) else set())
        self._allow()

    def _chosen(self) -> set[str]:
        """What is wanted: while searching, what is ticked among the values found."""
        if self.search.words:
            return {item.data(_UNSEEN) for item in self._items() if _is_ticked(item)}
        return self._ticked

    def _allow(self) -> None:
        chosen = self._chosen()
        self.agree.setEnabled(bool(chosen))
        self.agree.setText("筛选" if chosen else "请勾选")

    def _agree(self) -> None:
        chosen = self._chosen()
        if not chosen:
            return
        whole = len(chosen) == len(self._values)
        ordered = tuple(text for text, _ in self._values if text in chosen)
        self.close()
        self.wanted.emit(None if whole else ordered)

    def _sort(self, *, descending: bool) -> None:
        self.close()
        self.sort_wanted.emit(descending)

    def _items(self) -> list[QListWidgetItem]:
        return [self.list.item(at) for at in range(self.list.count())]


def filter_menu(parent: QWidget, order: RowOrder, at: int) -> FilterMenu:
    """The filter of the column at this place, with what it keeps at present."""
    column = order.columns[at]
    kept = order.filters.get(column.called)
    return FilterMenu(parent, column.title, listed_values(order, at), kept.values if kept else None)


def _item(text: str, count: int, *, ticked: bool) -> QListWidgetItem:
    item = QListWidgetItem(f"{text or BLANK}　{count:,}")
    item.setData(_UNSEEN, text)
    item.setToolTip(text)
    item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
    item.setCheckState(Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)
    return item


def _is_ticked(item: QListWidgetItem) -> bool:
    return item.checkState() == Qt.CheckState.Checked


def _matches(text: str, typed: str) -> bool:
    if typed in text.casefold():
        return True
    return typed.isascii() and any(typed in one for one in initials(name_readings(text)))
