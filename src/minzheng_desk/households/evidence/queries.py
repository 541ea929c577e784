"""What is on file about the people of a household beyond the register, with the papers that prove it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

from minzheng_desk.households.evidence.model import (
    AbilityAssessment,
    Circumstance,
    Confirmation,
    LegalSupporter,
    ParentCircumstance,
    PropertyCheck,
    Schooling,
    SelfCareAssessment,
)
from minzheng_desk.households.hardships.model import Hardship, OtherBenefit
from minzheng_desk.households.kinship.model import StaffRelation
from minzheng_desk.households.model import Attachment
from minzheng_desk.households.visits.model import HomeVisit
from minzheng_desk.kernel.records import Record
from minzheng_desk.store.reader import Reader, chunks
from minzheng_desk.store.tables import table

OfPerson = (
    Circumstance
    | LegalSupporter
    | SelfCareAssessment
    | ParentCircumstance
    | AbilityAssessment
    | Schooling
    | OtherBenefit
)
OfHousehold = PropertyCheck | Hardship | HomeVisit | StaffRelation | Confirmation
_OF_PERSONS: tuple[type[OfPerson], ...] = (
    Circumstance,
    LegalSupporter,
    SelfCareAssessment,
    ParentCircumstance,
    AbilityAssessment,
    Schooling,
    OtherBenefit,
)
_OF_HOUSEHOLDS: tuple[type[OfHousehold], ...] = (
    PropertyCheck,
    Hardship,
    HomeVisit,
    StaffRelation,
    Confirmation,
)


@dataclass(frozen=True, slots=True)
class Proven:
    """A fact and how many papers are kept with it."""

    fact: OfPerson | OfHousehold
    papers: int


def evidence_of(reader: Reader, household_id: str, person_ids: Sequence[str]) -> list[Proven]:
    """Everything found out about a household and these people, kind by kind, the oldest first."""
    found: list[OfPerson | OfHousehold] = []
    for of_person in _OF_PERSONS:
        at = table(of_person).c
        found += reader.find(of_person, at.person_id.in_(person_ids), order_by=[at.id])
    for of_household in _OF_HOUSEHOLDS:
        at = table(of_household).c
        found += reader.find(of_household, at.household_id == household_id, order_by=[at.id])
    papers = papers_with(reader, found)
    return [Proven(fact, papers[fact.id]) for fact in found]


def papers_with(reader: Reader, records: Sequence[Record]) -> Counter[str]:
    """How many papers are kept with each of these records, by id."""
    at, counts = table(Attachment).c, Counter[str]()
    for part in chunks([record.id for record in records]):
        query = select(at.record_id, func.count()).where(at.record_id.in_(part)).group_by(at.record_id)
        counts.update({row[0]: row[1] for row in reader.rows(query)})
    return counts
