"""特困人员: no capacity to work, no source of income, no able supporter (认定办法第四条至第八条)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from minzheng_desk.eligibility.declaring import calculation, rule, subject
from minzheng_desk.eligibility.findings import Answer, Line, Trace
from minzheng_desk.eligibility.model import HouseholdFacts, Outcome, PersonFacts
from minzheng_desk.eligibility.rules.disability import held
from minzheng_desk.eligibility.rules.income import distance, is_below
from minzheng_desk.eligibility.subjects import TEKUN_TABLE, PersonOn
from minzheng_desk.eligibility.terms import Rounding, has_reached
from minzheng_desk.kernel.codes import codes
from minzheng_desk.kernel.money import Money
from minzheng_desk.policy.deaths import last_month_of_life
from minzheng_desk.policy.model import PolicyOn
from minzheng_desk.policy.quantities import shown_yuan

_INCAPABLE: Mapping[str, frozenset[str]] = {
    "1": frozenset({"1"}),
    "4": frozenset({"1", "2"}),
    "5": frozenset({"1", "2", "3"}),
    "6": frozenset({"1", "2", "3"}),
}
"""第五条: 视力一级, 肢体一、二级, 智力和精神一、二、三级."""
_SCHOOL = frozenset({"primary", "junior", "senior", "vocational"})
"""第二十四条: 义务教育、普通高中、中等职业学校."""
_TO_THE_FEN = Rounding(1, "half_up")


@subject("tekun")
def tekun_subject(facts: HouseholdFacts, person: PersonFacts, policy: PolicyOn) -> PersonOn:
    """Return what these rules are asked about: the person alone, under the standard of 第十九条."""
    return PersonOn(facts, person, policy, tekun_area(facts, person), TEKUN_TABLE)


def tekun_area(facts: HouseholdFacts, person: PersonFacts) -> str:
    """Return which standard applies: contracted land makes it rural, relocation to town urban (第十九条)."""
    if person.relocated_to_town:
        return "urban"
    if person.contracted_land:
        return "rural"
    return person.hukou_kind or facts.area


@rule(
    "tekun.alive",
    "健在",
    cites=("R2 a24", "R2 a26"),
    uses=("tekun.month_of_death",),
    met="未登记死亡。",
    not_met="已于 {died_on} 去世，最后发放月份为 {last}。",
)
def alive(case: PersonOn) -> Answer:
    """The applicant lives; what was granted before a death ends with the last month that the policy pays."""
    died = case.subject.died_on
    if died is not None and died <= case.policy.day:
        last = last_month_of_life(died, case.policy, "tekun.month_of_death")
        return Outcome.NOT_MET, {"died_on": died, "last": last.label}
    return Outcome.MET, {}


@rule(
    "tekun.no_work_capacity",
    "无劳动能力",
    cites=("R2 a5", "R2 a24", "R4 （五）", "L1 a16"),
    uses=("tekun.elder_age", "tekun.minor_age", "tekun.minor_until", "tekun.new_minor", "age.reached_on"),
    met="无劳动能力：{because}。",
    not_met="不属无劳动能力的情形：{because}。",
    unknown="劳动能力尚不能确定：{missing}。",
)
def no_work_capacity(case: PersonOn) -> Answer:
    """Old, a minor, or disabled in a listed way."""
    person, policy = case.subject, case.policy
    certificate = held(person.certificates, policy.day, _makes_incapable)
    if certificate.fits:
        return Outcome.MET, {"because": certificate.words}
    if person.born_on is None:
        return Outcome.UNKNOWN, {"missing": ("请补录出生日期",)}
    elder = policy.whole("tekun.elder_age")
    if has_reached(person.born_on, elder, policy):
        return Outcome.MET, {"because": f"{person.born_on} 出生，已满 {elder} 周岁"}
    young = policy.whole("tekun.minor_age")
    if not has_reached(person.born_on, young, policy):
        return Outcome.MET, {"because": f"{person.born_on} 出生，未满 {young} 周岁"}
    of_working_age = _of_working_age(person, policy)
    if of_working_age is None and certificate.fits is None:
        return Outcome.UNKNOWN, {"missing": (certificate.words,)}
    return of_working_age or _able(person, policy)


def _able(person: PersonFacts, policy: PolicyOn) -> Answer:
    elder, young = policy.whole("tekun.elder_age"), policy.whole("tekun.minor_age")
    because = f"{person.born_on} 出生，已满 {young} 周岁、未满 {elder} 周岁，且无规定类别等级的残疾"
    return Outcome.NOT_MET, {"because": because}


def _makes_incapable(category: str, grade: str) -> bool:
    return grade in _INCAPABLE.get(category, ())


def _of_working_age(person: PersonFacts, policy: PolicyOn) -> Answer | None:
    """Return the answer for those past 16 who are, or were, minors under 特困; None for other adults."""
    born, until = person.born_on, policy.whole("tekun.minor_until")
    is_receiving = "tekun" in person.receives
    if born is None:
        return None
    if not has_reached(born, until, policy):
        if is_receiving:
            return Outcome.MET, {"because": f"已纳入的未成年人，保障至 {until} 周岁"}
        return _new_minor(born.isoformat(), policy)
    if is_receiving and person.study_stage in _SCHOOL:
        stage = codes("study_stage").label(person.study_stage or "")
        return Outcome.MET, {"because": f"已纳入人员满 {until} 周岁后仍在接受{stage}教育"}
    return None


def _new_minor(born: str, policy: PolicyOn) -> Answer:
    young = policy.whole("tekun.minor_age")
    because = f"{born} 出生，已满 {young} 周岁，不符合“未满 {young} 周岁”"
    way = policy.word("tekun.new_minor")
    if way == "ask":
        return Outcome.UNKNOWN, {"missing": (f"{because}，是否纳入请按省级规定确认",)}
    if way == "admit":
        return Outcome.MET, {"because": f"{because}，但省级规定扩大到未成年人"}
    return Outcome.NOT_MET, {"because": because}


@rule(
    "tekun.no_source_of_income",
    "无生活来源",
    cites=("R2 a6", "civil_code a1259"),
    uses=("dibao.standard.{area}",),
    met="本人月收入 {income:yuan} 元，低于当地低保标准 {standard:yuan} 元，低 {gap:yuan} 元。",
    not_met="本人月收入 {income:yuan} 元，不低于当地低保标准 {standard:yuan} 元，高 {gap:yuan} 元。",
    unknown="本人收入查明后才能比较。",
)
def no_source_of_income(case: PersonOn) -> Answer:
    """The applicant's own income is below the 低保 standard."""
    income = case.means.income
    if income is None:
        return Outcome.UNKNOWN, {"missing": ()}
    met = is_below(income, 1, case.standard)
    gap = distance(income, 1, case.standard)
    trace = {"income": income, "standard": case.standard, "gap": gap, "area": case.area}
    return (Outcome.MET if met else Outcome.NOT_MET), trace


