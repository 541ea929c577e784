"""Awards with spans and dated amounts. Nobody stores a current amount; everybody asks for a month."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from minzheng_desk.kernel.errors import InputProblem, NotNow
from minzheng_desk.kernel.ids import RecordId
from minzheng_desk.kernel.money import Money
from minzheng_desk.kernel.period import Month
from minzheng_desk.kernel.records import Record, code, day, flag, money, month, number, record, ref, text


@record("award", "待遇")
class Award(Record):
    """A standing right of a household or a person under one programme.

    ``since`` is the first month paid; ``until`` the first month no longer paid.
    """

    programme: str = text("项目", max_length=40, indexed=True)
    household_id: RecordId | None = ref("household", "家庭", default=None)
    person_id: RecordId = ref("person", "保障对象")
    since: Month = month("起发月份")
    until: Month | None = month("停发月份", default=None)
    ended_reason: str | None = code("停发原因", "award_end", default=None)
    decided_on: date | None = day("确认日期", default=None)
    decided_by: str = text("确认人", default="")
    paid_through: Month | None = month("入库前已发至", default=None)
    """The last month paid before this store knew of the award; nothing before it is ever paid in arrears."""
    certificate_number: str | None = text("证号", default=None, max_length=40)
    remark: str | None = text("备注", default=None, max_length=500)


@record("award_amount", "待遇金额")
class AwardAmount(Record):
    """What an award is worth from a month on, until the next amount begins."""

    award_id: RecordId = ref("award", "待遇")
    since: Month = month("执行月份")
    basis: str = code("核定金额方式", "amount_basis", default="decided")
    """``policy``: the amounts follow the standards of the month by themselves, as 高龄津贴 and 特困 do."""
    base: Money = money("基本金额")
    supplement: Money = money("增发金额", default=Money(0))
    persons: int = number("保障人口", default=1)
    household_income: Money | None = money("家庭月收入", default=None)
    reason: str = text("核定原因", default="", max_length=500)


@record("suspension", "暂停发放")
class Suspension(Record):
    """Months in which an award stands but is not paid."""

    award_id: RecordId = ref("award", "待遇")
    since: Month = month("暂停月份")
    until: Month | None = month("恢复月份", default=None)
    cause: str = code("暂停情形", "suspension_cause", default="other")
    reason: str = text("暂停原因", max_length=400)


@record("award_review", "待遇复核")
class AwardReview(Record):
    """A yearly or half-yearly look at whether an award still fits, with what was found."""

    award_id: RecordId = ref("award", "待遇")
    reviewed_on: date = day("复核日期")
    reviewed_by: str = text("复核人", default="")
    changed: bool = flag("情况有明显变化", default=False)
    note: str = text("复核情况", default="", max_length=500)


@record("phase_out", "渐退期")
class PhaseOut(Record):
    """Months in which an award goes on in full although its household has found work (办法第三十三条)."""

    award_id: RecordId = ref("award", "待遇")
    since: Month = month("渐退起始月份")
    until: Month = month("渐退期满月份")
    """The first month after it."""
    decided_on: date = day("渐退决定日期")
    reason: str = text("渐退原因", max_length=500)
    document: str = text("延长渐退依据", default="", max_length=200)
    """The document that allows more months than the policy does."""


@record("award_hearing", "听取意见记录")
class AwardHearing(Record):
    """What was heard before an award was lowered or ended, and the written reasons (社会救助法第四十八条)."""

    award_id: RecordId = ref("award", "待遇")
    heard_on: date = day("听取意见日期")
    note: str = text("听取意见情况", max_length=2000)
    reasons: str = text("书面理由", max_length=2000)


EXPIRED = "certificate_expired"
"""The cause of a suspension that ends when the certificate is renewed."""


@dataclass(frozen=True, slots=True)
class Heard:
    """That the person was heard before a decision against them, and the reasons that are given in writing."""

    heard_on: date
    note: str
    reasons: str


@dataclass(frozen=True, slots=True)
class Amounts:
    """The amounts of one month, in fen."""

    base: Money
    supplement: Money = Money(0)

    @property
    def total(self) -> Money:
        """What is paid."""
        return Money(self.base + self.supplement)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewAward:
    """What a named officer decided about one household or person."""

    programme: str
    label: str
    """What the programme is called, for messages."""
    person_id: RecordId
    household_id: RecordId | None
    since: Month
    until: Month | None = None
    """The first month no longer paid, where that is known from the start, as of what is paid once."""
    amounts: Amounts
    decided_on: date | None
    decided_by: str
    basis: str = "decided"
    persons: int = 1
    household_income: Money | None = None
    paid_through: Month | None = None
    certificate_number: str | None = None
    reason: str = ""
    of_household: bool = False
    """Whether the whole household receives it, so that it is granted once per household."""

    @property
    def holder(self) -> str | None:
        """The household or person that may hold the programme only once at a time."""
        return self.household_id if self.of_household else self.person_id


@dataclass(frozen=True, slots=True)
class ImportedBenefits:
    """What an import of awards wrote."""

    granted: int
    revised: int
    accounts: int


def amount_in(amounts: Sequence[AwardAmount], month_: Month) -> AwardAmount | None:
    """The amount in force in a month, or None before the first one begins."""
    begun = [amount for amount in amounts if amount.since <= month_]
    return max(begun, key=lambda amount: (amount.since, amount.id), default=None)


def is_payable(award: Award, month_: Month) -> bool:
    """Whether the award covers the month."""
    return award.since <= month_ and (award.until is None or month_ < award.until)


def suspended_in(suspensions: Sequence[Suspension], month_: Month) -> Suspension | None:
    """The suspension that covers the month, or None."""
    for suspension in suspensions:
        if suspension.since <= month_ and (suspension.until is None or month_ < suspension.until):
            return suspension
    return None


class AlreadyAwarded(NotNow):
    """One programme is granted once to the same household or person at a time."""

    text = "该对象已在享{programme}（{since}起），不能重复确认。"
    remedy = "如金额有变，请办理“调整金额”；如类别有变，请先停发原待遇。"


class AwardEnded(NotNow):
    """The award ended already."""

    text = "该待遇已于{until}停发。"
    remedy = "如需恢复，请重新申请并确认。"


class NotSuspended(NotNow):
    """Only what is suspended can be resumed."""

    text = "该待遇没有暂停发放，不需要恢复。"
    remedy = "请核对对象；已停发的待遇须重新申请并确认。"


class RightOfThePerson(NotNow):
    """What a person is entitled to cannot be paid to another."""

    text = "“{programme}”按人确认，不能变更领款人。"
    remedy = "如本人已去世，请登记死亡并停发；如账户有误，请变更本人的银行账户。"


class MonthsOutOfOrder(InputProblem):
    """A change cannot take effect before the award begins."""

    text = "执行月份{month}早于起发月份{since}，没有保存。"
    remedy = "请核对执行月份。"


class HearingMissing(InputProblem):
    """A decision against somebody needs a hearing before it and reasons in writing."""

    text = "{programme}的调减或停发没有听取意见记录或书面理由，没有保存（{source}）。"
    remedy = "请先听取本人意见，填写日期、情况和书面理由后再办理；本人死亡的除外。"


class HearingTooLate(InputProblem):
    """The hearing comes before the month in which the decision takes effect."""

    text = "听取意见日期（{heard_on}）不在执行月份{since}之前，没有保存。"
    remedy = "应先听取意见、作出决定，自决定的次月起执行；请改执行月份。"


class PhaseOutTooLong(InputProblem):
    """The policy allows fewer months."""

    text = "渐退期{months}个月，超过规定的{most}个月（{source}），没有保存。"
    remedy = "请缩短渐退期；上级文件允许延长的，请写明文件名称和文号。"


class PhaseOutWithoutWork(InputProblem):
    """Only households that have found work phase out."""

    text = "只有因就业增收超过标准的才给予渐退期，停发原因“{cause}”不适用。"
    remedy = "请按规定听取意见后停发。"
