"""疑: what looks wrong and may be right is saved with a reason, asked for in one line under the form."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from minzheng_desk.kernel.text import normalised
from minzheng_desk.ui.look.look import look
from minzheng_desk.ui.widgets.forms.cells import MessageLine
from minzheng_desk.ui.widgets.forms.editor import Line
from minzheng_desk.ui.widgets.forms.findings import doubt

_LONGEST = 200


class DoubtReason(QWidget):
    """Says how many fields are doubtful, and asks why they are saved all the same; hidden without doubts."""

    on, back = Signal(), Signal()
    """Enter; Shift+Enter."""

    def __init__(self) -> None:
        super().__init__()
        self.said, self.line = MessageLine(), Line()
        self.line.setMaxLength(_LONGEST)
        self.line.setAccessibleName("照存的原因")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self.said)
        self._column.addWidget(self.line)
        self.line.entered.connect(lambda step: (self.on if step > 0 else self.back).emit())
        look().changed.connect(self._fit)
        self._fit()
        self.hide()

    @property
    def reason(self) -> str:
        """Why it is saved as it is; empty where nothing is doubtful."""
        return "" if self.isHidden() else normalised(self.line.text())

    def ask(self, count: int) -> None:
        """Ask for the reason, with the keyboard in the line."""
        self.follow(count)
        self.show()
        self.line.setFocus(Qt.FocusReason.TabFocusReason)
        QAccessible.updateAccessibility(QAccessibleEvent(self.said, QAccessible.Event.Alert))

    def follow(self, count: int) -> None:
        """Say how many are left; with none there is nothing to give a reason for."""
        self.said.say(doubt(f"有 {count} 处存疑，请先核对。核对无误要照存的，写明原因，会留在操作记录里。"))
        if count == 0:
            self.empty()

    def empty(self) -> None:
        """Begin anew."""
        self.line.clear()
        self.hide()

    def _fit(self) -> None:
        self._column.setSpacing(look().px(2))
