"""养老服务补贴 and 经济困难老年人护理补贴: old and poor, and for nursing unable to manage (第三十条)."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple

from minzheng_desk.eligibility.declaring import calculation, rule
from minzheng_desk.eligibility.findings import Answer, Line, Trace
from minzheng_desk.eligibility.model import Outcome
from minzheng_desk.eligibility.rules.covered import Covered, label_of, labels_of
from minzheng_desk.eligibility.terms import Rounding, reached_on
from minzheng_desk.kernel.codes import codes
from minzheng_desk.kernel.money import Money
from minzheng_desk.policy.deaths import last_month_of_life
from minzheng_desk.policy.model import PolicyOn
from minzheng_desk.policy.quantities import shown_yuan

_TO_THE_FEN = Rounding(1, "half_up")
_DEGREES = ("intact", "mild", "moderate", "severe")
"""The degrees that have a lowest score, the best first; below all of them is total."""


def degree_of(score: int, policy: PolicyOn) -> str:
    """Return the degree of ability that a score of GB/T 42195 stands for."""
    reached = (degree for degree in _DEGREES if score >= policy.whole(f"ability.{degree}_from"))
    return next(reached, "total")


def _age(case: Covered, parameter: str) -> Answer:
    born, age = case.subject.born_on, case.policy.whole(parameter)
    if born is None:
        return Outcome.UNKNOWN, {"missing": ("请补录出生日期",)}
    reached = reached_on(born, age, case.policy)
    trace = {"born_on": born, "reached_on": reached, "age": age}
    return (Outcome.MET if reached <= case.policy.day else Outcome.NOT_MET), trace


@rule(
    "eldercare.age_reached",
    "达到养老服务补贴年龄",
    cites=("elders a2", "elder_subsidies"),
    uses=("eldercare_subsidy.from_age", "age.reached_on"),
    met="{born_on} 出生，{reached_on} 满 {age} 周岁。",
    not_met="{born_on} 出生，到 {reached_on} 才满 {age} 周岁。",
    unknown="出生日期不明。",
)
def eldercare_age(case: Covered) -> Answer:
    """Old enough for what the place has set."""
    return _age(case, "eldercare_subsidy.from_age")


@rule(
    "elder_nursing.age_reached",
    "达到护理补贴年龄",
    cites=("elders a2", "elders a30"),
    uses=("elder_nursing_subsidy.from_age", "age.reached_on"),
    met="{born_on} 出生，{reached_on} 满 {age} 周岁。",
    not_met="{born_on} 出生，到 {reached_on} 才满 {age} 周岁。",
    unknown="出生日期不明。",
)
def elder_nursing_age(case: Covered) -> Answer:
    """Old enough for what the place has set."""
    return _age(case, "elder_nursing_subsidy.from_age")


def covered_hardships(policy: PolicyOn) -> dict[str, Fraction]:
    """Return what each kind of hardship is paid; raises `ParameterMissing` where nothing is set."""
    found = {}
    for kind in codes("hardship").labels:
        dated = policy.find(f"eldercare_subsidy.amount.{kind}")
        if dated and isinstance(dated.value, Fraction):
            found[kind] = dated.value
    return found or {"dibao": policy.exact("eldercare_subsidy.amount.dibao")}


class _Wanted(NamedTuple):
    """The hardships that are paid for, and what they are called."""

    kinds: frozenset[str]
    labels: tuple[str, ...]


def _for_eldercare(policy: PolicyOn) -> _Wanted:
    kinds = frozenset(covered_hardships(policy))
    return _Wanted(kinds, labels_of(kinds, policy))


def _for_nursing(policy: PolicyOn) -> _Wanted:
    kinds = frozenset(policy.listed("elder_nursing_subsidy.hardships"))
    return _Wanted(kinds, labels_of(kinds, policy))


def _poor(case: Covered, wanted: _Wanted) -> Answer:
    reached = wanted.kinds & case.reach.certain
    if reached:
        return Outcome.MET, {"kinds": labels_of(reached, case.policy)}
    if wanted.kinds & case.reach.open:
        missing = (f"请先确认{case.subject.name}是否计入家庭成员",)
        return Outcome.UNKNOWN, {"kinds": wanted.labels, "missing": missing}
    return Outcome.NOT_MET, {"kinds": wanted.labels}


@rule(
    "eldercare.poor",
    "属于经济困难老年人",
    cites=("elder_subsidies",),
    uses=("eldercare_subsidy.amount.{kind}",),
    met="本人已纳入{kinds}，在补贴范围内。",
    not_met="本人没有纳入{kinds}，不在补贴范围内。",
    unknown="是否属于经济困难老年人尚不能确定：{missing}。",
)
def eldercare_poor(case: Covered) -> Answer:
    """The person is in a hardship that the place pays for."""
    outcome, trace = _poor(case, case.policy.prepared(_for_eldercare))
    return outcome, {**trace, "kind": _best(case)[0]}


@rule(
    "elder_nursing.poor",
    "属于经济困难老年人",
    cites=("elders a30",),
    uses=("elder_nursing_subsidy.hardships",),
    met="本人已纳入{kinds}，在补贴范围内。",
    not_met="本人没有纳入{kinds}，不在补贴范围内。",
    unknown="是否属于经济困难老年人尚不能确定：{missing}。",
)
def elder_nursing_poor(case: Covered) -> Answer:
    """The person is in a hardship that the place lists."""
    return _poor(case, case.policy.prepared(_for_nursing))


def degree_amounts(policy: PolicyOn) -> dict[str, Fraction]:
    """Return what each degree is paid; raises `ParameterMissing` where the place has set nothing."""
    found = {}
    for degree in codes("ability_degree").labels:
        dated = policy.find(f"elder_nursing_subsidy.amount.{degree}")
        if dated and isinstance(dated.value, Fraction):
            found[degree] = dated.value
    return found or {"total": policy.exact("elder_nursing_subsidy.amount.total")}


@rule(
    "elder_nursing.unable",
    "生活长期不能自理，失能等级属补贴范围",
    cites=("elders a30", "GBT42195"),
    uses=(
        "ability.intact_from",
        "ability.mild_from",
        "ability.moderate_from",
        "ability.severe_from",
        "elder_nursing_subsidy.amount.{degree}",
    ),
    met="能力评估 {score} 分，属{words}，在补贴范围内。",
    not_met="能力评估 {score} 分，属{words}，不在补贴范围内。",
    unknown="失能等级尚不能确定：{missing}。",
)
def unable(case: Covered) -> Answer:
    """The assessed degree is one that the place pays for."""
    ability, policy = case.subject.ability, case.policy
    if ability is None or (ability.assessed_on is not None and ability.assessed_on > policy.day):
        return Outcome.UNKNOWN, {"missing": ("请完成老年人能力评估并登记得分",), "degree": ""}
    degree = degree_of(ability.score, policy)
    words = codes("ability_degree").label(degree)
    trace = {"score": ability.score, "degree": degree, "words": words}
    return (Outcome.MET if degree in policy.prepared(degree_amounts) else Outcome.NOT_MET), trace


class _Rival(NamedTuple):
    """A benefit of the same type that the person has; ``amount`` None is not known."""

    label: str
    amount: Fraction | None


def _rivals(case: Covered, parameter: str) -> list[_Rival]:
    names = [name for name in case.policy.listed(parameter) if name in case.reach.certain]
    held = [(label_of(name, case.policy), case.held(name)) for name in names]
    return [_Rival(label, Fraction(fact.amount) if fact else None) for label, fact in held]


def _higher(case: Covered, parameter: str, own: Fraction | None) -> Answer:
    """Keep the higher of two benefits of one type; of equal ones the one already held."""
    rivals = _rivals(case, parameter)
    unknown = tuple(f"请登记每月实际领取的{rival.label}金额" for rival in rivals if rival.amount is None)
    if unknown:
        return Outcome.UNKNOWN, {"missing": unknown}
    if not rivals or own is None:
        return Outcome.MET, {}
    best = max(rivals, key=lambda rival: rival.amount or 0)
    trace = {"other": best.label, "amount": best.amount, "own": own}
    if own > (best.amount or 0):
        says = "每月 {own:yuan} 元，高于已享受的{other} {amount:yuan} 元，就高享受；确认后须停发后者。"
        return Outcome.MET, {**trace, "says": says}
    return Outcome.NOT_MET, trace


_KEEPS = "已享受的{other}每月 {amount:yuan} 元，不低于本项 {own:yuan} 元；同类补贴就高享受一项。"


@rule(
    "eldercare.higher_of",
    "同类补贴就高享受",
    cites=("R12",),
    uses=("eldercare_subsidy.same_type",),
    met="没有享受同类补贴。",
    not_met=_KEEPS,
    unknown="同类补贴的金额尚不清楚：{missing}。",
)
def eldercare_is_higher(case: Covered) -> Answer:
    """No allowance of the same type is as high."""
    return _higher(case, "eldercare_subsidy.same_type", _best(case)[1])


@rule(
    "elder_nursing.higher_of",
    "同类补贴就高享受",
    cites=("R12",),
    uses=("elder_nursing_subsidy.same_type",),
    met="没有享受同类补贴。",
    not_met=_KEEPS,
    unknown="同类补贴的金额尚不清楚：{missing}。",
)
def elder_nursing_is_higher(case: Covered) -> Answer:
    """No subsidy of the same type is as high."""
    ability = case.subject.ability
    degree = degree_of(ability.score, case.policy) if ability else ""
    own = case.policy.prepared(degree_amounts).get(degree)
    return _higher(case, "elder_nursing_subsidy.same_type", own)


def _best(case: Covered) -> tuple[str, Fraction | None]:
    """Return the best paid hardship that reaches the person, and what it is paid."""
    amounts = case.policy.prepared(covered_hardships)
    reached = [kind for kind in amounts if kind in case.reach.certain]
    best = max(reached, key=lambda kind: amounts[kind], default="")
    return best, amounts.get(best)


def _lines(trace: Trace) -> Sequence[Line]:
    return [Line(trace["words"], f"每月 {shown_yuan(trace['standard'])} 元", trace["standard"])]


def _paid(case: Covered, words: str, standard: Fraction, programme: str, **trace: str) -> tuple[Money, Trace]:
    died_on = case.subject.died_on
    last = last_month_of_life(died_on, case.policy, f"{programme}.month_of_death") if died_on else None
    known = {"words": words, "standard": standard, "last_month": last, **trace}
    return _TO_THE_FEN.of(standard.as_integer_ratio()), known


@calculation(
    "eldercare.by_hardship",
    work=_lines,
    needs=("eldercare.alive_in_month", "eldercare.poor"),
    uses=("eldercare_subsidy.amount.{kind}",),
)
def eldercare_by_hardship(case: Covered) -> tuple[Money, Trace]:
    """Return the amount of the best paid hardship."""
    kind, amount = _best(case)
    return _paid(case, codes("hardship").label(kind), amount or Fraction(0), "eldercare_subsidy", kind=kind)


@calculation(
    "elder_nursing.by_degree",
    work=_lines,
    needs=("elder_nursing.alive_in_month", "elder_nursing.unable"),
    uses=("elder_nursing_subsidy.amount.{degree}",),
)
def elder_nursing_by_degree(case: Covered) -> tuple[Money, Trace]:
    """Return the amount of the assessed degree."""
    ability = case.subject.ability
    degree = degree_of(ability.score, case.policy) if ability else ""
    amount = case.policy.exact(f"elder_nursing_subsidy.amount.{degree}")
    return _paid(case, codes("ability_degree").label(degree), amount, "elder_nursing_subsidy", degree=degree)
