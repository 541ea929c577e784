"""One field as it stands in a form: its editor, and everything there is to say under it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtCore import QObject, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from minzheng_desk.kernel.errors import InputProblem
from minzheng_desk.ui.look.icons import pixmap
from minzheng_desk.ui.look.look import COMPACT, look
from minzheng_desk.ui.widgets.buttons import Button, link
from minzheng_desk.ui.widgets.forms.editor import set_property
from minzheng_desk.ui.widgets.forms.fields import Entry, FormField, editor_for
from minzheng_desk.ui.widgets.forms.findings import Grade, Said, hint, wrong

_ORDER = (Grade.WRONG, Grade.DOUBT, Grade.HINT)
_PICTURES = {Grade.WRONG: "xc", Grade.DOUBT: "warn"}


class Cell(QObject):
    """A field, its editor, and what is known about it now."""

    spoke = Signal()
    """What there is to say under the field changed."""

    def __init__(self, field: FormField, today: date) -> None:
        self.editor = editor_for(field, today)
        super().__init__(self.editor.widget)
        self.field = field
        self.touched = False
        """Whether a person changed the field since the form was filled."""
        self.filled = False
        """Whether the program filled it from another field."""
        self.examined = False
        """Whether the field was left as it stands, and so was looked at already."""
        self.at_first: Any = None
        """The value the form was filled with."""
        self.shown = True
        self._found: Said | None = None
        self._told: Said | None = None
        self._source = ""
        self.link_text = ""
        self.on_link: Callable[[], None] | None = None
        self.editor.widget.setAccessibleName(field.label)
        self.editor.set_read_only(read_only=field.read_only)
        self.editor.edited.connect(self._on_edited)

    def value(self) -> Any:
        """What the field holds, or what an empty one stands for; raises `InputProblem`."""
        value = self.editor.value() if self.shown else None
        return self.field.default if value is None else value

    def fill(self, value: Any) -> None:
        """Begin with this value: untouched, and with nothing to say about it."""
        self.editor.set_value(value)
        self.touched = self.filled = self.examined = False
        self._found = self._told = None
        self._source = self.link_text = ""
        self.at_first = value
        self._speak()

    def fill_from(self, value: Any, source: str) -> None:
        """Take a value the program knows from another field, and say from where."""
        self.editor.set_value(value)
        self.filled, self._source, self.examined = True, source, False
        self._found = None
        self._speak()

    def check(self) -> Said | None:
        """Look at the value once, and remember what is to be said about it."""
        self._found = self._checked()
        self._speak()
        return self._found

    def tell(self, said: Said | None, link_text: str = "", on_link: Callable[[], None] | None = None) -> None:
        """Say something the page found out; it stands until the field is changed."""
        self._told, self.link_text, self.on_link = said, link_text, on_link
        self._speak()

    def set_source(self, text: str) -> None:
        """Say in grey where the value comes from."""
        self._source = text
        self._speak()

    def serious(self) -> Said | None:
        """What is wrong or doubtful, the worst first."""
        found = [said for said in (self._found, self._told) if said and said.grade is not Grade.HINT]
        return min(found, key=_gravity) if found else None

    def said(self) -> Said | None:
        """The one thing to say under the field."""
        serious = self.serious()
        if serious is not None:
            return serious
        own = self.editor.said()
        if own is not None and own.grade is not Grade.HINT and self.touched:
            own = None  # a doubt waits until the field is left
        grey = own or self._told or self._found
        if grey is not None:
            return grey
        words = self._source or self.field.hint
        return hint(words) if words else None

    def _checked(self) -> Said | None:
        try:
            value = self.value()
        except InputProblem as problem:
            return wrong(self.editor.complaint(problem))
        if value is None or value == "":
            return wrong(f"请填写{self.field.label}。") if self.field.required else None
        own = self.editor.said()
        if own is not None and own.grade is not Grade.HINT:
            return own
        return self.field.check(value) if self.field.check is not None else None

    def _on_edited(self) -> None:
        self.touched, self.filled, self.examined = True, False, False
        self._found = self._told = None
        self._source = self.link_text = ""
        self._speak()

    def _speak(self) -> None:
        serious = self.serious()
        is_wrong = serious is not None and serious.grade is Grade.WRONG
        self.editor.set_wrong(wrong=is_wrong)
        if self.editor.widget.property("filled") != ("1" if self.filled else ""):
            set_property(self.editor.widget, "filled", "1" if self.filled else "")
        self.editor.widget.setAccessibleDescription(self._described(serious))
        self.spoke.emit()

    def _described(self, serious: Said | None) -> str:
        parts = ["必填" if self.field.required else "", self.field.unit, self.editor.spoken_hint]
        said = serious or self.said()
        return "，".join(part for part in (*parts, said.text if said else "") if part)


class MessageLine(QLabel):
    """The line under a field, always there so that nothing jumps when it begins to speak."""

    def __init__(self) -> None:
        super().__init__()
        self.setWordWrap(True)
        self.setProperty("small", "1")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        self._grade = Grade.HINT
        look().changed.connect(self._fit)
        self.say(None)

    def say(self, said: Said | None) -> None:
        """Say this, or nothing."""
        self._grade = said.grade if said else Grade.HINT
        text = said.text if said else ""
        if self.property("role") != self._grade.value:
            set_property(self, "role", self._grade.value)
        if self.text() != text:
            self.setText(text)
        self._fit()

    def hasHeightForWidth(self) -> bool:
        """Say no: the grid then gives every line its one row, and asks again where words need two."""
        return False

    def sizeHint(self) -> QSize:
        """As high as the words need at the width there is."""
        return QSize(0, self._height())

    def minimumSizeHint(self) -> QSize:
        """Words are never cut."""
        return self.sizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Ask for another row where the words no longer fit."""
        super().resizeEvent(event)
        if self.height() != self._height():
            self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the words, and before serious ones their picture."""
        super().paintEvent(event)
        picture = _PICTURES.get(self._grade)
        if picture is None:
            return
        painter = QPainter(self)
        drawn = pixmap(picture, self._grade.value, 14)
        line = look().metrics("hint").height()
        painter.drawPixmap(QPoint(0, max(0, (line - look().px(14)) // 2)), drawn)
        painter.end()

    def _fit(self) -> None:
        self.setContentsMargins(look().px(18) if self._grade in _PICTURES else 0, 0, 0, 0)
        self.updateGeometry()

    def _height(self) -> int:
        metrics = look().metrics("hint")
        room = max(look().px(120), self.contentsRect().width())
        if not self.text() or metrics.horizontalAdvance(self.text()) <= room:
            return metrics.height()
        wrapped = metrics.boundingRect(QRect(0, 0, room, 1000), Qt.TextFlag.TextWordWrap, self.text())
        return max(metrics.height(), wrapped.height())


class Messages(QWidget):
    """What is said under the one or two fields of a row, and a button where something can be opened."""

    def __init__(self, cells: list[Cell]) -> None:
        super().__init__()
        self._cells = cells
        self._line = MessageLine()
        self._link: Button | None = None
        self._row = QHBoxLayout(self)
        self._row.addWidget(self._line, 1)
        for cell in cells:
            cell.spoke.connect(self.speak)
        look().changed.connect(self._fit)
        self._fit()
        self.speak()

    @property
    def text(self) -> str:
        """What stands there now."""
        return self._line.text()

    def speak(self) -> None:
        """Say the most serious thing."""
        said = [one for cell in self._cells if (one := cell.said()) is not None]
        self._line.say(min(said, key=_gravity) if said else None)
        opening = next((cell for cell in self._cells if cell.link_text), None)
        if opening is not None and self._link is None:
            self._link = link("")
            self._link.setProperty("small", "1")
            self._link.clicked.connect(self._open)
            self._row.addWidget(self._link)
        if self._link is not None:
            self._link.setVisible(opening is not None)
            self._link.setText(opening.link_text if opening else "")

    def _fit(self) -> None:
        gap = look().px(2 if look().density == COMPACT else 4)
        self._row.setContentsMargins(0, 0, 0, gap)

    def _open(self) -> None:
        opening = next((cell for cell in self._cells if cell.link_text and cell.on_link), None)
        if opening is not None and opening.on_link is not None:
            opening.on_link()


def _gravity(said: Said) -> int:
    return _ORDER.index(said.grade)


def narrow(field: FormField) -> bool:
    """Whether the editor leaves room at its right when something is noted there."""
    return field.entry in {Entry.DAY, Entry.MONTH}
