"""A calendar under a field: arrows move by a day, PgUp and PgDn by a month, Enter takes the day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QDate, QLocale, Qt
from PySide6.QtGui import QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QFrame, QHBoxLayout, QVBoxLayout

from minzheng_desk.kernel.period import Month
from minzheng_desk.ui.look.look import look
from minzheng_desk.ui.widgets.buttons import icon_button, link
from minzheng_desk.ui.widgets.forms.editor import Line
from minzheng_desk.ui.widgets.forms.unfolding import below
from minzheng_desk.ui.widgets.labels import label

_WEEKEND = (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday)


class Calendar(QFrame):
    """One month of days; Esc leaves the field as it was."""

    def __init__(self, line: Line, take: Callable[[date], None], today: date) -> None:
        super().__init__(line, Qt.WindowType.Popup)
        self.setProperty("kind", "unfolded")
        self.setAccessibleName("日历")
        self._line, self._take = line, take
        self._month = label("", "body", strong=True)
        self._days = _month_of_days()
        self._days.activated.connect(self._on_taken)
        self._days.clicked.connect(self._on_taken)
        self._days.currentPageChanged.connect(self._on_page)
        self._head = QHBoxLayout()
        before, after = icon_button("left", "上个月"), icon_button("right", "下个月")
        before.clicked.connect(lambda _checked=False: self._days.showPreviousMonth())
        after.clicked.connect(lambda _checked=False: self._days.showNextMonth())
        this_day = link("今天")
        this_day.clicked.connect(lambda _checked=False: self._on_taken(_as_qt(today)))
        self._head.addWidget(self._month, 1)
        for button in (this_day, before, after):
            button.setProperty("small", "1")
            self._head.addWidget(button)
        self._page = QVBoxLayout(self)
        self._page.addLayout(self._head)
        self._page.addWidget(self._days)
        look().changed.connect(self._dress)
        self._dress()

    def unfold(self, day: date) -> None:
        """Open at this day."""
        self._days.setSelectedDate(_as_qt(day))
        self._on_page(day.year, day.month)
        self.adjustSize()
        self.move(below(self._line, self.size()))
        self.show()
        self._days.setFocus()

    def _on_page(self, year: int, month: int) -> None:
        self._month.setText(Month(year, month).label)

    def _on_taken(self, chosen: QDate) -> None:
        self.close()
        self._take(date(chosen.year(), chosen.month(), chosen.day()))

    def _dress(self) -> None:
        px = look().px
        self._page.setContentsMargins(px(8), px(6), px(8), px(8))
        self._page.setSpacing(px(4))
        self._head.setSpacing(px(6))
        self._days.setFixedHeight(px(190))
        heads, weekend = QTextCharFormat(), QTextCharFormat()
        heads.setForeground(look().color("ink3"))
        heads.setBackground(look().color("surface"))
        weekend.setForeground(look().color("ink2"))
        self._days.setHeaderTextFormat(heads)
        for day in _WEEKEND:
            self._days.setWeekdayTextFormat(day, weekend)


def _month_of_days() -> QCalendarWidget:
    made = QCalendarWidget()
    made.setNavigationBarVisible(False)
    made.setLocale(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
    made.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
    made.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
    made.setHorizontalHeaderFormat(QCalendarWidget.HorizontalHeaderFormat.SingleLetterDayNames)
    return made


def _as_qt(day: date) -> QDate:
    return QDate(day.year, day.month, day.day)
