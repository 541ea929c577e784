"""What the store knows about households: who lives where, search, and the file on one household."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from sqlalchemy import ColumnElement, or_, select

from minzheng_desk.households.model import (
    Asset,
    BankAccount,
    DisabilityCertificate,
    Expense,
    Household,
    Income,
    Member,
    Person,
)
from minzheng_desk.kernel.errors import NotFound
from minzheng_desk.kernel.ids import RecordId
from minzheng_desk.office.model import Region
from minzheng_desk.office.queries import regions
from minzheng_desk.store.reader import Reader
from minzheng_desk.store.search import search
from minzheng_desk.store.tables import table


def members_of(reader: Reader, household_id: str, on: date | None = None) -> list[Member]:
    """The members of a household, today's or those of the day ``on``."""
    at = table(Member).c
    order = [at.relation_to_head, at.id]
    return reader.find(Member, at.household_id == household_id, _standing(on), order_by=order)


def household_of(reader: Reader, person_id: str, on: date | None = None) -> Household | None:
    """The household a person belongs to, today or on the day ``on``."""
    at = table(Member).c
    member = reader.first(Member, at.person_id == person_id, _standing(on))
    return None if member is None else reader.get(Household, member.household_id)


def same_id_number(reader: Reader, id_number: str) -> list[Person]:
    """Every person registered under an identity number; more than one is a finding, not an error."""
    hits = [hit.record_id for hit in search(reader, id_number) if hit.by == "d"]
    found = reader.by_ids(Person, hits)
    return [found[i] for i in hits if i in found and found[i].id_number == id_number]


def account_of(reader: Reader, person_id: str, on: date) -> BankAccount | None:
    """The account a person's benefits go to on a day."""
    at = table(BankAccount).c
    return reader.first(
        BankAccount,
        at.person_id == person_id,
        at.since <= on,
        or_(at.until.is_(None), at.until > on),
        order_by=[at.since.desc(), at.id.desc()],
    )


@dataclass(frozen=True, slots=True)
class MemberView:
    """One member with what is on file about the person."""

    member: Member
    person: Person
    certificates: tuple[DisabilityCertificate, ...]
    accounts: tuple[BankAccount, ...]


@dataclass(frozen=True, slots=True)
class HouseholdFile:
    """一户一档: a household with everything on file about it."""

    household: Household
    region: Region | None
    members: tuple[MemberView, ...]
    incomes: tuple[Income, ...]
    assets: tuple[Asset, ...]
    expenses: tuple[Expense, ...]

    @property
    def head(self) -> Person:
        """The head of the household."""
        return next(view.person for view in self.members if view.person.id == self.household.head_id)


def household_numbered(reader: Reader, number: str) -> Household:
    """The household with this number; raises `NotFound`."""
    for hit in search(reader, number):
        household = reader.first(Household, table(Household).c.id == hit.record_id)
        if household is not None and household.number == number:
            return household
    raise NotFound(label=f"户编号为{number}的家庭")


def household_file(reader: Reader, household_id: str) -> HouseholdFile:
    """Everything on file about a household, former members included; raises `NotFound`."""
    household = reader.get(Household, household_id)
    members = reader.find(
        Member,
        table(Member).c.household_id == household_id,
        order_by=[table(Member).c.relation_to_head, table(Member).c.id],
    )
    ids = [member.person_id for member in members]
    people = reader.by_ids(Person, ids)
    certificates, accounts = (
        _per_person(reader, DisabilityCertificate, ids),
        _per_person(reader, BankAccount, ids),
    )
    return HouseholdFile(
        household,
        reader.first(Region, table(Region).c.code == household.region_code),
        tuple(
            MemberView(m, people[m.person_id], tuple(certificates[m.person_id]), tuple(accounts[m.person_id]))
            for m in members
        ),
        tuple(reader.find(Income, table(Income).c.household_id == household_id)),
        tuple(reader.find(Asset, table(Asset).c.household_id == household_id)),
        tuple(reader.find(Expense, table(Expense).c.household_id == household_id)),
    )


@dataclass(frozen=True, slots=True)
class Found:
    """One line of a search result: a person with the household, or a household by its number or village."""

    person_id: RecordId
    name: str
    id_number: str | None
    household_id: RecordId | None
    household_number: str | None
    region_code: str | None
    by: str


def find_people(reader: Reader, query: str, limit: int = 50) -> list[Found]:
    """People by name part, pinyin, identity number, phone, account tail, village or household number."""
    hits = search(reader, query, limit)
    by = {hit.record_id: hit.by for hit in hits}
    people = dict.fromkeys(
        person_id for hit in hits for person_id in _people_behind(reader, hit.record_id, hit.by, limit)
    )
    sorts = {person_id: by.get(person_id, "") for person_id in people}
    return _found_rows(reader, list(people)[:limit], sorts)


def _people_behind(reader: Reader, record_id: str, by: str, limit: int) -> Sequence[str]:
    if by == "a":
        accounts = table(BankAccount).c
        return [row[0] for row in reader.rows(select(accounts.person_id).where(accounts.id == record_id))]
    homes = table(Household).c
    if by == "h":
        return [row[0] for row in reader.rows(select(homes.head_id).where(homes.id == record_id))]
    if by == "P":
        place = select(table(Region).c.code).where(table(Region).c.id == record_id).scalar_subquery()
        heads = select(homes.head_id).where(homes.region_code == place, homes.closed_on.is_(None))
        return [row[0] for row in reader.rows(heads.order_by(homes.number).limit(limit))]
    return [record_id]


def _found_rows(reader: Reader, person_ids: Sequence[str], sorts: dict[str, str]) -> list[Found]:
    people, members, homes = table(Person).c, table(Member), table(Household).c
    joined = (
        table(Person)
        .outerjoin(members, (members.c.person_id == people.id) & members.c.until.is_(None))
        .outerjoin(table(Household), homes.id == members.c.household_id)
    )
    query = select(people.id, people.name, people.id_number, homes.id, homes.number, homes.region_code)
    found = reader.rows(query.select_from(joined).where(people.id.in_(person_ids)))
    rows = {row[0]: Found(*row._tuple(), by=sorts[row[0]]) for row in found}
    return [rows[person_id] for person_id in person_ids if person_id in rows]


def region_names(reader: Reader) -> dict[str, str]:
    """The names of all divisions, by code."""
    return {region.code: region.name for region in regions(reader)}


OfPerson = TypeVar("OfPerson", DisabilityCertificate, BankAccount)


def _per_person(reader: Reader, cls: type[OfPerson], ids: Sequence[str]) -> dict[str, list[OfPerson]]:
    grouped: defaultdict[str, list[OfPerson]] = defaultdict(list)
    for fact in reader.find(cls, table(cls).c.person_id.in_(ids)):
        grouped[fact.person_id].append(fact)
    return grouped


def _standing(on: date | None) -> ColumnElement[bool]:
    at = table(Member).c
    if on is None:
        return at.until.is_(None)
    return (at.since <= on) & or_(at.until.is_(None), at.until > on)
