"""Rosters and their lines, and the pure decision that draws them up.

A line freezes what was true when it was drawn up: name, number, account, amount and the reason why it
differs from last month. A locked roster never changes; corrections are next month's.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from datetime import date, datetime
from enum import Enum
from operator import attrgetter

from minzheng_desk.kernel.errors import InputProblem, NotFound, NotNow
from minzheng_desk.kernel.identity import IdNumber
from minzheng_desk.kernel.ids import RecordId
from minzheng_desk.kernel.money import Money
from minzheng_desk.kernel.period import Month
from minzheng_desk.kernel.records import (
    Record,
    code,
    day,
    instant,
    listing,
    money,
    month,
    number,
    record,
    ref,
    text,
)
from minzheng_desk.payroll.arrears import MonthAmount, in_months


class State(Enum):
    """How far a roster has come."""

    DRAWN_UP = "drawn_up"
    LOCKED = "locked"

    @property
    def label(self) -> str:
        """What people call it."""
        return {"drawn_up": "已生成", "locked": "已锁定"}[self.value]


class Standing(Enum):
    """What happens to a line: paid, held back until something is put right, or stopped."""

    PAY = "pay"
    HOLD = "hold"
    STOP = "stop"

    @property
    def label(self) -> str:
        """What people call it."""
        return {"pay": "发放", "hold": "暂缓", "stop": "停发"}[self.value]


class Difference(Enum):
    """How a line differs from the same award's line of last month."""

    SAME = "same"
    TAKEN_OVER = "taken_over"
    """Last month was paid outside this program, so there is nothing here to compare with."""
    NEW = "new"
    RAISED = "raised"
    LOWERED = "lowered"
    RETURNED = "returned"
    STOPPED = "stopped"
    HELD = "held"
    CORRECTED = "corrected"
    """Paid once more after the bank had sent it back; only a correction has such lines."""

    @property
    def label(self) -> str:
        """What people call it."""
        return _DIFFERENCE_LABELS[self]

    @property
    def is_change(self) -> bool:
        """Whether the clerk has to look at such a line."""
        return self not in {Difference.SAME, Difference.TAKEN_OVER}


_DIFFERENCE_LABELS = {
    Difference.SAME: "不变",
    Difference.TAKEN_OVER: "接续",
    Difference.NEW: "新增",
    Difference.RAISED: "增发",
    Difference.LOWERED: "减发",
    Difference.RETURNED: "恢复",
    Difference.STOPPED: "停发",
    Difference.HELD: "暂缓",
    Difference.CORRECTED: "更正",
}


@record("roster", "发放名册")
class Roster(Record):
    """The roster of one programme for one month, or a correction of it that pays what was sent back."""

    batch_number: str = text("批次号", minted=True, max_length=60, indexed=True)
    programme: str = text("项目", max_length=40, indexed=True)
    programme_label: str = text("项目名称", max_length=60)
    month: Month = month("发放月份", indexed=True)
    state: str = text("名册状态", default=State.DRAWN_UP.value, max_length=20)
    lines: int = number("发放行数")
    persons: int = number("发放人数")
    total: Money = money("合计金额")
    held: int = number("暂缓行数", default=0)
    stopped: int = number("停发行数", default=0)
    pack: str = text("政策包版本")
    digest: str = text("名册校验码", max_length=64)
    drawn_up_by: str = text("制表人", default="")
    drawn_up_on: date = day("制表日期")
    drawn_up_login: str = text("制表用户名", default="", max_length=60)
    """The sign-in name of who drew it up; whoever that is does not lock it."""
    locked_by: str = text("锁定人", default="")
    locked_login: str = text("锁定用户名", default="", max_length=60)
    """The sign-in name of who locked it; whoever that is does not take in what the bank answers."""
    locked_at: datetime | None = instant("锁定时间", default=None)
    correction: int = number("更正次数", default=0)
    """Which correction of the month this is; 0 is the roster of the month itself."""
    corrects_id: RecordId | None = ref("roster", "更正的名册", default=None)
    closed_by: str = text("月结人", default="")
    closed_at: datetime | None = instant("月结时间", default=None)

    @property
    def called(self) -> str:
        """What people call it: 低保2026年11月名册, and which correction it is."""
        return f"{self.programme_label}{self.month.label}{self.sort_called}"

    @property
    def sort_called(self) -> str:
        """What sort of roster it is: 名册, or 更正发放（第1次）."""
        return f"更正发放（第{self.correction}次）" if self.correction else "名册"

    @property
    def is_locked(self) -> bool:
        """Whether it may be paid by and never changes."""
        return self.state == State.LOCKED.value


