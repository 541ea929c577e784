"""The page of households: a list, the file of one, and how it stands under every programme."""

from __future__ import annotations

from typing import Any, ClassVar

from PySide6.QtCore import QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from minzheng_desk.benefits.judging import Judged, judge_household
from minzheng_desk.benefits.listing import FIRST_ROWS, Listed, households_found, households_listed
from minzheng_desk.eligibility.findings import Assessment
from minzheng_desk.kernel.errors import DeskError
from minzheng_desk.kernel.period import Month
from minzheng_desk.kernel.permissions import Permission
from minzheng_desk.ui.look.look import look
from minzheng_desk.ui.masks import masks
from minzheng_desk.ui.panels.households import asked, words
from minzheng_desk.ui.panels.households.acting import Acting
from minzheng_desk.ui.panels.households.asked import Opened, Surroundings
from minzheng_desk.ui.panels.households.calculation import Calculation
from minzheng_desk.ui.panels.households.file_view import HISTORY, OVERVIEW, FileView
from minzheng_desk.ui.panels.households.home_list import HomeList
from minzheng_desk.ui.panels.households.printing import explanation_paper, household_paper
from minzheng_desk.ui.panels.households.revealing import whole_numbers
from minzheng_desk.ui.panels.households.verdicts import VerdictPanel
from minzheng_desk.ui.screen import Address, Frame, Screen
from minzheng_desk.ui.tasks import Newest
from minzheng_desk.ui.widgets.buttons import plain, primary
from minzheng_desk.ui.widgets.sheets import WIDE, SideSheet
from minzheng_desk.ui.widgets.splitter import Splitter
from minzheng_desk.ui.widgets.tables.memory import Memory

NARROW_BELOW, NARROW_FROM_SCALE = 1280, 1.25
"""Pixels of the window and scale of type from which two panes stand instead of three (ui.md §3)."""
_LIST, _SIDE = 262, 286
_CALM = 1200
"""Milliseconds of rest before every household is gone through for alerts."""


