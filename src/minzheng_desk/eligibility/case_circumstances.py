"""What a case says of a household beyond members and means: expenses, hardships, standings, findings."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from functools import partial
from typing import Any

from minzheng_desk.eligibility.case_values import (
    Read,
    a_code,
    a_day,
    a_flag,
    a_month,
    a_text,
    an_amount,
    fields_of,
)
from minzheng_desk.eligibility.circumstances import (
    ExpenseFact,
    HardshipFact,
    OfficerFinding,
    OtherBenefitFact,
    RecognitionFact,
    StaffRelationFact,
    VisitFact,
)
from minzheng_desk.policy.tomlfile import Key, TomlFile

EXPENSE: Mapping[str, Read] = {
    "kind": partial(a_code, "expense_kind"),
    "amount": an_amount,
    "reimbursed": an_amount,
    "tariff": an_amount,
    "public_school": a_flag,
    "member": a_text,
    "spent_on": a_day,
}
HARDSHIP: Mapping[str, Read] = {
    "kind": partial(a_code, "hardship_kind"),
    "cause": partial(a_code, "hardship_cause"),
    "event": a_text,
    "member": a_text,
    "happened_on": a_day,
    "happened_here": a_flag,
    "urgent": a_flag,
    "applied_on": a_day,
    "asked": an_amount,
    "expenditure": an_amount,
    "granted": an_amount,
    "aided_on": a_day,
    "relieved_on": a_day,
    "completed_on": a_day,
    "recorded_by": a_text,
}
RECOGNITION: Mapping[str, Read] = {"programme": a_text, "recognised_on": a_day, "valid_until": a_day}
OFFICER: Mapping[str, Read] = {
    "question": partial(a_code, "officer_question"),
    "holds": a_flag,
    "reason": a_text,
}
OTHER_BENEFIT: Mapping[str, Read] = {
    "kind": partial(a_code, "other_benefit"),
    "amount": an_amount,
    "since": a_day,
    "until": a_day,
}
STAFF_RELATION: Mapping[str, Read] = {
    "kinship": partial(a_code, "kinship"),
    "staff_kind": partial(a_code, "staff_kind"),
    "staff_name": a_text,
    "member": a_text,
    "filed_on": a_day,
}
VISIT: Mapping[str, Read] = {"level": partial(a_code, "visit_level"), "visited_on": a_day}
CIRCUMSTANCES = frozenset(
    {
        "expense",
        "hardship",
        "earlier_hardship",
        "recognition",
        "officer",
        "applied_on",
        "paid_through",
        "region",
        "staff_relation",
        "visit",
    }
)
"""The keys of a case that this module reads."""


def circumstances(
    file: TomlFile, table: Mapping[str, Any], key: Key, known: Collection[str]
) -> dict[str, Any]:
    """Return the facts of a household that a case writes; ``known`` are its members; raises `PackBroken`."""
    found: dict[str, Any] = {}
    if "expense" in table:
        expenses = file.tables_at(table, "expense", key)
        read = partial(_expense, file, known)
        found["expenses"] = tuple(read(one, (*key, "expense", n)) for n, one in enumerate(expenses))
    if "hardship" in table:
        found["hardship"] = _hardship(file, known, table["hardship"], (*key, "hardship"))
    for name, field, make in _LISTS:
        tables = file.tables_at(table, name, key)
        found[field] = tuple(make(file, known, one, (*key, name, n)) for n, one in enumerate(tables))
    if "applied_on" in table:
        found["applied_on"] = a_day(file, table["applied_on"], (*key, "applied_on"))
    if "paid_through" in table:
        found["paid_through"] = a_month(file, table["paid_through"], (*key, "paid_through"))
    if "region" in table:
        found["region"] = a_text(file, table["region"], (*key, "region"))
    return found


def _needed(file: TomlFile, table: Any, key: Key, reads: Mapping[str, Read], *names: str) -> dict[str, Any]:
    """Return the fields of a table that must have ``names``."""
    fields = fields_of(file, table, key, reads)
    for name in names:
        if name not in fields:
            file.broken((*key, name), f"缺少“{name}”。")
    return fields


def _whose(file: TomlFile, fields: dict[str, Any], known: Collection[str], key: Key) -> dict[str, Any]:
    """Return the fields with the member under the name that facts use."""
    member = fields.pop("member", None)
    if member is not None and member not in known:
        file.broken((*key, "member"), f"没有名为“{member}”的成员。")
    return {**fields, "person": member}


def _expense(file: TomlFile, known: Collection[str], table: Any, key: Key) -> ExpenseFact:
    fields = _whose(file, _needed(file, table, key, EXPENSE, "kind"), known, key)
    return ExpenseFact(**{"amount": None, **fields})


def _hardship(file: TomlFile, known: Collection[str], table: Any, key: Key) -> HardshipFact:
    return HardshipFact(**_whose(file, _needed(file, table, key, HARDSHIP, "kind", "cause"), known, key))


def _recognition(file: TomlFile, _: Collection[str], table: Any, key: Key) -> RecognitionFact:
    return RecognitionFact(**_needed(file, table, key, RECOGNITION, "programme", "recognised_on"))


def _officer_finding(file: TomlFile, _: Collection[str], table: Any, key: Key) -> OfficerFinding:
    return OfficerFinding(**_needed(file, table, key, OFFICER, "question", "holds", "reason"))


def _staff_relation(file: TomlFile, known: Collection[str], table: Any, key: Key) -> StaffRelationFact:
    fields = _needed(file, table, key, STAFF_RELATION, "kinship", "staff_kind", "staff_name")
    return StaffRelationFact(**_whose(file, fields, known, key))


def _visit(file: TomlFile, _: Collection[str], table: Any, key: Key) -> VisitFact:
    return VisitFact(**_needed(file, table, key, VISIT, "level", "visited_on"))


_LISTS: tuple[tuple[str, str, Callable[..., Any]], ...] = (
    ("earlier_hardship", "earlier_hardships", _hardship),
    ("recognition", "recognitions", _recognition),
    ("officer", "officer_findings", _officer_finding),
    ("staff_relation", "staff_relations", _staff_relation),
    ("visit", "visits", _visit),
)


def other_benefits(file: TomlFile, value: Any, key: Key) -> tuple[OtherBenefitFact, ...]:
    """Return the benefits that others pay a member; raises `PackBroken`."""
    if not isinstance(value, list):
        file.broken(key, '应为列表，例如 [{ kind = "工伤生活护理费", amount = "600.00" }]。')
    return tuple(OtherBenefitFact(**_needed(file, one, key, OTHER_BENEFIT, "kind")) for one in value)
