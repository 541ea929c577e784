"""刚性支出困难家庭: not poor by income, made poor by what it has to pay (认定办法第四、五、十条)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from minzheng_desk.eligibility.circumstances import RecognitionFact
from minzheng_desk.eligibility.declaring import rule
from minzheng_desk.eligibility.findings import NO_TRACE, Answer
from minzheng_desk.eligibility.model import HouseholdFacts, Outcome
from minzheng_desk.eligibility.rules.covered import labels_of
from minzheng_desk.eligibility.rules.disability_subsidies import listed
from minzheng_desk.eligibility.rules.expenses import Expenditure, expenditure, window_before
from minzheng_desk.eligibility.rules.income import distance, is_below
from minzheng_desk.eligibility.rules.property import (
    ASSUMED,
    VERIFIED,
    VERIFIED_OVER,
    Ceilings,
    ceilings,
    compared,
)
from minzheng_desk.eligibility.standing import Ratio
from minzheng_desk.eligibility.subjects import HouseholdOn
from minzheng_desk.eligibility.terms import ratio
from minzheng_desk.kernel.period import month_later
from minzheng_desk.policy.model import PolicyOn

PROGRAMME = "rigid_expenditure_hardship"
_YEAR = 12
_MET = (Outcome.MET, NO_TRACE)
_FIRST_KNOW = (Outcome.UNKNOWN, {"missing": ()})


def stands_in(facts: HouseholdFacts, day: date) -> frozenset[str]:
    """Return the programmes that members are paid under, or that the household was recognised for."""
    paid = {name for member in facts.members for name in member.receives}
    return frozenset(paid | {one.programme for one in facts.recognitions if one.holds(day)})


@rule(
    "rigid_expenditure.not_in_other_assistance",
    "未纳入低保、特困，也未被认定为低保边缘家庭",
    cites=("R3 a4",),
    uses=("rigid_expenditure.not_with",),
    met="未纳入低保、特困供养，也未被认定为低保边缘家庭。",
    not_met="已是{because}，不再认定为刚性支出困难家庭。",
)
def not_in_other_assistance(case: HouseholdOn) -> Answer:
    """Nobody who counts is in 低保 or 特困, and the family is no 低保边缘家庭."""
    facts = case.facts
    if not facts.recognitions and not any(member.receives for member in facts.members):
        return _MET
    counted = {standing.person.key for standing in case.means.counted}
    paid = {name for member in facts.members if member.key in counted for name in member.receives}
    paid |= {one.programme for one in facts.recognitions if one.holds(case.policy.day)}
    found = paid & listed(case.policy, "rigid_expenditure.not_with")
    if not found:
        return _MET
    return Outcome.NOT_MET, {"because": labels_of(found, case.policy)}


def _disposable(policy: PolicyOn) -> Ratio:
    """Return last year's disposable income for each person, in fen a month."""
    return ratio(policy.exact("income.disposable_per_person") / _YEAR)


@rule(
    "rigid_expenditure.income_below_disposable",
    "人均收入低于上年度当地居民人均可支配收入",
    cites=("R3 a4", "civil_code a1259"),
    uses=("income.disposable_per_person",),
    met="人均年收入 {per_person:yuan} 元，低于上年度当地居民人均可支配收入 {line:yuan} 元，"
    "低 {gap:yuan} 元。",
    not_met="人均年收入 {per_person:yuan} 元，不低于上年度当地居民人均可支配收入 {line:yuan} 元，"
    "高 {gap:yuan} 元。",
    unknown="家庭收入或人口查明后才能比较。",
)
def income_below_disposable(case: HouseholdOn) -> Answer:
    """A year's income for each person is below last year's disposable income."""
    income, size = case.means.income, case.means.size
    if income is None or not size:
        return _FIRST_KNOW
    line = case.policy.prepared(_disposable)
    gap = distance(income, size, line)
    trace = {
        "per_person": (income[0] * _YEAR, income[1] * size),
        "line": (line[0] * _YEAR, line[1]),
        "gap": (gap[0] * _YEAR, gap[1]),
    }
    return (Outcome.MET if is_below(income, size, line) else Outcome.NOT_MET), trace


