"""Facts that the rules ask for and no register lists; what is not on file is not known.

Every fact says where it comes from and of which day it speaks; a later one about the same thing replaces it.
"""

from __future__ import annotations

from datetime import date

from minzheng_desk.kernel.errors import InputProblem, NotNow
from minzheng_desk.kernel.identity import IdNumber
from minzheng_desk.kernel.ids import RecordId
from minzheng_desk.kernel.money import Money
from minzheng_desk.kernel.records import (
    Record,
    code,
    day,
    flag,
    listing,
    money,
    number,
    record,
    ref,
    text,
)

INDICATORS = ("eats", "dresses", "gets_up", "uses_toilet", "walks", "bathes")
"""The six indicators of self-care (特困人员认定办法第二十一条)."""


@record("circumstance", "情形")
class Circumstance(Record):
    """Whether something holds of a person, such as a grave illness, from one day to another."""

    person_id: RecordId = ref("person", "人员")
    kind: str = code("情形类别", "circumstance")
    holds: bool = flag("是否属实", default=True)
    since: date | None = day("情形起始日期", default=None)
    until: date | None = day("情形结束日期", default=None)
    detail: str | None = text("具体情况", default=None, sensitive=True)
    provenance: str = code("信息来源", "provenance", default="declared")
    as_of: date | None = day("信息日期", default=None)


@record("legal_supporter", "法定义务人")
class LegalSupporter(Record):
    """Somebody who owes a person maintenance by law, and what is known about the ability to fulfil it."""

    person_id: RecordId = ref("person", "被赡养（抚养、扶养）人")
    name: str = text("义务人姓名", max_length=60)
    relation_to_person: str = code("义务人与其关系", "relation_to_head")
    id_number: IdNumber | None = text("身份证号", default=None, max_length=18, sensitive=True)
    born_on: date | None = day("出生日期", default=None)
    died_on: date | None = day("死亡日期", default=None)
    receives: tuple[str, ...] = listing("义务人享受的待遇")
    yearly_income: Money | None = money("义务人家庭人均年收入", default=None)
    property_fits: bool | None = flag("义务人家庭财产符合规定", default=None)
    disability_category: str | None = code("残疾类别", "disability_category", default=None)
    disability_grade: str | None = code("残疾等级", "disability_grade", default=None)
    without_capacity: str | None = code("无履行能力情形", "without_capacity", default=None)
    consented_on: date | None = day("义务人同意核对日期", default=None)
    provenance: str = code("信息来源", "provenance", default="declared")
    as_of: date | None = day("信息日期", default=None)


@record("self_care_assessment", "生活自理能力评估")
class SelfCareAssessment(Record):
    """Which of the six indicators a person reaches on the day of the assessment."""

    person_id: RecordId = ref("person", "人员")
    assessed_on: date = day("评估日期")
    eats: bool = flag("自主吃饭")
    dresses: bool = flag("自主穿衣")
    gets_up: bool = flag("自主上下床")
    uses_toilet: bool = flag("自主如厕")
    walks: bool = flag("室内自主行走")
    bathes: bool = flag("自主洗澡")
    assessed_by: str = text("评估人", max_length=60)
    remark: str | None = text("备注", default=None)

    @property
    def failures(self) -> int:
        """How many indicators are not reached."""
        return sum(not getattr(self, indicator) for indicator in INDICATORS)


@record("property_check", "财产核对结论")
class PropertyCheck(Record):
    """Whether what a household owns keeps within the rules, as the district verified."""

    household_id: RecordId = ref("household", "家庭")
    fits: bool = flag("家庭财产符合规定")
    checked_on: date = day("核对日期")
    report: str | None = text("核对情况", default=None)
    provenance: str = code("信息来源", "provenance", default="district")


@record("confirmation", "经办人确认")
class Confirmation(Record):
    """An officer's answer, with the reason, to a question that the texts leave to be found out."""

    household_id: RecordId = ref("household", "家庭")
    person_id: RecordId | None = ref("person", "人员", default=None)
    question: str = code("确认事项", "officer_question")
    answer: bool = flag("确认结果")
    reason: str = text("确认理由", max_length=500)
    confirmed_by: str = text("确认人", max_length=60)
    confirmed_on: date = day("确认日期")


@record("parent_circumstance", "父母情况")
class ParentCircumstance(Record):
    """What is known about one parent of a child from a day on."""

    person_id: RecordId = ref("person", "儿童")
    parent: str = code("父或母", "parent")
    state: str | None = code("父母状态", "parent_state", default=None)
    name: str | None = text("父母姓名", default=None, max_length=60)
    since: date | None = day("状态起始日期", default=None)
    until: date | None = day("状态结束日期", default=None)
    proof: str | None = code("证明材料", "parent_proof", default=None)
    illness: str | None = text("患病病种", default=None, sensitive=True)
    disability_category: str | None = code("残疾类别", "disability_category", default=None)
    disability_grade: str | None = code("残疾等级", "disability_grade", default=None)
    provenance: str = code("信息来源", "provenance", default="declared")
    as_of: date | None = day("信息日期", default=None)


@record("ability_assessment", "老年人能力评估")
class AbilityAssessment(Record):
    """How well an old person manages, in points of GB/T 42195."""

    person_id: RecordId = ref("person", "人员")
    score: int = number("能力评估得分")
    assessed_on: date = day("评估日期")
    assessed_by: str | None = text("评估人", default=None, max_length=60)
    provenance: str = code("信息来源", "provenance", default="visit")


@record("schooling", "在校情况")
class Schooling(Record):
    """Where somebody goes to school, and when the school last confirmed it."""

    person_id: RecordId = ref("person", "人员")
    school: str = text("学校名称")
    study_stage: str | None = code("在读学段", "study_stage", default=None)
    confirmed_on: date | None = day("学校证明日期", default=None)
    provenance: str = code("信息来源", "provenance", default="declared")


class ConfirmationWithoutReason(InputProblem):
    """An officer who confirms says why, and gives a name."""

    text = "经办人确认“{question}”没有写明{lacking}，没有保存。"
    remedy = "请写明理由（如入户所见、证明材料）和确认人姓名。"


class SupportersKnown(NotNow):
    """Nobody can have no supporters and some."""

    text = "已登记{count}名法定义务人，不能再登记“无法定义务人”。"
    remedy = "请先核对义务人名单；误登记的请撤回并写明原因。"
