"""The roster itself: its steps, its lines in the table with filters and totals, and the side beside it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from minzheng_desk.kernel.permissions import Permission
from minzheng_desk.payroll.model import RosterLine
from minzheng_desk.ui.look.look import look
from minzheng_desk.ui.panels.payroll.asked import MonthPage, RosterNow
from minzheng_desk.ui.panels.payroll.course_steps import steps_of
from minzheng_desk.ui.panels.payroll.notice_list import NoticeCard
from minzheng_desk.ui.panels.payroll.notices import Remedy, notices_of
from minzheng_desk.ui.panels.payroll.rows import (
    ALERTS,
    ALL,
    ROSTER_COLUMNS,
    SEGMENTS,
    RosterRow,
    belongs,
    tint_of,
)
from minzheng_desk.ui.panels.payroll.side_or_tab import SideOrTab
from minzheng_desk.ui.screen import Frame
from minzheng_desk.ui.widgets.bars import FilterBar
from minzheng_desk.ui.widgets.buttons import Segment, Segments
from minzheng_desk.ui.widgets.cards import Card
from minzheng_desk.ui.widgets.charts import Bar, VillageBars
from minzheng_desk.ui.widgets.pickers import Picker
from minzheng_desk.ui.widgets.stepper import Stepper
from minzheng_desk.ui.widgets.tables.full_copy import Kept, offer_full_copy
from minzheng_desk.ui.widgets.tables.row_menu import RowVerb, give_menu
from minzheng_desk.ui.widgets.tables.saved_filters import PageChoice, SavedFilters
from minzheng_desk.ui.widgets.tables.table import Table
from minzheng_desk.ui.widgets.tables.tools import (
    Filters,
    FilterWords,
    TableSearch,
    columns_button,
    saved_filters_button,
)

EVERYWHERE = "全部村"
_SIDE, _BOTH_NEED = 268, 1048


class RosterBody(QWidget):
    """One roster on the page."""

    step_opened = Signal(str)
    remedy_pressed = Signal(object, str)
    """A line, and the key of the remedy."""
    correction_chosen = Signal(int)
    line_opened = Signal(object)

    def __init__(self, frame: Frame) -> None:
        super().__init__()
        self._frame = frame
        self._segment, self._village = ALL, ""
        self._now: RosterNow | None = None
        self.stepper = Stepper("发放步骤")
        self.which = Segments(spoken_name="名册还是更正发放")
        self.segments = Segments(spoken_name="看哪些行")
        self.table = self._make_table()
        self.field = TableSearch(self.table, width=150)
        self.village = Picker("村（社区）")
        self.notices, self.bars = NoticeCard(), VillageBars("按村合计")
        self.villages = Card("按村合计")
        self._lay_out()
        self._connect()

    def show_roster(self, page: MonthPage, now: RosterNow) -> None:
        """Show this roster; order, filters and the chosen line stay."""
        self._now = now
        self.stepper.show_steps(steps_of(page))
        self._show_which(now)
        self.segments.show_segments(now.segments)
        self.table.show_rows(now.rows)
        self._filter(self.segments.key)
        self._show_villages(now.bars)
        self.notices.show_notices(now.notices)
        self.panes_row.count(len(now.rows), now.notices.total)

    def show_segment(self, segment: str) -> None:
        """Filter the lines by a segment."""
        self.panes_row.show_lines()
        self.segments.choose(segment)
        self._filter(segment)

    def next_alert(self, step: int) -> None:
        """On to the next line that needs somebody, for a step of -1 the previous."""
        self.panes_row.show_lines()
        if self.table.find_next(lambda row: row.is_alert, step) is not None:
            self.table.view.setFocus()

    def toggle_side(self) -> None:
        """Show or hide the side."""
        self.panes_row.toggle()

    def panes(self) -> list[QWidget]:
        """Lines, what needs somebody, villages, tabs if any; the steps are walked with Tab."""
        return [self.table, self.notices, self.bars, self.panes_row.tabs]

    def _make_table(self) -> Table:
        table = Table(
            ROSTER_COLUMNS,
            name=f"{self._frame.bench.actor.name}/payroll",
            settings=self._frame.settings,
            record=lambda row: row.line.person_id,
            compact=True,
            tint=tint_of,
            counted_in="行",
            in_words="amount",
        )
        table.allow_reveal()
        table.say_empty("pay", "名册里没有行")
        return table

    def _show_which(self, now: RosterNow) -> None:
        self.which.setVisible(len(now.whole) > 1)
        self.which.show_segments(
            [
                Segment(str(one.correction), f"更正 {one.correction}" if one.correction else "名册")
                for one in now.whole
            ]
        )
        self.which.choose(str(now.roster.correction))

    def _show_villages(self, bars: Sequence[Bar]) -> None:
        self.bars.show_bars(bars)
        self.villages.say(f"{len(bars)} 个村")
        before = self.village.currentText()
        with QSignalBlocker(self.village):
            self.village.clear()
            self.village.addItem(EVERYWHERE)
            self.village.addItems(sorted(bar.name for bar in bars))
            self.village.setCurrentIndex(max(0, self.village.findText(before)))
        self._filter_village()

    def _filter(self, segment: str) -> None:
        segment = segment or ALL
        if segment == self._segment:
            return
        before, self._segment = self._segment, ALL
        if before != ALL:
            self.table.filter_by(SEGMENTS[before], None)
        self._segment = segment
        if segment != ALL:
            self.table.filter_by(SEGMENTS[segment], lambda row: belongs(row, segment))

    def _filter_village(self) -> None:
        chosen = self.village.currentText() if self.village.currentIndex() > 0 else ""
        if chosen != self._village:
            self._village = chosen
            kept = (lambda row: row.village == chosen) if chosen else None
            self.table.filter_by("村", kept, f"村：{chosen}")

    def _filter_by_bar(self, village: str) -> None:
        """A click on the bar of the village shown already shows all again."""
        again = self.village.currentText() == village
        self.village.setCurrentIndex(0 if again else self.village.findText(village))

    def _follow_cleared(self, words: str) -> None:
        """The filters were cleared at the table: the segment and the village follow."""
        if words:
            return
        if self._village:
            self._village = ""
            with QSignalBlocker(self.village):
                self.village.setCurrentIndex(0)
        if self._segment != ALL:
            self._segment = ALL
            self.segments.choose(ALL)

    def verbs(self, rows: list[RosterRow]) -> list[RowVerb]:
        """What the right button offers on one row."""
        if len(rows) != 1:
            return []
        line = rows[0].line
        opened = RowVerb("打开家庭档案", lambda _: self.line_opened.emit(line), "family", "Enter")
        return [opened, *(self._remedy(line, one) for one in self._remedies(line))]

    @property
    def kept_filters(self) -> Filters:
        """What can be kept under a name: values of columns, the segment and the village."""
        choices = {
            "segment": PageChoice(lambda: self._segment if self._segment != ALL else "", self.show_segment),
            "village": PageChoice(lambda: self._village, self._choose_village),
        }
        return Filters(SavedFilters(self.table.memory), self.table, choices)

    def _choose_village(self, village: str) -> None:
        self.village.setCurrentIndex(max(0, self.village.findText(village)) if village else 0)

    def _purpose(self) -> str:
        return f"核对{self._now.roster.called if self._now else '名册'}"

    def _remedies(self, line: RosterLine) -> Sequence[Remedy]:
        """What can be done about a line that needs somebody, the same as at the side."""
        now = self._now
        if now is None:
            return ()
        noted = [one for one in now.attention if one.line.id == line.id]
        failed = [one for one in now.failures if one.line.id == line.id]
        may_suspend = self._frame.bench.may(Permission.GRANT)
        found = notices_of(now.roster, noted, failed, most=1, may_suspend=may_suspend)
        return [remedy for notice in found.first for remedy in notice.remedies]

    def _remedy(self, line: RosterLine, remedy: Remedy) -> RowVerb:
        return RowVerb(remedy.label, lambda _: self.remedy_pressed.emit(line, remedy.key))

    def _connect(self) -> None:
        self.stepper.opened.connect(self.step_opened)
        self.which.chosen.connect(lambda key: self.correction_chosen.emit(int(key)))
        self.segments.chosen.connect(self._filter)
        self.village.currentIndexChanged.connect(lambda _: self._filter_village())
        self.bars.opened.connect(self._filter_by_bar)
        self.table.filtered.connect(self._follow_cleared)
        self.table.opened.connect(lambda row: self.line_opened.emit(row.line))
        self.notices.pressed.connect(self.remedy_pressed)
        self.notices.all_asked.connect(lambda: self.show_segment(ALERTS))
        give_menu(self.table, self.verbs)
        frame = self._frame
        offer_full_copy(self.table, frame.bench, frame.tell, _numbers_kept, self._purpose)

    def _lay_out(self) -> None:
        self.panes_row = SideOrTab(
            self._frame.settings,
            f"{self._frame.bench.actor.name}/payroll/panes",
            above=self._laid_steps(),
            lines=self._laid_lines(),
            side=(self.notices, self._laid_villages()),
            width=_SIDE,
            needs=_BOTH_NEED,
        )
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.panes_row)
        look().changed.connect(self._fit)
        self._fit()

    def _laid_steps(self) -> QWidget:
        steps = Card(flush=True)
        self._steps_row = QHBoxLayout()
        self._steps_row.addWidget(self.stepper, 1)
        self._steps_row.addWidget(self.which)
        steps.body.addLayout(self._steps_row)
        return steps

    def _laid_lines(self) -> QWidget:
        lines = Card(flush=True)
        self._words_row = QHBoxLayout()
        words = FilterWords(self.table)
        words.clear.setProperty("small", "1")
        self._words_row.addWidget(words)
        narrowing = [
            self.field,
            self.village,
            saved_filters_button(self.kept_filters),
            columns_button(self.table),
        ]
        lines.body.setSpacing(0)
        lines.body.addWidget(FilterBar([self.segments], narrowing))
        lines.body.addLayout(self._words_row)
        lines.body.addWidget(self.table, 1)
        return lines

    def _laid_villages(self) -> QWidget:
        scrolled = QScrollArea()
        scrolled.setWidgetResizable(True)
        scrolled.setWidget(self.bars)
        scrolled.setAccessibleName("按村合计")
        self.villages.body.addWidget(scrolled)
        return self.villages

    def _fit(self) -> None:
        px = look().px
        self._steps_row.setContentsMargins(0, 0, px(10), 0)
        self._words_row.setContentsMargins(px(14), 0, px(14), 0)


def _numbers_kept(row: RosterRow) -> Kept:
    """The numbers as they stand on the roster, which is what is checked."""
    line = row.line
    kept = {"id_number": line.id_number, "account": line.account}
    return {name: (RosterLine, line.id) for name, number in kept.items() if number}
