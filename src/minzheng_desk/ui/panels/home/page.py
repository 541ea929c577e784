"""工作台: what needs somebody today, what to look out for, how far the month is and how it went."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime
from functools import partial
from typing import Any, ClassVar

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from minzheng_desk.desk.drafts import Draft, FoundDrafts, unfinished
from minzheng_desk.kernel.permissions import Permission
from minzheng_desk.ui.look.look import look
from minzheng_desk.ui.panels.home.alert_card import AlertCard
from minzheng_desk.ui.panels.home.alerts import alerts
from minzheng_desk.ui.panels.home.asked import (
    Course,
    MonthNow,
    PressingNow,
    backed_up,
    course,
    month_now,
    pressing_now,
)
from minzheng_desk.ui.panels.home.payment_card import PaymentCard
from minzheng_desk.ui.panels.home.todo_card import TodoCard
from minzheng_desk.ui.panels.home.todos import (
    Todo,
    in_order,
    moment,
    todo_of_backup,
    todos_of_drafts,
    todos_of_month,
    todos_of_pressing,
)
from minzheng_desk.ui.panels.home.trend_card import TrendCard
from minzheng_desk.ui.screen import Frame, Screen
from minzheng_desk.ui.tasks import Newest, Task
from minzheng_desk.ui.widgets.buttons import plain, primary

WEEKDAYS = "一二三四五六日"
_CALM = 1500
"""Milliseconds after the page stands before every household is gone through."""
_ALL_TODOS, _ALL_ALERTS = "todos", "alerts"
_WIDTHS = (155, 100)
_BENEATH, _BENEATH_LARGE, _LARGE_TYPE = 262, 218, 1.25
"""What the lower cards need for seven programmes, or for four in large type; the rest is the lists'."""


