"""临时救助: 急难型 for whoever is in need here and now, 支出型 for families that a bill overwhelms."""

from __future__ import annotations

from fractions import Fraction

from minzheng_desk.eligibility.circumstances import HardshipFact
from minzheng_desk.eligibility.declaring import rule
from minzheng_desk.eligibility.findings import NO_TRACE, Answer
from minzheng_desk.eligibility.model import HouseholdFacts, Outcome
from minzheng_desk.eligibility.rules.covered import labels_of
from minzheng_desk.eligibility.rules.disability_subsidies import listed
from minzheng_desk.eligibility.rules.property import property_within_limits
from minzheng_desk.eligibility.rules.rigid_expenditure import income_below_disposable, percent, stands_in
from minzheng_desk.eligibility.subjects import HouseholdOn
from minzheng_desk.kernel.codes import codes
from minzheng_desk.kernel.period import month_later
from minzheng_desk.policy.model import PolicyOn

EMERGENCY = "emergency"
_YEAR = 12
_FIRST_KNOW = (Outcome.UNKNOWN, {"missing": (), "says": "登记困难情形后才能判断。"})


@rule(
    "temporary.hardship_known",
    "困难情形已登记",
    cites=("R7 二（一）",),
    met="{kind}：{cause}{event}{day}。",
    not_met="没有登记困难情形；如有急难或生活必需支出突然增加，请先登记困难类型、原因和发生情况。",
)
def hardship_known(case: HouseholdOn) -> Answer:
    """It is known what happened and which kind of assistance that calls for."""
    hardship = case.facts.hardship
    if hardship is None:
        return _NOTHING_KNOWN
    return Outcome.MET, {
        "kind": codes("hardship_kind").label(hardship.kind),
        "cause": codes("hardship_cause").label(hardship.cause),
        "event": f"（{hardship.event}）" if hardship.event else "",
        "day": f"，{hardship.happened_on} 发生" if hardship.happened_on else "",
    }


_NOTHING_KNOWN: Answer = (Outcome.NOT_MET, NO_TRACE)


@rule(
    "temporary.applied_where",
    "在规定的地方申请",
    cites=("L1 a37", "R5 四（三）"),
    met="急难发生在本乡镇（街道），由急难发生地受理，不要求本地户籍。",
    not_met="急难没有发生在本乡镇（街道），应由急难发生地受理；请协助申请人向当地提出。",
    unknown="急难发生地尚不清楚：{missing}。",
)
def applied_where(case: HouseholdOn) -> Answer:
    """An emergency is relieved where it happens, whatever the hukou."""
    hardship = case.facts.hardship
    if hardship is None:
        return _FIRST_KNOW
    if hardship.kind != EMERGENCY:
        return Outcome.MET, {"says": "支出型：以家庭为单位申请。"}
    if hardship.happened_here is None:
        return Outcome.UNKNOWN, {"missing": ("请查明急难是否发生在本乡镇（街道）",)}
    return (Outcome.MET if hardship.happened_here else Outcome.NOT_MET), {}


def _is_exempt(case: HouseholdOn, hardship: HardshipFact) -> Answer | None:
    """Return why means are not looked at, or None where they are."""
    if hardship.kind == EMERGENCY:
        return Outcome.MET, {"says": "急难型：不以家庭经济状况核对为前提。"}
    found = stands_in(case.facts, case.policy.day) & listed(case.policy, "temporary.simplified")
    if found:
        says = "已享受{held}，只核实生活必需支出，不再核对家庭经济状况。"
        return Outcome.MET, {"held": labels_of(found, case.policy), "says": says}
    return None


@rule(
    "temporary.income",
    "支出型：人均收入低于上年度当地人均可支配收入",
    cites=("R7 二（一）", "R7 二（二）", "civil_code a1259"),
    uses=("income.disposable_per_person", "temporary.simplified"),
    met="人均年收入 {per_person:yuan} 元，低于上年度当地人均可支配收入 {line:yuan} 元，低 {gap:yuan} 元。",
    not_met="人均年收入 {per_person:yuan} 元，不低于上年度当地人均可支配收入 {line:yuan} 元，"
    "高 {gap:yuan} 元。",
    unknown="家庭收入查明后才能比较：{missing}。",
)
def income_is_low(case: HouseholdOn) -> Answer:
    """A family whose bills are too high earns less than people here do on average."""
    hardship = case.facts.hardship
    if hardship is None:
        return _FIRST_KNOW
    exempt = _is_exempt(case, hardship)
    if exempt is not None:
        return exempt
    outcome, trace = income_below_disposable.decide(case)
    if outcome is Outcome.UNKNOWN:
        return outcome, {"missing": case.means.unknown or ("请登记家庭成员和收入",)}
    return outcome, trace


