"""Payments made once: 价格临时补贴 and 一次性生活补贴 for a named month, 助学 for a school year."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from fractions import Fraction

from minzheng_desk.eligibility.declaring import calculation, rule
from minzheng_desk.eligibility.findings import Answer, Line, Trace
from minzheng_desk.eligibility.model import Outcome
from minzheng_desk.eligibility.rules.covered import Covered, labels_of
from minzheng_desk.eligibility.terms import Rounding
from minzheng_desk.kernel.codes import codes
from minzheng_desk.kernel.money import Money
from minzheng_desk.kernel.period import Month, month_later
from minzheng_desk.policy.model import PolicyOn
from minzheng_desk.policy.quantities import shown_yuan

_TO_THE_FEN = Rounding(1, "half_up")
_PRICE, _LIVING, _EDUCATION = "price_subsidy", "one_off_living_subsidy", "education_aid"
_YEAR = 12


def amount_of_month(programme: str, policy: PolicyOn) -> Fraction | None:
    """Return what the notices grant for the month of the policy's day; None where they name another."""
    month = Month.of(policy.day)
    named = policy.by_month(f"{programme}.months")
    return next((one.amount for one in named if one.month == month), None)


def _named(case: Covered, programme: str) -> Answer:
    amount = amount_of_month(programme, case.policy)
    trace = {"month": Month.of(case.policy.day).label, "amount": amount}
    return (Outcome.NOT_MET if amount is None else Outcome.MET), trace


def _covered(case: Covered, programme: str) -> Answer:
    wanted = frozenset(case.policy.listed(f"{programme}.programmes"))
    reached = wanted & case.reach.certain
    if reached:
        return Outcome.MET, {"programmes": labels_of(reached, case.policy)}
    trace = {"programmes": labels_of(wanted, case.policy)}
    if wanted & case.reach.open:
        missing = (f"请先确认{case.subject.name}是否计入家庭成员",)
        return Outcome.UNKNOWN, {**trace, "missing": missing}
    return Outcome.NOT_MET, trace


def _had_between(case: Covered, programme: str, since: date, until: date) -> date | None:
    """Return the day of a payment within ``since`` to the day before ``until``."""
    days = (fact.paid_on for fact in case.subject.received_once if fact.programme == programme)
    return next((day for day in days if since <= day < until), None)


def _not_yet_this_month(case: Covered, programme: str) -> Answer:
    month = Month.of(case.policy.day)
    paid_on = _had_between(case, programme, month.first_day, month.next.first_day)
    trace = {"month": month.label, "paid_on": paid_on}
    return (Outcome.MET if paid_on is None else Outcome.NOT_MET), trace


@rule(
    "price_subsidy.month_named",
    "当月启动价格临时补贴",
    cites=("L1 a32", "house_rule"),
    uses=("price_subsidy.months",),
    met="{month}启动价格临时补贴，每人 {amount:yuan} 元。",
    not_met="{month}没有启动价格临时补贴。",
)
def price_month_named(case: Covered) -> Answer:
    """The month is one for which the place has set the mechanism going."""
    return _named(case, _PRICE)


@rule(
    "price_subsidy.covered",
    "属于价格临时补贴的保障对象",
    cites=("L1 a32", "house_rule"),
    uses=("price_subsidy.programmes",),
    met="本人已纳入{programmes}。",
    not_met="本人没有纳入{programmes}，不在范围内。",
    unknown="是否属于保障对象尚不能确定：{missing}。",
)
def price_covered(case: Covered) -> Answer:
    """One of the programmes listed reaches the person; several count once."""
    return _covered(case, _PRICE)


@rule(
    "price_subsidy.not_yet_paid",
    "当月尚未领取",
    cites=("house_rule",),
    met="{month}尚未领取价格临时补贴。",
    not_met="{month}已于 {paid_on} 领取价格临时补贴，每人每月一次。",
)
def price_not_yet_paid(case: Covered) -> Answer:
    """A person has it once a month, under however many programmes."""
    return _not_yet_this_month(case, _PRICE)


@rule(
    "one_off_living.month_named",
    "当月发放一次性生活补贴",
    cites=("L1 a15", "house_rule"),
    uses=("one_off_living_subsidy.months",),
    met="{month}发放一次性生活补贴，每人 {amount:yuan} 元。",
    not_met="{month}没有发放一次性生活补贴的通知。",
)
def living_month_named(case: Covered) -> Answer:
    """A notice of the place names the month."""
    return _named(case, _LIVING)


@rule(
    "one_off_living.covered",
    "属于一次性生活补贴的发放对象",
    cites=("L1 a15", "house_rule"),
    uses=("one_off_living_subsidy.programmes",),
    met="本人已纳入{programmes}。",
    not_met="本人没有纳入{programmes}，不在范围内。",
    unknown="是否属于发放对象尚不能确定：{missing}。",
)
def living_covered(case: Covered) -> Answer:
    """One of the programmes listed reaches the person; several count once."""
    return _covered(case, _LIVING)


