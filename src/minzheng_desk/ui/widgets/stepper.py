"""Steps (步骤): where a piece of work is on its way, as a row of buttons and as dots for a table's cell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QToolButton, QWidget

from minzheng_desk.ui.look import icons
from minzheng_desk.ui.look.look import look

_PITCH, _DOT = 16, 8


class StepState(Enum):
    """How far a step is; the value is how it is spoken."""

    DONE = "已完成"
    CURRENT = "正在办"
    BLOCKED = "有问题要处理"
    AHEAD = "还没有到"


_INK = {
    StepState.DONE: "accent",
    StepState.CURRENT: "accent",
    StepState.BLOCKED: "warn",
    StepState.AHEAD: "ink3",
}


@dataclass(frozen=True, slots=True)
class Step:
    """One step: its title, and beneath it who and when."""

    key: str
    title: str
    note: str = ""
    state: StepState = StepState.AHEAD


class Stepper(QWidget):
    """The steps from left to right; each opens its record. Left and right move from step to step."""

    opened = Signal(str)

    def __init__(self, spoken_name: str = "步骤") -> None:
        super().__init__()
        self.setAccessibleName(spoken_name)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)
        self._buttons: list[_StepButton] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_steps(self, steps: Sequence[Step]) -> None:
        """Show these steps."""
        while len(self._buttons) > len(steps):
            surplus = self._buttons.pop()
            self._row.removeWidget(surplus)
            surplus.deleteLater()
        while len(self._buttons) < len(steps):
            self._add_button()
        for place, (button, step) in enumerate(zip(self._buttons, steps, strict=True)):
            button.show_step(step, place + 1, last=place == len(steps) - 1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move to the step beside this one."""
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()), 0)
        places = [place for place, button in enumerate(self._buttons) if button.hasFocus()]
        if step and places and 0 <= places[0] + step < len(self._buttons):
            self._buttons[places[0] + step].setFocus(Qt.FocusReason.TabFocusReason)
        else:
            super().keyPressEvent(event)

    def _add_button(self) -> None:
        made = _StepButton()
        made.clicked.connect(lambda: self.opened.emit(made.step.key))
        self._buttons.append(made)
        self._row.addWidget(made)


