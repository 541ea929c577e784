"""Putting a household and its people on file."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from datetime import date
from typing import TypeVar

from sqlalchemy import or_

from minzheng_desk.households.model import (
    Household,
    HouseholdWithoutHead,
    Member,
    NewMember,
    Person,
    PersonAlreadyMember,
)
from minzheng_desk.kernel.operations import operation
from minzheng_desk.kernel.permissions import Permission
from minzheng_desk.kernel.text import sort_key
from minzheng_desk.office.operations import mint_number
from minzheng_desk.store.tables import table
from minzheng_desk.store.transaction import Transaction

HEADS = ("01", "02")
"""The codes of GB/T 4761 that make a member the head: 本人 and 户主."""


P = TypeVar("P", bound=Person)


@operation("household.register", "登记家庭", may=Permission.EDIT_HOUSEHOLDS)
def register_household(
    tx: Transaction,
    *,
    region_code: str,
    hukou_kind: str,
    members: Sequence[NewMember],
    registered_on: date,
    address: str | None = None,
    village_group: str | None = None,
    application_reason: str | None = None,
) -> Household:
    """Put a household on file with its members, exactly one of whom is the head.

    Raises `HouseholdWithoutHead` or `PersonAlreadyMember`.
    """
    heads = [new.person for new in members if new.relation_to_head in HEADS]
    if len(heads) != 1:
        raise HouseholdWithoutHead(heads=len(heads))
    people = [put_person(tx, new.person) for new in members]
    head = people[[new.relation_to_head in HEADS for new in members].index(True)]
    household = tx.put(
        Household(
            number=mint_number(tx, f"{region_code[:9]}-"),
            head_id=head.id,
            region_code=region_code,
            hukou_kind=hukou_kind,
            registered_on=registered_on,
            address=address,
            village_group=village_group,
            application_reason=application_reason,
        )
    )
    for person, new in zip(people, members, strict=True):
        join(tx, household, person, new.relation_to_head, registered_on)
    return household


@operation("person.revise", "修改人员信息", may=Permission.EDIT_HOUSEHOLDS)
def revise_person(tx: Transaction, person: Person) -> Person:
    """Store what changed about a person; raises `StaleRecord`."""
    return put_person(tx, person)


@operation("household.revise", "修改家庭信息", may=Permission.EDIT_HOUSEHOLDS)
def revise_household(tx: Transaction, household: Household) -> Household:
    """Store what changed about a household; raises `StaleRecord`."""
    return tx.put(household)


def put_person(tx: Transaction, person: Person) -> Person:
    """Store a person with the key that lists sort by."""
    return tx.put(with_sort_key(person))


def with_sort_key(person: P) -> P:
    """The person with the key that lists sort by."""
    return dataclasses.replace(person, name_sort_key=sort_key(person.name))


def join(tx: Transaction, household: Household, person: Person, relation: str, since: date) -> Member:
    """Make a person a member from ``since`` on.

    Raises `PersonAlreadyMember` where a membership would reach beyond that day, and `HouseholdWithoutHead`
    where the household would get a second head.
    """
    at = table(Member).c
    held = tx.first(Member, at.person_id == person.id, or_(at.until.is_(None), at.until > since))
    if held is not None:
        raise PersonAlreadyMember(number=tx.get(Household, held.household_id).number)
    if relation in HEADS and person.id != household.head_id:
        raise HouseholdWithoutHead(heads=2)
    return tx.put(
        Member(household_id=household.id, person_id=person.id, relation_to_head=relation, since=since)
    )
