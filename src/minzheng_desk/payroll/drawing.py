"""Drawing up a roster: the pure decision of who is paid what, and why it differs from last month."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from minzheng_desk.benefits.model import Amounts
from minzheng_desk.kernel.identity import IdNumber
from minzheng_desk.kernel.ids import RecordId
from minzheng_desk.kernel.money import Money, shown
from minzheng_desk.kernel.period import Month
from minzheng_desk.payroll.arrears import NOTHING_OWED, Arrears, in_months
from minzheng_desk.payroll.model import Difference, RosterLine, Standing

# What a line says when something needs a person; `attention` knows a line again by these very words.
SUSPENDED = "暂停发放："
DEAD_BEFORE = "去世，请变更领款人或停发"
TWICE = "行为同一人，疑似重复"
WORTH_NOTHING = "核定金额为零，请核对"
NO_ACCOUNT = "没有银行账号，请补录后补发"
DIED_NOW = "去世，本月照发，下月起须变更领款人或停发"
MEMBER_DIED = "，待重新核定"
PAID_TOO_MUCH = "，待追回"
UNCLEAR = "金额不明，未补发"

_DIED = re.compile(r"成员(.+?)于\d{4}-\d{2}-\d{2}去世")
_LONGEST_REASON = RosterLine.declaration.field("reason").max_length or 0


def death_told(name: str, day: date) -> str:
    """That a member of the household died, as the reason of a line says it.

    >>> death_told("周一", date(2026, 11, 2))
    '成员周一于2026-11-02去世'
    """
    return f"成员{name}于{day}去世"


def people_told(line: RosterLine) -> tuple[str, ...]:
    """Everybody whom the reason of a line may call by name: who is paid, and members who died."""
    return (line.name, *_DIED.findall(line.reason))


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
    taken_over: bool = False
    """Paid by other means until this store knew of it, so that its first line is nothing new."""
    ended: str = ""
    """Why the award does not cover the month any more; empty while it does."""
    suspended: str = ""
    deaths: tuple[str, ...] = ()
    """Members of the household who died, in words, since the amount was last found."""
    account: str = ""
    bank: str = ""
    holder_name: str = ""
    household_id: RecordId | None = None
    arrears: Arrears = NOTHING_OWED
    """Earlier months that do not agree with what was paid for them."""


@dataclass(frozen=True, slots=True)
class Previous:
    """The line of the same award on last month's roster."""

    standing: str
    amount: Money
    regular: Money
    """Without back payments."""

    @property
    def is_paid(self) -> bool:
        """Whether money went out."""
        return self.standing == Standing.PAY.value

    @property
    def back_payment(self) -> Money:
        """What was paid for months before."""
        return Money(self.amount - self.regular) if self.is_paid else Money(0)


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
    seen: dict[str, int] = {}
    for payable in payables:
        before = previous.get(payable.award_id)
        twice = _listed_at(payable, seen)
        verdict = judge(payable, before, month_, twice)
        if verdict is None:
            continue
        lines.append(_line(payable, before, verdict, roster_id, len(lines) + 1, ids[len(lines)]))
        if verdict.standing is not Standing.STOP:
            seen.update(dict.fromkeys(_marks(payable), twice or len(lines)))
    paid = [line for line in lines if line.standing == Standing.PAY.value]
    return Computed(
        tuple(lines),
        Money(sum(line.amount for line in paid)),
        sum(line.persons for line in paid),
        len(paid),
        sum(line.standing == Standing.HOLD.value for line in lines),
        sum(line.standing == Standing.STOP.value for line in lines),
    )


def _listed_at(payable: Payable, seen: Mapping[str, int]) -> int:
    """The line on which the same person stands already, or 0."""
    return next((seen[mark] for mark in _marks(payable) if mark in seen), 0)


def _marks(payable: Payable) -> tuple[str, ...]:
    """By what a person is told: one person may be on file twice, under one identity number."""
    return (payable.person_id, payable.id_number) if payable.id_number else (payable.person_id,)


def judge(payable: Payable, before: Previous | None, month_: Month, twice: int = 0) -> Verdict | None:
    """Decide about one award; None when it is neither due nor was listed last month.

    ``twice`` is the line on which the same person stands already.
    """
    if payable.ended:
        return _ended(payable, before, month_, twice)
    hindrance = _hindrance(payable, month_, twice)
    if hindrance:
        return Verdict(Standing.HOLD, Difference.HELD, _joined(hindrance, _overpaid(payable, before)))
    return Verdict(Standing.PAY, *_difference(payable, before, month_))


