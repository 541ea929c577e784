"""The strip of the four steps at the top of the page."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QVBoxLayout

from minzheng_desk.ui.look.look import look
from minzheng_desk.ui.panels.importing.looking import Looked
from minzheng_desk.ui.panels.importing.steps import steps_of
from minzheng_desk.ui.widgets.stepper import Stepper


class StepStrip(QFrame):
    """A card with the steps; those behind can be gone back to."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self.stepper = Stepper("导入的步骤")
        self.opened = self.stepper.opened
        self._row = QVBoxLayout(self)
        self._row.addWidget(self.stepper)
        look().changed.connect(self._fit)
        self._fit()

    def show_step(self, at: str, looked: Looked | None, *, done: bool) -> None:
        """Show how far it is."""
        self.stepper.show_steps(steps_of(at, looked, done=done))

    def _fit(self) -> None:
        px = look().px
        self._row.setContentsMargins(px(4), px(6), px(14), 0)
