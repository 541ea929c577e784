"""资金发放: a programme's month from drawing up to closing, its roster, what needs somebody, its papers."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import ClassVar

from PySide6.QtCore import QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from minzheng_desk.households.model import Person
from minzheng_desk.kernel.period import Month
from minzheng_desk.kernel.permissions import Permission
from minzheng_desk.payroll.documents.bank_files import BankFileBlocked
from minzheng_desk.payroll.model import RosterLine
from minzheng_desk.payroll.month_state import Stage
from minzheng_desk.payroll.queries import unnamed_on_boards
from minzheng_desk.payroll.returns.operations import Taken
from minzheng_desk.security.operations import reveal
from minzheng_desk.ui.masks import masks
from minzheng_desk.ui.panels.payroll import acts, notices, others
from minzheng_desk.ui.panels.payroll.asked import MonthPage, Place, RosterNow, month_page
from minzheng_desk.ui.panels.payroll.body import RosterBody
from minzheng_desk.ui.panels.payroll.course_steps import LOOK_OVER
from minzheng_desk.ui.panels.payroll.flows import RosterFlows
from minzheng_desk.ui.panels.payroll.head import PayrollHead
from minzheng_desk.ui.panels.payroll.nothing_yet import NothingYet
from minzheng_desk.ui.panels.payroll.papers import held_paper, posting_paper, roster_paper
from minzheng_desk.ui.panels.payroll.rows import ALERTS, RosterRow, segment_of
from minzheng_desk.ui.panels.payroll.sheets import RosterSheets
from minzheng_desk.ui.panels.payroll.strip import ProgrammeStrip
from minzheng_desk.ui.screen import Address, Frame, Screen
from minzheng_desk.ui.tasks import Newest
from minzheng_desk.ui.widgets.buttons import primary

_LATE_MS = 400
"""From when on somebody who waits is told what for."""


class PayrollScreen(Screen):
    """One month, one programme, one roster; the primary button is the next step."""

    reads: ClassVar[frozenset[str]] = frozenset(
        {"roster", "roster_line", "bank_return", "payment_result", "recovery", "refund", "corrected_line"}
        | {"award", "award_amount", "suspension", "bank_account", "person", "household", "household_member"}
    )

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame, "资金发放")
        self._asking = Newest(self)
        self.place = Place(Month.of(self.bench.today))
        self.page: MonthPage | None = None
        self.called = lambda: self.now.roster.called if self.now is not None else ""
        self._login = self._segment = ""
        self._late = QTimer(self)
        self._late.setSingleShot(True)
        self._late.setInterval(_LATE_MS)
        self._late.timeout.connect(lambda: self.header.allow_primary("正在读取"))
        self.head = PayrollHead(self.header, primary("生成名册", "plus"), self.place.month, self._last_month)
        self.nothing = NothingYet(frame)
        self.strip, self.roster = ProgrammeStrip(), RosterBody(frame)
        self.flows, self.sheets = RosterFlows(frame, self), RosterSheets(frame, self)
        self._build_body()
        self._connect()

    @property
    def now(self) -> RosterNow | None:
        """The roster that is looked at; None while there is none."""
        return self.page.now if self.page is not None else None

    def activate(self) -> None:
        """Read at the first visit, and again when another person sits at the desk."""
        if self._login != self.bench.actor.name:
            self.refresh()

    def show_object(self, key: str) -> None:
        """``202611/dibao``: a month and a programme; ``…/1`` its first correction, ``…/new`` a filter."""
        place, self._segment = Place.parse(key), segment_of(key)
        if place is not None and place != self.place:
            self.place = place
            self.refresh()
        elif self.now is not None:
            self._narrow(self.now)

    def refresh(self) -> None:
        """Read the month again."""
        self._login = self.bench.actor.name
        self._late.start()
        asked = self.bench.ask(month_page, self.place, self.bench.actor, self.bench.today)
        self._asking.start(asked.then(self._show).otherwise(self._not_read))

    def begin_filter(self) -> None:
        """Ctrl+F."""
        self.roster.field.setFocus()

    def print_page(self) -> None:
        """Ctrl+P: the roster as it will be printed."""
        if self.page is not None and self.now is not None and self.head.paper.isEnabled():
            self.frame.preview(roster_paper(self.page, self.now, self.bench))

    def next_problem(self, step: int) -> None:
        """F3: the next line that needs somebody."""
        self.roster.next_alert(step)

    def reveal(self) -> None:
        """F8: the numbers of the current line."""
        self.roster.table.ask_reveal()

    def panes(self) -> list[QWidget]:
        """The programmes, then the panes of the roster."""
        return [self.strip, *self.roster.panes()]

    def toggle_side(self) -> None:
        """F9."""
        self.roster.toggle_side()

    def showEvent(self, event: QShowEvent) -> None:
        """The lock may have let another person in while the page stood beneath it."""
        super().showEvent(event)
        if self._login and self._login != self.bench.actor.name:
            self.refresh()

    def show_alerts(self) -> None:
        """The lines that need somebody, in the table."""
        self.roster.show_segment(ALERTS)

    def show_comparison(self) -> None:
        """This month beside the last."""
        self._do(others.COMPARE)

    def show_answers(self) -> None:
        """How far the bank has answered the roster of the month before."""
        before = Place(self.place.month.previous, self.place.programme)
        asked = self.bench.ask(month_page, before, self.bench.actor, self.bench.today)
        self._asking.start(asked.then(self._show).then(lambda _: self._do(others.ANSWERS)))

    def show_next_drawn_up(self) -> None:
        """The month after this one, drawn up."""
        following = Place(Month.of(self.bench.today).next, "old_age_allowance")
        asked = self.bench.ask(month_page, following, self.bench.actor, self.bench.today)
        self._asking.start(asked.then(self._show).then(lambda _: self._do(acts.DRAW)))

    @property
    def _last_month(self) -> Month:
        return Month.of(self.bench.today).next

    def _show(self, page: MonthPage) -> None:
        self._late.stop()
        self.page, self.place = page, page.place
        self.strip.show_month(page.programmes, page.place.programme)
        now = page.now
        if now is None:
            self.nothing.say_lacking(page)
        else:
            self.roster.show_roster(page, now)
            self._narrow(now)
        self.strip.setVisible(bool(page.programmes))
        self._either.setCurrentWidget(self.nothing if now is None else self.roster)
        self.head.show_page(page, self._last_month, self.bench.actor.permissions)
        self.frame.now_at(Address("payroll", page.place.key))

    def _narrow(self, now: RosterNow) -> None:
        """Filter as the address asked for, where the roster has such lines."""
        if self._segment in {one.key for one in now.segments}:
            self.roster.show_segment(self._segment)
        self._segment = ""

    def _not_read(self, problem: Exception) -> None:
        self._late.stop()
        self.frame.problem(problem)

    def _do(self, key: str) -> None:
        page, now = self.page, self.now
        if page is None:
            return
        if key == acts.DRAW:
            self.flows.draw_up(page)
        elif key == others.RECOVER:
            self.sheets.show_recoveries(page)
        elif now is not None:
            self._with_roster(page, now)[key]()

    def _with_roster(self, page: MonthPage, now: RosterNow) -> dict[str, Callable[[], object]]:
        preview = self.frame.preview
        return {
            acts.LOCK: partial(self.flows.lock, page, now),
            acts.SEND: partial(self.flows.make_bank_file, now),
            acts.BOOK: partial(self.flows.take_return, now),
            acts.CORRECT: partial(self.sheets.show_correction, page, now),
            acts.CLOSE: partial(self.flows.close_month, now),
            others.COMPARE: partial(self.sheets.show_comparison, now),
            others.ANSWERS: partial(self.sheets.show_return, page, now),
            others.HELD: lambda: preview(held_paper(page, now, self.bench)),
            others.POST: partial(self._post, page, now),
        }

    def _post(self, page: MonthPage, now: RosterNow) -> None:
        def show(unnamed: frozenset[str]) -> None:
            self.frame.preview(posting_paper(page, now, unnamed))

        self.bench.ask(unnamed_on_boards, now.view, page.policy).of(self).then(show).start()

    def _open_step(self, key: str) -> None:
        page, now = self.page, self.now
        if page is None or now is None:
            return
        if key == LOOK_OVER:
            self.show_alerts()
        elif key == Stage.DRAWN_UP.value:
            self.sheets.show_comparison(now)
        elif key == Stage.ANSWERED.value and now.roster.is_locked:
            self.sheets.show_return(page, now)
        else:
            self.sheets.show_step(now, Stage(key))

    def _taken_in(self, taken: Taken) -> None:
        """Show what a file came to beside what the store then says."""

        def show(page: MonthPage) -> None:
            self._show(page)
            if page.now is not None:
                self.sheets.show_return(page, page.now, taken)

        asked = self.bench.ask(month_page, self.place, self.bench.actor, self.bench.today)
        self._asking.start(asked.then(show))

    def _show_faults(self, problem: BankFileBlocked) -> None:
        if self.now is not None:
            self.sheets.show_faults(self.now, problem)

    def _help_with(self, line: RosterLine, key: str) -> None:
        """Do what a remedy says."""
        if key == notices.SUSPEND:
            self.flows.hold(line, self.place.month)
        elif key == notices.RECOVER:
            self._do(others.RECOVER)
        elif key == notices.CORRECT:
            self._do(acts.CORRECT)
        elif key == notices.HOUSEHOLD:
            self._open_line(line)
        else:
            self.frame.go(f"benefits:{line.award_id}")

    def _open_line(self, line: RosterLine) -> None:
        home = line.household_number
        self.frame.go(f"households:{home}" if home else f"benefits:{line.award_id}")

    def _reveal_row(self, row: RosterRow) -> None:
        if not self.bench.may(Permission.REVEAL):
            self.frame.tell("查看完整号码须有权限，请管理员设置")
            return
        if not row.line.id_number:
            self.frame.tell(f"{masks().name(row.line.name)}还没有登记证件号码")
            return
        purpose = f"核对{self.now.roster.called if self.now else '名册'}"
        shown = self.bench.task(reveal, Person, row.line.person_id, "id_number", purpose)
        table = self.roster.table
        shown.of(self).then(lambda done: table.reveal(row, {"id_number": str(done.result)})).start()

    def _choose_programme(self, programme: str) -> None:
        self.place = Place(self.place.month, programme)
        self.refresh()

    def _choose_month(self, month: Month) -> None:
        self.place = Place(month, self.place.programme)
        self.refresh()

    def _choose_correction(self, correction: int) -> None:
        self.place = Place(self.place.month, self.place.programme, correction)
        self.refresh()

    def _build_body(self) -> None:
        self._either = QStackedWidget()
        self._either.addWidget(self.roster)
        self._either.addWidget(self.nothing)
        self._either.setCurrentWidget(self.nothing)
        self.strip.hide()
        self.body.addWidget(self.strip)
        self.body.addWidget(self._either, 1)

    def _connect(self) -> None:
        self.head.asked.connect(self._do)
        self.head.paper.clicked.connect(self.print_page)
        self.head.excel.clicked.connect(self._export)
        self.head.months.chosen.connect(self._choose_month)
        self.strip.chosen.connect(self._choose_programme)
        self.roster.step_opened.connect(self._open_step)
        self.roster.remedy_pressed.connect(self._help_with)
        self.roster.line_opened.connect(self._open_line)
        self.roster.correction_chosen.connect(self._choose_correction)
        self.roster.table.reveal_asked.connect(self._reveal_row)
        self.sheets.line_opened.connect(self._open_line)
        self.flows.taken_in.connect(self._taken_in)
        self.flows.blocked.connect(self._show_faults)
        self.flows.under_way.connect(self.head.say_busy)

    def _export(self) -> None:
        if self.page is not None and self.now is not None:
            self.flows.export(self.page, self.now)
