"""Figures of the cells that are chosen (计数, 求和, 平均), of whichever table has the keyboard."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

_LEAST = 2
"""One cell says itself what it holds."""


class ChosenCells(QObject):
    """One for the program: tables say what is chosen in them, the frame shows it."""

    said = Signal(str)
    """Count, sum and average in words; empty when there is nothing to say."""

    def __init__(self) -> None:
        super().__init__()
        self._table = 0

    def say(self, table: QWidget, count: int, total: str, average: str) -> None:
        """Say what is chosen in a table; sum and average are empty where they would mean nothing."""
        self._table = id(table)
        if count < _LEAST:
            self.said.emit("")
        else:
            figures = f"　求和 {total}　平均 {average}" if total else ""
            self.said.emit(f"计数 {count:,}{figures}")

    def leave(self, table: QWidget) -> None:
        """Say nothing any more of a table that is no longer seen."""
        if self._table == id(table):
            self._table = 0
            self.said.emit("")


_the_cells: list[ChosenCells] = []


def chosen_cells() -> ChosenCells:
    """The one of the application, made at the first question."""
    if not _the_cells:
        _the_cells.append(ChosenCells())
    return _the_cells[0]
