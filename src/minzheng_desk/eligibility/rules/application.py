"""Taking in an application: where it belongs, and whose relatives apply (办法第四、五、十一、二十条)."""

from __future__ import annotations

from collections.abc import Iterable

from minzheng_desk.eligibility.circumstances import StaffRelationFact
from minzheng_desk.eligibility.declaring import rule
from minzheng_desk.eligibility.findings import NOTHING_TO_SAY, Answer
from minzheng_desk.eligibility.model import Outcome
from minzheng_desk.eligibility.places import Hukou, place_of_application
from minzheng_desk.eligibility.subjects import HouseholdOn
from minzheng_desk.households.kinship.model import is_near
from minzheng_desk.kernel.codes import codes

COUNTY = "county"
_UNTOUCHED = (Outcome.MET, NOTHING_TO_SAY)
_HELD = frozenset({"dibao", "dibao_single", "dibao_margin"})


@rule(
    "application.place",
    "在户籍所在地的乡镇（街道）申请",
    cites=("R1 a4", "R1 a5", "R1 a15"),
    uses=("application.same_province",),
    met="{said}。",
    not_met="{said}。",
    unknown="在哪里申请尚不能确定：{missing}。",
)
def in_the_right_place(case: HouseholdOn) -> Answer:
    """A family of several places applies in one of them, and the others help (第五条)."""
    here = case.facts.region
    members = case.facts.members
    if here is None or all(one.hukou_region is None for one in members):
        return _UNTOUCHED
    if any(_HELD & set(one.receives) for one in members):
        return _UNTOUCHED
    counted = [standing.person for standing in case.means.counted]
    hukou = [Hukou(one.name, one.hukou_region or here) for one in counted]
    if not hukou:
        return _UNTOUCHED
    found = place_of_application(case.policy, hukou, lives_in=here, office=here)
    if found.accepted is None:
        return Outcome.UNKNOWN, {"missing": (found.sentence,)}
    said = "；".join((found.sentence, *(one.sentence for one in found.cooperation)))
    return (Outcome.MET if found.accepted else Outcome.NOT_MET), {"said": said}


@rule(
    "application.staff_relatives",
    "近亲属单独登记备案",
    cites=("R1 a11", "R1 a20", "civil_code a1045"),
    uses=("kinship.near", "kinship.county_visit"),
    met="{near}是近亲属，已单独登记备案，有关人员须回避；{visit}。",
    unknown="申报的近亲属关系还没有备案：{missing}。",
)
def relatives_filed(case: HouseholdOn) -> Answer:
    """Near relatives of those who handle applications are filed apart; the right does not hang on it."""
    relations, policy = case.facts.staff_relations, case.policy
    if not relations:
        return _UNTOUCHED
    near = [one for one in relations if is_near(one.kinship, policy)]
    if not near:
        return Outcome.MET, {"others": _who(case, relations), "says": _ONLY_POINTED_OUT}
    unfiled = [one for one in near if one.filed_on is None or one.filed_on > policy.day]
    if unfiled:
        return Outcome.UNKNOWN, {"missing": [f"{who}，请单独登记备案" for who in _who(case, unfiled)]}
    visits = [one.visited_on for one in case.facts.visits if one.level == COUNTY]
    visit = f"县级已于 {max(visits)} 入户调查" if visits else _TO_BE_VISITED
    return Outcome.MET, {"near": _who(case, near), "visit": visit}


_TO_BE_VISITED = "县级须入户调查后才能确认，还没有县级入户调查记录"
_ONLY_POINTED_OUT = "{others}有亲属关系，但不是民法典所说的近亲属，不要求备案；请注意回避。"


def _who(case: HouseholdOn, relations: Iterable[StaffRelationFact]) -> tuple[str, ...]:
    """Return who is related to whom, and how."""
    names = {member.key: member.name for member in case.facts.members}
    return tuple(
        f"{names.get(one.person or '', '申请人')}与{codes('staff_kind').label(one.staff_kind)}"
        f"{one.staff_name}（{codes('kinship').label(one.kinship)}）"
        for one in relations
    )
