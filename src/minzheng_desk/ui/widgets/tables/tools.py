"""What stands above a table: the search line, saved filters, the choice of columns, the filter in words."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QMenu, QWidget

from minzheng_desk.kernel.text import normalised
from minzheng_desk.ui.look.look import look
from minzheng_desk.ui.widgets.bars import SearchField
from minzheng_desk.ui.widgets.buttons import Button, icon_button, link, primary
from minzheng_desk.ui.widgets.tables.columns_menu import ColumnsMenu
from minzheng_desk.ui.widgets.tables.order import SEARCH
from minzheng_desk.ui.widgets.tables.popups import Popup
from minzheng_desk.ui.widgets.tables.saved_filters import Choices, SavedFilters, Values, choose, chosen
from minzheng_desk.ui.widgets.tables.table import Table


class TableSearch(SearchField):
    """A search field that narrows a table; Enter and the arrow down go on to its rows."""

    def __init__(self, table: Table, says: str = "姓名、首字母", width: int = 160) -> None:
        super().__init__(says, width)
        self.searched.connect(table.filter_text)
        self.entered.connect(table.enter)
        follow_cleared(self, table)


def follow_cleared(field: SearchField, table: Table) -> None:
    """Forget what was typed when the filter is cleared at the table."""
    searching = False

    def follow(_words: str) -> None:
        nonlocal searching
        before, searching = searching, SEARCH in table.order.filters
        if before and not searching and field.text():
            field.clear()

    table.filtered.connect(follow)


class FilterWords(QWidget):
    """The filter written out with 清除 beside it; takes no room while all rows are shown."""

    def __init__(self, table: Table) -> None:
        super().__init__()
        self._text = QLabel()
        self._text.setProperty("role", "hint")
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self.clear = link("清除")
        self.clear.clicked.connect(table.clear_filters)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look().px(8))
        row.addWidget(self._text, 1)
        row.addWidget(self.clear)
        self._table = table
        table.filtered.connect(self._say)
        self._say(table.order.filter_words)

    def _say(self, words: str) -> None:
        self._text.setText(f"{self._table.counted}　{words}" if words else "")
        self._text.setToolTip(words)
        self.setVisible(bool(words))


def columns_button(table: Table) -> Button:
    """列: opens the choice of columns."""
    button = icon_button("columns", "选择列")
    button.setProperty("small", "1")

    def choose() -> None:
        menu = ColumnsMenu(button, table.fit, table.columns)
        menu.open_at(button.mapToGlobal(QPoint(0, button.height())))

    button.clicked.connect(choose)
    return button


class Filters:
    """The filters of a list that can be kept: its columns' values, and what its page filters by itself."""

    def __init__(
        self, saved: SavedFilters, table: Table | None = None, choices: Choices | None = None
    ) -> None:
        self.saved = saved
        self._table, self._choices = table, choices or {}

    def now(self) -> Values:
        """What is filtered by at present; what is typed is left out, because it may be a name."""
        values = self._table.values_filtered() if self._table is not None else {}
        return {**values, **chosen(self._choices)}

    def apply(self, values: Values) -> None:
        """Filter by these instead."""
        if self._table is not None:
            self._table.apply_values(values)
        choose(self._choices, values)

    def clear(self) -> None:
        """Show everything."""
        if self._table is not None:
            self._table.clear_filters()
        choose(self._choices, {})


def saved_filters_button(filters: Filters) -> Button:
    """Opens the filters with a name, and saves the present one under a name."""
    button = icon_button("filter", "常用筛选")
    button.setProperty("small", "1")

    def open_menu() -> None:
        menu = filters_menu(button, filters)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(button.mapToGlobal(QPoint(0, button.height())))

    button.clicked.connect(open_menu)
    return button


class NameFilter(Popup):
    """Asks for the name under which the present filter is kept."""

    def __init__(self, parent: QWidget, filters: Filters) -> None:
        super().__init__(parent, "保存筛选")
        self._filters = filters
        text = QLabel("给这个筛选起个名字")
        self.name = QLineEdit()
        self.name.setAccessibleName("筛选的名字")
        self.save = primary("保存", small=True)
        text.setBuddy(self.name)
        for widget in (text, self.name, self.save):
            self.column.addWidget(widget)
        self.name.returnPressed.connect(self._keep)
        self.save.clicked.connect(self._keep)
        self.setFocusProxy(self.name)

    def _keep(self) -> None:
        if name := normalised(self.name.text()):
            self._filters.saved.save(name, self._filters.now())
            self.close()
        else:
            self.name.setFocus()


def filters_menu(button: QWidget, filters: Filters) -> QMenu:
    """The saved filters to choose from, and what can be done with the present one."""
    menu, saved = QMenu(button), filters.saved
    for name in saved.names:
        action = menu.addAction(name)
        action.triggered.connect(lambda _=False, name=name: filters.apply(saved.values(name)))
    if not saved.names:
        menu.addAction("还没有保存过筛选").setEnabled(False)
    menu.addSeparator()
    keep = menu.addAction("把现在的筛选存下来…")
    keep.setEnabled(bool(filters.now()))
    keep.triggered.connect(
        lambda: NameFilter(button, filters).open_at(button.mapToGlobal(QPoint(0, button.height())))
    )
    if saved.names:
        forget = menu.addMenu("删除")
        for name in saved.names:
            forget.addAction(name).triggered.connect(lambda _=False, name=name: saved.forget(name))
    if filters.now():
        menu.addAction("清除筛选").triggered.connect(filters.clear)
    return menu
