"""Writing an import: whole lists of records per type, in one transaction."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar

from minzheng_desk.households.imports.facts import (
    ACCOUNT_FIELDS,
    CERTIFICATE_FIELDS,
    HOUSEHOLD_FIELDS,
    PERSON_FIELDS,
    household_assets,
    household_incomes,
    person_incomes,
    told,
)
from minzheng_desk.households.imports.model import PersonEntry
from minzheng_desk.households.imports.plan import ImportPlan, NewHousehold, NewMember
from minzheng_desk.households.model import (
    Asset,
    BankAccount,
    DisabilityCertificate,
    Household,
    Income,
    Member,
    Person,
)
from minzheng_desk.kernel.ids import RecordId, new_ids
from minzheng_desk.kernel.progress import Progress
from minzheng_desk.kernel.records import Record
from minzheng_desk.kernel.text import sort_key
from minzheng_desk.office.operations import mint_numbers
from minzheng_desk.store.reader import chunks
from minzheng_desk.store.transaction import Transaction

R = TypeVar("R", bound=Record)

_DEFAULTS: dict[type[Record], dict[str, Any]] = {
    cls: {declared.name: getattr(cls, declared.name, None) for declared in cls.declaration.fields}
    for cls in (Person, Household, Member, Income, Asset, DisabilityCertificate, BankAccount)
}
_TOWNSHIP_DIGITS = 9
_IDS_AT_ONCE = 4096
_HOUSEHOLDS_AT_ONCE = 250
"""Whoever cancels is heard between two batches; larger ones are no faster."""


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import wrote."""

    households: int
    persons: int
    revised: int


@dataclass(slots=True)
class _Batch:
    """New records, a list per type, so that each list goes to the store at once."""

    persons: list[Person] = field(default_factory=list)
    households: list[Household] = field(default_factory=list)
    members: list[Member] = field(default_factory=list)
    incomes: list[Income] = field(default_factory=list)
    assets: list[Asset] = field(default_factory=list)
    certificates: list[DisabilityCertificate] = field(default_factory=list)
    accounts: list[BankAccount] = field(default_factory=list)

    def store(self, tx: Transaction) -> None:
        for records in (
            self.persons,
            self.households,
            self.members,
            self.incomes,
            self.assets,
            self.certificates,
            self.accounts,
        ):
            if records:
                tx.put_all(records)


def write_plan(tx: Transaction, plan: ImportPlan, progress: Progress) -> Imported:
    """Write all that was planned; raises `StaleRecord` when the store has moved on, and `Cancelled`."""
    tx.note = plan.source
    total, done, persons = len(plan.new_households), 0, 0
    for part in chunks(plan.new_households, _HOUSEHOLDS_AT_ONCE):
        progress.report(done, total, "正在写入家庭档案")
        batch = _batch_of(part, _numbers(tx, part), plan.day)
        batch.store(tx)
        persons += len(batch.persons)
        done += len(part)
    added = _batch_of_members(plan.new_members, plan.day)
    added.store(tx)
    tx.put_all(sorted(plan.new_records, key=lambda record: record.declaration.name))
    tx.put_all(sorted(plan.revised, key=lambda record: record.declaration.name))
    tx.put_all([*plan.mappings, *plan.said])
    tx.remove_all(plan.forgotten)
    progress.report(total, total, "正在写入家庭档案")
    return Imported(total, persons + len(added.persons), len(plan.revised))


def _numbers(tx: Transaction, part: Sequence[NewHousehold]) -> list[str]:
    """Mint one number for each household, by township."""
    prefixes = [f"{new.entry.values['village'][:_TOWNSHIP_DIGITS]}-" for new in part]
    minted = {prefix: iter(mint_numbers(tx, prefix, prefixes.count(prefix))) for prefix in set(prefixes)}
    return [next(minted[prefix]) for prefix in prefixes]


