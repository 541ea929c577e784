"""Telephone numbers as Chinese offices write them: mobile, landline with or without area code, extension."""

from __future__ import annotations

import re
from typing import NewType

from minzheng_desk.kernel.errors import InputProblem
from minzheng_desk.kernel.text import normalised

PhoneNumber = NewType("PhoneNumber", str)

_NOISE = re.compile(r"[\s\-—–()']+")
_COUNTRY = re.compile(r"\A(?:\+|00)86")
_MOBILE = re.compile(r"1[3-9][0-9]{9}")
# Area codes: three digits for ten great cities (010, 02x), four elsewhere; an extension may follow.
_LANDLINE = re.compile(
    r"(?P<area>010|02[0-9]|0[3-9][0-9]{2})?(?P<local>[2-8][0-9]{6,7})(?:[转x#](?P<extension>[0-9]{1,5}))?"
)


class PhoneWrong(InputProblem):
    """What was written is not a telephone number; it is not repeated in the message."""

    text = "电话号码无法识别。"
    remedy = "请填写 11 位手机号，或带区号的固定电话，例如 0377-63000000。"


def parse_phone(written: str) -> PhoneNumber:
    """Return the number as 13800000012 or 0377-63000000-12; raises `PhoneWrong`.

    >>> parse_phone("+86 138-0000-0012"), parse_phone("\uff080377\uff0963000000转12")
    ('13800000012', '0377-63000000-12')
    """
    compact = _COUNTRY.sub("", _NOISE.sub("", normalised(written)), count=1)
    if _MOBILE.fullmatch(compact):
        return PhoneNumber(compact)
    match = _LANDLINE.fullmatch(compact)
    if match is None:
        raise PhoneWrong
    return PhoneNumber("-".join(filter(None, match.group("area", "local", "extension"))))


def is_mobile(phone: PhoneNumber) -> bool:
    """Tell whether a short message can reach the number.

    >>> is_mobile(PhoneNumber("13800000012")), is_mobile(PhoneNumber("0377-63000000"))
    (True, False)
    """
    return _MOBILE.fullmatch(phone) is not None


def masked_phone(phone: str) -> str:
    """Return the number with all but the first three and last four characters hidden.

    >>> masked_phone("13800000012")
    '138****0012'
    """
    return f"{phone[:3]}{'*' * (len(phone) - 7)}{phone[-4:]}"
