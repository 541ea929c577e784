"""Editors for days and months: short to type, moved with the keys clerks know, F4 for the calendar."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from minzheng_desk.kernel.errors import InputProblem
from minzheng_desk.kernel.period import Month
from minzheng_desk.ui.widgets.forms.calendar import Calendar
from minzheng_desk.ui.widgets.forms.editor import LineEditor
from minzheng_desk.ui.widgets.forms.typed import moved_day, read_day, read_month
from minzheng_desk.ui.widgets.forms.unfolding import Unfolder

_STEPS = {
    Qt.Key.Key_Plus: {"days": 1},
    Qt.Key.Key_Equal: {"days": 1},  # the same key without Shift
    Qt.Key.Key_Minus: {"days": -1},
    Qt.Key.Key_PageUp: {"months": -1},
    Qt.Key.Key_PageDown: {"months": 1},
}


class DayEditor(LineEditor):
    """A day. + and - move it by a day, PgUp and PgDn by a month, T is today, F4 opens the calendar."""

    latin = True
    spoken_hint = "F4 打开日历"

    def __init__(self, today: date) -> None:
        super().__init__(max_length=20)
        self.today = today
        self._unfolder = Unfolder(self.line, "cal", "选日期", self.open_list)
        self._calendar: Calendar | None = None

    def read(self, text: str) -> Any:
        """The day; raises `DayUnclear`."""
        return read_day(text, self.today)

    def show(self, value: Any) -> str:
        """The day as written in fields, such as 2026-11-20."""
        return str(value.isoformat())

    def key(self, event: QKeyEvent) -> bool:
        """Move the day, unless the key is part of a day that is being typed."""
        pressed = Qt.Key(event.key())
        if pressed == Qt.Key.Key_T and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._replace(self.show(self.today))
            return True
        if pressed not in _STEPS:
            return _opens(event, self.open_list)
        day = self._whole_day()
        if day is None:
            return False
        self._replace(self.show(moved_day(day, **_STEPS[pressed])))
        return True

    def open_list(self) -> None:
        """Open the calendar at the day in the field."""
        if self.read_only:
            return
        if self._calendar is None:
            self._calendar = Calendar(self.line, self._take, self.today)
        self._calendar.unfold(self._whole_day() or self.today)

    def _whole_day(self) -> date | None:
        """The day to move: today in an empty field, none while one is being typed."""
        text = self.line.text().strip()
        try:
            return date.fromisoformat(text) if text else self.today
        except ValueError:
            return None

    def _take(self, day: date) -> None:
        self._replace(self.show(day))


class MonthEditor(LineEditor):
    """A month. + and - (and PgUp, PgDn) move it by one, T is this month."""

    latin = True

    def __init__(self, today: date) -> None:
        super().__init__(max_length=12)
        self.today = today

    def read(self, text: str) -> Any:
        """The month; raises `MonthUnclear`."""
        return read_month(text, Month.of(self.today))

    def key(self, event: QKeyEvent) -> bool:
        """Move the month, unless the key is part of a month that is being typed."""
        pressed = Qt.Key(event.key())
        if pressed == Qt.Key.Key_T:
            self._replace(str(Month.of(self.today)))
            return True
        month = self._whole_month() if pressed in _STEPS else None
        if month is None:
            return False
        step = sum(_STEPS[pressed].values())
        try:
            self._replace(str(month + step))
        except InputProblem:
            return False
        return True

    def _whole_month(self) -> Month | None:
        text = self.line.text().strip()
        if not text:
            return Month.of(self.today)
        try:
            month = Month.parse(text)
        except InputProblem:
            return None
        return month if str(month) == text else None


def _opens(event: QKeyEvent, open_list: Callable[[], None]) -> bool:
    """F4 and Alt+Down open what can be chosen from."""
    alt_down = event.key() == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier
    if event.key() != Qt.Key.Key_F4 and not alt_down:
        return False
    open_list()
    return True
