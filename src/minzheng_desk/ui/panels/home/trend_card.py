"""走势: what the last twelve months came to, and what changed in this one."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from minzheng_desk.kernel.money import Money
from minzheng_desk.ui.look.look import look
from minzheng_desk.ui.panels.home.asked import Course
from minzheng_desk.ui.panels.home.todos import payroll_address
from minzheng_desk.ui.widgets.buttons import link
from minzheng_desk.ui.widgets.cards import Card
from minzheng_desk.ui.widgets.charts import ChangeBars, ChartEvent, MonthBar, MonthBars, in_ten_thousands
from minzheng_desk.ui.widgets.labels import label

_CHANGES_WIDE, _LARGE_TYPE = 150, 1.25


class TrendCard(Card):
    """Bars of twelve months beside the changes of this month."""

    opened = Signal(str)

    def __init__(self) -> None:
        super().__init__("走势")
        self.ledgers = link("打开台账报表")
        self.ledgers.setProperty("small", "1")
        self.ledgers.clicked.connect(lambda: self.opened.emit("ledgers"))
        self.add_right(self.ledgers)
        self.bars, self.changes = MonthBars("近 12 个月发放金额（万元）"), ChangeBars("本月变动")
        self.bars.nothing = "还没有发放过"
        self.changes.opened.connect(self._open_changes)
        self._told = label("", "hint", wrap=True)
        self._course: Course | None = None
        self._left, self._right = QVBoxLayout(), QVBoxLayout()
        self._left.addWidget(label(self.bars.title, "hint"))
        self._left.addWidget(self.bars, 1)
        self._right.addWidget(label(self.changes.title, "hint"))
        self._right.addWidget(self.changes)
        self._right.addStretch(1)
        self._right.addWidget(self._told)
        self._both = QHBoxLayout()
        self._both.addLayout(self._left, 1)
        self._both.addLayout(self._right)
        self.body.addLayout(self._both, 1)
        look().changed.connect(self._fit_parts)
        self._fit_parts()

    def show_course(self, course: Course) -> None:
        """Show the months and the changes of the last."""
        self._course = course
        paid = any(one.total for one in course.months)
        bars = [MonthBar(one.month, one.total, _ten_thousands(one.total)) for one in course.months]
        adjusted = course.adjusted
        event = ChartEvent(adjusted, f"{adjusted.month}月调整标准") if adjusted is not None else None
        self.bars.show_months(bars if paid else [], event if paid else None)
        changes = course.changes
        self.changes.show_changes(
            new=changes.new,
            stopped=changes.stopped,
            changed=changes.changed,
            back_paid=changes.back_paid,
        )
        self._told.setText(
            f"变动 {changes.total:,} 人，每人都有原因和依据" if changes.total else "本月名册没有变动"
        )

    def _open_changes(self, sort: str) -> None:
        """Open the roster with most changes of a sort, filtered by it."""
        if self._course is not None:
            month, programme = self._course.months[-1].month, self._course.most.get(sort, "")
            address = payroll_address(month, programme)
            self.opened.emit(f"{address}/{sort}" if programme else address)

    def _fit_parts(self) -> None:
        px = look().px
        self._both.setSpacing(px(20))
        for part in (self._left, self._right):
            part.setSpacing(px(6))
        self.changes.setFixedWidth(px(_CHANGES_WIDE))
        self._told.setFixedWidth(px(_CHANGES_WIDE))
        self._told.setVisible(look().scale < _LARGE_TYPE)


def _ten_thousands(total: Money) -> str:
    return in_ten_thousands(total) if total else "—"
