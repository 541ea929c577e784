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
from minzheng_desk.ui.widgets.tables.saved_filters import SavedFilters
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


def saved_filters_button(table: Table) -> Button:
    """Opens the filters with a name, and saves the present one under a name."""
    button = icon_button("filter", "常用筛选")
    button.setProperty("small", "1")
    saved = SavedFilters(table.memory)

    def open_menu() -> None:
        menu = filters_menu(button, table, saved)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(button.mapToGlobal(QPoint(0, button.height())))

    button.clicked.connect(open_menu)
    return button


class NameFilter(Popup):
    """Asks for the name under which the present filter is kept."""

    def __init__(self, parent: QWidget, table: Table, saved: SavedFilters) -> None:
        super().__init__(parent, "保存筛选")
        self._table, self._saved = table, saved
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
            self._saved.save(name, self._table.values_filtered())
            self.close()
        else:
            self.name.setFocus()


def filters_menu(button: QWidget, table: Table, saved: SavedFilters) -> QMenu:
    """The saved filters to choose from, and what can be done with the present one."""
    menu = QMenu(button)
    for name in saved.names:
        action = menu.addAction(name)
        action.triggered.connect(lambda _=False, name=name: table.apply_values(saved.values(name)))
    if not saved.names:
        menu.addAction("还没有保存过筛选").setEnabled(False)
    menu.addSeparator()
    keep = menu.addAction("把现在的筛选存下来…")
    keep.setEnabled(bool(table.values_filtered()))
    keep.triggered.connect(
        lambda: NameFilter(button, table, saved).open_at(button.mapToGlobal(QPoint(0, button.height())))
    )
    if saved.names:
        forget = menu.addMenu("删除")
        for name in saved.names:
            forget.addAction(name).triggered.connect(lambda _=False, name=name: saved.forget(name))
    if table.order.is_filtered:
        menu.addAction("清除筛选").triggered.connect(table.clear_filters)
    return menu