class HouseholdsScreen(Screen):
    """List, file and eligibility side by side."""

    reads: ClassVar[frozenset[str]] = frozenset(
        {"person", "household", "household_member", "income", "asset", "expense", "bank_account"}
        | {"disability_certificate", "attachment", "home_visit", "circumstance", "legal_supporter"}
        | {"self_care_assessment", "property_check", "confirmation", "parent_circumstance", "hardship"}
        | {"ability_assessment", "schooling", "other_benefit", "staff_relation", "recognition"}
        | {"award", "award_amount", "suspension", "policy_answer", "kept_pack", "station", "region"}
    )

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame, "家庭档案")
        person = self.bench.actor.name
        self._listing, self._opening, self._judging = Newest(self), Newest(self), Newest(self)
        self._alerting, self._telling, self._about = Newest(self), Newest(self), Newest(self)
        self._here, self._unfinished = "", ""
        self._side_wanted = True
        self._is_narrow: bool | None = None
        self._begun = False
        kept = Memory(frame.settings, f"{self.bench.actor.name}/households/list")
        self.list = HomeList(lambda: self.bench.today, kept)
        self.file = FileView(frame.settings, person, lambda: self.bench.today)
        self.called = self.file.called
        self.verdicts = VerdictPanel()
        self.acting = Acting(self, frame)
        self._panes = Splitter(frame.settings, f"{person}/households/panes")
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_CALM)
        self._later.timeout.connect(self._ask_alerts)
        self._make_header()
        self._lay_out()
        self._connect()

    def activate(self) -> None:
        """The first time, ask which households there are."""
        if not self._begun:
            self._begun = True
            self._about.start(self.bench.ask(asked.surroundings).then(self._show_surroundings))
            self._ask_list()
            self._later.start()

    def show_object(self, key: str) -> None:
        """A household by its number, and what was begun in it; ``new``; ``list/<programme>``; ``event``."""
        if key == "new":
            self.begin_new()
        elif key == "event":
            self.begin_filter()
        elif key.startswith("list/"):
            self.list.choose_benefit(key.removeprefix("list/"))
            self._ask_list()
        elif key:
            number, _, self._unfinished = key.partition("/")
            task = self.bench.ask(asked.household_id_of, number)
            self._telling.start(task.then(self.open_household).otherwise(self.frame.problem))

    def refresh(self) -> None:
        """Ask again for list and file; what is looked at stays."""
        self._about.start(self.bench.ask(asked.surroundings).then(self._show_surroundings))
        self._ask_list()
        if self._here:
            self._ask_file()
        self._later.start()

    def open_household(self, household_id: str) -> None:
        """Look at one household, be it in the list or not."""
        if not self.list.go_to(household_id, tell=False):
            self.list.wish_for(household_id)
        if household_id == self._here and self._unfinished and self.file.shown is not None:
            part, self._unfinished = self._unfinished, ""
            self.acting.go_on(part, self.file.shown)
        self._open(household_id)

    def begin_filter(self) -> None:
        """Ctrl+F."""
        self.list.field.setFocus()
        self.list.field.selectAll()

    def begin_new(self) -> None:
        """Ctrl+N: put a household on file."""
        if self.bench.may(Permission.EDIT_HOUSEHOLDS):
            self.acting.begin_founding()

    def save(self) -> None:
        """Ctrl+S, F10: save what is being filled in."""
        self.acting.save()

    def print_page(self) -> None:
        """Ctrl+P: the calculation that lies open, else the file of the household."""
        open_one = self.findChild(Calculation)
        if open_one is not None and open_one.isVisible() and open_one.assessment is not None:
            self.print_explanation(open_one.assessment)
        elif self.file.shown is not None:
            self.frame.preview(household_paper(self.file.shown, self.bench.today))

    def next_problem(self, step: int) -> None:
        """F3: the next field to put right in an open sheet, else the next household with an alert."""
        content = self.acting.content
        if content is not None:
            content.next_problem(step)
        else:
            self.list.next_alert(step)

    def reveal(self) -> None:
        """F8: the whole numbers of the chosen member, for a while; each is noted."""
        row = self.file.chosen_member()
        if row is not None:
            self._reveal(row)

    def panes(self) -> list[QWidget]:
        """List, tabs, what the tab shows, eligibility."""
        return [self.list.view, self.file.tabs, self.file.current(), self.verdicts.calculation]

    def begin_event(self, verb: str) -> None:
        """Open the sheet of a life event of the household that is shown, for the chosen member if any."""
        if self.file.shown is not None:
            self.acting.begin(verb, self.file.chosen_member(), self.file.shown)

    def toggle_side(self) -> None:
        """F9: show or hide the eligibility panel; where it is a tab, go to it."""
        if self._is_narrow:
            self.file.turn_to("verdicts")
            return
        self._side_wanted = not self._side_wanted
        self.verdicts.setVisible(self._side_wanted)

    def show_calculation(self, key: str = "") -> None:
        """Show how an amount was found; an empty key begins with the first programme."""
        judged = self.verdicts.judged
        if judged is None:
            return
        content = Calculation(judged, key, self.frame.settings, self.bench.actor.name)
        content.print_asked.connect(self.print_explanation)
        content.clause_opened.connect(self._open_clause)
        head = masks().name(self.file.shown.file.head.name) if self.file.shown else ""
        SideSheet(self, f"测算　{head} 户", content, width=WIDE)

    def explain(self) -> None:
        """Print why the household is paid what it is, or could be: what stands first at the right."""
        judged = self.verdicts.judged
        found = next((one for one in judged.verdicts if one.assessment), None) if judged else None
        if found is not None and found.assessment is not None:
            self.print_explanation(found.assessment)

    def print_explanation(self, assessment: Assessment) -> None:
        """Show the explanation of an assessment before it is printed."""
        shown = self.file.shown
        if shown is None:
            return
        number = shown.household.number
        task = self.bench.ask(asked.words_of, assessment)
        self._telling.start(task.then(lambda told: self.frame.preview(explanation_paper(told, number))))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Less room makes the panel a tab of the file."""
        super().resizeEvent(event)
        self._fit_panes()

    def _make_header(self) -> None:
        imports, prints = plain("导入 Excel", "excel"), plain("打印档案", "print")
        imports.clicked.connect(lambda: self.frame.go("import"))
        prints.clicked.connect(self.print_page)
        new = primary("新建家庭", "plus")
        new.clicked.connect(self.begin_new)
        for button in (imports, prints):
            self.header.add_button(button)
        self.header.set_primary(new)
        if not self.bench.may(Permission.EDIT_HOUSEHOLDS):
            self.header.allow_primary("登记家庭须有“登记和修改家庭档案”权限")

    def _lay_out(self) -> None:
        self._panes.add(self.list, _LIST)
        self._panes.add(self.file)
        self._panes.add(self.verdicts, _SIDE)
        self.body.addWidget(self._panes, 1)
        self.file.turn_to(OVERVIEW)
        look().changed.connect(self._fit_panes)

    def _connect(self) -> None:
        self.list.asked.connect(self._ask_list)
        self.list.chosen.connect(self._open)
        self.list.new_asked.connect(self.begin_new)
        self.list.import_asked.connect(lambda: self.frame.go("import"))
        self.list.entered.connect(self.file.tabs.setFocus)
        self.file.wanted.connect(self._act)
        self.file.reveal_wanted.connect(self._reveal)
        self.file.calculation_wanted.connect(self.show_calculation)
        self.file.history_wanted.connect(self._ask_history)
        self.verdicts.opened.connect(self.show_calculation)
        self.verdicts.citation_opened.connect(self._open_clause_of)

    def _show_surroundings(self, found: Surroundings) -> None:
        here = found.population
        self.header.said.setText(f"{here.households:,} 户，{here.persons:,} 人")
        self.list.show_villages(found.villages)
        grouped: dict[str, list[str]] = {}
        for name, programme in found.programmes.items():
            grouped.setdefault(words.brief(name, programme.label), []).append(name)
        self.list.show_benefits([(" ".join(names), said) for said, names in grouped.items()])

    def _ask_list(self) -> None:
        if self.list.query:
            task = self.bench.ask(households_found, self.list.query, Month.of(self.bench.today))
            self._listing.start(task.then(self._show_list))
            return
        self._ask_listed(self.list.region_code, self.list.programmes, FIRST_ROWS)

    def _ask_listed(self, region_code: str | None, programmes: tuple[str, ...], limit: int | None) -> None:
        """Ask for the first rows, which come at once, and then for all of them."""
        task = self.bench.ask(
            households_listed,
            Month.of(self.bench.today),
            region_code=region_code,
            programmes=programmes,
            limit=limit,
        )

        def show(homes: tuple[Listed, ...]) -> None:
            complete = limit is None or len(homes) < limit
            self._show_list(homes, complete=complete)
            if not complete:
                self._ask_listed(region_code, programmes, None)

        self._listing.start(task.then(show))

    def _show_list(self, homes: tuple[Listed, ...], *, complete: bool = True) -> None:
        self.list.show_homes(homes, complete=complete)
        if not self._here and homes and not self.list.query:
            self.list.go_to_first()

    def _ask_alerts(self) -> None:
        task = self.bench.ask(asked.alerts_now, self.bench.today)
        self._alerting.start(task.then(self.list.show_alerts))

    def _open(self, household_id: str) -> None:
        if household_id != self._here:
            self._here = household_id
            self._ask_file()

    def _ask_file(self) -> None:
        self.verdicts.say_working()
        today = self.bench.today
        self._opening.start(self.bench.ask(asked.opened, self._here, today).then(self._show_file))
        judging = self.bench.ask(judge_household, self._here, today)
        self._judging.start(judging.then(self._show_judged).otherwise(self._not_judged))

    def _show_file(self, shown: Opened) -> None:
        self.file.show_file(shown, may_edit=self.bench.may(Permission.EDIT_HOUSEHOLDS))
        self.frame.now_at(Address("households", shown.household.number))
        if self._unfinished:
            part, self._unfinished = self._unfinished, ""
            self.acting.go_on(part, shown)

    def _show_judged(self, judged: Judged) -> None:
        self.verdicts.show_judged(judged)
        self.file.show_judged(judged, self.verdicts.findings)

    def _not_judged(self, problem: Exception) -> None:
        said = problem.advice if isinstance(problem, DeskError) else str(problem)
        self.verdicts.say_refused(said)

    def _ask_history(self) -> None:
        if self.file.shown is not None:
            task = self.bench.ask(asked.whole_history, self.file.shown)
            self._telling.start(task.then(self.file.show_history))

    def _act(self, verb: str, row: Any) -> None:
        """Do what a button or a menu of the file names."""
        if verb == "print":
            self.print_page()
        elif verb == "explain":
            self.explain()
        elif verb == "history":
            self.file.turn_to(HISTORY)
        elif verb == "refresh":
            self.refresh()
        elif verb == "award":
            self.frame.go(f"benefits:{row.id}")
        elif verb == "entry":
            self.frame.go(f"journal:{row.id}")
        elif self.file.shown is not None:
            self.acting.begin(verb, row, self.file.shown)

    def _reveal(self, row: Any) -> None:
        table = self.file.table_of_members()
        if table is None:
            return
        shown = frozenset(table.columns[at].called for at in table.shown_columns())
        desk = self.bench.desk
        task = self.bench.writing("查看完整号码", lambda _task: whole_numbers(desk, row, shown))
        task.then(lambda numbers: table.reveal(row, numbers)).of(table).start()

    def _open_clause_of(self, key: str) -> None:
        found = next((one for one in self.verdicts.findings if one.key == key), None)
        if found is not None:
            self._open_clause(found.opens)

    def _open_clause(self, key: str) -> None:
        if key:
            self.frame.go(f"policy:{key}")

    def _fit_panes(self) -> None:
        narrow = self.window().width() < NARROW_BELOW or look().scale >= NARROW_FROM_SCALE
        # Once everything around has taken its new size, which follows the look a moment later.
        QTimer.singleShot(0, self._panes, self._panes.place)
        if narrow == self._is_narrow:
            return
        self._is_narrow = narrow
        self.verdicts.set_scrolling(whole=narrow)
        if narrow:
            self.file.take_in(self.verdicts)
        else:
            self.file.take_in(None)
            self._panes.insertWidget(2, self.verdicts)
            self.verdicts.setVisible(self._side_wanted)
