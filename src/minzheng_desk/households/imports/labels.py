"""Header texts brought to one form, so that the many ways of writing one header compare equal."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from minzheng_desk.kernel.text import normalised

_BRACKETED = re.compile(r"[(\[{〔【〈《<][^)\]}〕】〉》>]*[)\]}〕】〉》>]")
_ORDINAL_IN_BRACKETS = re.compile(r"[(\[【]\s*(\d{1,2}|[一二三四五六七八九十]{1,2})\s*[)\]】]")
_NOT_SAID = re.compile(r"[\s*:_\-—–/\\、,，。.;；·'\"“”‘’#＊※★△▲?？!！|~]+")
_SAME_WORD = str.maketrans(
    {"帐": "账", "証": "证", "號": "号", "電": "电", "話": "话", "戶": "户", "係": "系"}
)
_CHINESE_DIGITS = {"一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10}
_NUMBERED_MEMBER = re.compile(
    r"(?P<who>(?:共同生活)?(?:家庭)?成员|家庭人员|人员|家属|子女|孩子|其他成员)第?"
    r"(?P<number>\d{1,2}|[一二三四五六七八九十]{1,2})(?:人|位|个)?的?(?P<rest>.*)"
)
_NUMBER_AT_END = re.compile(r"(?P<rest>.*[^\d年月第])(?P<number>\d{1,2})")
_NUMBER_AT_START = re.compile(r"(?P<number>\d{1,2})(?P<rest>(?!月|日|年|级|岁|档|号|类|项|周|[\d%]).+)")
_TEN_THOUSAND = re.compile(r"[(\[（【]\s*(?:单位[:：])?\s*万元?\s*(?:/[年月])?\s*[)\]）】]|万元$")


@dataclass(frozen=True, slots=True)
class PlainLabel:
    """A header text in the form in which it is compared, with the number of the member it names, if any."""

    text: str
    ordinal: int | None = None


def plain_text(written: str) -> str:
    """Return the text without width, blanks, brackets and signs, synonyms of single characters made one.

    >>> plain_text("身份证 号码＊（必填）"), plain_text("银行帐号")
    ('身份证号码', '银行账号')
    """
    bare = _BRACKETED.sub("", normalised(written))
    return _NOT_SAID.sub("", bare or normalised(written)).translate(_SAME_WORD).lower()


@lru_cache(maxsize=4096)
def plain_label(written: str) -> PlainLabel:
    """Return the label in its plain form, a member's number taken out of it.

    >>> plain_label("成员1姓名"), plain_label("姓名(二)")
    (PlainLabel(text='成员姓名', ordinal=1), PlainLabel(text='姓名', ordinal=2))
    """
    bracketed = _ORDINAL_IN_BRACKETS.search(normalised(written))
    bare = plain_text(written)
    if bracketed:
        return PlainLabel(bare, _number(bracketed[1]))
    if match := _NUMBERED_MEMBER.fullmatch(bare):
        return PlainLabel(match["who"] + match["rest"], _number(match["number"]))
    if match := _NUMBER_AT_END.fullmatch(bare) or _NUMBER_AT_START.fullmatch(bare):
        return PlainLabel(match["rest"], _number(match["number"]))
    return PlainLabel(bare)


def factor_of(written: str) -> int:
    """Return what figures under this header are multiplied by to be yuan.

    >>> factor_of("家庭年总收入（万元）"), factor_of("年收入(元)")
    (10000, 1)
    """
    return 10_000 if _TEN_THOUSAND.search(normalised(written)) else 1


def _number(written: str) -> int:
    """Return a number of one or two digits, Arabic or Chinese.

    >>> _number("12"), _number("十二")
    (12, 12)
    """
    if written.isdigit():
        return int(written)
    total = 0
    for character in written:
        digit = _CHINESE_DIGITS[character]
        total = max(total, 1) * digit if digit == 10 and total else total + digit  # noqa: PLR2004 - ten
    return total
