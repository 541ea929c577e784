"""The programmes of a month side by side, each with its money and how far it is; the totals add up."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QSizePolicy,
    QToolButton,
    QWidget,
)

from minzheng_desk.kernel.money import Money, shown
from minzheng_desk.payroll.month_state import ProgrammeMonth, Stage
from minzheng_desk.ui.look.look import look

_HEIGHT, _NARROWEST, _TOTAL = 54, 128, 158
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_STATES = {
    None: ("未生成", "ink3"),
    Stage.DRAWN_UP: ("核对中", "warn"),
    Stage.LOCKED: ("已锁定", "accent"),
    Stage.SENT: ("已送银行", "ok"),
    Stage.ANSWERED: ("已回盘", "ok"),
    Stage.CLOSED: ("已月结", "ink2"),
}


def state_of(one: ProgrammeMonth) -> tuple[str, str]:
    """How far a programme is, in a word, and the token of its colour."""
    return _STATES[one.done[-1] if one.done else None]


class ProgrammeStrip(QFrame):
    """One programme is chosen; left and right move to the neighbour."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self.setAccessibleName("项目")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self.buttons: dict[str, ProgrammeButton] = {}
        self._inner = QWidget()
        self._row = QHBoxLayout(self._inner)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(self._inner)
        self.total = MonthTotal()
        whole = QHBoxLayout(self)
        whole.setContentsMargins(1, 1, 1, 1)
        whole.setSpacing(0)
        whole.addWidget(self._scroll, 1)
        whole.addWidget(self.total)
        look().changed.connect(self._fit)
        self._fit()

    def show_month(self, programmes: Sequence[ProgrammeMonth], chosen: str) -> None:
        """Show these programmes, one of them chosen."""
        if [one.programme for one in programmes] != list(self.buttons):
            self._build(programmes)
        for one in programmes:
            self.buttons[one.programme].show_programme(one)
        self._point_at(chosen)
        self.total.show_programmes(programmes)

    def _point_at(self, chosen: str) -> None:
        """Tab and a keyboard that is here go to the programme that is chosen; the arrows go on from it."""
        here = any(button.hasFocus() for button in self.buttons.values())
        for name, button in self.buttons.items():
            button.setChecked(name == chosen)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus if name == chosen else Qt.FocusPolicy.NoFocus)
        if chosen in self.buttons:
            self._scroll.ensureWidgetVisible(self.buttons[chosen])
            if here:
                self.buttons[chosen].setFocus(Qt.FocusReason.OtherFocusReason)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Hand the keyboard to the programme that is chosen."""
        super().focusInEvent(event)
        for button in self.buttons.values():
            if button.isChecked():
                button.setFocus(Qt.FocusReason.TabFocusReason)

    def _step(self, name: str, step: int) -> None:
        names = list(self.buttons)
        place = names.index(name) + step
        if 0 <= place < len(names):
            button = self.buttons[names[place]]
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.setFocus(Qt.FocusReason.TabFocusReason)
            button.click()

    def _build(self, programmes: Sequence[ProgrammeMonth]) -> None:
        for button in self.buttons.values():
            self._group.removeButton(button)
            self._row.removeWidget(button)
            button.deleteLater()
        self.buttons = {}
        for one in programmes:
            made = ProgrammeButton(one)
            made.clicked.connect(lambda _=False, name=one.programme: self.chosen.emit(name))
            made.stepped.connect(partial(self._step, one.programme))
            self.buttons[one.programme] = made
            self._group.addButton(made)
            made.is_last = one is programmes[-1]
            self._row.addWidget(made, 1)

    def _fit(self) -> None:
        self.setFixedHeight(look().px(_HEIGHT))
        self.total.setFixedWidth(look().px(_TOTAL))


class ProgrammeButton(QToolButton):
    """A real button to keyboard and screen reader, painted here."""

    stepped = Signal(int)
    """Left or right: the neighbour is meant."""

    def __init__(self, one: ProgrammeMonth) -> None:
        super().__init__()
        self._one = one
        self.is_last = False
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        look().changed.connect(self.updateGeometry)

    def show_programme(self, one: ProgrammeMonth) -> None:
        """Show this programme."""
        self._one = one
        held = f"，暂缓 {one.held} 行" if one.held else ""
        self.setAccessibleName(f"{one.label}，{self._amount()}，{state_of(one)[0]}{held}")
        self.setToolTip(f"{one.label}：{one.persons:,} 人{held}")
        self.update()

    def sizeHint(self) -> QSize:
        """Room for name, amount and state; as high as the strip."""
        return QSize(look().px(_NARROWEST), look().px(40))

    def minimumSizeHint(self) -> QSize:
        """Where there are too many, the strip scrolls."""
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave the arrows to the strip, which knows the order; its scroll area would take them."""
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()), 0)
        if step:
            self.stepped.emit(step)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the ground of the chosen one, name, amount and state."""
        ours, painter = look(), QPainter(self)
        try:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._paint_ground(painter)
            edge, line = ours.px(12), ours.px(20)
            wide = self.width() - 2 * edge
            upper = QRect(edge, self.height() // 2 - line, wide, line)
            lower = QRect(edge, self.height() // 2 + ours.px(1), wide, line)
            chosen = self.isChecked()
            _write(painter, upper, self._one.label, "body", "ink", bold=chosen)
            word, ink = state_of(self._one)
            taken = ours.metrics("hint").horizontalAdvance(word) + ours.px(6)
            _write(painter, lower, word, "hint", ink, flags=_RIGHT)
            _write(painter, lower.adjusted(0, 0, -taken, 0), self._amount(), "table", "ink2")
        finally:
            painter.end()

    def _amount(self) -> str:
        if self._one.roster_id is None:
            return f"预计 {self._one.awards:,} 份"
        return shown(self._one.total)

    def _paint_ground(self, painter: QPainter) -> None:
        ours = look()
        if not self.isChecked() and self.underMouse():
            painter.fillRect(self.rect().adjusted(2, 2, -2, -2), ours.color("hover"))
        if not self.isChecked() and not self.is_last:
            painter.setPen(QPen(ours.color("line"), ours.border))
            painter.drawLine(self.width() - 1, ours.px(10), self.width() - 1, self.height() - ours.px(10))
        width = ours.ring if self.hasFocus() else ours.border
        frame = QRectF(self.rect()).adjusted(width / 2, width / 2, -width / 2, -width / 2)
        if self.isChecked():
            shape = QPainterPath()
            shape.addRoundedRect(frame, ours.px(6), ours.px(6))
            painter.fillPath(shape, ours.color("soft"))
            painter.setPen(QPen(ours.color("focus" if self.hasFocus() else "accent"), width))
            painter.drawPath(shape)
            bar = QRect(ours.px(8), self.height() - ours.px(3), self.width() - ours.px(16), ours.px(3))
            painter.fillRect(bar, ours.color("accent"))
        elif self.hasFocus():
            painter.setPen(QPen(ours.color("focus"), ours.ring))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(frame.adjusted(1, 1, -1, -1), ours.px(4), ours.px(4))


class MonthTotal(QWidget):
    """The sum of the programmes."""

    def __init__(self) -> None:
        super().__init__()
        self.persons, self.total, self.missing = 0, Money(0), 0
        look().changed.connect(self.update)

    def show_programmes(self, programmes: Sequence[ProgrammeMonth]) -> None:
        """Add up what is drawn up, and say when something is not."""
        self.persons = sum(one.persons for one in programmes)
        self.total = Money(sum(one.total for one in programmes))
        self.missing = sum(one.roster_id is None for one in programmes)
        more = f"，还有 {self.missing} 个项目没有生成" if self.missing else ""
        self.setAccessibleName(f"全部项目 {self.persons:,} 人次，{shown(self.total)} 元{more}")
        self.setToolTip(self.accessibleName())
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint persons and money."""
        ours, painter = look(), QPainter(self)
        try:
            painter.setPen(QPen(ours.color("line2"), 2 * ours.border))
            painter.drawLine(1, 1, 1, self.height() - 1)
            edge, line = ours.px(12), ours.px(20)
            wide = self.width() - 2 * edge
            upper = QRect(edge, self.height() // 2 - line, wide, line)
            lower = QRect(edge, self.height() // 2 + ours.px(1), wide, line)
            missing = f"缺 {self.missing} 项" if self.missing else f"{self.persons:,} 人次"
            _write(painter, upper, "全部项目", "table", "ink2")
            _write(painter, upper, missing, "table", "warn" if self.missing else "ink2", flags=_RIGHT)
            _write(painter, lower, shown(self.total), "body", "ink", bold=True, flags=_RIGHT)
        finally:
            painter.end()


def _write(
    painter: QPainter,
    room: QRect,
    text: str,
    role: str,
    ink: str,
    *,
    bold: bool = False,
    flags: Qt.AlignmentFlag = _LEFT,
) -> None:
    ours = look()
    painter.setFont(ours.font(role, bold=bold))
    painter.setPen(ours.color(ink))
    fitting = ours.metrics(role, bold=bold).elidedText(text, Qt.TextElideMode.ElideRight, room.width())
    painter.drawText(room, flags, fitting)
