"""Drawing up a roster: the pure decision of who is paid what, and why it differs from last month."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from minzheng_desk.benefits.model import Amounts
from minzheng_desk.kernel.identity import IdNumber
from minzheng_desk.kernel.ids import RecordId
from minzheng_desk.kernel.money import Money
from minzheng_desk.kernel.period import Month
from minzheng_desk.payroll.model import Difference, RosterLine, Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class Payable:
    """One award as the roster of a month sees it; pure facts, gathered by the query."""

    award_id: RecordId
    person_id: RecordId
    name: str
    id_number: IdNumber | None
    died_on: date | None
    household_number: str
    region_code: str
    region_name: str
    hukou_kind: str
    persons: int
    amounts: Amounts | None
    """None: the policy cannot say, for the reason in ``why_none``."""
    amount_reason: str = ""
    why_none: str = ""
    household_income: Money | None = None
    is_new: bool = False
    ended: str = ""
    """Why the award does not cover the month any more; empty while it does."""
    suspended: str = ""
    deaths: tuple[str, ...] = ()
    """Members of the household who died, in words, since the amount was last found."""
    account: str = ""
    bank: str = ""
    holder_name: str = ""
    household_id: RecordId | None = None
    unpaid: tuple[tuple[Month, Money], ...] = ()
    """Earlier months that are due and were not paid, each with its amount."""


@dataclass(frozen=True, slots=True)
class Previous:
    """The line of the same award on last month's roster."""

    standing: str
    amount: Money
    regular: Money
    """Without back payments."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a line comes to, and why."""

    standing: Standing
    difference: Difference
    reason: str


@dataclass(frozen=True, slots=True)
class Computed:
    """The lines of a roster in order, and what they add up to."""

    lines: tuple[RosterLine, ...]
    total: Money
    persons: int
    paid: int
    held: int
    stopped: int


def compute_roster(
    payables: Iterable[Payable],
    previous: Mapping[str, Previous],
    roster_id: RecordId,
    month_: Month,
    ids: Sequence[RecordId],
) -> Computed:
    """Draw up the lines of a month: pure, in the order given; totals count only what is paid.

    A person who would be paid twice under the programme is held on every line after the first.
    """
    lines: list[RosterLine] = []
    seen: dict[str, str] = {}
    for payable in payables:
        before = previous.get(payable.award_id)
        twice = _already_listed(payable, seen)
        verdict = judge(payable, before, month_, twice)
        if verdict is not None:
            lines.append(_line(payable, before, verdict, roster_id, len(lines) + 1, ids[len(lines)]))
    paid = [line for line in lines if line.standing == Standing.PAY.value]
    return Computed(
        tuple(lines),
        Money(sum(line.amount for line in paid)),
        sum(line.persons for line in paid),
        len(paid),
        sum(line.standing == Standing.HOLD.value for line in lines),
        sum(line.standing == Standing.STOP.value for line in lines),
    )


def judge(payable: Payable, before: Previous | None, month_: Month, twice: str) -> Verdict | None:
    """Decide about one award; None when it is neither due nor was paid last month."""
    was_paid = before is not None and before.standing == Standing.PAY.value
    if payable.ended:
        return Verdict(Standing.STOP, Difference.STOPPED, payable.ended) if was_paid else None
    hindrance = _hindrance(payable, month_, twice)
    if hindrance:
        return Verdict(Standing.HOLD, Difference.HELD, hindrance)
    regular = payable.amounts.total if payable.amounts else Money(0)
    return Verdict(Standing.PAY, *_difference(payable, before, regular))


def _hindrance(payable: Payable, month_: Month, twice: str) -> str:
    """Why an award that is due cannot be paid as it stands; empty when it can."""
    if payable.suspended:
        return f"暂停发放：{payable.suspended}"
    if payable.amounts is None:
        return payable.why_none
    if payable.died_on is not None and Month.of(payable.died_on) < month_:
        return f"领款人已于{payable.died_on}去世，请变更领款人或停发"
    if twice:
        return f"同一身份证号在本名册第{twice}行已列，疑似重复"
    if not payable.account:
        return "没有银行账号，请补录后补发"
    return ""


