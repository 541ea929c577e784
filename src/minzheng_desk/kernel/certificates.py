"""Numbers of disability certificates: identity number, category, grade (残疾人证管理办法第五条).

A certificate made out again carries ``B`` and a digit behind the twenty characters.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from minzheng_desk.kernel.identity import check_character
from minzheng_desk.kernel.text import normalised

if TYPE_CHECKING:
    from collections.abc import Iterator

_WELL_FORMED = re.compile(r"(?P<holder>[0-9]{17}[0-9X])(?P<category>[0-9])(?P<grade>[0-9])(?:B[0-9])?")
_LENGTHS = (20, 22)
_CATEGORIES = "1234567"
_GRADES = "1234"
_ORDER = 17


@dataclass(frozen=True, slots=True)
class CertificateNumber:
    """A number taken apart."""

    holder: str
    category: str
    grade: str


@dataclass(frozen=True, slots=True)
class CertificateFinding:
    """One thing that is wrong with the number of a certificate."""

    code: str
    reason: str
    suggestion: str
    is_form: bool = True
    """False where the number is well formed but does not agree with what else is known."""


def certificate_number(written: str) -> CertificateNumber | None:
    """Return the parts of a well formed number, or None.

    >>> certificate_number("99000019900909017063B1")
    CertificateNumber(holder='990000199009090170', category='6', grade='3')
    """
    match = _WELL_FORMED.fullmatch(_bare(written))
    if match is None or match["category"] not in _CATEGORIES or match["grade"] not in _GRADES:
        return None
    return CertificateNumber(match["holder"], match["category"], match["grade"])


def diagnose_certificate_number(
    written: str, id_number: str | None = None, category: str | None = None, grade: str | None = None
) -> list[CertificateFinding]:
    """Return everything that is wrong with a number; what is not known of the holder is not compared.

    >>> [finding.code for finding in diagnose_certificate_number("99000019900909017083")]
    ['category']
    """
    number = certificate_number(written)
    if number is None:
        return [_form_finding(_bare(written))]
    return list(_disagreements(number, id_number, category, grade))


def _bare(written: str) -> str:
    return normalised(written).replace(" ", "").lstrip("'").upper()


def _form_finding(number: str) -> CertificateFinding:
    """Return the first thing that is wrong with the form of a number."""
    if len(number) not in _LENGTHS:
        return CertificateFinding(
            "length",
            f"残疾人证号应为 20 位（补、换证后可加 B 和一位数字共 22 位），现为 {len(number)} 位",
            "请对照残疾人证补全或删去多余的字符。",
        )
    match = _WELL_FORMED.fullmatch(number)
    if match is None:
        return CertificateFinding("letters", "残疾人证号含有不应出现的字符", "请对照残疾人证逐位核对。")
    if match["category"] not in _CATEGORIES:
        return CertificateFinding(
            "category", f"第 19 位残疾类别为 {match['category']}，只能是 1 至 7", "请对照残疾人证改正类别位。"
        )
    return CertificateFinding(
        "grade", f"第 20 位残疾等级为 {match['grade']}，只能是 1 至 4", "请对照残疾人证改正等级位。"
    )


def _disagreements(
    number: CertificateNumber, id_number: str | None, category: str | None, grade: str | None
) -> Iterator[CertificateFinding]:
    if id_number is not None and number.holder != id_number:
        yield CertificateFinding(
            "holder",
            "残疾人证号前 18 位与本人身份证号不一致",
            "请核对是否为他人证件；如为历史号码，请写明原因。",
            is_form=False,
        )
    if check_character(number.holder[:_ORDER]) != number.holder[_ORDER]:
        yield CertificateFinding(
            "check", "残疾人证号前 18 位的校验码不符", "请对照残疾人证逐位核对。", is_form=False
        )
    if category is not None and number.category != category:
        yield CertificateFinding(
            "category_differs",
            "残疾人证号的类别位与登记的残疾类别不一致",
            "请对照残疾人证改正类别。",
            is_form=False,
        )
    if grade is not None and number.grade != grade:
        yield CertificateFinding(
            "grade_differs",
            "残疾人证号的等级位与登记的残疾等级不一致",
            "请对照残疾人证改正等级。",
            is_form=False,
        )
