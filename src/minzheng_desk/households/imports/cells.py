"""What one cell becomes: a value, a value with a remark, or a fault; nothing is guessed."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from minzheng_desk.households.imports.model import Cell
from minzheng_desk.kernel.accounts import AccountWrong, account_warning, parse_account
from minzheng_desk.kernel.errors import DeskError
from minzheng_desk.kernel.identity import IdNumberWrong, diagnose_id_number, parse_id_number
from minzheng_desk.kernel.money import AmountWrong, Money, yuan, yuan_from_number
from minzheng_desk.kernel.period import Month
from minzheng_desk.kernel.phones import PhoneWrong, parse_phone
from minzheng_desk.kernel.problems import Problem
from minzheng_desk.kernel.text import normalised, normalised_name, pua_suggestion

Reader = Callable[[Cell], Any]
"""Returns a value, nothing for an empty cell, a `Fault` or a `Noted` value."""


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a cell cannot be taken; a soft one leaves out the cell only, not the row."""

    code: str
    reason: str
    suggestion: str
    soft: bool = False

    def at(self, sheet: str, row: int, column: str, cell: Cell) -> Problem:
        """Return the fault with its place."""
        return Problem(sheet, row, column, written(cell), self.reason, self.suggestion, self.code)


@dataclass(frozen=True, slots=True)
class Noted:
    """A value that is taken, with something the clerk should know about it."""

    value: Any
    remark: Fault


NOTHING_SAID: Final = frozenset(
    {
        "",
        "/",
        "//",
        "-",
        "--",
        "—",
        "——",
        "\\",
        "、",
        "无",
        "暂无",
        "没有",
        "空",
        "null",
        "None",
        "#N/A",
        "NaN",
    }
)
_DAY_ZERO = date(1899, 12, 30)
_SERIALS = range(3654, 73051)  # days 1910 to 2099 as a spreadsheet counts them
_EIGHT_DIGITS = range(18800101, 21001232)
_SIX_DIGITS = range(188001, 210013)
_YEARS = range(1880, 2101)
_MOST_DIGITS_KEPT = 15
_TIME_BEHIND = re.compile(r"[ T]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?$")
_WRITTEN_DAY = re.compile(
    r"(\d{4})\s*(?:[-./年]|\s)\s*(\d{1,2})(?:\s*(?:[-./月]|\s)\s*(\d{1,2})\s*[日号]?|\s*月份?)?\.?"
)
_RUN_OF_DIGITS = re.compile(r"(\d{4})(\d{2})(\d{2})?")
_WRITTEN_YEAR = re.compile(r"(\d{4})年?")
_COUNT = re.compile(r"0*(\d{1,4})(?:\.0+)?\s*(?:人|口|个|名|户)?")
_STRANGE_IN_NAME = re.compile(r"[0-9()\[\]{}<>?？*#@=+/\\,，;；:：|_&%$!！]")
_DISABILITY = re.compile(
    r"(视力|听力|言语|语言|肢体|智力|精神|多重)(?:残疾|残)?[,，、:：\- ]*([一二三四壹贰叁肆1-4])级?"
)
_GRADES = {"一": "1", "二": "2", "三": "3", "四": "4", "壹": "1", "贰": "2", "叁": "3", "肆": "4"}
_CATEGORIES = {
    "视力": "1",
    "听力": "2",
    "言语": "3",
    "语言": "3",
    "肢体": "4",
    "智力": "5",
    "精神": "6",
    "多重": "7",
}
_CERTIFICATE = re.compile(r"([0-9]{17}[0-9X])([1-7])([1-4])(?:B[0-9])?")
_BETWEEN_PHONES = re.compile(r"[、,，;；/\n]|\s{2,}")


def written(cell: Cell) -> str:
    """Return a cell as its owner sees it.

    >>> written(3.0), written(date(2026, 11, 1)), written(None)
    ('3', '2026-11-01', '')
    """
    if cell is None:
        return ""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 10**_MOST_DIGITS_KEPT:
        return str(int(cell))
    return cell.isoformat() if isinstance(cell, date) else str(cell)


def is_empty(cell: Cell) -> bool:
    """Tell whether a cell says nothing.

    >>> is_empty(" — "), is_empty("无"), is_empty(0)
    (True, True, False)
    """
    return cell is None or (isinstance(cell, str) and cell.strip() in NOTHING_SAID)


