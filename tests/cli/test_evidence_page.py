"""一户一档 shows what was found out, from where, and how many papers prove it."""

from dataclasses import replace
from datetime import date
from io import StringIO

from builders import registered
from minzheng_desk.cli.household_page import page_of, say_page, told_page
from minzheng_desk.cli.output import Output
from minzheng_desk.desk.desk import Desk
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
from minzheng_desk.households.operations.facts import attach, confirm, record_fact
from minzheng_desk.households.queries import household_file
from minzheng_desk.kernel.codes import codes
from minzheng_desk.kernel.money import Money
from minzheng_desk.office.model import Station
from minzheng_desk.office.operations import set_up_office

DAY = date(2026, 11, 20)


def test_everything_found_out_is_on_the_page(memory_desk: Desk) -> None:
    desk = memory_desk
    desk.run(set_up_office, Station(name="清水镇", region_code="990000001", policy_pack="demo-county"))
    home = registered(desk, "张三")
    person = home.head_id
    supporter = LegalSupporter(
        person_id=person,
        name="张强",
        relation_to_person="20",
        yearly_income=Money(2_160_000),
        property_fits=True,
    )
    gone = replace(
        supporter, id="a" * 32, died_on=date(2020, 1, 1), without_capacity="prison", property_fits=False
    )
    check = PropertyCheck(household_id=home.id, fits=True, checked_on=DAY)
    for fact in (
        Circumstance(person_id=person, kind="grave_illness", as_of=DAY, since=date(2026, 1, 1)),
        Circumstance(person_id=person, kind="has_job", holds=False, until=DAY),
        supporter,
        gone,
        SelfCareAssessment(
            person_id=person,
            assessed_on=DAY,
            assessed_by="李敏",
            eats=True,
            dresses=True,
            gets_up=True,
            uses_toilet=True,
            walks=False,
            bathes=False,
        ),
        ParentCircumstance(person_id=person, parent="father", state="dead", name="张老"),
        AbilityAssessment(person_id=person, score=40, assessed_on=DAY),
        Schooling(person_id=person, school="清水中学"),
        OtherBenefit(person_id=person, kind="work_injury_nursing", amount=Money(50_000)),
        OtherBenefit(person_id=person, kind="other"),
        Hardship(
            household_id=home.id,
            kind="emergency",
            cause=next(iter(codes("hardship_cause").labels)),
            asked=Money(63_000),
            granted=Money(60_000),
        ),
        check,
    ):
        desk.run(record_fact, fact)
    desk.run(attach, check, "核对报告", "application/pdf", b"%PDF")
    desk.run(
        confirm,
        Confirmation(
            household_id=home.id,
            question="special_hardship",
            answer=True,
            reason="火灾",
            confirmed_by="李敏",
            confirmed_on=DAY,
        ),
    )

    page = page_of(desk, desk.ask(household_file, home.id))
    said = StringIO()
    say_page(Output(said, for_machine=False, before=lambda: None), page, {})
    for expected in (
        "查明和确认的情况 13 项",
        "患重特大疾病，2026-01-01 起",
        "有工作：否，至 2026-11-20",
        "张强（子），家庭人均年收入 21,600.00 元，财产符合规定",
        "已于 2020-01-01 去世，在监狱服刑",
        "六项指标中 2 项不能达到",
        "父亲张老：死亡",
        "40 分",
        "清水中学",
        "确有特殊困难",
        "1 份",
        "工伤生活护理费，每月 500.00 元",
        "金额不明",
        "申请 630.00 元，已救助 600.00 元",
    ):
        assert expected in said.getvalue()
    assert 13 == len(told_page(page, {})["evidence"])
