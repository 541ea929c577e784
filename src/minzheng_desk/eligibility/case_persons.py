"""What a case says about one member beyond the plain facts: parents, ability, school, what is held."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, TypeVar

from minzheng_desk.eligibility.case_values import (
    Read,
    a_code,
    a_day,
    a_number,
    a_text,
    an_amount,
    certificates,
    fields_of,
)
from minzheng_desk.eligibility.model import AbilityFact, HeldFact, OnceFact, ParentFact, SchoolingFact
from minzheng_desk.policy.tomlfile import Key, TomlFile

Fact = TypeVar("Fact")

PARENT: Mapping[str, Read] = {
    "parent": partial(a_code, "parent"),
    "state": partial(a_code, "parent_state"),
    "name": a_text,
    "since": a_day,
    "until": a_day,
    "proof": partial(a_code, "parent_proof"),
    "illness": a_text,
    "certificates": certificates,
}
ABILITY: Mapping[str, Read] = {"score": a_number, "assessed_on": a_day}
SCHOOLING: Mapping[str, Read] = {"school": a_text, "proof_on": a_day}
HELD: Mapping[str, Read] = {"programme": a_text, "amount": an_amount, "persons": a_number}
ONCE: Mapping[str, Read] = {"programme": a_text, "paid_on": a_day}


def _one(make: Callable[..., Fact], known: Mapping[str, Read], *needed: str) -> Read:
    """Return what reads one table into a fact; ``needed`` are the keys it must have."""

    def read(file: TomlFile, value: Any, key: Key) -> Fact:
        fields = fields_of(file, value, key, known)
        for name in needed:
            if name not in fields:
                file.broken((*key, name), f"缺少“{name}”。")
        return make(**fields)

    return read


def _each(one: Read) -> Read:
    """Return what reads a list of tables."""

    def read(file: TomlFile, value: Any, key: Key) -> tuple[Any, ...]:
        if not isinstance(value, list):
            file.broken(key, "应为表的列表，例如 [{ … }, { … }]。")
        return tuple(one(file, part, key) for part in value)

    return read


BEYOND: Mapping[str, Read] = {
    "care_arrangement": partial(a_code, "care_arrangement"),
    "parents": _each(_one(ParentFact, PARENT, "parent")),
    "ability": _one(AbilityFact, ABILITY, "score"),
    "schooling": _one(SchoolingFact, SCHOOLING),
    "held": _each(_one(HeldFact, HELD, "programme", "amount")),
    "received_once": _each(_one(OnceFact, ONCE, "programme", "paid_on")),
}