def read_name(cell: Cell) -> str | Fault | None:
    """Read a person's name: blanks that pad it go, the many dots between its parts become one kind."""
    if is_empty(cell):
        return None
    name = normalised_name(written(cell))
    meant = pua_suggestion(name)
    if meant is not None:
        return Fault(
            "name_private_character",
            "姓名中有只在旧系统里能显示的自造字。",
            f"疑为“{meant}”，请核对身份证后改正。",
        )
    if not isinstance(cell, str) or _STRANGE_IN_NAME.search(name):
        return Fault(
            "name_strange", "姓名中有数字、括号或其他不属于姓名的字符。", "请只填写姓名，其他情况写到备注列。"
        )
    return name


def read_id_number(today: date) -> Reader:
    """Make the reader of identity numbers; what Excel damaged or a person mistyped is a fault."""

    def read(cell: Cell) -> Any:
        if is_empty(cell):
            return None
        if not isinstance(cell, str):
            if _is_beyond_excel(cell):
                return _EXCEL_NUMBER
            cell = written(cell)
        try:
            number = parse_id_number(cell, today)
        except IdNumberWrong:
            found = next(finding for finding in diagnose_id_number(cell, today) if finding.is_wrong)
            return Fault(found.code, f"身份证号{found.reason}", found.suggestion)
        if len(cell.strip()) > _MOST_DIGITS_KEPT:
            return number
        return Noted(
            number,
            Fault("old_number", "身份证号是 15 位旧号码，已换算为 18 位。", "请有机会时与现行身份证核对。"),
        )

    return read


def _is_beyond_excel(cell: Cell) -> bool:
    """Tell whether a cell holds a number of more digits than a spreadsheet keeps, or no number at all."""
    if isinstance(cell, bool | date):
        return True
    return isinstance(cell, int | float) and abs(cell) >= 10**_MOST_DIGITS_KEPT


_EXCEL_NUMBER = Fault(
    "excel_number",
    "身份证号被 Excel 当作数字保存，只保留前 15 位，末几位已经丢失。",
    "请把该列设为“文本”格式后，对照身份证重新录入。",
)


def read_day(cell: Cell) -> date | Fault | None:
    """Read a full day; a month alone is not enough."""
    found = read_birth(cell)
    if isinstance(found, tuple):
        return Fault(
            "day_incomplete", f"“{written(cell)}”只写到年月，缺少日。", "请补全为年-月-日，例如 2026-11-01。"
        )
    return found


def read_birth(cell: Cell) -> date | tuple[Month, ...] | Fault | None:
    """Read a day as far as it is known: a day, or the months that may be meant.

    Excel drops the last nought of 1953.10, so 1953.1 may be January or October.

    >>> read_birth("1953年7月"), read_birth(19530701)
    ((Month(year=1953, month=7),), datetime.date(1953, 7, 1))
    """
    if is_empty(cell):
        return None
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    text = _TIME_BEHIND.sub("", normalised(written(cell)))
    if not isinstance(cell, str) and isinstance(cell, int | float) and cell in _SERIALS:
        return _DAY_ZERO + timedelta(days=int(cell))
    return _day_in(text)


def _day_in(text: str) -> date | tuple[Month, ...] | Fault:
    match = _WRITTEN_DAY.fullmatch(text) or _RUN_OF_DIGITS.fullmatch(text)
    if match is None:
        year = _WRITTEN_YEAR.fullmatch(text)
        if year is not None and int(year[1]) in _YEARS:
            return tuple(Month(int(year[1]), month) for month in range(1, 13))
        return Fault("not_a_day", f"“{text}”不是日期。", "请按年-月-日填写，例如 1953-07-01。")
    parts = [int(part) for part in match.groups() if part]
    try:
        if len(parts) > 2:  # noqa: PLR2004 - year, month, day
            day = date(*parts)
            return day if day.year in _YEARS else _impossible(text)
        months = (Month(*parts),) if not text.endswith(".1") else (Month(parts[0], 1), Month(parts[0], 10))
    except (ValueError, DeskError):
        return _impossible(text)
    return months if parts[0] in _YEARS else _impossible(text)


def _impossible(text: str) -> Fault:
    return Fault("impossible_date", f"“{text}”是不存在的日期。", "请核对年、月、日后改正。")


def read_month(cell: Cell) -> Month | Fault | None:
    """Read a month; the day, where there is one, does not matter."""
    found = read_birth(cell)
    if isinstance(found, date):
        return Month.of(found)
    if not isinstance(found, tuple):
        return found
    if len(found) == 1:
        return found[0]
    return Fault("month_ambiguous", f"“{written(cell)}”看不出是哪个月。", "请按年-月填写，例如 2026-10。")


