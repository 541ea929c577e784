"""Cells for the clipboard: a spreadsheet keeps all eighteen digits, and whole numbers are forgotten soon.

Tab-separated text for those who read text; HTML beside it, in which ``mso-number-format`` tells Excel and WPS
that a number of a person or an account is text.
"""

from __future__ import annotations

import atexit
from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

from PySide6.QtCore import QMimeData, QObject, QThreadPool, QTimer, Signal
from PySide6.QtGui import QGuiApplication

from minzheng_desk.ui.widgets.tables.cells import copied_text
from minzheng_desk.ui.widgets.tables.columns import SECRET, ColumnKind, TableColumn

KEPT_SECONDS = 60
"""How long numbers that were copied whole stay in the clipboard."""

_AS_TEXT = " style=\"mso-number-format:'\\@'\""
_AS_MONEY = " style=\"mso-number-format:'0\\.00'\""
_MONEY = frozenset({ColumnKind.MONEY, ColumnKind.DIFFERENCE})
_MANY_CELLS = 10_000
_ONE_LINE = str.maketrans({"\t": " ", "\n": " ", "\r": " "})


class CopiedCells:
    """Rows and columns on their way to the clipboard, with their titles."""

    def __init__(
        self,
        columns: Sequence[TableColumn],
        rows: Sequence[Any],
        numbers: Sequence[Mapping[str, str]] | None = None,
        places: Sequence[int] = (),
    ) -> None:
        self._columns = tuple(column for column in columns if column.kind is not ColumnKind.TICK)
        self.rows = rows
        self._numbers = numbers
        """By row, whole numbers by the name of their column; None leaves everything masked."""
        self._places = places or range(len(rows))

    @property
    def secrets(self) -> frozenset[str]:
        """The names of the columns that hold numbers of persons and accounts."""
        return frozenset(column.called for column in self._columns if column.kind in SECRET)

    def whole(self, numbers: Sequence[Mapping[str, str]]) -> CopiedCells:
        """The same cells with these whole numbers, by row and name of column."""
        return CopiedCells(self._columns, self.rows, numbers, self._places)

    @property
    def count(self) -> int:
        """How many cells there are."""
        return len(self._columns) * len(self.rows)

    @property
    def text(self) -> str:
        """The cells as tab-separated text."""
        return "\n".join("\t".join(line) for line in [self._titles(), *self._lines()])

    @property
    def html(self) -> str:
        """The cells as a table that spreadsheets take over with the right formats."""
        titles = "".join(f"<th>{escape(title)}</th>" for title in self._titles())
        styles = [_style(column) for column in self._columns]
        lines = "".join(
            "<tr>"
            + "".join(f"<td{style}>{escape(text)}</td>" for style, text in zip(styles, line, strict=True))
            + "</tr>"
            for line in self._lines()
        )
        return f'<meta charset="utf-8"><table><tr>{titles}</tr>{lines}</table>'

    def _titles(self) -> list[str]:
        return [column.title.translate(_ONE_LINE) for column in self._columns]

    def _lines(self) -> list[list[str]]:
        return [
            [self._text(at, column, row).translate(_ONE_LINE) for column in self._columns]
            for at, row in enumerate(self.rows)
        ]

    def _text(self, at: int, column: TableColumn, row: Any) -> str:
        if column.kind is ColumnKind.ROW_NUMBER:
            return str(self._places[at] + 1)
        if self._numbers is not None and column.kind in SECRET and column.called in self._numbers[at]:
            return self._numbers[at][column.called]
        return copied_text(column, column.reader()(row))


class ForgetfulClipboard(QObject):
    """Puts cells into the clipboard; whole numbers are taken out again after a minute, if still there."""

    _written = Signal(str, str, bool)

    def __init__(self, parent: QObject | None = None, seconds: int = KEPT_SECONDS) -> None:
        super().__init__(parent)
        self._held, self._last = "", ""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(seconds * 1000)
        self._timer.timeout.connect(self.clear)
        self._written.connect(lambda text, html, secret: self.put_text(text, html, secret=secret))
        atexit.register(self.let_go)

    def put(self, cells: CopiedCells, *, secret: bool) -> None:
        """Copy the cells; very many of them are written down in another thread."""
        if cells.count > _MANY_CELLS:
            QThreadPool.globalInstance().start(lambda: self._written.emit(cells.text, cells.html, secret))
        else:
            self.put_text(cells.text, cells.html, secret=secret)

    def put_text(self, text: str, html: str = "", *, secret: bool = True) -> None:
        """Copy a text, such as one number somebody asked for."""
        carried = QMimeData()
        carried.setText(text)
        if html:
            carried.setHtml(html)
        QGuiApplication.clipboard().setMimeData(carried)
        self._timer.stop()
        self._held, self._last = text if secret else "", text
        if secret:
            self._timer.start()

    def clear(self) -> None:
        """Empty the clipboard, unless something else was copied since."""
        if self._held and QGuiApplication.clipboard().text() == self._held:
            QGuiApplication.clipboard().clear()
        self._held = ""

    def let_go(self) -> None:
        """Leave only plain text behind: Qt would touch what Python made after Python has ended."""
        if QGuiApplication.instance() is None:
            return
        self.clear()
        board = QGuiApplication.clipboard()
        if self._last and board.text() == self._last:
            board.setText(self._last)


_the_clipboard: list[ForgetfulClipboard] = []


def clipboard() -> ForgetfulClipboard:
    """The clipboard of the program; it outlives the table that was copied from."""
    if not _the_clipboard:
        _the_clipboard.append(ForgetfulClipboard())
    return _the_clipboard[0]


def _style(column: TableColumn) -> str:
    if column.kind in _MONEY:
        return _AS_MONEY
    return "" if column.kind in {ColumnKind.NUMBER, ColumnKind.ROW_NUMBER} else _AS_TEXT
