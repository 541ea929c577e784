"""The income gauge (收入标尺): where a household's income stands between nothing and the standards."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy

from minzheng_desk.kernel.money import Money, shown
from minzheng_desk.ui.look.look import look
from minzheng_desk.ui.widgets.charts import Chart


@dataclass(frozen=True, slots=True)
class Mark:
    """A standard on the gauge: what it is called, and its amount per person and month."""

    label: str
    amount: Money


class IncomeGauge(Chart):
    """A bar from zero past the standards, a black pointer at the income, and the difference in words."""

    heading = ("项目", "每人每月（元）")
    nothing = ""

    def __init__(self) -> None:
        super().__init__("收入标尺")
        self._income: Money | None = None
        self._marks: tuple[Mark, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_income(self, income: Money | None, standard: Mark, edge: Mark | None = None) -> None:
        """Show an income per person and month (None: not known) against a standard and the ``edge`` above."""
        self._income = income
        self._marks = (standard,) if edge is None else (standard, edge)
        told = "，".join(f"{mark.label} {shown(mark.amount)} 元" for mark in self._marks)
        had = "还没有核算" if income is None else f"{shown(income)} 元"
        self.setAccessibleDescription(f"人均月收入{had}，{told}。{''.join(self.difference)}。按 Alt+T 看表格")
        self._refit()

    @property
    def difference(self) -> tuple[str, str]:
        """How far the income is from the first standard: in words, and the amount."""
        if not self._marks:
            return "", ""
        name = self._marks[0].label
        if self._income is None:
            return "收入还没有核算，暂时不能比较", ""
        apart = self._income - self._marks[0].amount
        if apart == 0:
            return f"与{name}相同", ""
        return f"高出{name}" if apart > 0 else f"与{name}相差", f"{shown(Money(abs(apart)))} 元/人·月"

    def as_rows(self) -> tuple[tuple[str, str], ...]:
        """The income, the standards, and how far they are apart."""
        if not self._marks:
            return ()
        standards = tuple((mark.label, shown(mark.amount)) for mark in self._marks)
        if self._income is None:
            return ("人均月收入", "还没有核算"), *standards
        apart = Money(abs(self._income - self._marks[0].amount))
        return ("人均月收入", shown(self._income)), *standards, (self.difference[0], shown(apart))

    def sizeHint(self) -> QSize:
        """Pointer, bar, labels and the line with the difference."""
        return QSize(look().px(256), look().px(62))

    def minimumSizeHint(self) -> QSize:
        """Narrower, the labels would meet."""
        return QSize(look().px(200), look().px(62))

    def paint(self, painter: QPainter) -> None:
        """Paint the bar, the marks, the pointer and the difference."""
        self._paint_bar(painter)
        self._paint_pointer(painter)
        self._paint_difference(painter)

    def _x(self, amount: int) -> float:
        # A sixth beyond the last mark shows that there is more above it.
        return min(1.0, max(0, amount) * 6 / max(1, self._marks[-1].amount * 7)) * self.width()

    def _paint_bar(self, painter: QPainter) -> None:
        ours = look()
        top, height = ours.px(9), ours.px(9)
        left = 0.0
        ends = [*(self._x(mark.amount) for mark in self._marks), float(self.width())]
        grounds = ("gauge_ok", "gauge_warn", "gauge_over") if len(ends) > 2 else ("gauge_ok", "gauge_over")  # noqa: PLR2004
        for end, ground in zip(ends, grounds, strict=True):
            painter.fillRect(QRectF(left, top, end - left, height), ours.color(ground))
            left = end
        if ours.contrast:
            painter.setPen(QPen(ours.color("ink"), 1))
            painter.drawRect(QRectF(0.5, top + 0.5, self.width() - 1, height - 1))
        painter.setFont(ours.font("small"))
        free = 0.0
        for mark, end in zip(self._marks, ends, strict=False):
            painter.setPen(QPen(ours.color("ink2"), ours.border))
            painter.drawLine(QPointF(end, top - ours.px(2)), QPointF(end, top + height + ours.px(2)))
            words = f"{mark.label} {shown(mark.amount)}"
            wide = ours.metrics("small").horizontalAdvance(words) + ours.px(2)
            at = min(max(free, end - wide / 2), self.width() - wide)
            line = ours.metrics("small").height()
            painter.drawText(
                QRectF(at, top + height + ours.px(3), wide, line), Qt.AlignmentFlag.AlignCenter, words
            )
            free = at + wide + ours.px(6)

    def _paint_pointer(self, painter: QPainter) -> None:
        if self._income is None:
            return
        ours = look()
        x = min(max(self._x(self._income), ours.px(5)), self.width() - ours.px(5))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ours.color("ink"))
        side = ours.px(5)
        painter.drawPolygon(QPolygonF([QPointF(x - side, 1), QPointF(x + side, 1), QPointF(x, side + 2)]))
        painter.setPen(QPen(ours.color("ink"), 2))
        painter.drawLine(QPointF(x, side), QPointF(x, ours.px(20)))

    def _paint_difference(self, painter: QPainter) -> None:
        ours = look()
        words, amount = self.difference
        room = QRectF(0, self.height() - ours.px(20), self.width(), ours.px(20))
        painter.setPen(ours.color("ink"))
        painter.setFont(ours.font("hint"))
        painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, words)
        painter.setFont(ours.font("table", bold=True))
        painter.drawText(room, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, amount)
