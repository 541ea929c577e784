"""The month of the page, with the one before and the one after it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from minzheng_desk.kernel.period import Month
from minzheng_desk.ui.look.look import look
from minzheng_desk.ui.widgets.buttons import icon_button
from minzheng_desk.ui.widgets.labels import label


class MonthStepper(QWidget):
    """A month between two arrows; ``last`` is the furthest month one may go to."""

    chosen = Signal(object)

    def __init__(self, month: Month, last: Month) -> None:
        super().__init__()
        self.month, self._last = month, last
        self.back, self.on = icon_button("left", "上一个月"), icon_button("right", "下一个月")
        self._text = label(month.label, "block")
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        for widget in (self.back, self._text, self.on):
            self._row.addWidget(widget)
        self.back.clicked.connect(lambda: self.chosen.emit(self.month.previous))
        self.on.clicked.connect(lambda: self.chosen.emit(self.month.next))
        look().changed.connect(self._fit)
        self._fit()
        self.show_month(month, last)

    def show_month(self, month: Month, last: Month) -> None:
        """Stand at a month."""
        self.month, self._last = month, last
        self._text.setText(month.label)
        self.on.setEnabled(month < last)
        self.setAccessibleName(f"发放月份 {month.label}")

    def _fit(self) -> None:
        self._row.setSpacing(look().px(6))