def self_care_grade(failures: int, policy: PolicyOn) -> str:
    """Return full, partial or none for the number of indicators not reached (第二十二条)."""
    if failures >= policy.whole("tekun.none_from"):
        return "none"
    return "partial" if failures >= policy.whole("tekun.partial_from") else "full"


@rule(
    "tekun.self_care_assessed",
    "生活自理能力已评估",
    cites=("R2 a20", "R2 a21", "R2 a22"),
    uses=("tekun.indicators", "tekun.partial_from", "tekun.none_from", "tekun.care.{grade}"),
    met="{indicators} 项指标中 {failures} 项不能达到，属{words}。",
    unknown="生活自理能力尚不能确定：{missing}。",
)
def self_care_assessed(case: PersonOn) -> Answer:
    """The six indicators are assessed, and the place pays for the grade."""
    failures, policy = case.subject.self_care_failures, case.policy
    indicators = policy.whole("tekun.indicators")
    if failures is None or not 0 <= failures <= indicators:
        return Outcome.UNKNOWN, {"missing": (f"请按 {indicators} 项指标评估生活自理能力",)}
    grade = self_care_grade(failures, policy)
    words = codes("self_care").label(grade)
    trace = {"indicators": indicators, "failures": failures, "words": words, "grade": grade}
    if policy.find(f"tekun.care.{grade}") is None:
        return Outcome.UNKNOWN, {**trace, "missing": (f"政策包没有设定{words}的照料护理标准",)}
    return Outcome.MET, trace


def _lines(trace: Trace) -> Sequence[Line]:
    basic, care = trace["basic"], trace["care"]
    area = codes("hukou_kind").label(trace["area"])
    return [
        Line("基本生活标准", f"{area} {trace['basic_written']}", basic),
        Line("照料护理标准", codes("self_care").label(trace["grade"]), care),
        Line("合计", f"{shown_yuan(basic)} + {shown_yuan(care)}", Fraction(trace["amount"])),
    ]


@calculation(
    "tekun.basic_and_care",
    work=_lines,
    needs=("tekun.alive", "tekun.self_care_assessed"),
    uses=("tekun.basic.{area}", "tekun.coefficient", "dibao.standard.{area}", "tekun.care.{grade}"),
)
def basic_and_care(case: PersonOn) -> tuple[Money, Trace]:
    """Return the basic standard of the category and the care standard of the grade."""
    policy = case.policy
    grade = self_care_grade(case.subject.self_care_failures or 0, policy)
    known = policy.prepared(_amounts_known)
    found = known.get((case.area, grade))
    if found is None:
        found = known[case.area, grade] = _amount(case.area, grade, policy)
    return found


def _amounts_known(_: PolicyOn) -> dict[tuple[str, str], tuple[Money, Trace]]:
    """Begin the amounts that are found out on a day, by category and grade: there are six at most."""
    return {}


def _amount(area: str, grade: str, policy: PolicyOn) -> tuple[Money, Trace]:
    basic, care = policy.exact(f"tekun.basic.{area}"), policy.exact(f"tekun.care.{grade}")
    amount = _TO_THE_FEN.of((basic + care).as_integer_ratio())
    return amount, {
        "area": area,
        "grade": grade,
        "basic": basic,
        "basic_written": _written(area, policy),
        "care": care,
        "amount": amount,
    }


def _written(area: str, policy: PolicyOn) -> str:
    """Return how the basic standard comes about: a coefficient of the 低保 standard, or its own."""
    dated = policy[f"tekun.basic.{area}"]
    if " × " not in dated.written:
        return f"{shown_yuan(policy.exact(f'tekun.basic.{area}'))} 元"
    coefficient, standard = policy["tekun.coefficient"], policy.exact(f"dibao.standard.{area}")
    ratio = policy.policy.parameter("tekun.coefficient").shown(coefficient)
    return f"低保标准 {shown_yuan(standard)} × {ratio}"
