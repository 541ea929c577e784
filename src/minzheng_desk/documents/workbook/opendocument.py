"""Joined cells and hidden rows of an .ods, which the library that reads its values does not tell.

Format: OpenDocument 1.3 part 3, 9.1 (tables).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from xml.parsers.expat import ParserCreate

if TYPE_CHECKING:
    from collections.abc import Callable

    from minzheng_desk.documents.workbook.facts import SheetFacts

_TABLE: Final = "urn:oasis:names:tc:opendocument:xmlns:table:1.0 "
_CELLS: Final = frozenset({_TABLE + "table-cell", _TABLE + "covered-table-cell"})
# Empty rows down to the end of the sheet are one element that repeats a million times.
_REPEATS_THAT_COUNT: Final = 1_000


class OpenDocumentReader:
    """Follows the content of an .ods piece by piece; declarations were refused before it is asked."""

    def __init__(self, facts_of: Callable[[str], SheetFacts]) -> None:
        self._facts_of = facts_of
        self._facts = facts_of("")
        self._row = self._next_row = self._column = 0
        self._parser = ParserCreate(namespace_separator=" ")
        self._parser.StartElementHandler = self._begin

    def feed(self, piece: bytes) -> None:
        """Take the next piece."""
        self._parser.Parse(piece)

    def _begin(self, name: str, attributes: dict[str, str]) -> None:
        if name in _CELLS:
            self._begin_cell(attributes)
        elif name == _TABLE + "table-row":
            self._begin_row(attributes)
        elif name == _TABLE + "table":
            self._facts = self._facts_of(attributes.get(_TABLE + "name", ""))
            self._next_row = 0

    def _begin_row(self, attributes: dict[str, str]) -> None:
        repeats = int(attributes.get(_TABLE + "number-rows-repeated", 1))
        self._row, self._column = self._next_row, 0
        self._next_row += repeats
        if attributes.get(_TABLE + "visibility", "visible") != "visible" and repeats <= _REPEATS_THAT_COUNT:
            self._facts.hidden_rows += range(self._row, self._next_row)

    def _begin_cell(self, attributes: dict[str, str]) -> None:
        across = int(attributes.get(_TABLE + "number-columns-spanned", 1))
        down = int(attributes.get(_TABLE + "number-rows-spanned", 1))
        if across > 1 or down > 1:
            last = self._row + down - 1, self._column + across - 1
            self._facts.merged.append((self._row, self._column, *last))
        self._column += int(attributes.get(_TABLE + "number-columns-repeated", 1))
