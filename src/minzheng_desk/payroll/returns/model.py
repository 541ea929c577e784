"""What the bank says of a roster: its file, the result of each line, and the rows that fit no line."""

from __future__ import annotations

from datetime import date
from enum import Enum

from minzheng_desk.kernel.ids import RecordId
from minzheng_desk.kernel.money import Money
from minzheng_desk.kernel.records import Record, day, money, number, record, ref, text


class Outcome(Enum):
    """What became of a payment."""

    PAID = "paid"
    FAILED = "failed"

    @property
    def label(self) -> str:
        """What people call it."""
        return {"paid": "发放成功", "failed": "银行退回"}[self.value]


@record("bank_return", "银行回盘")
class BankReturn(Record):
    """One file of results that was taken in, and where its rows went; the counts add up to its rows."""

    roster_id: RecordId = ref("roster", "发放名册")
    file_name: str = text("文件名")
    digest: str = text("文件校验码", max_length=64, indexed=True)
    bank_format: str = text("银行格式", max_length=60)
    imported_by: str = text("导入人", max_length=60)
    imported_on: date = day("导入日期")
    rows: int = number("文件行数")
    paid: int = number("成功笔数")
    paid_total: Money = money("成功金额")
    failed: int = number("退回笔数")
    failed_total: Money = money("退回金额")
    repeated: int = number("已入账行数", default=0)
    repeated_total: Money = money("已入账金额", default=Money(0))
    unmatched: int = number("对不上行数", default=0)
    unmatched_total: Money = money("对不上金额", default=Money(0))

    @property
    def total(self) -> Money:
        """What all rows of the file come to."""
        parts = self.paid_total, self.failed_total, self.repeated_total, self.unmatched_total
        return Money(sum(parts))

    @property
    def adds_up(self) -> bool:
        """Whether every row of the file went to exactly one place."""
        return self.rows == self.paid + self.failed + self.repeated + self.unmatched


@record("payment_result", "发放结果")
class PaymentResult(Record):
    """What became of one line; there is one a line, and a payment that succeeded is never unsaid."""

    roster_id: RecordId = ref("roster", "发放名册")
    line_id: RecordId = ref("roster_line", "名册明细")
    bank_return_id: RecordId = ref("bank_return", "银行回盘")
    row: int = number("回盘行号")
    outcome: str = text("成功或退回", max_length=10)
    amount: Money = money("回盘金额")
    reason: str = text("银行原因", default="", max_length=200)

    @property
    def is_paid(self) -> bool:
        """Whether the money arrived."""
        return self.outcome == Outcome.PAID.value


@record("corrected_line", "更正发放明细")
class CorrectedLine(Record):
    """That a line of a correction pays once more what the bank had sent back; a failure is corrected once."""

    payment_result_id: RecordId = ref("payment_result", "发放结果")
    origin_id: RecordId = ref("roster_line", "原明细")
    line_id: RecordId = ref("roster_line", "名册明细")
    because: str = text("账户未变仍重发的理由", default="", max_length=200)


@record("unmatched_row", "回盘对不上的行")
class UnmatchedRow(Record):
    """A row of a bank's file that fits no line, or says what cannot be; nothing was booked from it."""

    bank_return_id: RecordId = ref("bank_return", "银行回盘")
    row: int = number("回盘行号")
    account: str = text("银行账号", default="", max_length=60, sensitive=True)
    holder_name: str = text("账户户名", default="", max_length=60)
    amount: Money | None = money("回盘金额", default=None)
    written: str = text("回盘结果原文", default="", max_length=200)
    code: str = text("问题类别", max_length=40)
    reason: str = text("对不上的原因", max_length=200)
    suggestion: str = text("处理建议", max_length=200)
