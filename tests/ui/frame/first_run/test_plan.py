"""What is lacking is said in words, for every step and every person."""

from __future__ import annotations

from pathlib import Path

import pytest

from desk.stores import PASSPHRASE
from minzheng_desk.desk.backup_place import TriedPlace
from minzheng_desk.ui.frame.first_run.plan import Plan, PlannedPerson, code_objection


def person(display_name: str, *roles: str, name: str = "") -> PlannedPerson:
    return PlannedPerson(display_name, name, roles, PASSPHRASE, PASSPHRASE)


@pytest.fixture
def plan(tmp_path: Path) -> Plan:
    return Plan(
        tmp_path,
        "柳溪镇人民政府民政办",
        "990000001",
        "201,大柳村\n202,石桥铺村",
        [person("周敏", "administrator", "clerk"), person("陈敏", "approver", name="chen")],
        "demo-county",
        compared=True,
    )


def test_a_whole_plan_lacks_nothing_but_paper_and_backup(plan: Plan) -> None:
    assert ("", "", "") == (plan.office_lacks(), plan.people_lack(), plan.policy_lacks())
    assert "请把恢复密钥印出来，再照纸输一遍。" == plan.keeping_lacks()
    plan.read_back = True
    assert "请选一个备份位置，并试写试读。" == plan.keeping_lacks()
    plan.backup_place = TriedPlace(plan.folder, 1, on_same_disk=False)
    assert "" == plan.keeping_lacks()
    assert (("990000001201", "大柳村"), ("990000001202", "石桥铺村")) == plan.office.regions


@pytest.mark.parametrize(
    ("name", "code", "villages", "said"),
    [
        (" ", "990000001", "201,大柳村", "请填写单位名称。"),
        ("民政办", "", "201,大柳村", "请填写乡镇（街道）的行政区划代码，9 位数字。"),
        ("民政办", "99000000x", "201,大柳村", "行政区划代码应是 9 位数字。"),
        ("民政办", "990000001201", "201,大柳村", "这是村（社区）的代码，请填乡镇（街道）的前 9 位。"),
        ("民政办", "990000001", "", "请填入村（社区）名单。"),
        ("民政办", "990000001", "201,大柳村\n石桥铺村", "村（社区）名单还有 1 行要改。"),
    ],
)
def test_what_an_office_lacks_is_said(plan: Plan, name: str, code: str, villages: str, said: str) -> None:
    plan.office_name, plan.region_code, plan.villages = name, code, villages
    assert said == plan.office_lacks()


def test_a_code_with_blanks_or_twelve_digits_is_that_of_the_township() -> None:
    assert ["", ""] == [code_objection(" 990000001 "), code_objection("990000001000")]


@pytest.mark.parametrize(
    ("people", "said"),
    [
        ([person("周敏", "administrator", "clerk")], "至少要两位：造册和审批不能是同一个人。"),
        (
            [person("周敏", "clerk"), person("陈敏", "approver")],
            "请让一位兼系统管理员，否则以后没有人能加人、改设置。",
        ),
        (
            [person("周敏", "clerk"), person("陈敏", "approver", "administrator")],
            "请把系统管理员排在第一位：数据库由他建立。",
        ),
        (
            [person("周敏", "administrator"), person("陈敏", "approver")],
            "请让一位当经办员，否则没有人能登记。",
        ),
        (
            [person("周敏", "administrator", "clerk", "approver"), person("陈敏", "reviewer")],
            "请让经办员以外的一位当分管领导，否则没有人能审批名册。",
        ),
        (
            [person("周敏", "administrator", "clerk"), person("周小敏", "approver", name="周敏")],
            "有两位的用户名都是“周敏”，请改一个。",
        ),
        ([PlannedPerson(), person("陈敏", "approver")], "请填写每一位的姓名。"),
        ([person("周敏"), person("陈敏", "approver")], "请给“周敏”选角色。"),
    ],
)
def test_what_people_lack_is_said(plan: Plan, people: list[PlannedPerson], said: str) -> None:
    plan.people = people
    assert said == plan.people_lack()


def test_passphrases_are_compared_and_measured(plan: Plan) -> None:
    zhou = plan.people[0]
    zhou.again = PASSPHRASE + "乎"
    assert "“周敏”两次输入的口令还不一样。" == plan.people_lack()
    zhou.passphrase = zhou.again = "short"
    assert plan.people_lack().startswith("“周敏”：口令太短")
    zhou.passphrase = ""
    assert "请“周敏”本人设口令。" == plan.people_lack()


def test_no_secret_stands_in_what_a_plan_says_of_itself(plan: Plan) -> None:
    printed = plan.recovery_key.printed
    assert PASSPHRASE not in repr(plan)
    assert printed not in repr(plan)
    plan.forget_secrets()
    assert ["", ""] == [one.passphrase for one in plan.people]
    assert printed != plan.recovery_key.printed
