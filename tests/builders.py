"""Invented people for tests: division 990000, valid check digits, nobody real."""

from __future__ import annotations

from datetime import date
from itertools import count

from minzheng_desk.desk.desk import Desk
from minzheng_desk.households.model import Household, NewMember, Person
from minzheng_desk.households.operations.registering import register_household
from minzheng_desk.kernel.identity import IdNumber, birth_date, check_character, sex_of
from minzheng_desk.kernel.text import sort_key

REGISTERED = date(2026, 1, 1)
VILLAGE = "990000001001"

_sequence = count(1)


def an_id_number(born_on: date = date(1960, 5, 1), order: int | None = None) -> IdNumber:
    """A valid identity number of nobody; without an ``order`` no two are the same within a run of 999."""
    order = next(_sequence) % 999 if order is None else order
    first = f"990000{born_on:%Y%m%d}{order:03d}"
    return IdNumber(first + check_character(first))


def a_person(name: str = "张三", **facts: object) -> Person:
    """A person with an identity number, and whatever else is given."""
    number = facts.pop("id_number", None) or an_id_number()
    known = {"born_on": birth_date(number), "sex": sex_of(number), "name_sort_key": sort_key(name), **facts}
    return Person(name=name, id_number=number, **known)  # type: ignore[arg-type]


def a_family(*names: str) -> tuple[NewMember, ...]:
    """The first is the head, the others live with him or her."""
    relations = ["02", *["10"] * (len(names) - 1)]
    return tuple(NewMember(a_person(name), relation) for name, relation in zip(names, relations, strict=True))


def registered(desk: Desk, *names: str, region_code: str = VILLAGE) -> Household:
    """A household put on file at the desk."""
    return desk.run(
        register_household,
        region_code=region_code,
        hukou_kind="rural",
        members=a_family(*(names or ("张三", "李四"))),
        registered_on=REGISTERED,
    ).result
