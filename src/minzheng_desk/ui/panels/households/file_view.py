"""The file of a household in the middle: head, tabs, and under them what the tab shows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date, datetime
from functools import partial
from itertools import groupby
from typing import Any, NamedTuple

from PySide6.QtCore import QSize, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from minzheng_desk.audit.model import ChangeView, FieldStory
from minzheng_desk.benefits.judging import Judged
from minzheng_desk.kernel.clock import in_beijing
from minzheng_desk.kernel.codes import codes
from minzheng_desk.ui.look.look import look
from minzheng_desk.ui.masks import masks
from minzheng_desk.ui.panels.households import rows, tables
from minzheng_desk.ui.panels.households.asked import Opened
from minzheng_desk.ui.panels.households.head import Head
from minzheng_desk.ui.panels.households.overview import Overview
from minzheng_desk.ui.panels.households.table_tab import TableTab, Verb
from minzheng_desk.ui.settings import Settings
from minzheng_desk.ui.widgets.cards import Card
from minzheng_desk.ui.widgets.findings import Finding
from minzheng_desk.ui.widgets.labels import rule
from minzheng_desk.ui.widgets.leading import lead
from minzheng_desk.ui.widgets.tables.columns import TableColumn
from minzheng_desk.ui.widgets.tabs import Tab, Tabs

OVERVIEW, MEMBERS, MEANS, BENEFITS = "overview", "members", "means", "benefits"
VISITS, PAPERS, HISTORY, VERDICTS = "visits", "papers", "history", "verdicts"
_PAINTED_MS = 20
"""The list is painted by then, and no file has been read."""

_MEMBER_VERBS = (
    Verb("member", "登记成员", "plus", of_row=False),
    Verb("correct_person", "更正资料", "edit"),
    Verb("certificate", "登记残疾证"),
    Verb("account", "变更账户"),
    Verb("leave", "迁出"),
    Verb("death", "登记死亡", "dead"),
)
_VISIT_VERBS = (Verb("visit", "登记走访", "plus", of_row=False), Verb("correct_visit", "更正", "edit"))
_PAPER_VERBS = (
    Verb("paper", "添加材料", "plus", of_row=False),
    Verb("save_paper", "取出材料", "download", reads_only=True),
)
_BENEFIT_VERBS = (Verb("award", "打开待遇", "right", reads_only=True),)
_HISTORY_VERBS = (Verb("entry", "打开操作记录", "right", reads_only=True),)

_VISITS = (
    TableColumn("visited_on", "入户日期", width=96),
    TableColumn("level", "层级", width=110),
    TableColumn("visitors", "入户人员", width=140),
    TableColumn("seen", "入户所见", width=260, grows=True),
)
_HISTORY = (
    TableColumn("at", "时间", width=140),
    TableColumn("who", "经办", width=80),
    TableColumn("what", "操作", width=140, bold=True),
    TableColumn("told", "改了什么", width=240, grows=True),
)


class VisitRow(NamedTuple):
    """A visit as a row."""

    id: str
    visited_on: str
    level: str
    visitors: str
    seen: str


class HistoryRow(NamedTuple):
    """One step of one person as a row."""

    id: int
    """The number of the entry."""
    at: str
    who: str
    what: str
    told: str


class MeansTab(QWidget):
    """Incomes, assets and expenses, each with its verbs."""

    wanted = Signal(str, object)

    def __init__(self, settings: Settings, person: str) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.parts: list[TableTab] = []
        for key, title, amount in _MEANS:
            end = (Verb("end_income", "终止"),) if key == "income" else ()
            verbs = (
                Verb(key, f"登记{title}", "plus", of_row=False),
                Verb("correct_fact", "更正", "edit"),
                *end,
                Verb("withdraw", "撤回误登"),
            )
            part = TableTab(
                title,
                tables.means_columns(f"{title}类别", amount),
                verbs,
                name=f"{person}/households/{key}",
                settings=settings,
                opens="correct_fact",
            )
            part.table.say_empty("pay", f"还没有登记{title}")
            part.wanted.connect(self.wanted)
            self.parts.append(part)
            column.addWidget(part, 3 if key == "income" else 2)
        self.setFocusProxy(self.parts[0])

    def show_file(self, shown_file: Opened) -> None:
        """Show what a household has and spends."""
        written = (rows.income_rows(shown_file), rows.asset_rows(shown_file), rows.expense_rows(shown_file))
        for part, own in zip(self.parts, written, strict=True):
            part.show_rows(own)


_MEANS = (("income", "收入", "年收入"), ("asset", "财产", "价值"), ("expense", "支出", "金额"))


class Pages(QStackedWidget):
    """The tabs that were built; those that are not shown take no room of the others."""

    def minimumSizeHint(self) -> QSize:
        """What the tab in front needs; a hidden one would still ask for the room of an earlier look."""
        needed = self.currentWidget().minimumSizeHint().height() if self.count() else 0
        return QSize(look().px(320), max(look().px(200), needed))


class FileView(Card):
    """One household, tab by tab; a tab is built when it is first looked at."""

    wanted = Signal(str, object)
    """A verb, and the row it is about."""
    reveal_wanted = Signal(object)
    calculation_wanted = Signal(str)
    history_wanted = Signal()

    def __init__(self, settings: Settings, person: str, today: Callable[[], date]) -> None:
        super().__init__(flush=True)
        self._settings, self._person, self._today = settings, person, today
        self.shown: Opened | None = None
        self._judged: tuple[Judged, tuple[Finding, ...]] | None = None
        self._may_edit = True
        self._narrow: QWidget | None = None
        self.head, self.tabs, self.stack = Head(), Tabs(), Pages()
        self.tabs.setAccessibleName("档案的各部分")
        self._built: dict[str, Any] = {}
        self.body.setSpacing(0)
        self._tab_row = QHBoxLayout()
        self._tab_row.addWidget(self.tabs, 1)
        self.body.addWidget(self.head)
        self.body.addLayout(self._tab_row)
        self.body.addWidget(rule())
        self.body.addWidget(self.stack, 1)
        self.tabs.chosen.connect(self._turn_to)
        self.head.wanted.connect(lambda verb: self.wanted.emit(verb, None))
        self._show_tabs()
        lead(self, self.tabs)
        look().changed.connect(self._fit_view)
        self._fit_view()
        # To build it and to fill it at once would stop the window.
        QTimer.singleShot(_PAINTED_MS, self, lambda: self._tab(OVERVIEW))

    def show_file(self, shown_file: Opened, *, may_edit: bool) -> None:
        """Show a household; the tab stays, and what is not looked at is filled when it is."""
        if self.shown is None or self.shown.household.id != shown_file.household.id:
            self._judged = None
        self.shown, self._may_edit = shown_file, may_edit
        self.head.may_edit = may_edit
        self.head.show_file(shown_file, self._today())
        self._show_tabs()
        self._turn_to(self.tabs.key)

    def show_judged(self, judged: Judged, findings: tuple[Finding, ...]) -> None:
        """Show what counts, beside what is on file."""
        self._judged = judged, findings
        if OVERVIEW in self._built:
            self._built[OVERVIEW].show_judged(judged, findings)

    def show_history(self, changes: Sequence[ChangeView]) -> None:
        """Show what was changed, the newest first."""
        called = self.shown.called if self.shown is not None else ()
        self._tab(HISTORY).show_rows(_history_rows(changes, called))

    def take_in(self, panel: QWidget | None) -> None:
        """Show the eligibility panel as a tab, because there is no room beside; None gives it back."""
        self._narrow = panel
        if panel is not None:
            self._built[VERDICTS] = panel
            self.stack.addWidget(panel)
        elif VERDICTS in self._built:
            self.stack.removeWidget(self._built.pop(VERDICTS))
            if self.tabs.key == VERDICTS:
                self.tabs.choose(OVERVIEW)
        if OVERVIEW in self._built:
            self._built[OVERVIEW].set_narrow(narrow=panel is not None)
        self._show_tabs()

    def turn_to(self, key: str) -> None:
        """Show a tab."""
        self.tabs.choose(key)

    def called(self) -> str:
        """How people call the household that is shown; empty while there is none."""
        shown = self.shown
        return f"{masks().name(shown.file.head.name)} 户 {shown.household.number}" if shown else ""

    def current(self) -> QWidget:
        """What the shown tab shows."""
        return self.stack.currentWidget() if self.stack.count() else self.stack

    def chosen_member(self) -> Any | None:
        """The member chosen in the tab that is shown, if any."""
        shown_tab = self.current()
        if isinstance(shown_tab, Overview):
            return shown_tab.members.current_row()
        row = shown_tab.table.current_row() if isinstance(shown_tab, TableTab) else None
        return row if isinstance(row, rows.MemberRow) else None

    def table_of_members(self) -> Any | None:
        """The table of members in the tab that is shown, if any."""
        shown_tab = self.current()
        if isinstance(shown_tab, Overview):
            return shown_tab.members
        return shown_tab.table if self.tabs.key == MEMBERS and isinstance(shown_tab, TableTab) else None

    def _show_tabs(self) -> None:
        one = self.shown
        tabs = [
            Tab(OVERVIEW, "户情总览"),
            Tab(MEMBERS, "成员", len(one.present) if one else None),
            Tab(MEANS, "收入财产"),
            Tab(BENEFITS, "待遇", len(one.held) if one else None),
            Tab(VISITS, "走访", len(one.visits) if one else None),
            Tab(PAPERS, "材料", len(one.papers) if one else None),
            Tab(HISTORY, "历史"),
        ]
        if self._narrow is not None:
            tabs.insert(1, Tab(VERDICTS, "资格研判"))
        self.tabs.show_tabs(tabs)

    def _turn_to(self, key: str) -> None:
        if not key:
            return
        tab = self._tab(key)
        self.stack.setCurrentWidget(tab)
        if self.shown is not None:
            self._fill(key, tab, self.shown)

    def _fill(self, key: str, tab: Any, shown_file: Opened) -> None:
        today = self._today()
        if isinstance(tab, TableTab):
            tab.allow(editing=self._may_edit)
        if key == OVERVIEW:
            tab.show_file(shown_file, today)
            if self._judged is not None:
                tab.show_judged(*self._judged)
        elif key == MEANS:
            tab.show_file(shown_file)
            for part in tab.parts:
                part.allow(editing=self._may_edit)
        elif key == HISTORY:
            self.history_wanted.emit()
        elif key in _ROWS:
            tab.show_rows(_ROWS[key](shown_file, today))

    def _tab(self, key: str) -> Any:
        if key not in self._built:
            tab = self._built[key] = self._make(key)
            self.stack.addWidget(tab)
        return self._built[key]

    def _make(self, key: str) -> QWidget:
        if key == OVERVIEW:
            return self._make_overview()
        if key == MEANS:
            means = MeansTab(self._settings, self._person)
            means.wanted.connect(self.wanted)
            return means
        title, columns, verbs, opens, empty = _TABS[key]
        made = TableTab(
            title,
            columns,
            verbs,
            name=f"{self._person}/households/{key}",
            settings=self._settings,
            opens=opens,
        )
        made.table.say_empty("doc", empty)
        made.wanted.connect(self.wanted)
        made.reveal_wanted.connect(self.reveal_wanted)
        if key == MEMBERS:
            made.table.allow_reveal()
        return made

    def _make_overview(self) -> Overview:
        made = Overview(self._settings, self._person)
        made.set_narrow(narrow=self._narrow is not None)
        made.wanted.connect(lambda verb: self.wanted.emit(verb, None))
        made.member_opened.connect(partial(self.wanted.emit, "correct_person"))
        made.reveal_wanted.connect(self.reveal_wanted)
        made.calculation_wanted.connect(lambda: self.calculation_wanted.emit(""))
        made.section.opened.connect(self.calculation_wanted)
        made.section.whole_asked.connect(lambda: self.turn_to(VERDICTS))
        return made

    def _fit_view(self) -> None:
        self.body.setSpacing(0)
        self._tab_row.setContentsMargins(look().px(12), 0, look().px(6), 0)


_TABS: dict[str, tuple[str, Sequence[TableColumn], Sequence[Verb], str, str]] = {
    MEMBERS: ("成员", tables.MEMBERS_IN_FULL, _MEMBER_VERBS, "correct_person", "没有成员"),
    BENEFITS: ("待遇", tables.BENEFITS, _BENEFIT_VERBS, "award", "还没有待遇"),
    VISITS: ("走访", _VISITS, _VISIT_VERBS, "correct_visit", "还没有登记走访"),
    PAPERS: ("材料", tables.PAPERS, _PAPER_VERBS, "save_paper", "还没有存材料"),
    HISTORY: ("历史", _HISTORY, _HISTORY_VERBS, "entry", "没有变更记录"),
}


def _visit_rows(shown_file: Opened, _today: date) -> tuple[VisitRow, ...]:
    return tuple(
        VisitRow(
            visit.id,
            visit.visited_on.isoformat(),
            codes("visit_level").label(visit.level),
            "、".join(visit.visitors),
            masks().sentence(visit.seen, shown_file.called),
        )
        for visit in shown_file.visits
    )


_ROWS: dict[str, Callable[[Opened, date], Sequence[Any]]] = {
    MEMBERS: partial(rows.member_rows, former=True),
    BENEFITS: rows.benefit_rows,
    VISITS: _visit_rows,
    PAPERS: lambda shown_file, _today: rows.paper_rows(shown_file),
}


def _history_rows(changes: Sequence[ChangeView], called: Sequence[str]) -> tuple[HistoryRow, ...]:
    """One row for one step of one person: what it set, or how many records it made."""
    steps = groupby(changes, key=lambda one: one.entry.number)
    return tuple(_history_row(list(step), called) for _, step in steps)


def _history_row(step: Sequence[ChangeView], called: Sequence[str]) -> HistoryRow:
    entry = step[0].entry
    fields = [_field_told(one) for change in step for one in change.fields]
    kinds = Counter(f"{change.verb}{change.record_label}" for change in step)
    counted = "，".join(kind if count == 1 else f"{kind} {count} 项" for kind, count in kinds.items())
    return HistoryRow(
        entry.number,
        f"{in_beijing(datetime.fromisoformat(entry.at)):%Y-%m-%d %H:%M}",
        entry.actor,
        entry.label,
        masks().sentence("；".join([counted, *fields, *([entry.note] if entry.note else [])]), called),
    )


def _field_told(one: FieldStory) -> str:
    before, after = (masks().typed(it) if one.is_text else it for it in (one.before, one.after))
    return f"{one.label} {before} → {after}"
