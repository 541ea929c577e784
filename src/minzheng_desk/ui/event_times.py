"""How long the GUI thread is kept busy by each event; whatever takes long makes the window feel stuck."""

from __future__ import annotations

from collections import deque
from time import perf_counter
from typing import NamedTuple

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication

SLOW_MS = 50.0
"""What no event should exceed (ui.md §18)."""
_KEPT = 500


class SlowEvent(NamedTuple):
    """One event that took long: its kind, who received it, and how long it took."""

    kind: str
    receiver: str
    milliseconds: float


class TimedApplication(QApplication):
    """An application that remembers its slow events; for benches, tests and looking for what is slow."""

    def __init__(self, arguments: list[str]) -> None:
        super().__init__(arguments)
        self.slow: deque[SlowEvent] = deque(maxlen=_KEPT)
        self.threshold_ms = SLOW_MS
        self._depth = 0

    def notify(self, receiver: QObject, event: QEvent) -> bool:
        """Deliver the event and look at the clock; events sent by other events count with the outermost."""
        kind = event.type()
        self._depth += 1
        began = perf_counter()
        try:
            return super().notify(receiver, event)
        finally:
            self._depth -= 1
            took = (perf_counter() - began) * 1000
            if took > self.threshold_ms and self._depth == 0:
                self.slow.append(SlowEvent(kind.name, type(receiver).__name__, took))
