"""The view: rows painted in one pass, cells chosen as in a spreadsheet, and the keys of a table."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from traceback import extract_tb
from typing import NamedTuple

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QItemSelectionRange,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QTableView, QToolTip, QWidget

from minzheng_desk.ui.look.look import look
from minzheng_desk.ui.widgets.tables.columns import ColumnKind, TableColumn
from minzheng_desk.ui.widgets.tables.header import TableHeader
from minzheng_desk.ui.widgets.tables.painting import CellPainter
from minzheng_desk.ui.widgets.tables.rows_model import RowsModel

_log = logging.getLogger(__name__)
_BAR = 3
_BY_KEYBOARD = {Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason}


def stretches(model: QItemSelectionModel) -> list[QItemSelectionRange]:
    """The rectangles of cells that are chosen."""
    selection = model.selection()
    return [selection.at(place) for place in range(selection.count())]


class Strip(NamedTuple):
    """A column as it stands in the view: its place among the columns, and its pixels."""

    at: int
    column: TableColumn
    left: int
    width: int
    before: int
    behind: int

    def inside(self, row: QRect) -> QRect:
        """The cell in a row, without the room at its sides."""
        width = self.width - self.before - self.behind
        return QRect(self.left + self.before, row.top(), width, row.height())


class RowsView(QTableView):
    """Paints rows with a `CellPainter`; fixed row heights, scrolled by the pixel."""

    opened = Signal(int)
    ticked = Signal(int)
    """The box of this row was clicked."""
    space_pressed = Signal()
    eye_clicked = Signal(int)
    cell_clicked = Signal(int, int)
    copy_asked = Signal()
    touched = Signal()
    """Other cells are chosen."""
    resized = Signal()
    menu_asked = Signal(QPoint)
    """The right button or the menu key, and where on the screen."""

    def __init__(
        self, model: RowsModel, header: TableHeader, *, grid: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.rows, self.titles = model, header
        self.cells = CellPainter()
        self.shows_eye = False
        self._grid = grid
        self._hovered = -1
        self._by_keyboard = False
        self._touched: set[int] = set()
        self._failed = False
        self.setModel(model)
        self.setHorizontalHeader(header)
        self._settle()

    def _settle(self) -> None:
        """Set what never changes."""
        self.verticalHeader().hide()
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setMouseTracking(True)
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)

    def set_row_height(self, height: int) -> None:
        """Give all rows the same height."""
        vertical = self.verticalHeader()
        vertical.setSectionResizeMode(vertical.ResizeMode.Fixed)
        vertical.setMinimumSectionSize(height)
        vertical.setDefaultSectionSize(height)
        self.verticalScrollBar().setSingleStep(height)

    @property
    def touched_rows(self) -> list[int]:
        """The places of the rows in which a cell is chosen, in order."""
        return sorted(self._touched)

    def is_touched(self, row: int) -> bool:
        """Whether a cell is chosen in the row at this place."""
        return row in self._touched

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        """Remember the rows that are touched, so that painting need not ask."""
        super().selectionChanged(selected, deselected)
        before = self._touched
        self._touched = set()
        for stretch in stretches(self.selectionModel()):
            self._touched.update(range(stretch.top(), stretch.bottom() + 1))
        if before != self._touched or not selected.isEmpty():
            self.viewport().update()
        self.touched.emit()

    def reset(self) -> None:
        """Forget places that mean other rows now."""
        super().reset()
        self._touched, self._hovered = set(), -1

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Say that there is another width to fill."""
        super().resizeEvent(event)
        self.resized.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the rows that show; one that cannot be painted stays empty, and the painter is ended."""
        painter = QPainter(self.viewport())
        try:
            self._paint_rows(painter, event.rect())
            self._paint_choice(painter)
        finally:
            painter.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens, Space ticks, Ctrl+C copies, F8 asks for the number, Alt+Down opens the filter."""
        self._by_keyboard = True
        row, key = self.currentIndex().row(), event.key()
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and row >= 0:
            if not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self.opened.emit(row)
                return
            event.ignore()
        elif key == Qt.Key.Key_Space and not event.modifiers():
            self.space_pressed.emit()
        elif key == Qt.Key.Key_F8 and self.shows_eye and row in self._touched:
            self.eye_clicked.emit(row)
        elif key == Qt.Key.Key_C and event.modifiers() == Qt.KeyboardModifier.ControlModifier:
            self.copy_asked.emit()
        elif key == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.titles.open_menu(max(self.currentIndex().column(), 0))
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Choose the row under the mouse, unless it is chosen, and ask for its menu."""
        index = self.indexAt(event.pos())
        if event.reason() == event.Reason.Mouse and index.isValid() and index.row() not in self._touched:
            self.setCurrentIndex(index)
        if self._touched:
            self.menu_asked.emit(event.globalPos())

    def keyboardSearch(self, search: str) -> None:
        """Typing letters does nothing by itself; searching has a field of its own."""

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Tick boxes and eyes answer at once; 序 chooses the whole row."""
        self._by_keyboard = False
        at = event.position().toPoint()
        index = self.indexAt(at)
        if index.isValid() and event.button() == Qt.MouseButton.LeftButton:
            column = self.rows.columns[index.column()]
            if column.kind is ColumnKind.TICK:
                self.ticked.emit(index.row())
                return
            if self._eye_at(index).contains(at):
                self.eye_clicked.emit(index.row())
                return
        super().mousePressEvent(event)
        if index.isValid() and self.rows.columns[index.column()].kind is ColumnKind.ROW_NUMBER:
            self._choose_row(index, event.modifiers())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click on what is written like a link opens it."""
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and index == self.currentIndex() and self.rows.columns[index.column()].opens:
            self.cell_clicked.emit(index.row(), index.column())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """A double click opens the row."""
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and self.rows.columns[index.column()].kind is not ColumnKind.TICK:
            self.opened.emit(index.row())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Tint the row under the mouse."""
        super().mouseMoveEvent(event)
        at = event.position().toPoint()
        self._hover(self.rowAt(at.y()))
        index = self.indexAt(at)
        column = self.rows.columns[index.column()] if index.isValid() else None
        hand = column is not None and (column.opens or self._eye_at(index).contains(at))
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if hand else Qt.CursorShape.ArrowCursor)

    def leaveEvent(self, event: object) -> None:
        """No row is under the mouse any more."""
        self._hover(-1)
        super().leaveEvent(event)  # type: ignore[arg-type]

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The ring is for those who came by keyboard."""
        self._by_keyboard = self._by_keyboard or event.reason() in _BY_KEYBOARD
        super().focusInEvent(event)
        if event.reason() in _BY_KEYBOARD and not self.currentIndex().isValid() and self.rows.rowCount():
            self.setCurrentIndex(self.rows.index(0, max(self.titles.logicalIndexAt(0), 0)))

    def viewportEvent(self, event: object) -> bool:
        """Say the whole of what is elided, and what the column has to add."""
        if isinstance(event, QHelpEvent) and event.type() == event.Type.ToolTip:
            text = self.tooltip_at(event.pos())
            QToolTip.showText(event.globalPos(), text, self.viewport())
            return True
        return super().viewportEvent(event)  # type: ignore[arg-type]

    def tooltip_at(self, at: QPoint) -> str:
        """What is said under the mouse; empty where the cell says everything itself."""
        index = self.indexAt(at)
        if not index.isValid():
            return ""
        column, row = self.rows.columns[index.column()], index.row()
        said = str(column.tooltip(self.rows.row_at(row)) or "") if column.tooltip is not None else ""
        if column.kind is ColumnKind.ROW_NUMBER:
            return said
        cell = self.rows.drawn(row).cells[index.column()]
        room = self._inside(self.visualRect(index), index.column()).width()
        if self.cells.is_elided(column, cell, room):
            return "\n".join(filter(None, (cell.text, said)))
        return said

    def refresh_look(self) -> None:
        """Follow a change of the look."""
        self.cells.refresh()
        self.viewport().update()

    def _choose_row(self, index: QModelIndex, keys: Qt.KeyboardModifier) -> None:
        if keys & (Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.ControlModifier):
            flag = self.selectionModel().SelectionFlag.Select | self.selectionModel().SelectionFlag.Rows
            self.selectionModel().select(self.selectionModel().selection(), flag)
        else:
            flag = (
                self.selectionModel().SelectionFlag.ClearAndSelect | self.selectionModel().SelectionFlag.Rows
            )
            self.selectionModel().select(index, flag)

    def _hover(self, row: int) -> None:
        if row == self._hovered:
            return
        for changed in (self._hovered, row):
            if changed >= 0:
                top = self.rowViewportPosition(changed)
                self.viewport().update(0, top, self.viewport().width(), self.rowHeight(changed))
        self._hovered = row

    def _paint_rows(self, painter: QPainter, exposed: QRect) -> None:
        height, count = self.verticalHeader().defaultSectionSize(), self.rows.rowCount()
        first = self.rowAt(exposed.top())
        if first < 0:
            return
        strips = list(self._strips(exposed.left(), exposed.right()))
        top = self.rowViewportPosition(first)
        for row in range(first, count):
            if top > exposed.bottom():
                break
            place = QRect(0, top, self.viewport().width(), height)
            try:
                self._paint_row(painter, row, place, strips)
            except Exception as problem:  # a cell must never take the window with it
                self._note(problem)
            top += height

    def _note(self, problem: Exception) -> None:
        """Log once where painting went wrong, without the message: it may name a person."""
        if not self._failed:
            self._failed = True
            frame = extract_tb(problem.__traceback__)[-1]
            _log.error("a row was not painted: %s at %s:%s", type(problem).__name__, frame.name, frame.lineno)

    def _paint_row(self, painter: QPainter, row: int, place: QRect, strips: list[Strip]) -> None:
        ours, drawn = look(), self.rows.drawn(row)
        ground, line = self._ground(row, drawn.tint), ours.border
        if ground:
            painter.fillRect(place, ours.color(ground))
        painter.fillRect(0, place.bottom() - line + 1, place.width(), line, ours.color("rowline"))
        for strip in strips:
            cell, whole = drawn.cells[strip.at], QRect(strip.left, place.top(), strip.width, place.height())
            if cell.mark:
                painter.fillRect(whole.adjusted(0, 0, 0, -line), ours.color(f"{cell.mark}_bg"))
                self.cells.paint_corner(painter, whole, ours.color(cell.mark))
            if self._grid:
                painter.fillRect(whole.right(), whole.top(), line, whole.height(), ours.color("rowline"))
            self._paint_cell(painter, row, strip, strip.inside(place))
        for strip in strips:
            if drawn.cells[strip.at].revealed:
                self.cells.paint_over(painter, strip.inside(place), drawn.cells[strip.at], place.right())
        if row in self._touched:
            painter.fillRect(0, place.top(), ours.px(_BAR), place.height() - line, ours.color("accent"))

    def _paint_cell(self, painter: QPainter, row: int, strip: Strip, inside: QRect) -> None:
        column = strip.column
        if column.kind is ColumnKind.ROW_NUMBER:
            self.cells.paint_line(painter, inside, str(row + 1), "ink2", column.alignment)
        elif column.kind is ColumnKind.TICK:
            ticked = self.rows.key_of(self.rows.row_at(row)) in self.rows.ticked
            self.cells.paint_box(painter, inside, ticked=ticked)
        else:
            cell = self.rows.drawn(row).cells[strip.at]
            self.cells.paint_cell(painter, inside, column, cell)
            if cell.text and self._has_eye(row, column):
                self.cells.paint_eye(painter, inside, cell)

    def _ground(self, row: int, tint: str) -> str:
        """The colour token of a row's ground."""
        if row in self._touched:
            return "soft"
        if tint:
            return f"{tint}_bg"
        return "hover" if row == self._hovered else ""

    def _paint_choice(self, painter: QPainter) -> None:
        """Frame blocks of chosen cells, and the one cell the keyboard is in."""
        ours, model = look(), self.selectionModel()
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(ours.color("accent"), ours.border))
        last = self.rows.columnCount() - 1
        for stretch in stretches(model):
            whole_rows = stretch.left() == 0 and stretch.right() == last
            if stretch.topLeft() != stretch.bottomRight() and not whole_rows:
                frame = self.visualRect(stretch.topLeft()).united(self.visualRect(stretch.bottomRight()))
                painter.drawRect(frame.adjusted(0, 0, -1, -1))
        current = self.currentIndex()
        if current.isValid() and self._by_keyboard and self.hasFocus():
            width = 3 if ours.contrast else 2
            painter.setPen(QPen(ours.color("focus"), width))
            painter.drawRect(self.visualRect(current).adjusted(1, 1, -width, -width))

    def _strips(self, left: int, right: int) -> Iterator[Strip]:
        """The columns that are seen between two places."""
        header = self.titles
        for visual in range(header.count()):
            at = header.logicalIndex(visual)
            start, width = header.sectionViewportPosition(at), header.sectionSize(at)
            if width and start <= right and start + width >= left:
                yield Strip(at, self.rows.columns[at], start, width, *header.edges(at))

    def _inside(self, whole: QRect, column: int) -> QRect:
        before, behind = self.titles.edges(column)
        return whole.adjusted(before, 0, -behind, 0)

    def _has_eye(self, row: int, column: TableColumn) -> bool:
        if not self.shows_eye or column.kind is not ColumnKind.ID_NUMBER:
            return False
        return row == self._hovered or row in self._touched

    def _eye_at(self, index: QModelIndex | QPersistentModelIndex) -> QRect:
        """Where the eye of a cell is; empty where there is none."""
        if not index.isValid() or not self._has_eye(index.row(), self.rows.columns[index.column()]):
            return QRect()
        inside = self._inside(self.visualRect(index), index.column())
        return self.cells.eye_place(inside, self.rows.drawn(index.row()).cells[index.column()])
