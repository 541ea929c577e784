"""临时救助: by which way it is decided, by when, how much, and what has to be made up for afterwards."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from minzheng_desk.eligibility.circumstances import HardshipFact
from minzheng_desk.eligibility.declaring import calculation, rule
from minzheng_desk.eligibility.findings import Answer, Line, Trace
from minzheng_desk.eligibility.model import Outcome
from minzheng_desk.eligibility.rules.temporary import EMERGENCY
from minzheng_desk.eligibility.subjects import HouseholdOn
from minzheng_desk.eligibility.terms import Rounding
from minzheng_desk.kernel.money import Money
from minzheng_desk.kernel.period import Month
from minzheng_desk.kernel.working_days import CalendarMissing, state_council_calendar
from minzheng_desk.policy.limits import due_on
from minzheng_desk.policy.model import PolicyOn
from minzheng_desk.policy.quantities import shown_yuan

_DOWN_TO_THE_FEN = Rounding(1, "floor")


def asked_for(hardship: HardshipFact) -> Money | None:
    """Return what is asked for; of 支出型 all that the family has to bear where no sum is named."""
    if hardship.asked is not None or hardship.kind == EMERGENCY:
        return hardship.asked
    return hardship.expenditure


def small_cap(case: HouseholdOn) -> Fraction | None:
    """Return up to what sum aid may be given at once, in fen; None where no text sets it."""
    multiple = case.policy.find("temporary.small_multiple")
    if multiple is None:
        return None
    return case.policy.exact("temporary.small_multiple") * Fraction(*case.standard)


def is_given_at_once(case: HouseholdOn, hardship: HardshipFact) -> bool:
    """Tell whether this is 小额先行救助: an emergency, urgent, and not above the cap."""
    cap, asked = small_cap(case), asked_for(hardship)
    return (
        hardship.kind == EMERGENCY
        and hardship.urgent is True
        and asked is not None
        and cap is not None
        and asked <= cap
    )


_AT_ONCE = (
    "急难且金额 {asked:yuan} 元不超过小额上限 {cap:yuan} 元：应先行救助，{due_on} 前办结；"
    "不核对家庭经济状况、不公示；急难缓解后补记救助对象、事由、金额和经办人，补齐签字盖章。"
)
_SIMPLE = (
    "金额 {asked:yuan} 元超过小额上限 {cap:yuan} 元，不能按小额先行救助：由{authority}审核确认{by}；"
    "急难型可简化核对、评议和公示环节。"
)
_NOT_URGENT = "不须立即救助，按一般程序：由{authority}审核确认{by}；急难型可简化核对、评议和公示环节。"
_URGENT = "急难型：由{authority}审核确认{by}；可先行救助，简化核对、评议和公示环节，急难缓解后补齐手续。"
_FULL = "支出型：严格执行申请、受理、审核、审批程序并公示，由{authority}审核确认{by}。"
_SMALL_ROUTE = ("L1 a50", "R7 二（二）", "temporary_2026")


@rule(
    "temporary.route",
    "办理方式和期限",
    cites=(*_SMALL_ROUTE, "L1 a37", "L1 a44"),
    uses=(
        "temporary.small_multiple",
        "limit.temporary_small",
        "limit.temporary_ordinary",
        "temporary.township_limit",
        "dibao.standard.{area}",
    ),
    met="办理方式已确定。",
    unknown="办理方式尚不能确定：{missing}。",
)
def route(case: HouseholdOn) -> Answer:
    """Small urgent aid is given at once; everything else goes to whoever may decide the sum."""
    hardship = case.facts.hardship
    missing = _not_known(hardship)
    if hardship is None or missing:
        return Outcome.UNKNOWN, {"missing": missing, "area": case.area}
    applied = hardship.applied_on or case.facts.applied_on or case.policy.day
    if is_given_at_once(case, hardship):
        return Outcome.MET, _at_once(case, hardship, applied)
    return Outcome.MET, _ordinary(case, hardship, applied)


def _not_known(hardship: HardshipFact | None) -> tuple[str, ...]:
    """Return what has to be found out before the way is clear."""
    if hardship is None:
        return ("请先登记困难情形",)
    missing = []
    if asked_for(hardship) is None:
        missing.append("请登记申请救助的金额")
    if hardship.kind == EMERGENCY and hardship.urgent is None:
        missing.append("请确认是否须立即采取救助措施")
    return tuple(missing)


def _at_once(case: HouseholdOn, hardship: HardshipFact, applied: date) -> Trace:
    # 先行救助的期限不因休息日顺延
    days = case.policy.whole("limit.temporary_small")
    return {
        "asked": asked_for(hardship),
        "cap": small_cap(case),
        "due_on": state_council_calendar().add_natural_days(applied, days, roll=False),
        "area": case.area,
        "says": _AT_ONCE,
    }


def _ordinary(case: HouseholdOn, hardship: HardshipFact, applied: date) -> Trace:
    cap, limit = small_cap(case), _ordinary_limit(case.policy, applied)
    trace: dict[str, object] = {
        "asked": asked_for(hardship),
        "cap": cap,
        "authority": _authority(case, _amount(case, hardship)),
        "by": limit.words,
        "area": case.area,
        "says": _FULL,
    }
    if hardship.kind == EMERGENCY:
        urgent = _SIMPLE if cap is not None else _URGENT
        trace["says"] = urgent if hardship.urgent else _NOT_URGENT
    return {**trace, "due_on": limit.due_on} if limit.due_on else trace


class _Limit(NamedTuple):
    """The last day to decide, in words; None where no text sets one, or the calendar ends before it."""

    due_on: date | None
    words: str


def _ordinary_limit(policy: PolicyOn, applied: date) -> _Limit:
    if policy.find("limit.temporary_ordinary") is None:
        return _Limit(None, "")
    try:
        due = due_on(policy, "limit.temporary_ordinary", applied)
    except CalendarMissing as missing:
        return _Limit(None, f"（期限须待{missing.facts['year']}年放假安排公布后推算）")
    return _Limit(due, f"，{due} 前作出决定")


def _authority(case: HouseholdOn, amount: Money) -> str:
    """Return who may decide the sum."""
    limit = case.policy.find("temporary.township_limit")
    if limit is None:
        return "乡镇（街道，县级已委托审批的）或县级民政部门"
    if amount <= case.policy.exact("temporary.township_limit"):
        return "乡镇（街道）"
    return "县级民政部门"


class _Cap(NamedTuple):
    """The most that may be given, in fen, and how it is reckoned."""

    most: Fraction
    words: str


def _cap(case: HouseholdOn, hardship: HardshipFact) -> _Cap | None:
    """Return the cap of the kind of aid, of 一事一议 where an officer decides so; None where none is set."""
    policy, officer = case.policy, case.facts.found("temporary_special")
    is_special = officer is not None and officer.holds
    name = f"temporary.{'special' if is_special else hardship.kind}_multiple"
    if policy.find(name) is None:
        return None
    multiple, standard = policy.exact(name), Fraction(*case.standard)
    persons = 1
    if policy.word("temporary.cap_per") == "person" and hardship.person is None:
        persons = max(case.means.size, 1)
    written = f"月低保标准 {shown_yuan(standard)} 元 × {multiple}"
    per_person = f" × {persons} 人" if persons > 1 else ""
    special = "（一事一议）" if is_special else ""
    return _Cap(multiple * standard * persons, f"{written}{per_person}{special}")


def _amount(case: HouseholdOn, hardship: HardshipFact) -> Money:
    """Return what is asked for, but no more than the cap, and of 支出型 no more than the family bears."""
    bounds = [Fraction(asked_for(hardship) or 0)]
    cap = _cap(case, hardship)
    if cap is not None:
        bounds.append(cap.most)
    if hardship.kind != EMERGENCY and hardship.expenditure is not None:
        bounds.append(Fraction(hardship.expenditure))
    return _DOWN_TO_THE_FEN.of(min(bounds).as_integer_ratio())


def _lines(trace: Trace) -> Sequence[Line]:
    lines = [Line("申请金额", "申请人提出", Fraction(trace["asked"]))]
    if trace["expenditure"] is not None:
        lines.append(Line("自付的必需支出", "按票据", Fraction(trace["expenditure"])))
    cap: _Cap | None = trace["cap"]
    if cap is not None:
        lines.append(Line("救助上限", cap.words, cap.most))
    lines.append(Line("建议救助金额", "以上各项中最低的，一次性发给", Fraction(trace["amount"])))
    return lines


@calculation(
    "temporary.amount",
    work=_lines,
    needs=("temporary.hardship_known", "temporary.route"),
    uses=(
        "dibao.standard.{area}",
        "temporary.emergency_multiple",
        "temporary.expenditure_multiple",
        "temporary.special_multiple",
        "temporary.cap_per",
    ),
)
def amount_to_give(case: HouseholdOn) -> tuple[Money, Trace]:
    """Return the sum to be given once."""
    hardship = case.facts.hardship
    assert hardship is not None
    amount, month = _amount(case, hardship), Month.of(case.policy.day)
    trace = {
        "area": case.area,
        "asked": asked_for(hardship) or 0,
        "expenditure": hardship.expenditure if hardship.kind != EMERGENCY else None,
        "cap": _cap(case, hardship),
        "amount": amount,
        "once": amount,
        "first_month": month,
        "last_month": month,
    }
    return amount, trace


class Completion(NamedTuple):
    """What is still to be made up for after aid that was given first."""

    hardship: HardshipFact
    missing: tuple[str, ...]
    due_on: date | None
    """None while the emergency goes on, or while the calendar of its year is not published."""
    is_overdue: bool
    limit: str
    """By when, in words."""


def completion(hardship: HardshipFact, policy: PolicyOn) -> Completion | None:
    """Return what is to be made up for on a day; None where aid was not given, or all is complete.

    Source: 民发〔2018〕23号二（二）: after the emergency is over, the person, the event, the sum and the
    signatures are filled in.
    """
    if hardship.aided_on is None or hardship.completed_on is not None:
        return None
    lacking = [
        label
        for label, is_there in (
            ("救助事由", bool(hardship.event)),
            ("救助金额", hardship.granted is not None),
            ("经办人", bool(hardship.recorded_by)),
        )
        if not is_there
    ]
    limit = _completion_limit(policy, hardship.relieved_on)
    is_overdue = limit.due_on is not None and limit.due_on < policy.day
    return Completion(hardship, (*lacking, "签字盖章"), limit.due_on, is_overdue, limit.words)


def _completion_limit(policy: PolicyOn, over: date | None) -> _Limit:
    """Return the last day for the papers; the day the emergency is over where no text sets a limit."""
    if over is None or over > policy.day:
        return _Limit(None, "急难缓解后登记缓解日期并补齐")
    if policy.find("limit.temporary_completion") is None:
        return _Limit(over, f"急难已于 {over} 缓解，应及时补齐")
    try:
        due = due_on(policy, "limit.temporary_completion", over)
    except CalendarMissing as missing:
        year = missing.facts["year"]
        return _Limit(None, f"急难已于 {over} 缓解，期限须待{year}年放假安排公布后推算")
    return _Limit(due, f"应于 {due} 前补齐")
