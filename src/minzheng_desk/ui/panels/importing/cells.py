"""Cells of somebody's sheet as they may stand on the screen: as in Excel, personal numbers covered."""

from __future__ import annotations

import re

from minzheng_desk.documents.workbook.reading import Cell
from minzheng_desk.households.imports.cells import written
from minzheng_desk.kernel.identity import masked
from minzheng_desk.ui.masks import masks

_LONG_NUMBER = re.compile(r"\d[\dXx]{10,}")
_PHONE_DIGITS = 11
_DIGITS_IN_FULL = 11
"""Excel shows a number of more digits in powers of ten."""
_LETTERS = 26
_NAMES = frozenset({"name", "account_name"})
_LONGEST = 60


def shown(cell: Cell, target: str = "") -> str:
    """What stands in a cell, on one line; in projection names lose a character.

    >>> shown(410199199503070000), shown("13900000012"), shown("990000196611210012")
    ('4.10199E+17', '139****0012', '990000********0012')
    """
    text = covered(as_written(cell))
    if target in _NAMES:
        text = masks().name(text)
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def as_written(cell: Cell) -> str:
    """What a spreadsheet shows of a cell, on one line; of a long number it shows six digits.

    >>> as_written(410199199503070976), as_written(" 张  三 ")
    ('4.10199E+17', '张 三')
    """
    if isinstance(cell, int | float) and not isinstance(cell, bool) and abs(cell) >= 10**_DIGITS_IN_FULL:
        return f"{cell:.5E}"
    return " ".join(written(cell).split())


def covered(text: str) -> str:
    """The text with every telephone number, identity number and account covered.

    >>> covered("410199199503070901 与户主不符")
    '410199********0901 与户主不符'
    """
    return _LONG_NUMBER.sub(_cover, text)


def letters(column: int) -> str:
    """What a spreadsheet calls the column, counted from 0.

    >>> letters(0), letters(25), letters(26)
    ('A', 'Z', 'AA')
    """
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, _LETTERS)
        name = chr(ord("A") + rest) + name
    return name


def _cover(found: re.Match[str]) -> str:
    number = found[0]
    if masks().projecting:
        return "*" * len(number)
    if len(number) == _PHONE_DIGITS:
        return f"{number[:3]}****{number[-4:]}"
    return masked(number)
