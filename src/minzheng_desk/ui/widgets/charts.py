"""Charts (图表): bars painted from the tokens, from zero, with their values beside them.

Behind every chart stands a table: `Chart.as_rows`, opened with Alt+T or from the menu of the right button.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QBrush,
    QContextMenuEvent,
    QFocusEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QShortcut,
)
from PySide6.QtWidgets import QMenu, QSizePolicy, QWidget

from minzheng_desk.kernel.money import Money
from minzheng_desk.kernel.period import Month
from minzheng_desk.ui.look.look import look
from minzheng_desk.ui.widgets.chart_table import ChartTable

_JANUARY = 1
_LEFT, _RIGHT, _CENTRE = (
    Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter,
    Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter,
    Qt.AlignmentFlag.AlignCenter,
)


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: what it is of, how long it is, and its value as it is written; ``ink`` is its colour."""

    key: str
    name: str
    value: int
    shown: str
    ink: str = "accent"


@dataclass(frozen=True, slots=True)
class MonthBar:
    """The bar of one month."""

    month: Month
    value: int
    shown: str


@dataclass(frozen=True, slots=True)
class ChartEvent:
    """What happened at the beginning of a month and explains the step in the bars."""

    month: Month
    text: str


def in_ten_thousands(money: Money) -> str:
    """An amount in 万元 with one decimal, as charts write it.

    >>> in_ten_thousands(Money(36_632_600))
    '36.6'
    """
    tenths = (abs(money) + 50_000) // 100_000
    return f"{'-' if money < 0 else ''}{tenths // 10:,}.{tenths % 10}"


class Chart(QWidget):
    """What all charts have in common: one painter that is always ended, words for the ear, the table."""

    heading: tuple[str, str] = ("项目", "数值")
    nothing = "还没有可以画的数据"

    def __init__(self, title: str) -> None:
        super().__init__()
        self.title = title
        self.setAccessibleName(title)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        table = QShortcut(QKeySequence("Alt+T"), self)
        table.setContext(Qt.ShortcutContext.WidgetShortcut)
        table.activated.connect(self.open_table)
        look().changed.connect(self._refit)

    def as_rows(self) -> tuple[tuple[str, str], ...]:
        """What the chart shows, as names and values in words."""
        raise NotImplementedError

    def open_table(self) -> None:
        """Show the table behind the chart."""
        ChartTable(self, self.title, self.heading, self.as_rows()).open()

    def paint(self, painter: QPainter) -> None:
        """Paint the bars; never called without any."""
        raise NotImplementedError

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer the table to the mouse as well."""
        menu = QMenu(self)
        menu.addAction("看表格（Alt+T）").triggered.connect(self.open_table)
        menu.popup(event.globalPos())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the chart, and the ring of the keyboard."""
        ours = look()
        painter = QPainter(self)
        try:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            if self.as_rows():
                self.paint(painter)
            else:
                painter.setFont(ours.font("hint"))
                painter.setPen(ours.color("ink3"))
                painter.drawText(self.rect(), _CENTRE, self.nothing)
            if self.hasFocus():
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.setPen(QPen(ours.color("focus"), ours.ring))
                painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), ours.px(4), ours.px(4))
        finally:
            painter.end()

    def _shown(self, values: Sequence[tuple[int, str, str]]) -> None:
        """Note new values (value, name, written) for the ear, and paint them."""
        if values:
            (_, low, least), (_, high, most) = min(values), max(values)
            last = values[-1]
            said = f"最低 {low} {least}，最高 {high} {most}，最后 {last[1]} {last[2]}。按 Alt+T 看表格"
        else:
            said = self.nothing
        self.setAccessibleDescription(said)
        self._refit()

    def _refit(self) -> None:
        self.updateGeometry()
        self.update()