class _OwnCeilings(NamedTuple):
    """The ceilings that apply, and whether the place has set any for these families alone."""

    limits: Ceilings
    are_own: bool


def rigid_ceilings(policy: PolicyOn) -> _OwnCeilings:
    """Resolve the ceilings of the day: those set for these families, else those of 低保边缘."""
    months, houses = (
        policy.find("rigid_expenditure.financial_months"),
        policy.find("rigid_expenditure.houses"),
    )
    barred, general = policy.find("rigid_expenditure.barred"), policy.prepared(ceilings)
    limits = Ceilings(
        financial_months=policy.whole("rigid_expenditure.financial_months")
        if months
        else general.financial_months,
        houses=policy.whole("rigid_expenditure.houses") if houses else general.houses,
        barred=listed(policy, "rigid_expenditure.barred") if barred else general.barred,
        assumes_within=general.assumes_within,
    )
    return _OwnCeilings(limits, any((months, houses, barred)))


_LOOSER = "核对结论按低保口径超过规定，请按当地对刚性支出困难家庭的财产规定登记或核对"


@rule(
    "rigid_expenditure.property",
    "家庭财产符合当地对刚性支出困难家庭的规定",
    cites=("R3 a4", "L1 a22"),
    uses=(
        "rigid_expenditure.financial_months",
        "rigid_expenditure.houses",
        "rigid_expenditure.barred",
        "property.financial_months",
        "property.houses",
        "property.barred",
        "property.when_unverified",
    ),
    met="已登记财产未超过当地规定。",
    not_met="家庭财产超过当地规定：{over}。",
    unknown="家庭财产尚不能确定：{missing}。",
)
def property_fits(case: HouseholdOn) -> Answer:
    """Like for 低保边缘, unless the place is more generous to these families."""
    own, verified, assets = case.policy.prepared(rigid_ceilings), case.facts.property_fits, case.facts.assets
    if verified:
        return Outcome.MET, {"says": VERIFIED}
    if verified is False and not own.are_own:
        return Outcome.NOT_MET, {"says": VERIFIED_OVER}
    if assets:
        return compared(case, own.limits, assets)
    if verified is False:
        return Outcome.UNKNOWN, {"missing": (_LOOSER,)}
    if own.limits.assumes_within:
        return Outcome.MET, ASSUMED
    return Outcome.UNKNOWN, {"missing": ("请登记家庭财产或录入核对结论",)}


_NOT_REGISTERED = (Outcome.UNKNOWN, {"missing": ("请登记申请前家庭刚性支出并收取票据",)})
_ZERO = "家庭总收入为零，比例无法计算，须经办人认定：{missing}。"
_ZERO_FOUND = "家庭总收入为零，刚性支出 {least:yuan} 元；经办人认定{word}：{reason}。"
_NOTHING = "没有登记可以计入的刚性支出。"


@rule(
    "rigid_expenditure.exceeds_ratio",
    "刚性支出占家庭总收入的比例超过当地规定",
    cites=("R3 a4", "R3 a5", "L1 a22", "civil_code a1259", "house_rule"),
    uses=("rigid_expenditure.ratio", "rigid_expenditure.window", "rigid_expenditure.kinds"),
    met="申请前 {months} 个月刚性支出 {least:yuan} 元（{heads}），家庭总收入 {income:yuan} 元的 {ratio} 为 "
    "{line:yuan} 元，超过 {beyond:yuan} 元。",
    not_met="申请前 {months} 个月刚性支出 {most:yuan} 元（{heads}），家庭总收入 {income:yuan} 元的 {ratio} "
    "为 {line:yuan} 元，没有超过，还差 {short:yuan} 元。",
    unknown="刚性支出是否超过规定比例尚不能确定：{missing}。",
)
def exceeds_ratio(case: HouseholdOn) -> Answer:
    """What the family bears exceeds the place's share of its income in the months before it applied."""
    expenses, income, policy = case.facts.expenses, case.means.income, case.policy
    if income is None or not case.means.size:
        return _FIRST_KNOW
    if expenses is None:
        return _NOT_REGISTERED
    months = policy.whole("rigid_expenditure.window")
    window = window_before(case.facts, policy, months)
    counted = {standing.person.key for standing in case.means.counted}
    found = expenditure(expenses, window, listed(policy, "rigid_expenditure.kinds"), counted)
    if found.most == 0:
        return Outcome.NOT_MET, {"says": _NOTHING}
    if not income[0]:
        return _without_income(case, found)
    return _compared(found, Fraction(*income) * months, months, policy)


