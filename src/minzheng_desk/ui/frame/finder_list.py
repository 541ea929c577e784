"""The list of the finder: headings and lines, what was typed set off in the names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from minzheng_desk.ui.frame.finder_answers import Line
from minzheng_desk.ui.look import icons
from minzheng_desk.ui.look.look import look
from minzheng_desk.ui.masks import masks
from minzheng_desk.ui.widgets.chips import chip_width, paint_chip

Index = QModelIndex | QPersistentModelIndex
_EDGE, _TEXT, _LINE, _HEADING = 20, 53, 48, 30
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class Lines(QAbstractListModel):
    """The lines as they came; headings are spoken but cannot be chosen."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: tuple[Line, ...] = ()

    def take(self, lines: Sequence[Line]) -> None:
        """Show these lines."""
        self.beginResetModel()
        self.lines = tuple(lines)
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        """How many lines there are."""
        return 0 if parent is not None and parent.isValid() else len(self.lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What a line says, for the ear."""
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            line = _as_seen(self.lines[index.row()])
            parts = (line.title, line.detail, line.chip.text if line.chip else "")
            return "，".join(part for part in parts if part)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Headings are passed over."""
        if self.lines[index.row()].is_heading:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


class FinderList(QListView):
    """The answer; it never has the focus, the field above moves it."""

    pressed_line = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.answers = Lines()
        self.setModel(self.answers)
        self.setItemDelegate(_LineDrawing(self))
        self.setAccessibleName("查找结果")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setMouseTracking(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        # Qt would scroll past the first heading as soon as the list is shown.
        self.setAutoScroll(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.clicked.connect(lambda index: self.pressed_line.emit(self.answers.lines[index.row()]))
        look().changed.connect(self.scheduleDelayedItemsLayout)
        masks().changed.connect(self.viewport().update)

    @property
    def chosen(self) -> Line | None:
        """The line Enter would open."""
        index = self.currentIndex()
        return self.answers.lines[index.row()] if index.isValid() else None

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show these lines and choose the first one."""
        self.answers.take(lines)
        self.scrollToTop()
        self.move_choice(1)

    def move_choice(self, step: int) -> None:
        """Choose the next line in this direction, past headings."""
        rows = [row for row, line in enumerate(self.answers.lines) if not line.is_heading]
        if not rows:
            return
        at = self.currentIndex().row()
        place = rows.index(at) + step if at in rows else 0
        row = rows[max(0, min(len(rows) - 1, place))]
        self.setCurrentIndex(self.answers.index(row))
        self.scrollTo(self.answers.index(0 if row == rows[0] else row))

    def height_of_all(self) -> int:
        """How high everything is."""
        return sum(look().px(_HEADING if line.is_heading else _LINE) for line in self.answers.lines)


class _LineDrawing(QStyledItemDelegate):
    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        model = index.model()
        heading = isinstance(model, Lines) and model.lines[index.row()].is_heading
        return QSize(look().px(200), look().px(_HEADING if heading else _LINE))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = index.model()
        if not isinstance(model, Lines) or index.row() >= len(model.lines):
            return
        room: QRect = option.rect  # type: ignore[attr-defined]
        state: QStyle.StateFlag = option.state  # type: ignore[attr-defined]
        line = _as_seen(model.lines[index.row()])
        painter.save()
        if line.is_heading:
            _paint_heading(painter, room, line)
        else:
            chosen = bool(state & QStyle.StateFlag.State_Selected)
            _paint_ground(
                painter, room, chosen=chosen, hovered=bool(state & QStyle.StateFlag.State_MouseOver)
            )
            _paint_line(painter, room, line, chosen=chosen)
        painter.restore()


def _as_seen(line: Line) -> Line:
    """A person before a meeting: neither the whole name nor how it is read nor a number."""
    if line.icon != "user":
        return line
    if masks().projecting:
        return replace(line, title=masks().name(line.title), reading="", tail="")
    return replace(line, detail="　".join(part for part in (line.detail, line.tail) if part))


def _paint_heading(painter: QPainter, room: QRect, line: Line) -> None:
    ours = look()
    inner = room.adjusted(ours.px(_EDGE), 0, -ours.px(_EDGE), 0)
    painter.setFont(ours.font("hint"))
    painter.setPen(ours.color("ink2"))
    painter.drawText(inner, _LEFT, line.title)
    painter.setPen(ours.color("ink3"))
    painter.drawText(inner, _RIGHT, line.detail)


def _paint_ground(painter: QPainter, room: QRect, *, chosen: bool, hovered: bool) -> None:
    ours = look()
    if chosen or hovered:
        painter.fillRect(room, ours.color("soft" if chosen else "hover"))
    if chosen:
        painter.fillRect(QRect(room.left(), room.top(), ours.px(3), room.height()), ours.color("accent"))


def _paint_line(painter: QPainter, room: QRect, line: Line, *, chosen: bool) -> None:
    ours = look()
    middle, right = room.top() + room.height() // 2, room.right() - ours.px(_EDGE)
    icon = icons.pixmap(line.icon, "accent" if chosen else "ink2", 18)
    painter.drawPixmap(room.left() + ours.px(_EDGE), middle - ours.px(18) // 2, icon)
    if chosen:
        words = "Enter 打开"
        painter.setFont(ours.font("hint"))
        painter.setPen(ours.color("accent"))
        painter.drawText(QRect(room.left(), room.top(), right - room.left(), room.height()), _RIGHT, words)
        right -= ours.metrics("hint").horizontalAdvance(words) + ours.px(14)
    if line.chip is not None:
        right -= chip_width(line.chip)
        paint_chip(painter, right, middle, line.chip)
        right -= ours.px(14)
    left = room.left() + ours.px(_TEXT)
    upper, lower = ours.metrics("block").height(), ours.metrics("hint").height()
    top = room.top() + max(0, (room.height() - upper - lower) // 2)
    end = _paint_title(painter, QRect(left, top, right - left, upper), line)
    if line.reading:
        painter.setFont(ours.font("hint"))
        painter.setPen(ours.color("ink3"))
        painter.drawText(QRect(end + ours.px(10), top, max(0, right - end), upper), _LEFT, line.reading)
    painter.setFont(ours.font("hint"))
    painter.setPen(ours.color("ink2"))
    said = ours.metrics("hint").elidedText(line.detail, Qt.TextElideMode.ElideRight, right - left)
    painter.drawText(QRect(left, top + upper, right - left, lower), _LEFT, said)


def _paint_title(painter: QPainter, room: QRect, line: Line) -> int:
    """Paint the title with what was typed set off, and return where it ends."""
    ours, strong = look(), line.icon == "user"
    title = line.title
    begin, end = line.span or (0, 0)
    left = room.left()
    for text, found in ((title[:begin], False), (title[begin:end], True), (title[end:], False)):
        bold = strong or found
        metrics = ours.metrics("body", bold=bold)
        painter.setFont(ours.font("body", bold=bold))
        painter.setPen(QPen(ours.color("accent" if found else "ink")))
        fitting = metrics.elidedText(text, Qt.TextElideMode.ElideRight, max(0, room.right() - left))
        painter.drawText(QRect(left, room.top(), max(0, room.right() - left), room.height()), _LEFT, fitting)
        left += metrics.horizontalAdvance(fitting)
    return left
