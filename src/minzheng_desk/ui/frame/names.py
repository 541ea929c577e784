"""The list of people at the door: one row each, chosen with the arrows, by letter or with the mouse."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from minzheng_desk.ui.look.look import look

_ROW, _ROWS_SHOWN, _FACE = 40, 4, 26

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Holder:
    """Somebody with a key: the sign-in name, and how the person is called where that is known."""

    name: str
    display_name: str = ""

    @property
    def shown(self) -> str:
        """What colleagues call this person."""
        return self.display_name or self.name


class NameList(QListView):
    """People to choose from; ``chosen`` speaks for Enter and a click, which both go on to the passphrase."""

    chosen = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._model = _Names()
        self.setModel(self._model)
        self.setItemDelegate(_NameRow(self))
        self.setUniformItemSizes(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setAccessibleName("姓名")
        self.clicked.connect(lambda _: self.chosen.emit())
        look().changed.connect(self._fit)
        self._fit()

    def offer(self, holders: Sequence[Holder], first: str = "") -> None:
        """Show these people; ``first`` is the sign-in name to begin with."""
        self._model.show_people(holders)
        names = [one.name for one in holders]
        self.choose_row(names.index(first) if first in names else 0)
        self._fit()

    def rename(self, row: int, holder: Holder) -> None:
        """Show the person in a row otherwise; the choice stays."""
        self._model.rename(row, holder)

    def holder(self) -> Holder | None:
        """Who is chosen."""
        row = self.currentIndex().row()
        return self._model.people[row] if 0 <= row < len(self._model.people) else None

    def choose_row(self, row: int) -> None:
        """Choose the person in a row, as near as there is one."""
        if self._model.people:
            row = max(0, min(row, len(self._model.people) - 1))
            self.setCurrentIndex(self._model.index(row, 0))

    def move_choice(self, step: int) -> None:
        """Choose the next or former person."""
        self.choose_row(self.currentIndex().row() + step)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on to the passphrase."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.chosen.emit()
        else:
            super().keyPressEvent(event)

    def _fit(self) -> None:
        rows = max(1, min(_ROWS_SHOWN, len(self._model.people)))
        self.setFixedHeight(rows * look().px(_ROW))
        self._model.layoutChanged.emit()


class _Names(QAbstractListModel):
    def __init__(self) -> None:
        super().__init__()
        self.people: tuple[Holder, ...] = ()

    def show_people(self, holders: Sequence[Holder]) -> None:
        self.beginResetModel()
        self.people = tuple(holders)
        self.endResetModel()

    def rename(self, row: int, holder: Holder) -> None:
        self.people = (*self.people[:row], holder, *self.people[row + 1 :])
        self.dataChanged.emit(self.index(row, 0), self.index(row, 0))

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.people)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or role not in {
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.AccessibleTextRole,
        }:
            return None
        return self.people[index.row()].shown


class _NameRow(QStyledItemDelegate):
    """A letter in a circle, the name, and the sign-in name in grey where it is another."""

    def __init__(self, names: NameList) -> None:
        super().__init__(names)
        self._names = names

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(look().px(200), look().px(_ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = index.model()
        if not isinstance(model, _Names) or index.row() >= len(model.people):
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        place = QRectF(option.rect)  # type: ignore[attr-defined]
        self._paint_ground(painter, place, option)
        _paint_person(painter, place, model.people[index.row()])
        painter.restore()

    def _paint_ground(self, painter: QPainter, place: QRectF, option: QStyleOptionViewItem) -> None:
        state = option.state  # type: ignore[attr-defined]
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(place, look().color("soft"))
            painter.fillRect(
                QRectF(place.left(), place.top(), look().px(3), place.height()), look().color("accent")
            )
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(place, look().color("hover"))
        if state & QStyle.StateFlag.State_HasFocus and self._names.hasFocus():
            painter.setPen(QPen(look().color("focus"), look().ring))
            painter.drawRect(place.adjusted(1, 1, -1, -1))


def _paint_person(painter: QPainter, place: QRectF, person: Holder) -> None:
    px, side = look().px, look().px(_FACE)
    face = QRectF(place.left() + px(14), place.center().y() - side / 2, side, side)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(look().color("accent"))
    painter.drawEllipse(face)
    painter.setPen(look().color("on_accent"))
    painter.setFont(look().font("table", bold=True))
    painter.drawText(face, Qt.AlignmentFlag.AlignCenter, person.shown[:1].upper())
    left = face.right() + px(12)
    room = QRectF(left, place.top(), place.right() - left - px(12), place.height())
    painter.setPen(look().color("ink"))
    painter.setFont(look().font("body", bold=True))
    painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, person.shown)
    if person.display_name and person.display_name != person.name:
        painter.setPen(look().color("ink3"))
        painter.setFont(look().font("hint"))
        room.setLeft(left + look().metrics("body", bold=True).horizontalAdvance(person.shown) + px(8))
        short = look().metrics("hint").elidedText(person.name, Qt.TextElideMode.ElideRight, int(room.width()))
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, short)
