"""Editors for one of several: a code of a list, a village."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from minzheng_desk.kernel.errors import InputProblem
from minzheng_desk.ui.widgets.forms.choice_list import ChoiceList
from minzheng_desk.ui.widgets.forms.choices import Choice, exact, matching, wake_readings
from minzheng_desk.ui.widgets.forms.editor import LineEditor
from minzheng_desk.ui.widgets.forms.unfolding import Unfolder


class ChoiceUnclear(InputProblem):
    """What was typed is none of the choices."""

    text = "没有这一项。"
    remedy = "请按 F4 打开列表来选。"


_STEPS = {
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_PageDown: 10,
    Qt.Key.Key_PageUp: -10,
}


class ChoiceEditor(LineEditor):
    """One of several, by number, pinyin initials or characters; the list unfolds while somebody types."""

    spoken_hint = "F4 打开列表"

    def __init__(self, choices: Sequence[Choice] = ()) -> None:
        super().__init__(max_length=60)
        self._choices = tuple(choices)
        self._chosen: Choice | None = None
        self._list: ChoiceList | None = None
        wake_readings()
        self._unfolder = Unfolder(self.line, "down", "打开列表", self.open_list)
        self.line.clicked.connect(self.open_list)

    def set_choices(self, choices: Sequence[Choice]) -> None:
        """Offer these; what was chosen by its code is now shown by its name."""
        self._choices = tuple(choices)
        code = self._chosen.code if self._chosen else None
        if code is not None:
            self.set_value(code)

    def value(self) -> Any:
        """The code chosen, None when the field is empty; raises `ChoiceUnclear`."""
        text = self.line.text().strip()
        if not text:
            return None
        choice = self._chosen or exact(self._choices, text)
        if choice is None:
            raise ChoiceUnclear
        return choice.code

    def set_value(self, value: Any) -> None:
        """Show the name of a code; a code unknown here is its own name."""
        known = next((choice for choice in self._choices if choice.code == value), None)
        self._chosen = None if value is None else known or Choice(str(value), str(value))
        self.put(self._chosen.label if self._chosen else "")

    def write(self, text: str) -> None:
        """Put the text into the line; a name in full is chosen."""
        self._chosen = exact(self._choices, text)
        self.put(self._chosen.label if self._chosen else text)

    def settle(self) -> None:
        """Take what is marked in the open list, or what was typed in full."""
        if self._chosen is None and self.line.text().strip():
            self._chosen = self._meant()
        if self._chosen is not None:
            self.line.setText(self._chosen.label)
        self._fold()

    def open_list(self) -> None:
        """Open the list with everything in it, at what is chosen; open, it is closed again."""
        if self.read_only or self._open:
            self._fold()
            return
        self._offer(self._choices, self._chosen)

    def key(self, event: QKeyEvent) -> bool:
        """Move in the list, open or close it."""
        pressed = Qt.Key(event.key())
        if pressed == Qt.Key.Key_Escape and self._open:
            self._fold()
            return True
        if pressed == Qt.Key.Key_F4 or (pressed in _STEPS and not self._open):
            self.open_list()
            return True
        if pressed in _STEPS and self._list is not None:
            self._list.step(_STEPS[pressed])
            self._preview()
            return True
        return False

    @property
    def _open(self) -> bool:
        return self._list is not None and self._list.isVisible()

    def _meant(self) -> Choice | None:
        found = exact(self._choices, self.line.text())
        marked = self._list.marked if self._open and self._list is not None else None
        fits = matching(self._choices, self.line.text())
        return found or marked or (fits[0] if len(fits) == 1 else None)

    def _preview(self) -> None:
        """Show what is marked in the line while somebody moves in the list."""
        marked = self._list.marked if self._list is not None else None
        if marked is not None and marked != self._chosen:
            self._chosen = marked
            self.put(marked.label)
            self.edited.emit()

    def _offer(self, choices: Sequence[Choice], marked: Choice | None) -> None:
        if self._list is None:
            self._list = ChoiceList(self.line)
            self._list.taken.connect(self._on_taken)
        self._list.offer(choices, len(self._choices), marked)

    def _fold(self) -> None:
        if self._list is not None:
            self._list.close()

    def _on_edited(self, text: str) -> None:
        self._chosen = None
        fits = matching(self._choices, text)
        if text.strip():
            self._offer(fits, fits[0] if fits else None)
        else:
            self._fold()
        super()._on_edited(text)

    def _on_taken(self, choice: Choice) -> None:
        self._chosen = choice
        self._replace(choice.label)
