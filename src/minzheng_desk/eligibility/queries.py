"""Facts as the rules want them, from the records kept: a township in a few queries, or one household."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, or_

from minzheng_desk.eligibility.burdens import Burdens, burdens_known
from minzheng_desk.eligibility.evidence import Evidence, evidence_known, records_of
from minzheng_desk.eligibility.model import (
    AssessmentRecord,
    AssetFact,
    CertificateFact,
    HouseholdFacts,
    IncomeFact,
    PersonFacts,
)
from minzheng_desk.households.model import Asset, DisabilityCertificate, Household, Income, Member, Person
from minzheng_desk.kernel.ids import RecordId
from minzheng_desk.store.reader import Reader
from minzheng_desk.store.tables import table

Fact = TypeVar("Fact")
Receiving = Mapping[str, tuple[str, ...]]
"""Programmes that people are paid under already, by person id; the rooms above know them."""

_PART = 2


def facts_of_household(
    reader: Reader, household_id: str, on: date, receiving: Receiving | None = None
) -> HouseholdFacts:
    """The facts of one household as of a day; raises `NotFound`."""
    household = reader.get(Household, household_id)
    return _facts(reader, [household], on, receiving or {}, [household_id])[0]


def facts_of_all(
    reader: Reader, on: date, *, receiving: Receiving | None = None, region_code: str | None = None
) -> list[HouseholdFacts]:
    """The facts of every household on file and open on a day, by number; of one village by its code."""
    households = households_on(reader, on, region_code)
    ids = None if region_code is None else [household.id for household in households]
    return _facts(reader, households, on, receiving or {}, ids)


def facts_of(
    reader: Reader, households: Sequence[Household], on: date, receiving: Receiving | None = None
) -> list[HouseholdFacts]:
    """The facts of these households as of a day, so that a township can be gone through part by part."""
    return _facts(reader, households, on, receiving or {}, [household.id for household in households])


def households_on(reader: Reader, on: date, region_code: str | None = None) -> list[Household]:
    """Every household on file and open on a day, by number; of one village by its code."""
    homes = table(Household).c
    where: list[ColumnElement[bool]] = [
        homes.registered_on <= on,
        or_(homes.closed_on.is_(None), homes.closed_on > on),
    ]
    if region_code is not None:
        where.append(homes.region_code == region_code)
    return reader.find(Household, *where, order_by=[homes.number, homes.id])


def assessments_of(reader: Reader, household_id: str) -> list[AssessmentRecord]:
    """The assessments kept of a household, the latest first."""
    kept = table(AssessmentRecord).c
    return reader.find(
        AssessmentRecord, kept.household_id == household_id, order_by=[kept.on.desc(), kept.id.desc()]
    )


def _facts(
    reader: Reader, households: Sequence[Household], on: date, receiving: Receiving, ids: Sequence[str] | None
) -> list[HouseholdFacts]:
    """Return the facts of households; ``ids`` None reads the whole store."""
    members = records_of(reader, Member, "household_id", ids)
    standing = [m for m in members if m.since <= on and (m.until is None or on < m.until)]
    person_ids = None if ids is None else [member.person_id for member in standing]
    people = {person.id: person for person in records_of(reader, Person, "id", person_ids)}
    certificates = _grouped(
        (fact.person_id, _certificate(fact))
        for fact in records_of(reader, DisabilityCertificate, "person_id", person_ids)
        if fact.issued_on is None or fact.issued_on <= on
    )
    incomes = _grouped(
        (fact.household_id, _income(fact)) for fact in records_of(reader, Income, "household_id", ids)
    )
    assets = _grouped(
        (fact.household_id, _asset(fact)) for fact in records_of(reader, Asset, "household_id", ids)
    )
    with_land = {
        income.person for own in incomes.values() for income in own if income.kind == "land_transfer"
    }
    evidence, burdens = (
        evidence_known(reader, on, ids, person_ids),
        burdens_known(reader, on, ids, person_ids),
    )
    heads = {household.head_id: household.id for household in households}
    persons = _grouped(
        (
            member.household_id,
            _person(
                people[member.person_id],
                member,
                evidence,
                certificates=tuple(certificates.get(member.person_id, ())),
                receives=_received(member.person_id, receiving, burdens, heads),
                contracted_land=True if member.person_id in with_land else None,
                **burdens.of_person(member.person_id),
            ),
        )
        for member in standing
    )
    return [
        HouseholdFacts(
            key=household.id,
            area=household.hukou_kind,
            region=household.region_code,
            members=tuple(persons.get(household.id, ())),
            incomes=tuple(incomes[household.id]) if household.id in incomes else None,
            assets=tuple(assets.get(household.id, ())),
            as_of=on,
            **evidence.of_household(household.id),
            **burdens.of_household(household.id),
        )
        for household in households
    ]


def _received(
    person_id: str, receiving: Receiving, burdens: Burdens, heads: Mapping[RecordId, RecordId]
) -> tuple[str, ...]:
    """Return what a person is paid under; the head also stands for what the household is recognised for."""
    paid, household_id = receiving.get(person_id, ()), heads.get(RecordId(person_id))
    return paid if household_id is None else (*paid, *burdens.standing(household_id))


def _grouped(pairs: Iterable[tuple[Hashable, Fact]]) -> Mapping[Any, list[Fact]]:
    found: defaultdict[Hashable, list[Fact]] = defaultdict(list)
    for key, fact in pairs:
        found[key].append(fact)
    return dict(found)


def _person(person: Person, member: Member, evidence: Evidence, **register: Any) -> PersonFacts:
    """Return one person: the register first, what was found out since over it."""
    known = {
        "study_stage": person.study_stage,
        "self_care_failures": person.self_care_failures,
        **register,
        **evidence.of_person(person.id),
        **evidence.of_member(member.household_id, person.id),
    }
    return PersonFacts(
        key=person.id,
        name=person.name,
        relation=member.relation_to_head,
        sex=person.sex,
        born_on=person.born_on,
        died_on=person.died_on,
        id_number=person.id_number,
        hukou_kind=person.hukou_kind,
        hukou_region=person.hukou_region_code,
        work_capacity=person.work_capacity,
        lives_apart=member.lives_apart,
        lives_apart_since=member.lives_apart_since,
        care_arrangement=person.care_arrangement,
        **known,
    )


def _certificate(kept: DisabilityCertificate) -> CertificateFact:
    return CertificateFact(
        category=kept.category,
        grade=kept.grade,
        number=kept.number,
        number_reason=kept.number_reason or "",
        provenance=kept.provenance,
        as_of=kept.as_of,
        issued_on=kept.issued_on,
        parts=tuple(part for part in kept.parts if len(part) == _PART and part.isdigit()),
        expires_on=kept.expires_on,
        cancelled_on=kept.cancelled_on,
    )


def _income(kept: Income) -> IncomeFact:
    return IncomeFact(
        kind=kept.kind,
        amount=kept.amount,
        months=kept.months,
        cost=kept.cost,
        person=kept.person_id,
        since=kept.since,
        until=kept.until,
        provenance=kept.provenance,
        as_of=kept.as_of,
    )


def _asset(kept: Asset) -> AssetFact:
    return AssetFact(
        kind=kept.kind,
        amount=kept.amount,
        quantity=kept.quantity,
        person=kept.person_id,
        provenance=kept.provenance,
        as_of=kept.as_of,
    )
