"""Unified social credit codes of organisations, 18 characters with a check character (GB 32100-2015)."""

from __future__ import annotations

import re
from typing import NewType

from minzheng_desk.kernel.errors import InputProblem
from minzheng_desk.kernel.text import normalised

CreditCode = NewType("CreditCode", str)

# I, O, S, V and Z are not used: they look like figures or like each other.
_CHARACTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_VALUES = {character: value for value, character in enumerate(_CHARACTERS)}
_WEIGHTS = [pow(3, place, 31) for place in range(17)]
_WELL_FORMED = re.compile(rf"[{_CHARACTERS}]{{2}}[0-9]{{6}}[{_CHARACTERS}]{{10}}")


class CreditCodeWrong(InputProblem):
    """What was written is not a unified social credit code."""

    text = "统一社会信用代码有误：{reason}"
    remedy = "请对照登记证书逐位核对 18 位代码，其中没有字母 I、O、S、V、Z。"


def credit_check_character(first17: str) -> str:
    """Return the check character that belongs after seventeen characters.

    >>> credit_check_character("91350100M000100Y4")
    '3'
    """
    total = sum(weight * _VALUES[character] for weight, character in zip(_WEIGHTS, first17, strict=True))
    return _CHARACTERS[-total % 31]


def parse_credit_code(written: str) -> CreditCode:
    """Return the code in capitals without blanks; raises `CreditCodeWrong`.

    >>> parse_credit_code("52990000a 00000002x")
    '52990000A00000002X'
    """
    code = normalised(written).replace(" ", "").upper()
    if _WELL_FORMED.fullmatch(code) is None:
        raise CreditCodeWrong(reason="不是 18 位代码，或含有不应出现的字符。")
    if credit_check_character(code[:17]) != code[17]:
        raise CreditCodeWrong(reason="校验码不符。")
    return CreditCode(code)


def is_registered_by_civil_affairs(code: CreditCode) -> bool:
    """Tell whether a civil affairs department registered the organisation (登记管理部门代码 5).

    >>> is_registered_by_civil_affairs(CreditCode("52990000A00000002X"))
    True
    """
    return code[0] == "5"
