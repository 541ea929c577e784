"""C15: relatives of who handles applications are filed apart; they do not decide, and the county visits."""

from dataclasses import replace
from datetime import date

import pytest

from acceptance.families import COUNTY, T
from builders import registered
from minzheng_desk.benefits.granting import grantable, new_award
from minzheng_desk.benefits.model import Amounts, AwardReview
from minzheng_desk.benefits.operations import end, grant, record_review, revise_amount, suspend
from minzheng_desk.desk.desk import Actor, Desk
from minzheng_desk.eligibility.assessing import assess
from minzheng_desk.eligibility.findings import Assessment
from minzheng_desk.eligibility.operations import recognise
from minzheng_desk.eligibility.queries import facts_of_household
from minzheng_desk.households.evidence.model import (
    Confirmation,
    PropertyCheck,
)
from minzheng_desk.households.evidence.queries import evidence_of
from minzheng_desk.households.kinship.model import (
    CountyVisitMissing,
    DecidedByRelative,
    StaffNotNamed,
    StaffRelation,
    is_near,
)
from minzheng_desk.households.kinship.operations import file_relation
from minzheng_desk.households.model import Household, Income, NotAMember
from minzheng_desk.households.operations.facts import confirm, correct, record_fact, record_visit
from minzheng_desk.households.visits.model import HomeVisit, VisitNotDescribed
from minzheng_desk.kernel.codes import codes
from minzheng_desk.kernel.errors import NotAllowed
from minzheng_desk.kernel.money import yuan
from minzheng_desk.kernel.period import Month
from minzheng_desk.kernel.permissions import Permission
from minzheng_desk.office.model import Station
from minzheng_desk.office.operations import set_up_office
from minzheng_desk.security.model import NoSuchUser
from minzheng_desk.security.operations import add_user

COUNTY_VISIT = ("王局", "刘敏")


def a_poor_household(desk: Desk, yearly: str = "3000") -> Household:
    desk.run(set_up_office, Station(name="清水镇民政办", region_code="990000001", policy_pack="demo-county"))
    household = registered(desk, "周桂方", "陈万福")
    desk.run(record_fact, Income(household_id=household.id, kind="other", amount=yuan(yearly)))
    desk.run(record_fact, PropertyCheck(household_id=household.id, fits=True, checked_on=date(2026, 11, 2)))
    return household


def filed(desk: Desk, household: Household, kinship: str, **staff: object) -> StaffRelation:
    """A relation of the head to a village cadre, or to whom else is given."""
    known = {
        "person_id": household.head_id,
        "staff_kind": "village_cadre",
        "staff_name": "周书记",
        "filed_on": date(2026, 11, 10),
    }
    code = codes("kinship").find(kinship)
    relation = StaffRelation(household_id=household.id, kinship=code, **(known | staff))  # type: ignore[arg-type]
    return desk.run(file_relation, relation).result


def visited(desk: Desk, household: Household, level: str = "county", on: date = date(2026, 11, 18)) -> None:
    seen = "两人居住，三间平房，家中无劳动力。"
    visit = HomeVisit(household_id=household.id, visited_on=on, level=level, visitors=COUNTY_VISIT, seen=seen)
    desk.run(record_visit, visit)


def assessed(desk: Desk, household: Household, programme: str = "dibao") -> Assessment:
    return assess(programme, desk.ask(facts_of_household, household.id, T), COUNTY, T)


def granted(desk: Desk, household: Household, by: str = "张局") -> None:
    award = new_award(assessed(desk, household), decided_on=T, decided_by=by)
    desk.run(grant, award, policy=COUNTY)


def clerk(desk: Desk) -> Desk:
    """The desk with another person at it, who is known to the office."""
    desk.run(add_user, "zhao.qian", "赵倩", ["clerk"], date(2020, 1, 1))
    return replace(desk, actor=Actor("zhao.qian", "赵倩", frozenset(Permission)))


