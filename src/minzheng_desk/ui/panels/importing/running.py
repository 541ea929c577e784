"""Work on the file while it lasts: how far it is and 取消, at the place of its result."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from minzheng_desk.ui.tasks import Task
from minzheng_desk.ui.widgets.notices import ProgressStrip

_LASTS_MS = 400
"""Work that ends sooner needs no strip."""


class Running(QWidget):
    """One strip for each piece of work that lasts; without any it takes no room."""

    def __init__(self) -> None:
        super().__init__()
        self.strips: dict[Task[Any], ProgressStrip] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.hide()

    def follow(self, task: Task[Any], unit: str = "行") -> None:
        """Show how far the task is, once it has lasted a moment; ``unit`` is what it counts."""
        QTimer.singleShot(_LASTS_MS, self, lambda: self._show(task, unit))

    def _show(self, task: Task[Any], unit: str) -> None:
        if task.finished or task.stopping:
            return
        strip = self.strips[task] = ProgressStrip(task, unit)
        self._column.addWidget(strip)
        task.ended.connect(self._put_away)
        self.show()

    def _put_away(self) -> None:
        task = self.sender()
        strip = self.strips.pop(task, None) if isinstance(task, Task) else None
        if strip is not None:
            self._column.removeWidget(strip)
            strip.hide()
            strip.deleteLater()
        self.setVisible(bool(self.strips))
