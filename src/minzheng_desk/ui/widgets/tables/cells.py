"""A value as it is read, spoken, copied and sorted; numbers of persons and accounts come out masked."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from functools import lru_cache
from typing import Any, cast

from minzheng_desk.documents.layout import CellKind, Value
from minzheng_desk.kernel.codes import codes
from minzheng_desk.kernel.identity import masked
from minzheng_desk.kernel.money import Money, figures, shown
from minzheng_desk.kernel.phones import masked_phone
from minzheng_desk.kernel.text import sort_key
from minzheng_desk.ui.masks import masks
from minzheng_desk.ui.widgets.chips import ChipSpec
from minzheng_desk.ui.widgets.tables.columns import SECRET, ColumnKind, TableColumn

DASH = "—"
_WHOLE_ID = 18


def cell_text(column: TableColumn, value: Any) -> str:
    """A value as it stands in its cell; numbers of persons and accounts masked."""
    if value is None or value == "":
        return DASH if column.kind in _DASHED else ""
    return _SHOWN[column.kind](column, value)


def screen_text(column: TableColumn, value: Any) -> str:
    """A value as it stands on this screen now: as `cell_text`, and in projection without whom it is about."""
    hidden = _PROJECTED.get(column.kind) if masks().projecting and value else None
    return cell_text(column, value) if hidden is None else hidden(str(value))


def spoken_text(column: TableColumn, value: Any) -> str:
    """A cell as a screen reader says it: the title and the value, never a whole number.

    >>> spoken_text(TableColumn("gap", "比上月", ColumnKind.DIFFERENCE), 14800)
    '比上月增加 148.00 元'
    """
    text = screen_text(column, value)
    if text in {"", DASH}:
        return f"{column.title} 无"
    if column.kind is ColumnKind.DIFFERENCE:
        return f"{column.title}{'增加' if value > 0 else '减少'} {shown(Money(abs(value)))} 元"
    if column.kind is ColumnKind.MONEY:
        return f"{column.title} {text} 元"
    if column.kind is ColumnKind.ID_NUMBER:
        return f"{column.title}尾号 {text[-4:]}"
    return f"{column.title} {text}"


def copied_text(column: TableColumn, value: Any) -> str:
    """A value as a spreadsheet should receive it: money as plain figures, the rest as shown.

    >>> copied_text(TableColumn("paid", "本月", ColumnKind.MONEY), 120436650)
    '1204366.50'
    """
    if value is None:
        return ""
    if column.kind in {ColumnKind.MONEY, ColumnKind.DIFFERENCE}:
        return figures(value)
    if column.kind is ColumnKind.NUMBER:
        return str(value)
    return screen_text(column, value)


def printed_value(column: TableColumn, value: Any) -> Value:
    """A value as a `Sheet` takes it."""
    kind = PRINTED[column.kind]
    if kind in {CellKind.MONEY, CellKind.NUMBER, CellKind.DAY}:
        return cast("Value", value)
    return cell_text(column, value) or None


PRINTED: Mapping[ColumnKind, CellKind] = {
    **dict.fromkeys(ColumnKind, CellKind.TEXT),
    ColumnKind.MONEY: CellKind.MONEY,
    ColumnKind.DIFFERENCE: CellKind.MONEY,
    ColumnKind.NUMBER: CellKind.NUMBER,
    ColumnKind.DATE: CellKind.DAY,
    ColumnKind.ROW_NUMBER: CellKind.INDEX,
}
"""What a column becomes on paper and in a workbook."""


def comparable(column: TableColumn, value: Any) -> Any:
    """What the values of one column are sorted by; None stands for an empty cell."""
    if value is None or value == "":
        return None
    if column.kind in {ColumnKind.TEXT, ColumnKind.NAME}:
        return in_reading_order(str(value))
    if column.kind is ColumnKind.CHIP:
        return in_reading_order(_chips(column, value))
    return str(value) if column.kind in SECRET or column.kind is ColumnKind.MONTH else value


@lru_cache(maxsize=1 << 18)
def in_reading_order(text: str) -> str:
    """The key that puts a text into pinyin order, worked out once for every text."""
    return sort_key(text)


def spaced_id_number(number: str) -> str:
    """An ID number masked and in groups of 6, 8 and 4; one that is not 18 long is only masked.

    >>> spaced_id_number("990000196611210012"), spaced_id_number("990000********0012")
    ('990000 ******** 0012', '990000 ******** 0012')
    """
    hidden = number if "*" in number else masked(number)
    return f"{hidden[:6]} {hidden[6:14]} {hidden[14:]}" if len(hidden) == _WHOLE_ID else hidden


def revealed_text(kind: ColumnKind, number: str) -> str:
    """A whole number in groups, shown for a while because somebody asked to see it.

    >>> revealed_text(ColumnKind.ACCOUNT, "6217000000000000004")
    '6217 0000 0000 0000 004'
    """
    if kind is ColumnKind.ID_NUMBER and len(number) == _WHOLE_ID:
        return f"{number[:6]} {number[6:14]} {number[14:]}"
    if kind is ColumnKind.ACCOUNT:
        return " ".join(number[at : at + 4] for at in range(0, len(number), 4))
    return number


def percent_text(share: Fraction) -> str:
    """A share as a percentage with one decimal, a half away from zero.

    >>> percent_text(Fraction(1, 8)), percent_text(Fraction(-1, 3))
    ('12.5%', '-33.3%')
    """
    tenths = (abs(share.numerator) * 2000 + share.denominator) // (2 * share.denominator)
    return f"{'-' if share < 0 and tenths else ''}{tenths // 10}.{tenths % 10}%"


def _account(_column: TableColumn, value: Any) -> str:
    tail = str(value)[-4:]
    return f"尾号 {tail}" if tail.isdecimal() else str(value)


def _phone(_column: TableColumn, value: Any) -> str:
    hidden = str(value) if "*" in str(value) else masked_phone(str(value))
    return hidden.replace("****", " **** ", 1) if hidden.count("*") == len("****") else hidden


def _difference(_column: TableColumn, value: Any) -> str:
    return f"{'+' if value > 0 else ''}{shown(value)}" if value else DASH


def _number(_column: TableColumn, value: Any) -> str:
    return f"{value:,}" if isinstance(value, int) else str(value)


def _chips(_column: TableColumn, value: Any) -> str:
    if isinstance(value, tuple):
        return "、".join(spec.text for spec in value)
    return value.text if isinstance(value, ChipSpec) else str(value)


def _plain(_column: TableColumn, value: Any) -> str:
    return str(value)


_PROJECTED: Mapping[ColumnKind, Callable[[str], str]] = {
    ColumnKind.NAME: lambda name: masks().name(name),
    ColumnKind.ID_NUMBER: lambda number: masks().id_number(number),
    ColumnKind.ACCOUNT: lambda number: masks().account(number),
    ColumnKind.PHONE: lambda number: masks().phone(number),
}
"""What a meeting may see."""

_DASHED = frozenset({ColumnKind.MONEY, ColumnKind.DIFFERENCE, ColumnKind.NUMBER, ColumnKind.PERCENT})

_SHOWN: Mapping[ColumnKind, Callable[[TableColumn, Any], str]] = {
    ColumnKind.TEXT: _plain,
    ColumnKind.NAME: _plain,
    ColumnKind.ID_NUMBER: lambda _, value: spaced_id_number(str(value)),
    ColumnKind.ACCOUNT: _account,
    ColumnKind.PHONE: _phone,
    ColumnKind.MONEY: lambda _, value: shown(value),
    ColumnKind.DIFFERENCE: _difference,
    ColumnKind.NUMBER: _number,
    ColumnKind.DATE: _plain,
    ColumnKind.MONTH: _plain,
    ColumnKind.CODE: lambda column, value: codes(column.codes).label(value),
    ColumnKind.CHIP: _chips,
    ColumnKind.PERCENT: lambda _, value: percent_text(value),
    ColumnKind.ROW_NUMBER: lambda *_: "",
    ColumnKind.TICK: lambda *_: "",
}
