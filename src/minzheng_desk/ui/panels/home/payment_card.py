"""本月资金发放: each programme with people, money, the month before, and how far it is; the total adds up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QStackedWidget, QWidget

from minzheng_desk.kernel.money import Money, shown
from minzheng_desk.kernel.period import Month
from minzheng_desk.payroll.month_state import ProgrammeMonth, Stage
from minzheng_desk.ui.look.look import look
from minzheng_desk.ui.panels.home.rows import EDGE, RowDrawing, RowList, write
from minzheng_desk.ui.panels.home.todos import payroll_address
from minzheng_desk.ui.widgets.buttons import link
from minzheng_desk.ui.widgets.cards import Card, EmptyState
from minzheng_desk.ui.widgets.chips import ChipSpec, Tone, paint_chip
from minzheng_desk.ui.widgets.stepper import StepState, paint_step_dots

DASH = "—"
_NAME = 104
"""Room for the name of a programme."""
_LOW, _HIGH = 24, 36


@dataclass(frozen=True, slots=True)
class PaymentRow:
    """One programme as it is shown."""

    label: str
    persons: int | None
    """None: not drawn up yet."""
    total: Money | None
    difference: Money | None
    steps: tuple[StepState, ...]
    state: ChipSpec
    address: str


def payment_row(one: ProgrammeMonth, month: Month) -> PaymentRow:
    """One programme; a step that is next is current, and blocked where lines are held back; pure."""
    address = payroll_address(month, one.programme)
    if one.roster_id is None:
        return PaymentRow(
            one.label, None, None, None, _steps(one), ChipSpec("还没有生成", Tone.WARN), address
        )
    return PaymentRow(one.label, one.persons, one.total, one.difference, _steps(one), _state(one), address)


def _steps(one: ProgrammeMonth) -> tuple[StepState, ...]:
    reached = [stage in one.done for stage in Stage]
    last = max((place for place, done in enumerate(reached) if done), default=-1)
    states = [StepState.DONE if place <= last else StepState.AHEAD for place in range(len(reached))]
    if last + 1 < len(states):
        blocked = one.held and Stage.LOCKED not in one.done
        states[last + 1] = StepState.BLOCKED if blocked else StepState.CURRENT
    return tuple(states)


def _state(one: ProgrammeMonth) -> ChipSpec:
    held = f" · 暂缓 {one.held}" if one.held else ""
    if Stage.CLOSED in one.done:
        return ChipSpec("已月结", Tone.NEUTRAL)
    if Stage.ANSWERED in one.done:
        return ChipSpec(f"已回盘{held}", Tone.OK)
    if Stage.SENT in one.done:
        return ChipSpec(f"已送银行{held}", Tone.OK)
    if Stage.LOCKED in one.done:
        return ChipSpec(f"已锁定{held}", Tone.INFO)
    return ChipSpec(f"核对中{held}", Tone.WARN if one.held else Tone.INFO)


class PaymentCard(Card):
    """The programmes of the month and their total."""

    opened = Signal(str)

    def __init__(self) -> None:
        super().__init__("本月资金发放", flush=True)
        self._month: Month | None = None
        self.page = link("打开资金发放")
        self.page.setProperty("small", "1")
        self.page.clicked.connect(self._open_page)
        self.add_right(self.page)
        self.list: RowList[PaymentRow] = RowList("本月资金发放", _spoken, _PaymentDrawing())
        self.list.opened.connect(self.opened)
        self._nothing = EmptyState("pay", "正在读取")
        self._either = QStackedWidget()
        self._either.addWidget(self.list)
        self._either.addWidget(self._nothing)
        self._nothing.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)
        self.list.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.total = TotalLine()
        self.body.addWidget(HeaderLine())
        self.body.addWidget(self._either, 1)
        self.body.addWidget(self.total)
        self._either.setCurrentWidget(self._nothing)
        look().changed.connect(self._fit_rows)
        self._fit_rows()

    def show_month(self, month: Month, programmes: Sequence[ProgrammeMonth]) -> None:
        """Show the programmes of a month."""
        self._month = month
        sent = sum(Stage.SENT in one.done for one in programmes)
        told = f"{len(programmes)} 个项目，{sent} 个已送银行" if programmes else ""
        self.set_title(f"{month.month}月资金发放", told)
        rows = [payment_row(one, month) for one in programmes]
        self.list.show_rows(rows)
        self._nothing.say("还没有人在享按月发放的待遇", "确认待遇或导入发放花名册后，这里显示每个项目的进度")
        self._either.setCurrentWidget(self.list if rows else self._nothing)
        self.total.show_total(rows, sum(one.held for one in programmes))
        self._spread()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Few programmes stand apart, many stand close."""
        super().resizeEvent(event)
        self._spread()

    def _spread(self) -> None:
        each = self._either.height() * 100 // (max(1, self.list.rows.rowCount()) * look().px(100))
        self.list.drawing.height = min(_HIGH, max(_LOW, each))
        self.list.scheduleDelayedItemsLayout()

    def _open_page(self) -> None:
        self.opened.emit(payroll_address(self._month) if self._month else "payroll")

    def _fit_rows(self) -> None:
        self.title.setMinimumHeight(look().px(28))
        self.body.setSpacing(0)


def _spoken(row: PaymentRow) -> str:
    if row.total is None:
        return f"{row.label}，{row.state.text}"
    said = f"{row.label}，{row.persons} 人，{shown(row.total)} 元，{row.state.text}"
    if row.difference:
        more = "增加" if row.difference > 0 else "减少"
        said += f"，比上月{more} {shown(Money(abs(row.difference)))} 元"
    return said


