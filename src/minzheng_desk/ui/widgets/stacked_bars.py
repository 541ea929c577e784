"""Stacked month bars (分项月度图): what a month's money is made of, with a scale and a legend."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QPainter, QPen
from PySide6.QtWidgets import QSizePolicy

from minzheng_desk.kernel.period import Month
from minzheng_desk.ui.look.look import look
from minzheng_desk.ui.widgets.charts import Chart

_HATCHES = (
    Qt.BrushStyle.SolidPattern,
    Qt.BrushStyle.BDiagPattern,
    Qt.BrushStyle.Dense5Pattern,
    Qt.BrushStyle.FDiagPattern,
    Qt.BrushStyle.HorPattern,
    Qt.BrushStyle.CrossPattern,
    Qt.BrushStyle.VerPattern,
    Qt.BrushStyle.Dense3Pattern,
)
"""One per chart colour, so that high contrast tells the parts apart without colour."""

_JANUARY = 1


@dataclass(frozen=True, slots=True)
class StackedMonth:
    """A month and its parts, from the bottom up, and its sum as it is written."""

    month: Month
    parts: tuple[int, ...]
    shown: str


class StackedMonthBars(Chart):
    """One bar for each month, made of the parts the legend names; the last month is the strong one."""

    heading = ("月份", "合计")

    def __init__(self, title: str) -> None:
        super().__init__(title)
        self._names: tuple[str, ...] = ()
        self._months: tuple[StackedMonth, ...] = ()
        self._unit = 1
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_months(self, names: Sequence[str], months: Sequence[StackedMonth], unit: int = 1) -> None:
        """Show months made of the parts called ``names``; the scale counts in steps of ``unit``."""
        self._names, self._months, self._unit = tuple(names), tuple(months), unit
        self._shown([(sum(one.parts), one.month.label, one.shown) for one in months])

    def as_rows(self) -> tuple[tuple[str, str], ...]:
        """Each month and its sum."""
        return tuple((one.month.label, one.shown) for one in self._months)

    def sizeHint(self) -> QSize:
        """Room for twelve bars, scale and legend."""
        return QSize(look().px(560), look().px(170))

    def minimumSizeHint(self) -> QSize:
        """Below this the parts cannot be told apart."""
        return QSize(look().px(360), look().px(120))

    def paint(self, painter: QPainter) -> None:
        """Paint legend, scale and bars."""
        ours = look()
        line = ours.metrics("small").height()
        highest = max(1, *(sum(one.parts) for one in self._months))
        step = scale_step(-(-highest // self._unit)) * self._unit
        top = -(-highest // step) * step
        field = QRectF(ours.px(30), 2 * line + ours.px(4), 0, 0)
        field.setRight(self.width())
        field.setBottom(self.height() - line - ours.px(6))
        self._paint_legend(painter)
        self._paint_scale(painter, field, top, step)
        pitch = field.width() / len(self._months)
        for place, one in enumerate(self._months):
            self._paint_month(painter, field, place * pitch, pitch, top, one)

    def _paint_legend(self, painter: QPainter) -> None:
        ours, metrics = look(), look().metrics("hint")
        painter.setFont(ours.font("hint"))
        left, side = self.width(), ours.px(10)
        for place in reversed(range(len(self._names))):
            name = self._names[place]
            left -= metrics.horizontalAdvance(name) + ours.px(4)
            painter.setPen(ours.color("ink2"))
            painter.drawText(QRectF(left, 0, self.width(), metrics.height()), 0, name)
            left -= side + ours.px(6)
            self._fill(painter, QRectF(left, (metrics.height() - side) / 2, side, side), place)
            left -= ours.px(14)

    def _paint_scale(self, painter: QPainter, field: QRectF, top: int, step: int) -> None:
        ours = look()
        line = ours.metrics("small").height()
        painter.setFont(ours.font("small"))
        for value in range(0, top + 1, step):
            y = field.bottom() - field.height() * value / top
            painter.setPen(QPen(ours.color("rowline" if value else "line2"), 1))
            painter.drawLine(QPointF(field.left(), y), QPointF(field.right(), y))
            painter.setPen(ours.color("ink2"))
            room = QRectF(0, y - line / 2, field.left() - ours.px(6), line)
            painter.drawText(
                room, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, f"{value // self._unit:,}"
            )

    def _paint_month(
        self, painter: QPainter, field: QRectF, left: float, pitch: float, top: int, one: StackedMonth
    ) -> None:
        ours = look()
        last = one is self._months[-1]
        wide, y = pitch * 0.54, field.bottom()
        x = field.left() + left + (pitch - wide) / 2
        # The months before are paler, so that the eye finds this one; in high contrast nothing is pale.
        painter.setOpacity(1.0 if last or ours.contrast else 0.66)
        for place, part in enumerate(one.parts):
            height = max(0, part) * field.height() / top
            y -= height
            self._fill(painter, QRectF(x, y, wide, height), place)
        painter.setOpacity(1.0)
        line = ours.metrics("small").height()
        middle = x + wide / 2
        painter.setFont(ours.font("small", bold=last))
        painter.setPen(ours.color("ink" if last else "ink2"))
        broad = ours.metrics("small", bold=last).horizontalAdvance(one.shown) + ours.px(2)
        above = QRectF(middle - broad / 2, y - line - ours.px(1), broad, line)
        painter.fillRect(above, ours.color("surface"))
        painter.drawText(above, Qt.AlignmentFlag.AlignCenter, one.shown)
        words = str(one.month.month) + ("月" if last or one.month.month == _JANUARY else "")
        below = QRectF(middle - pitch / 2, self.height() - line - ours.px(1), pitch, line)
        painter.drawText(below, Qt.AlignmentFlag.AlignCenter, words)

    def _fill(self, painter: QPainter, room: QRectF, place: int) -> None:
        ours = look()
        colour = ours.color(f"chart{place % len(_HATCHES)}")
        if ours.contrast:
            painter.fillRect(room, QBrush(colour, _HATCHES[place % len(_HATCHES)]))
            painter.setPen(QPen(ours.color("ink"), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(room)
        else:
            painter.fillRect(room, colour)


def scale_step(highest: int) -> int:
    """The step of a scale: 1, 2 or 5 times a power of ten, so that three to six lines are drawn.

    >>> [scale_step(highest) for highest in (3, 37, 120, 4_000)]
    [1, 10, 50, 1000]
    """
    power = 1
    while True:
        for step in (power, 2 * power, 5 * power):
            if step * 5 > highest:
                return step
        power *= 10
