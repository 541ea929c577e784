"""风险提醒: how many and how much; every number opens the people behind it."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, Qt, Signal
from PySide6.QtGui import QPainter

from minzheng_desk.ui.look import icons
from minzheng_desk.ui.look.look import look
from minzheng_desk.ui.panels.home.alerts import Alert
from minzheng_desk.ui.panels.home.list_card import ListCard
from minzheng_desk.ui.panels.home.rows import EDGE, RowDrawing, RowList, two_lines, write
from minzheng_desk.ui.widgets.buttons import icon_button
from minzheng_desk.ui.widgets.cards import EmptyState
from minzheng_desk.ui.widgets.chips import Tone

_TILE = 32


class AlertCard(ListCard[Alert]):
    """What to look out for, and when it was looked for."""

    check_asked = Signal()

    def __init__(self) -> None:
        rows: RowList[Alert] = RowList("风险提醒", _spoken, _AlertDrawing())
        super().__init__("风险提醒", rows, EmptyState("okc", "正在读取"), "类")
        self.again = icon_button("refresh", "重新逐户比对")
        self.again.setProperty("small", "1")
        self.again.clicked.connect(self.check_asked)
        self.add_right(self.again)

    def show_check(self, said: str, *, running: bool) -> None:
        """Say when every household was gone through, or that it is being done."""
        self.say(said)
        self.again.setEnabled(not running)


def _spoken(alert: Alert) -> str:
    count = "正在比对" if alert.count is None else f"{alert.count:,} {alert.unit}"
    return f"{alert.title} {count}，{alert.detail}"


class _AlertDrawing(RowDrawing[Alert]):
    """Icon on its tint, what, how much, how many."""

    inset = EDGE

    def draw(self, painter: QPainter, room: QRect, row: Alert, *, hovered: bool) -> None:
        """Paint one line."""
        ours = look()
        px, middle = ours.px, room.top() + room.height() // 2
        tone = (row.tone if row.count or row.count is None else Tone.NEUTRAL).value
        left, right = room.left() + px(EDGE), room.right() - px(EDGE)
        tile = QRectF(left, middle - px(_TILE) / 2, px(_TILE), px(_TILE))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen if not ours.contrast else ours.color(f"{tone}_line"))
        painter.setBrush(ours.color(f"{tone}_bg"))
        painter.drawRoundedRect(tile, px(4), px(4))
        icon = icons.pixmap(row.icon, tone, 18)
        painter.drawPixmap(left + (px(_TILE) - px(18)) // 2, middle - px(18) // 2, icon)
        arrow = icons.pixmap("right", "accent" if hovered else "ink2", 14)
        painter.drawPixmap(right - px(12), middle - px(14) // 2, arrow)
        number = self._draw_count(painter, room, row, right - px(20), tone)
        upper, lower = two_lines(room, left + px(_TILE + 12), number - px(8))
        write(painter, upper, row.title, "body", "ink")
        write(painter, lower, row.detail, "hint", "ink2")

    def _draw_count(self, painter: QPainter, room: QRect, row: Alert, right: int, tone: str) -> int:
        """Paint the count at the right, and return where it begins."""
        ours = look()
        unit = ours.metrics("hint").horizontalAdvance(row.unit)
        write(
            painter,
            QRect(right - unit, room.top() + ours.px(3), unit, room.height()),
            row.unit,
            "hint",
            "ink2",
        )
        shown = "…" if row.count is None else f"{row.count:,}"
        wide = ours.metrics("figure").horizontalAdvance(shown) + ours.px(2)
        left = right - unit - ours.px(6) - wide
        ink = {"neu": "ink", "info": "ink"}.get(tone, tone)
        write(painter, QRect(left, room.top(), wide, room.height()), shown, "figure", ink, right=True)
        return left