def _batch_of(part: Sequence[NewHousehold], numbers: Sequence[str], day: date) -> _Batch:
    batch = _Batch()
    ids = _ids()
    for new, number in zip(part, numbers, strict=True):
        entry = new.entry
        registered_on = entry.values.get("registered_on", day)
        household_id = next(ids)
        head_id: RecordId | None = None
        for person_entry, person in new.persons:
            person_id = person.id if person is not None else next(ids)
            if person is None:
                batch.persons.append(_person(person_id, person_entry))
                _add_papers(batch, ids, person_id, person_entry, day)
            if person_entry is entry.head:
                head_id = person_id
            _add_member(batch, ids, household_id, person_id, person_entry, registered_on)
            _add_incomes(batch, ids, household_id, person_id, person_entry, day)
        fields = {"head_id": head_id, "number": number, "registered_on": registered_on}
        batch.households.append(
            _lean(Household, household_id, {**fields, **told(entry.values, HOUSEHOLD_FIELDS)})
        )
        _add_household_facts(batch, ids, household_id, new, day)
    return batch


def _batch_of_members(news: Iterable[NewMember], day: date) -> _Batch:
    batch, ids = _Batch(), _ids()
    for new in news:
        person_id = new.person.id if new.person is not None else next(ids)
        if new.person is None:
            batch.persons.append(_person(person_id, new.entry))
            _add_papers(batch, ids, person_id, new.entry, day)
            _add_incomes(batch, ids, new.household.id, person_id, new.entry, day)
        _add_member(batch, ids, new.household.id, person_id, new.entry, day)
    return batch


def _ids() -> Iterator[RecordId]:
    """Yield fresh ids, made many at a time."""
    while True:
        yield from new_ids(_IDS_AT_ONCE)


def _person(person_id: RecordId, entry: PersonEntry) -> Person:
    values = told(entry.values, PERSON_FIELDS)
    return _lean(Person, person_id, {**values, "name_sort_key": sort_key(values["name"])})


def _add_member(
    batch: _Batch,
    ids: Iterator[RecordId],
    household_id: RecordId,
    person_id: RecordId,
    entry: PersonEntry,
    since: date,
) -> None:
    born = entry.values.get("born_on")
    fields = {
        "household_id": household_id,
        "person_id": person_id,
        "relation_to_head": entry.relation,
        "since": born if born is not None and born > since else since,
    }
    batch.members.append(_lean(Member, next(ids), fields))


def _add_incomes(
    batch: _Batch,
    ids: Iterator[RecordId],
    household_id: RecordId,
    person_id: RecordId,
    entry: PersonEntry,
    day: date,
) -> None:
    for income in person_incomes(entry.values):
        fields = {"household_id": household_id, "person_id": person_id, "as_of": day}
        fields |= {"kind": income.kind, "amount": income.amount, "months": income.months}
        batch.incomes.append(_lean(Income, next(ids), fields))


def _add_papers(
    batch: _Batch, ids: Iterator[RecordId], person_id: RecordId, entry: PersonEntry, day: date
) -> None:
    values = entry.values
    if "disability_category" in values:
        fields = {"person_id": person_id, **told(values, CERTIFICATE_FIELDS)}
        batch.certificates.append(_lean(DisabilityCertificate, next(ids), fields))
    if "account" in values:
        fields = {
            "person_id": person_id,
            "since": day,
            "holder_name": values.get("name"),
            **told(values, ACCOUNT_FIELDS),
        }
        batch.accounts.append(_lean(BankAccount, next(ids), fields))


def _add_household_facts(
    batch: _Batch, ids: Iterator[RecordId], household_id: RecordId, new: NewHousehold, day: date
) -> None:
    values = new.entry.values
    for income in household_incomes(values, (entry.values for entry, _ in new.persons)):
        fields = {"household_id": household_id, "as_of": day, "kind": income.kind, "amount": income.amount}
        batch.incomes.append(_lean(Income, next(ids), {**fields, "months": income.months}))
    for asset in household_assets(values):
        if asset.is_something:
            fields = {"household_id": household_id, "as_of": day, "kind": asset.kind}
            fields |= {"amount": asset.amount, "quantity": asset.quantity}
            batch.assets.append(_lean(Asset, next(ids), fields))


def _lean(cls: type[R], record_id: RecordId, values: dict[str, Any]) -> R:
    """Make a record with defaults for what is not given.

    Fills the instance directly: the constructor of a frozen dataclass costs five times as much, each time.
    """
    made = object.__new__(cls)
    made.__dict__.update(_DEFAULTS[cls], id=record_id, version=0, **values)
    return made
