"""户情总览: members, what they have, the last visits and the papers, on one screen."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from minzheng_desk.benefits.judging import Judged
from minzheng_desk.households.evidence.model import PropertyCheck
from minzheng_desk.kernel.codes import codes
from minzheng_desk.kernel.money import shown
from minzheng_desk.kernel.period import Month
from minzheng_desk.policy.quantities import shown_yuan
from minzheng_desk.ui.look.look import look
from minzheng_desk.ui.masks import masks
from minzheng_desk.ui.panels.households import rows, tables
from minzheng_desk.ui.panels.households.asked import Opened
from minzheng_desk.ui.panels.households.verdicts import VerdictSection
from minzheng_desk.ui.settings import Settings
from minzheng_desk.ui.widgets.buttons import link
from minzheng_desk.ui.widgets.chips import Tone
from minzheng_desk.ui.widgets.findings import Finding
from minzheng_desk.ui.widgets.labels import label, rule
from minzheng_desk.ui.widgets.tables.row_menu import give_opening
from minzheng_desk.ui.widgets.timeline import Happening, Timeline

_MEMBERS, _INCOMES, _ASSETS, _VISITS, _PAPERS = 6, 6, 5, 2, 3


class Block(QWidget):
    """A part of the overview: its title, what stands at the right of it, and its body."""

    def __init__(self, title: str, right: QWidget | None = None) -> None:
        super().__init__()
        self.said = label("", "hint")
        self._row, self.body, column = QHBoxLayout(), QVBoxLayout(), QVBoxLayout(self)
        self._row.addWidget(label(title, "block"))
        self._row.addStretch(1)
        self._row.addWidget(self.said)
        if right is not None:
            self._row.addWidget(right)
        column.addLayout(self._row)
        column.addLayout(self.body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        look().changed.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        px = look().px
        self._row.setContentsMargins(px(14), px(5), px(12), px(3))
        self.body.setSpacing(0)


class Overview(QScrollArea):
    """The first tab."""

    wanted = Signal(str)
    """A verb: to note a visit, to add a paper."""
    tab_wanted = Signal(str)
    calculation_wanted = Signal()
    member_opened = Signal(object)
    reveal_wanted = Signal(object)

    def __init__(self, settings: Settings, person: str) -> None:
        super().__init__()
        self.setAccessibleName("户情总览")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        made = tables.FittedTable
        self.members = made(tables.MEMBERS, f"{person}/households/members", settings, most=_MEMBERS)
        self.members.allow_reveal()
        self.incomes = made(
            tables.INCOMES_COUNTED, f"{person}/households/counted", settings, most=_INCOMES, least=2
        )
        self.assets = made(
            tables.ASSETS_IN_SHORT, f"{person}/households/owned", settings, most=_ASSETS, least=2
        )
        self.total = link("")
        self.total.hide()  # until there is a sum to open
        self.total.setProperty("small", "1")
        self.checked = label("", "hint")
        self.visits, self.papers = Timeline("最近走访"), label("", "body", wrap=True)
        self.visits.setMaximumHeight(look().px(88))
        self.section = VerdictSection()
        self._lay_out()
        self.members.opened.connect(self.member_opened)
        give_opening(self.members, "更正资料", "edit")
        self.members.reveal_asked.connect(self.reveal_wanted)
        self.total.clicked.connect(self.calculation_wanted)
        self.setFocusProxy(self.members)

    def show_file(self, shown_file: Opened, today: date) -> None:
        """Show a household."""
        present = rows.member_rows(shown_file, today, former=not shown_file.present)
        self.members.show_rows(present)
        self.people.said.setText("点眼睛或按 F8 可看完整证件号，会留记录")
        self.assets.show_rows(rows.asset_rows(shown_file))
        self.checked.setText(_property_told(shown_file))
        self.visits.show_happenings(happenings(shown_file)[:_VISITS])
        self.no_visit.setVisible(not shown_file.visits)
        self.visits.setVisible(bool(shown_file.visits))
        papers = [f"• {one.title}　{one.about}" for one in rows.paper_rows(shown_file)[:_PAPERS]]
        more = len(shown_file.papers) - _PAPERS
        self.papers.setText("\n".join([*papers, *([f"其余 {more} 件见“材料”"] if more > 0 else [])]))
        if not papers:
            self.papers.setText("还没有存材料。")

    def show_judged(self, judged: Judged, findings: tuple[Finding, ...]) -> None:
        """Show what counts as income, and in a narrow window the verdicts."""
        self.incomes.show_rows(tuple(rows.counted_incomes(judged)))
        month = Month.of(judged.on)
        self.means.said.setText(f"{(month + -12).label}至{month.previous.label}")
        self.total.setText(_total_told(judged))
        self.total.setVisible(bool(self.total.text()))
        self.section.show_judged(judged, findings)

    def set_narrow(self, *, narrow: bool) -> None:
        """Give the room of the means to the verdicts, which have no panel of their own then."""
        self.section.setVisible(narrow)
        self.means.setHidden(narrow)
        self.beneath.setHidden(narrow)

    def _lay_out(self) -> None:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.people = Block("成员")
        self.people.body.addWidget(self.members)
        self.means = Block("收入和财产")
        self.means.body.addLayout(self._means_side_by_side())
        self.beneath = self._beneath()
        for part in (self.people, rule(), self.means, rule()):
            column.addWidget(part)
        column.addWidget(self.beneath, 1)
        column.addWidget(self.section, 1)
        self.setWidget(page)
        look().changed.connect(self._fit)
        self._fit()

    def _means_side_by_side(self) -> QHBoxLayout:
        beside, left, right = QHBoxLayout(), QVBoxLayout(), QVBoxLayout()
        self._total_row, self._property_row = QHBoxLayout(), QHBoxLayout()
        self._total_row.addWidget(self.total, 1)
        self._property_row.addWidget(self.checked, 1)
        left.addWidget(self.incomes)
        left.addStretch(1)
        left.addLayout(self._total_row)
        right.addWidget(self.assets)
        right.addStretch(1)
        right.addLayout(self._property_row)
        beside.addLayout(left, 62)
        beside.addWidget(_upright())
        beside.addLayout(right, 38)
        beside.setSpacing(0)
        return beside

    def _beneath(self) -> QWidget:
        visit, paper = link("登记走访"), link("添加材料")
        visit.clicked.connect(lambda: self.wanted.emit("visit"))
        paper.clicked.connect(lambda: self.wanted.emit("paper"))
        visits, papers = Block("最近走访", visit), Block("材料", paper)
        self.no_visit = label("还没有登记走访。", "hint")
        self._edged = [self.no_visit, self.papers]
        for words, block in ((self.no_visit, visits), (self.papers, papers)):
            block.body.addWidget(words)
        visits.body.addWidget(self.visits)
        for block in (visits, papers):
            block.body.addStretch(1)
        made = QWidget()
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(visits, 55)
        row.addWidget(_upright())
        row.addWidget(papers, 45)
        return made

    def _fit(self) -> None:
        px = look().px
        for words in self._edged:
            words.setContentsMargins(px(14), px(2), px(12), px(6))
        for row in (self._total_row, self._property_row):
            row.setContentsMargins(px(14), px(2), px(12), px(4))
        self.visits.setMaximumHeight(px(88))


def happenings(shown_file: Opened) -> tuple[Happening, ...]:
    """The visits as a line of happenings, the latest first."""
    return tuple(
        Happening(
            visit.id,
            f"{codes('visit_level').label(visit.level)}入户　{'、'.join(visit.visitors)}",
            masks().sentence(visit.seen.replace("\n", " "), shown_file.called),
            visit.visited_on.isoformat(),
            Tone.OK,
        )
        for visit in shown_file.visits
    )


def _upright() -> QFrame:
    made = QFrame()
    made.setProperty("kind", "upright")
    return made


def _total_told(judged: Judged) -> str:
    """The income of the household in figures: all of it, by how many, what each has."""
    means = judged.means
    if means.income is None:
        wanting = "、".join(means.unknown or ("请登记收入",))
        return f"收入还没有核算：{masks().sentence(wanting, judged.facts.names)}"
    if not means.size or judged.per_person is None:
        return "没有计入的家庭成员"
    monthly = shown_yuan(Fraction(*means.income))
    return f"合计每月 {monthly} ÷ {means.size} 人 = 人均 {shown(judged.per_person)} 元"


def _property_told(shown_file: Opened) -> str:
    checks = [one.fact for one in shown_file.evidence if isinstance(one.fact, PropertyCheck)]
    if not checks:
        return "财产还没有核对结论"
    last = max(checks, key=lambda one: one.checked_on)
    return f"区县核对 {last.checked_on}，{'符合规定' if last.fits else '不符合规定'}"
