"""Resident identity numbers: read as people write them, checked, explained when wrong (GB 11643-1999).

A number is six digits of the division that first registered the person, eight of the birth date, three of
order (odd for men) and a check character. The number never proves the person: two people may share one by
an old mistake.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from operator import mul
from typing import TYPE_CHECKING, NewType

from minzheng_desk.kernel.errors import InputProblem

if TYPE_CHECKING:
    from collections.abc import Iterator

IdNumber = NewType("IdNumber", str)

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_ZEROS = ord("0") * sum(_WEIGHTS)
_CHECK_CHARACTERS = "10X98765432"
_LENGTH = 18
_OLD_LENGTH = 15
_WELL_FORMED = re.compile(r"[0-9]{17}[0-9X]")
_OLD_FORM = re.compile(r"[0-9]{15}")
_SCIENTIFIC = re.compile(r"[0-9](?:\.[0-9]+)?E\+?1[0-9]")
_NOT_WRITTEN = re.compile(r"[\s'\u2018\u2019`\u200b-\u200f\u202a-\u202e\u2060\ufeff]+")
_WITH_A_POINT_ZERO = re.compile(r"([0-9]{15}|[0-9]{18})\.0")


@dataclass(frozen=True, slots=True)
class IdFinding:
    """One thing noticed about a written identity number."""

    code: str
    reason: str
    suggestion: str
    is_wrong: bool = True
    """False for what was put right without changing its meaning, such as an old number of 15 digits."""


class IdNumberWrong(InputProblem):
    """What was written is not an identity number; the number itself is not repeated in the message."""

    text = "身份证号有误：{reason}"
    remedy = "{suggestion}"


def check_character(first17: str) -> str:
    """Return the check character that belongs after seventeen digits.

    >>> check_character("11010519491231002")
    'X'
    """
    return _CHECK_CHARACTERS[(sum(map(mul, _WEIGHTS, first17.encode("ascii"))) - _ZEROS) % 11]


def parse_id_number(written: str, today: date | None = None) -> IdNumber:
    """Return the identity number that ``written`` names, as 18 characters; raises `IdNumberWrong`.

    Full-width digits, blanks, a leading apostrophe, a small x and the old 15 digits are understood. Births
    later than ``today`` are refused when a day is given.

    >>> parse_id_number("'990000 19661121 0012 ")
    '990000196611210012'
    """
    if _is_sound(written, today):
        return IdNumber(written)
    number = _brought_to_form(written)
    wrong = next((finding for finding in _number_findings(number, today) if finding.is_wrong), None)
    if wrong is not None:
        raise IdNumberWrong(reason=wrong.reason, suggestion=wrong.suggestion)
    return IdNumber(number)


def diagnose_id_number(written: str, today: date | None = None) -> list[IdFinding]:
    """Return everything worth saying about a written identity number; nothing when it is simply right.

    >>> [finding.code for finding in diagnose_id_number("9.90000196611E+17")]
    ['excel_scientific']
    """
    bare = _bare(written)
    return [*_writing_findings(written, bare), *_number_findings(_brought_to_form(written), today)]


def birth_date(number: IdNumber) -> date:
    """Return the birth date the number carries.

    >>> birth_date(IdNumber("990000196611210012"))
    datetime.date(1966, 11, 21)
    """
    born = _day(number[6:14])
    if born is None:
        raise IdNumberWrong(reason="出生日期不存在。", suggestion="请对照身份证核对第 7 至 14 位。")
    return born


def sex_of(number: IdNumber) -> str:
    """Return the sex the number carries as a code of GB/T 2261.1: "1" male, "2" female.

    >>> sex_of(IdNumber("990000196611210012")), sex_of(IdNumber("990000196611210020"))
    ('1', '2')
    """
    return "1" if int(number[16]) % 2 else "2"


def masked(number: str) -> str:
    """Return the number with only its first six and last four characters shown.

    >>> masked("990000196611210012")
    '990000********0012'
    """
    hidden = len(number) - 10
    return f"{number[:6]}{'*' * hidden}{number[-4:]}" if hidden > 0 else "*" * len(number)


@lru_cache(maxsize=65536)
def _day(written: str) -> date | None:
    """Return the day eight digits name, or nothing; remembered, because registers repeat birth dates."""
    try:
        return date(int(written[:4]), int(written[4:6]), int(written[6:]))
    except ValueError:
        return None


def _is_sound(number: str, today: date | None) -> bool:
    """Tell whether the number needs no second look; most do not, and registers are long."""
    if _WELL_FORMED.fullmatch(number) is None or check_character(number[:17]) != number[17]:
        return False
    born = _day(number[6:14])
    return born is not None and (today is None or born <= today)


def _bare(written: str) -> str:
    """Return what was written without width, blanks and quotes."""
    return _NOT_WRITTEN.sub("", unicodedata.normalize("NFKC", written))


def _brought_to_form(written: str) -> str:
    """Return the number as the standard writes it: a capital X, 18 characters where it was 15 digits."""
    bare = _bare(written).upper().replace("×", "X")
    from_a_number = _WITH_A_POINT_ZERO.fullmatch(bare)
    if from_a_number:
        bare = from_a_number[1]
    if _OLD_FORM.fullmatch(bare):
        # 15 位号码均为 19xx 年出生者所发 (GB 11643-1999 附录)
        first17 = f"{bare[:6]}19{bare[6:]}"
        return first17 + check_character(first17)
    return bare


def _writing_findings(written: str, bare: str) -> Iterator[IdFinding]:
    """Yield what was put right without asking."""
    if any(unicodedata.east_asian_width(character) == "F" for character in written):
        yield IdFinding("full_width", "号码中有全角字符。", "已按半角读取，无需处理。", is_wrong=False)
    if bare.endswith("x"):
        yield IdFinding("lower_case_x", "末位为小写 x。", "已按大写 X 读取，无需处理。", is_wrong=False)
    if _OLD_FORM.fullmatch(bare):
        yield IdFinding(
            "old_number", "是 15 位旧号码。", "已换算为 18 位，请有机会时与现行身份证核对。", is_wrong=False
        )


def _number_findings(number: str, today: date | None) -> Iterator[IdFinding]:
    """Yield what is wrong with a number already brought to form."""
    if not number:
        yield IdFinding("empty", "没有填写。", "请补填 18 位身份证号。")
    elif _SCIENTIFIC.fullmatch(number):
        yield IdFinding(
            "excel_scientific",
            "已被 Excel 变成科学计数法，后几位数字已经丢失。",
            "请把该列设为“文本”格式后，对照身份证重新录入。",
        )
    elif _WELL_FORMED.fullmatch(number):
        yield from _date_and_check_findings(number, today)
    elif len(number) != _LENGTH:
        yield IdFinding(
            "length", f"应为 18 位，现为 {len(number)} 位。", "请对照身份证补全或删去多余的字符。"
        )
    else:
        yield IdFinding(
            "letters", "含有数字和末位 X 以外的字符。", "请对照身份证改正，注意字母 O、l 与数字 0、1。"
        )


def _date_and_check_findings(number: str, today: date | None) -> Iterator[IdFinding]:
    """Yield what is wrong with the birth date and the check character of a well formed number."""
    expected = check_character(number[:17])
    if number.endswith("000"):
        yield IdFinding(
            "excel_zeros",
            "末三位为 000，疑似 Excel 丢位（Excel 只保留15位数字）。",
            "请把该列设为“文本”格式后，对照身份证重新录入。",
            is_wrong=expected != number[17],
        )
    born = _day(number[6:14])
    if born is None:
        yield IdFinding("birth_date", "第 7 至 14 位不是存在的日期。", "请对照身份证核对出生日期部分。")
    elif today is not None and born > today:
        yield IdFinding("birth_future", "出生日期晚于今天。", "请对照身份证核对出生日期部分。")
    if expected != number[17] and not number.endswith("000"):
        yield IdFinding(
            "check_digit",
            f"校验码不符（按前 17 位推算，末位应为 {expected}）。",
            "请对照身份证逐位核对，不要只改末位。",
        )
