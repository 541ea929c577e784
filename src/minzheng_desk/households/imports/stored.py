"""What the store already knows of the people in a file: a few bulk queries, whatever the file's length."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from typing import TypeVar

from sqlalchemy import ColumnElement, select

from minzheng_desk.households.model import (
    Asset,
    BankAccount,
    DisabilityCertificate,
    Household,
    Income,
    Member,
    Person,
)
from minzheng_desk.kernel.records import Record
from minzheng_desk.store.reader import Reader, chunks
from minzheng_desk.store.tables import table

R = TypeVar("R", bound=Record)


@dataclass(slots=True)
class Known:
    """The persons of a file who are in the store, and everything an import may compare about them."""

    persons: dict[str, Person] = field(default_factory=dict)
    by_number: dict[str, list[Person]] = field(default_factory=lambda: defaultdict(list))
    member_of: dict[str, Member] = field(default_factory=dict)
    """The standing membership by person."""
    households: dict[str, Household] = field(default_factory=dict)
    members: dict[str, list[Member]] = field(default_factory=lambda: defaultdict(list))
    """The standing members by household."""
    incomes: dict[str, list[Income]] = field(default_factory=lambda: defaultdict(list))
    assets: dict[str, list[Asset]] = field(default_factory=lambda: defaultdict(list))
    certificates: dict[str, list[DisabilityCertificate]] = field(default_factory=lambda: defaultdict(list))
    accounts: dict[str, list[BankAccount]] = field(default_factory=lambda: defaultdict(list))

    def household_of(self, person: Person) -> Household | None:
        """The household the person stands in."""
        member = self.member_of.get(person.id)
        return self.households.get(member.household_id) if member is not None else None


def persons_by_number(reader: Reader, numbers: Collection[str]) -> dict[str, list[str]]:
    """Return the ids of the persons on file with these identity numbers, by number.

    A pass over two narrow columns is cheaper than asking for each.
    """
    person, wanted = table(Person).c, set(numbers)
    found: dict[str, list[str]] = defaultdict(list)
    for row in reader.rows(select(person.id, person.id_number).where(person.id_number.is_not(None))):
        if row.id_number in wanted:
            found[row.id_number].append(row.id)
    return found


def known_people(reader: Reader, ids: Iterable[str]) -> Known:
    """Return what the store knows of these persons and of their households."""
    known = Known(persons=reader.by_ids(Person, ids))
    if not known.persons:
        return known
    for person in known.persons.values():
        known.by_number[str(person.id_number)].append(person)
    member, own = table(Member).c, list(known.persons)
    for found in _those(reader, Member, member.person_id, own, member.until.is_(None)):
        known.member_of[found.person_id] = found
    known.households = reader.by_ids(Household, {m.household_id for m in known.member_of.values()})
    for found in _those(reader, Member, member.household_id, known.households, member.until.is_(None)):
        known.members[found.household_id].append(found)
        known.member_of.setdefault(found.person_id, found)
    known.persons.update(reader.by_ids(Person, known.member_of.keys() - known.persons.keys()))
    _read_facts(reader, known)
    return known


def _read_facts(reader: Reader, known: Known) -> None:
    income, asset = table(Income).c, table(Asset).c
    for one_income in _those(reader, Income, income.household_id, known.households, income.until.is_(None)):
        known.incomes[one_income.household_id].append(one_income)
    for one_asset in _those(reader, Asset, asset.household_id, known.households):
        known.assets[one_asset.household_id].append(one_asset)
    certificate, account = table(DisabilityCertificate).c, table(BankAccount).c
    standing = certificate.cancelled_on.is_(None)
    for paper in _those(reader, DisabilityCertificate, certificate.person_id, known.persons, standing):
        known.certificates[paper.person_id].append(paper)
    for one_account in _those(reader, BankAccount, account.person_id, known.persons, account.until.is_(None)):
        known.accounts[one_account.person_id].append(one_account)


def _those(
    reader: Reader,
    cls: type[R],
    column: ColumnElement[str],
    ids: Collection[str],
    *where: ColumnElement[bool],
) -> Iterator[R]:
    for part in chunks(ids):
        yield from reader.find(cls, column.in_(part), *where)