@rule(
    "temporary.property",
    "支出型：家庭财产符合规定",
    cites=("R7 二（一）", "R7 二（二）"),
    uses=("property.financial_months", "property.houses", "property.barred", "property.when_unverified"),
    met="已登记财产未超过当地规定。",
    not_met="家庭财产超过当地规定：{over}。",
    unknown="家庭财产尚不能确定：{missing}。",
)
def property_is_small(case: HouseholdOn) -> Answer:
    """A family whose bills are too high owns no more than the place allows."""
    hardship = case.facts.hardship
    if hardship is None:
        return _FIRST_KNOW
    return _is_exempt(case, hardship) or property_within_limits.decide(case)


_OFFICER_FOUND = "经办人认定{word}家庭承受能力：{reason}。"


@rule(
    "temporary.beyond_capacity",
    "支出型：生活必需支出突然增加，超出家庭承受能力",
    cites=("R7 二（一）",),
    uses=("temporary.expenditure_share",),
    met="自付的必需支出 {expenditure:yuan} 元，超过家庭年收入 {income:yuan} 元的 {share}（{line:yuan} 元），"
    "超过 {gap:yuan} 元。",
    not_met="自付的必需支出 {expenditure:yuan} 元，没有超过家庭年收入 {income:yuan} 元的 {share}"
    "（{line:yuan} 元），还差 {gap:yuan} 元。",
    unknown="是否超出家庭承受能力尚不能确定：{missing}。",
)
def beyond_capacity(case: HouseholdOn) -> Answer:
    """The bill exceeds the place's share of a year's income, or an officer finds that it is too much."""
    hardship, officer = case.facts.hardship, case.facts.found("temporary_beyond_capacity")
    if hardship is None:
        return _FIRST_KNOW
    if hardship.kind == EMERGENCY:
        return Outcome.MET, {"says": "急难型：因急难事件基本生活暂时出现严重困难。"}
    if officer is not None:
        word = "超出" if officer.holds else "没有超出"
        trace = {"word": word, "reason": officer.reason, "says": _OFFICER_FOUND}
        return (Outcome.MET if officer.holds else Outcome.NOT_MET), trace
    return _measured(hardship, case)


def _measured(hardship: HardshipFact, case: HouseholdOn) -> Answer:
    share, income = case.policy.find("temporary.expenditure_share"), case.means.income
    if hardship.expenditure is None:
        return Outcome.UNKNOWN, {"missing": ("请登记家庭自付的必需支出并收取票据",)}
    if share is None:
        return Outcome.UNKNOWN, {"missing": ("当地没有规定比例，请经办人认定并写明理由",)}
    if income is None:
        return Outcome.UNKNOWN, {"missing": case.means.unknown or ("请确认家庭收入口径",)}
    portion, yearly = case.policy.exact("temporary.expenditure_share"), Fraction(*income) * _YEAR
    line = portion * yearly
    trace = {
        "expenditure": hardship.expenditure,
        "income": yearly,
        "share": percent(portion),
        "line": line,
        "gap": abs(hardship.expenditure - line),
    }
    return (Outcome.MET if hardship.expenditure > line else Outcome.NOT_MET), trace


_SPECIAL = "同一事由已于 {aided_on} 救助 {granted:yuan} 元；经办人按一事一议认定可以再次救助：{reason}。"


@rule(
    "temporary.not_repeated",
    "同一事由在规定期间没有救助过",
    cites=("R7 二（三）", "house_rule"),
    uses=("temporary.same_cause_months",),
    met="没有同一事由在规定期间内的救助记录。",
    not_met="同一事由已于 {aided_on} 救助 {granted:yuan} 元，{months} 个月内（至 {until}）不再救助；"
    "有重大生活困难的，可按一事一议办理。",
    unknown="登记困难情形后才能判断。",
)
def not_repeated(case: HouseholdOn) -> Answer:
    """The same cause was not relieved within the months the place has set, unless decided case by case."""
    facts, policy = case.facts, case.policy
    if facts.hardship is None:
        return _FIRST_KNOW
    if not facts.earlier_hardships or policy.find("temporary.same_cause_months") is None:
        return Outcome.MET, {}
    months = policy.whole("temporary.same_cause_months")
    earlier = _same_cause_aid(facts, facts.hardship, policy, months)
    if earlier is None or earlier.aided_on is None:
        return Outcome.MET, {}
    trace = {
        "aided_on": earlier.aided_on,
        "granted": earlier.granted or 0,
        "months": months,
        "until": month_later(earlier.aided_on, months),
    }
    officer = facts.found("temporary_special")
    if officer is not None and officer.holds:
        return Outcome.MET, {**trace, "reason": officer.reason, "says": _SPECIAL}
    return Outcome.NOT_MET, trace


def _same_cause_aid(
    facts: HouseholdFacts, hardship: HardshipFact, policy: PolicyOn, months: int
) -> HardshipFact | None:
    """Return the latest aid for the same cause whose months are not over on the day."""
    day = policy.day
    standing = [
        one
        for one in facts.earlier_hardships
        if one.cause == hardship.cause
        and (one.person is None or hardship.person is None or one.person == hardship.person)
        and one.aided_on is not None
        and one.aided_on <= day <= month_later(one.aided_on, months)
    ]
    return max(standing, key=lambda one: one.aided_on or day, default=None)
