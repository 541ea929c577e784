"""Who belongs to the family that applies."""

from __future__ import annotations

from minzheng_desk.eligibility.declaring import rule
from minzheng_desk.eligibility.findings import Answer
from minzheng_desk.eligibility.model import Outcome
from minzheng_desk.eligibility.subjects import HouseholdOn
from minzheng_desk.kernel.codes import codes


@rule(
    "household.members_counted",
    "共同生活的家庭成员已查明",
    cites=("R1 a4", "R1 a7"),
    uses=("age.adult", "household.clergy_years", "household.co_residence_months", "household.mixed"),
    met="共同生活的家庭成员计 {size} 人。",
    not_met="没有可以计入的共同生活家庭成员。",
    unknown="有成员是否计入尚不能确定：{missing}。",
)
def members_counted(case: HouseholdOn) -> Answer:
    """Everybody either counts or does not, and somebody counts."""
    means = case.means
    for standing in means.standings:
        if standing.reason.counts is None:
            return _left_open(case)
    trace: dict[str, object] = {"size": means.size}
    if case.is_mixed:
        trace |= {"says": _MIXED, "area": codes("hukou_kind").label(case.area)}
        trace["way"] = case.policy.policy.parameter("household.mixed").shown(case.policy["household.mixed"])
    return (Outcome.MET if means.size else Outcome.NOT_MET), trace


_MIXED = "共同生活的家庭成员计 {size} 人，城乡户籍不同，{way}，全户适用{area}标准，只办理一次。"


def _left_open(case: HouseholdOn) -> Answer:
    open_ = [s for s in case.means.standings if s.reason.counts is None]
    return Outcome.UNKNOWN, {
        "missing": [f"{s.person.name}{s.reason.sentence}，{s.reason.prompt}" for s in open_]
    }
