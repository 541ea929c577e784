"""Facts as they are typed: codes by their Chinese names, and the records they become."""

from __future__ import annotations

from argparse import Namespace
from datetime import date
from typing import TYPE_CHECKING, Any

from minzheng_desk.kernel.codes import codes
from minzheng_desk.kernel.errors import InputProblem
from minzheng_desk.kernel.ids import RecordId

if TYPE_CHECKING:
    from minzheng_desk.households.evidence.model import (
        Circumstance,
        Confirmation,
        LegalSupporter,
        PropertyCheck,
        SelfCareAssessment,
    )
    from minzheng_desk.households.kinship.model import StaffRelation
    from minzheng_desk.households.visits.model import HomeVisit

YES, NO = "是", "否"


class NotInTheList(InputProblem):
    """What was typed is none of the names of a code list."""

    text = "“{written}”不是{list}中的一种。"
    remedy = "可以写：{known}。"


class DivisionTooLarge(InputProblem):
    """A province or a city is no place where somebody's hukou is."""

    text = "“{written}”不是县级或县级以下的行政区划代码，没有保存。"
    remedy = "请填写户籍所在县（市、区）、乡镇或村的代码，6、9 或 12 位数字。"


def hukou_region(written: str) -> str:
    """The code of a county or of a division in it; raises `RegionCodeWrong` or `DivisionTooLarge`."""
    from minzheng_desk.kernel.region import RegionLevel, level, parse_region_code

    region = parse_region_code(written)
    if level(region) < RegionLevel.DISTRICT:
        raise DivisionTooLarge(written=written)
    return region


def coded(name: str, written: str) -> str:
    """The code of what was typed; raises `NotInTheList`."""
    known = codes(name)
    found = known.find(written.strip())
    if found is None:
        labels = "、".join(known.labels.values())
        raise NotInTheList(written=written, list=known.label_of_list, known=labels)
    return found


def circumstance(given: Namespace, person: RecordId, today: date) -> Circumstance:
    """The circumstance that was typed."""
    from minzheng_desk.households.evidence.model import Circumstance

    return Circumstance(
        person_id=person,
        kind=coded("circumstance", given.kind),
        holds=not given.no,
        since=given.since,
        until=given.until,
        detail=given.detail,
        **_evidence(given, today),
    )


def supporter(given: Namespace, person: RecordId, today: date) -> LegalSupporter:
    """The supporter that was typed; raises `IdNumberWrong` or `AmountWrong`."""
    from minzheng_desk.households.evidence.model import LegalSupporter
    from minzheng_desk.kernel.identity import birth_date, parse_id_number
    from minzheng_desk.kernel.money import yuan

    number = parse_id_number(given.id_number) if given.id_number else None
    category, _, grade = (given.disability or "").partition(" ")
    return LegalSupporter(
        person_id=person,
        name=given.name,
        relation_to_person=coded("relation_to_head", given.relation),
        id_number=number,
        born_on=given.born or (birth_date(number) if number else None),
        died_on=given.died,
        receives=tuple(coded("hardship", one) for one in given.receives),
        yearly_income=yuan(given.income) if given.income else None,
        property_fits=None if given.property is None else given.property == YES,
        disability_category=coded("disability_category", category) if category else None,
        disability_grade=coded("disability_grade", grade) if grade else None,
        without_capacity=coded("without_capacity", given.without) if given.without else None,
        consented_on=given.consented,
        **_evidence(given, today),
    )


def self_care(given: Namespace, person: RecordId, today: date) -> SelfCareAssessment:
    """The assessment that was typed: every indicator is reached but those that were named."""
    from minzheng_desk.households.evidence.model import INDICATORS, SelfCareAssessment

    failed = {coded("self_care_indicator", one) for one in given.failed}
    reached: dict[str, Any] = {indicator: indicator not in failed for indicator in INDICATORS}
    return SelfCareAssessment(
        person_id=person,
        assessed_on=given.on or today,
        assessed_by=given.by,
        **reached,
    )


def property_check(given: Namespace, household: RecordId, today: date) -> PropertyCheck:
    """The result of a verification that was typed."""
    from minzheng_desk.households.evidence.model import PropertyCheck

    return PropertyCheck(
        household_id=household,
        fits=given.fits == YES,
        checked_on=given.on or today,
        report=given.detail,
        provenance=coded("provenance", given.source or "区县核对"),
    )


def visit(given: Namespace, household: RecordId, today: date) -> HomeVisit:
    """The visit that was typed."""
    from minzheng_desk.households.visits.model import HomeVisit

    return HomeVisit(
        household_id=household,
        visited_on=given.on or today,
        level=coded("visit_level", given.level),
        visitors=tuple(given.by),
        seen=given.seen,
    )


def staff_relation(given: Namespace, household: RecordId, person: RecordId, today: date) -> StaffRelation:
    """The relation to a clerk or cadre that was typed."""
    from minzheng_desk.households.kinship.model import StaffRelation

    return StaffRelation(
        household_id=household,
        person_id=person,
        kinship=coded("kinship", given.kinship),
        staff_kind=coded("staff_kind", given.kind),
        staff_name=given.staff,
        post=given.post,
        user_name=given.login,
        filed_on=given.on or today,
    )


def confirmation(given: Namespace, household: RecordId, person: RecordId | None, today: date) -> Confirmation:
    """The confirmation that was typed."""
    from minzheng_desk.households.evidence.model import Confirmation

    return Confirmation(
        household_id=household,
        person_id=person,
        question=coded("officer_question", given.question),
        answer=given.answer == YES,
        reason=given.reason,
        confirmed_by=given.by,
        confirmed_on=given.on or today,
    )


def _evidence(given: Namespace, today: date) -> dict[str, Any]:
    return {"provenance": coded("provenance", given.source or "入户调查"), "as_of": given.on or today}