@pytest.mark.parametrize(
    ("kinship", "near"),
    [
        ("配偶", True),
        ("父亲", True),
        ("女儿", True),
        ("弟弟", True),
        ("外祖母", True),
        ("孙女", True),
        ("妻弟", False),
        ("儿媳", False),
        ("侄子", False),
    ],
)
def test_near_relatives_are_those_of_the_civil_code(kinship: str, *, near: bool) -> None:
    found = codes("kinship").find(kinship)
    assert found is not None
    assert near is is_near(found, COUNTY.at(T))


@pytest.mark.parametrize(
    ("kinship", "expected"),
    [("弟弟", "县级须入户调查后才能确认"), ("妻弟", "不要求备案；请注意回避")],
)
def test_the_assessment_says_what_follows_under_which_article(
    desk: Desk, kinship: str, expected: str
) -> None:
    household = a_poor_household(desk)
    filed(desk, household, kinship)

    finding = assessed(desk, household).finding("application.staff_relatives")

    assert finding is not None
    assert expected in finding.sentence
    assert ["第十一条", "第二十条", "第一千零四十五条"] == [s.clause_in_words for s in finding.citations]


def test_a_household_without_relatives_in_office_is_told_nothing_of_it(memory_desk: Desk) -> None:
    household = a_poor_household(memory_desk)
    assert assessed(memory_desk, household).finding("application.staff_relatives") is None
    granted(memory_desk, household)


def test_the_county_confirms_for_a_brother_only_after_it_has_visited(desk: Desk) -> None:
    household = a_poor_household(desk)
    filed(desk, household, "弟弟")
    with pytest.raises(CountyVisitMissing, match="第二十条"):
        granted(desk, household)

    visited(desk, household, "township")
    visited(desk, household, "county", date(2026, 11, 22))
    with pytest.raises(CountyVisitMissing):
        granted(desk, household)

    visited(desk, household)
    granted(desk, household)


def test_for_the_wifes_brother_nothing_is_asked(desk: Desk) -> None:
    household = a_poor_household(desk)
    filed(desk, household, "妻弟", staff_kind="clerk", user_name=None, staff_name="李敏")
    granted(desk, household, by="李敏")


def test_a_clerk_neither_confirms_nor_grants_for_a_granddaughter(desk: Desk) -> None:
    household = a_poor_household(desk)
    other = clerk(desk)
    filed(desk, household, "孙女", staff_kind="clerk", staff_name="", user_name="zhao.qian")
    visited(desk, household)

    with pytest.raises(DecidedByRelative, match="孙子女、外孙子女") as refused:
        granted(other, household)
    assert isinstance(refused.value, NotAllowed)
    question = Confirmation(
        household_id=household.id,
        question="counts",
        answer=True,
        reason="入户所见",
        confirmed_by="赵倩",
        confirmed_on=T,
    )
    with pytest.raises(DecidedByRelative):
        other.run(confirm, question)

    granted(desk, household)


def test_a_clerk_who_is_filed_by_name_alone_is_refused_too(desk: Desk) -> None:
    household = a_poor_household(desk)
    other = clerk(desk)
    filed(desk, household, "孙女", staff_kind="clerk", staff_name="赵倩")
    visited(desk, household)

    with pytest.raises(DecidedByRelative):
        granted(other, household)
    with pytest.raises(DecidedByRelative):
        granted(desk, household, by="赵倩")


