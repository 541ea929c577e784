"""Values as the files of cases write them: read as their kind demands, or refused by line and key."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from functools import partial
from typing import Any

from minzheng_desk.eligibility.model import CertificateFact
from minzheng_desk.kernel.certificates import certificate_number
from minzheng_desk.kernel.codes import codes
from minzheng_desk.kernel.errors import InputProblem
from minzheng_desk.kernel.identity import parse_id_number
from minzheng_desk.kernel.money import Money, yuan
from minzheng_desk.kernel.period import Month
from minzheng_desk.policy.tomlfile import Key, TomlFile

Read = Callable[[TomlFile, Any, Key], Any]
"""Reads one value that stands at a key of a file."""


def a_text(file: TomlFile, value: Any, key: Key) -> str:
    """Return a piece of text; raises `PackBroken`."""
    if not isinstance(value, str):
        file.broken(key, "应为加引号的文字。")
    return value


def a_day(file: TomlFile, value: Any, key: Key) -> date:
    """Return a day; raises `PackBroken`."""
    if isinstance(value, datetime) or not isinstance(value, date):
        file.broken(key, "应为不加引号的日期，例如 2026-01-01。")
    return value


def a_flag(file: TomlFile, value: Any, key: Key) -> bool:
    """Return yes or no; raises `PackBroken`."""
    if not isinstance(value, bool):
        file.broken(key, "应为 true 或 false。")
    return value


def a_number(file: TomlFile, value: Any, key: Key) -> int:
    """Return a whole number that is not negative; raises `PackBroken`."""
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        file.broken(key, "应为不加引号的非负整数。")
    return value


def an_amount(file: TomlFile, value: Any, key: Key) -> Money:
    """Return an amount written in yuan, in fen; raises `PackBroken`."""
    try:
        return yuan(a_text(file, value, key))
    except InputProblem as problem:
        file.broken(key, f"{problem}{problem.advice}")


def a_month(file: TomlFile, value: Any, key: Key) -> Month:
    """Return a month; raises `PackBroken`."""
    try:
        return Month.parse(a_text(file, value, key))
    except InputProblem as problem:
        file.broken(key, f"{problem}{problem.advice}")


def texts(file: TomlFile, value: Any, key: Key) -> tuple[str, ...]:
    """Return several pieces of text; raises `PackBroken`."""
    if not isinstance(value, list) or not all(isinstance(part, str) for part in value):
        file.broken(key, '应为文字列表，例如 ["a", "b"]。')
    return tuple(value)


def a_code(listed: str, file: TomlFile, value: Any, key: Key) -> str:
    """Return the code of a list that a label, synonym or code names; raises `PackBroken`."""
    found = codes(listed).find(a_text(file, value, key))
    if found is None:
        file.broken(key, f"“{value}”不是{codes(listed).label_of_list}的代码或名称。")
    return found


def one_of(choices: Mapping[str, str], file: TomlFile, value: Any, key: Key) -> str:
    """Return what one of the words that may be written stands for; raises `PackBroken`."""
    if value not in choices:
        file.broken(key, f"只能写 {'、'.join(choices)} 之一。")
    return choices[value]


def an_id_number(file: TomlFile, value: Any, key: Key) -> str:
    """Return an identity number; raises `PackBroken`."""
    try:
        return parse_id_number(a_text(file, value, key))
    except InputProblem as problem:
        file.broken(key, str(problem))


def certificates(file: TomlFile, value: Any, key: Key) -> tuple[CertificateFact, ...]:
    """Return disability certificates; raises `PackBroken`."""
    if not isinstance(value, list):
        file.broken(key, '应为列表，例如 [{ category = "精神", grade = "三级" }]。')
    return tuple(_certificate(file, one, key) for one in value)


def _certificate(file: TomlFile, table: Any, key: Key) -> CertificateFact:
    """Return a certificate; category and grade may be left to its number."""
    fields = fields_of(file, table, key, CERTIFICATE)
    number = certificate_number(fields.get("number", ""))
    if number is not None:
        fields = {"category": number.category, "grade": number.grade, **fields}
    for name in ("category", "grade"):
        if name not in fields:
            file.broken((*key, name), f"缺少“{name}”。")
    return CertificateFact(**fields)


def certificate_parts(file: TomlFile, value: Any, key: Key) -> tuple[str, ...]:
    """Return the parts of a multiple disability, written such as 智力 三级; raises `PackBroken`."""
    found = []
    for part in texts(file, value, key):
        category, _, grade = part.partition(" ")
        found.append(
            a_code("disability_category", file, category, key) + a_code("disability_grade", file, grade, key)
        )
    return tuple(found)


def fields_of(file: TomlFile, table: Any, key: Key, known: Mapping[str, Read]) -> dict[str, Any]:
    """Return the values of a table by name, each read as its name demands; raises `PackBroken`."""
    file.only(table, known.keys(), key)
    return {name: known[name](file, value, (*key, name)) for name, value in table.items()}


CERTIFICATE: Mapping[str, Read] = {
    "category": partial(a_code, "disability_category"),
    "grade": partial(a_code, "disability_grade"),
    "parts": certificate_parts,
    "number": a_text,
    "number_reason": a_text,
    "issued_on": a_day,
    "expires_on": a_day,
    "cancelled_on": a_day,
}
