"""Persons, households and what is known about them, as dated facts.

A person is one record for life; a membership says which household, since when and until when.
Natural keys such as the identity number are checked and reported, never enforced by the store,
because two offices may register one person before they meet.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from minzheng_desk.kernel.errors import InputProblem, NotNow
from minzheng_desk.kernel.identity import IdNumber
from minzheng_desk.kernel.ids import RecordId
from minzheng_desk.kernel.money import Money
from minzheng_desk.kernel.records import (
    Record,
    blob,
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


@record("person", "人员")
class Person(Record):
    """One human being, for life."""

    name: str = text("姓名", max_length=60, search="name")
    id_number: IdNumber | None = text(
        "身份证号", default=None, max_length=18, sensitive=True, search="number"
    )
    sex: str | None = code("性别", "sex", default=None)
    born_on: date | None = day("出生日期", default=None, indexed=True)
    nation: str | None = code("民族", "nation", default=None)
    hukou_kind: str | None = code("户籍类别", "hukou_kind", default=None)
    hukou_region_code: str | None = text("户籍所在地代码", default=None, max_length=12)
    marriage: str | None = code("婚姻状况", "marriage", default=None)
    education: str | None = code("文化程度", "education", default=None)
    political_status: str | None = code("政治面貌", "political_status", default=None)
    health: str | None = code("健康状况", "health", default=None)
    illness: str | None = text("患病病种", default=None, sensitive=True)
    work_capacity: str | None = code("劳动能力", "work_capacity", default=None)
    study_stage: str | None = code("在读学段", "study_stage", default=None)
    self_care_failures: int | None = number("自理指标未达项数", default=None)
    self_care: str | None = code("自理等级", "self_care", default=None)
    care_arrangement: str | None = code("供养方式", "care_arrangement", default=None)
    phone: str | None = text("联系电话", default=None, max_length=20, sensitive=True, search="phone")
    died_on: date | None = day("死亡日期", default=None)
    died_source: str | None = text("死亡信息来源", default=None)
    name_sort_key: str = text("姓名排序键", default="", minted=True, travels=False)
    remark: str | None = text("备注", default=None, max_length=500)


@record("household", "家庭")
class Household(Record):
    """People who live together and share income and expenses."""

    number: str = text("户编号", minted=True, max_length=40, search="code")
    head_id: RecordId = ref("person", "户主")
    region_code: str = text("村（社区）代码", max_length=12, indexed=True)
    village_group: str | None = text("村民小组", default=None, max_length=60)
    address: str | None = text("家庭住址", default=None)
    hukou_kind: str = code("城乡类别", "hukou_kind")
    registered_on: date = day("登记日期")
    closed_on: date | None = day("销户日期", default=None)
    closed_reason: str | None = text("销户原因", default=None)
    application_reason: str | None = text("申请原因", default=None)
    remark: str | None = text("备注", default=None, max_length=500)


@record("household_member", "家庭成员")
class Member(Record):
    """Who belongs to which household, since when and until when."""

    household_id: RecordId = ref("household", "家庭")
    person_id: RecordId = ref("person", "人员")
    relation_to_head: str = code("与户主关系", "relation_to_head")
    since: date = day("加入日期")
    until: date | None = day("离开日期", default=None)
    left_reason: str | None = text("离开原因", default=None)
    lives_apart: str | None = code("不共同生活情形", "living_apart", default=None)
    lives_apart_since: date | None = day("不共同生活起始日期", default=None)


@record("income", "收入")
class Income(Record):
    """One stream of income: ``amount`` fen for every ``months`` months, less the costs the office accepts."""

    household_id: RecordId = ref("household", "家庭")
    person_id: RecordId | None = ref("person", "人员", default=None)
    kind: str = code("收入类别", "income_kind")
    amount: Money = money("收入金额")
    months: int = number("收入对应月数", default=12)
    cost: Money = money("可扣减成本", default=Money(0))
    since: date | None = day("收入起始日期", default=None)
    until: date | None = day("收入截止日期", default=None)
    provenance: str = code("信息来源", "provenance", default="declared")
    as_of: date | None = day("信息日期", default=None)
    remark: str | None = text("备注", default=None)


@record("asset", "财产")
class Asset(Record):
    """Something the household owns, with its value where there is one."""

    household_id: RecordId = ref("household", "家庭")
    person_id: RecordId | None = ref("person", "人员", default=None)
    kind: str = code("财产类别", "asset_kind")
    amount: Money = money("财产价值", default=Money(0))
    quantity: int = number("财产数量", default=1)
    provenance: str = code("信息来源", "provenance", default="declared")
    as_of: date | None = day("信息日期", default=None)
    remark: str | None = text("备注", default=None)


@record("expense", "支出")
class Expense(Record):
    """A rigid expense the household bears itself."""

    household_id: RecordId = ref("household", "家庭")
    person_id: RecordId | None = ref("person", "人员", default=None)
    kind: str = code("支出类别", "expense_kind")
    amount: Money = money("支出金额")
    reimbursed: Money = money("已报销或补助金额", default=Money(0))
    tariff: Money | None = money("同类公办学校收费标准", default=None)
    public_school: bool | None = flag("公办学校", default=None)
    spent_on: date | None = day("支出日期", default=None)
    provenance: str = code("信息来源", "provenance", default="declared")
    as_of: date | None = day("信息日期", default=None)
    remark: str | None = text("备注", default=None)


@record("disability_certificate", "残疾人证")
class DisabilityCertificate(Record):
    """A disability certificate with its category and grade."""

    person_id: RecordId = ref("person", "人员")
    number: str | None = text("残疾证号", default=None, max_length=22, sensitive=True)
    category: str = code("残疾类别", "disability_category")
    grade: str = code("残疾等级", "disability_grade")
    parts: tuple[str, ...] = listing("多重残疾分项")
    issued_on: date | None = day("发证日期", default=None)
    expires_on: date | None = day("有效期止", default=None)
    cancelled_on: date | None = day("注销日期", default=None)
    number_reason: str | None = text("证号与身份证号不一致的原因", default=None)
    provenance: str = code("信息来源", "provenance", default="declared")
    as_of: date | None = day("信息日期", default=None)


@record("bank_account", "银行账户")
class BankAccount(Record):
    """Where a person's benefits are paid."""

    person_id: RecordId = ref("person", "人员")
    account: str = text("银行账号", max_length=40, sensitive=True, search="tail")
    bank: str = text("开户银行", default="", max_length=80)
    holder_name: str = text("账户户名", max_length=60)
    holder_id_number: IdNumber | None = text("户名身份证号", default=None, max_length=18, sensitive=True)
    since: date = day("启用日期")
    until: date | None = day("停用日期", default=None)
    verified: bool = flag("已核验", default=False)


