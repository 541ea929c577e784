"""What was found out about persons, as facts of one day: a few queries for a whole township."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from minzheng_desk.eligibility.circumstances import OfficerFinding, StaffRelationFact, VisitFact
from minzheng_desk.eligibility.model import (
    AbilityFact,
    CertificateFact,
    ParentFact,
    SchoolingFact,
    SupporterFact,
)
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
from minzheng_desk.households.kinship.model import StaffRelation
from minzheng_desk.households.visits.model import HomeVisit
from minzheng_desk.kernel.records import Record
from minzheng_desk.store.reader import Reader, chunks
from minzheng_desk.store.tables import table

Kept = TypeVar("Kept", bound=Record)
By = dict[str, list[Kept]]
_YES_OR_NO = ("grave_illness", "has_job", "contracted_land", "relocated_to_town")


@dataclass(frozen=True, slots=True)
class Evidence:
    """What was known by a day, by person or household, in the order in which it was found out."""

    on: date
    circumstances: By[Circumstance]
    supporters: By[LegalSupporter]
    self_care: By[SelfCareAssessment]
    parents: By[ParentCircumstance]
    abilities: By[AbilityAssessment]
    schooling: By[Schooling]
    checks: By[PropertyCheck]
    confirmations: By[Confirmation]
    visits: By[HomeVisit]
    relations: By[StaffRelation]

    def of_person(self, person_id: str) -> dict[str, Any]:
        """The fields of `PersonFacts` that are on file; what is not is left out."""
        found = self._circumstances(person_id)
        supporters = self.supporters.get(person_id, ())
        if supporters or found.pop("no_supporter", False):
            found["supporters"] = tuple(_supporter(one) for one in supporters)
        if assessments := self.self_care.get(person_id):
            found["self_care_failures"] = assessments[-1].failures
        if parents := self.parents.get(person_id):
            found["parents"] = tuple(_parent(one) for one in parents)
        if abilities := self.abilities.get(person_id):
            latest = abilities[-1]
            found["ability"] = AbilityFact(
                score=latest.score, assessed_on=latest.assessed_on, provenance=latest.provenance
            )
        return found | self._schooling(person_id)

    def of_member(self, household_id: str, person_id: str) -> dict[str, Any]:
        """What an officer has confirmed about a member of a household."""
        found: dict[str, Any] = {}
        for one in self.confirmations.get(household_id, ()):
            if one.person_id != person_id:
                continue
            if one.question == "counts":
                found |= {"officer_counts": one.answer, "officer_reason": one.reason}
            elif one.question == "special_hardship":
                found["special_hardship"] = one.reason if one.answer else ""
        return found

    def of_household(self, household_id: str) -> dict[str, Any]:
        """The fields of `HouseholdFacts` that are on file."""
        found: dict[str, Any] = {}
        if checks := self.checks.get(household_id):
            found["property_fits"] = checks[-1].fits
        if visits := self.visits.get(household_id):
            found["visits"] = tuple(VisitFact(level=one.level, visited_on=one.visited_on) for one in visits)
        if relations := self.relations.get(household_id):
            standing = tuple(_relation(one) for one in relations if not one.has_ended(self.on))
            found["staff_relations"] = standing
        answers = {
            one.question: OfficerFinding(question=one.question, holds=one.answer, reason=one.reason)
            for one in self.confirmations.get(household_id, ())
            if one.person_id is None
        }
        return found | ({"officer_findings": tuple(answers.values())} if answers else {})

    def _circumstances(self, person_id: str) -> dict[str, Any]:
        """Return what holds of a person, the latest word on each kind."""
        found: dict[str, Any] = {}
        for one in self.circumstances.get(person_id, ()):
            holds = one.holds and (one.until is None or self.on < one.until)
            if one.kind in _YES_OR_NO or one.kind == "no_supporter":
                found[one.kind] = holds
            elif one.kind == "lives_here":
                found["lives_with_since"] = one.since if holds else None
            elif one.kind == "needs_care":
                found["needs_care_since"] = one.since if holds else None
        return found

    def _schooling(self, person_id: str) -> dict[str, Any]:
        known = self.schooling.get(person_id)
        if not known:
            return {}
        latest = known[-1]
        fact = SchoolingFact(school=latest.school, proof_on=latest.confirmed_on, provenance=latest.provenance)
        stage = {"study_stage": latest.study_stage} if latest.study_stage else {}
        return {"schooling": fact, **stage}


def evidence_known(
    reader: Reader, on: date, household_ids: Sequence[str] | None, person_ids: Sequence[str] | None
) -> Evidence:
    """Read what was known by a day about these households and persons; about all where the ids are None."""

    def of_persons(cls: type[Kept], known_on: Callable[[Any], date | None]) -> By[Kept]:
        return _known(records_of(reader, cls, "person_id", person_ids), "person_id", known_on, on)

    def of_households(cls: type[Kept], known_on: Callable[[Any], date | None]) -> By[Kept]:
        return _known(records_of(reader, cls, "household_id", household_ids), "household_id", known_on, on)

    return Evidence(
        on=on,
        circumstances=of_persons(Circumstance, lambda one: one.as_of or one.since),
        supporters=_latest_of_each(of_persons(LegalSupporter, lambda one: one.as_of)),
        self_care=of_persons(SelfCareAssessment, lambda one: one.assessed_on),
        parents=of_persons(ParentCircumstance, lambda one: one.as_of),
        abilities=of_persons(AbilityAssessment, lambda one: one.assessed_on),
        schooling=of_persons(Schooling, lambda one: one.confirmed_on),
        checks=of_households(PropertyCheck, lambda one: one.checked_on),
        confirmations=of_households(Confirmation, lambda one: one.confirmed_on),
        visits=of_households(HomeVisit, lambda one: one.visited_on),
        relations=of_households(StaffRelation, lambda one: one.filed_on),
    )


def records_of(reader: Reader, cls: type[Kept], column: str, ids: Sequence[str] | None) -> list[Kept]:
    """Read every record of a kind, or those whose ``column`` is one of ``ids``."""
    order = [table(cls).c.id]
    if ids is None:
        return reader.find(cls, order_by=order)
    return [
        one
        for part in chunks(ids)
        for one in reader.find(cls, table(cls).c[column].in_(part), order_by=order)
    ]


def _known(records: Iterable[Kept], owner: str, known_on: Callable[[Any], date | None], on: date) -> By[Kept]:
    """Group what was known by ``on`` by its owner, the latest last; what bears no day was always known."""
    found: defaultdict[str, list[Kept]] = defaultdict(list)
    for one in sorted(records, key=lambda one: (known_on(one) or date.min, one.id)):
        if (known_on(one) or date.min) <= on:
            found[getattr(one, owner)].append(one)
    return dict(found)


def _latest_of_each(supporters: Mapping[str, list[LegalSupporter]]) -> By[LegalSupporter]:
    """Keep the latest word on each supporter: what was found out before about the same one is replaced."""
    return {
        person_id: list({one.id_number or one.name: one for one in known}.values())
        for person_id, known in supporters.items()
    }


def _certificates(category: str | None, grade: str | None) -> tuple[CertificateFact, ...]:
    return (CertificateFact(category=category, grade=grade),) if category and grade else ()


def _supporter(kept: LegalSupporter) -> SupporterFact:
    return SupporterFact(
        name=kept.name,
        relation=kept.relation_to_person,
        id_number=kept.id_number,
        born_on=kept.born_on,
        died_on=kept.died_on,
        consented_on=kept.consented_on,
        receives=tuple(kept.receives),
        yearly_income=kept.yearly_income,
        property_fits=kept.property_fits,
        certificates=_certificates(kept.disability_category, kept.disability_grade),
        without_capacity=kept.without_capacity,
    )


def _relation(kept: StaffRelation) -> StaffRelationFact:
    return StaffRelationFact(
        kinship=kept.kinship,
        staff_kind=kept.staff_kind,
        staff_name=kept.staff_name,
        person=kept.person_id,
        filed_on=kept.filed_on,
    )


def _parent(kept: ParentCircumstance) -> ParentFact:
    return ParentFact(
        parent=kept.parent,
        state=kept.state,
        name=kept.name or "",
        since=kept.since,
        until=kept.until,
        proof=kept.proof,
        illness=kept.illness,
        certificates=_certificates(kept.disability_category, kept.disability_grade),
        provenance=kept.provenance,
        as_of=kept.as_of,
    )
