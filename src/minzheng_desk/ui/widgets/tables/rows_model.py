"""Rows as Qt's views ask for them: text, what a screen reader says, and what the painter draws."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from minzheng_desk.ui.masks import masks
from minzheng_desk.ui.widgets.chips import ChipSpec
from minzheng_desk.ui.widgets.tables.cells import DASH, revealed_text, screen_text, spoken_text
from minzheng_desk.ui.widgets.tables.columns import SECRET, ColumnKind, Reading, TableColumn, reading
from minzheng_desk.ui.widgets.tables.order import RowOrder

Index = QModelIndex | QPersistentModelIndex
Tint = Callable[[Any], str | None]

_CELLS_KEPT = 2_000
_NOWHERE = QModelIndex()


@dataclass(frozen=True, slots=True)
class Cell:
    """What the painter draws in a cell."""

    text: str
    ink: str
    bold: bool = False
    chips: tuple[ChipSpec, ...] = ()
    icon: str = ""
    below: str = ""
    mark: str = ""
    revealed: bool = False
    """Whether the text is a whole number that may be read for a moment; it is never cut."""


@dataclass(frozen=True, slots=True)
class DrawnRow:
    """What the painter draws of a row; worked out when it is first seen."""

    tint: str
    cells: tuple[Cell, ...]


class RowsModel(QAbstractTableModel):
    """The rows of a table in the order of its `RowOrder`; formats and remembers only what is looked at."""

    rearranged = Signal()
    """Other rows, another order or another filter; the rows shown are no longer where they were."""

    def __init__(
        self,
        columns: Sequence[TableColumn],
        row_key: str | Reading,
        tint: Tint | None,
        record: str | Reading,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self.order = RowOrder(self.columns)
        self.ticked: set[Hashable] = set()
        self._read = [(column, column.reader()) for column in self.columns]
        self._key_of = reading(row_key)
        self._record_of = reading(record)
        self._tint = tint
        self._drawn: dict[int, DrawnRow] = {}
        self._numbers: dict[str, Mapping[str, str]] = {}

    def rearrange(self, change: Callable[[], None]) -> None:
        """Change rows, order or filter, and tell the view once."""
        self.beginResetModel()
        try:
            change()
        finally:
            self.endResetModel()
        self.rearranged.emit()

    def show_rows(self, rows: Sequence[Any]) -> None:
        """Take other rows."""
        self._drawn.clear()
        self.rearrange(lambda: self.order.show(rows))

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """How many rows are shown."""
        return 0 if parent.isValid() else len(self.order.shown)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """How many columns there are, hidden ones too."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The text of a cell, or what a screen reader says of it; nothing for any other role."""
        if role == Qt.ItemDataRole.DisplayRole:
            return self.text(index.row(), index.column())
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self.spoken(index.row(), index.column())
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """The title of a column."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].title
        return None

    def row_at(self, shown: int) -> Any:
        """The row that stands at this place."""
        return self.order.rows[self.order.shown[shown]]

    def key_of(self, row: Any) -> Hashable:
        """What a row is known by when it comes again."""
        return self._key_of(row)  # type: ignore[no-any-return]

    def text(self, shown: int, column: int) -> str:
        """What a cell reads."""
        if self.columns[column].kind is ColumnKind.ROW_NUMBER:
            return str(shown + 1)
        cell = self.drawn(shown).cells[column]
        return cell.text or "、".join(spec.text for spec in cell.chips)

    def spoken(self, shown: int, column: int) -> str:
        """What a screen reader says of a cell; a number that is hidden is hidden here too."""
        at, row = self.columns[column], self.row_at(shown)
        if at.spoken is not None:
            return str(at.spoken(row))
        if at.kind is ColumnKind.ROW_NUMBER:
            return f"第 {shown + 1} 行"
        if at.kind is ColumnKind.TICK:
            return "已勾选" if self.key_of(row) in self.ticked else "未勾选"
        said = spoken_text(at, at.reader()(row))
        below = self.drawn(shown).cells[column].below
        return f"{said}，{below}" if below else said

    def drawn(self, shown: int) -> DrawnRow:
        """What the painter draws at this place."""
        at = self.order.shown[shown]
        found = self._drawn.get(at)
        if found is None:
            if len(self._drawn) >= _CELLS_KEPT:
                self._drawn.clear()
            row = self.order.rows[at]
            tint = (self._tint(row) or "") if self._tint is not None else ""
            cells = tuple([self._cell(column, read, row) for column, read in self._read])
            found = self._drawn[at] = DrawnRow(tint, cells)
        return found

    def hold(self, row: Any, numbers: Mapping[str, str]) -> str:
        """Take whole numbers of a row, by the names of their columns, to be shown while its mask is off.

        Returns the id of the record whose mask it is.
        """
        record_id = str(self._record_of(row))
        self._numbers[record_id] = dict(numbers)
        return record_id

    def remask(self) -> None:
        """Draw every row anew, because something was revealed, masked or is shown to a meeting."""
        self._drawn.clear()
        self._numbers = {
            record_id: numbers
            for record_id, numbers in self._numbers.items()
            if masks().is_revealed(record_id)
        }

    def _revealed_text(self, column: TableColumn, row: Any) -> str:
        """A whole number that was handed over, while its mask is off; empty for every other."""
        record_id = str(self._record_of(row))
        if masks().projecting or not masks().is_revealed(record_id):
            return ""
        held = self._numbers.get(record_id)
        number = held.get(column.called, "*") if held is not None else "*"
        return "" if "*" in number else revealed_text(column.kind, number)

    def _cell(self, column: TableColumn, read: Reading, row: Any) -> Cell:
        value = read(row)
        tone = column.tone(row) if callable(column.tone) else column.tone
        text, chips, whole = screen_text(column, value), (), ""
        if column.kind is ColumnKind.CHIP and not isinstance(value, str) and value is not None:
            text, chips = "", value if isinstance(value, tuple) else (value,)
        elif column.kind in SECRET:
            whole = self._revealed_text(column, row)
        return Cell(
            text=whole or text,
            ink=tone or _ink(column, value, text),
            bold=column.bold or column.kind is ColumnKind.NAME,
            chips=chips,
            icon=(column.icon(row) or "") if column.icon is not None else "",
            below=str(reading(column.below)(row) or "") if column.below is not None else "",
            mark=(column.mark(row) or "") if column.mark is not None else "",
            revealed=bool(whole),
        )


def usual_key(row: Any) -> Hashable:
    """A row is known by its ``id``, or else by all it says."""
    known: Hashable = getattr(row, "id", row)
    return known


def _ink(column: TableColumn, value: Any, text: str) -> str:
    """The colour token of a cell's text, where the page names none."""
    if column.opens and text != DASH:
        return "accent"
    if column.kind in {ColumnKind.MONEY, ColumnKind.DIFFERENCE} and value:
        if value < 0:
            return "bad"
        return "ok" if column.kind is ColumnKind.DIFFERENCE else "ink"
    if text == DASH or column.kind in _QUIET:
        return "ink2"
    return "ink"


_QUIET = SECRET | {ColumnKind.ROW_NUMBER, ColumnKind.CHIP}
"""Kinds that stand back behind names and amounts."""
