"""Editors for amounts of money and whole numbers; the input method is off."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from minzheng_desk.kernel.errors import InputProblem
from minzheng_desk.kernel.money import in_words, shown
from minzheng_desk.ui.widgets.forms.editor import LineEditor
from minzheng_desk.ui.widgets.forms.findings import Said, hint
from minzheng_desk.ui.widgets.forms.typed import is_sum, read_money, read_number

_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class MoneyEditor(LineEditor):
    """An amount of yuan, typed with or without commas or as a sum; said in capital numerals underneath."""

    latin = True

    def __init__(self, *, may_be_negative: bool = False) -> None:
        super().__init__(max_length=200)
        self._may_be_negative = may_be_negative
        self.line.setAlignment(_RIGHT)

    def read(self, text: str) -> Any:
        """The amount in fen; raises `AmountWrong` or `SumUnclear`."""
        return read_money(text, may_be_negative=self._may_be_negative)

    def show(self, value: Any) -> str:
        """The amount with thousands set apart."""
        return shown(value)

    def complaint(self, problem: InputProblem) -> str:
        """Why the amount or the sum is not understood."""
        return super().complaint(problem) if is_sum(self.line.text()) else self._short(problem)

    @staticmethod
    def _short(problem: InputProblem) -> str:
        reason = problem.facts.get("reason", "")
        return f"{reason}请填元，最多两位小数，例如 1234.50。"

    def said(self) -> Said | None:
        """The amount in capital numerals (大写)."""
        try:
            amount = self.value()
            return None if amount is None else hint(f"大写：{in_words(amount)}")
        except InputProblem:
            return None


class NumberEditor(LineEditor):
    """A whole number; Up and Down count."""

    latin = True

    def __init__(self) -> None:
        super().__init__(max_length=12)
        self.line.setAlignment(_RIGHT)

    def read(self, text: str) -> Any:
        """The number; raises `NumberUnclear`."""
        return read_number(text)

    def key(self, event: QKeyEvent) -> bool:
        """Count up or down from the number in the field."""
        step = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}.get(Qt.Key(event.key()), 0)
        if not step:
            return False
        try:
            self._replace(str(max(0, (self.value() or 0) + step)))
        except InputProblem:
            return False
        return True
