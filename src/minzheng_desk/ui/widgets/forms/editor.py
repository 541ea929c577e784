"""What every editor of a form is: a widget, a value of the kernel, and three pieces of news."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QInputMethodEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from minzheng_desk.kernel.errors import InputProblem
from minzheng_desk.ui.look.look import look
from minzheng_desk.ui.widgets.forms.findings import Said

_LATIN_KEYS = (
    Qt.InputMethodHint.ImhLatinOnly
    | Qt.InputMethodHint.ImhNoPredictiveText
    | Qt.InputMethodHint.ImhNoAutoUppercase
)


class Editor(QObject):
    """One field a person fills in.

    An editor never complains while somebody types: it is asked for its `value` when it is left.
    """

    moved = Signal(int)
    """1: on to the next field (Enter); -1: back to the one before (Shift+Enter)."""
    edited = Signal()
    """A person changed what stands in the field."""
    left = Signal()
    """The field lost the keyboard, and has brought what was typed to its usual form."""
    spoken_hint = ""
    """What a screen reader says of the keys of this kind of field."""
    veiled = False
    """Whether it holds a number of a person that was there before and is not shown whole."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.widget = widget

    def value(self) -> Any:
        """What the field holds as the kernel has it, None when empty; raises `InputProblem` if unclear."""
        raise NotImplementedError

    def set_value(self, value: Any) -> None:
        """Show a value; nobody is told."""
        raise NotImplementedError

    def written(self) -> str:
        """What stands in the field as a person sees it, for a draft; never checked."""
        raise NotImplementedError

    def write(self, text: str) -> None:
        """Put back what stood in a draft; nobody is told."""
        raise NotImplementedError

    def settle(self) -> None:
        """Bring what was typed to its usual form, if it is understood."""

    def said(self) -> Said | None:
        """What the field itself has to say about an understood value: an amount in words, a doubt."""
        return None

    def complaint(self, problem: InputProblem) -> str:
        """What is wrong with what was typed, in one short sentence."""
        return f"{problem}{problem.advice}"

    def set_wrong(self, *, wrong: bool) -> None:
        """Mark the field red, or no longer."""
        if self.widget.property("err") != ("1" if wrong else ""):
            set_property(self.widget, "err", "1" if wrong else "")

    def set_read_only(self, *, read_only: bool) -> None:
        """Let nobody type here, or let them again."""
        self.widget.setEnabled(not read_only)

    @property
    def read_only(self) -> bool:
        """Whether nobody can type here."""
        return not self.widget.isEnabled()

    def open_list(self) -> None:
        """F4: open what can be chosen from, where there is something."""


