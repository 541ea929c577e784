"""The filter bar above a table (筛选栏): segments at the left, search and choices at the right."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QAction, QInputMethodEvent, QKeyEvent, Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from minzheng_desk.ui.look.icons import icon
from minzheng_desk.ui.look.look import look

_REST_MS = 120
"""After the last key; the next one begins the wait anew."""
_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


class ComposedLine(QLineEdit):
    """A line that is read while an input method composes a word, and leaves Enter to it until then."""

    typed = Signal()
    """There are other `words`."""

    def __init__(self) -> None:
        super().__init__()
        self.composing = False
        self._letters = ""
        self.textChanged.connect(lambda _: self.typed.emit())

    @property
    def words(self) -> str:
        """What is typed so far, the Latin letters of a word under way included."""
        at = self.cursorPosition()
        return self.text()[:at] + self._letters + self.text()[at:]

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Remember whether a word is under way; its letters are looked for before it has become one."""
        composed = event.preeditString()
        plain = composed.replace("'", "").replace(" ", "")
        before, self._letters = self._letters, plain if plain.isascii() else ""
        self.composing = bool(composed)
        super().inputMethodEvent(event)
        if before != self._letters:
            self.typed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keep Enter from whoever waits for it while a word is under way."""
        if self.composing and event.key() in _ENTER:
            event.accept()
        else:
            super().keyPressEvent(event)


class SearchField(ComposedLine):
    """A field with a glass in front; ``searched`` comes when the typing rests, at once on Enter."""

    searched = Signal(str)
    entered = Signal()
    """Enter or Down: the person wants to go into what was found."""

    def __init__(self, says: str, width: int = 200) -> None:
        super().__init__()
        self._width = width
        self.setPlaceholderText(says)
        self.setAccessibleName(says)
        self.setProperty("small", "1")
        self._glass = QAction(self)
        self.addAction(self._glass, QLineEdit.ActionPosition.LeadingPosition)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST_MS)
        self._rest.timeout.connect(lambda: self.searched.emit(self.words))
        self.typed.connect(self._rest.start)
        look().changed.connect(self._fit)
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc clears, Enter and Down go on."""
        if self.composing:
            super().keyPressEvent(event)
        elif event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif event.key() in {*_ENTER, Qt.Key.Key_Down}:
            self._rest.stop()
            self.searched.emit(self.words)
            self.entered.emit()
        else:
            super().keyPressEvent(event)

    def _fit(self) -> None:
        self._glass.setIcon(icon("search", "ink3", 15))
        if self._width:
            self.setFixedWidth(look().px(self._width))


class FilterBar(QWidget):
    """What narrows a table, directly above it."""

    def __init__(self, left: Sequence[QWidget] = (), right: Sequence[QWidget] = ()) -> None:
        super().__init__()
        self._row = QHBoxLayout(self)
        for widget in left:
            self._row.addWidget(widget)
        self._row.addStretch(1)
        for widget in right:
            self._row.addWidget(widget)
        look().changed.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        px = look().px
        self._row.setContentsMargins(px(12), px(8), px(12), px(8))
        self._row.setSpacing(px(8))
