"""Findings (研判结果): one programme, its verdict, the fact it rests on, and the clause that says so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPixmap, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from minzheng_desk.ui.look import icons
from minzheng_desk.ui.look.look import look
from minzheng_desk.ui.widgets import buttons
from minzheng_desk.ui.widgets.chips import Tone

_ICONS = {
    Tone.OK: "okc",
    Tone.INFO: "info",
    Tone.WARN: "ask",
    Tone.BAD: "xc",
    Tone.NEUTRAL: "minus",
}
_WRAPPED = Qt.TextFlag.TextWordWrap | Qt.TextFlag.TextWrapAnywhere
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found about one programme. Without ``fact`` and ``citation`` it takes one line.

    ``opens`` is by what the page finds the clause of the citation; ``remedy`` the verb of a button that does
    something about it.
    """

    key: str
    title: str
    verdict: str
    tone: Tone
    amount: str = ""
    fact: str = ""
    citation: str = ""
    remedy: str = ""
    opens: str = ""

    @property
    def spoken(self) -> str:
        """The whole finding in words."""
        parts = (self.title, self.verdict, self.amount, self.fact, self.citation)
        return "，".join(part for part in parts if part)


class FindingRow(QWidget):
    """One finding: icon, programme, verdict and amount; the fact; the citation and the remedy as buttons."""

    citation_opened = Signal(str)
    remedy_pressed = Signal(str)

    def __init__(self, finding: Finding) -> None:
        super().__init__()
        self._finding = finding
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._citation, self._remedy = _Citation(self), buttons.soft("", small=True)
        self._remedy.setParent(self)
        self._citation.clicked.connect(lambda: self.citation_opened.emit(self._finding.key))
        self._remedy.clicked.connect(lambda: self.remedy_pressed.emit(self._finding.key))
        look().changed.connect(self._arrange)
        self.show_finding(finding)

    def show_finding(self, finding: Finding) -> None:
        """Show this finding instead."""
        self._finding = finding
        self.setAccessibleName(finding.spoken)
        self._citation.setText(finding.citation)
        self._citation.setVisible(finding.citation != "")
        self._citation.setAccessibleName(f"{finding.title}的依据 {finding.citation}")
        self._remedy.setText(finding.remedy)
        self._remedy.setVisible(finding.remedy != "")
        self._arrange()

    def sizeHint(self) -> QSize:
        """As high as the fact needs at this width."""
        return QSize(look().px(256), self.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Break the fact anew and put the buttons beneath it."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._arrange()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint everything but the buttons."""
        ours, one = look(), self._finding
        painter = QPainter(self)
        head = QRect(self._indent(), ours.px(7), self.width() - self._indent(), ours.px(20))
        painter.drawPixmap(0, head.center().y() - ours.px(16) // 2, self._icon())
        taken = self._paint_verdict(painter, head)
        painter.setFont(ours.font("table", bold=True))
        painter.setPen(ours.color("ink"))
        room = head.adjusted(0, 0, -taken, 0)
        title = ours.metrics("table", bold=True).elidedText(
            one.title, Qt.TextElideMode.ElideRight, room.width()
        )
        painter.drawText(room, _LEFT, title)
        if one.fact:
            painter.setFont(ours.font("hint"))
            painter.setPen(ours.color("ink2"))
            painter.drawText(self._fact_room(), _WRAPPED, one.fact)
        painter.setPen(QPen(ours.color("rowline"), ours.border))
        painter.drawLine(0, self.height() - 1, self.width(), self.height() - 1)
        painter.end()

    def _icon(self) -> QPixmap:
        return icons.pixmap(_ICONS[self._finding.tone], self._finding.tone.value, 16)

    def _paint_verdict(self, painter: QPainter, head: QRect) -> int:
        """Verdict and amount at the right; returns the room they take."""
        ours, one = look(), self._finding
        strong = one.tone in {Tone.OK, Tone.INFO}
        painter.setFont(ours.font("table", bold=strong))
        painter.setPen(ours.color(one.tone.value))
        metrics = ours.metrics("table", bold=strong)
        painter.drawText(head, _RIGHT, one.amount)
        amount = metrics.horizontalAdvance(one.amount) + ours.px(12) if one.amount else 0
        painter.drawText(head.adjusted(0, 0, -amount, 0), _RIGHT, one.verdict)
        return amount + metrics.horizontalAdvance(one.verdict) + ours.px(8)

    def _indent(self) -> int:
        return look().px(25)

    def _fact_room(self) -> QRect:
        ours = look()
        wide = max(ours.px(80), self.width() - self._indent())
        free = QRect(self._indent(), ours.px(27), wide, ours.px(400))
        if not self._finding.fact:
            return QRect(free.topLeft(), QSize(wide, 0))
        return ours.metrics("hint").boundingRect(free, _WRAPPED.value, self._finding.fact)

    def _arrange(self) -> None:
        ours = look()
        bottom = self._fact_room().bottom() + 1
        if self._finding.citation:
            wide = min(self._citation.sizeHint().width(), self.width() - self._indent())
            self._citation.setGeometry(self._indent(), bottom, wide, ours.px(18))
            bottom += ours.px(18)
        if self._finding.remedy:
            self._remedy.setGeometry(
                self._indent(), bottom + ours.px(3), self._remedy.sizeHint().width(), ours.px(26)
            )
            bottom += ours.px(30)
        self.setFixedHeight(bottom + ours.px(6))
        self.updateGeometry()
        self.update()


class FindingList(QWidget):
    """Findings one under the other, in the order given."""

    citation_opened = Signal(str)
    remedy_pressed = Signal(str)

    def __init__(self, spoken_name: str = "研判结果") -> None:
        super().__init__()
        self.setAccessibleName(spoken_name)
        self._rows: list[FindingRow] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addStretch(1)

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """Show these findings."""
        while len(self._rows) > len(findings):
            surplus = self._rows.pop()
            self._column.removeWidget(surplus)
            surplus.deleteLater()
        for place, finding in enumerate(findings):
            if place < len(self._rows):
                self._rows[place].show_finding(finding)
            else:
                self._add_row(finding)

    def _add_row(self, finding: Finding) -> None:
        made = FindingRow(finding)
        made.citation_opened.connect(self.citation_opened)
        made.remedy_pressed.connect(self.remedy_pressed)
        self._column.insertWidget(len(self._rows), made)
        self._rows.append(made)


class _Citation(buttons.Button):
    """A clause as a link in the small type of citations, cut where there is no room for all of it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__("", "citation")
        self.setParent(parent)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def sizeHint(self) -> QSize:
        """As wide as the clause."""
        return QSize(look().metrics("hint").horizontalAdvance(self.text()) + look().px(4), look().px(18))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the clause, underlined under the pointer and the keyboard."""
        ours = look()
        painter = QPainter(self)
        painter.setFont(ours.font("hint"))
        painter.setPen(ours.color("accent"))
        words = ours.metrics("hint").elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        painter.drawText(self.rect(), _LEFT, words)
        if self.underMouse() or self.hasFocus():
            painter.drawLine(
                0, self.height() - 2, ours.metrics("hint").horizontalAdvance(words), self.height() - 2
            )
        if self.hasFocus():
            painter.setPen(QPen(ours.color("focus"), ours.ring))
            painter.drawRect(self.rect().adjusted(1, 1, -1, -1))
        painter.end()
