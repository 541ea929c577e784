"""Tables of a web page, because many systems hand out a page under the name of an old workbook."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Final

from minzheng_desk.documents.workbook.limits import Refused, Why

if TYPE_CHECKING:
    from minzheng_desk.documents.workbook.limits import Limits

_LOOKS_LIKE_A_PAGE = re.compile(r"\s*<(?:!doctype\s+html|html|head|meta|body|table|style)\b", re.IGNORECASE)
_HEAD: Final = 4096


@dataclass
class PageTable:
    """One table of a page; places are counted from 0."""

    rows: list[list[str | None]] = field(default_factory=list)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)


def is_web_page(text: str) -> bool:
    """Whether text is a page with tables rather than columns of text."""
    return bool(_LOOKS_LIKE_A_PAGE.match(text.removeprefix("\ufeff")[:_HEAD])) or (
        text.lstrip().startswith("<?xml") and "<table" in text[:_HEAD].lower()
    )


def tables_of_page(text: str, limits: Limits) -> list[PageTable]:
    """Return the outermost tables of a page with their cells in place; joined cells are written once.

    Raises `Refused` when there is none, or more than the limits allow.
    """
    reader = _TableReader(limits)
    reader.feed(text)
    reader.close()
    if not reader.tables:
        raise Refused(Why.BROKEN, "这是一个网页，里面没有表格")
    return reader.tables


class _TableReader(HTMLParser):
    """Puts cells where a browser would show them."""

    def __init__(self, limits: Limits) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[PageTable] = []
        self._limits = limits
        self._depth = 0
        self._cell: tuple[int, int] | None = None
        self._words: list[str] = []
        self._taken: set[tuple[int, int]] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            self._begin_table()
        elif self._depth == 1 and tag == "tr":
            self._begin_row()
        elif self._depth == 1 and tag in {"td", "th"}:
            self._begin_cell(dict(attrs))
        elif tag == "br":
            self._words.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag == "table" and self._depth:
            self._end_cell()
            self._depth -= 1
        elif tag in {"td", "th", "tr"} and self._depth == 1:
            self._end_cell()

    def handle_data(self, data: str) -> None:
        if self._cell:
            self._words.append(data)

    def _begin_table(self) -> None:
        self._depth += 1
        if self._depth == 1:
            self.tables.append(PageTable())
            self._taken = set()

    def _begin_row(self) -> None:
        self._end_cell()
        rows = self.tables[-1].rows
        if len(rows) >= self._limits.rows:
            raise Refused(Why.TOO_LARGE, f"多于 {self._limits.rows:,} 行")
        rows.append([])

    def _begin_cell(self, attributes: dict[str, str | None]) -> None:
        self._end_cell()
        table = self.tables[-1]
        if not table.rows:
            table.rows.append([])
        row, column = len(table.rows) - 1, 0
        while (row, column) in self._taken:
            column += 1
        down, across = (_span(attributes.get(name)) for name in ("rowspan", "colspan"))
        if column + across > self._limits.columns:
            raise Refused(Why.TOO_LARGE, f"多于 {self._limits.columns:,} 列")
        self._taken |= {(row + y, column + x) for y in range(down) for x in range(across)}
        if down > 1 or across > 1:
            table.merged.append((row, column, row + down - 1, column + across - 1))
        self._cell = row, column

    def _end_cell(self) -> None:
        if self._cell is None:
            return
        row, column = self._cell
        cells = self.tables[-1].rows[row]
        text = "".join(self._words).replace("\xa0", " ").strip()
        cells += [None] * (column + 1 - len(cells))
        cells[column] = text or None
        self._cell, self._words = None, []


def _span(written: str | None) -> int:
    """Return how many cells one joined cell covers; a page that says nonsense is taken at the least."""
    return min(max(int(written), 1), 1_000) if written and written.isascii() and written.isdigit() else 1
