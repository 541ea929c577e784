"""The row of totals under a table: always of what the filter leaves, and it says so."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from minzheng_desk.documents.layout import Align, Total
from minzheng_desk.kernel.money import Money, in_words
from minzheng_desk.ui.look.look import look
from minzheng_desk.ui.widgets.tables.cells import cell_text
from minzheng_desk.ui.widgets.tables.columns import ColumnKind, TableColumn
from minzheng_desk.ui.widgets.tables.header import TableHeader
from minzheng_desk.ui.widgets.tables.order import RowOrder

_HEIGHT = 32
_LABEL = "合计"
_ELIDE = Qt.TextElideMode.ElideRight


def counted_text(order: RowOrder, counted_in: str) -> str:
    """How many rows there are, and shown: “386 户，当前显示全部”, “筛选后 42 户，共 386 户”."""
    shown, all_rows = len(order.shown), len(order.rows)
    if not order.is_filtered:
        return f"{all_rows:,} {counted_in}，当前显示全部"
    return f"筛选后 {shown:,} {counted_in}，共 {all_rows:,} {counted_in}"


class TotalsRow(QWidget):
    """Sums under their columns; follows the header when it is resized, moved or scrolled."""

    def __init__(self, order: RowOrder, header: TableHeader, counted_in: str, words_of: str) -> None:
        super().__init__()
        self._order, self._header = order, header
        self._counted_in, self._words_of = counted_in, words_of
        self._texts: dict[int, str] = {}
        self._counted = self._words = ""
        for moved in (header.sectionResized, header.sectionMoved, header.geometriesChanged):
            moved.connect(self.update)
        look().changed.connect(self._fit)
        self._fit()

    def follow(self, order: RowOrder) -> None:
        """Add up other rows, or the same after another filter."""
        self._order = order
        self._texts = {
            at: _total_text(column, total)
            for at, column in enumerate(order.columns)
            if (total := order.total(at)) is not None
        }
        self._counted = counted_text(order, self._counted_in)
        self._words = self._in_words()
        said = [f"{order.columns[at].title} {text}" for at, text in self._texts.items()]
        self.setAccessibleName("，".join([f"{_LABEL} {self._counted}", *said]))
        self.setAccessibleDescription(self._words)
        self.update()

    def width_of(self, column: int) -> int:
        """How wide the total of a column is; 0 for a column without one."""
        return self._width(column) if column in self._texts else 0

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the row."""
        painter = QPainter(self)
        try:
            self._paint(painter)
        finally:
            painter.end()

    def _fit(self) -> None:
        self.setFixedHeight(look().px(_HEIGHT))
        self.update()

    def _in_words(self) -> str:
        for at, column in enumerate(self._order.columns):
            if column.called == self._words_of and (total := self._order.total(at)) is not None:
                return in_words(Money(total))
        return ""

    def _paint(self, painter: QPainter) -> None:
        ours, header = look(), self._header
        painter.fillRect(self.rect(), ours.color("sunken"))
        shown = sorted((at for at in self._texts if not header.isSectionHidden(at)), key=header.visualIndex)
        held = set(header.held_columns())
        edge = header.held_width()
        painter.setClipRect(self.rect().adjusted(edge, 0, 0, 0))
        for at in shown:
            if at not in held:
                self._paint_total(painter, at)
        if shown and self._words:
            left = header.left_of(shown[-1]) + header.sectionSize(shown[-1]) + ours.px(12)
            self._write(painter, QRect(left, 0, self.width() - left, self.height()), self._words, "ink2")
        painter.setClipping(False)
        for at in held & set(shown):
            self._paint_total(painter, at)
        self._paint_label(painter, self._free(shown, edge))
        painter.fillRect(0, 0, self.width(), ours.border, ours.color("field" if ours.contrast else "line2"))

    def _free(self, shown: list[int], edge: int) -> int:
        """How much room there is for the label before the first total, or on the columns held in view."""
        if not shown:
            return self.width()
        first = shown[0]
        lefts = self._header.left_of(first) + max(self._header.sectionSize(first) - self._width(first), 0)
        return max(lefts, edge)

    def _width(self, column: int) -> int:
        return look().metrics("table", bold=True).horizontalAdvance(self._texts[column]) + look().px(16)

    def _paint_label(self, painter: QPainter, room: int) -> None:
        ours, left = look(), look().px(14)
        self._write(painter, QRect(left, 0, room - left, self.height()), _LABEL, "ink", bold=True)
        left += ours.metrics("table", bold=True).horizontalAdvance(_LABEL) + ours.px(16)
        counted = self._counted
        if ours.metrics("table").horizontalAdvance(counted) > room - left:
            counted = f"{len(self._order.shown):,} {self._counted_in}"
        self._write(painter, QRect(left, 0, room - left, self.height()), counted, "ink2")

    def _paint_total(self, painter: QPainter, at: int) -> None:
        column = self._order.columns[at]
        start, size = self._header.left_of(at), self._header.sectionSize(at)
        before, behind = self._header.edges(at)
        measure = look().metrics("table", bold=True)
        text = self._texts[at]
        left = start + before
        if column.alignment is not Align.LEFT:
            # A sum is wider than what it sums; it may reach into the empty cell before it.
            left = start + size - behind - measure.horizontalAdvance(text)
        place = QRect(left, 0, start + size - behind - left + 1, self.height())
        self._write(painter, place, text, _ink(column, self._order.total(at) or 0), bold=True)

    def _write(self, painter: QPainter, place: QRect, text: str, token: str, *, bold: bool = False) -> None:
        ours = look()
        measure = ours.metrics("table", bold=bold)
        if place.width() < measure.horizontalAdvance(text[:2]):
            return
        painter.setFont(ours.font("table", bold=bold))
        painter.setPen(ours.color(token))
        shown = measure.elidedText(text, _ELIDE, place.width())
        painter.drawText(place.left(), (place.height() - measure.height()) // 2 + measure.ascent(), shown)


def _total_text(column: TableColumn, total: int) -> str:
    if column.total is Total.COUNT:
        return f"{total:,}"
    return cell_text(column, total)


def _ink(column: TableColumn, total: int) -> str:
    if column.kind is ColumnKind.DIFFERENCE and total > 0:
        return "ok"
    return "bad" if total < 0 else "ink"
