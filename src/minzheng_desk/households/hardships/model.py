"""Hardships for which temporary assistance is asked or was given, and benefits that others pay."""

from __future__ import annotations

from datetime import date

from minzheng_desk.kernel.errors import InputProblem, NotNow
from minzheng_desk.kernel.ids import RecordId
from minzheng_desk.kernel.money import Money
from minzheng_desk.kernel.records import Record, code, day, flag, money, record, ref, text


@record("hardship", "困难情形")
class Hardship(Record):
    """An emergency or a sudden expense, and the aid given for it."""

    household_id: RecordId = ref("household", "家庭")
    person_id: RecordId | None = ref("person", "遭遇困难的人员", default=None)
    kind: str = code("临时救助类型", "hardship_kind")
    cause: str = code("困难原因", "hardship_cause")
    event: str | None = text("救助事由", default=None, max_length=500)
    happened_on: date | None = day("困难发生日期", default=None)
    happened_here: bool | None = flag("发生在本乡镇", default=None)
    urgent: bool | None = flag("须立即救助", default=None)
    applied_on: date | None = day("临时救助申请日期", default=None)
    asked: Money | None = money("申请救助金额", default=None)
    expenditure: Money | None = money("自付必需支出", default=None)
    granted: Money | None = money("实际救助金额", default=None)
    aided_on: date | None = day("救助日期", default=None)
    relieved_on: date | None = day("困难缓解日期", default=None)
    completed_on: date | None = day("手续补齐日期", default=None)
    recorded_by: str | None = text("救助经办人", default=None, max_length=60)
    provenance: str = code("信息来源", "provenance", default="declared")
    as_of: date | None = day("信息日期", default=None)


@record("other_benefit", "其他待遇")
class OtherBenefit(Record):
    """A monthly benefit that another authority pays somebody."""

    person_id: RecordId = ref("person", "人员")
    kind: str = code("其他待遇种类", "other_benefit")
    amount: Money | None = money("其他待遇月金额", default=None)
    since: date | None = day("其他待遇起始日期", default=None)
    until: date | None = day("其他待遇停止日期", default=None)
    provenance: str = code("信息来源", "provenance", default="declared")
    as_of: date | None = day("信息日期", default=None)


class AlreadyAided(NotNow):
    """Aid for one hardship is recorded once."""

    text = "这一困难情形已于{aided_on}登记救助，不能再次登记。"
    remedy = "如属分阶段救助或再次救助，请另行登记困难情形；如登记有误，请用“更正”。"


class NotYetAided(NotNow):
    """Papers are completed after aid was given."""

    text = "这一困难情形还没有登记救助，不能补齐手续。"
    remedy = "请先登记救助日期、金额和经办人。"


class PapersIncomplete(InputProblem):
    """The event, the sum and the officer must be on file before the papers are complete."""

    text = "补齐手续还缺：{lacking}，没有保存。"
    remedy = "请补记后再登记手续补齐日期（民发〔2018〕23号二（二））。"
