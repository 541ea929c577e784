"""The one painter of cells. It keeps fonts, measures and colours, and allocates nothing per cell."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPolygon

from minzheng_desk.documents.layout import Align
from minzheng_desk.ui.look import icons
from minzheng_desk.ui.look.look import look
from minzheng_desk.ui.widgets.chips import chip_width, paint_chip
from minzheng_desk.ui.widgets.tables.columns import ColumnKind
from minzheng_desk.ui.widgets.tables.rows_model import Cell

_SIDE, _EDGE = 6, 14
"""Room at the sides of a cell, and at the two ends of a row, in pixels of the design."""
_ICON, _EYE, _BOX, _CORNER, _GAP = 15, 16, 15, 7, 4
_WIDTHS_KEPT = 20_000
_WIDE, _CHARACTERS = "民", (5, 9)
"""A name has room for five characters, and takes that of nine at the most."""


class CellPainter:
    """Draws cells in the look of the moment; `refresh` when the look changed."""

    def __init__(self) -> None:
        self._widths: dict[tuple[bool, str], int] = {}
        self._elided: dict[tuple[bool, str, int], str] = {}
        self.refresh()

    def refresh(self) -> None:
        """Ask the look again for everything that is kept."""
        ours = look()
        self.side, self.edge = ours.px(_SIDE), ours.px(_EDGE)
        self.gap, self.corner = ours.px(_GAP), ours.px(_CORNER)
        self._fonts: tuple[QFont, QFont] = (ours.font("table"), ours.font("table", bold=True))
        self._metrics: tuple[QFontMetrics, QFontMetrics] = (
            ours.metrics("table"),
            ours.metrics("table", bold=True),
        )
        self._ascent, self._height = self._metrics[0].ascent(), self._metrics[0].height()
        self._small_font, self._small_metrics = ours.font("hint"), ours.metrics("hint")
        self._widths.clear()
        self._elided.clear()

    def paint_cell(self, painter: QPainter, place: QRect, align: Align, cell: Cell) -> None:
        """Draw a cell inside ``place``, from which the sides are taken off already."""
        if cell.chips:
            self._paint_chips(painter, place, cell)
        elif cell.text or cell.icon:
            self._paint_text(painter, place, align, cell)

    def paint_over(self, painter: QPainter, place: QRect, cell: Cell, most: int) -> None:
        """Draw a revealed number that is wider than its cell over its neighbours, up to ``most``."""
        ours, width = look(), self.width_of(cell.text, bold=cell.bold)
        if width <= place.width():
            return
        left = max(min(place.left(), most - width - self.side), 0)
        ground = QRect(left - self.side, place.top(), width + 2 * self.side, place.height() - ours.border)
        painter.fillRect(ground, ours.color("softline"))
        line = ours.border
        painter.fillRect(ground.adjusted(line, line, -line, -line), ours.color("surface"))
        self.paint_line(
            painter, QRect(left, place.top(), width, place.height()), cell.text, "ink", Align.LEFT
        )

    def paint_line(self, painter: QPainter, place: QRect, text: str, token: str, align: Align) -> None:
        """Draw one line of ordinary text, such as 序."""
        painter.setFont(self._fonts[0])
        painter.setPen(look().color(token))
        free = place.width() - self.width_of(text, bold=False)
        baseline = place.top() + (place.height() - self._height) // 2 + self._ascent
        painter.drawText(place.left() + _indent(align, free), baseline, text)

    def paint_box(self, painter: QPainter, place: QRect, *, ticked: bool) -> None:
        """Draw the box of a tick in the middle of ``place``."""
        ours = look()
        side = ours.px(_BOX)
        left, top = place.center().x() - side // 2, place.center().y() - side // 2
        box = QRect(left, top, side, side)
        painter.fillRect(box, ours.color("accent" if ticked else "field"))
        if ticked:
            painter.drawPixmap(left, top, icons.pixmap("check", "on_accent", _BOX))
        else:
            line = ours.border
            painter.fillRect(box.adjusted(line, line, -line, -line), ours.color("surface"))

    def paint_corner(self, painter: QPainter, cell: QRect, colour: QColor) -> None:
        """Draw the small corner at the top right of a cell that wants attention."""
        right, top, size = cell.right() + 1, cell.top(), self.corner
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        corner = [QPoint(right - size, top), QPoint(right, top), QPoint(right, top + size)]
        painter.drawPolygon(QPolygon(corner))

    def paint_eye(self, painter: QPainter, place: QRect, cell: Cell) -> None:
        """Draw the eye behind the number."""
        eye = self.eye_place(place, cell)
        painter.drawPixmap(eye.topLeft(), icons.pixmap("eye", "accent", _EYE))

    def eye_place(self, place: QRect, cell: Cell) -> QRect:
        """Where the eye is drawn: behind the number, at the latest at the end of the cell."""
        size = look().px(_EYE)
        behind = place.left() + self.width_of(cell.text, bold=cell.bold) + self.gap
        left = min(behind, place.right() - size + 1)
        return QRect(left, place.center().y() - size // 2, size, size)

    def width_of(self, text: str, *, bold: bool) -> int:
        """How wide a text is, measured once."""
        found = self._widths.get((bold, text))
        if found is None:
            if len(self._widths) >= _WIDTHS_KEPT:
                self._widths.clear()
            found = self._widths[bold, text] = self._metrics[bold].horizontalAdvance(text)
        return found

    def is_elided(self, cell: Cell, width: int) -> bool:
        """Whether a cell of this width cannot show its whole text."""
        room = width - (look().px(_ICON) + self.gap if cell.icon else 0)
        return not cell.chips and not cell.revealed and self.width_of(cell.text, bold=cell.bold) > room

    def name_width(self, names: Iterable[str], *, icon: bool) -> int:
        """How wide a column of these names is, without its sides: five characters, up to nine."""
        five, nine = (self.width_of(_WIDE * most, bold=True) for most in _CHARACTERS)
        widest = max(self.width_of(name, bold=True) for name in names)
        width = min(max(widest, five), nine)
        return width + (look().px(_ICON) + self.gap if icon else 0)

    def wanted_width(self, kind: ColumnKind, cell: Cell) -> int:
        """How wide a cell wants to be, without its sides."""
        if cell.chips:
            return sum(chip_width(spec) + self.gap for spec in cell.chips)
        below = self._small_metrics.horizontalAdvance(cell.below) if cell.below else 0
        icon = look().px(_ICON) + self.gap if cell.icon else 0
        eye = look().px(_EYE) + self.gap if kind is ColumnKind.ID_NUMBER else 0
        return max(self.width_of(cell.text, bold=cell.bold) + icon + eye, below)

    def _paint_text(self, painter: QPainter, place: QRect, align: Align, cell: Cell) -> None:
        left, room, top = place.left(), place.width(), place.top()
        if cell.icon:
            size = look().px(_ICON)
            middle = place.center().y() - size // 2
            painter.drawPixmap(left, middle, icons.pixmap(cell.icon, cell.ink, _ICON))
            left, room = left + size + self.gap, room - size - self.gap
        lines = self._height + (self._small_metrics.height() if cell.below else 0)
        baseline = top + (place.height() - lines) // 2 + self._ascent
        text, width = cell.text, self.width_of(cell.text, bold=cell.bold)
        if width > room and not cell.revealed:
            text = self._elide(text, room, bold=cell.bold)
            width = self.width_of(text, bold=cell.bold)
        painter.setFont(self._fonts[cell.bold])
        painter.setPen(look().color(cell.ink))
        painter.drawText(left + _indent(align, room - width), baseline, text)
        if cell.below:
            self._paint_below(painter, left, baseline, room, cell.below)

    def _paint_below(self, painter: QPainter, left: int, baseline: int, room: int, text: str) -> None:
        measure = self._small_metrics
        painter.setFont(self._small_font)
        painter.setPen(look().color("ink2"))
        drop = self._metrics[0].descent() + measure.ascent()
        shown = measure.elidedText(text, Qt.TextElideMode.ElideRight, room)
        painter.drawText(left, baseline + drop, shown)

    def _paint_chips(self, painter: QPainter, place: QRect, cell: Cell) -> None:
        left, middle, right = place.left(), place.center().y(), place.right() + 1
        for at, spec in enumerate(cell.chips):
            if at and left + chip_width(spec) > right:
                painter.setFont(self._fonts[0])
                painter.setPen(look().color("ink2"))
                rest = len(cell.chips) - at
                painter.drawText(left, middle - self._height // 2 + self._ascent, f"+{rest}")
                return
            left += paint_chip(painter, left, middle, spec) + self.gap

    def _elide(self, text: str, room: int, *, bold: bool) -> str:
        key = (bold, text, room)
        found = self._elided.get(key)
        if found is None:
            if len(self._elided) >= _WIDTHS_KEPT:
                self._elided.clear()
            found = self._metrics[bold].elidedText(text, Qt.TextElideMode.ElideRight, max(room, 0))
            self._elided[key] = found
        return found


def _indent(align: Align, free: int) -> int:
    if align is Align.RIGHT:
        return max(free, 0)
    return max(free // 2, 0) if align is Align.CENTRE else 0