def read_amount(factor: int) -> Reader:
    """Make the reader of amounts in yuan, or in ten thousands of yuan where the header says so."""

    def read(cell: Cell) -> Any:
        if is_empty(cell):
            return None
        try:
            return _amount(cell, factor)
        except (AmountWrong, InvalidOperation, TypeError):
            negative = written(cell).strip().startswith(("-", "−", "－"))
            if negative:
                return Fault("negative_amount", "金额是负数。", "请核对原表；收入和补助金额不能小于零。")
            return Fault(
                "not_an_amount",
                f"“{written(cell)}”不是最多两位小数的金额。",
                "请只填写以元为单位的数字，例如 1234.50。",
            )

    return read


def _amount(cell: Cell, factor: int) -> Money:
    if isinstance(cell, bool) or not isinstance(cell, str | int | float):
        raise AmountWrong(written=written(cell), reason="不是一个金额。")
    if factor == 1:
        return yuan_from_number(cell) if isinstance(cell, float) else yuan(cell)
    plain = normalised(str(cell)).replace(",", "").removesuffix("元").removesuffix("万")
    return yuan(Decimal(plain) * factor)


def read_count(cell: Cell) -> int | Fault | None:
    """Read a small whole number, also one kept as text with noughts in front.

    >>> read_count("03"), read_count("4人"), read_count(2.0)
    (3, 4, 2)
    """
    if is_empty(cell):
        return None
    match = None if isinstance(cell, bool) else _COUNT.fullmatch(normalised(written(cell)))
    return int(match[1]) if match else Fault("not_a_count", f"“{written(cell)}”不是人数。", "请填写整数。")


def read_phone(cell: Cell) -> Any:
    """Read a telephone number; a bad one leaves out the cell, not the person."""
    if is_empty(cell):
        return None
    several = [part for part in _BETWEEN_PHONES.split(written(cell)) if part.strip()]
    try:
        phone = parse_phone(several[0]) if several else None
    except PhoneWrong as wrong:
        return Fault("phone", "电话号码无法识别，这一格没有导入。", wrong.advice, soft=True)
    if len(several) > 1:
        return Noted(
            phone, Fault("several_phones", "写了不止一个电话，只导入第一个。", "其余电话请写到备注。")
        )
    return phone


def read_account(cell: Cell) -> Any:
    """Read a bank account; one that Excel kept as a number has lost its last digits."""
    if is_empty(cell):
        return None
    if _is_beyond_excel(cell):
        return Fault(
            "account_number",
            "银行账号被 Excel 当作数字保存，只保留前 15 位，末几位已经丢失。",
            "请把该列设为“文本”格式后，对照存折或银行卡重新录入。",
        )
    try:
        account = parse_account(written(cell))
    except AccountWrong as wrong:
        return Fault("account", f"银行账号{wrong.facts['reason']}", wrong.advice)
    warning = account_warning(account)
    return Noted(account, Fault("account_check", warning, "请对照存折或银行卡核对。")) if warning else account


def read_certificate(cell: Cell) -> Any:
    """Read a disability certificate's number: identity number, category, grade, perhaps B and a digit.

    >>> read_certificate("99000019900909017063"), read_certificate("990000199009090170").code
    ('99000019900909017063', 'certificate')
    """
    if is_empty(cell):
        return None
    bare = normalised(written(cell)).replace(" ", "").lstrip("'").upper()
    if isinstance(cell, str) and _CERTIFICATE.fullmatch(bare):
        return bare
    return Fault(
        "certificate",
        "残疾证号应为身份证号加类别、等级共 20 位（换证后可加 B1 等共 22 位）。",
        "请对照残疾人证改正。",
    )


def read_disability(cell: Cell) -> Any:
    """Read category and grade written in one cell, such as 肢体二级."""
    if is_empty(cell) or written(cell).strip() in {"否", "健康", "正常", "无残疾"}:
        return None
    match = _DISABILITY.fullmatch(normalised(written(cell)).replace(" ", ""))
    if match is None:
        return Fault("disability", f"“{written(cell)}”看不出残疾类别和等级。", "请写成“肢体二级”这样的形式。")
    return _CATEGORIES[match[1]], _GRADES.get(match[2], match[2])


def read_text(longest: int) -> Reader:
    """Make the reader of plain text."""

    def read(cell: Cell) -> Any:
        text = normalised(written(cell))
        if not text or text in NOTHING_SAID:
            return None
        if len(text) > longest:
            return Fault("too_long", f"文字有{len(text)}字，最多{longest}字。", "请精简后再导入。")
        return text

    return read
