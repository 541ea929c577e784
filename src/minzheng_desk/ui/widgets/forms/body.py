"""The fields of a form on their grid: label at the left, field, and under it the line that speaks."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QSizePolicy,
    QWidget,
)

from minzheng_desk.ui.look.look import look
from minzheng_desk.ui.widgets.forms.cells import Cell, Messages, narrow
from minzheng_desk.ui.widgets.forms.fields import Entry
from minzheng_desk.ui.widgets.labels import label

_LABEL, _WIDEST_LABEL = 92, 132
_PER_COLUMN = 3
"""Grid columns for one column of fields: label, field, gap."""


class Row:
    """One or two fields that share a label and a line of words."""

    def __init__(self, cells: Sequence[Cell]) -> None:
        self.cells = list(cells)
        first = cells[0].field
        self.label = label(first.label + (" *" if first.required else ""), "label")
        self.label.setWordWrap(True)
        self.label.setBuddy(cells[0].editor.widget)
        self.messages = Messages(self.cells)
        self.fields = QHBoxLayout()
        self.fields.setContentsMargins(0, 0, 0, 0)
        self.units: list[QLabel] = []
        self.notes: dict[str, QLabel] = {}
        for cell in cells:
            self.fields.addWidget(cell.editor.widget, 1)
            if cell.field.unit:
                self.units.append(label(cell.field.unit, "label"))
                self.fields.addWidget(self.units[-1])

    def note(self, cell: Cell, text: str) -> None:
        """Stand these words at the right of a field."""
        noted = self.notes.get(cell.field.name)
        if noted is None:
            noted = self.notes[cell.field.name] = label("", "label")
            self.fields.insertWidget(self.fields.indexOf(cell.editor.widget) + 1, noted, 1)
        noted.setText(text)
        noted.setVisible(bool(text))
        self.fit()

    def show(self, *, shown: bool) -> None:
        """Show the whole row, or hide it."""
        for widget in (self.label, self.messages, *self.units, *self.notes.values()):
            widget.setVisible(shown)

    def fit(self) -> None:
        """Follow the scale."""
        self.fields.setSpacing(look().px(8))
        for cell in self.cells:
            noted = self.notes.get(cell.field.name)
            tight = noted is not None and bool(noted.text()) and narrow(cell.field)
            cell.editor.widget.setMaximumWidth(look().px(126) if tight else _NO_LIMIT)


_NO_LIMIT = 16_777_215


class Body(QScrollArea):
    """All rows; as high as they are, and scrolled where the page is lower."""

    def __init__(self, cells: Sequence[Cell], columns: int) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self._page = QWidget()
        self._grid = QGridLayout(self._page)
        self._columns = columns
        self._sections: list[QLabel] = []
        self.rows = [Row(group) for group in _grouped(cells)]
        self._place_rows()
        self.setWidget(self._page)
        look().changed.connect(self._fit)
        self._fit()

    def row_of(self, cell: Cell) -> Row:
        """The row a field stands in."""
        return next(row for row in self.rows if cell in row.cells)

    def bring_into_view(self, cell: Cell) -> None:
        """Scroll so that the field and what is said under it can be seen."""
        self.ensureWidgetVisible(self.row_of(cell).messages, 0, look().px(4))
        self.ensureWidgetVisible(cell.editor.widget, 0, look().px(4))

    def sizeHint(self) -> QSize:
        """As large as all rows."""
        return self._page.sizeHint()

    def minimumSizeHint(self) -> QSize:
        """Two rows high, or as high as a single one, and wide enough for every label and field."""
        two_rows = min(look().px(120), self._page.sizeHint().height())
        return QSize(self._page.minimumSizeHint().width() + look().px(12), two_rows)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Ask for more room when a message needs a second row."""
        if event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().eventFilter(watched, event)

    def arrange(self, columns: int) -> None:
        """Stand the fields in so many columns; what was typed and where the keyboard is stays."""
        if columns == self._columns:
            return
        for row in self.rows:
            self._grid.removeWidget(row.label)
            self._grid.removeWidget(row.messages)
            self._grid.removeItem(row.fields)
            row.fields.setParent(None)
        for section in self._sections:
            section.hide()
            section.deleteLater()
        for column in range(self._grid.columnCount()):
            self._grid.setColumnMinimumWidth(column, 0)
            self._grid.setColumnStretch(column, 0)
        self._columns, self._sections = columns, []
        self._place_rows()
        self._fit()

    def _place_rows(self) -> None:
        line = column = 0
        for row in self.rows:
            field = row.cells[0].field
            full = self._columns == 1 or field.wide or bool(field.section)
            if column and (field.section or field.wide):
                line, column = line + 2, 0
            if field.section:
                self._sections.append(label(field.section, "block"))
                self._grid.addWidget(self._sections[-1], line, 0, 1, _PER_COLUMN * self._columns)
                line += 1
                full = self._columns == 1 or field.wide
            self._place(row, line, column, full=full)
            column = 0 if full else (column + 1) % self._columns
            line += 2 if column == 0 else 0

    def _place(self, row: Row, line: int, column: int, *, full: bool) -> None:
        left = _PER_COLUMN * column
        span = _PER_COLUMN * (self._columns - column) - 2 if full and self._columns > 1 else 1
        tall = row.cells[0].field.entry is Entry.LONG_TEXT
        place = Qt.AlignmentFlag.AlignTop if tall else Qt.AlignmentFlag.AlignVCenter
        self._grid.addWidget(row.label, line, left, place)
        self._grid.addLayout(row.fields, line, left + 1, 1, span)
        self._grid.addWidget(row.messages, line + 1, left + 1, 1, span)

    def _fit(self) -> None:
        px = look().px
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(px(8))
        self._grid.setVerticalSpacing(px(1))
        widest = max((row.label.sizeHint().width() for row in self.rows), default=0)
        for column in range(self._columns):
            wide = max(px(_LABEL), min(px(_WIDEST_LABEL), widest))
            self._grid.setColumnMinimumWidth(_PER_COLUMN * column, wide)
            self._grid.setColumnStretch(_PER_COLUMN * column + 1, 1)
            if column + 1 < self._columns:
                self._grid.setColumnMinimumWidth(_PER_COLUMN * column + 2, px(12))
        for section in self._sections:
            section.setContentsMargins(0, px(8) if section is not self._sections[0] else 0, 0, px(6))
        for row in self.rows:
            row.fit()
            row.label.setMaximumWidth(px(_WIDEST_LABEL))
        self.updateGeometry()


def _grouped(cells: Sequence[Cell]) -> list[list[Cell]]:
    groups: list[list[Cell]] = []
    for cell in cells:
        if cell.field.beside and groups:
            groups[-1].append(cell)
        else:
            groups.append([cell])
    return groups
