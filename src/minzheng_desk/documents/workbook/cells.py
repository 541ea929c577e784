"""Values become the cells of a worksheet: text stays text whatever it begins with, money stays exact.

Cells are made a column of a block at a time: one look at a whole column is cheaper than one at each cell.
Format: ECMA-376 part 1, 18.3.1.4 (cells), 22.9.2.19 (characters that XML cannot carry).
"""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Final

from minzheng_desk.documents.layout import CellKind, cell_text
from minzheng_desk.kernel.money import Money, figures

if TYPE_CHECKING:
    from collections.abc import Sequence

    from minzheng_desk.documents.layout import Value

# Excel counts days from here and believes that 1900 was a leap year; only later days agree with the calendar.
_DAY_ZERO: Final = date(1899, 12, 30).toordinal()
_FIRST_SURE_DAY: Final = date(1900, 3, 1)
# Excel calls a workbook damaged when a cell holds more signs.
_CELL_LIMIT: Final = 32_767
_CUT: Final = "……（以下从略）"

# The full-width twins of = + - @ count as well: input methods turn one into the other.
_LIKE_A_FORMULA = re.compile("\\s*[=+\\-@\uff1d\uff0b\uff0d\uff20]|[\t\r\n]")
_OUTER_SPACE = re.compile(r"\A\s|\s\Z|\n")
# “_x000D_” typed by a person would be read back as a control character: its first sign goes as a number.
_NOT_PLAIN = re.compile("[&<>\x00-\x08\x0b\x0c\x0d\x0e-\x1f\ud800-\udfff\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}


def column_letters(column: int) -> str:
    """Return the letters of a column counted from 0.

    >>> column_letters(0), column_letters(25), column_letters(26), column_letters(16383)
    ('A', 'Z', 'AA', 'XFD')
    """
    letters = ""
    column += 1
    while column:
        column, at = divmod(column - 1, 26)
        letters = chr(65 + at) + letters
    return letters


def is_like_a_formula(text: str) -> bool:
    """Whether some spreadsheet program might take the text for a formula if it were ever typed in again.

    >>> is_like_a_formula("=1+1"), is_like_a_formula("李十一")
    (True, False)
    """
    return _LIKE_A_FORMULA.match(text) is not None


def escaped(text: str) -> str:
    """Return text as XML carries it, nothing lost: what XML forbids becomes _xHHHH_, as Excel writes it."""
    return _NOT_PLAIN.sub(lambda match: _ENTITIES.get(match[0]) or f"_x{ord(match[0]):04X}_", text)


class ColumnPen:
    """Writes the cells of one column of one kind."""

    def __init__(self, column: int, kind: CellKind, style: int, quoted_style: int) -> None:
        self._letters = column_letters(column)
        self._kind = kind
        self._style = style
        self._quoted_style = quoted_style

    def cells(self, first_row: int, values: Sequence[Value]) -> list[str]:
        """Return one cell for every value, in rows counted from 1 beginning at ``first_row``."""
        if self._kind is CellKind.MONEY:
            return self._money_cells(first_row, values)
        if self._kind is CellKind.DAY:
            return self._day_cells(first_row, values)
        if self._kind in {CellKind.NUMBER, CellKind.INDEX}:
            return self._number_cells(first_row, values)
        return self._text_cells(first_row, values)

    def _number_cells(self, first_row: int, values: Sequence[Value]) -> list[str]:
        letters, style = self._letters, self._style
        return [
            f'<c r="{letters}{row}" s="{style}"/>'
            if value is None
            else f'<c r="{letters}{row}" s="{style}"><v>{value}</v></c>'
            for row, value in enumerate(values, first_row)
        ]

    def _money_cells(self, first_row: int, values: Sequence[Value]) -> list[str]:
        """Write 分 as the exact figures of 元."""
        letters, style = self._letters, self._style
        return [
            f'<c r="{letters}{row}" s="{style}"><v>{value // 100}.{value % 100:02d}</v></c>'
            if isinstance(value, int) and value >= 0
            else self._odd_money_cell(row, value)
            for row, value in enumerate(values, first_row)
        ]

    def _odd_money_cell(self, row: int, value: Value) -> str:
        amount = figures(Money(value)) if isinstance(value, int) else value
        return self._number_cells(row, [amount])[0]

    def _day_cells(self, first_row: int, values: Sequence[Value]) -> list[str]:
        if any(isinstance(value, date) and value < _FIRST_SURE_DAY for value in values):
            return self._text_cells(first_row, values)
        days = [value.toordinal() - _DAY_ZERO if isinstance(value, date) else value for value in values]
        return self._number_cells(first_row, days)

    def _text_cells(self, first_row: int, values: Sequence[Value]) -> list[str]:
        texts = [value if isinstance(value, str) else cell_text(self._kind, value) for value in values]
        joined = "".join(texts)
        if not joined.isalnum() or len(joined) > _CELL_LIMIT:  # letters, digits and 汉字 alone need no care
            return [self._careful_cell(row, text) for row, text in enumerate(texts, first_row)]
        letters, style = self._letters, self._style
        return [
            f'<c r="{letters}{row}" s="{style}" t="inlineStr"><is><t>{text}</t></is></c>'
            if text
            else f'<c r="{letters}{row}" s="{style}"/>'
            for row, text in enumerate(texts, first_row)
        ]

    def _careful_cell(self, row: int, text: str) -> str:
        if not text:
            return f'<c r="{self._letters}{row}" s="{self._style}"/>'
        if len(text) > _CELL_LIMIT:
            text = text[: _CELL_LIMIT - len(_CUT)] + _CUT
        if text.isalnum():
            return f'<c r="{self._letters}{row}" s="{self._style}" t="inlineStr"><is><t>{text}</t></is></c>'
        style = self._quoted_style if _LIKE_A_FORMULA.match(text) else self._style
        space = ' xml:space="preserve"' if _OUTER_SPACE.search(text) else ""
        inside = f"<is><t{space}>{escaped(text)}</t></is>"
        return f'<c r="{self._letters}{row}" s="{style}" t="inlineStr">{inside}</c>'
