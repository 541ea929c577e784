"""Two benefits that do not go together: listed with the money at stake, refused when granted."""

from __future__ import annotations

import pytest

from minzheng_desk.benefits.clashes import NotTogether, clashes
from minzheng_desk.benefits.model import Amounts, Award, NewAward
from minzheng_desk.benefits.operations import grant, suspend
from minzheng_desk.benefits.overlaps import overlaps
from minzheng_desk.desk.desk import Desk
from minzheng_desk.households.model import Household, Person
from minzheng_desk.households.queries import members_of
from minzheng_desk.kernel.money import yuan
from minzheng_desk.kernel.period import Month
from payroll.paying import DIBAO, OLD_AGE, a_household, an_award, policy

NOVEMBER = Month(2026, 11)
TEKUN, SINGLE = "tekun", "dibao_single"


def second(desk: Desk, household: Household) -> Person:
    """The member who is not the head."""
    ids = [m.person_id for m in desk.ask(members_of, household.id) if m.person_id != household.head_id]
    return desk.ask(lambda reader: reader.get(Person, ids[0]))


def new(household: Household, person: Person, programme: str, *, persons: int = 1) -> NewAward:
    return NewAward(
        programme=programme,
        label=policy().programme(programme).label,
        person_id=person.id,
        household_id=household.id,
        since=NOVEMBER,
        amounts=Amounts(yuan("500")),
        decided_on=None,
        decided_by="王局",
        persons=persons,
        of_household=programme == DIBAO,
    )


def test_somebody_in_tekun_whom_the_household_is_still_paid_for_is_listed_with_the_share(desk: Desk) -> None:
    household, head = a_household(desk, "张三", "张奶奶")
    an_award(desk, household, head, base="601", persons=2)
    own = an_award(desk, household, second(desk, household), base="872", programme=TEKUN)
    (found,) = desk.ask(overlaps, policy(), NOVEMBER)
    assert (own.id, 30050) == (found.stays.award_id, found.at_stake)
    assert (own.person_id, household.id) == (found.person_id, found.household_id)
    assert "最低生活保障" in found.sentence
    assert "《特困人员认定办法》" in found.sentence


def test_a_household_that_is_paid_only_for_the_others_is_in_order(memory_desk: Desk) -> None:
    household, head = a_household(memory_desk, "张三", "张奶奶")
    an_award(memory_desk, household, head, base="301", persons=1)
    an_award(memory_desk, household, second(memory_desk, household), base="872", programme=TEKUN)
    assert [] == memory_desk.ask(overlaps, policy(), NOVEMBER)


def test_two_benefits_of_one_person_on_file_twice_are_found(memory_desk: Desk) -> None:
    home, person = a_household(memory_desk, "王奶奶")
    other, twin = a_household(memory_desk, "王奶奶", id_number=person.id_number)
    an_award(memory_desk, home, person, base="872", programme=TEKUN)
    an_award(memory_desk, other, twin, base="440", programme=SINGLE)
    (found,) = memory_desk.ask(overlaps, policy(), NOVEMBER)
    assert (TEKUN, SINGLE, 44000) == (found.stays.programme, found.goes.programme, found.at_stake)


def test_benefits_that_go_together_and_those_suspended_are_not_listed(memory_desk: Desk) -> None:
    household, person = a_household(memory_desk, "王奶奶")
    an_award(memory_desk, household, person, base="872", programme=TEKUN)
    an_award(memory_desk, household, person, base="100", programme=OLD_AGE)
    assert [] == memory_desk.ask(overlaps, policy(), NOVEMBER)
    single = an_award(memory_desk, household, person, base="440", programme=SINGLE)
    assert 1 == len(memory_desk.ask(overlaps, policy(), NOVEMBER))
    memory_desk.run(suspend, single, NOVEMBER, "核查")
    assert [] == memory_desk.ask(overlaps, policy(), NOVEMBER)


def test_what_does_not_go_together_is_refused_with_its_citation(desk: Desk) -> None:
    household, person = a_household(desk, "王奶奶")
    an_award(desk, household, person, base="872", programme=TEKUN)
    with pytest.raises(NotTogether) as raised:
        desk.run(grant, new(household, person, SINGLE), policy=policy())
    assert "《特困人员认定办法》（民发〔2021〕43号）第四条" in str(raised.value)
    assert 1 == desk.ask(lambda reader: reader.count(Award))


def test_an_officer_may_grant_it_all_the_same_and_the_reason_is_kept(memory_desk: Desk) -> None:
    household, person = a_household(memory_desk, "王奶奶")
    an_award(memory_desk, household, person, base="872", programme=TEKUN)
    award = memory_desk.run(
        grant, new(household, person, SINGLE), policy=policy(), override="特困本月底停发"
    ).result
    assert "特困本月底停发" == memory_desk.ask(lambda reader: reader.get(Award, award.id)).remark


def test_a_household_is_granted_for_the_others_beside_a_member_in_tekun(memory_desk: Desk) -> None:
    household, head = a_household(memory_desk, "张三", "张奶奶")
    an_award(memory_desk, household, second(memory_desk, household), base="872", programme=TEKUN)
    assert [] == memory_desk.ask(clashes, policy(), [new(household, head, DIBAO)])
    (clash,) = memory_desk.ask(clashes, policy(), [new(household, head, DIBAO, persons=2)])
    assert (TEKUN, True) == (clash.held, clash.is_refused)


def test_awards_of_one_batch_stand_in_each_others_way(memory_desk: Desk) -> None:
    household, person = a_household(memory_desk, "王奶奶")
    batch = [new(household, person, TEKUN), new(household, person, SINGLE)]
    assert [(SINGLE, TEKUN)] == [
        (clash.award.programme, clash.held) for clash in memory_desk.ask(clashes, policy(), batch)
    ]
