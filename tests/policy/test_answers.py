"""What the texts leave open is asked of the office once; its answer is dated, cited, laid over the pack."""

from datetime import date

import pytest

from minzheng_desk.desk.desk import Desk
from minzheng_desk.kernel.errors import InputProblem
from minzheng_desk.office.model import Station
from minzheng_desk.office.operations import set_up_office
from minzheng_desk.policy.answers import answered, open_questions
from minzheng_desk.policy.decisions.model import (
    AnswerNotUnderstood,
    AnswerWithoutDocument,
    NotAnOpenQuestion,
    PolicyAnswer,
)
from minzheng_desk.policy.model import ParameterMissing, ParameterUnknown
from minzheng_desk.policy.operations import answer
from minzheng_desk.policy.queries import load_policy, office_policy

SINCE = date(2026, 1, 1)
TODAY = date(2026, 11, 21)
PENSION = "income.dibao.basic_pension"


@pytest.fixture
def office(desk: Desk) -> Desk:
    desk.run(set_up_office, Station(name="清水镇民政办", region_code="990000001", policy_pack="demo-county"))
    return desk


def answers(
    desk: Desk, name: str, said: str, since: date = SINCE, document: str = "镇务会纪要〔2026〕3号"
) -> PolicyAnswer:
    return desk.run(
        answer, name, said, since=since, document=document, answered_by="王主任", answered_on=TODAY
    ).result


def test_an_office_without_answers_works_by_its_pack(office: Desk) -> None:
    assert load_policy("demo-county") is office.ask(office_policy)
    assert "ask" == office.ask(office_policy).at(TODAY).word(PENSION)


def test_an_answer_holds_from_its_day_and_cites_paper_person_and_day(office: Desk) -> None:
    answers(office, PENSION, "不计入")
    policy = office.ask(office_policy)
    dated = policy.at(TODAY)[PENSION]
    assert ("excluded", SINCE) == (dated.value, dated.since)
    assert "《镇务会纪要〔2026〕3号》（本单位口径，王主任 2026-11-21 答复）" == str(dated.source)
    assert "《最低生活保障审核确认办法》" in str(policy.at(date(2025, 12, 31))[PENSION].source)
    assert policy is office.ask(office_policy)
    assert policy.version.endswith("+office@2026-11-21.1")
    assert policy.edition.endswith("，示范县政策包 2026.1，本单位答复 2026-11-21.1")


def test_the_setting_of_mixed_households_and_a_later_answer_to_it(memory_desk: Desk) -> None:
    station = Station(name="某镇", region_code="990000001", policy_pack="demo-county", mixed_household="land")
    memory_desk.run(set_up_office, station)
    policy = memory_desk.ask(office_policy)
    assert "land" == policy.at(TODAY).word("household.mixed")
    assert "《本单位设置》（城乡混合家庭适用标准）" == str(policy.at(TODAY)["household.mixed"].source)


def test_an_undone_answer_is_a_question_again(office: Desk) -> None:
    asked = {one.name for one in open_questions(office.ask(office_policy), TODAY)}
    answers(office, PENSION, "counted")
    assert asked - {PENSION} == {one.name for one in open_questions(office.ask(office_policy), TODAY)}
    office.undo()
    assert asked == {one.name for one in open_questions(office.ask(office_policy), TODAY)}


def test_a_later_answer_for_the_same_day_takes_the_place_of_the_first(office: Desk) -> None:
    first = answers(office, PENSION, "不计入")
    later = PolicyAnswer(
        name=PENSION,
        written='"counted"',
        since=SINCE,
        document="更正",
        answered_by="王主任",
        answered_on=date(2026, 12, 1),
    )
    policy = answered(load_policy("demo-county"), [later, first])
    assert "counted" == policy.at(TODAY).word(PENSION)


def test_what_a_text_sets_later_takes_the_place_of_an_answer(memory_desk: Desk) -> None:
    given = PolicyAnswer(
        name="dibao.start",
        written='"same_month"',
        since=date(2020, 1, 1),
        document="县通知",
        answered_by="王主任",
        answered_on=TODAY,
    )
    policy = answered(load_policy("national"), [given])
    assert "same_month" == policy.at(date(2021, 6, 30)).word("dibao.start")
    assert "next_month" == policy.at(date(2021, 7, 1)).word("dibao.start")
    stranger = PolicyAnswer(**{**vars(given), "name": "no.such"})
    assert load_policy("national") is answered(load_policy("national"), [stranger])


def test_rounding_is_asked_of_the_office_in_words(memory_desk: Desk) -> None:
    memory_desk.run(
        set_up_office, Station(name="某镇民政办", region_code="990000001", policy_pack="zengdu-2023")
    )
    before = memory_desk.ask(office_policy).at(TODAY)
    with pytest.raises(ParameterMissing) as asked:
        before["dibao.rounding_unit"]
    assert "每户补差金额取整单位" in str(asked.value)
    assert "policy answer dibao.rounding_unit" in asked.value.advice
    answers(memory_desk, "dibao.rounding_unit", "1.00")
    answers(memory_desk, "dibao.rounding", "进一")
    standing = memory_desk.ask(office_policy).at(TODAY)
    assert (100, "ceil") == (standing.exact("dibao.rounding_unit"), standing.word("dibao.rounding"))


@pytest.mark.parametrize(
    ("name", "said", "document", "problem"),
    [
        (PENSION, "也许", "纪要", AnswerNotUnderstood),
        (PENSION, "待确认", "纪要", AnswerNotUnderstood),
        ("household.co_residence_months", "半年", "纪要", AnswerNotUnderstood),
        (PENSION, "计入", " ", AnswerWithoutDocument),
        ("income.dibao.wage", "不计入", "纪要", NotAnOpenQuestion),
        ("no.such", "1", "纪要", ParameterUnknown),
    ],
)
def test_an_answer_that_cannot_stand_is_refused_with_a_remedy(
    office: Desk, name: str, said: str, document: str, problem: type[Exception]
) -> None:
    with pytest.raises(problem) as refused:
        answers(office, name, said, document=document)
    assert isinstance(refused.value, problem)
    if isinstance(refused.value, InputProblem):
        assert refused.value.advice


def test_whole_numbers_lists_and_house_rules_can_be_answered(office: Desk) -> None:
    answers(office, "household.co_residence_months", "6")
    answers(office, "age.reached_on", "生日次日")
    standing = office.ask(office_policy).at(TODAY)
    assert (6, "day_after") == (
        standing.whole("household.co_residence_months"),
        standing.word("age.reached_on"),
    )
