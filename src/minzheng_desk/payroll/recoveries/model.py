"""What is asked back of one award, and what came back; how both stand is computed, never stored."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from minzheng_desk.kernel.errors import InputProblem, NotNow
from minzheng_desk.kernel.ids import RecordId
from minzheng_desk.kernel.money import Money, shown
from minzheng_desk.kernel.period import Month
from minzheng_desk.payroll.arrears import MonthAmount
from minzheng_desk.payroll.model import Recovery, Refund


@dataclass(frozen=True, slots=True)
class Overpayment:
    """What an award received beyond what it was due, as far as no recovery asks for it yet."""

    award_id: RecordId
    person_id: RecordId
    name: str
    programme: str
    programme_label: str
    months: tuple[MonthAmount, ...]
    cause: str
    proof: str
    """How it is known: of a death, the certificate that gives its day (民法典第十五条)."""
    is_death: bool

    @property
    def total(self) -> Money:
        """What was paid too much, all months together."""
        return Money(sum(amount for _, amount in self.months))


@dataclass(frozen=True, slots=True)
class RecoveryState:
    """A recovery beside what has come back for it."""

    recovery: Recovery
    refunds: tuple[Refund, ...]

    @property
    def refunded(self) -> Money:
        """What has come back."""
        return Money(sum(refund.amount for refund in self.refunds))

    @property
    def outstanding(self) -> Money:
        """What is still to come."""
        return Money(self.recovery.total - self.refunded)

    @property
    def is_open(self) -> bool:
        """Whether anything is still to come."""
        return self.outstanding > 0


def not_yet_asked(overpaid: tuple[MonthAmount, ...], asked: Mapping[Month, Money]) -> tuple[MonthAmount, ...]:
    """The overpaid months less what recoveries ask for already.

    >>> not_yet_asked(((Month(2026, 9), Money(96900)),), {Month(2026, 9): Money(90000)})
    ((Month(year=2026, month=9), 6900),)
    """
    left = ((month, Money(amount - asked.get(month, 0))) for month, amount in overpaid)
    return tuple((month, amount) for month, amount in left if amount > 0)


class NothingOverpaid(NotNow):
    """No month of the award was paid too much, or all of it is asked back already."""

    text = "这份待遇没有多发而未登记追回的月份，没有登记。"
    remedy = "请先登记死亡、停发或调整金额；银行退回的不算已发，不需要追回。"


class DeathUnproved(NotNow):
    """The day of a death that money is asked back for is that of a certificate."""

    text = "死亡日期没有登记依据，没有登记追回。"
    remedy = "请先按死亡证明（或户籍注销等有效证明）更正死亡日期和信息来源。"


class VoucherMissing(InputProblem):
    """Money that comes back has a voucher."""

    text = "没有填写缴款凭证号，没有登记退款。"
    remedy = "请填写缴回国库（财政专户）的缴款凭证号。"


class VoucherTakenAlready(InputProblem):
    """One voucher is entered once a recovery."""

    text = "这笔追回已经登记过缴款凭证号“{voucher}”，没有重复登记。"
    remedy = "请核对凭证号；确为另一笔退款的，请填写它自己的凭证号。"


class RefundTooLarge(InputProblem):
    """No more comes back than was asked for."""

    text = "退款 {amount} 元超过未追回的 {outstanding} 元，没有登记。"
    remedy = "请核对金额；退款只能冲抵本人这一笔追回，不能抵扣其他人的待遇。"

    @classmethod
    def of(cls, amount: Money, outstanding: Money) -> RefundTooLarge:
        """Say both amounts as people read them."""
        return cls(amount=shown(amount), outstanding=shown(outstanding))
