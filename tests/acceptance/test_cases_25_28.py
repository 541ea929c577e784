"""C25 and C28: those who owe maintenance, one by one; and what eighteen means under 特困, from the store."""

from dataclasses import replace
from datetime import date

import pytest

from acceptance.families import T, assessed, family, member
from builders import an_id_number
from minzheng_desk.desk.desk import Desk
from minzheng_desk.eligibility.documents.completion_notice import completion_notice
from minzheng_desk.eligibility.model import Outcome
from minzheng_desk.eligibility.queries import facts_of_household
from minzheng_desk.households.evidence.model import LegalSupporter
from minzheng_desk.households.operations.facts import record_fact
from minzheng_desk.kernel.money import yuan
from payroll.paying import a_household

DAUGHTER = LegalSupporter(
    person_id="",
    name="女儿",
    relation_to_person="30",
    born_on=date(1990, 9, 9),
    disability_category="6",
    disability_grade="3",
    yearly_income=yuan("21600"),
    property_fits=True,
    consented_on=date(2026, 11, 1),
    as_of=date(2026, 11, 10),
)
SON = LegalSupporter(
    person_id="",
    name="儿子",
    relation_to_person="20",
    born_on=date(1980, 1, 1),
    consented_on=date(2026, 11, 1),
    as_of=date(2026, 11, 10),
)


@pytest.mark.parametrize(
    ("son", "daughter", "expected"),
    [
        ({}, {}, "not_met"),
        ({"without_capacity": "prison", "property_fits": True}, {}, "met"),
        (
            {"without_capacity": "prison", "property_fits": True},
            {"yearly_income": yuan("32000")},
            "not_met",
        ),
        ({"without_capacity": "prison", "property_fits": None}, {}, "unknown"),
        ({"without_capacity": "prison", "property_fits": True}, {"consented_on": None}, "unknown"),
    ],
)
def test_c25_a_single_able_supporter_is_enough(
    desk: Desk, son: dict[str, object], daughter: dict[str, object], expected: str
) -> None:
    household, person = a_household(desk, "老人", id_number=an_id_number(date(1955, 5, 10), 15))
    for supporter, change in ((SON, son), (DAUGHTER, daughter)):
        desk.run(record_fact, replace(supporter, person_id=person.id, **change))
    found = assessed("tekun", desk.ask(facts_of_household, household.id, T))
    finding = found.finding("tekun.no_able_supporter")
    assert finding is not None
    assert (expected, True) == (finding.outcome.value, bool(finding.citations))


def test_c25_the_consent_that_is_missing_stands_in_the_notice_of_what_to_supply(desk: Desk) -> None:
    household, person = a_household(desk, "老人", id_number=an_id_number(date(1955, 5, 10), 15))
    asked = replace(DAUGHTER, person_id=person.id, consented_on=None)
    desk.run(record_fact, asked)

    found = assessed("tekun", desk.ask(facts_of_household, household.id, T))
    notice = completion_notice([found], "柳溪镇人民政府")

    assert any(item.startswith("女儿：不在本户，请先取得本人") for item in notice.items)


@pytest.mark.parametrize(
    ("stage", "expected"),
    [("senior", Outcome.MET), ("college", Outcome.NOT_MET), ("none", Outcome.NOT_MET)],
)
def test_c28_at_eighteen_only_who_is_still_in_secondary_school_stays(stage: str, expected: Outcome) -> None:
    minor = member("少年", "02", date(2008, 11, 21), receives=("tekun",), study_stage=stage)
    found = assessed("tekun", family(minor)).finding("tekun.no_work_capacity")
    assert found is not None
    assert expected is found.outcome


@pytest.mark.parametrize(
    ("born", "expected"), [(date(2010, 11, 22), Outcome.MET), (date(2010, 11, 21), Outcome.UNKNOWN)]
)
def test_c28_a_new_applicant_of_sixteen_is_the_provinces_to_decide(born: date, expected: Outcome) -> None:
    found = assessed("tekun", family(member("少年", "02", born))).finding("tekun.no_work_capacity")
    assert found is not None
    assert expected is found.outcome
