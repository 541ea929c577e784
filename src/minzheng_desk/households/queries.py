"""What the store knows about households: who lives where, search, and the file on one household."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from operator import attrgetter
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
from minzheng_desk.store.reader import Reader, chunks
from minzheng_desk.store.search import exactly, hits
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
    return list(reader.by_ids(Person, exactly(reader, "d", id_number)).values())


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


def standing_account(reader: Reader, person_id: str) -> BankAccount | None:
    """The account a person's benefits go to from now on."""
    at = table(BankAccount).c
    order = [at.since.desc(), at.id.desc()]
    return reader.first(BankAccount, at.person_id == person_id, at.until.is_(None), order_by=order)


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
    for household in reader.by_ids(Household, exactly(reader, "h", number.casefold())).values():
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


AS_YOU_TYPE = 20
"""How many hits a list under a search field shows; whoever sees twenty types another character."""


_MANY, _LOOKED_UP = 2000, 200
"""How many index entries are read at once where all of them are wanted, and how many people are looked up."""


def find_people(reader: Reader, query: str, limit: int = AS_YOU_TYPE) -> list[Found]:
    """People by name part, pinyin, identity number, phone, account tail, village or household number.

    Several words (李 下湾) are first taken for one name written apart, then for things that all hold.
    """
    by: dict[str, str] = {}
    # A page no longer than the list: whom a hit stands for costs a look-up each.
    for page in hits(reader, query, limit):
        for hit_by, same in groupby(page, key=attrgetter("by")):
            for person_id in _people_behind(reader, [hit.record_id for hit in same], hit_by, limit):
                by.setdefault(person_id, hit_by)
        if len(by) >= limit:
            break
    words = query.split()
    if not by and len(words) > 1:
        return _found_by_all(reader, words, limit)
    return [row for part in chunks(list(by)[:limit]) for row in _found_rows(reader, part, by)]


@dataclass(frozen=True, slots=True)
class _Meant:
    """Whom one of several words means: people, and everybody who lives in certain places."""

    people: dict[str, str]
    places: tuple[Region, ...]

    def holds_for(self, one: Found) -> bool:
        """Whether the word holds for a person."""
        return one.person_id in self.people or one.region_code in {place.code for place in self.places}


def _found_by_all(reader: Reader, words: Sequence[str], limit: int) -> list[Found]:
    """Whom every word holds for: the word that means the fewest people leads, the others are looked up."""
    meant = [_meant(reader, word) for word in words]
    lead = min((one for one in meant if one.people), key=lambda one: len(one.people), default=None)
    if lead is None:
        return []
    found: list[Found] = []
    for part in chunks(lead.people, _LOOKED_UP):
        rows = _found_rows(reader, part, lead.people)
        found += [row for row in rows if all(one.holds_for(row) for one in meant if one is not lead)]
        if len(found) >= limit:
            break
    return found[:limit]


def _meant(reader: Reader, word: str) -> _Meant:
    people, places = dict[str, str](), list[str]()
    for page in hits(reader, word, _MANY):
        for by, same in groupby(page, key=attrgetter("by")):
            ids = [hit.record_id for hit in same]
            if by == "P":
                places += ids
            else:
                for person_id in _people_behind(reader, ids, by, _MANY):
                    people.setdefault(person_id, by)
    return _Meant(people, tuple(reader.by_ids(Region, places).values()))


def _people_behind(reader: Reader, record_ids: Sequence[str], by: str, limit: int) -> Sequence[str]:
    """Whom a hit stands for: the owner of an account, the head of a household, the heads of a village."""
    homes = table(Household).c
    if by == "P":
        return _heads_in(reader, list(reader.by_ids(Region, record_ids).values()), limit)
    owners = {"a": table(BankAccount).c.person_id, "h": homes.head_id}
    if by not in owners:
        return record_ids
    owner = owners[by]
    found: dict[str, str] = {}
    for part in chunks(record_ids):
        at = owner.table.c.id
        found.update((row[0], row[1]) for row in reader.rows(select(at, owner).where(at.in_(part))))
    return [found[record_id] for record_id in record_ids if record_id in found]


def _heads_in(reader: Reader, places: Sequence[Region], limit: int) -> list[str]:
    """The heads of open households, place by place, those registered first; stops when there are enough."""
    homes, found = table(Household).c, list[str]()
    for place in places:
        heads = select(homes.head_id).where(homes.region_code == place.code, homes.closed_on.is_(None))
        # By id, because the index over the region is in that order and nothing need be sorted.
        found += [row[0] for row in reader.rows(heads.order_by(homes.id).limit(limit - len(found)))]
        if len(found) >= limit:
            break
    return found


def _found_rows(reader: Reader, person_ids: Sequence[str], by: Mapping[str, str]) -> list[Found]:
    people, members, homes = table(Person).c, table(Member), table(Household).c
    joined = (
        table(Person)
        .outerjoin(members, (members.c.person_id == people.id) & members.c.until.is_(None))
        .outerjoin(table(Household), homes.id == members.c.household_id)
    )
    query = select(people.id, people.name, people.id_number, homes.id, homes.number, homes.region_code)
    found = reader.rows(query.select_from(joined).where(people.id.in_(person_ids)))
    rows = {row[0]: Found(row[0], row[1], row[2], row[3], row[4], row[5], by[row[0]]) for row in found}
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
