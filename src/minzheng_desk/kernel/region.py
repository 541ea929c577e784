"""Codes of administrative divisions: 12 digits, each level a prefix of the next (GB/T 2260 and below).

Two digits name the province, four the city, six the district, nine the township, twelve the village. 990000
is a district that does not exist; it stands for every invented office, and nothing stands above it.
"""

from __future__ import annotations

import re
from enum import IntEnum
from typing import NewType

from minzheng_desk.kernel.errors import InputProblem
from minzheng_desk.kernel.text import normalised

RegionCode = NewType("RegionCode", str)

_LENGTH = 12
_WRITTEN = re.compile(r"[1-9][0-9](?:[0-9]{2}){0,2}(?:[0-9]{3}){0,2}")
_SYNTHETIC_DISTRICT = "990000000000"


class RegionCodeWrong(InputProblem):
    """What was written is not the code of a division."""

    text = "行政区划代码“{written}”无法识别。"
    remedy = "请填写 6、9 或 12 位数字的行政区划代码。"


class RegionLevel(IntEnum):
    """The levels of division; the value is how many digits name one."""

    PROVINCE = 2
    CITY = 4
    DISTRICT = 6
    TOWNSHIP = 9
    VILLAGE = 12


def parse_region_code(written: str) -> RegionCode:
    """Return the 12 digits of a code written with 2, 4, 6, 9 or 12 of them; raises `RegionCodeWrong`.

    >>> parse_region_code("990000001")
    '990000001000'
    """
    digits = normalised(written)
    if len(digits) not in set(RegionLevel) or _WRITTEN.fullmatch(digits) is None:
        raise RegionCodeWrong(written=written)
    return RegionCode(digits.ljust(_LENGTH, "0"))


def level(code: RegionCode) -> RegionLevel:
    """Return the level of the division.

    >>> level(RegionCode("990000000000")).name, level(RegionCode("990000001002")).name
    ('DISTRICT', 'VILLAGE')
    """
    if code == _SYNTHETIC_DISTRICT:
        return RegionLevel.DISTRICT
    named = len(code.rstrip("0"))
    return next(found for found in RegionLevel if found >= named)


def parent(code: RegionCode) -> RegionCode | None:
    """Return the division directly above; nothing above a province and above the invented district.

    >>> parent(RegionCode("990000001002")), parent(RegionCode("990000000000"))
    ('990000001000', None)
    """
    here = level(code)
    if here is RegionLevel.PROVINCE or code == _SYNTHETIC_DISTRICT:
        return None
    above = max(found for found in RegionLevel if found < here)
    return RegionCode(code[:above].ljust(_LENGTH, "0"))


def is_within(code: RegionCode, area: RegionCode) -> bool:
    """Tell whether the division is ``area`` or lies inside it.

    >>> is_within(RegionCode("990000001002"), RegionCode("990000001000"))
    True
    """
    return code.startswith(area[: level(area)])