@record("attachment", "材料附件")
class Attachment(Record):
    """A paper, kept by the digest of its content so that the same scan is stored once."""

    record_type: str = text("所属类别", max_length=60)
    record_id: RecordId = text("所属档案", max_length=32, indexed=True)
    title: str = text("材料名称")
    media_type: str = text("文件类型", max_length=80)
    content: str = blob("文件内容")
    size: int = number("文件大小")
    taken_on: date | None = day("材料日期", default=None)


class HouseholdClosed(NotNow):
    """The household was closed, merged or has moved away."""

    text = "户{number}已于{closed_on}销户，不能再登记变更。"
    remedy = "请在其并入或迁往的家庭中办理；如属误销，请先撤销销户操作。"


class PersonAlreadyMember(InputProblem):
    """A person belongs to one household at a time."""

    text = "该人员已是户{number}的成员，不能同时加入另一户。"
    remedy = "请先在原户办理迁出、分户或并户。"


class NotAMember(InputProblem):
    """The person does not belong to this household."""

    text = "该人员不是户{number}的现有成员。"
    remedy = "请核对家庭成员名单后重选。"


class AlreadyDead(NotNow):
    """A death is reported once; a wrong date is corrected with a reason."""

    text = "该人员已登记死亡（{died_on}）。"
    remedy = "如日期有误，请用“更正”并写明原因。"


class ReasonMissing(InputProblem):
    """A correction says why."""

    text = "更正没有写明原因，没有保存。"
    remedy = "请填写更正原因和依据材料后再保存。"


class NothingLeftBehind(InputProblem):
    """A split leaves at least the head behind."""

    text = "分户必须在原户留下户主，且新户至少一人。"
    remedy = "如全家迁出请用“迁移”；如要换户主请先“变更户主”。"


class MergedIntoItself(InputProblem):
    """A merger takes two households."""

    text = "不能把户{number}并入它自己。"
    remedy = "请重新选择要并入的家庭。"


class DateOutOfOrder(InputProblem):
    """An event cannot lie before what it changes."""

    text = "{label}（{day}）早于{floor}，没有保存。"
    remedy = "请核对日期。"


class HouseholdWithoutHead(InputProblem):
    """A household has exactly one head."""

    text = "一户必须恰有一名户主，现有{heads}名，没有登记。"
    remedy = "请在“与户主关系”中只把一人设为户主。"


@dataclass(frozen=True, slots=True)
class NewMember:
    """A person about to join a household, and as what."""

    person: Person
    relation_to_head: str
