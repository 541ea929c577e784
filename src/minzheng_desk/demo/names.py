"""Invented names: common and rare characters, surnames with several readings, names with a middle dot."""

from __future__ import annotations

import tomllib
from datetime import date
from functools import cache
from random import Random
from typing import Any

from minzheng_desk.kernel.resources import resource

MALE = "男"
_YOUNG_SINCE = 1985


@cache
def _stock() -> dict[str, Any]:
    """Return the declared surnames and characters."""
    return tomllib.loads(resource("demo", "names.toml").read_text("utf-8"))


def invent_nation(chance: Random) -> str:
    """Return the nation of a household; a few are of one whose names carry a middle dot."""
    if chance.random() < _stock()["nations"]["dotted_share"]:
        return str(chance.choice(_stock()["dotted"]["nations"]))
    weights = _stock()["nations"]["weights"]
    return str(chance.choices(list(weights), list(weights.values()))[0])


def invent_surname(chance: Random, nation: str) -> str:
    """Return a surname, or for a nation with dotted names the part after the dot."""
    if nation in _stock()["dotted"]["nations"]:
        return "·" + str(chance.choice(_stock()["dotted"]["second"]))
    weights = _stock()["surnames"]["weights"]
    return str(chance.choices(list(weights), list(weights.values()))[0])


def surname_of(name: str) -> str:
    """Return the surname an invented name begins with, or the part from the dot on.

    >>> surname_of("尉迟明"), surname_of("单云"), surname_of("艾山·别克")
    ('尉迟', '单', '·别克')
    """
    if "·" in name:
        return name[name.index("·") :]
    surnames: dict[str, int] = _stock()["surnames"]["weights"]
    return max((surname for surname in surnames if name.startswith(surname)), key=len)


def invent_name(chance: Random, surname: str, sex: str, born_on: date) -> str:
    """Return a full name that fits surname, sex and generation."""
    given = "male" if sex == MALE else "female"
    if surname.startswith("·"):
        return str(chance.choice(_stock()["dotted"][given])) + surname
    stock = _stock()["given"]
    characters = stock[f"{given}_{'young' if born_on.year >= _YOUNG_SINCE else 'old'}"]
    length = 1 if chance.random() < stock["single_share"] else 2
    chosen = chance.sample(characters, length)
    if chance.random() < stock["rare_share"]:
        chosen[-1] = chance.choice(stock["rare"])
    return surname + "".join(chosen)