class _Columns:
    """Where the columns stand in a width; header, rows and total agree.

    Where there is less room the dots go, for the words beside them stay; then the difference.
    """

    def __init__(self, room: QRect) -> None:
        px = look().px
        edge, dots, chip = px(EDGE), px(5 * 16 + 22), px(124)
        people, money, more = px(60), px(118), px(104)
        spare = room.width() - 2 * edge - px(_NAME) - people - money - chip - px(16)
        self.with_difference = spare >= more
        spare -= more if self.with_difference else 0
        self.with_dots = spare >= dots
        slack = max(0, spare - (dots if self.with_dots else 0)) // 6
        self.state = room.right() - edge - chip
        self.dots = self.state - dots if self.with_dots else self.state
        right = self.dots - px(16)
        widths = (people + slack, money + slack, more + slack if self.with_difference else 0)
        self.difference = QRect(right - widths[2], room.top(), widths[2], room.height())
        self.total = QRect(self.difference.left() - widths[1], room.top(), widths[1], room.height())
        self.persons = QRect(self.total.left() - widths[0], room.top(), widths[0], room.height())
        start = room.left() + edge
        self.name = QRect(start, room.top(), self.persons.left() - start, room.height())
        self.rest = QRect(self.dots, room.top(), room.right() - edge - self.dots, room.height())


class _PaymentDrawing(RowDrawing[PaymentRow]):
    """One programme."""

    height = 26

    def draw(self, painter: QPainter, room: QRect, row: PaymentRow, *, hovered: bool) -> None:
        """Paint one line."""
        at, middle = _Columns(room), room.top() + room.height() // 2
        write(painter, at.name, row.label, "body", "accent" if hovered else "ink")
        write(painter, at.persons, _count(row.persons), "table", "ink", right=True)
        write(painter, at.total, DASH if row.total is None else shown(row.total), "table", "ink", right=True)
        if at.with_difference:
            write_difference(painter, at.difference, row.difference)
        if at.with_dots:
            paint_step_dots(painter, at.dots, middle, row.steps)
        paint_chip(painter, at.state, middle, row.state)


class HeaderLine(QWidget):
    """What the columns are."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("项目、人数、本月应发、比上月、进度")
        look().changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        """One low line."""
        return QSize(look().px(400), look().px(28))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the words over their columns."""
        painter = QPainter(self)
        try:
            ours, room = look(), self.rect()
            painter.fillRect(room, ours.color("sunken"))
            painter.setPen(QPen(ours.color("rowline"), ours.border))
            painter.drawLine(room.bottomLeft(), room.bottomRight())
            at = _Columns(room)
            write(painter, at.name, "项目", "hint", "ink2")
            write(painter, at.persons, "人数", "hint", "ink2", right=True)
            write(painter, at.total, "本月应发（元）", "hint", "ink2", right=True)
            if at.with_difference:
                write(painter, at.difference, "比上月", "hint", "ink2", right=True)
            first, *_, last = Stage
            way = f"{first.label} → {last.label}" if at.with_dots else "进度"
            write(painter, at.rest, way, "hint", "ink2")
        finally:
            painter.end()


class TotalLine(QWidget):
    """The sum of the lines above."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.persons, self.total, self.difference = 0, Money(0), Money(0)
        self._open, self._held = 0, 0
        look().changed.connect(self.updateGeometry)

    def show_total(self, rows: Sequence[PaymentRow], held: int) -> None:
        """Add up what is drawn up; what is not in it is said."""
        self._held = held
        self.persons = sum(row.persons or 0 for row in rows)
        self.total = Money(sum(row.total or 0 for row in rows))
        self.difference = Money(sum(row.difference or 0 for row in rows))
        self._open = sum(row.total is None for row in rows)
        self.setAccessibleName(f"合计 {self.persons:,} 人，{shown(self.total)} 元，{self._told()}")
        self.update()

    def sizeHint(self) -> QSize:
        """One line a little higher than the rows."""
        return QSize(look().px(400), look().px(30))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the sums under their columns."""
        painter = QPainter(self)
        try:
            ours, room = look(), self.rect()
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(ours.color("sunken"))
            painter.drawRoundedRect(room, ours.px(5), ours.px(5))
            painter.drawRect(QRect(0, 0, room.width(), room.height() // 2))
            painter.setPen(QPen(ours.color("line2"), ours.border))
            painter.drawLine(room.topLeft(), room.topRight())
            at = _Columns(room)
            write(painter, at.name, "合计", "body", "ink")
            write(painter, at.persons, f"{self.persons:,}", "table", "ink", right=True)
            write(painter, at.total, shown(self.total), "table", "ink", bold=True, right=True)
            if at.with_difference:
                write_difference(painter, at.difference, self.difference, bold=True)
            write(painter, at.rest, self._told(), "table", "warn" if self._open or self._held else "ink3")
        finally:
            painter.end()

    def _told(self) -> str:
        if self._open:
            return f"还有 {self._open} 个项目没有生成"
        return f"另有 {self._held} 人暂缓，没有计入" if self._held else ""


def write_difference(painter: QPainter, room: QRect, difference: Money | None, *, bold: bool = False) -> None:
    """Write what is more or less than last month; the sign always stands, colour only helps."""
    if not difference:
        write(painter, room, DASH, "table", "ink", right=True)
        return
    sign, ink = ("+", "ok") if difference > 0 else ("", "bad")
    write(painter, room, f"{sign}{shown(difference)}", "table", ink, bold=bold, right=True)


def _count(persons: int | None) -> str:
    return DASH if persons is None else f"{persons:,}"
