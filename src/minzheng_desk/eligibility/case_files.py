"""Reading files of cases: facts and expectations as people write them (docs/formats/policy-pack.md)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from minzheng_desk.eligibility.case_circumstances import CIRCUMSTANCES
from minzheng_desk.eligibility.case_facts import household
from minzheng_desk.eligibility.case_values import (
    Read,
    a_code,
    a_day,
    a_flag,
    a_month,
    a_number,
    a_text,
    an_amount,
    fields_of,
    one_of,
    texts,
)
from minzheng_desk.eligibility.model import (
    HouseholdFacts,
    Outcome,
)
from minzheng_desk.kernel.money import Money
from minzheng_desk.policy.model import PackNotFound, Policy
from minzheng_desk.policy.packs import overlay
from minzheng_desk.policy.queries import load_policy
from minzheng_desk.policy.tomlfile import Key, TomlFile, read_toml


@dataclass(frozen=True, slots=True)
class Deadline:
    """A limit of the policy, counted from a day, and the day it must end."""

    limit: str
    since: date
    due: date


@dataclass(frozen=True, slots=True)
class Case:
    """One case: a policy, a day, the facts, and what is expected of each programme."""

    name: str
    line: int
    on: date
    policy: Policy
    facts: HouseholdFacts | None
    person: str | None
    expected: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    """By programme: what is expected, by the name of the expectation."""
    values: Mapping[str, str] = field(default_factory=dict)
    printed: Mapping[str, str] = field(default_factory=dict)
    deadlines: tuple[Deadline, ...] = ()


def read_cases(path: Path, policy: Policy | None = None) -> tuple[Case, ...]:
    """Read a file of cases; raises `PackBroken` naming file, line and key.

    ``policy`` replaces the pack that the file names, for trying a draft against the cases of another.
    """
    return cases_in(read_toml(path), policy)


def cases_in(file: TomlFile, policy: Policy | None = None) -> tuple[Case, ...]:
    """The cases of a file that has been read; raises `PackBroken` as `read_cases` does."""
    tree = file.only(file.tree, {"pack", "on", "parameter", "case"})
    if not file.tables_at(tree, "case"):
        file.broken(("case",), "文件中没有 [[case]]。")
    return tuple(_case(file, tree, index, policy) for index in range(len(tree["case"])))


def _case(file: TomlFile, tree: Mapping[str, Any], index: int, given: Policy | None) -> Case:
    key: Key = ("case", index)
    table = file.only(tree["case"][index], _CASE_KEYS, key)
    day_from, day_key = (table, key) if "on" in table or "on" not in tree else (tree, ())
    on = file.day_at(day_from, "on", day_key)
    policy = _policy(file, tree, table, key, given)
    expected = _expectations(file, table, key, policy)
    return Case(
        name=file.text_at(table, "name", key),
        line=file.line_of(key),
        on=on,
        policy=policy,
        facts=household(file, table, key, policy, on) if expected else None,
        person=_person_key(file, table, key),
        expected=expected,
        values=_texts(file, table, "values", key, policy),
        printed=_texts(file, table, "printed", key, policy),
        deadlines=_deadlines(file, table, key, policy),
    )


def _policy(
    file: TomlFile, tree: Mapping[str, Any], table: Mapping[str, Any], key: Key, given: Policy | None
) -> Policy:
    if given is None:
        named_in, way = (table, key) if "pack" in table else (tree, ())
        name = file.text_at(named_in, "pack", way)
        try:
            given = load_policy(name)
        except PackNotFound as problem:
            file.broken((*way, "pack"), f"{problem}{problem.advice}")
    for where, way in ((tree, ()), (table, key)):
        blocks = file.tables_at(where, "parameter", way)
        if blocks:
            given = overlay(file, blocks, (*way, "parameter"), given)
    return given


_CASE_KEYS = frozenset(
    {
        "name",
        "pack",
        "on",
        "area",
        "size",
        "person",
        "property_fits",
        "member",
        "income",
        "asset",
        "supporter",
    }
    | {"parameter", "expect", "values", "printed", "deadline", "remarks"}
    | CIRCUMSTANCES
)


def _person_key(file: TomlFile, table: Mapping[str, Any], key: Key) -> str | None:
    return file.text_at(table, "person", key) if "person" in table else None


_OUTCOMES = {word: outcome.value for outcome in Outcome for word in (outcome.value, outcome.label)}


def _outcomes(file: TomlFile, value: Any, key: Key) -> Mapping[str, str]:
    if not isinstance(value, dict):
        file.broken(key, '应为表，例如 { "income.below_dibao_standard" = "met" }。')
    return {name: one_of(_OUTCOMES, file, outcome, (*key, name)) for name, outcome in value.items()}


def _amounts(file: TomlFile, value: Any, key: Key) -> Mapping[str, Money | None]:
    table = file.only(value, {"excluded", "counted"}, key)
    return {
        name: None if amount == "none" else an_amount(file, amount, (*key, name))
        for name, amount in table.items()
    }


def _excluded(file: TomlFile, value: Any, key: Key) -> tuple[tuple[str, str | None], ...]:
    if not isinstance(value, list):
        file.broken(key, '应为列表，例如 [{ kind = "奖学金", citation = "R1 a13" }]。')
    known: Mapping[str, Read] = {"kind": partial(a_code, "income_kind"), "citation": a_text}
    read = [fields_of(file, one, key, known) for one in value]
    return tuple((one["kind"], one.get("citation")) for one in read)


def _kinds(file: TomlFile, value: Any, key: Key) -> tuple[str, ...]:
    return tuple(a_code("income_kind", file, kind, key) for kind in texts(file, value, key))


EXPECTATIONS: Mapping[str, Read] = {
    "person": a_text,
    "outcome": partial(one_of, _OUTCOMES),
    "amount": an_amount,
    "has_amount": a_flag,
    "monthly_income": an_amount,
    "size": a_number,
    "counted": texts,
    "not_counted": texts,
    "excluded": _excluded,
    "asked": _kinds,
    "findings": _outcomes,
    "first_month": a_month,
    "last_month": a_month,
    "owed": an_amount,
    "owed_from": a_month,
    "valid_until": a_day,
    "due_on": a_day,
    "missing": texts,
    "prompts": texts,
    "suggests": texts,
    "alternatives": _amounts,
    "says": texts,
    "lacks": a_text,
}


def _expectations(
    file: TomlFile, table: Mapping[str, Any], key: Key, policy: Policy
) -> Mapping[str, Mapping[str, Any]]:
    way = (*key, "expect")
    expected: dict[str, Mapping[str, Any]] = {}
    written = file.only(table.get("expect", {}), policy.programmes.keys(), way)
    for programme, one in written.items():
        expected[programme] = fields_of(file, one, (*way, programme), EXPECTATIONS)
        if not expected[programme]:
            file.broken((*way, programme), "没有写明期望什么。")
    if not expected and not {"values", "printed", "deadline"} & table.keys():
        file.broken(way, "没有写明期望：请写 [case.expect.项目名]。")
    return expected


def _texts(
    file: TomlFile, table: Mapping[str, Any], name: str, key: Key, policy: Policy
) -> Mapping[str, str]:
    written = file.only(table.get(name, {}), policy.parameters.keys(), (*key, name))
    return {parameter: a_text(file, value, (*key, name, parameter)) for parameter, value in written.items()}


def _deadlines(file: TomlFile, table: Mapping[str, Any], key: Key, policy: Policy) -> tuple[Deadline, ...]:
    found = []
    for index, one in enumerate(file.tables_at(table, "deadline", key)):
        here = (*key, "deadline", index)
        file.only(one, {"limit", "since", "due"}, here)
        limit = file.text_at(one, "limit", here)
        if limit not in policy.parameters:
            file.broken((*here, "limit"), f"没有名为“{limit}”的参数。")
        found.append(Deadline(limit, file.day_at(one, "since", here), file.day_at(one, "due", here)))
    return tuple(found)
