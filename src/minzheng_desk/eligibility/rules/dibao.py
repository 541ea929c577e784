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
from minzheng_desk.policy.quantities import Band, shown_yuan

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


def is_tiered(policy: PolicyOn) -> bool:
    """Resolve whether the place pays fixed amounts by bands of income (分档) instead of topping up."""
    return policy.word("pay.mode") == "tiered"


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


def _gap(case: HouseholdOn, income: Ratio) -> Ratio:
    """Return what the household lacks: standard times persons less income (补差)."""
    standard = case.standard
    return (
        standard[0] * case.means.size * income[1] - income[0] * standard[1],
        standard[1] * income[1],
    )


def _band_of(case: HouseholdOn, income: Ratio) -> Band:
    """Return the band a household's income per person falls into (分档); raises `ParameterMissing`."""
    per_person = Fraction(income[0], income[1] * case.means.size)
    bands = case.policy.bands(f"pay.bands.{case.area}")
    return next(band for band in bands if band.below is None or per_person < band.below)


def _top_up_lines(trace: Trace) -> list[Line]:
    standard, size, income = exact(trace["standard"]), trace["size"], exact(trace["income"])
    full = standard * size
    return [
        Line("保障标准合计", f"{shown_yuan(standard)} × {size} 人", full),
        Line("减去家庭月收入", f"{shown_yuan(full)} − {shown_yuan(income)}", full - income),
    ]


def _band_lines(trace: Trace) -> list[Line]:
    band: Band = trace["band"]
    per_person = shown_yuan(exact(trace["income"]) / trace["size"])
    limit = "最后一档" if band.below is None else f"不足 {shown_yuan(band.below)} 元一档"
    label = f"分档计发（人均月收入 {per_person} 元，{limit}）"
    return [Line(label, f"{shown_yuan(band.amount)} × {trace['size']} 人", exact(trace["due"]))]


def _lines(trace: Trace) -> Sequence[Line]:
    lines = _band_lines(trace) if trace["band"] else _top_up_lines(trace)
    way: Rounding = trace["rounding"]
    words = {"ceil": "进一", "half_up": "四舍五入", "floor": "舍去"}[way.mode]
    expression = f"{shown_yuan(exact(trace['due']))} 按 {shown_yuan(way.unit)} 元{words}"
    lines.append(Line("按户取整", expression, Fraction(trace["top_up"])))
    for name, category, amount in trace["supplements"]:
        lines.append(Line("分类施保金", f"{name}（{category}）", amount))
    if trace["supplements"]:
        base, supplement = Fraction(trace["top_up"]), Fraction(trace["supplement"])
        lines.append(Line("合计", f"{shown_yuan(base)} + {shown_yuan(supplement)}", base + supplement))
    return lines


_USES = ("dibao.standard.{area}", "pay.mode", "dibao.rounding_unit", "dibao.rounding")


@calculation("dibao.top_up", work=_lines, needs=("income.known",), uses=_USES)
def top_up(case: HouseholdOn) -> tuple[Money, Trace]:
    """Return the household's amount a month (办法第二十三条): what it lacks, or what its band gives."""
    means = case.means
    income: Ratio = means.income or (0, 1)
    way = case.policy.prepared(rounding)
    band = _band_of(case, income) if means.size and case.policy.prepared(is_tiered) else None
    due = ratio(band.amount * means.size) if band else _gap(case, income)
    amount = way.of(due) if due[0] > 0 else _NOTHING
    amounts = case.policy.prepared(supplements).get(case.area)
    added = _supplemented(case, amounts) if amounts else []
    supplement = (
        _TO_THE_FEN.of(ratio(sum((share for *_, share in added), Fraction(0)))) if added else _NOTHING
    )
    trace = {
        "area": case.area,
        "standard": case.standard,
        "band": band,
        "due": due,
        "size": means.size,
        "income": income,
        "rounding": way,
        "top_up": amount,
        "supplements": added,
        "supplement": supplement,
    }
    return Money(amount + supplement), trace