@record("roster_line", "名册明细")
class RosterLine(Record):
    """One award on one roster, with everything about it frozen."""

    roster_id: RecordId = ref("roster", "发放名册")
    seq: int = number("序号")
    award_id: RecordId = ref("award", "待遇")
    standing: str = text("发放状态", max_length=10)
    difference: str = text("变动类型", max_length=10)
    reason: str = text("变动原因", default="", max_length=500)
    person_id: RecordId = text("对象标识", max_length=32)
    name: str = text("姓名", max_length=60)
    id_number: IdNumber | None = text("身份证号", default=None, max_length=18, sensitive=True)
    household_number: str = text("户编号", default="", max_length=40)
    region_code: str = text("村（社区）代码", default="", max_length=12)
    region_name: str = text("村（社区）", default="", max_length=60)
    hukou_kind: str = code("城乡类别", "hukou_kind", default="rural")
    persons: int = number("保障人口", default=1)
    base: Money = money("基本金额", default=Money(0))
    supplement: Money = money("增发金额", default=Money(0))
    back_payment: Money = money("补发金额", default=Money(0))
    back_months: tuple[tuple[str, int], ...] = listing("补发月份")
    amount: Money = money("实发金额", default=Money(0))
    previous_amount: Money | None = money("上月金额", default=None)
    account: str = text("银行账号", default="", max_length=40, sensitive=True)
    bank: str = text("开户银行", default="", max_length=80)
    holder_name: str = text("账户户名", default="", max_length=60)
    household_income: Money | None = money("家庭月收入", default=None)


@record("recovery", "追回")
class Recovery(Record):
    """That one award was paid too much for some months, what for, and how that is known."""

    number: str = text("追回编号", minted=True, max_length=40)
    award_id: RecordId = ref("award", "待遇")
    person_id: RecordId = ref("person", "人员")
    name: str = text("姓名", max_length=60)
    programme: str = text("项目", max_length=40)
    programme_label: str = text("项目名称", max_length=60)
    months: tuple[tuple[str, int], ...] = listing("多发月份")
    """Month and fen, of what was really paid."""
    total: Money = money("应追回金额")
    cause: str = text("多发原因", max_length=500)
    proof: str = text("认定依据", max_length=200)
    opened_by: str = text("登记人", max_length=60)
    opened_on: date = day("登记日期")

    @property
    def by_month(self) -> tuple[MonthAmount, ...]:
        """The months with what is asked back for each."""
        return tuple((Month.parse(month), Money(amount)) for month, amount in self.months)

    @property
    def months_told(self) -> str:
        """The months in words."""
        return in_months(self.by_month)


@record("refund", "退款")
class Refund(Record):
    """Money that came back for one recovery, by one voucher."""

    recovery_id: RecordId = ref("recovery", "追回")
    amount: Money = money("退款金额")
    voucher_number: str = text("缴款凭证号", max_length=60, indexed=True)
    paid_by: str = text("退款人", max_length=60)
    refunded_on: date = day("退款日期")
    recorded_by: str = text("登记人", max_length=60)


_said_on = attrgetter(*(name for name in RosterLine.declaration.field_names if name != "roster_id"))


def roster_digest(programme: str, month_: Month, lines: Sequence[RosterLine]) -> str:
    """The digest that is printed on the paper: of everything that every line says, in order."""
    body = [_said_on(line) for line in lines]
    text_ = json.dumps([programme, str(month_), body], ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text_.encode()).hexdigest()


def short_digest(digest: str) -> str:
    """The first twelve digits, as they are printed.

    >>> short_digest("7f3a91c20b5e" + "0" * 52)
    '7F3A-91C2-0B5E'
    """
    return "-".join(digest[at : at + 4].upper() for at in (0, 4, 8))


class RosterNotDrawnUp(NotFound):
    """The month has no roster of the programme yet."""

    text = "{month}还没有这个项目的名册。"
    remedy = "请核对月份和项目；还没有生成的，请先生成名册。"


class RosterAlreadyLocked(NotNow):
    """A locked roster never changes."""

    text = "{roster}已锁定，不能重新生成或修改。"
    remedy = "少发的请在下月名册中补发，多发的请登记追回；银行退回的请办理更正发放。"


class EarlierRosterOpen(NotNow):
    """Months are locked in order."""

    text = "{programme}{month}名册还没有锁定，不能处理之后的月份。"
    remedy = "请先核对并锁定{month}的名册。"


class LaterRosterExists(NotNow):
    """A month is not drawn up behind a later one."""

    text = "{programme}已有{month}名册，不能再生成更早月份的名册。"
    remedy = "漏发的月份请在下一个月的名册中补发。"


class RosterChanged(NotNow):
    """The roster does not agree with its own digest or sums any more."""

    text = "{roster}的内容与校验码不符，没有锁定。"
    remedy = "请重新生成名册；如仍出现，请联系管理员核对操作记录。"


class RosterOutdated(NotNow):
    """What the roster rests on was changed after it was drawn up."""

    text = "{roster}生成后，有 {count} 行的档案、待遇或账号又有变动，没有锁定。"
    remedy = "请重新生成名册，核对变动后再锁定。"


class RosterNotLocked(NotNow):
    """Only a locked roster is paid, answered by the bank, and closed."""

    text = "{roster}还没有锁定，不能{act}。"
    remedy = "请先核对并锁定名册。"


class PurposeMissing(InputProblem):
    """Who takes personal data out of the program says what for."""

    text = "没有填写用途，没有打印或导出。"
    remedy = "请写明用途和接收人，例如“报送镇财政所”。"


class NothingToPay(InputProblem):
    """There is nobody on the roster."""

    text = "{programme}{month}没有可发放的对象，没有生成名册。"
    remedy = "请核对月份和项目；新确认的待遇从执行月份起才列入名册。"
