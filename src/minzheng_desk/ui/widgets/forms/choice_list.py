"""The list that unfolds under a field to choose from; the keyboard stays in the field."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QLabel,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
)

from minzheng_desk.ui.look.look import look
from minzheng_desk.ui.widgets.forms.choices import Choice
from minzheng_desk.ui.widgets.forms.editor import Line
from minzheng_desk.ui.widgets.forms.unfolding import below

MOST_SHOWN = 12
"""Rows that show at once; a longer list says how to search in it."""

_Index = QModelIndex | QPersistentModelIndex


class ChoiceList(QFrame):
    """Choices under a line, the likeliest marked; what is typed goes on to the line."""

    taken = Signal(object)

    def __init__(self, line: Line) -> None:
        super().__init__(line, Qt.WindowType.Popup)
        self.setProperty("kind", "unfolded")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFocusProxy(line)
        self._line = line
        self._model = _Choices()
        self._said = QLabel()
        self._said.setProperty("role", "hint")
        self._view = QListView()
        self._view.setModel(self._model)
        self._view.setItemDelegate(_Painter(self._view))
        self._view.setUniformItemSizes(True)
        self._view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._view.setMouseTracking(True)
        self._view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._view.clicked.connect(self._on_clicked)
        room = QVBoxLayout(self)
        room.setContentsMargins(1, look().px(4), 1, look().px(4))
        room.setSpacing(look().px(2))
        room.addWidget(self._said)
        room.addWidget(self._view)
        self.installEventFilter(self)

    def offer(self, choices: Sequence[Choice], of: int, marked: Choice | None) -> None:
        """Show these of ``of`` choices, with one of them marked; with none there is nothing to show."""
        self._model.show_choices(choices)
        if not choices:
            self.close()
            return
        place = choices.index(marked) if marked in choices else 0
        self._view.setCurrentIndex(self._model.index(place))
        self._said.setVisible(of > MOST_SHOWN)
        self._said.setText(f"  可输编号、拼音首字母或汉字来找，共 {of} 项")
        self._fit(len(choices))
        if not self.isVisible():
            self.show()

    @property
    def marked(self) -> Choice | None:
        """What Enter takes."""
        return self._model.choice(self._view.currentIndex())

    def step(self, rows: int) -> None:
        """Mark another row."""
        last = self._model.rowCount() - 1
        row = max(0, min(last, self._view.currentIndex().row() + rows))
        self._view.setCurrentIndex(self._model.index(row))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Hand what is typed while the list is open to the line."""
        if watched is not self or event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        QApplication.sendEvent(self._line, event)
        return True

    def _fit(self, count: int) -> None:
        height = look().px(28) * min(count, MOST_SHOWN)
        self._view.setFixedHeight(height)
        said = self._said.sizeHint().width() + look().px(12) if self._said.isVisibleTo(self) else 0
        width = max(self._line.width(), look().px(200), said)
        self.setFixedWidth(width)
        self.adjustSize()
        self.move(below(self._line, self.size()))

    def _on_clicked(self, index: QModelIndex) -> None:
        choice = self._model.choice(index)
        self.close()
        if choice is not None:
            self.taken.emit(choice)


class _Choices(QAbstractListModel):
    def __init__(self) -> None:
        super().__init__()
        self._choices: Sequence[Choice] = ()

    def show_choices(self, choices: Sequence[Choice]) -> None:
        """Hold these."""
        self.beginResetModel()
        self._choices = choices
        self.endResetModel()

    def choice(self, index: _Index) -> Choice | None:
        """The choice in a row."""
        return self._choices[index.row()] if 0 <= index.row() < len(self._choices) else None

    def rowCount(self, _parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """How many there are."""
        return len(self._choices)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The name, and for a screen reader the number with it."""
        choice = self.choice(index)
        if choice is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return choice.label
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{choice.label} {_number(choice)}".strip()
        return _number(choice) if role == Qt.ItemDataRole.UserRole else None


class _Painter(QStyledItemDelegate):
    """The name at the left, the number a clerk may type at the right."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: _Index) -> QSize:
        """One row high."""
        return QSize(look().px(120), look().px(28))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paint one row."""
        ours, states, parts = look(), QStyle.StateFlag, _parts(option)
        painter.save()
        if parts.state & states.State_Selected:
            painter.fillRect(parts.rect, ours.color("soft"))
            painter.fillRect(
                QRect(parts.rect.topLeft(), QSize(ours.px(3), parts.rect.height())), ours.color("accent")
            )
        elif parts.state & states.State_MouseOver:
            painter.fillRect(parts.rect, ours.color("hover"))
        room = parts.rect.adjusted(ours.px(10), 0, -ours.px(10), 0)
        number = index.data(Qt.ItemDataRole.UserRole) or ""
        painter.setFont(ours.font("hint"))
        painter.setPen(ours.color("ink3"))
        painter.drawText(room, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, number)
        taken = ours.metrics("hint").horizontalAdvance(number) + ours.px(8)
        label = ours.metrics().elidedText(
            index.data() or "", Qt.TextElideMode.ElideRight, room.width() - taken
        )
        painter.setFont(ours.font())
        painter.setPen(ours.color("ink"))
        painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, label)
        painter.restore()


def _parts(option: QStyleOptionViewItem) -> Any:
    """The option with the fields its stub leaves out."""
    return option


def _number(choice: Choice) -> str:
    return choice.code if choice.code.isdigit() else ""