class Line(QLineEdit):
    """The line a single-line editor is typed into: tells of Enter, of being left and of keys with a meaning.

    Enter while the input method composes belongs to the input method.
    """

    entered = Signal(int)
    quitted = Signal()
    clicked = Signal()
    special_key = Signal(QKeyEvent)
    """A key that the editor may take by accepting the event; it is ignored at first."""

    def __init__(self) -> None:
        super().__init__()
        self._composing = False
        self.textChanged.connect(self._show_beginning)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take Enter, offer the key to the editor, else type."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._enter(event)
            return
        event.ignore()
        if not self._composing:
            self.special_key.emit(event)
        if not event.isAccepted():
            super().keyPressEvent(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Remember whether something is being composed."""
        self._composing = bool(event.preeditString())
        super().inputMethodEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Tell of a click."""
        super().mousePressEvent(event)
        if event.button() == Qt.MouseButton.LeftButton:
            self.clicked.emit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Select everything when coming by keyboard, so that typing replaces it."""
        super().focusInEvent(event)
        if event.reason() in {
            Qt.FocusReason.TabFocusReason,
            Qt.FocusReason.BacktabFocusReason,
            Qt.FocusReason.OtherFocusReason,
        }:
            self.selectAll()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell that the field was left, unless only a list or another window came before it."""
        super().focusOutEvent(event)
        self._composing = False
        if event.reason() not in {
            Qt.FocusReason.PopupFocusReason,
            Qt.FocusReason.ActiveWindowFocusReason,
            Qt.FocusReason.MenuBarFocusReason,
        }:
            self.quitted.emit()

    def sizeHint(self) -> QSize:
        """As high as a control of the design; the grid decides the width."""
        return QSize(look().px(160), look().px(32))

    def minimumSizeHint(self) -> QSize:
        """Narrow enough for two in a row."""
        return QSize(look().px(56), look().px(32))

    def _enter(self, event: QKeyEvent) -> None:
        if self._composing:
            event.accept()
        elif event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.ignore()  # Ctrl+Enter is the primary action of the page
        else:
            event.accept()
            self.entered.emit(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)

    def _show_beginning(self) -> None:
        if not self.hasFocus():
            self.setCursorPosition(0)


class LineEditor(Editor):
    """An editor that is one line of text; its kinds say how text and value become each other."""

    latin = False
    """Whether the input method is switched off, so that the numeric keypad works at once."""

    def __init__(self, max_length: int | None = None) -> None:
        self.line = Line()
        super().__init__(self.line)
        if max_length is not None:
            self.line.setMaxLength(max_length)
        if self.latin:
            self.line.setInputMethodHints(_LATIN_KEYS)
        self._switch_input_method()
        self.line.entered.connect(self.moved)
        self.line.textEdited.connect(self._on_edited)
        self.line.quitted.connect(self._on_quitted)
        self.line.special_key.connect(self._on_key)

    def value(self) -> Any:
        """What was typed, read; None when nothing was."""
        text = self.line.text().strip()
        return self.read(text) if text else None

    def set_value(self, value: Any) -> None:
        """Show the value as it is usually written."""
        self.put("" if value is None else self.show(value))

    def written(self) -> str:
        """What stands in the line."""
        return self.line.text()

    def write(self, text: str) -> None:
        """Put the text into the line."""
        self.put(text)

    def settle(self) -> None:
        """Write what was understood as it is usually written; leave the rest as it was typed."""
        text = self.line.text().strip()
        shown = self._as_shown(text) if text else ""
        if shown != self.line.text():
            self.line.setText(shown)

    def read(self, text: str) -> Any:
        """The value that ``text`` names; raises `InputProblem`."""
        return text

    def show(self, value: Any) -> str:
        """The value as it is usually written."""
        return str(value)

    def key(self, event: QKeyEvent) -> bool:
        """Take a key with a meaning in this kind of field; False leaves it to the line."""
        return False

    def set_read_only(self, *, read_only: bool) -> None:
        """Read-only lines can still be reached, read aloud and copied from."""
        self.line.setReadOnly(read_only)
        self._switch_input_method()
        repolish(self.line)

    @property
    def read_only(self) -> bool:
        """Whether nobody can type here."""
        return self.line.isReadOnly()

    def _switch_input_method(self) -> None:
        """Qt switches it on again whenever a line may be typed into."""
        wanted = not self.latin and not self.line.isReadOnly()
        self.line.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, wanted)

    def _as_shown(self, text: str) -> str:
        try:
            return self.show(self.read(text))
        except InputProblem:
            return text

    def put(self, text: str) -> None:
        """Show this text, ready to be typed over where the keyboard is here already."""
        self.line.setText(text)
        if self.line.hasFocus():
            self.line.selectAll()

    def _replace(self, text: str) -> None:
        """Change the text as if it had been typed."""
        self.put(text)
        self.edited.emit()

    def _on_edited(self, _text: str) -> None:
        self.edited.emit()

    def _on_quitted(self) -> None:
        self.settle()
        self.left.emit()

    def _on_key(self, event: QKeyEvent) -> None:
        if not self.line.isReadOnly() and self.key(event):
            event.accept()
        else:
            event.ignore()


def set_property(widget: QWidget, name: str, value: str) -> None:
    """Set what the style sheet selects by, and let it look again."""
    widget.setProperty(name, value)
    repolish(widget)


def repolish(widget: QWidget) -> None:
    """Let the style sheet look at the widget's properties again."""
    style = widget.style()
    style.unpolish(widget)
    style.polish(widget)
    widget.update()
