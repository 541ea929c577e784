"""Everything a window says: written, under the mouse, to a screen reader, in the rows of its tables."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from PySide6.QtCore import QAbstractListModel, Qt
from PySide6.QtWidgets import QAbstractItemView, QComboBox, QTabBar, QWidget

from minzheng_desk.ui.widgets.tables.view import RowsView

_READ = ("text", "toPlainText", "placeholderText", "title")
_ROLES = (
    Qt.ItemDataRole.DisplayRole,
    Qt.ItemDataRole.ToolTipRole,
    Qt.ItemDataRole.AccessibleTextRole,
    Qt.ItemDataRole.AccessibleDescriptionRole,
    Qt.ItemDataRole.EditRole,
)
_ROWS = 300
"""Rows of a table that are read; the township of the tests has fewer in nearly every one."""


class Said(NamedTuple):
    """A text and the widget that says it."""

    by: QWidget
    text: str


def everything_said(window: QWidget) -> Iterator[Said]:
    """All texts of a window and of what is in it, hidden widgets too."""
    for widget in [window, *window.findChildren(QWidget)]:
        for text in _of_widget(widget):
            if text:
                yield Said(widget, text)


def _of_widget(widget: QWidget) -> Iterator[str]:
    yield from (widget.toolTip(), widget.accessibleName(), widget.accessibleDescription())
    yield from (widget.windowTitle(), widget.statusTip(), widget.whatsThis())
    for read in (getattr(widget, name, None) for name in _READ):
        text = read() if callable(read) and not isinstance(widget, RowsView) else ""
        yield text if isinstance(text, str) else ""
    if isinstance(widget, QComboBox):
        yield from (widget.itemText(place) for place in range(widget.count()))
    if isinstance(widget, QTabBar):
        for place in range(widget.count()):
            yield from (widget.tabText(place), widget.tabToolTip(place))
    if isinstance(widget, QAbstractItemView):
        yield from _of_rows(widget)


def _of_rows(view: QAbstractItemView) -> Iterator[str]:
    model = view.model()
    if model is None:
        return
    columns = 1 if isinstance(model, QAbstractListModel) else model.columnCount()
    for row in range(min(model.rowCount(), _ROWS)):
        for column in range(columns):
            texts = (model.data(model.index(row, column), role) for role in _ROLES)
            yield from (text for text in texts if isinstance(text, str))
            if isinstance(view, RowsView):
                yield from _of_cell(view, row, column)


def _of_cell(view: RowsView, row: int, column: int) -> Iterator[str]:
    cell, declared = view.rows.drawn(row).cells[column], view.rows.columns[column]
    yield from (cell.text, cell.below, *(chip.text for chip in cell.chips))
    if declared.tooltip is not None:
        yield str(declared.tooltip(view.rows.row_at(row)) or "")
