"""The titles of a table: aligned as their columns, with the arrow of the order and the funnel of a filter."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHeaderView, QWidget

from minzheng_desk.documents.layout import Align
from minzheng_desk.ui.look import icons
from minzheng_desk.ui.look.look import look
from minzheng_desk.ui.widgets.tables.columns import ColumnKind, TableColumn
from minzheng_desk.ui.widgets.tables.order import SortedBy
from minzheng_desk.ui.widgets.tables.painting import CellPainter

_SIDE, _EDGE, _SIGN, _HEIGHT, _TWO_LINES = 6, 14, 12, 28, 42
_HELD, _FARTHEST_NAME, _MOST_HELD = 2, 4, 45
"""Two columns are held in view, or all up to a name among the first four; at most so many per cent of it."""
_ROOMY = 70
"""How wide a column is that has room for a title of two characters, arrow and funnel."""


class TableHeader(QHeaderView):
    """Titles painted by us. A click sorts, a second turns round, a third restores; Shift adds a key."""

    sort_asked = Signal(int, bool)
    """The column clicked, and whether it is added to the others."""
    menu_asked = Signal(int, QPoint)
    """The column whose filter is asked for, and where on the screen."""

    box_clicked = Signal()
    """The box above the boxes: all rows shown are to be ticked, or none."""

    def __init__(self, columns: Sequence[TableColumn], parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.columns = tuple(columns)
        self.sorted_by: tuple[SortedBy, ...] = ()
        self.filtered: frozenset[str] = frozenset()
        """The names of columns that filter."""
        self.all_ticked = False
        self._painter = CellPainter()
        self._hovered = -1
        self._pressed_at: QPoint | None = None
        self.setSectionsMovable(True)
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setMouseTracking(True)
        self.setMinimumSectionSize(look().px(24))
        self.setAccessibleName("列标题")

    def mark(self, sorted_by: Sequence[SortedBy], filtered: frozenset[str]) -> None:
        """Show by what the rows are sorted and filtered."""
        self.sorted_by, self.filtered = tuple(sorted_by), filtered
        self.viewport().update()

    def sizeHint(self) -> QSize:
        """One line of titles, or two where a column has a subtitle."""
        two = any(column.subtitle for column in self.columns)
        return QSize(super().sizeHint().width(), look().px(_TWO_LINES if two else _HEIGHT))

    def paintSection(self, painter: QPainter, rect: QRect, logical: int) -> None:
        """Paint one title."""
        if not rect.isValid() or logical >= len(self.columns):
            return
        ours, column = look(), self.columns[logical]
        line = ours.border
        painter.fillRect(rect, ours.color("sunken"))
        painter.fillRect(rect.left(), rect.bottom() - line + 1, rect.width(), line, ours.color("line"))
        place = self._inside(rect, logical)
        if column.kind is ColumnKind.TICK:
            self._painter.paint_box(painter, place, ticked=self.all_ticked)
            return
        if column.subtitle:
            half = place.height() // 2
            self._paint_subtitle(painter, place.adjusted(0, half - ours.px(2), 0, 0), column)
            place = place.adjusted(0, ours.px(4), 0, -half + ours.px(2))
        self._paint_title(painter, place, logical)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Remember where the button went down, to tell a click from a drag."""
        self._pressed_at = event.position().toPoint()
        if self._pressed_at.x() >= self.held_width():
            super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Sort, or open the filter, when the column was clicked and not dragged."""
        before, at = self._pressed_at, event.position().toPoint()
        sizing = self.cursor().shape() == Qt.CursorShape.SplitHCursor
        super().mouseReleaseEvent(event)
        self._pressed_at = None
        if before is None or sizing or event.button() != Qt.MouseButton.LeftButton:
            return
        column = self.column_at(at.x())
        if column < 0 or (at - before).manhattanLength() > _slack():
            return
        if self._funnel_place(column).contains(at):
            self.menu_asked.emit(column, self._below(column))
        elif self.columns[column].kind is ColumnKind.TICK:
            self.box_clicked.emit()
        elif self.columns[column].is_sortable:
            self.sort_asked.emit(column, bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show the funnel of the column under the mouse."""
        super().mouseMoveEvent(event)
        self._hover(self.column_at(round(event.position().x())))

    def leaveEvent(self, event: object) -> None:
        """Hide the funnel again."""
        self._hover(-1)
        super().leaveEvent(event)  # type: ignore[arg-type]

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Open the filter of a column with the right button."""
        column = self.column_at(event.pos().x())
        if column >= 0:
            self.menu_asked.emit(column, self._below(column))

    def open_menu(self, column: int) -> None:
        """Open the filter of a column from the keyboard."""
        self.menu_asked.emit(column, self._below(column))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the titles, those held in view over the others."""
        super().paintEvent(event)
        held = self.held_columns()
        if not held:
            return
        painter = QPainter(self.viewport())
        try:
            for at in held:
                place = QRect(self.left_of(at), 0, self.sectionSize(at), self.height())
                self.paintSection(painter, place, at)
            line, edge = look().border, self.held_width()
            painter.fillRect(edge - line, 0, line, self.height(), look().color("line2"))
        finally:
            painter.end()

    def title_width(self, logical: int) -> int:
        """How wide a title is, bold as when it is sorted by, with its sides."""
        measure = look().metrics("hint", bold=True)
        return measure.horizontalAdvance(self.columns[logical].title) + sum(self.edges(logical))

    def held(self) -> list[int]:
        """The first columns that stay in view when the rest is scrolled: up to the name, if there is room."""
        places = [self.logicalIndex(visual) for visual in range(self.count())]
        shown = [at for at in places if not self.isSectionHidden(at)]
        first = next((at for at, place in enumerate(shown) if self._is_name(place)), _HELD - 1)
        held = shown[: first + 1] if first < _FARTHEST_NAME else shown[:_HELD]
        room = self.viewport().width() * _MOST_HELD // 100
        return held if sum(map(self.sectionSize, held)) <= room else []

    def held_columns(self) -> list[int]:
        """The columns that are held in view at present: none before the rest is scrolled."""
        return self.held() if self.offset() else []

    def held_width(self) -> int:
        """How much of the view the columns held take at present."""
        return sum(map(self.sectionSize, self.held_columns()))

    def left_of(self, logical: int) -> int:
        """Where a column begins in the view."""
        if self.offset() and logical in self.held():
            return self.sectionPosition(logical)
        return self.sectionViewportPosition(logical)

    def column_at(self, x: int) -> int:
        """The column at a place in the view; -1 behind the last."""
        for at in self.held_columns():
            if self.left_of(at) <= x < self.left_of(at) + self.sectionSize(at):
                return at
        return self.logicalIndexAt(x)

    def _is_name(self, logical: int) -> bool:
        return self.columns[logical].kind is ColumnKind.NAME

    def edges(self, logical: int) -> tuple[int, int]:
        """The room at the left and right of a column's cells: wider at both ends of the table."""
        ours, visual = look(), self.visualIndex(logical)
        side, edge = ours.px(_SIDE), ours.px(_EDGE)
        first = all(self.isSectionHidden(self.logicalIndex(at)) for at in range(visual))
        last = all(self.isSectionHidden(self.logicalIndex(at)) for at in range(visual + 1, self.count()))
        return (edge if first else side), (edge if last else side)

    def _inside(self, rect: QRect, logical: int) -> QRect:
        left, right = self.edges(logical)
        return rect.adjusted(left, 0, -right, 0)

    def _paint_title(self, painter: QPainter, place: QRect, logical: int) -> None:
        ours, column = look(), self.columns[logical]
        key = next((key for key in self.sorted_by if key.column == logical), None)
        bold = key is not None or bool(column.subtitle)
        measure = ours.metrics("hint", bold=bold)
        sign = ours.px(_SIGN + 2) if key is not None else 0
        text = measure.elidedText(column.title, Qt.TextElideMode.ElideRight, place.width())
        wide = measure.horizontalAdvance(text)
        free = max(place.width() - wide - sign, 0)
        left = place.left() + {Align.LEFT: 0, Align.CENTRE: free // 2, Align.RIGHT: free}[column.alignment]
        painter.setFont(ours.font("hint", bold=bold))
        painter.setPen(ours.color("ink" if bold else "ink2"))
        painter.drawText(
            left, place.top() + (place.height() - measure.height()) // 2 + measure.ascent(), text
        )
        if key is not None:
            top = place.center().y() - ours.px(_SIGN) // 2
            arrow = icons.pixmap("down" if key.descending else "up", "accent", _SIGN)
            painter.drawPixmap(left + wide + ours.px(2), top, arrow)
        self._paint_funnel(painter, logical)

    def _paint_funnel(self, painter: QPainter, logical: int) -> None:
        column = self.columns[logical]
        active = column.called in self.filtered
        if not active and (logical != self._hovered or not column.is_listable):
            return
        place = self._funnel_place(logical)
        if active and logical != self._hovered and self.sectionSize(logical) < look().px(_ROOMY):
            # Too narrow for title and funnel; the line of accent says it, and the filter stands in words.
            left, width = self.left_of(logical), self.sectionSize(logical)
            painter.fillRect(left, self.height() - look().px(3), width, look().px(3), look().color("accent"))
            return
        painter.fillRect(place, look().color("sunken"))
        painter.drawPixmap(place.topLeft(), icons.pixmap("filter", "accent" if active else "ink3", _SIGN))

    def _paint_subtitle(self, painter: QPainter, place: QRect, column: TableColumn) -> None:
        ours = look()
        measure = ours.metrics("hint")
        painter.setFont(ours.font("hint"))
        painter.setPen(ours.color(column.subtitle_tone))
        text = measure.elidedText(column.subtitle, Qt.TextElideMode.ElideRight, place.width())
        painter.drawText(place.left(), place.top() + measure.ascent(), text)

    def _funnel_place(self, logical: int) -> QRect:
        """Where the funnel is; empty for a column without one."""
        column = self.columns[logical]
        if not column.is_listable:
            return QRect()
        ours = look()
        size, (left, right) = ours.px(_SIGN), self.edges(logical)
        start = self.left_of(logical)
        at = start + self.sectionSize(logical) - size - max(right - ours.px(4), 2)
        if column.alignment is Align.RIGHT:
            at = start + max(left - ours.px(4), 2)
        return QRect(at, (self.height() - size) // 2, size, size)

    def _below(self, logical: int) -> QPoint:
        return self.mapToGlobal(QPoint(self.left_of(logical), self.height()))

    def _hover(self, column: int) -> None:
        if column != self._hovered:
            self._hovered = column
            self.viewport().update()


def _slack() -> int:
    """How far a hand may tremble in a click, in pixels."""
    return look().px(4)
