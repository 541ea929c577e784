"""The view: rows painted in one pass, cells chosen as in a spreadsheet, and the keys of a table."""

from __future__ import annotations

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
    QShowEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QTableView, QToolTip, QWidget

from minzheng_desk.ui.look.look import look
from minzheng_desk.ui.widgets.tables.columns import ColumnKind
from minzheng_desk.ui.widgets.tables.header import TableHeader
from minzheng_desk.ui.widgets.tables.row_painting import RowPainter
from minzheng_desk.ui.widgets.tables.rows_model import RowsModel

_LOOKED_AT = 60
_BY_KEYBOARD = {Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason}


def stretches(model: QItemSelectionModel) -> list[QItemSelectionRange]:
    """The rectangles of cells that are chosen."""
    selection = model.selection()
    return [selection.at(place) for place in range(selection.count())]


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
    focused = Signal()
    """The keyboard came in."""
    resized = Signal()
    menu_asked = Signal(QPoint)
    """The right button or the menu key, and where on the screen."""

    def __init__(
        self, model: RowsModel, header: TableHeader, *, grid: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.rows, self.titles = model, header
        self.painter = RowPainter(model, header, grid=grid)
        self._by_keyboard = False
        self.setModel(model)
        self.setHorizontalHeader(header)
        self.horizontalScrollBar().valueChanged.connect(header.viewport().update)
        self._settle()

    def _settle(self) -> None:
        """Set what never changes."""
        self.verticalHeader().hide()
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setMouseTracking(True)
        # Every pixel is painted here, so that scrolling may move what is painted already.
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
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
        return sorted(self.painter.touched)

    def is_touched(self, row: int) -> bool:
        """Whether a cell is chosen in the row at this place."""
        return row in self.painter.touched

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        """Remember the rows that are touched, so that painting need not ask."""
        super().selectionChanged(selected, deselected)
        before = self.painter.touched
        self.painter.touched = set()
        for stretch in stretches(self.selectionModel()):
            self.painter.touched.update(range(stretch.top(), stretch.bottom() + 1))
        if before != self.painter.touched or not selected.isEmpty():
            self.viewport().update()
        self.touched.emit()

    def indexAt(self, pos: QPoint) -> QModelIndex:
        """The cell at a place; columns held in view lie over the others."""
        if pos.x() >= self.titles.held_width():
            return super().indexAt(pos)
        row = self.rowAt(pos.y())
        return self.rows.index(row, self.titles.column_at(pos.x())) if row >= 0 else QModelIndex()

    def visualRect(self, index: QModelIndex | QPersistentModelIndex) -> QRect:
        """Where a cell is seen."""
        place = super().visualRect(index)
        if index.isValid():
            place.moveLeft(self.titles.left_of(index.column()))
        return place

    def scrollTo(
        self,
        index: QModelIndex | QPersistentModelIndex,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        """Bring a cell into view, beside the columns that are held there."""
        bar = self.horizontalScrollBar()
        before = bar.value()
        super().scrollTo(index, hint)
        if index.column() in self.titles.held():
            bar.setValue(before)
        else:
            covered = self.titles.held_width() - self.titles.left_of(index.column())
            bar.setValue(bar.value() - max(covered, 0))

    def sizeHintForColumn(self, column: int) -> int:
        """How wide a column would like to be for the rows around here; a double click on its edge asks."""
        first = max(self.rowAt(0), 0)
        rows = range(first, min(first + _LOOKED_AT, self.rows.rowCount()))
        return self.painter.wanted_width(column, rows) + sum(self.titles.edges(column))

    def width_for_names(self, column: int) -> int:
        """How wide a column of names is, so that the longest of all rows is read whole."""
        longest = self.rows.order.read.longest(column)
        icon = self.rows.columns[column].icon is not None
        return self.painter.cells.name_width(longest, icon=icon) + sum(self.titles.edges(column))

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Scroll; what is held in view must not be carried along."""
        super().scrollContentsBy(dx, dy)
        if dx:
            self.viewport().update()

    def reset(self) -> None:
        """Forget places that mean other rows now."""
        super().reset()
        self.painter.touched, self.painter.hovered = set(), -1

    def showEvent(self, event: QShowEvent) -> None:
        """A table is called what its page calls it, else as the card or the sheet it stands in."""
        super().showEvent(event)
        around: QWidget | None = self
        while not self.accessibleName() and around is not None:
            around = around.parentWidget()
            self.setAccessibleName(around.accessibleName() if around is not None else "")

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
        elif key == Qt.Key.Key_F8 and self.painter.shows_eye and row in self.painter.touched:
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
        if (
            event.reason() == event.Reason.Mouse
            and index.isValid()
            and index.row() not in self.painter.touched
        ):
            self.setCurrentIndex(index)
        if self.painter.touched:
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
        self.focused.emit()
        if event.reason() in _BY_KEYBOARD and not self.currentIndex().isValid() and self.rows.rowCount():
            self.setCurrentIndex(self.rows.index(0, max(self.titles.logicalIndexAt(0), 0)))
        elif event.reason() in _BY_KEYBOARD and self.currentIndex().isValid():
            self.scrollTo(self.currentIndex())

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
        if self.painter.cells.is_elided(cell, room):
            return "\n".join(filter(None, (cell.text, said)))
        return said

    def refresh_look(self) -> None:
        """Follow a change of the look."""
        self.painter.cells.refresh()
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
        if row == self.painter.hovered:
            return
        for changed in (self.painter.hovered, row):
            if changed >= 0:
                top = self.rowViewportPosition(changed)
                self.viewport().update(0, top, self.viewport().width(), self.rowHeight(changed))
        self.painter.hovered = row

    def _paint_rows(self, painter: QPainter, exposed: QRect) -> None:
        height, count = self.verticalHeader().defaultSectionSize(), self.rows.rowCount()
        first = self.rowAt(exposed.top())
        if first < 0:
            painter.fillRect(exposed, look().color("surface"))
            return
        strips = self.painter.strips(exposed.left(), exposed.right())
        top = self.rowViewportPosition(first)
        for row in range(first, count):
            if top > exposed.bottom():
                break
            self.painter.paint(painter, row, QRect(0, top, self.viewport().width(), height), strips)
            top += height
        painter.fillRect(exposed.adjusted(0, max(top - exposed.top(), 0), 0, 0), look().color("surface"))

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
        if not self.rows.rowCount() and self._by_keyboard and self.hasFocus():
            painter.setPen(QPen(ours.color("focus"), ours.ring))
            painter.drawRect(self.viewport().rect().adjusted(1, 1, -1, -1))
        if current.isValid() and self._by_keyboard and self.hasFocus():
            width = 3 if ours.contrast else 2
            painter.setPen(QPen(ours.color("focus"), width))
            painter.drawRect(self.visualRect(current).adjusted(1, 1, -width, -width))

    def _inside(self, whole: QRect, column: int) -> QRect:
        before, behind = self.titles.edges(column)
        return whole.adjusted(before, 0, -behind, 0)

    def _eye_at(self, index: QModelIndex | QPersistentModelIndex) -> QRect:
        """Where the eye of a cell is; empty where there is none."""
        if not index.isValid() or not self.painter.has_eye(index.row(), self.rows.columns[index.column()]):
            return QRect()
        inside = self._inside(self.visualRect(index), index.column())
        return self.painter.cells.eye_place(inside, self.rows.drawn(index.row()).cells[index.column()])
