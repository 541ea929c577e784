"""C07: a family of urban and rural members, or of several counties, is one case."""

from dataclasses import replace
from datetime import date

import pytest

from acceptance.families import assessed, family, income, member, with_word
from builders import an_id_number
from minzheng_desk.benefits.model import AlreadyAwarded
from minzheng_desk.desk.desk import Desk
from minzheng_desk.households.model import NewMember, PersonAlreadyMember
from minzheng_desk.households.operations.events import add_member
from minzheng_desk.households.operations.registering import register_household
from minzheng_desk.households.queries import same_id_number
from minzheng_desk.kernel.money import yuan
from payroll.paying import a_household, a_person, an_award

HUSBAND = member("丈夫", "02", hukou_kind="rural")
WIFE = member("妻子", "12", date(1982, 3, 8), hukou_kind="urban")


def test_all_get_the_rural_standard_of_the_applicant_as_one_case() -> None:
    found = assessed("dibao", family(HUSBAND, WIFE, incomes=(income("400"),), area="urban"))
    assert (2, yuan("480.00")) == (found.means.size, found.amount)


@pytest.mark.parametrize(("way", "amount"), [("applicant", "480"), ("residence", "860"), ("land", "860")])
def test_one_family_is_one_case_whichever_way_the_place_has_chosen(way: str, amount: str) -> None:
    facts = family(HUSBAND, WIFE, incomes=(income("400"),), area="urban")
    found = assessed("dibao", facts, policy=with_word("household.mixed", way))
    assert (2, yuan(amount)) == (found.means.size, found.amount)


def test_whoever_applies_the_family_has_the_same_members() -> None:
    by_wife = family(replace(WIFE, relation="02"), replace(HUSBAND, relation="11"), area="urban")
    by_husband = family(HUSBAND, WIFE, area="urban")
    assert {s.person.key for s in assessed("dibao", by_wife).means.counted} == {
        s.person.key for s in assessed("dibao", by_husband).means.counted
    }


def test_a_second_application_of_the_wife_is_a_duplicate_by_her_number(desk: Desk) -> None:
    household, _ = a_household(desk, "丈夫")
    number = an_id_number(date(1982, 3, 8), 4)
    wife = a_person("妻子", id_number=number)
    desk.run(add_member, household, wife, "12", date(2020, 2, 1))
    assert ["妻子"] == [person.name for person in desk.ask(same_id_number, number)]
    with pytest.raises(PersonAlreadyMember):
        desk.run(
            register_household,
            region_code="990000102001",
            hukou_kind="urban",
            members=[NewMember(desk.ask(same_id_number, number)[0], "02")],
            registered_on=date(2026, 11, 1),
        )


def test_a_family_that_holds_the_benefit_is_not_granted_it_twice(memory_desk: Desk) -> None:
    household, person = a_household(memory_desk, "丈夫")
    an_award(memory_desk, household, person)
    with pytest.raises(AlreadyAwarded):
        an_award(memory_desk, household, person)
