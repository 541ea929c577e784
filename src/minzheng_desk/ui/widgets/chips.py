"""Chips (状态标签): a state in a word, on a tint, with an icon where there is one.

They stand for states that need attention; the ordinary state is plain grey text.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from minzheng_desk.ui.look import icons
from minzheng_desk.ui.look.look import look

_HEIGHT, _SIDE, _ICON, _GAP, _RADIUS = 20, 7, 13, 3, 4


class Tone(Enum):
    """What a state asks of the reader; the value is the stem of its three colour tokens."""

    OK = "ok"
    WARN = "warn"
    BAD = "bad"
    INFO = "info"
    NEUTRAL = "neu"


@dataclass(frozen=True, slots=True)
class ChipSpec:
    """What a chip says. Colour never speaks alone, therefore ``text`` is never empty."""

    text: str
    tone: Tone = Tone.NEUTRAL
    icon: str = ""


def chip_width(spec: ChipSpec) -> int:
    """How many pixels wide `paint_chip` paints ``spec``."""
    return _width(spec.text, spec.icon != "", look().px(100))


def paint_chip(painter: QPainter, x: int, y_center: int, spec: ChipSpec) -> int:
    """Paint a chip whose left edge is at ``x``; returns its width."""
    ours, tone, width = look(), spec.tone.value, chip_width(spec)
    border, height = ours.border, ours.px(_HEIGHT)
    frame = QRectF(x, y_center - height // 2, width, height)
    inset = border / 2
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(ours.color(f"{tone}_line"), border))
    painter.setBrush(ours.color(f"{tone}_bg"))
    painter.drawRoundedRect(frame.adjusted(inset, inset, -inset, -inset), ours.px(_RADIUS), ours.px(_RADIUS))
    left = x + ours.px(_SIDE)
    if spec.icon:
        size = ours.px(_ICON)
        painter.drawPixmap(left, y_center - size // 2, icons.pixmap(spec.icon, tone, _ICON))
        left += size + ours.px(_GAP)
    painter.setPen(ours.color(tone))
    painter.setFont(ours.font("hint"))
    painter.drawText(
        QRectF(left, frame.top(), frame.right() - left, height),
        Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft,
        spec.text,
    )
    painter.restore()
    return width


class Chip(QWidget):
    """A chip that stands by itself, beside a title or in a row."""

    def __init__(self, spec: ChipSpec | None = None) -> None:
        super().__init__()
        self._spec = spec or ChipSpec("")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        look().changed.connect(self._fit)
        self.show_state(self._spec)

    @property
    def spec(self) -> ChipSpec:
        """What the chip says now."""
        return self._spec

    def show_state(self, spec: ChipSpec | None) -> None:
        """Say something else; with None the chip takes no room."""
        self._spec = spec or ChipSpec("")
        self.setAccessibleName(self._spec.text)
        self._fit()

    def sizeHint(self) -> QSize:
        """As wide as its word and icon need."""
        return QSize(chip_width(self._spec) if self._spec.text else 0, look().px(_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        """A chip is never cut."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the one chip."""
        if not self._spec.text:
            return
        painter = QPainter(self)
        paint_chip(painter, 0, self.height() // 2, self._spec)
        painter.end()

    def _fit(self) -> None:
        self.updateGeometry()
        self.update()


@lru_cache(maxsize=4096)
def _width(text: str, with_icon: bool, scale: int) -> int:  # noqa: FBT001 - the key of the cache
    ours = look()
    icon = ours.px(_ICON) + ours.px(_GAP) if with_icon else 0
    return 2 * ours.px(_SIDE) + icon + ours.metrics("hint").horizontalAdvance(text)
