"""The timeline (经过): what happened, who did it and on which paper, newest first; the day at the right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from minzheng_desk.ui.look.look import look
from minzheng_desk.ui.widgets.chips import Tone

_Index = QModelIndex | QPersistentModelIndex
_HEIGHT, _EDGE = 42, 14


@dataclass(frozen=True, slots=True)
class Happening:
    """Something that happened: what, who and on which paper, the day as it is written."""

    key: str
    what: str
    detail: str = ""
    on: str = ""
    tone: Tone = Tone.INFO


class Timeline(QListView):
    """Happenings along a line of dots; Enter or a double click opens one."""

    opened = Signal(str)

    def __init__(self, spoken_name: str) -> None:
        super().__init__()
        self._happenings = _Happenings()
        self.setModel(self._happenings)
        self.setItemDelegate(_Drawing(self))
        self.setAccessibleName(spoken_name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.activated.connect(self._open)
        look().changed.connect(self._refit)

    def show_happenings(self, happenings: Sequence[Happening]) -> None:
        """Show these, in the order given."""
        self._happenings.take(tuple(happenings))

    def sizeHint(self) -> QSize:
        """As high as what it shows."""
        return QSize(look().px(240), max(1, self._happenings.rowCount()) * look().px(_HEIGHT))

    def _open(self, index: QModelIndex) -> None:
        self.opened.emit(self._happenings.rows[index.row()].key)

    def _refit(self) -> None:
        self.scheduleDelayedItemsLayout()
        self.updateGeometry()
        self.viewport().update()


class _Happenings(QAbstractListModel):
    def __init__(self) -> None:
        super().__init__()
        self.rows: tuple[Happening, ...] = ()

    def take(self, rows: tuple[Happening, ...]) -> None:
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: _Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        one = self.rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return one.what
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return "，".join(part for part in (one.on, one.what, one.detail) if part)
        return None


class _Drawing(QStyledItemDelegate):
    def sizeHint(self, _option: QStyleOptionViewItem, _index: _Index) -> QSize:
        return QSize(look().px(120), look().px(_HEIGHT))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        model = index.model()
        if not isinstance(model, _Happenings):
            return
        ours, one = look(), model.rows[index.row()]
        room: QRect = option.rect  # type: ignore[attr-defined]
        state: QStyle.StateFlag = option.state  # type: ignore[attr-defined]
        painter.save()
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(room, ours.color("soft"))
        self._paint_line(painter, room, one, last=index.row() == len(model.rows) - 1)
        left, line = room.left() + ours.px(_EDGE + 18), ours.px(19)
        upper = QRect(left, room.top() + ours.px(3), room.right() - ours.px(_EDGE) - left, line)
        painter.setFont(ours.font("hint"))
        painter.setPen(ours.color("ink3"))
        painter.drawText(upper, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, one.on)
        lower = QRect(upper)
        lower.translate(0, line - ours.px(1))
        painter.setPen(ours.color("ink2"))
        elide = Qt.TextElideMode.ElideRight
        painter.drawText(
            lower,
            Qt.AlignmentFlag.AlignVCenter,
            ours.metrics("hint").elidedText(one.detail, elide, lower.width()),
        )
        upper.setRight(upper.right() - ours.metrics("hint").horizontalAdvance(one.on) - ours.px(8))
        painter.setFont(ours.font("table"))
        painter.setPen(ours.color("ink"))
        what = ours.metrics("table").elidedText(one.what, elide, upper.width())
        painter.drawText(upper, Qt.AlignmentFlag.AlignVCenter, what)
        painter.restore()

    def _paint_line(self, painter: QPainter, room: QRect, one: Happening, *, last: bool) -> None:
        ours = look()
        centre = QPointF(room.left() + ours.px(_EDGE + 5), room.top() + ours.px(13))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not last:
            painter.setPen(QPen(ours.color("line2"), ours.px(1.5)))
            end = room.bottom() + ours.px(9)
            painter.drawLine(QPointF(centre.x(), centre.y() + ours.px(5)), QPointF(centre.x(), end))
        painter.setPen(QPen(ours.color(one.tone.value), ours.px(2)))
        painter.setBrush(ours.color("surface"))
        painter.drawEllipse(centre, ours.px(4), ours.px(4))
