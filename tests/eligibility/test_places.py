"""C07: a family of several places applies in one of them, and the other counties help."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minzheng_desk.eligibility.places import Hukou, Place, place_of_application
from minzheng_desk.policy.model import Dated, Document, PolicyOn, Source
from minzheng_desk.policy.queries import load_policy

POLICY = load_policy("demo-county").at(date(2026, 11, 21))
HIS_VILLAGE, HER_VILLAGE = "411302101001", "421303001002"
NEXT_TOWNSHIP, NEXT_COUNTY, ELSEWHERE = "411302102003", "411303101001", "430102001001"
HUSBAND, WIFE = Hukou("丈夫", HIS_VILLAGE), Hukou("妻子", HER_VILLAGE)


def with_word(word: str) -> PolicyOn:
    source = Source(Document("notice", "某省通知", is_open=True))
    values = {"application.same_province": [Dated(date(2026, 1, 1), word, source)]}
    return POLICY.policy.with_values(values).at(POLICY.day)


def asked(*members: Hukou, lives_in: str, office: str, policy: PolicyOn = POLICY) -> Place:
    return place_of_application(policy, members, lives_in=lives_in, office=office)


def test_a_family_of_two_provinces_is_taken_in_only_where_the_husband_lives_at_his_own_hukou() -> None:
    for members in ((HUSBAND, WIFE), (WIFE, HUSBAND)):
        here = asked(*members, lives_in=HIS_VILLAGE, office=HIS_VILLAGE)
        there = asked(*members, lives_in=HIS_VILLAGE, office=HER_VILLAGE)
        assert (True, ("丈夫",), "第五条") == (here.accepted, here.applicants, here.source.clause_in_words)
        assert (False, ("丈夫",)) == (there.accepted, there.applicants)


def test_the_county_of_the_wife_gets_a_task_to_help() -> None:
    (task,) = asked(HUSBAND, WIFE, lives_in=HIS_VILLAGE, office=HIS_VILLAGE).cooperation
    assert ("421303", ("妻子",)) == (task.county, task.members)
    assert "配合" in task.sentence
    assert task.source.document.has(task.source.clause)


def test_where_nobody_lives_at_the_own_hukou_any_member_may_apply_there() -> None:
    found = asked(WIFE, HUSBAND, lives_in=ELSEWHERE, office=HER_VILLAGE)
    assert (True, ("妻子", "丈夫")) == (found.accepted, found.applicants)
    assert ["411302", "430102"] == [task.county for task in found.cooperation]
    assert "第十五条" == found.cooperation[-1].source.clause_in_words
    assert not asked(WIFE, HUSBAND, lives_in=ELSEWHERE, office=ELSEWHERE).accepted


def test_within_one_province_the_province_has_to_say_it_first() -> None:
    members = (HUSBAND, Hukou("妻子", NEXT_COUNTY))
    assert asked(*members, lives_in=HIS_VILLAGE, office=HIS_VILLAGE).accepted is None
    lives_there, any_member = with_word("lives_there"), with_word("any_member")
    assert ("丈夫",) == asked(
        *members, lives_in=HIS_VILLAGE, office=HIS_VILLAGE, policy=lives_there
    ).applicants
    assert not asked(*members, lives_in=HIS_VILLAGE, office=NEXT_COUNTY, policy=lives_there).accepted
    assert asked(*members, lives_in=HIS_VILLAGE, office=NEXT_COUNTY, policy=any_member).accepted


@pytest.mark.parametrize(("office", "accepted"), [(HIS_VILLAGE, True), (NEXT_TOWNSHIP, False)])
def test_a_family_of_one_county_applies_in_the_township_of_the_applicant(
    office: str, *, accepted: bool
) -> None:
    found = asked(HUSBAND, Hukou("妻子", NEXT_TOWNSHIP), lives_in=HIS_VILLAGE, office=office)
    assert (accepted, ()) == (found.accepted, found.cooperation)


def test_a_code_of_a_county_stands_for_all_its_townships() -> None:
    assert asked(Hukou("丈夫", "411302000000"), lives_in=HIS_VILLAGE, office=HIS_VILLAGE).accepted


@given(st.permutations([HUSBAND, WIFE, Hukou("母亲", ELSEWHERE)]))
def test_the_order_of_the_members_never_decides_where_somebody_lives_at_home(members: list[Hukou]) -> None:
    found = asked(*members, lives_in=HIS_VILLAGE, office=HIS_VILLAGE)
    assert (True, ("丈夫",)) == (found.accepted, found.applicants)
    assert {"421303", "430102"} == {task.county for task in found.cooperation}
