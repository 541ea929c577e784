"""Editors for words: a line, several lines, and yes, no or not known."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPlainTextEdit, QRadioButton, QWidget

from minzheng_desk.kernel.errors import InputProblem
from minzheng_desk.kernel.text import private_use, pua_suggestion
from minzheng_desk.ui.look.look import look
from minzheng_desk.ui.widgets.forms.editor import Editor, LineEditor
from minzheng_desk.ui.widgets.forms.findings import Said, doubt

_LINES = 3


class TextTooLong(InputProblem):
    """More was written than the record takes."""

    text = "多了 {surplus} 个字。"
    remedy = "请删短后再保存。"


class TextEditor(LineEditor):
    """A line of text, with the input method."""

    def said(self) -> Said | None:
        """Doubt characters that only the system that wrote them can read."""
        return _said_of_characters(self.line.text())


class LongTextEditor(Editor):
    """Several lines: Enter begins a new one, Ctrl+Enter goes on."""

    def __init__(self, max_length: int | None = None) -> None:
        self.lines = _Lines()
        super().__init__(self.lines)
        self._max_length = max_length
        self.lines.entered.connect(self.moved)
        self.lines.quitted.connect(self.left)
        self.lines.textChanged.connect(self._on_changed)
        self._telling = True

    def value(self) -> Any:
        """The text without blanks around it, None when there is none; raises `TextTooLong`."""
        text = self.lines.toPlainText().strip()
        if self._max_length is not None and len(text) > self._max_length:
            raise TextTooLong(surplus=len(text) - self._max_length)
        return text or None

    def set_value(self, value: Any) -> None:
        """Show the text."""
        self.write("" if value is None else str(value))

    def written(self) -> str:
        """What stands in the field."""
        return self.lines.toPlainText()

    def write(self, text: str) -> None:
        """Put the text into the field."""
        self._telling = False
        self.lines.setPlainText(text)
        self._telling = True

    def said(self) -> Said | None:
        """Doubt characters that only the system that wrote them can read."""
        return _said_of_characters(self.lines.toPlainText())

    def set_read_only(self, *, read_only: bool) -> None:
        """Let nobody type here, or let them again."""
        self.lines.setReadOnly(read_only)

    @property
    def read_only(self) -> bool:
        """Whether nobody can type here."""
        return self.lines.isReadOnly()

    def _on_changed(self) -> None:
        if self._telling:
            self.edited.emit()


class _Lines(QPlainTextEdit):
    entered = Signal(int)
    quitted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setTabChangesFocus(True)
        self._composing = False
        look().changed.connect(self.updateGeometry)

    def event(self, event: QEvent) -> bool:
        """Keep Ctrl+Enter from the window, whose key for the primary action it is elsewhere."""
        if event.type() != QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
            return super().event(event)
        if not (_is_enter(event) and _step_of(event)):
            return super().event(event)
        event.accept()
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Enter goes on, Shift+Enter back; all else is typing."""
        step = _step_of(event) if _is_enter(event) and not self._composing else 0
        if step:
            event.accept()
            self.entered.emit(step)
            return
        super().keyPressEvent(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Remember whether something is being composed."""
        self._composing = bool(event.preeditString())
        super().inputMethodEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell that the field was left."""
        super().focusOutEvent(event)
        self._composing = False
        if event.reason() not in {
            Qt.FocusReason.PopupFocusReason,
            Qt.FocusReason.ActiveWindowFocusReason,
        }:
            self.quitted.emit()

    def sizeHint(self) -> QSize:
        """Three lines high."""
        return QSize(look().px(160), _LINES * look().metrics().lineSpacing() + look().px(14))

    def minimumSizeHint(self) -> QSize:
        """No lower than its three lines."""
        return QSize(look().px(80), self.sizeHint().height())


class FlagEditor(Editor):
    """Yes, no, or not known where the record allows it. Y, 1 and N, 0 choose, arrows move."""

    def __init__(self, *, may_be_unknown: bool) -> None:
        holder = _Flags()
        super().__init__(holder)
        self._group = QButtonGroup(holder)
        labels = {1: "是", 0: "否", 2: "不清楚"} if may_be_unknown else {1: "是", 0: "否"}
        self._buttons = {number: holder.add(label) for number, label in labels.items()}
        for number, button in self._buttons.items():
            self._group.addButton(button, number)
            button.entered.connect(self.moved)
            button.quitted.connect(self._on_quitted)
            button.pressed_letter.connect(self._on_letter)
        holder.setFocusProxy(self._buttons[1])
        self._group.idClicked.connect(self._on_clicked)

    def value(self) -> Any:
        """True, False, or None for not known and for not chosen."""
        return {1: True, 0: False}.get(self._group.checkedId())

    def set_value(self, value: Any) -> None:
        """Choose without telling anybody."""
        self.write("2" if value is None else str(int(bool(value))))

    def written(self) -> str:
        """The number of what is chosen; empty when nothing is."""
        number = self._group.checkedId()
        return str(number) if number in self._buttons else ""

    def write(self, text: str) -> None:
        """Choose what a draft had chosen."""
        wanted = self._buttons.get(int(text)) if text.isdigit() else None
        self._group.setExclusive(False)
        for button in self._buttons.values():
            button.setChecked(button is wanted)
        self._group.setExclusive(True)
        chosen = wanted or self._buttons[1]
        self.widget.setFocusProxy(chosen)

    def _on_clicked(self, number: int) -> None:
        self.widget.setFocusProxy(self._buttons[number])
        self.edited.emit()

    def _on_letter(self, letter: str) -> None:
        number = {"y": 1, "1": 1, "s": 1, "n": 0, "0": 0, "f": 0, "b": 2, "2": 2}.get(letter, -1)
        if number in self._buttons:
            self._buttons[number].setFocus()
            self._buttons[number].click()

    def _on_quitted(self) -> None:
        if not any(button.hasFocus() for button in self._buttons.values()):
            self.left.emit()


class _Flags(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.addStretch(1)
        look().changed.connect(self._fit)
        self._fit()

    def add(self, label: str) -> _FlagButton:
        """Put one more choice at the end of the row."""
        made = _FlagButton(label)
        self._row.insertWidget(self._row.count() - 1, made)
        return made

    def sizeHint(self) -> QSize:
        """As high as a control of the design."""
        return QSize(super().sizeHint().width(), look().px(32))

    def _fit(self) -> None:
        self._row.setSpacing(look().px(16))


class _FlagButton(QRadioButton):
    entered = Signal(int)
    quitted = Signal()
    pressed_letter = Signal(str)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on, a letter or digit chooses, arrows move."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            step = -1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1
            self.entered.emit(step)
        elif event.text() and event.text().casefold() in set("ysn10fb2"):
            self.pressed_letter.emit(event.text().casefold())
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell that this choice was left."""
        super().focusOutEvent(event)
        self.quitted.emit()


def _is_enter(event: QKeyEvent) -> bool:
    return event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}


def _step_of(event: QKeyEvent) -> int:
    """Where an Enter in several lines goes; 0 stays, for a new line."""
    if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
        return 1
    return -1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 0


def _said_of_characters(text: str) -> Said | None:
    if not private_use(text):
        return None
    meant = pua_suggestion(text)
    probably = f"可能是“{meant}”，" if meant else ""
    return doubt(f"有旧系统自造的字，{probably}请对照证件核对。")