def _difference(payable: Payable, before: Previous | None, regular: Money) -> tuple[Difference, str]:
    notes = "；".join(f"{death}，待重新核定" for death in payable.deaths)
    if before is None:
        difference, reason = (
            Difference.NEW,
            "本月新增" + (f"：{payable.amount_reason}" if payable.amount_reason else ""),
        )
    elif before.standing != Standing.PAY.value:
        difference, reason = Difference.RETURNED, "恢复发放"
    elif regular != before.regular:
        difference = Difference.RAISED if regular > before.regular else Difference.LOWERED
        reason = payable.amount_reason or "金额调整"
    else:
        difference, reason = Difference.SAME, ""
    back = "、".join(str(month) for month, _ in payable.unpaid)
    last = f"{payable.died_on}去世，本月为末月" if payable.died_on and not payable.deaths else ""
    parts = [reason, f"补发{back}" if back else "", last, notes]
    return difference, "；".join(part for part in parts if part)


def _already_listed(payable: Payable, seen: dict[str, str]) -> str:
    """The line on which the same identity number stands already; remembers this one otherwise."""
    if not payable.id_number or payable.ended:
        return ""
    known = seen.get(payable.id_number)
    if known is None:
        seen[payable.id_number] = str(len(seen) + 1)
        return ""
    return known


def _line(
    payable: Payable,
    before: Previous | None,
    verdict: Verdict,
    roster_id: RecordId,
    seq: int,
    line_id: RecordId,
) -> RosterLine:
    pays = verdict.standing is Standing.PAY
    amounts = (
        payable.amounts if payable.amounts and verdict.standing is not Standing.STOP else Amounts(Money(0))
    )
    back = Money(sum(amount for _, amount in payable.unpaid)) if pays else Money(0)
    return RosterLine(
        id=line_id,
        roster_id=roster_id,
        seq=seq,
        award_id=payable.award_id,
        standing=verdict.standing.value,
        difference=verdict.difference.value,
        reason=verdict.reason,
        person_id=payable.person_id,
        name=payable.name,
        id_number=payable.id_number,
        household_number=payable.household_number,
        region_code=payable.region_code,
        region_name=payable.region_name,
        hukou_kind=payable.hukou_kind,
        persons=payable.persons,
        base=amounts.base,
        supplement=amounts.supplement,
        back_payment=back,
        back_months=tuple((str(month), amount) for month, amount in payable.unpaid) if pays else (),
        amount=Money(amounts.total + back) if pays else Money(0),
        previous_amount=before.amount if before else None,
        account=payable.account,
        bank=payable.bank,
        holder_name=payable.holder_name,
        household_income=payable.household_income,
    )


@dataclass(frozen=True, slots=True)
class Comparison:
    """How a roster differs from the one before: per sort of difference how many lines and how much money."""

    lines: tuple[RosterLine, ...]
    counts: Mapping[Difference, int]
    moved: Mapping[Difference, Money]
    """What the lines of a sort add to (or take from) last month's total."""

    @property
    def differing(self) -> tuple[RosterLine, ...]:
        """The lines that are not the same as last month, in the order of the roster."""
        return tuple(line for line in self.lines if line.difference != Difference.SAME.value)


def compare_with_previous(lines: Sequence[RosterLine]) -> Comparison:
    """Count the differences that the lines carry; what they move adds up to this total less last month's."""
    counts = dict.fromkeys(Difference, 0)
    moved = dict.fromkeys(Difference, Money(0))
    for line in lines:
        sort = Difference(line.difference)
        counts[sort] += 1
        moved[sort] = Money(moved[sort] + line.amount - (line.previous_amount or 0))
    return Comparison(tuple(lines), counts, moved)
