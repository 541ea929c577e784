"""What happens to households: births, moves, splits, mergers, deaths. Each is one step that can be undone."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from datetime import date

from minzheng_desk.households.model import (
    AlreadyDead,
    Asset,
    DateOutOfOrder,
    Expense,
    Household,
    HouseholdClosed,
    HouseholdWithoutHead,
    Income,
    Member,
    MergedIntoItself,
    NotAMember,
    NothingLeftBehind,
    Person,
)
from minzheng_desk.households.operations.registering import HEADS, join, put_person
from minzheng_desk.households.queries import members_of
from minzheng_desk.kernel.ids import RecordId
from minzheng_desk.kernel.operations import operation
from minzheng_desk.kernel.permissions import Permission
from minzheng_desk.office.operations import mint_number
from minzheng_desk.store.tables import table
from minzheng_desk.store.transaction import Transaction


@operation("household.add_member", "家庭成员迁入", may=Permission.EDIT_HOUSEHOLDS)
def add_member(
    tx: Transaction, household: Household, person: Person, relation_to_head: str, since: date
) -> Member:
    """Take a newborn, a spouse or a returning relative into the household.

    Raises `HouseholdClosed`, `PersonAlreadyMember` or `HouseholdWithoutHead`.
    """
    _require_open(household)
    stored = put_person(tx, person) if person.version == 0 else person
    return join(tx, household, stored, relation_to_head, since)


@operation("household.remove_member", "家庭成员迁出", may=Permission.EDIT_HOUSEHOLDS)
def remove_member(tx: Transaction, household: Household, person: Person, until: date, reason: str) -> Member:
    """End a membership on the day ``until``, the first day not included; raises `NotAMember`.

    The head leaves only by a change of head, a split or a move of the whole household.
    """
    if person.id == household.head_id:
        raise NothingLeftBehind
    return _leave(tx, household, person.id, until, reason)


@operation("household.move", "家庭迁移", may=Permission.EDIT_HOUSEHOLDS)
def move_household(
    tx: Transaction,
    household: Household,
    region_code: str,
    address: str | None,
    hukou_kind: str | None = None,
) -> Household:
    """Move a whole household to another village of the office; raises `HouseholdClosed`."""
    _require_open(household)
    return tx.put(
        dataclasses.replace(
            household,
            region_code=region_code,
            address=address,
            hukou_kind=hukou_kind or household.hukou_kind,
            village_group=None,
        )
    )


@operation("household.change_head", "变更户主", may=Permission.EDIT_HOUSEHOLDS)
def change_head(tx: Transaction, household: Household, relations: Mapping[str, str]) -> Household:
    """Give the household another head.

    ``relations`` says every member's relation to the new head, by person id.

    Raises `HouseholdClosed`, `NotAMember` or `HouseholdWithoutHead`.
    """
    _require_open(household)
    members = members_of(tx, household.id)
    heads = [person_id for person_id, relation in relations.items() if relation in HEADS]
    if {m.person_id for m in members} != set(relations):
        raise NotAMember(number=household.number)
    if len(heads) != 1:
        raise HouseholdWithoutHead(heads=len(heads))
    tx.put_all([dataclasses.replace(m, relation_to_head=relations[m.person_id]) for m in members])
    return tx.put(dataclasses.replace(household, head_id=RecordId(heads[0])))


@operation("household.split", "分户", may=Permission.EDIT_HOUSEHOLDS)
def split_household(
    tx: Transaction,
    household: Household,
    leaving: Mapping[str, str],
    split_on: date,
    address: str | None = None,
) -> Household:
    """Let some members found a household of their own.

    ``leaving`` gives their relation to its head, by person id.

    Raises `HouseholdClosed`, `NotAMember` or `NothingLeftBehind`.
    """
    _require_open(household)
    heads = [person_id for person_id, relation in leaving.items() if relation in HEADS]
    if len(heads) != 1 or household.head_id in leaving:
        raise NothingLeftBehind
    for person_id in leaving:
        _leave(tx, household, person_id, split_on, "分户")
    founded = tx.put(
        Household(
            number=mint_number(tx, f"{household.region_code[:9]}-"),
            head_id=tx.get(Person, heads[0]).id,
            region_code=household.region_code,
            village_group=household.village_group,
            address=address or household.address,
            hukou_kind=household.hukou_kind,
            registered_on=split_on,
        )
    )
    for person_id, relation in leaving.items():
        join(tx, founded, tx.get(Person, person_id), relation, split_on)
    return founded


@operation("household.merge", "并户", may=Permission.EDIT_HOUSEHOLDS)
def merge_households(
    tx: Transaction, into: Household, other: Household, relations: Mapping[str, str], merged_on: date
) -> Household:
    """Let all members of ``other`` join ``into``, with what they earn, own and spend.

    ``relations`` gives their relation to its head, by person id.

    Raises `HouseholdClosed`, `NotAMember`, `HouseholdWithoutHead` or `MergedIntoItself`.
    """
    _require_open(into)
    _require_open(other)
    if into.id == other.id:
        raise MergedIntoItself(number=into.number)
    members = members_of(tx, other.id)
    if {m.person_id for m in members} != set(relations):
        raise NotAMember(number=other.number)
    for member in members:
        _leave(tx, other, member.person_id, merged_on, "并户")
        join(tx, into, tx.get(Person, member.person_id), relations[member.person_id], merged_on)
    means: list[Income | Asset | Expense] = [
        *tx.find(Income, table(Income).c.household_id == other.id),
        *tx.find(Asset, table(Asset).c.household_id == other.id),
        *tx.find(Expense, table(Expense).c.household_id == other.id),
    ]
    tx.put_all([dataclasses.replace(one, household_id=into.id) for one in means])
    return close(tx, other, merged_on, f"并入户{into.number}")


@operation("household.close", "家庭销户", may=Permission.EDIT_HOUSEHOLDS)
def close_household(tx: Transaction, household: Household, closed_on: date, reason: str) -> Household:
    """Close a household that moved away or died out, with all memberships; raises `HouseholdClosed`."""
    _require_open(household)
    for member in members_of(tx, household.id):
        _leave(tx, household, member.person_id, closed_on, reason)
    return close(tx, household, closed_on, reason)


@operation("person.report_death", "登记死亡", may=Permission.EDIT_HOUSEHOLDS)
def report_death(tx: Transaction, person: Person, died_on: date, source: str) -> Person:
    """Note that a person died; the membership ends on the day after.

    What the death does to benefits is decided above, in the benefits room. Raises `AlreadyDead` or
    `DateOutOfOrder`.
    """
    if person.died_on is not None:
        raise AlreadyDead(died_on=person.died_on)
    if person.born_on is not None and died_on < person.born_on:
        raise DateOutOfOrder(label="死亡日期", day=died_on, floor="出生日期")
    at = table(Member).c
    for member in tx.find(Member, at.person_id == person.id, at.until.is_(None)):
        # The day of death is the last day of membership, so `until`, the first day not included, is the next.
        # A death that comes out after a household was registered leaves a membership of no day at all.
        until = max(member.since, date.fromordinal(died_on.toordinal() + 1))
        tx.put(dataclasses.replace(member, until=until, left_reason="死亡"))
    return tx.put(dataclasses.replace(person, died_on=died_on, died_source=source))


def close(tx: Transaction, household: Household, closed_on: date, reason: str) -> Household:
    """Mark a household whose members have all left as closed."""
    return tx.put(dataclasses.replace(household, closed_on=closed_on, closed_reason=reason))


def _leave(tx: Transaction, household: Household, person_id: str, until: date, reason: str) -> Member:
    found: Sequence[Member] = [m for m in members_of(tx, household.id) if m.person_id == person_id]
    if not found:
        raise NotAMember(number=household.number)
    if until < found[0].since:
        raise DateOutOfOrder(label="离开日期", day=until, floor="加入日期")
    return tx.put(dataclasses.replace(found[0], until=until, left_reason=reason))


def _require_open(household: Household) -> None:
    if household.closed_on is not None:
        raise HouseholdClosed(number=household.number, closed_on=household.closed_on)
