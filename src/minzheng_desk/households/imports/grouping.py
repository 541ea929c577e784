"""Putting rows together to households: by household number, by the head's identity number, or by order."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from minzheng_desk.households.imports.cells import Fault
from minzheng_desk.households.imports.model import HouseholdEntry, Parsed, PersonEntry
from minzheng_desk.households.imports.persons import person_entry
from minzheng_desk.households.imports.rows import RowFacts

HEAD_RELATION = "02"
"""户主 in the code list of relations (GB/T 4761-2008)."""

MUST_AGREE = {
    "village": "村（社区）",
    "household_hukou_kind": "城乡类别",
    "household_year_income": "家庭年总收入",
    "household_month_income": "家庭月收入",
}
"""What every row of a household must say alike, because money depends on it."""


@dataclass(slots=True)
class _Group:
    """The rows of one household, as they are found."""

    sheet: str
    rows: list[int] = field(default_factory=list)
    values: dict[str, Any] = field(default_factory=dict)
    persons: list[PersonEntry] = field(default_factory=list)
    head_id_number: str | None = None
    head_name: str | None = None


def households_of_rows(rows: Iterable[RowFacts], into: Parsed) -> list[HouseholdEntry]:
    """Return one household for every row that names a head and, beside the head, the members."""
    return [entry for facts in rows if (entry := _household_of_row(facts, into)) is not None]


def _household_of_row(facts: RowFacts, into: Parsed) -> HouseholdEntry | None:
    told = [values for values in facts.members.values() if _says_something(values)]
    if told and not facts.has_fault and facts.own.keys().isdisjoint({"name", "id_number"}):
        fault = Fault("head_missing", "这一户没有写户主的姓名和身份证号。", "请补填户主；不清楚时请先核实。")
        into.problems.append(fault.at(facts.sheet, facts.row, "户主姓名", None))
        facts.has_fault = True
    head = person_entry(facts.sheet, facts.row, facts.own, into, has_fault=facts.has_fault)
    members = [
        person_entry(facts.sheet, facts.row, values, into, has_fault=facts.has_fault) for values in told
    ]
    persons = [person for person in (head, *members) if person is not None]
    if not persons:
        return None
    named = [person for person in persons if person.relation == HEAD_RELATION]
    if head is not None and not named:
        head.relation = head.relation or HEAD_RELATION
        named = [head]
    entry = HouseholdEntry(facts.sheet, [facts.row], facts.household, persons)
    _settle_head(entry, named, into)
    return entry


def _says_something(values: dict[str, Any]) -> bool:
    """Tell whether anybody is meant: noughts in the columns of a member who is not there are nobody."""
    return any(value not in {0, None} for name, value in values.items() if name != "relation")


def households_of_persons(rows: Iterable[RowFacts], into: Parsed) -> list[HouseholdEntry]:
    """Return the households that rows of one person each make up."""
    return [_whole(group, into) for group in _groups(rows, into)]


def _groups(rows: Iterable[RowFacts], into: Parsed) -> list[_Group]:
    known: dict[tuple[str, str], _Group] = {}
    groups: list[_Group] = []
    current: _Group | None = None
    for facts in rows:
        person = person_entry(facts.sheet, facts.row, facts.own, into, has_fault=facts.has_fault)
        key = _key(facts, person)
        group = known.get(key) if key is not None else None
        if group is None and (key is None or facts.has_faulty_head) and _continues(facts, person, current):
            group = current
        if group is None:
            group = _Group(facts.sheet)
            groups.append(group)
        if key is not None:
            known.setdefault(key, group)
        _add(group, facts, person, into)
        current = group
    return groups


def _key(facts: RowFacts, person: PersonEntry | None) -> tuple[str, str] | None:
    """Return what names the household in this row, if anything does."""
    number = facts.household.get("household_number")
    if number is not None:
        return "number", number
    head = facts.head.get("id_number")
    if head is None and person is not None and person.relation == HEAD_RELATION:
        head = person.values.get("id_number")
    return ("head", head) if head is not None else None


def _continues(facts: RowFacts, person: PersonEntry | None, current: _Group | None) -> bool:
    """Tell whether a row that names no household by number goes on with the household above it."""
    if current is None or current.sheet != facts.sheet:
        return False
    head_name = facts.head.get("name")
    if head_name is not None and current.head_name is not None:
        return bool(head_name == current.head_name)
    return person is None or person.relation != HEAD_RELATION


def _add(group: _Group, facts: RowFacts, person: PersonEntry | None, into: Parsed) -> None:
    group.rows.append(facts.row)
    for name, value in facts.household.items():
        known = group.values.setdefault(name, value)
        if known != value and name in MUST_AGREE:
            fault = Fault(
                "household_contradicts",
                f"同一户的“{MUST_AGREE[name]}”前后不一致。",
                f"请与第 {group.rows[0]} 行核对后改成一致。",
            )
            into.problems.append(fault.at(facts.sheet, facts.row, MUST_AGREE[name], None))
    group.head_id_number = group.head_id_number or facts.head.get("id_number")
    group.head_name = group.head_name or facts.head.get("name")
    if person is None:
        return
    group.persons.append(person)
    if person.relation == HEAD_RELATION:
        group.head_name = group.head_name or person.values.get("name")


def _whole(group: _Group, into: Parsed) -> HouseholdEntry:
    """Return the household of a group, its head found."""
    entry = HouseholdEntry(
        group.sheet, group.rows, group.values, group.persons, head_id_number=group.head_id_number
    )
    heads = [person for person in group.persons if person.relation == HEAD_RELATION]
    if not heads:
        heads = [person for person in group.persons if person.relation is None and _is_head(person, group)]
        for person in heads:
            person.relation = HEAD_RELATION
    _settle_head(entry, heads, into)
    if entry.head is not None and group.head_name is not None:
        _compare_head_name(entry.head, group.head_name, into)
    return entry


def _is_head(person: PersonEntry, group: _Group) -> bool:
    if group.head_id_number is not None:
        return bool(person.values.get("id_number") == group.head_id_number)
    return group.head_name is not None and person.values.get("name") == group.head_name


def _compare_head_name(head: PersonEntry, head_name: str, into: Parsed) -> None:
    said = head.values.setdefault("name", head_name)
    if said != head_name:
        fault = Fault(
            "name_mismatch", f"户主姓名“{head_name}”与本人姓名“{said}”不一致。", "请核对身份证后改成一致。"
        )
        into.problems.append(fault.at(head.sheet, head.row, "户主姓名", head_name))


def _settle_head(entry: HouseholdEntry, heads: list[PersonEntry], into: Parsed) -> None:
    """Take the one head; two heads in a household are a problem of both rows."""
    distinct = {person.values.get("id_number") or person.values.get("name"): person for person in heads}
    if len(distinct) > 1:
        for person in heads:
            fault = Fault("two_heads", "同一户里有两个户主。", "请核对与户主关系，一户只能有一个户主。")
            into.problems.append(fault.at(person.sheet, person.row, "与户主关系", "户主"))
    elif heads:
        entry.head = heads[0]
    head = entry.head
    if head is None:
        return
    number = head.values.get("id_number")
    if entry.head_id_number is None:
        entry.head_id_number = number
    elif number is not None and number != entry.head_id_number:
        fault = Fault("head_contradicts", "户主的身份证号与“户主身份证号”列不一致。", "请核对后改成一致。")
        into.problems.append(fault.at(head.sheet, head.row, "户主身份证号", entry.head_id_number))
