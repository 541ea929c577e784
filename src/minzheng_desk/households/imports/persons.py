"""Making one person of what the cells say, and seeing whether the cells agree with one another."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from minzheng_desk.households.imports.cells import Fault
from minzheng_desk.households.imports.model import Parsed, PersonEntry
from minzheng_desk.kernel.codes import codes
from minzheng_desk.kernel.identity import IdNumber, birth_date, sex_of
from minzheng_desk.kernel.period import Month

_SEXES_SAID = frozenset({"1", "2"})
_ID_LENGTH = 18


def person_entry(
    sheet: str, row: int, values: dict[str, Any], into: Parsed, *, has_fault: bool
) -> PersonEntry | None:
    """Return the person these cells tell of; nothing, and a problem, when they name nobody.

    What the identity number says of birth and sex is taken from it; a cell that contradicts it is a problem.
    """
    if "name" not in values and "id_number" not in values:
        if not has_fault:
            fault = Fault(
                "nobody_named", "这一行没有姓名，也没有身份证号。", "请补填姓名和身份证号；空行请删除。"
            )
            into.problems.append(fault.at(sheet, row, "姓名", ""))
        return None
    for label, said, fault in _contradictions(values):
        into.problems.append(fault.at(sheet, row, label, said))
    _complete(values)
    for label, said, fault in _left_out(values):
        into.notices.append(fault.at(sheet, row, label, said))
    return PersonEntry(sheet, row, values, values.pop("relation", None))


def _left_out(values: dict[str, Any]) -> Iterator[tuple[str, str, Fault]]:
    """Yield what was read but cannot be kept, because what it belongs to is missing."""
    if "bank" in values and "account" not in values:
        yield (
            "开户银行",
            values["bank"],
            Fault("bank_without_account", "只有开户银行，没有银行账号，这一格没有导入。", "请补填银行账号。"),
        )
    dated = values.keys() & {"certificate_issued_on", "certificate_expires_on"}
    if dated and "disability_category" not in values:
        reason = "只有残疾人证的日期，没有类别和等级，日期没有导入。"
        yield (
            "残疾类别",
            "",
            Fault("certificate_without_category", reason, "请补填残疾证号，或残疾类别和等级。"),
        )


def _complete(values: dict[str, Any]) -> None:
    """Take birth and sex from the identity number, category and grade from the certificate."""
    number = values.get("id_number")
    if number is not None:
        values["born_on"], values["sex"] = birth_date(number), sex_of(number)
    elif not isinstance(values.get("born_on"), date):
        values.pop("born_on", None)
    if "disability" in values:
        category, grade = values.pop("disability")
        values.setdefault("disability_category", category)
        values.setdefault("disability_grade", grade)
    certificate = values.get("certificate_number")
    if certificate is not None:
        values.setdefault("disability_category", certificate[_ID_LENGTH])
        values.setdefault("disability_grade", certificate[_ID_LENGTH + 1])


def _contradictions(values: dict[str, Any]) -> Iterator[tuple[str, str, Fault]]:
    number = values.get("id_number")
    if number is not None:
        yield from _against_number(values, number)
    elif isinstance(values.get("born_on"), tuple):
        said = _months(values["born_on"])
        yield (
            "出生日期",
            said,
            Fault(
                "birth_day_missing",
                f"只写了{said}，又没有身份证号，出生日期不完整。",
                "请补填身份证号，或补全出生的日。",
            ),
        )
    yield from _about_disability(values, number)


def _against_number(values: dict[str, Any], number: IdNumber) -> Iterator[tuple[str, str, Fault]]:
    born, said = birth_date(number), values.get("born_on")
    if said is not None and not _agrees(said, born):
        shown = said.isoformat() if isinstance(said, date) else _months(said)
        yield (
            "出生日期",
            shown,
            Fault(
                "birth_contradicts_id",
                f"出生日期与身份证号不符（身份证号为{born.isoformat()}）。",
                "请对照身份证，改正出生日期或身份证号。",
            ),
        )
    sex = values.get("sex")
    if sex in _SEXES_SAID and sex != sex_of(number):
        label = codes("sex").label
        yield (
            "性别",
            label(sex),
            Fault(
                "sex_contradicts_id",
                f"性别与身份证号不符（身份证号为{label(sex_of(number))}）。",
                "请对照身份证，改正性别或身份证号。",
            ),
        )


def _agrees(said: date | tuple[Month, ...], born: date) -> bool:
    return said == born if isinstance(said, date) else Month.of(born) in said


def _months(months: tuple[Month, ...]) -> str:
    return months[0].label if len(months) == 1 else f"{months[0].year}年"


def _about_disability(values: dict[str, Any], number: IdNumber | None) -> Iterator[tuple[str, str, Fault]]:
    certificate = values.get("certificate_number")
    category, grade = values.get("disability_category"), values.get("disability_grade")
    both = values.get("disability")
    if certificate is not None:
        written = category or (both and both[0]), grade or (both and both[1])
        on_it = certificate[_ID_LENGTH], certificate[_ID_LENGTH + 1]
        if number is not None and certificate[:_ID_LENGTH] != number:
            yield (
                "残疾证号",
                certificate,
                Fault(
                    "certificate_contradicts_id",
                    "残疾证号前 18 位与身份证号不符。",
                    "请对照残疾人证和身份证改正。",
                ),
            )
        if any(said is not None and said != meant for said, meant in zip(written, on_it, strict=True)):
            yield (
                "残疾证号",
                certificate,
                Fault(
                    "certificate_contradicts_columns",
                    "残疾证号末两位与残疾类别、等级不符。",
                    "请对照残疾人证改正。",
                ),
            )
    elif (category is None) != (grade is None) and both is None:
        yield (
            "残疾类别",
            category or grade or "",
            Fault("disability_incomplete", "残疾类别和残疾等级只填了一个。", "请补全类别和等级。"),
        )