class MonthBars(Chart):
    """One bar for each month; the last one is strong, the first and last say their value."""

    heading = ("月份", "数值")

    def __init__(self, title: str) -> None:
        super().__init__(title)
        self._bars: tuple[MonthBar, ...] = ()
        self.happened: ChartEvent | None = None
        """What happened in one of the months, if anything."""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_months(self, bars: Sequence[MonthBar], event: ChartEvent | None = None) -> None:
        """Show these months, oldest first, and what happened in one of them."""
        self._bars, self.happened = tuple(bars), event
        self._shown([(bar.value, bar.month.label, bar.shown) for bar in bars])

    def as_rows(self) -> tuple[tuple[str, str], ...]:
        """Each month and its value."""
        return tuple((bar.month.label, bar.shown) for bar in self._bars)

    def sizeHint(self) -> QSize:
        """Room for twelve bars that can be told apart."""
        return QSize(look().px(260), look().px(160))

    def minimumSizeHint(self) -> QSize:
        """Below this the bars say nothing."""
        return QSize(look().px(180), look().px(90))

    def paint(self, painter: QPainter) -> None:
        """Paint event, bars, values and months from top to bottom."""
        ours = look()
        line = ours.metrics("small").height()
        above = line + (line + ours.px(4) if self.happened else 0)
        floor = self.height() - line - ours.px(6)
        step = self.width() / len(self._bars)
        highest = max(1, *(bar.value for bar in self._bars))
        for place, bar in enumerate(self._bars):
            height = max(0, bar.value) * (floor - above) / highest
            wide = step * 0.6
            room = QRectF(place * step + (step - wide) / 2, floor - height, wide, height)
            self._paint_bar(painter, room, place)
        painter.setPen(QPen(ours.color("line2"), ours.border))
        painter.drawLine(QPointF(0, floor), QPointF(self.width(), floor))
        if self.happened:
            self._paint_event_line(painter, self.happened, step, floor)

    def _paint_bar(self, painter: QPainter, room: QRectF, place: int) -> None:
        ours, bar = look(), self._bars[place]
        last = place == len(self._bars) - 1
        fill_bar(painter, room, "accent" if last else "bar", outlined=ours.contrast)
        painter.setFont(ours.font("small", bold=last))
        line = ours.metrics("small").height()
        middle = room.center().x()
        words = self._label(place)
        painter.setPen(ours.color("ink" if last else "ink2"))
        wide = ours.metrics("small", bold=last).horizontalAdvance(words) + ours.px(2)
        left = min(max(0.0, middle - wide / 2), self.width() - wide)
        below = QRectF(left, self.height() - line - ours.px(2), wide, line)
        painter.drawText(below, _CENTRE, words)
        if place == 0 or last:
            painter.setPen(ours.color("accent" if last else "ink2"))
            wide = ours.metrics("small", bold=True).horizontalAdvance(bar.shown) + ours.px(2)
            left = min(max(0.0, middle - wide / 2), self.width() - wide)
            painter.drawText(QRectF(left, room.top() - line - ours.px(1), wide, line), _CENTRE, bar.shown)

    def _label(self, place: int) -> str:
        """The month under a bar; where labels would touch, some stay away, never the last."""
        month, left = self._bars[place].month.month, len(self._bars) - 1 - place
        step, advance = self.width() / len(self._bars), look().metrics("small").horizontalAdvance
        tight = step < advance("12") + look().px(7)
        if (tight and left % 2) or (left == 1 and step < advance("12月")):
            return ""
        return f"{month}月" if not left or (month == _JANUARY and not tight) else str(month)

    def _paint_event_line(self, painter: QPainter, event: ChartEvent, step: float, floor: float) -> None:
        months = [bar.month for bar in self._bars]
        if event.month not in months:
            return
        ours = look()
        x = months.index(event.month) * step
        line = ours.metrics("small").height()
        painter.setPen(QPen(ours.color("ink2"), ours.border, Qt.PenStyle.DashLine))
        painter.drawLine(QPointF(x, line), QPointF(x, floor))
        wide = ours.metrics("small").horizontalAdvance(event.text) + ours.px(2)
        left = min(max(0.0, x - wide), max(0.0, self.width() - wide))
        painter.setFont(ours.font("small"))
        painter.setPen(ours.color("ink"))
        painter.drawText(QRectF(left, 0, wide, line), _CENTRE, event.text)


