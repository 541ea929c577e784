"""The deadline bar (期限): one cell for each working day, the used ones filled."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from minzheng_desk.ui.look.look import look


class DeadlineBar(QWidget):
    """How many working days of a legal period are used; its two ends are said in words."""

    def __init__(self) -> None:
        super().__init__()
        self._used = self._total = 0
        self._left = self._right = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        look().changed.connect(self._refit)

    def show_deadline(self, used: int, total: int, what: str, until: str) -> None:
        """Show ``used`` of ``total`` days; ``what`` names the period, ``until`` its last day in words."""
        self._used, self._total = used, total
        late = used - total
        spent = f"已用 {used}，{until}" if late <= 0 else f"超过 {late} 天，{until}"
        self._left, self._right = f"{what} {total} 个工作日", spent
        self.setAccessibleName(f"{self._left}，{spent}")
        self._refit()

    @property
    def is_late(self) -> bool:
        """Whether more days are used than the law gives."""
        return self._used > self._total

    def sizeHint(self) -> QSize:
        """A line of words and a line of cells."""
        return QSize(look().px(280), look().px(38))

    def minimumSizeHint(self) -> QSize:
        """Narrower, the words would meet."""
        return QSize(look().px(180), look().px(38))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the words and the cells."""
        ours = look()
        painter = QPainter(self)
        painter.setFont(ours.font("table"))
        words = QRectF(0, 0, self.width(), ours.px(22))
        painter.setPen(ours.color("ink"))
        painter.drawText(words, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, self._left)
        painter.setPen(ours.color("bad" if self.is_late else "ink2"))
        painter.drawText(words, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, self._right)
        filled = ours.color("bad" if self.is_late else "accent")
        for place in range(self._total):
            if place < self._used:
                painter.fillRect(self._cell(place), filled)
            else:
                painter.fillRect(self._cell(place), ours.color("track"))
                painter.setPen(QPen(ours.color("line2"), 1))
                painter.drawRect(self._cell(place).adjusted(0.5, 0.5, -0.5, -0.5))
        painter.end()

    def _cell(self, place: int) -> QRectF:
        step = self.width() / self._total
        gap = min(look().px(2), step / 4)
        return QRectF(place * step, look().px(27), step - gap, look().px(8))

    def _refit(self) -> None:
        self.updateGeometry()
        self.update()
