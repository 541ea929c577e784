"""单人户: somebody of a 低保边缘 family, or a severely disabled adult without work (办法第八条)."""

from __future__ import annotations

from minzheng_desk.eligibility.declaring import rule, subject
from minzheng_desk.eligibility.findings import Answer
from minzheng_desk.eligibility.model import HouseholdFacts, Outcome, PersonFacts
from minzheng_desk.eligibility.rules.disability import is_severe, severe_or_mental
from minzheng_desk.eligibility.rules.income import distance, is_below, margin_line
from minzheng_desk.eligibility.subjects import DIBAO_TABLE, PersonOn, means_on
from minzheng_desk.eligibility.terms import has_reached
from minzheng_desk.policy.model import PolicyOn


@subject("single")
def single_subject(facts: HouseholdFacts, person: PersonFacts, policy: PolicyOn) -> PersonOn:
    """Return what these rules are asked about: the member alone, under the household's standard."""
    return PersonOn(facts, person, policy, facts.area, DIBAO_TABLE)


def _is_long_clergy(case: PersonOn) -> bool:
    since = case.subject.lives_apart_since
    return case.subject.lives_apart == "clergy" and since is not None and since <= case.terms.clergy_since


def _grounds(case: PersonOn) -> list[str]:
    person, found = case.subject, []
    if severe_or_mental(person.certificates, case.policy.day).fits:
        found.append("持证重度残疾人或三级智力、精神残疾人")
    if person.grave_illness:
        found.append("重特大疾病患者")
    if _is_long_clergy(case):
        found.append("脱离家庭独立生活满规定年限的宗教教职人员")
    if person.officer_counts and person.officer_reason:
        found.append(f"经办人确认确有特殊困难：{person.officer_reason}")
    return found


def _needs_no_family(case: PersonOn) -> bool:
    """Tell whether this is a severely disabled adult without work (民发〔2022〕83号一（一）)."""
    person = case.subject
    is_adult = person.born_on is not None and has_reached(
        person.born_on, case.policy.whole("age.adult"), case.policy
    )
    return is_adult and person.has_job is False and is_severe(person.certificates, case.policy.day)


@rule(
    "single.ground",
    "属于可以单独申请的人员",
    cites=("R1 a8", "R5 一（一）", "L1 a21"),
    met="{because}。",
    unknown="是否属于可以单独申请的人员尚不能确定：{missing}。",
    not_met="不属于可以单独申请的残疾、重病、宗教教职等情形；确有特殊困难的，请经办人写明理由。",
)
def single_ground(case: PersonOn) -> Answer:
    """One of the grounds of 第八条 fits."""
    found = _grounds(case)
    if found:
        return Outcome.MET, {"because": found}
    certificate = severe_or_mental(case.subject.certificates, case.policy.day)
    return (
        (Outcome.UNKNOWN, {"missing": (certificate.words,)})
        if certificate.fits is None
        else (Outcome.NOT_MET, {})
    )


_POORER = (
    "所在家庭人均月收入 {per_person:yuan} 元，低于低保标准，低 {gap:yuan} 元，"
    "应整户纳入，不得仅将个别成员纳入。"
)


@rule(
    "single.family_is_marginal",
    "所在家庭属低保边缘家庭，或本人为无业成年重度残疾人",
    cites=("R1 a8", "R5 一（一）"),
    uses=("dibao.margin_ratio", "dibao.standard.{area}"),
    met="所在家庭人均月收入 {per_person:yuan} 元，低于低保边缘线 {line:yuan} 元，"
    "低 {gap:yuan} 元，属低保边缘家庭。",
    not_met="所在家庭人均月收入 {per_person:yuan} 元，不低于低保边缘线 {line:yuan} 元，"
    "高 {gap:yuan} 元，不属低保边缘家庭。",
    unknown="所在家庭是否属低保边缘家庭尚不能确定：{missing}。",
)
def family_is_marginal(case: PersonOn) -> Answer:
    """The family's income lies between standard and margin line; a poorer family enters as a whole."""
    if _needs_no_family(case):
        says = "成年无业重度残疾人，可以参照单人户提出申请；兄弟姐妹或年满60周岁亲属的供养可不计。"
        return Outcome.MET, {"says": says, "area": case.area}
    family = means_on(case.facts, case.policy)
    if family.income is None or not family.size:
        return Outcome.UNKNOWN, {"missing": family.unknown or ("请确认收入口径",), "area": case.area}
    income, size = family.income, family.size
    trace: dict[str, object] = {"per_person": (income[0], income[1] * size), "area": case.area}
    if is_below(income, size, case.standard):
        return Outcome.NOT_MET, {**trace, "gap": distance(income, size, case.standard), "says": _POORER}
    line = margin_line(case)
    met = is_below(income, size, line)
    trace |= {"line": line, "gap": distance(income, size, line)}
    return (Outcome.MET if met else Outcome.NOT_MET), trace
