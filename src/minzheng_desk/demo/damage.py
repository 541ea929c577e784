"""What each kind of fault makes of a right cell: mistakes of Excel, of hurried hands and of old systems."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from random import Random

from minzheng_desk.demo.model import CellValue, Villager
from minzheng_desk.demo.names import MALE
from minzheng_desk.demo.settings import settings
from minzheng_desk.kernel.identity import check_character

_EXCEL_DIGITS = 15
_ID_LENGTH = 18
_SHOWN_DIGITS = 11
_FULL_WIDTH = str.maketrans("0123456789X", "０１２３４５６７８９Ｘ")
_TWO_CHARACTERS = 2
_AMBIGUOUS_MONTHS = {1, 10}
_OLD_CENTURY = "19"


@dataclass(frozen=True, slots=True)
class Cell:
    """A right cell that a fault may fall on."""

    value: CellValue
    person: Villager
    """Whom the row speaks of."""
    is_text: bool
    """Whether the file knows only text, as CSV does."""
    chance: Random


Damage = Callable[[Cell], CellValue]
"""Returns what the cell becomes, or nothing where the fault cannot happen here."""


def _digits(cell: Cell) -> str:
    """Return the identity number when it is of digits alone: Excel takes no other for a figure."""
    number = str(cell.value)
    return number if number.isdigit() else ""


def _excel_scientific(cell: Cell) -> CellValue:
    number = _digits(cell)
    if not number:
        return None
    if cell.is_text:
        return f"{Decimal(number):.{_SHOWN_DIGITS}E}"
    return int(number[:_EXCEL_DIGITS].ljust(_ID_LENGTH, "0"))


def _excel_zeros(cell: Cell) -> CellValue:
    number = _digits(cell)[:_EXCEL_DIGITS].ljust(_ID_LENGTH, "0")
    return number if number.strip("0") and check_character(number[:-1]) != number[-1] else None


def _check_digit(cell: Cell) -> CellValue:
    number = str(cell.value)
    return number[:-1] + cell.chance.choice([digit for digit in "123456789" if digit != number[-1]])


def _impossible_date(cell: Cell) -> CellValue:
    number = str(cell.value)
    first17 = number[:10] + cell.chance.choice(("0230", "1305", "0631")) + number[14:17]
    return first17 + check_character(first17)


def _lower_case_x(cell: Cell) -> CellValue:
    number = str(cell.value)
    return number.lower() if number.endswith("X") else None


def _old_number(cell: Cell) -> CellValue:
    number = str(cell.value)
    if number[6:8] != _OLD_CENTURY:
        return None
    old = number[:6] + number[8:17]
    return int(old) if not cell.is_text and cell.chance.random() < 1 / 2 else old


def _dotted_birth_number(cell: Cell) -> CellValue:
    born = cell.person.born_on
    if cell.is_text or born.month in _AMBIGUOUS_MONTHS:
        return None
    return Decimal(f"{born.year}.{born.month}")


def _inner_space_name(cell: Cell) -> CellValue:
    name = str(cell.value)
    return cell.chance.choice((" ", "　", "  ")).join(name) if len(name) == _TWO_CHARACTERS else None


def _other_middle_dot(cell: Cell) -> CellValue:
    name = str(cell.value)
    # GBK 里除“·”外只有全角的点。
    other = "\N{FULLWIDTH FULL STOP}" if cell.is_text else cell.chance.choice("\N{FULLWIDTH FULL STOP}・•")
    return name.replace("·", other) if "·" in name else None


def _name_mismatch(cell: Cell) -> CellValue:
    """Return the name with its last character heard wrongly, as happens when a list is read out."""
    name = str(cell.value)
    return name[:-1] + cell.chance.choice([other for other in "军娟勤胜" if other != name[-1]])


def _amount_as_text(cell: Cell) -> CellValue:
    return f"{cell.value:,}" if cell.is_text else str(cell.value)


def _negative(cell: Cell) -> CellValue:
    return -cell.value if isinstance(cell.value, int | Decimal) and cell.value else None


DAMAGES: dict[str, Damage] = {
    "excel_scientific": _excel_scientific,
    "excel_zeros": _excel_zeros,
    "check_digit": _check_digit,
    "impossible_date": _impossible_date,
    "impossible_birth_date": lambda cell: f"{cell.person.born_on.year}.2.30",
    "unknown_village": lambda cell: str(cell.chance.choice(settings()["unknown_villages"])),
    "name_mismatch": _name_mismatch,
    "sex_mismatch": lambda cell: "女" if cell.person.sex == MALE else MALE,
    "negative_income": _negative,
    "full_width_digits": lambda cell: str(cell.value).translate(_FULL_WIDTH),
    "lower_case_x": _lower_case_x,
    "trailing_blanks": lambda cell: f"{cell.value}{cell.chance.choice(('  ', '　', ' '))}",
    "leading_apostrophe": lambda cell: f"'{cell.value}",
    "old_number": _old_number,
    "dotted_birth_month": lambda cell: f"{cell.person.born_on.year}.{cell.person.born_on.month}",
    "dotted_birth_number": _dotted_birth_number,
    "birth_month_in_words": lambda cell: f"{cell.person.born_on.year}年{cell.person.born_on.month}月",
    "two_digit_text": lambda cell: f"{cell.value:02d}",
    "amount_in_yuan": lambda cell: f"{cell.value:,}元",
    "amount_as_text": _amount_as_text,
    "empty_cell": lambda cell: "",
    "inner_space_name": _inner_space_name,
    "other_middle_dot": _other_middle_dot,
}
"""What each kind that falls on one cell makes of it."""
