"""Rows painted in one pass: ground, rule, cells, what is chosen; columns held in view come last."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from traceback import extract_tb
from typing import NamedTuple

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter

from minzheng_desk.documents.layout import Align
from minzheng_desk.ui.look.look import look
from minzheng_desk.ui.widgets.tables.columns import ColumnKind, TableColumn
from minzheng_desk.ui.widgets.tables.header import TableHeader
from minzheng_desk.ui.widgets.tables.painting import CellPainter
from minzheng_desk.ui.widgets.tables.rows_model import RowsModel

_log = logging.getLogger(__name__)
_BAR = 3


class Strip(NamedTuple):
    """A column as it stands in the view: its place among the columns, and its pixels."""

    at: int
    column: TableColumn
    left: int
    width: int
    before: int
    behind: int
    align: Align
    held: bool
    """Whether it stays in view over those that were scrolled under it."""

    def inside(self, row: QRect) -> QRect:
        """The cell in a row, without the room at its sides."""
        width = self.width - self.before - self.behind
        return QRect(self.left + self.before, row.top(), width, row.height())


class RowPainter:
    """Paints rows of a model under a header; the view says which are chosen and where the mouse is."""

    def __init__(self, model: RowsModel, header: TableHeader, *, grid: bool) -> None:
        self.cells = CellPainter()
        self.touched: set[int] = set()
        """The places of the rows in which a cell is chosen."""
        self.hovered = -1
        self.shows_eye = False
        self._model, self._header, self._grid = model, header, grid
        self._failed = False

    def strips(self, left: int, right: int) -> list[Strip]:
        """The columns that are seen between two places, those held in view last."""
        return sorted(self._seen(left, right), key=lambda strip: strip.held)

    def paint(self, painter: QPainter, row: int, place: QRect, strips: list[Strip]) -> None:
        """Paint a row; one that cannot be painted is noted and never takes the window with it."""
        try:
            self._paint_row(painter, row, place, strips)
        except Exception as problem:
            self._note(problem)

    def wanted_width(self, column: int, rows: Iterable[int]) -> int:
        """How wide the cells of a column would like to be in these rows, without their sides."""
        kind = self._model.columns[column].kind
        try:
            cells = [self._model.drawn(row).cells[column] for row in rows]
            return max((self.cells.wanted_width(kind, cell) for cell in cells), default=0)
        except Exception as problem:
            self._note(problem)
            return 0

    def has_eye(self, row: int, column: TableColumn) -> bool:
        """Whether the eye stands behind the number in this row."""
        if not self.shows_eye or column.kind is not ColumnKind.ID_NUMBER:
            return False
        return row == self.hovered or row in self.touched

    def _seen(self, left: int, right: int) -> Iterator[Strip]:
        header, held = self._header, set(self._header.held_columns())
        for visual in range(header.count()):
            at = header.logicalIndex(visual)
            start, width = header.left_of(at), header.sectionSize(at)
            if width and start <= right and start + width >= left:
                column = self._model.columns[at]
                yield Strip(at, column, start, width, *header.edges(at), column.alignment, at in held)

    def _paint_row(self, painter: QPainter, row: int, place: QRect, strips: list[Strip]) -> None:
        ours, drawn, line = look(), self._model.drawn(row), look().border
        ground = ours.color(self._ground(row, drawn.tint))
        painter.fillRect(place, ground)
        for strip in strips:
            cell, whole = drawn.cells[strip.at], QRect(strip.left, place.top(), strip.width, place.height())
            if strip.held:
                painter.fillRect(whole, ground)
            if cell.mark:
                painter.fillRect(whole, ours.color(f"{cell.mark}_bg"))
                self.cells.paint_corner(painter, whole, ours.color(cell.mark))
            if self._grid:
                painter.fillRect(whole.right(), whole.top(), line, whole.height(), ours.color("rowline"))
            self._paint_cell(painter, row, strip, strip.inside(place))
        painter.fillRect(place.left(), place.bottom() - line + 1, place.width(), line, ours.color("rowline"))
        self._paint_above(painter, row, place, strips)

    def _paint_above(self, painter: QPainter, row: int, place: QRect, strips: list[Strip]) -> None:
        """What lies over the cells: revealed numbers, the edge of columns held, the bar of a chosen row."""
        ours, cells = look(), self._model.drawn(row).cells
        line, top, height = ours.border, place.top(), place.height()
        if strips and strips[-1].held:
            edge = max(strip.left + strip.width for strip in strips if strip.held)
            painter.fillRect(edge - line, top, line, height, ours.color("line2"))
        for strip in strips:
            if cells[strip.at].revealed:
                self.cells.paint_over(painter, strip.inside(place), cells[strip.at], place.right())
        if row in self.touched:
            painter.fillRect(0, top, ours.px(_BAR), height - line, ours.color("accent"))

    def _paint_cell(self, painter: QPainter, row: int, strip: Strip, inside: QRect) -> None:
        column = strip.column
        if column.kind is ColumnKind.ROW_NUMBER:
            self.cells.paint_line(painter, inside, str(row + 1), "ink2", strip.align)
        elif column.kind is ColumnKind.TICK:
            ticked = self._model.key_of(self._model.row_at(row)) in self._model.ticked
            self.cells.paint_box(painter, inside, ticked=ticked)
        else:
            cell = self._model.drawn(row).cells[strip.at]
            self.cells.paint_cell(painter, inside, strip.align, cell)
            if cell.text and self.has_eye(row, column):
                self.cells.paint_eye(painter, inside, cell)

    def _ground(self, row: int, tint: str) -> str:
        """The colour token of a row's ground."""
        if row in self.touched:
            return "soft"
        if tint:
            return f"{tint}_bg"
        return "hover" if row == self.hovered else "surface"

    def _note(self, problem: Exception) -> None:
        """Log once where painting went wrong, without the message: it may name a person."""
        if not self._failed:
            self._failed = True
            frame = extract_tb(problem.__traceback__)[-1]
            _log.error("a row was not painted: %s at %s:%s", type(problem).__name__, frame.name, frame.lineno)