@rule(
    "one_off_living.not_yet_paid",
    "当月尚未领取",
    cites=("house_rule",),
    met="{month}尚未领取一次性生活补贴。",
    not_met="{month}已于 {paid_on} 领取一次性生活补贴，每人一次。",
)
def living_not_yet_paid(case: Covered) -> Answer:
    """A person has it once for a notice, under however many programmes."""
    return _not_yet_this_month(case, _LIVING)


@rule(
    "education_aid.covered",
    "属于助学对象",
    cites=("L1 a25", "L1 a38", "house_rule"),
    uses=("education_aid.programmes",),
    met="本人已纳入{programmes}。",
    not_met="本人没有纳入{programmes}，不在本地助学范围内；学校的教育救助请向就读学校申请。",
    unknown="是否属于助学对象尚不能确定：{missing}。",
)
def education_covered(case: Covered) -> Answer:
    """One of the programmes listed reaches the person."""
    return _covered(case, _EDUCATION)


def stage_amounts(policy: PolicyOn) -> Mapping[str, Fraction]:
    """Return what each stage is paid; raises `ParameterMissing` where the place has set nothing."""
    found = {}
    for stage in codes("study_stage").labels:
        dated = policy.find(f"education_aid.amount.{stage}")
        if dated and isinstance(dated.value, Fraction):
            found[stage] = dated.value
    return found or {"undergraduate": policy.exact("education_aid.amount.undergraduate")}


@rule(
    "education_aid.stage",
    "在读学段属助学范围",
    cites=("L1 a25", "house_rule"),
    uses=("education_aid.amount.{stage}",),
    met="在读学段：{words}，在助学范围内。",
    not_met="在读学段：{words}，不在助学范围内。",
    unknown="在读学段尚不能确定：{missing}。",
)
def education_stage(case: Covered) -> Answer:
    """The place pays for the stage of schooling."""
    stage = case.subject.study_stage
    if stage is None:
        return Outcome.UNKNOWN, {"missing": ("请登记在读学段",), "stage": ""}
    trace = {"stage": stage, "words": codes("study_stage").label(stage)}
    return (Outcome.MET if stage in case.policy.prepared(stage_amounts) else Outcome.NOT_MET), trace


def school_year(policy: PolicyOn) -> tuple[date, date]:
    """Return the first day of the school year of the policy's day, and of the next."""
    begins = date(policy.day.year, policy.whole("education_aid.school_year_from"), 1)
    if policy.day < begins:
        return month_later(begins, -_YEAR), begins
    return begins, month_later(begins, _YEAR)


@rule(
    "education_aid.once_a_year",
    "本学年尚未领取",
    cites=("house_rule",),
    uses=("education_aid.school_year_from",),
    met="本学年（{since} 至 {last}）尚未领取助学金。",
    not_met="本学年（{since} 至 {last}）已于 {paid_on} 领取助学金，每人每学年一次。",
)
def once_a_year(case: Covered) -> Answer:
    """A person has it once for a school year."""
    since, until = school_year(case.policy)
    paid_on = _had_between(case, _EDUCATION, since, until)
    trace = {"since": since, "last": until - timedelta(days=1), "paid_on": paid_on}
    return (Outcome.MET if paid_on is None else Outcome.NOT_MET), trace


def _lines(trace: Trace) -> Sequence[Line]:
    return [Line(trace["words"], f"每人一次 {shown_yuan(trace['once'])} 元", trace["once"])]


def _paid_once(case: Covered, words: str, amount: Fraction) -> tuple[Money, Trace]:
    """Return the amount for the month asked about, which is the first and the last."""
    month = Month.of(case.policy.day)
    trace = {"words": words, "once": amount, "first_month": month, "last_month": month}
    return _TO_THE_FEN.of(amount.as_integer_ratio()), trace


@calculation(
    "price_subsidy.of_month",
    work=_lines,
    needs=("person.alive_in_month", "price_subsidy.month_named"),
    uses=("price_subsidy.months",),
)
def price_of_month(case: Covered) -> tuple[Money, Trace]:
    """Return what the month is worth to each person."""
    words = f"{Month.of(case.policy.day).label}价格临时补贴"
    return _paid_once(case, words, amount_of_month(_PRICE, case.policy) or Fraction(0))


@calculation(
    "one_off_living.of_month",
    work=_lines,
    needs=("person.alive_in_month", "one_off_living.month_named"),
    uses=("one_off_living_subsidy.months",),
)
def living_of_month(case: Covered) -> tuple[Money, Trace]:
    """Return what the notice grants to each person."""
    words = f"{Month.of(case.policy.day).label}一次性生活补贴"
    return _paid_once(case, words, amount_of_month(_LIVING, case.policy) or Fraction(0))


@calculation(
    "education_aid.by_stage",
    work=_lines,
    needs=("person.alive_in_month", "education_aid.stage"),
    uses=("education_aid.amount.{stage}",),
)
def education_by_stage(case: Covered) -> tuple[Money, Trace]:
    """Return what the stage is paid for a school year."""
    stage = case.subject.study_stage or ""
    words = f"助学金（{codes('study_stage').label(stage)}）"
    amount, trace = _paid_once(case, words, case.policy.exact(f"education_aid.amount.{stage}"))
    return amount, {**trace, "stage": stage}
