"""资格研判: income against the standard, a verdict for every programme, and the way to its reasons."""

from __future__ import annotations

import time
from collections.abc import Sequence
from fractions import Fraction

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from minzheng_desk.benefits.judging import Judged
from minzheng_desk.kernel.money import shown
from minzheng_desk.ui.look.look import look
from minzheng_desk.ui.masks import masks
from minzheng_desk.ui.panels.households import judgement
from minzheng_desk.ui.widgets.buttons import link, plain
from minzheng_desk.ui.widgets.cards import Card
from minzheng_desk.ui.widgets.chips import Tone
from minzheng_desk.ui.widgets.findings import Finding, FindingList
from minzheng_desk.ui.widgets.gauge import IncomeGauge, Mark
from minzheng_desk.ui.widgets.labels import label, rule
from minzheng_desk.ui.widgets.leading import lead

_SECOND, _MINUTE = 1000, 60
_SHORT = 2


class PressableFindings(FindingList):
    """Findings of which each opens its calculation when it is pressed."""

    opened = Signal(str)

    def __init__(self) -> None:
        super().__init__("资格研判结果")
        self._keys: list[str] = []
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """Show these findings."""
        super().show_findings(findings)
        self._keys = [finding.key for finding in findings]

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take the press, so that the release comes here."""
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Open the finding under the mouse."""
        row, column = self.childAt(event.position().toPoint()), self.layout()
        place = column.indexOf(row) if row is not None and column is not None else -1
        if 0 <= place < len(self._keys):
            self.opened.emit(self._keys[place])


class VerdictPanel(Card):
    """The panel at the right; it follows every change of the household."""

    opened = Signal(str)
    """The key of a verdict whose calculation somebody wants to see; empty for the income."""
    citation_opened = Signal(str)

    def __init__(self) -> None:
        super().__init__("资格研判")
        self.judged: Judged | None = None
        self.findings: tuple[Finding, ...] = ()
        self.income = link("还没有核算")
        self.income.setProperty("strong", "1")
        self.gauge, self.list = IncomeGauge(), PressableFindings()
        self.pack = label("", "hint", wrap=True)
        self.calculation = plain("看测算", small=True)
        self._judged_at = 0.0
        self._lay_out()
        self.income.clicked.connect(lambda: self.opened.emit(""))
        self.calculation.clicked.connect(lambda: self.opened.emit(""))
        self.list.opened.connect(self.opened)
        self.list.citation_opened.connect(self.citation_opened)
        masks().changed.connect(self._write)
        self._clock = QTimer(self)
        self._clock.setInterval(_SECOND)
        self._clock.timeout.connect(self._say_when)
        lead(self, self.calculation)

    def show_judged(self, judged: Judged) -> None:
        """Show how a household stands."""
        self.judged, self._judged_at = judged, time.monotonic()
        self._clock.start()
        self._write()
        self._say_when()

    def say_working(self) -> None:
        """Say that the household is being judged anew."""
        self._clock.stop()
        self.say("正在测算")

    def say_refused(self, words: str) -> None:
        """Say why the household cannot be judged."""
        self._clock.stop()
        self.judged, self.findings = None, ()
        self.say("")
        self.list.show_findings((Finding("", "没有测算", "", Tone.WARN, "", words),))

    def _write(self) -> None:
        if self.judged is None:
            return
        judged = self.judged
        per_person = judged.per_person
        self.income.setText("还没有核算" if per_person is None else f"{shown(per_person)} 元")
        self.income.setAccessibleName(f"人均月收入 {self.income.text()}，看测算")
        self.gauge.setVisible(judged.standard is not None)
        if judged.standard is not None:
            edge = Mark(_times(judged), judged.margin) if judged.margin is not None else None
            self.gauge.show_income(per_person, Mark("低保标准", judged.standard), edge)
        self.findings = judgement.told(judged)
        self.list.show_findings(self.findings)
        self.pack.setText(judged.policy.edition)

    def _say_when(self) -> None:
        seconds = int(time.monotonic() - self._judged_at)
        self.say(f"{seconds} 秒前更新" if seconds < _MINUTE else f"{seconds // _MINUTE} 分钟前更新")

    def set_scrolling(self, *, whole: bool) -> None:
        """Let the income scroll away with the rest, where there is little height, or stand above it."""
        (self._inside if whole else self.body).insertWidget(0, self._top)

    def _lay_out(self) -> None:
        self._top, inside = QWidget(), QWidget()
        income, top = QHBoxLayout(), QVBoxLayout(self._top)
        income.addWidget(label("人均月收入", "body"))
        income.addStretch(1)
        income.addWidget(self.income)
        top.addLayout(income)
        top.addWidget(self.gauge)
        top.addWidget(rule())
        self._inside = QVBoxLayout(inside)
        self._inside.addWidget(self.list, 1)
        for column in (top, self._inside):
            column.setContentsMargins(0, 0, 0, 0)
        scroll = QScrollArea()
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(inside)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        foot = QHBoxLayout()
        foot.addWidget(self.pack, 1)
        foot.addWidget(self.calculation)
        self.body.addWidget(self._top)
        self.body.addWidget(scroll, 1)
        self.body.addLayout(foot)


def _times(judged: Judged) -> str:
    """Return the line of the margin as a multiple of the standard (1.5倍), in few characters."""
    tenths = Fraction(10 * (judged.margin or 0), judged.standard or 1)
    return f"{tenths // 10}.{tenths % 10}倍" if tenths.denominator == 1 else "边缘线"


class VerdictSection(QWidget):
    """The same in a few lines, where there is no room for a panel."""

    opened = Signal(str)
    whole_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.income, self.counted = label("", "body"), label("", "hint")
        self.list = PressableFindings()
        self.calculation, self.whole = plain("看测算"), link("全部展开")
        self.list.opened.connect(self.opened)
        self.calculation.clicked.connect(lambda: self.opened.emit(""))
        self.whole.clicked.connect(self.whole_asked)
        self._head, self._foot, self._column = QHBoxLayout(), QHBoxLayout(), QVBoxLayout(self)
        self._head.addWidget(label("资格研判", "block"))
        self._head.addStretch(1)
        self._head.addWidget(self.income)
        self._foot.addWidget(self.calculation)
        self._foot.addStretch(1)
        self._foot.addWidget(self.counted)
        self._foot.addWidget(self.whole)
        self._column.addLayout(self._head)
        self._column.addWidget(self.list)
        self._column.addStretch(1)
        self._column.addLayout(self._foot)
        look().changed.connect(self._fit)
        self._fit()

    def show_judged(self, judged: Judged, findings: Sequence[Finding]) -> None:
        """Show how the household stands, in short."""
        income = "还没有核算" if judged.per_person is None else f"{shown(judged.per_person)} 元"
        standard = f"，低保标准 {shown(judged.standard)} 元" if judged.standard is not None else ""
        self.income.setText(f"人均月收入 {income}{standard}")
        self.list.show_findings(judgement.in_short(findings, _SHORT))
        self.counted.setText(f"共 {len(findings)} 项")

    def _fit(self) -> None:
        px = look().px
        self._column.setContentsMargins(px(14), px(6), px(14), px(10))
        self._column.setSpacing(px(4))