def test_a_relative_changes_no_award_that_stands(desk: Desk) -> None:
    household = a_poor_household(desk)
    first = new_award(assessed(desk, household), decided_on=T, decided_by="张局")
    award = desk.run(grant, first, policy=COUNTY).result
    filed(desk, household, "孙女", staff_kind="clerk", staff_name="赵倩")
    other, january = clerk(desk), Month(2027, 1)

    with pytest.raises(DecidedByRelative):
        other.run(suspend, award, january, "未认证")
    with pytest.raises(DecidedByRelative):
        other.run(end, award, january, "voluntary")
    with pytest.raises(DecidedByRelative):
        other.run(revise_amount, award, january, Amounts(yuan("700")), persons=2, reason="收入减少")
    review = AwardReview(award_id=award.id, reviewed_on=T, reviewed_by="赵倩")
    with pytest.raises(DecidedByRelative):
        desk.run(record_review, review)

    desk.run(suspend, award, january, "未认证")


def test_a_margin_family_of_a_relative_is_recognised_after_the_visit_too(desk: Desk) -> None:
    household = a_poor_household(desk, "12000")
    filed(desk, household, "女儿")
    found = assessed(desk, household, "dibao_margin")
    with pytest.raises(CountyVisitMissing):
        desk.run(recognise, found, "张局")

    visited(desk, household)
    desk.run(recognise, found, "张局")


def test_a_household_of_near_relatives_is_left_out_of_what_is_granted_in_one_go(desk: Desk) -> None:
    household = a_poor_household(desk)
    filed(desk, household, "弟弟")
    visited(desk, household)
    found = assessed(desk, household)

    lists = desk.ask(grantable, [found], COUNTY, decided_on=T, decided_by="张局")

    assert ([found], []) == (lists.related, lists.awards)


def test_who_is_in_office_no_longer_is_no_hindrance(desk: Desk) -> None:
    household = a_poor_household(desk)
    relation = filed(desk, household, "弟弟")
    desk.run(correct, replace(relation, until=date(2026, 11, 15)), "书记已卸任")

    assert assessed(desk, household).finding("application.staff_relatives") is None
    granted(desk, household)


def test_a_relation_and_a_visit_are_known_from_their_day_on(memory_desk: Desk) -> None:
    household = a_poor_household(memory_desk)
    filed(memory_desk, household, "弟弟")
    visited(memory_desk, household)
    known = {
        day: memory_desk.ask(facts_of_household, household.id, date(2026, 11, day)) for day in (9, 10, 17, 18)
    }
    assert [0, 1, 1, 1] == [len(facts.staff_relations) for facts in known.values()]
    assert [0, 0, 0, 1] == [len(facts.visits) for facts in known.values()]


def test_filing_and_visiting_can_be_undone(memory_desk: Desk) -> None:
    household = a_poor_household(memory_desk)
    filed(memory_desk, household, "弟弟")
    visited(memory_desk, household)
    known = memory_desk.ask(evidence_of, household.id, [])
    assert ["property_check", "home_visit", "staff_relation"] == [one.fact.declaration.name for one in known]

    assert "登记入户调查" == memory_desk.undo().result
    assert "登记近亲属备案" == memory_desk.undo().result
    assert 1 == len(memory_desk.ask(evidence_of, household.id, []))


def test_a_filing_names_the_clerk_and_a_member(memory_desk: Desk) -> None:
    household, stranger = a_poor_household(memory_desk), registered(memory_desk, "李大山")
    with pytest.raises(StaffNotNamed):
        filed(memory_desk, household, "弟弟", staff_name=" ")
    with pytest.raises(NoSuchUser):
        filed(memory_desk, household, "弟弟", user_name="nobody")
    with pytest.raises(NotAMember):
        filed(memory_desk, household, "弟弟", person_id=stranger.head_id)


@pytest.mark.parametrize(("visitors", "seen"), [((), "所见"), ((" ",), "所见"), (COUNTY_VISIT, " ")])
def test_a_visit_says_who_went_and_what_was_seen(
    memory_desk: Desk, visitors: tuple[str, ...], seen: str
) -> None:
    household = a_poor_household(memory_desk)
    visit = HomeVisit(household_id=household.id, visited_on=T, level="county", visitors=visitors, seen=seen)
    with pytest.raises(VisitNotDescribed):
        memory_desk.run(record_visit, visit)