class RowBars(Chart):
    """Bars that lie, one under the other: name, bar on its track, value. A row opens what is behind it."""

    opened = Signal(str)
    row_height = 26

    def __init__(self, title: str) -> None:
        super().__init__(title)
        self._bars: tuple[Bar, ...] = ()
        self._current = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def show_bars(self, bars: Sequence[Bar]) -> None:
        """Show these bars from top to bottom."""
        self._bars = tuple(bars)
        self._current = min(self._current, max(0, len(bars) - 1))
        self._shown([(bar.value, bar.name, bar.shown) for bar in bars])

    def as_rows(self) -> tuple[tuple[str, str], ...]:
        """Each name and its value."""
        return tuple((bar.name, bar.shown) for bar in self._bars)

    def sizeHint(self) -> QSize:
        """As high as its rows."""
        return QSize(look().px(240), max(1, len(self._bars)) * self._row())

    def minimumSizeHint(self) -> QSize:
        """No row is cut."""
        return QSize(look().px(150), self.sizeHint().height())

    def paint(self, painter: QPainter) -> None:
        """Paint the rows."""
        ours, metrics = look(), look().metrics("hint")
        names = max(metrics.horizontalAdvance(bar.name) for bar in self._bars)
        names = min(names, self.width() * 2 // 5)
        values = max(metrics.horizontalAdvance(bar.shown) for bar in self._bars)
        gap, height = ours.px(14), ours.px(8)
        room = QRectF(names + gap, 0, max(ours.px(16), self.width() - names - values - 2 * gap), height)
        highest = max(1, *(bar.value for bar in self._bars))
        painter.setFont(ours.font("hint"))
        for place, bar in enumerate(self._bars):
            row = QRect(0, place * self._row(), self.width(), self._row())
            if self.hasFocus() and place == self._current:
                painter.fillRect(row, ours.color("soft"))
            room.moveTop(row.center().y() - height / 2 + 1)
            fill_bar(painter, room, "track", outlined=ours.contrast)
            filled = QRectF(room)
            filled.setWidth(room.width() * max(0, bar.value) / highest)
            fill_bar(painter, filled, bar.ink, outlined=False)
            painter.setPen(ours.color("ink"))
            name = metrics.elidedText(bar.name, Qt.TextElideMode.ElideRight, names)
            painter.drawText(row, _LEFT, name)
            painter.drawText(row, _RIGHT, bar.shown)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Open what is behind the row under the pointer."""
        place = int(event.position().y()) // self._row()
        if event.button() == Qt.MouseButton.LeftButton and place < len(self._bars):
            self._current = place
            self.opened.emit(self._bars[place].key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and down move, Enter opens."""
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
        if step:
            self._current = min(max(0, self._current + step), max(0, len(self._bars) - 1))
            self.update()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self._bars:
            self.opened.emit(self._bars[self._current].key)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show which row the keyboard is at."""
        super().focusInEvent(event)
        self.update()

    def _row(self) -> int:
        return look().px(self.row_height)


class VillageBars(RowBars):
    """What each village gets, in money."""

    heading = ("村（社区）", "金额（元）")
    row_height = 19


class ChangeBars(RowBars):
    """How many people came, went, changed or were paid later this month; each kind keeps its colour."""

    heading = ("变动", "人数")

    def show_changes(self, *, new: int, stopped: int, changed: int, back_paid: int) -> None:
        """Show the counts of this month's changes."""
        kinds = (
            ("new", "新增", new, "chart0"),
            ("stopped", "停发", stopped, "chart4"),
            ("changed", "金额变化", changed, "chart2"),
            ("back_paid", "补发", back_paid, "chart1"),
        )
        self.show_bars([Bar(key, name, count, f"{count:,} 人", ink) for key, name, count, ink in kinds])


def fill_bar(painter: QPainter, room: QRectF, ink: str, *, outlined: bool) -> None:
    """Fill a bar in a colour of the scheme; in high contrast it is hatched and has an outline."""
    ours = look()
    if room.width() <= 0 or room.height() <= 0:
        return
    if outlined and ink != "accent":
        painter.setPen(QPen(ours.color("ink"), 1))
        painter.setBrush(ours.color("surface"))
        painter.drawRect(room)
        if ink != "track":
            painter.fillRect(room, QBrush(ours.color("accent"), Qt.BrushStyle.BDiagPattern))
        return
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ours.color(ink))
    radius = min(ours.px(2), room.width() / 2, room.height() / 2)
    painter.drawRoundedRect(room, radius, radius)
