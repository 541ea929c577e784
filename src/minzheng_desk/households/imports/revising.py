"""Comparing what a sheet says of people on file, field by field; empty cells never erase."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, TypeVar

from minzheng_desk.households.imports.cells import Fault
from minzheng_desk.households.imports.facts import (
    ACCOUNT_FIELDS,
    CERTIFICATE_FIELDS,
    HOUSEHOLD_FIELDS,
    PERSON_FIELDS,
    UNDIVIDED,
    ToldAsset,
    ToldIncome,
    household_assets,
    household_incomes,
    person_incomes,
    told,
)
from minzheng_desk.households.imports.grouping import HEAD_RELATION
from minzheng_desk.households.imports.model import HouseholdEntry, PersonEntry, Row, Standing
from minzheng_desk.households.imports.plan import Comparison, FieldChange
from minzheng_desk.households.imports.stored import Known
from minzheng_desk.households.model import (
    Asset,
    BankAccount,
    DisabilityCertificate,
    Household,
    Income,
    Person,
)
from minzheng_desk.kernel.codes import codes
from minzheng_desk.kernel.money import Money, shown
from minzheng_desk.kernel.problems import Problem
from minzheng_desk.kernel.records import Field, Kind, Record

R = TypeVar("R", bound=Record)


@dataclass(slots=True)
class Revising:
    """The revisions of one household of a file, gathered until it is sure that all of them can be taken."""

    known: Known
    day: date
    revised: list[Record] = field(default_factory=list)
    new: list[Record] = field(default_factory=list)
    changes: list[FieldChange] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def hand_over(self, made: Comparison) -> None:
        """Put everything gathered into the comparison."""
        made.plan.revised += self.revised
        made.plan.new_records += self.new
        made.changes += self.changes
        for change in self.changes:
            made.raise_to((change.sheet, change.row), Standing.CHANGED)

    def household(self, entry: HouseholdEntry, household: Household) -> None:
        """Compare a household, its undivided income and its assets."""
        at, subject = (entry.sheet, entry.row), self._name(household.head_id)
        values = told(entry.values, HOUSEHOLD_FIELDS)
        if "household_hukou_kind" in entry.assumed:
            values.pop("hukou_kind", None)
        self._revise(household, values, at, subject)
        members = [person.values for person in entry.persons]
        self._incomes(household_incomes(entry.values, members), household, None, at, subject)
        for asset in household_assets(entry.values):
            self._asset(asset, household, at, subject)

    def person(self, entry: PersonEntry, person: Person, household: Household) -> None:
        """Compare a person with the membership, the incomes, the certificate and the account."""
        at = entry.sheet, entry.row
        self.person_alone(entry, person)
        member = self.known.member_of.get(person.id)
        if member is not None and entry.relation is not None and entry.relation != member.relation_to_head:
            if HEAD_RELATION in {entry.relation, member.relation_to_head}:
                fault = Fault(
                    "head_differs",
                    "与户主关系和系统里登记的户主不一致。",
                    "请先在系统里办理变更户主，再导入。",
                )
                self.problems.append(
                    fault.at(*at, "与户主关系", codes("relation_to_head").label(entry.relation))
                )
            else:
                self._revise(member, {"relation_to_head": entry.relation}, at, person.name)
        self._incomes(person_incomes(entry.values), household, person, at, person.name)

    def person_alone(self, entry: PersonEntry, person: Person) -> None:
        """Compare what is a person's in whatever household: the fields, the certificate and the account."""
        at = entry.sheet, entry.row
        self._revise(person, told(entry.values, PERSON_FIELDS), at, person.name)
        self._certificate(told(entry.values, CERTIFICATE_FIELDS), person, at)
        self._account(told(entry.values, ACCOUNT_FIELDS), person, at)

    def _name(self, person_id: str) -> str:
        person = self.known.persons.get(person_id)
        return person.name if person is not None else ""

    def _revise(self, stored: R, values: Mapping[str, Any], at: Row, subject: str) -> None:
        """Note the fields that differ, and the record as it would be."""
        differing = {name: value for name, value in values.items() if getattr(stored, name) != value}
        if not differing:
            return
        kind = stored.declaration
        for name, value in differing.items():
            declared = kind.field(name)
            before, after = said(declared, getattr(stored, name)), said(declared, value)
            self.changes.append(FieldChange(*at, subject, declared.label, before, after))
        self.revised.append(replace(stored, **differing))

    def _add(self, record: Record, label: str, after: str, at: Row, subject: str) -> None:
        self.new.append(record)
        self.changes.append(FieldChange(*at, subject, label, "", after))

    def _incomes(
        self, incomes: list[ToldIncome], household: Household, person: Person | None, at: Row, subject: str
    ) -> None:
        if not incomes:
            return
        person_id = person.id if person is not None else None
        declared = [i for i in self.known.incomes[household.id] if i.provenance == "declared"]
        own = [income for income in declared if income.person_id == person_id]
        others = [income for income in declared if (income.person_id is None) != (person_id is None)]
        if others or _divided_otherwise(incomes, own):
            self._against_total(incomes, own if not others else declared, at)
            return
        by_kind = {(income.kind, income.months): income for income in own}
        for income in incomes:
            stored = by_kind.get((income.kind, income.months))
            if stored is not None:
                self._revise(stored, {"amount": income.amount}, at, subject)
                continue
            made = Income(
                household_id=household.id,
                person_id=person_id,
                kind=income.kind,
                amount=income.amount,
                months=income.months,
                as_of=self.day,
            )
            self._add(made, codes("income_kind").label(income.kind), shown(income.amount), at, subject)

    def _against_total(self, incomes: list[ToldIncome], stored: list[Income], at: Row) -> None:
        """Where the store divides an income otherwise than the sheet, only their totals can be compared."""
        if len(incomes) == 1 and _yearly(incomes) == _yearly(stored):
            return
        fault = Fault(
            "income_divided_otherwise",
            f"系统里的收入分项登记（每年共{shown(_yearly(stored))}元），与表中的写法不同，不能直接覆盖。",
            "请在系统里逐项更正收入，或按同样的分项填表。",
        )
        self.problems.append(fault.at(*at, "收入", shown(_yearly(incomes))))

    def _asset(self, asset: ToldAsset, household: Household, at: Row, subject: str) -> None:
        same = [
            stored
            for stored in self.known.assets[household.id]
            if stored.kind == asset.kind and stored.person_id is None and stored.provenance == "declared"
        ]
        values: dict[str, Any] = (
            {"amount": asset.amount} if asset.kind == "deposit" else {"quantity": asset.quantity}
        )
        if same:
            self._revise(same[0], values, at, subject)
        elif asset.is_something:
            made = Asset(household_id=household.id, kind=asset.kind, as_of=self.day, **values)
            after = shown(asset.amount) if asset.kind == "deposit" else str(asset.quantity)
            self._add(made, codes("asset_kind").label(asset.kind), after, at, subject)

    def _certificate(self, values: dict[str, Any], person: Person, at: Row) -> None:
        if not values:
            return
        stored = self.known.certificates[person.id]
        if len(stored) == 1:
            self._revise(stored[0], values, at, person.name)
        elif not stored and {"category", "grade"} <= values.keys():
            made = DisabilityCertificate(person_id=person.id, **values)
            self._add(made, "残疾人证", _disability(made), at, person.name)
        elif stored and not any(_agrees(paper, values) for paper in stored):
            fault = Fault(
                "several_certificates", "系统里此人有不止一本残疾人证。", "请在系统里核对并注销旧证。"
            )
            self.problems.append(fault.at(*at, "残疾证号", values.get("number")))

    def _account(self, values: dict[str, Any], person: Person, at: Row) -> None:
        if "account" not in values:
            return
        accounts = self.known.accounts[person.id]
        same = next((stored for stored in accounts if stored.account == values["account"]), None)
        if same is not None:
            self._revise(same, values, at, person.name)
            return
        before = ""
        for old in accounts:
            before = old.account
            self.revised.append(replace(old, until=self.day))
        made = BankAccount(person_id=person.id, since=self.day, **{"holder_name": person.name, **values})
        self.new.append(made)
        self.changes.append(FieldChange(*at, person.name, "银行账号", before, made.account))


def said(declared: Field, value: Any) -> str:
    """Return a field's value as people read it."""
    if value is None:
        return ""
    if declared.kind is Kind.CODE and declared.codes is not None:
        return codes(declared.codes).label(value)
    if declared.kind is Kind.MONEY:
        return shown(value)
    return value.isoformat() if isinstance(value, date) else str(value)


def _divided_otherwise(incomes: list[ToldIncome], own: list[Income]) -> bool:
    """Tell whether a total stands against parts, or a yearly amount against a monthly one."""
    if not own:
        return False
    ways = {(income.kind == UNDIVIDED, income.months) for income in incomes}
    return any((income.kind == UNDIVIDED, income.months) not in ways for income in own)


def _yearly(incomes: list[ToldIncome] | list[Income]) -> Money:
    return Money(sum(income.amount * 12 // income.months for income in incomes))


def _agrees(paper: DisabilityCertificate, values: Mapping[str, Any]) -> bool:
    return all(getattr(paper, name) == value for name, value in values.items())


def _disability(paper: DisabilityCertificate) -> str:
    return codes("disability_category").label(paper.category) + codes("disability_grade").label(paper.grade)