class _StepButton(QToolButton):
    def __init__(self) -> None:
        super().__init__()
        self.step = Step("", "")
        self._number, self._last = 1, False
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        look().changed.connect(self._refit)

    def show_step(self, step: Step, number: int, *, last: bool) -> None:
        """Show this step as number so and so."""
        self.step, self._number, self._last = step, number, last
        parts = (f"第 {number} 步 {step.title}", step.state.value, step.note)
        self.setAccessibleName("，".join(part for part in parts if part))
        self._refit()

    def sizeHint(self) -> QSize:
        """Circle, the longer of both lines, and a piece of the way to the next step."""
        ours = look()
        title = ours.metrics("table", bold=True).horizontalAdvance(self.step.title)
        note = ours.metrics("hint").horizontalAdvance(self.step.note)
        way = 0 if self._last else ours.px(24)
        return QSize(ours.px(40) + max(title + way, note + ours.px(8)), ours.px(54))

    def minimumSizeHint(self) -> QSize:
        """The title is never cut, the note may be."""
        ours = look()
        title = ours.metrics("table", bold=True).horizontalAdvance(self.step.title)
        return QSize(ours.px(42) + title + (0 if self._last else ours.px(14)), ours.px(54))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens like the space bar; the arrows belong to the row."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
        elif event.key() in {Qt.Key.Key_Left, Qt.Key.Key_Right}:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint circle, title, note and the way to the next step."""
        ours, ink = look(), _INK[self.step.state]
        current = self.step.state in {StepState.CURRENT, StepState.BLOCKED}
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.hasFocus():
            painter.setPen(QPen(ours.color("focus"), ours.ring))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(2, 2, -2, -2), ours.px(4), ours.px(4))
        self._paint_circle(painter, ink)
        left, line = ours.px(40), ours.px(22)
        middle = ours.px(18)
        upper = QRect(left, middle - line // 2, self.width() - left, line)
        painter.setFont(ours.font("table", bold=current))
        ahead = self.step.state is StepState.AHEAD
        painter.setPen(ours.color("ink2" if ahead else "ink"))
        painter.drawText(upper, Qt.AlignmentFlag.AlignVCenter, self.step.title)
        lower = QRect(left, middle + ours.px(9), self.width() - left - ours.px(4), line)
        painter.setFont(ours.font("hint"))
        painter.setPen(ours.color(ink if current else "ink3"))
        note = ours.metrics("hint").elidedText(self.step.note, Qt.TextElideMode.ElideRight, lower.width())
        painter.drawText(lower, Qt.AlignmentFlag.AlignVCenter, note)
        if not self._last:
            self._paint_way(painter, middle, current=current)
        painter.end()

    def _paint_circle(self, painter: QPainter, ink: str) -> None:
        ours, radius = look(), look().px(12)
        centre = QPointF(ours.px(20), ours.px(18))
        if self.step.state is StepState.DONE:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(ours.color("accent"))
            painter.drawEllipse(centre, radius, radius)
            side = ours.px(14) / 2
            at = QPointF(centre.x() - side, centre.y() - side)
            painter.drawPixmap(at, icons.pixmap("check", "on_accent", 14))
            return
        ahead = self.step.state is StepState.AHEAD
        grounds = {StepState.CURRENT: "soft", StepState.BLOCKED: "warn_bg", StepState.AHEAD: "surface"}
        painter.setPen(QPen(ours.color("line2" if ahead else ink), ours.px(1 if ahead else 2) * ours.border))
        painter.setBrush(ours.color(grounds[self.step.state]))
        painter.drawEllipse(centre, radius - 1, radius - 1)
        painter.setFont(ours.font("table" if not ahead else "hint", bold=not ahead))
        painter.setPen(ours.color(ink))
        box = QRectF(centre.x() - radius, centre.y() - radius, 2 * radius, 2 * radius)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(self._number))

    def _paint_way(self, painter: QPainter, middle: int, *, current: bool) -> None:
        ours = look()
        title = ours.metrics("table", bold=current).horizontalAdvance(self.step.title)
        begin, end = ours.px(40) + title + ours.px(8), self.width() + ours.px(2)
        done = self.step.state is StepState.DONE
        painter.setPen(QPen(ours.color("accent" if done else "line2"), ours.px(2)))
        if end > begin:
            painter.drawLine(QPointF(begin, middle), QPointF(end, middle))

    def _refit(self) -> None:
        self.updateGeometry()
        self.update()


def step_dots_width(count: int) -> int:
    """How wide `paint_step_dots` paints ``count`` steps."""
    return look().px(_PITCH) * max(0, count - 1) + look().px(_DOT) + 2 if count else 0


def paint_step_dots(painter: QPainter, x: int, y_center: int, states: Sequence[StepState]) -> int:
    """Paint the steps as small dots whose left edge is at ``x``; returns their width.

    The table says the state in words beside them, for dots alone speak only to the eye.
    """
    ours = look()
    pitch, radius = ours.px(_PITCH), ours.px(_DOT) / 2
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for place, state in enumerate(states):
        centre = QPointF(x + radius + 1 + place * pitch, y_center)
        if place:
            reached = state is not StepState.AHEAD
            painter.setPen(QPen(ours.color("accent" if reached else "line2"), ours.px(1.5)))
            painter.drawLine(
                QPointF(centre.x() - pitch + radius, y_center), QPointF(centre.x() - radius, y_center)
            )
        ring = ours.color("line2" if state is StepState.AHEAD else _INK[state])
        painter.setPen(QPen(ring, ours.px(1.5)))
        painter.setBrush(ring if state is StepState.DONE else ours.color("surface"))
        painter.drawEllipse(centre, radius, radius)
    painter.restore()
    return step_dots_width(len(states))
