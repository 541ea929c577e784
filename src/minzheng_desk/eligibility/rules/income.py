"""What the family has to live on, against the standards. 低于 is strict, nothing rounded before."""

from __future__ import annotations

from collections.abc import Mapping

from minzheng_desk.eligibility.declaring import rule
from minzheng_desk.eligibility.findings import Answer
from minzheng_desk.eligibility.model import Outcome
from minzheng_desk.eligibility.standing import Ratio
from minzheng_desk.eligibility.subjects import HouseholdOn
from minzheng_desk.eligibility.terms import standards
from minzheng_desk.kernel.codes import codes
from minzheng_desk.policy.model import PolicyOn

_FIRST_KNOW = {"missing": ()}


@rule(
    "income.known",
    "家庭收入已查明",
    cites=("R1 a13",),
    met="家庭月收入 {income:yuan} 元。",
    unknown="家庭收入尚不能确定：{missing}。",
)
def income_known(case: HouseholdOn) -> Answer:
    """Every income is registered, with its amount, and the policy says how it counts."""
    means = case.means
    if means.income is not None:
        return Outcome.MET, {"income": means.income}
    asked = [
        f"请确认{codes('income_kind').label(kind)}是否计入家庭收入（政策口径未定）" for kind in means.asked
    ]
    return Outcome.UNKNOWN, {"missing": tuple(asked) + means.unknown}


def is_below(income: Ratio, size: int, line: Ratio) -> bool:
    """Tell whether income per person is below a line, exactly."""
    return income[0] * line[1] < line[0] * size * income[1]


def distance(income: Ratio, size: int, line: Ratio) -> Ratio:
    """Return how far income per person is from a line, exactly and never negative."""
    return abs(income[0] * line[1] - line[0] * size * income[1]), income[1] * size * line[1]


def _figures(case: HouseholdOn, income: Ratio, line: Ratio) -> dict[str, object]:
    size = case.means.size
    return {
        "gap": distance(income, size, line),
        "income": income,
        "size": size,
        "per_person": (income[0], income[1] * size),
        "standard": line,
        "area": case.area,
    }


@rule(
    "income.below_dibao_standard",
    "人均月收入低于低保标准",
    cites=("R1 a23", "L1 a18", "civil_code a1259"),
    uses=("dibao.standard.{area}",),
    met="家庭月收入 {income:yuan} 元，共 {size} 人，人均 {per_person:yuan} 元，"
    "低于当地低保标准 {standard:yuan} 元，低 {gap:yuan} 元。",
    not_met="家庭月收入 {income:yuan} 元，共 {size} 人，人均 {per_person:yuan} 元，"
    "不低于当地低保标准 {standard:yuan} 元，高 {gap:yuan} 元。",
    unknown="家庭收入或人口查明后才能比较。",
)
def below_dibao_standard(case: HouseholdOn) -> Answer:
    """Income per person is below the standard."""
    income = case.means.income
    if income is None or not case.means.size:
        return Outcome.UNKNOWN, _FIRST_KNOW
    met = is_below(income, case.means.size, case.standard)
    return (Outcome.MET if met else Outcome.NOT_MET), _figures(case, income, case.standard)


@rule(
    "income.not_below_dibao_standard",
    "不符合低保收入条件",
    cites=("R1 a8", "L1 a21"),
    uses=("dibao.standard.{area}",),
    met="人均月收入 {per_person:yuan} 元，不低于低保标准 {standard:yuan} 元，高 {gap:yuan} 元。",
    not_met="人均月收入 {per_person:yuan} 元，低于低保标准 {standard:yuan} 元，低 {gap:yuan} 元，"
    "应先按低保办理。",
    unknown="家庭收入或人口查明后才能比较。",
)
def not_below_dibao_standard(case: HouseholdOn) -> Answer:
    """A 低保边缘 family is one that 低保 does not reach."""
    outcome, trace = below_dibao_standard.decide(case)
    return _OPPOSITE[outcome], trace


_OPPOSITE = {
    Outcome.MET: Outcome.NOT_MET,
    Outcome.NOT_MET: Outcome.MET,
    Outcome.UNKNOWN: Outcome.UNKNOWN,
}


def margin_lines(policy: PolicyOn) -> Mapping[str, Ratio]:
    """Return the 低保边缘 line of each area: the standard raised by the policy's ratio."""
    return standards(policy, policy.exact("dibao.margin_ratio"))


def margin_line(case: HouseholdOn) -> Ratio:
    """Return the 低保边缘 line that applies; raises `ParameterMissing`."""
    line = case.policy.prepared(margin_lines).get(case.area)
    return line if line is not None else case.standard


@rule(
    "income.below_margin_line",
    "人均月收入低于低保边缘线",
    cites=("R1 a8", "L1 a21", "civil_code a1259"),
    uses=("dibao.margin_ratio", "dibao.standard.{area}"),
    met="家庭月收入 {income:yuan} 元，共 {size} 人，人均 {per_person:yuan} 元，"
    "低于低保边缘线 {standard:yuan} 元，低 {gap:yuan} 元。",
    not_met="家庭月收入 {income:yuan} 元，共 {size} 人，人均 {per_person:yuan} 元，"
    "不低于低保边缘线 {standard:yuan} 元，高 {gap:yuan} 元。",
    unknown="家庭收入或人口查明后才能比较。",
)
def below_margin_line(case: HouseholdOn) -> Answer:
    """Income per person is below the standard times the margin ratio."""
    income = case.means.income
    if income is None or not case.means.size:
        return Outcome.UNKNOWN, _FIRST_KNOW
    line = margin_line(case)
    met = is_below(income, case.means.size, line)
    return (Outcome.MET if met else Outcome.NOT_MET), _figures(case, income, line)
