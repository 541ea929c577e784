"""Lists that are read like a page and pressed like buttons: tuples, one delegate, one address a row."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Generic, Protocol, TypeVar

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from minzheng_desk.ui.look.look import look

Index = QModelIndex | QPersistentModelIndex
EDGE = 14
"""From the edge of a card to what stands in it."""

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class Addressed(Protocol):
    """A row that opens something."""

    @property
    def address(self) -> str:
        """What it opens."""


Row = TypeVar("Row", bound=Addressed)


class RowModel(QAbstractListModel, Generic[Row]):
    """The rows, and how one is spoken."""

    def __init__(self, spoken: Callable[[Row], str]) -> None:
        super().__init__()
        self.rows: tuple[Row, ...] = ()
        self._spoken = spoken

    def take(self, rows: Sequence[Row]) -> None:
        """Show these rows; the same ones again change nothing on the screen."""
        if tuple(rows) != self.rows:
            self.beginResetModel()
            self.rows = tuple(rows)
            self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        """How many rows there are."""
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What a row says; the picture is the delegate's."""
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return self._spoken(self.rows[index.row()])
        return None


class RowDrawing(QStyledItemDelegate, Generic[Row]):
    """Draws one row; a subclass says how high and what."""

    height = 42
    inset = 0
    """How far the line beneath a row stays away from the edges."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """All rows have one height."""
        return QSize(look().px(200), look().px(self.height))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint ground, content and the line beneath."""
        model = index.model()
        if not isinstance(model, RowModel) or index.row() >= len(model.rows):
            return
        ours = look()
        room: QRect = option.rect  # type: ignore[attr-defined]
        state: QStyle.StateFlag = option.state  # type: ignore[attr-defined]
        painter.save()
        hovered = bool(state & QStyle.StateFlag.State_MouseOver)
        focused = bool(state & QStyle.StateFlag.State_HasFocus) and bool(
            state & QStyle.StateFlag.State_Selected
        )
        if focused or hovered:
            painter.fillRect(room, ours.color("soft" if focused else "hover"))
        painter.setPen(QPen(ours.color("rowline"), ours.border))
        inset = ours.px(self.inset)
        painter.drawLine(room.left() + inset, room.bottom(), room.right() - inset, room.bottom())
        if focused:
            painter.fillRect(QRect(room.left(), room.top(), ours.px(3), room.height()), ours.color("accent"))
        self.draw(painter, room, model.rows[index.row()], hovered=hovered)
        painter.restore()

    def draw(self, painter: QPainter, room: QRect, row: Row, *, hovered: bool) -> None:
        """Paint what a row says."""
        raise NotImplementedError


class RowList(QListView, Generic[Row]):
    """Rows that open with one click, Enter or the space bar."""

    opened = Signal(str)

    def __init__(self, spoken_name: str, spoken: Callable[[Row], str], drawing: RowDrawing[Row]) -> None:
        super().__init__()
        self.rows: RowModel[Row] = RowModel(spoken)
        self.drawing = drawing
        drawing.setParent(self)
        self.setModel(self.rows)
        self.setItemDelegate(drawing)
        self.setAccessibleName(spoken_name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.clicked.connect(self._open)
        look().changed.connect(self._refit)

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show these rows, and keep the row the keyboard is at."""
        at = self.currentIndex().row()
        self.rows.take(rows)
        if rows and at >= 0:
            self.setCurrentIndex(self.rows.index(min(at, len(rows) - 1)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and the space bar open the row the keyboard is at."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}:
            if self.currentIndex().isValid():
                self._open(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Whoever comes by keyboard begins at the first row."""
        super().focusInEvent(event)
        if self.rows.rowCount() and not self.selectionModel().hasSelection():
            # Qt makes the first row the current one by itself, but does not choose it: nobody would see it.
            self.setCurrentIndex(self.rows.index(max(0, self.currentIndex().row())))

    def _open(self, index: QModelIndex) -> None:
        address = self.rows.rows[index.row()].address
        if address:
            self.opened.emit(address)

    def _refit(self) -> None:
        self.scheduleDelayedItemsLayout()
        self.viewport().update()


def write(
    painter: QPainter, room: QRect, text: str, role: str, ink: str, *, bold: bool = False, right: bool = False
) -> None:
    """Write one line, cut with an ellipsis where it does not fit."""
    ours = look()
    painter.setFont(ours.font(role, bold=bold))
    painter.setPen(ours.color(ink))
    fitting = ours.metrics(role, bold=bold).elidedText(text, Qt.TextElideMode.ElideRight, room.width())
    painter.drawText(room, _RIGHT if right else _LEFT, fitting)


def two_lines(room: QRect, left: int, right: int) -> tuple[QRect, QRect]:
    """The upper and the lower line of a row between two edges."""
    ours = look()
    upper, lower = ours.metrics("body").height(), ours.metrics("hint").height()
    gap = max(0, (room.height() - upper - lower) // 2)
    first = QRect(left, room.top() + gap, max(0, right - left), upper)
    return first, QRect(left, first.bottom() + 1, max(0, right - left), lower)
