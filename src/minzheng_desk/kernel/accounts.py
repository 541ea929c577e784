"""Bank account numbers: cleaned, bounded, and warned about where the check digit of cards does not hold."""

from __future__ import annotations

import re
from typing import NewType

from minzheng_desk.kernel.errors import InputProblem
from minzheng_desk.kernel.text import normalised

AccountNumber = NewType("AccountNumber", str)

_SEPARATORS = re.compile(r"[\s'`\-]+")
_DIGITS = re.compile(r"[0-9]{10,23}")
_CARD = re.compile(r"[0-9]{16,19}")
_SCIENTIFIC = re.compile(r"[0-9](?:\.[0-9]+)?e\+?[0-9]{2}", re.IGNORECASE)
_DIGITS_EXCEL_KEEPS = 15


class AccountWrong(InputProblem):
    """What was written cannot be a bank account; the number is not repeated in the message."""

    text = "银行账号有误：{reason}"
    remedy = "{suggestion}"


def parse_account(written: str) -> AccountNumber:
    """Return the account as bare digits; raises `AccountWrong` for what cannot be one.

    Ten to twenty-three digits are taken, because passbooks and rural credit accounts follow no common form.

    >>> parse_account(" 6217 0000-0000 0000 004")
    '6217000000000000004'
    """
    digits = _SEPARATORS.sub("", normalised(written))
    if _SCIENTIFIC.fullmatch(digits):
        raise AccountWrong(
            reason="已被 Excel 变成科学计数法，后几位数字已经丢失。",
            suggestion="请把该列设为“文本”格式后，对照存折或银行卡重新录入。",
        )
    if not digits.isdecimal():
        raise AccountWrong(reason="含有数字以外的字符。", suggestion="请对照存折或银行卡改正。")
    if _DIGITS.fullmatch(digits) is None:
        raise AccountWrong(
            reason=f"应为 10 至 23 位，现为 {len(digits)} 位。", suggestion="请对照存折或银行卡补全。"
        )
    return AccountNumber(digits)


def luhn_holds(digits: str) -> bool:
    """Tell whether the check digit of bank cards holds (ISO/IEC 7812-1 annex B).

    >>> luhn_holds("6228480000000000018"), luhn_holds("6217000000000000005")
    (True, False)
    """
    doubled = (divmod(2 * int(digit), 10) for digit in digits[-2::-2])
    return (sum(map(int, digits[-1::-2])) + sum(tens + ones for tens, ones in doubled)) % 10 == 0


def account_warning(account: AccountNumber) -> str | None:
    """Return a sentence worth showing about an account that is taken all the same, or nothing.

    >>> account_warning(AccountNumber("6217000000000000004"))
    """
    if _CARD.fullmatch(account) is None or luhn_holds(account):
        return None
    if not int(account[_DIGITS_EXCEL_KEEPS:]):
        return "银行卡号末尾全是 0 且校验位不符，疑似 Excel 丢位，请对照银行卡核对。"
    return "银行卡号校验位不符（存折和部分农信账号不适用），请对照银行卡核对。"


def masked_account(account: str) -> str:
    """Return the account with only its last four digits shown.

    >>> masked_account("6217000000000000004")
    '***************0004'
    """
    return "*" * (len(account) - 4) + account[-4:]
