"""Names are put in order while nobody waits, so that the first click on 户主 is as quick as the second."""

from __future__ import annotations

import time
from collections.abc import Iterator
from threading import Event

from PySide6.QtCore import QObject, QThreadPool, QTimer

from minzheng_desk.kernel.text import name_readings
from minzheng_desk.ui.widgets.tables.order import ReadRows

_FEW = 500
"""So few rows are read at the click."""
_LATER_MS, _PAUSE_MS, _BUDGET = 300, 12, 0.004
_awake = Event()


class IdleReading(QObject):
    """Works a few milliseconds at a time between events; other rows end it."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._work: Iterator[None] = iter(())
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._go_on)

    def prepare(self, read: ReadRows) -> None:
        """Read these rows when there is time."""
        self._timer.stop()
        if len(read.rows) < _FEW:
            return
        if not _awake.is_set():
            # The dictionary takes too long to open for the thread that draws.
            QThreadPool.globalInstance().start(_wake)
        self._work = read.preparing()
        self._timer.start(_LATER_MS)

    def _go_on(self) -> None:
        if not _awake.is_set():
            return
        self._timer.setInterval(_PAUSE_MS)
        until = time.perf_counter() + _BUDGET
        for _ in self._work:
            if time.perf_counter() >= until:
                return
        self._timer.stop()


def _wake() -> None:
    """Open the dictionary of readings."""
    name_readings("民")
    _awake.set()