def percent(share: Fraction) -> str:
    """Return a share in percent, to four places at most.

    >>> percent(Fraction(3, 5)), percent(Fraction(1, 3))
    ('60%', '33.3333%')
    """
    exact = Decimal(share.numerator * 100) / Decimal(share.denominator)
    return f"{round(exact, 4).normalize():f}%"


def _compared(found: Expenditure, income: Fraction, months: int, policy: PolicyOn) -> Answer:
    """Return whether the expenditure exceeds the line at least, at most, or perhaps."""
    share = policy.exact("rigid_expenditure.ratio")
    line = share * income
    trace = {
        "months": months,
        "least": found.least,
        "most": found.most,
        "heads": found.words or ("没有",),
        "income": income,
        "ratio": percent(share),
        "line": line,
        "beyond": found.least - line,
        "short": line - (found.most or 0),
        "missing": found.missing,
    }
    if found.least > line:
        return Outcome.MET, trace
    return (Outcome.NOT_MET if found.most is not None and found.most <= line else Outcome.UNKNOWN), trace


def _without_income(case: HouseholdOn, found: Expenditure) -> Answer:
    """Return what an officer has found where there is nothing to divide by."""
    officer = case.facts.found("rigid_zero_income")
    if officer is None:
        missing = ("请经办人认定刚性支出是否超出规定并写明理由",)
        return Outcome.UNKNOWN, {"missing": missing, "says": _ZERO}
    word = "超出规定" if officer.holds else "没有超出规定"
    trace = {"least": found.least, "word": word, "reason": officer.reason, "says": _ZERO_FOUND}
    return (Outcome.MET if officer.holds else Outcome.NOT_MET), trace


_FRESH = "自认定之日起有效 {months} 个月：今日认定的，至 {valid_until} 止，期满须重新申请。"


@rule(
    "rigid_expenditure.within_validity",
    "认定在有效期内",
    cites=("R3 a10", "civil_code a202"),
    uses=("rigid_expenditure.validity",),
    met="{recognised_on} 认定，有效期至 {valid_until}，期满须重新申请。",
    not_met="{recognised_on} 认定的有效期已于 {valid_until} 届满，须重新申请；没有变化的材料不要求重复提交。",
)
def within_validity(case: HouseholdOn) -> Answer:
    """A recognition ends with its validity; a new application begins a new one."""
    facts, policy = case.facts, case.policy
    if not facts.recognitions:
        return policy.prepared(_recognised_today)
    day, applied = policy.day, facts.applied_on
    standing = _latest_recognition(facts, day)
    if standing is None or (applied is not None and applied > standing.recognised_on):
        return policy.prepared(_recognised_today)
    months = policy.whole("rigid_expenditure.validity")
    until = standing.valid_until or month_later(standing.recognised_on, months)
    trace = {"recognised_on": standing.recognised_on, "valid_until": until}
    return (Outcome.MET if day <= until else Outcome.NOT_MET), trace


def _recognised_today(policy: PolicyOn) -> Answer:
    """Return what holds for every family that is recognised on the day."""
    months = policy.whole("rigid_expenditure.validity")
    trace = {"months": months, "valid_until": month_later(policy.day, months), "says": _FRESH}
    return Outcome.MET, trace


def _latest_recognition(facts: HouseholdFacts, day: date) -> RecognitionFact | None:
    known = [one for one in facts.recognitions if one.programme == PROGRAMME and one.recognised_on <= day]
    return max(known, key=lambda one: one.recognised_on, default=None)
