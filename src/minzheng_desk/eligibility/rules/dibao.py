"""The amount of 低保: standard times persons less income, rounded once; 分类施保 where it is set."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import cast

from minzheng_desk.eligibility.declaring import calculation
from minzheng_desk.eligibility.findings import Line, Trace, exact
from minzheng_desk.eligibility.model import PersonFacts
from minzheng_desk.eligibility.rules.disability import is_severe
from minzheng_desk.eligibility.standing import Ratio
from minzheng_desk.eligibility.subjects import HouseholdOn
from minzheng_desk.eligibility.terms import Rounding, latest_birth, ratio
from minzheng_desk.kernel.codes import codes
from minzheng_desk.kernel.money import Money, RoundingMode
from minzheng_desk.policy.model import PolicyOn
from minzheng_desk.policy.quantities import shown_yuan

_TO_THE_FEN = Rounding(1, "half_up")
_NOTHING = Money(0)
_SUPPLEMENTS = {
    "severe_disability": "重度残疾人",
    "grave_illness": "重病患者",
    "aged": "老年人",
    "minor": "未成年人",
}


def rounding(policy: PolicyOn) -> Rounding:
    """Resolve how a household's amount is rounded."""
    unit = policy.exact("dibao.rounding_unit")
    return Rounding(int(unit), cast("RoundingMode", policy.word("dibao.rounding")))


def supplements(policy: PolicyOn) -> Mapping[str, Mapping[str, Fraction]]:
    """Resolve the supplements the place has set, by area and category; empty where it has set none."""
    found: dict[str, dict[str, Fraction]] = {}
    for area in codes("hukou_kind").labels:
        for category in _SUPPLEMENTS:
            dated = policy.find(f"dibao.supplement.{category}.{area}")
            if dated and isinstance(dated.value, Fraction):
                found.setdefault(area, {})[category] = dated.value
    return found


def _categories(person: PersonFacts, case: HouseholdOn) -> list[str]:
    aged_from = case.policy.find("dibao.supplement.aged_from")
    born = person.born_on
    fits = {
        "severe_disability": is_severe(person.certificates, case.policy.day),
        "grave_illness": person.grave_illness is True,
        "aged": bool(
            aged_from
            and isinstance(aged_from.value, int)
            and born
            and born <= latest_birth(aged_from.value, case.policy)
        ),
        "minor": born is not None and born > case.terms.latest_adult_birth,
    }
    return [category for category, fit in fits.items() if fit]


def _supplemented(case: HouseholdOn, amounts: Mapping[str, Fraction]) -> list[tuple[str, str, Fraction]]:
    """Return name, category and amount of each counted person: one category each, the highest."""
    found = []
    for standing in case.means.counted:
        fitting = [category for category in _categories(standing.person, case) if category in amounts]
        if fitting:
            best = max(fitting, key=lambda category: amounts[category])
            found.append((standing.person.name, _SUPPLEMENTS[best], amounts[best]))
    return found


def _lines(trace: Trace) -> Sequence[Line]:
    standard, size, income = exact(trace["standard"]), trace["size"], exact(trace["income"])
    full = standard * size
    lines = [
        Line("保障标准合计", f"{shown_yuan(standard)} × {size} 人", full),
        Line("减去家庭月收入", f"{shown_yuan(full)} − {shown_yuan(income)}", full - income),
    ]
    way: Rounding = trace["rounding"]
    words = {"ceil": "进一", "half_up": "四舍五入", "floor": "舍去"}[way.mode]
    lines.append(
        Line(
            "按户取整",
            f"{shown_yuan(full - income)} 按 {shown_yuan(way.unit)} 元{words}",
            Fraction(trace["top_up"]),
        )
    )
    for name, category, amount in trace["supplements"]:
        lines.append(Line("分类施保金", f"{name}（{category}）", amount))
    if trace["supplements"]:
        base, supplement = Fraction(trace["top_up"]), Fraction(trace["supplement"])
        lines.append(Line("合计", f"{shown_yuan(base)} + {shown_yuan(supplement)}", base + supplement))
    return lines


_USES = ("dibao.standard.{area}", "dibao.rounding_unit", "dibao.rounding")


@calculation("dibao.top_up", work=_lines, needs=("income.known",), uses=_USES)
def top_up(case: HouseholdOn) -> tuple[Money, Trace]:
    """Return the household's amount a month (办法第二十三条 补差)."""
    means, standard = case.means, case.standard
    income: Ratio = means.income or (0, 1)
    way = case.policy.prepared(rounding)
    gap = (standard[0] * means.size * income[1] - income[0] * standard[1], standard[1] * income[1])
    amount = way.of(gap) if gap[0] > 0 else _NOTHING
    amounts = case.policy.prepared(supplements).get(case.area)
    added = _supplemented(case, amounts) if amounts else []
    supplement = (
        _TO_THE_FEN.of(ratio(sum((share for *_, share in added), Fraction(0)))) if added else _NOTHING
    )
    trace = {
        "area": case.area,
        "standard": standard,
        "size": means.size,
        "income": income,
        "rounding": way,
        "top_up": amount,
        "supplements": added,
        "supplement": supplement,
    }
    return Money(amount + supplement), trace