class HomeScreen(Screen):
    """The first page of the day."""

    reads: ClassVar[frozenset[str]] = frozenset(
        {"award", "award_amount", "award_review", "person", "household", "household_member", "roster"}
        | {"bank_account", "disability_certificate", "payment_result", "bank_return", "phase_out"}
        | {"hardship", "recognition", "suspension"}
    )

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame, "工作台")
        self.month: MonthNow | None = None
        self.pressing: PressingNow | None = None
        self._backup: tuple[datetime | None] | None = None
        self._drafts: tuple[Draft, ...] = ()
        self._asked_on = date.min
        self._asking = defaultdict[str, Newest](partial(Newest, self))
        self._make_header()
        self.todos, self.alerts, self.payments, self.trend = (
            TodoCard(),
            AlertCard(),
            PaymentCard(),
            TrendCard(),
        )
        for card in (self.todos, self.alerts, self.payments, self.trend):
            card.opened.connect(frame.go)
        self.todos.whole_asked.connect(partial(self._give_room, self.todos, self.payments))
        self.alerts.whole_asked.connect(partial(self._give_room, self.alerts, self.trend))
        self.alerts.check_asked.connect(self.check_again)
        self._lay_out()
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_CALM)
        self._later.timeout.connect(self._check_once_a_day)
        self.bench.finishing.connect(self._later.stop)
        for news in (frame.rechecking.began, frame.rechecking.found, frame.rechecking.stopped):
            news.connect(self._show_alerts)
        self._show_alerts()

    def activate(self) -> None:
        """Say which day it is, and ask anew when that has changed or nothing was asked yet."""
        today = self.bench.today
        self.header.said.setText(
            f"{today.year}年{today.month}月{today.day}日　星期{WEEKDAYS[today.weekday()]}"
        )
        if self._asked_on != today:
            self._asked_on = today
            self.refresh()

    def show_object(self, key: str) -> None:
        """``todos`` and ``alerts`` give that list the whole height; anything else is the page itself."""
        self._give_room(self.todos, self.payments, whole=key == _ALL_TODOS)
        self._give_room(self.alerts, self.trend, whole=key == _ALL_ALERTS)

    def refresh(self) -> None:
        """Ask again, the quick questions first."""
        today = self.bench.today
        self._ask("month", self.bench.ask(month_now, today).then(self._show_month))
        self._ask("backup", self.bench.ask(backed_up).then(self._show_backup))
        self._ask("pressing", self.bench.ask(pressing_now, today).then(self._show_pressing))
        reading = self.bench.work("读草稿", lambda _: unfinished(self.bench.desk))
        self._ask("drafts", reading.then(self._show_drafts).otherwise(lambda _: None))
        self._ask("course", self.bench.ask(course, today).then(self._show_course))

    def check_again(self) -> None:
        """Go through every household once more."""
        self._later.stop()
        self.frame.rechecking.begin()

    def begin_new(self) -> None:
        """Ctrl+N: put a new household on file."""
        self.frame.go("households:new")

    def panes(self) -> list[QWidget]:
        """The four lists in reading order."""
        return [self.todos.list, self.alerts.list, self.payments.list, self.trend.changes]

    def _make_header(self) -> None:
        event, imports = plain("登记死亡或变更", "edit"), plain("导入 Excel", "excel")
        event.clicked.connect(lambda: self.frame.go("households:event"))
        imports.clicked.connect(lambda: self.frame.go("import"))
        new = primary("新建家庭", "plus")
        new.clicked.connect(self.begin_new)
        for button in (event, imports):
            self.header.add_button(button)
        self.header.set_primary(new)
        if not self.bench.may(Permission.EDIT_HOUSEHOLDS):
            self.header.allow_primary("登记家庭须有“登记家庭档案”权限")

    def _lay_out(self) -> None:
        self._columns = QHBoxLayout()
        self._halves = (QVBoxLayout(), QVBoxLayout())
        cards: tuple[tuple[QWidget, QWidget], ...] = (
            (self.todos, self.payments),
            (self.alerts, self.trend),
        )
        for half, (upper, lower), wide in zip(self._halves, cards, _WIDTHS, strict=True):
            half.addWidget(upper, 3)
            half.addWidget(lower, 2)
            self._columns.addLayout(half, wide)
        self.body.addLayout(self._columns, 1)
        look().changed.connect(self._fit_columns)
        self._fit_columns()

    def _fit_columns(self) -> None:
        for layout in (self._columns, *self._halves):
            layout.setSpacing(look().px(12))
        for card in (self.payments, self.trend):
            card.setMinimumHeight(look().px(_BENEATH if look().scale < _LARGE_TYPE else _BENEATH_LARGE))

    def _ask(self, name: str, task: Task[Any]) -> None:
        self._asking[name].start(task.of(self))

    def _show_month(self, now: MonthNow) -> None:
        self.month = now
        self.payments.show_month(now.month, now.programmes)
        self._show_todos()
        self._show_alerts()

    def _show_pressing(self, now: PressingNow) -> None:
        self.pressing = now
        self._show_todos()
        self._show_alerts()
        self._later.start()

    def _show_backup(self, last: datetime | None) -> None:
        self._backup = (last,)
        self._show_todos()

    def _show_drafts(self, found: FoundDrafts) -> None:
        self._drafts = found.drafts
        self.waits_beside_store = len(found.drafts)
        self._show_todos()

    def _show_course(self, found: Course) -> None:
        self.trend.show_course(found)

    def _show_todos(self) -> None:
        today = self.bench.today
        complete = self.pressing is not None and self.month is not None
        self.todos.show_todos(in_order(self._gathered(), today), today, complete=complete)

    def _gathered(self) -> Iterator[Todo]:
        if self.month is not None:
            yield from todos_of_month(self.month)
        if self.pressing is not None:
            yield from todos_of_pressing(self.pressing.lines)
        now = self.bench.desk.clock.now()
        yield from todos_of_drafts(self._drafts, now)
        if self._backup is not None:
            yield from todo_of_backup(self._backup[0], now)

    def _show_alerts(self) -> None:
        rechecking = self.frame.rechecking
        self.alerts.show_rows(alerts(self.month, self.pressing, rechecking.result))
        if rechecking.task is not None:
            self.alerts.show_check("正在逐户比对", running=True)
        elif rechecking.problem is not None:
            self.alerts.show_check(str(rechecking.problem), running=False)
        elif rechecking.at is not None:
            said = f"{moment(rechecking.at, self.bench.desk.clock.now())} 自动检查"
            self.alerts.show_check(said, running=False)

    def _check_once_a_day(self) -> None:
        found = self.frame.rechecking.result
        if found is None or found.on != self.bench.today:
            self.frame.rechecking.begin()

    def _give_room(self, card: TodoCard | AlertCard, beneath: QWidget, whole: bool) -> None:  # noqa: FBT001
        """Let a list have the room of the card beneath it, or give that back."""
        beneath.setHidden(whole)
        card.show_whole(whole=whole)