def _ended(payable: Payable, before: Previous | None, month_: Month, twice: int) -> Verdict | None:
    """Decide about an award that does not cover the month: what it still owes is paid, then it goes."""
    owed = payable.arrears.total
    told = before is not None and before.is_paid and not before.regular
    difference = Difference.SAME if told else Difference.STOPPED
    over = _overpaid(payable, before)
    if owed and (hindrance := _hindrance(payable, month_, twice)):
        owing = f"尚有{in_months(payable.arrears.unpaid)}未发：{hindrance}"
        if not payable.died_on:
            return Verdict(Standing.HOLD, Difference.HELD, _joined(payable.ended, owing, over))
        return _stopped(before, difference, _joined(payable.ended, owing, over))
    if owed:
        return Verdict(Standing.PAY, difference, _joined(payable.ended, _back(payable), over))
    if told:
        return _stopped(before, difference, "停发后的补发上月已发清")
    return _stopped(before, difference, _joined(payable.ended, over))


def _stopped(before: Previous | None, difference: Difference, reason: str) -> Verdict | None:
    listed = before is not None and before.standing != Standing.STOP.value
    return Verdict(Standing.STOP, difference, reason) if listed else None


def _hindrance(payable: Payable, month_: Month, twice: int) -> str:
    """Why an award that is due cannot be paid as it stands; empty when it can."""
    regular = payable.amounts.total if payable.amounts else 0
    if payable.suspended:
        return f"{SUSPENDED}{payable.suspended}"
    if payable.amounts is None and not payable.ended:
        return payable.why_none
    if payable.died_on is not None and Month.of(payable.died_on) < month_:
        return f"领款人已于{payable.died_on}{DEAD_BEFORE}"
    if twice:
        return f"与本名册第 {twice} {TWICE}"
    if not regular + payable.arrears.total:
        return WORTH_NOTHING
    return "" if payable.account else NO_ACCOUNT


def _difference(payable: Payable, before: Previous | None, month_: Month) -> tuple[Difference, str]:
    difference, reason = _change(payable, before)
    last_month = f"上月含补发{shown(before.back_payment)}元" if before and before.back_payment else ""
    over = _overpaid(payable, before) if difference is not Difference.SAME else ""
    unclear = "、".join(str(month) for month in payable.arrears.unclear)
    return difference, _joined(
        reason,
        _back(payable),
        last_month,
        over,
        f"{unclear}{UNCLEAR}" if unclear else "",
        f"领款人于{payable.died_on}{DIED_NOW}" if payable.died_on else "",
        *(f"{death}{MEMBER_DIED}" for death in payable.deaths),
    )


def _change(payable: Payable, before: Previous | None) -> tuple[Difference, str]:
    """How the regular amount differs from last month's, and why."""
    regular = payable.amounts.total if payable.amounts else Money(0)
    if before is None:
        if payable.taken_over:
            return Difference.TAKEN_OVER, ""
        return Difference.NEW, _joined("本月新增", payable.amount_reason)
    if not before.is_paid:
        held = before.standing == Standing.HOLD.value
        return Difference.RETURNED, "上月暂缓，本月发放" if held else "恢复发放"
    if regular == before.regular:
        return Difference.SAME, ""
    sort = Difference.RAISED if regular > before.regular else Difference.LOWERED
    return sort, payable.amount_reason or f"{sort.label}：{shown(before.regular)}元改为{shown(regular)}元"


def _back(payable: Payable) -> str:
    return f"补发{in_months(payable.arrears.unpaid)}" if payable.arrears.unpaid else ""


def _overpaid(payable: Payable, before: Previous | None) -> str:
    """What was paid too much, told once: on the first roster after it came out."""
    is_news = payable.arrears.overpaid and before is not None and before.is_paid
    return f"已多发{in_months(payable.arrears.overpaid)}{PAID_TOO_MUCH}" if is_news else ""


def _joined(*parts: str) -> str:
    reason = "；".join(part for part in parts if part)
    return reason if len(reason) <= _LONGEST_REASON else f"{reason[: _LONGEST_REASON - 1]}…"


def _line(
    payable: Payable,
    before: Previous | None,
    verdict: Verdict,
    roster_id: RecordId,
    seq: int,
    line_id: RecordId,
) -> RosterLine:
    amounts = payable.amounts or Amounts(Money(0))
    if verdict.standing is Standing.STOP or payable.ended:
        amounts = Amounts(Money(0))
    pays = verdict.standing is Standing.PAY
    unpaid = payable.arrears.unpaid if pays else ()
    back = Money(sum(amount for _, amount in unpaid))
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
        back_months=tuple((str(month), amount) for month, amount in unpaid),
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
        """The lines that are not the same as last month or move money, in the order of the roster."""
        return tuple(line for line in self.lines if _differs(line))


def compare_with_previous(lines: Sequence[RosterLine]) -> Comparison:
    """Count the differences that the lines carry; what they move adds up to this total less last month's."""
    counts = dict.fromkeys(Difference, 0)
    moved = dict.fromkeys(Difference, Money(0))
    for line in lines:
        sort = Difference(line.difference)
        counts[sort] += 1
        moved[sort] = Money(moved[sort] + _moved(line))
    return Comparison(tuple(lines), counts, moved)


def _differs(line: RosterLine) -> bool:
    sort = Difference(line.difference)
    return sort.is_change or (sort is Difference.SAME and _moved(line) != 0)


def _moved(line: RosterLine) -> int:
    return line.amount - (line.previous_amount or 0)
