"""`Table`, the one widget pages use: rows, titles, totals, filters, keys, and what they tell the page."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QResizeEvent
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from minzheng_desk.documents.layout import Fact, Sheet
from minzheng_desk.ui.look.look import look
from minzheng_desk.ui.masks import masks
from minzheng_desk.ui.settings import Settings
from minzheng_desk.ui.widgets.chosen_cells import chosen_cells
from minzheng_desk.ui.widgets.tables import order, sheets, summing
from minzheng_desk.ui.widgets.tables.choosing import Choice
from minzheng_desk.ui.widgets.tables.columns import SECRET, ColumnKind, Reading, TableColumn
from minzheng_desk.ui.widgets.tables.copying import CopiedCells, clipboard
from minzheng_desk.ui.widgets.tables.empty import NothingShown
from minzheng_desk.ui.widgets.tables.filter_menu import filter_menu
from minzheng_desk.ui.widgets.tables.fitting import ColumnFit
from minzheng_desk.ui.widgets.tables.header import TableHeader
from minzheng_desk.ui.widgets.tables.idle import IdleReading
from minzheng_desk.ui.widgets.tables.memory import Memory
from minzheng_desk.ui.widgets.tables.order import Filter, RowOrder, SortedBy
from minzheng_desk.ui.widgets.tables.row_menu import Verbs, no_verbs, row_menu
from minzheng_desk.ui.widgets.tables.rows_model import RowsModel, Tint, usual_key
from minzheng_desk.ui.widgets.tables.title_menu import TitleMenu
from minzheng_desk.ui.widgets.tables.totals import TotalsRow, counted_text
from minzheng_desk.ui.widgets.tables.view import RowsView


class Table(QWidget):
    """A table of frozen rows.

    ``name`` is what settings call it, the sign-in name of the person first (``yanshi/roster``). ``row_key``
    says what a row is known by when it comes again: an attribute, a function, or by default its ``id``.
    ``record`` says to whose record, such as a person's, its numbers belong where that is not the row itself.
    ``compact`` holds where nobody chose a density. ``in_words`` names the money column whose total is also
    said in 大写.
    """

    opened = Signal(object)
    """A row, by Enter or a double click."""
    chosen = Signal(object)
    """The row the keyboard is in, or None."""
    cell_opened = Signal(object, str)
    """A row and the name of the column, for cells written like a link."""
    ticked = Signal()
    reveal_asked = Signal(object)
    """A row whose number somebody wants to see: by the eye, or `ask_reveal` on F8."""
    full_copy_asked = Signal(object)
    """`CopiedCells` somebody wants with whole numbers; answered by `offer_full_copy`, after it was noted."""
    summed = Signal(int, str, str)
    """Count, sum and average of the chosen cells; the last two empty where they mean nothing."""
    filtered = Signal(str)
    """The filters written out; empty when all rows are shown."""

    def __init__(
        self,
        columns: Sequence[TableColumn],
        *,
        name: str = "",
        settings: Settings | None = None,
        row_key: str | Reading = "",
        record: str | Reading = "",
        compact: bool = False,
        two_line: bool = False,
        tint: Tint | None = None,
        counted_in: str = "行",
        in_words: str = "",
        tickable: bool = False,
        grid: bool = False,
    ) -> None:
        super().__init__()
        boxes = (TableColumn("", "勾选", ColumnKind.TICK, 34, name="tick"),) if tickable else ()
        self.columns = (*boxes, *columns)
        self.offers_full_copy = False
        """Whether the menu of rows offers whole numbers; see `offer_full_copy`."""
        self.verbs: Verbs = no_verbs
        """What the menu of rows offers; see `give_menu`."""
        self.memory = Memory(settings, name)
        self.counted_in, self._in_words = counted_in, in_words
        self._compact, self._two_line = compact, two_line
        self._model = RowsModel(
            self.columns, row_key or usual_key, tint, record or row_key or usual_key, self
        )
        self.header = TableHeader(self.columns)
        self.view = RowsView(self._model, self.header, grid=grid)
        self.fit = ColumnFit(self.header, self.memory, self._needed)
        self._choice = Choice(self.view, self._model)
        self._totals = TotalsRow(self._model.order, self.header, counted_in, in_words)
        if not any(column.total for column in self.columns):
            self._totals.hide()
        self.empty = NothingShown(self.view, self.clear_filters)
        self._chosen: Any = None
        self._idle = IdleReading(self)
        self._sum_soon = QTimer(self)
        self._sum_soon.setSingleShot(True)
        self._sum_soon.timeout.connect(self._tell_sum)
        self.setFocusProxy(self.view)
        self._lay_out()
        self._connect()
        self._refresh_look()

    def show_rows(self, rows: Sequence[Any]) -> None:
        """Show these rows; order, filters and what was chosen stay, known by their keys."""
        kept = self._choice.by_key()
        scrolled = self.view.verticalScrollBar().value()
        self._model.show_rows(tuple(rows))
        self._choice.restore_keys(kept)
        self.view.verticalScrollBar().setValue(scrolled)
        self._after_change()
        self._fit_later()
        self._idle.prepare(self.order.read)

    @property
    def order(self) -> RowOrder:
        """Which rows are shown, and in which order."""
        return self._model.order

    def rows_shown(self) -> list[Any]:
        """The rows that are shown, in order."""
        return self.order.shown_rows

    def selected_rows(self) -> list[Any]:
        """The rows in which a cell is chosen, in the order shown."""
        return [self._model.row_at(place) for place in self.view.touched_rows]

    def current_row(self) -> Any | None:
        """The chosen row the keyboard is in."""
        place = self.view.currentIndex().row()
        return self._model.row_at(place) if self.view.is_touched(place) else None

    def enter(self) -> None:
        """Put the keyboard into the rows, into the first one where none is chosen."""
        self.view.setFocus(Qt.FocusReason.TabFocusReason)
        if self.current_row() is None and self._model.rowCount():
            self._choice.go_to(0)

    def select_key(self, key: Hashable) -> bool:
        """Go to the row known by this key; says whether it is shown."""
        return self._choice.go_to_key(key)

    def ticked_rows(self) -> list[Any]:
        """The rows that are ticked, in natural order, be they filtered away or not."""
        return [row for row in self.order.rows if self._model.key_of(row) in self._model.ticked]

    def tick(self, rows: Sequence[Any], *, on: bool = True) -> None:
        """Tick rows or take the ticks away."""
        keys = {self._model.key_of(row) for row in rows}
        self._model.ticked = self._model.ticked | keys if on else self._model.ticked - keys
        self._mark_ticks()
        self.ticked.emit()

    def filter_text(self, text: str) -> None:
        """Keep the rows in which what was typed is found: text, initials, pinyin, ends of numbers."""
        typed = text.strip()
        self._keep(order.SEARCH, order.by_search(typed) if typed else None)

    def filter_by(self, name: str, predicate: Callable[[Any], bool] | None, words: str = "") -> None:
        """Set or take away the filter called ``name``, written out as ``words``, else as its name."""
        self._keep(name, None if predicate is None else order.by_predicate(words or name, predicate))

    def filter_values(self, column: str, wanted: Sequence[str] | None) -> None:
        """Keep the rows whose cell in a column reads as one of these texts; None keeps all."""
        at = self.place_of(column)
        kept = None if wanted is None else order.by_values(self.columns[at], at, frozenset(wanted))
        self._keep(column, kept)

    def values_filtered(self) -> dict[str, list[str]]:
        """By column, the values that are wanted; what is typed and the page's own filters are left out."""
        return {name: list(one.values) for name, one in self.order.filters.items() if one.values}

    def apply_values(self, values: Mapping[str, Sequence[str]]) -> None:
        """Filter by these values instead of those chosen before; columns that are gone are passed over."""
        self._rearrange(lambda: self.order.replace_values(values))

    def clear_filters(self) -> None:
        """Show all rows."""
        self._rearrange(self.order.keep_all)

    def sort_by(self, *keys: tuple[str, bool]) -> None:
        """Sort by columns, each with whether it runs downward; without any the natural order is back."""
        wanted = [SortedBy(self.place_of(name), down) for name, down in keys]
        self._rearrange(lambda: self.order.sort(wanted))

    def find_next(self, predicate: Callable[[Any], bool], step: int = 1) -> Any | None:
        """Go to the next row of which the predicate holds, for a step of -1 the previous, round the end.

        None when there is none.
        """
        place = self._choice.next_place(predicate, step)
        return None if place is None else self._model.row_at(place)

    def say_empty(self, icon: str, text: str, remedies: Sequence[QPushButton] = ()) -> None:
        """What is said in place of rows when there are none at all."""
        self.empty.say(icon, text, remedies)
        self.empty.follow(rows=len(self.order.rows), shown=len(self.order.shown))

    def allow_reveal(self) -> None:
        """Show the eye on the row under the mouse and on the current one."""
        self.view.painter.shows_eye = True
        self.view.viewport().update()

    def ask_reveal(self) -> None:
        """F8: ask for the number of the current row."""
        row = self.current_row()
        if row is not None:
            self.reveal_asked.emit(row)

    def reveal(self, row: Any, numbers: Mapping[str, str]) -> None:
        """Show whole numbers, by the names of their columns, for as long as `masks` reveal a record.

        That somebody looks is noted before, by the operation that hands the numbers over.
        """
        masks().reveal(self._model.hold(row, numbers))

    def copy(self) -> None:
        """Ctrl+C: copy the chosen cells with their titles; numbers stay masked."""
        if (cells := self._chosen_cells(set())).count:
            clipboard().put(cells, secret=False)

    def ask_full_copy(self) -> None:
        """Ask to copy the chosen rows with whole numbers, those of all columns that are on."""
        secret = {at for at in self.shown_columns() if self.columns[at].kind in SECRET}
        if (cells := self._chosen_cells(secret)).count:
            self.full_copy_asked.emit(cells)

    def sheet(self, title: str, heading: Sequence[Fact] = ()) -> Sheet:
        """What is shown, for paper and workbooks: rows, order and columns, and the filter in words."""
        return sheets.sheet_of(
            self.order,
            self.shown_columns(),
            title,
            heading,
            counted_in=self.counted_in,
            in_words=self._in_words,
        )

    def shown_columns(self) -> list[int]:
        """The columns that are on, from left to right."""
        header = self.header
        places = [header.logicalIndex(visual) for visual in range(header.count())]
        return [at for at in places if not header.isSectionHidden(at)]

    def place_of(self, name: str) -> int:
        """The place of the column called ``name``; `KeyError` for a name that is no column."""
        for at, column in enumerate(self.columns):
            if column.called == name:
                return at
        raise KeyError(name)

    @property
    def counted(self) -> str:
        """How many rows there are and whether all are shown, as under the table."""
        return counted_text(self.order, self.counted_in)

    def setAccessibleName(self, name: str) -> None:
        """Name the rows too, because they have the keyboard."""
        super().setAccessibleName(name)
        self.view.setAccessibleName(name)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the columns to the new width."""
        super().resizeEvent(event)
        self._fit_later()

    def hideEvent(self, event: QHideEvent) -> None:
        """What is chosen here is not spoken of while the table is not seen."""
        super().hideEvent(event)
        chosen_cells().leave(self)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.view, 1)
        column.addWidget(self._totals)

    def _connect(self) -> None:
        view = self.view
        self.header.sort_asked.connect(lambda at, added: self._sort_clicked(at, added=added))
        self.header.box_clicked.connect(lambda: self._toggle(self.rows_shown()))
        self.header.menu_asked.connect(self._open_title)
        view.opened.connect(lambda place: self.opened.emit(self._model.row_at(place)))
        view.eye_clicked.connect(lambda place: self.reveal_asked.emit(self._model.row_at(place)))
        view.cell_clicked.connect(
            lambda place, at: self.cell_opened.emit(self._model.row_at(place), self.columns[at].called)
        )
        view.ticked.connect(lambda place: self._toggle([self._model.row_at(place)]))
        view.space_pressed.connect(lambda: self._toggle(self.selected_rows()))
        view.copy_asked.connect(self.copy)
        view.touched.connect(self._sum_soon.start)
        view.focused.connect(self._sum_soon.start)
        view.menu_asked.connect(lambda at: row_menu(self, self.selected_rows()).popup(at))
        view.resized.connect(self._fit_later)
        view.horizontalScrollBar().valueChanged.connect(self._totals.update)
        view.touched.connect(self._tell_chosen)
        view.selectionModel().currentChanged.connect(self._tell_chosen)
        look().changed.connect(self._refresh_look)
        masks().changed.connect(self._remask)

    def _refresh_look(self) -> None:
        self.view.set_row_height(look().row_height(two_lines=self._two_line, compact=self._compact))
        self.view.refresh_look()
        self.header.setFixedHeight(self.header.sizeHint().height())
        self.fit.apply(self.view.viewport().width())

    def _fit_later(self) -> None:
        self.fit.fill(self.view.viewport().width())
        self.empty.setGeometry(0, self.header.height(), self.view.width(), self.view.viewport().height())

    def _needed(self, at: int) -> int:
        if self.columns[at].kind is ColumnKind.NAME:
            return max(self.view.width_for_names(at), self.header.title_width(at))
        return max(self.view.sizeHintForColumn(at), self.header.title_width(at), self._totals.width_of(at))

    def _keep(self, name: str, one: Filter | None) -> None:
        self._rearrange(lambda: self.order.keep(name, one))

    def _rearrange(self, change: Callable[[], None]) -> None:
        chosen = self._choice.by_number()
        self._model.rearrange(change)
        self._choice.restore(chosen)
        if self.current_row() is not None:
            self.view.scrollTo(self.view.currentIndex())
        else:
            self.view.scrollToTop()
        self._after_change()

    def _after_change(self) -> None:
        order = self.order
        self.header.mark(order.sorted_by, frozenset(order.filters))
        self._mark_ticks()
        self._totals.follow(order)
        self.empty.follow(rows=len(order.rows), shown=len(order.shown))
        self._sum_soon.start()
        self._tell_chosen()
        self.filtered.emit(order.filter_words)

    def _sort_clicked(self, at: int, *, added: bool) -> None:
        keys = order.turned(self.order.sorted_by, at, added=added)
        self._rearrange(lambda: self.order.sort(keys))

    def _open_title(self, at: int, where: QPoint) -> None:
        """Open the filter of a column, or its order where its values are not worth a list."""
        column = self.columns[at]
        if column.is_listable:
            menu = filter_menu(self, self.order, at)
            menu.wanted.connect(lambda wanted: self.filter_values(column.called, wanted))
            menu.sort_wanted.connect(lambda descending: self.sort_by((column.called, descending)))
            menu.open_at(where)
        elif column.kind is not ColumnKind.TICK:
            offered = TitleMenu(self, column)
            offered.sort_wanted.connect(lambda descending: self.sort_by((column.called, descending)))
            offered.natural_wanted.connect(self.sort_by)
            offered.hide_wanted.connect(lambda: self.fit.show_column(column.called, shown=False))
            offered.popup(where)

    def _toggle(self, rows: Sequence[Any]) -> None:
        """Tick the rows, or untick them when all of them are ticked."""
        if rows and self.columns[0].kind is ColumnKind.TICK:
            self.tick(rows, on=any(self._model.key_of(row) not in self._model.ticked for row in rows))

    def _mark_ticks(self) -> None:
        keys = {self._model.key_of(row) for row in self.rows_shown()} if self._model.ticked else set()
        self.header.all_ticked = bool(keys) and keys <= self._model.ticked
        self.header.viewport().update()
        self.view.viewport().update()

    def _tell_chosen(self) -> None:
        """Say which row is chosen, once; Qt moves the keyboard after the choice, so it is asked twice."""
        row = self.current_row()
        if row is None and self.view.touched_rows:
            return
        if row is not self._chosen:
            self._chosen = row
            self.chosen.emit(row)

    def _tell_sum(self) -> None:
        shown = set(self.shown_columns())
        hidden = frozenset(at for at in range(len(self.columns)) if at not in shown)
        summary = summing.summed(self.order, self._choice.blocks(), hidden)
        self.summed.emit(*summary)
        if self.view.hasFocus():
            chosen_cells().say(self, *summary)

    def _chosen_cells(self, besides: set[int]) -> CopiedCells:
        wanted = besides | set(self._choice.columns())
        columns = [self.columns[at] for at in self.shown_columns() if at in wanted]
        return CopiedCells(columns, self.selected_rows(), places=self.view.touched_rows)

    def _remask(self) -> None:
        self._model.remask()
        self.view.viewport().update()
