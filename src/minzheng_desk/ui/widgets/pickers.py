"""A box to choose from; a list longer than a glance is searched by number, initials or characters."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPoint, QStringListModel, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QListView

from minzheng_desk.ui.look.look import look
from minzheng_desk.ui.widgets.forms.choice_list import MOST_SHOWN
from minzheng_desk.ui.widgets.forms.choices import Choice, matching, wake_readings
from minzheng_desk.ui.widgets.forms.editor import Line
from minzheng_desk.ui.widgets.labels import label
from minzheng_desk.ui.widgets.tables.popups import Popup

_STEPS = {
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_PageDown: 10,
    Qt.Key.Key_PageUp: -10,
}
_NOT_TYPING = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier


class Picker(QComboBox):
    """A combo box; with more than twelve entries its list has a search line, and typing opens it."""

    def __init__(self, spoken_name: str, *, small: bool = True) -> None:
        super().__init__()
        self.setAccessibleName(spoken_name)
        if small:
            self.setProperty("small", "1")
        self.search: PickerSearch | None = None
        """The list with its search line, while it is open."""
        wake_readings()

    @property
    def is_long(self) -> bool:
        """Whether there is more to choose from than can be seen at a glance."""
        return self.count() > MOST_SHOWN

    def showPopup(self) -> None:
        """Unfold the list."""
        if self.is_long:
            self._open("")
        else:
            super().showPopup()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Begin to search with the first letter typed."""
        typed = event.text()
        typing = typed.strip() and typed.isprintable() and not event.modifiers() & _NOT_TYPING
        if self.is_long and typing:
            self._open(typed)
        else:
            super().keyPressEvent(event)

    def _open(self, typed: str) -> None:
        self.search = PickerSearch(self, typed)
        self.search.taken.connect(self._take)
        self.search.destroyed.connect(self._forget)
        self.search.open_at(self.mapToGlobal(QPoint(0, self.height() + look().px(2))))

    def _take(self, place: int) -> None:
        self.setCurrentIndex(place)
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.activated.emit(place)

    def _forget(self) -> None:
        self.search = None


class PickerSearch(Popup):
    """The entries of a picker under a line to search them in."""

    taken = Signal(int)
    """The place of the entry in the picker."""

    def __init__(self, picker: Picker, typed: str) -> None:
        super().__init__(picker, picker.accessibleName())
        # The press that closes the list is not taken for one that opens it again.
        self.setAttribute(Qt.WidgetAttribute.WA_NoMouseReplay)
        self._choices = tuple(
            Choice(str(picker.itemData(at) or ""), picker.itemText(at)) for at in range(picker.count())
        )
        self._fits = list(self._choices)
        self.line, self.view, self._model = Line(), QListView(), QStringListModel(self)
        self.line.setProperty("small", "1")
        self.line.setPlaceholderText("首字母、汉字、编号")
        self.line.setAccessibleName(f"查找{picker.accessibleName()}")
        self.view.setAccessibleName(picker.accessibleName())
        self.view.setModel(self._model)
        self.view.setUniformItemSizes(True)
        self.view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.view.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.view.setFixedHeight(look().px(26) * MOST_SHOWN)
        self.said = label("", "hint")
        for widget in (self.line, self.view, self.said):
            self.column.addWidget(widget)
        self.setFixedWidth(max(self.width(), picker.width()))
        self.setFocusProxy(self.line)
        self.line.textChanged.connect(self._offer)
        self.line.special_key.connect(self._on_key)
        self.line.entered.connect(lambda _: self._take(self.view.currentIndex()))
        self.view.clicked.connect(self._take)
        self.line.setText(typed)
        self._offer(typed)
        if not typed:
            self.view.setCurrentIndex(self._model.index(picker.currentIndex()))

    def _offer(self, typed: str) -> None:
        self._fits = matching(self._choices, typed)
        self._model.setStringList([choice.label for choice in self._fits])
        self.view.setCurrentIndex(self._model.index(0))
        found, of = len(self._fits), len(self._choices)
        self.said.setText(f"共 {of} 项" if found == of else f"找到 {found} 项，共 {of} 项")

    def _on_key(self, event: QKeyEvent) -> None:
        step = _STEPS.get(Qt.Key(event.key()))
        if step is not None:
            event.accept()
            row = max(0, min(self._model.rowCount() - 1, self.view.currentIndex().row() + step))
            self.view.setCurrentIndex(self._model.index(row))

    def _take(self, index: QModelIndex) -> None:
        if index.isValid():
            place = self._choices.index(self._fits[index.row()])
            self.close()
            self.taken.emit(place)
