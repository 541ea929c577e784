"""What was found out about the people of a household, on a terminal: about whom, from where, since when."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from minzheng_desk.cli.output import Output
from minzheng_desk.kernel.codes import codes
from minzheng_desk.kernel.money import shown

if TYPE_CHECKING:
    from minzheng_desk.desk.desk import Desk
    from minzheng_desk.households.evidence.model import LegalSupporter
    from minzheng_desk.households.evidence.queries import Proven
    from minzheng_desk.households.queries import HouseholdFile


def evidence_on(desk: Desk, file: HouseholdFile) -> list[Proven]:
    """Gather what was found out about a household and its people."""
    from minzheng_desk.households.evidence.queries import evidence_of

    return desk.ask(evidence_of, file.household.id, [view.person.id for view in file.members])


def say_evidence(out: Output, found: Sequence[Proven], names: Mapping[str, str]) -> None:
    """Show it to a person; nothing where nothing was found out."""
    if not found:
        return
    out.heading(f"查明和确认的情况 {len(found)} 项")
    rows = [_row(one, names) for one in found]
    out.table(["事项", "对象", "内容", "来源", "日期", "材料"], rows, right={"材料"})


def told_evidence(found: Sequence[Proven]) -> list[dict[str, Any]]:
    """The same for a machine."""
    return [
        {
            "kind": one.fact.declaration.name,
            "person_id": getattr(one.fact, "person_id", None),
            "content": _content(one.fact),
            "provenance": getattr(one.fact, "provenance", None),
            "on": _day(one.fact),
            "papers": one.papers,
        }
        for one in found
    ]


def _row(one: Proven, names: Mapping[str, str]) -> list[str]:
    provenance = getattr(one.fact, "provenance", None)
    source = codes("provenance").label(provenance) if provenance else getattr(one.fact, "assessed_by", "")
    return [
        one.fact.declaration.label,
        names.get(getattr(one.fact, "person_id", None) or "", "全家"),
        _content(one.fact),
        source or getattr(one.fact, "confirmed_by", ""),
        _day(one.fact) or "",
        f"{one.papers} 份" if one.papers else "",
    ]


_DAYS = (
    "as_of",
    "happened_on",
    "assessed_on",
    "confirmed_on",
    "checked_on",
    "visited_on",
    "filed_on",
    "since",
)


def _day(fact: Any) -> str | None:
    for name in _DAYS:
        if (day := getattr(fact, name, None)) is not None:
            return str(day)
    return None


def _content(fact: Any) -> str:
    """Return what a fact says, in a few words."""
    said = _SAID[fact.declaration.name](fact)
    since, until = getattr(fact, "since", None), getattr(fact, "until", None)
    span = (f"，{since} 起" if since else "") + (f"，至 {until}" if until else "")
    return f"{said}{span}"


def _supporter(fact: LegalSupporter) -> str:
    parts = [f"{fact.name}（{codes('relation_to_head').label(fact.relation_to_person)}）"]
    if fact.died_on:
        parts.append(f"已于 {fact.died_on} 去世")
    if fact.without_capacity:
        parts.append(codes("without_capacity").label(fact.without_capacity))
    if fact.yearly_income is not None:
        parts.append(f"家庭人均年收入 {shown(fact.yearly_income)} 元")
    if fact.property_fits is not None:
        parts.append("财产符合规定" if fact.property_fits else "财产超过规定")
    if fact.consented_on is not None:
        parts.append(f"{fact.consented_on} 同意核对")
    return "，".join(parts)


def _parent(fact: Any) -> str:
    state = codes("parent_state").label(fact.state) if fact.state else "情况不明"
    return f"{codes('parent').label(fact.parent)}{fact.name or ''}：{state}"


def _confirmation(fact: Any) -> str:
    return f"{codes('officer_question').label(fact.question)}：{'是' if fact.answer else '否'}，{fact.reason}"


def _other_benefit(fact: Any) -> str:
    amount = "金额不明" if fact.amount is None else f"每月 {shown(fact.amount)} 元"
    return f"{codes('other_benefit').label(fact.kind)}，{amount}"


def _hardship(fact: Any) -> str:
    parts = [codes("hardship_kind").label(fact.kind), codes("hardship_cause").label(fact.cause)]
    if fact.asked is not None:
        parts.append(f"申请 {shown(fact.asked)} 元")
    if fact.granted is not None:
        parts.append(f"已救助 {shown(fact.granted)} 元")
    return "，".join(parts)


def _visit(fact: Any) -> str:
    return f"{codes('visit_level').label(fact.level)}：{fact.seen}（{'、'.join(fact.visitors)}）"


def _staff_relation(fact: Any) -> str:
    staff = f"{codes('staff_kind').label(fact.staff_kind)}{fact.staff_name}"
    return f"与{staff}：{codes('kinship').label(fact.kinship)}"


_SAID = {
    "other_benefit": _other_benefit,
    "hardship": _hardship,
    "circumstance": lambda fact: codes("circumstance").label(fact.kind) + ("" if fact.holds else "：否"),
    "legal_supporter": _supporter,
    "self_care_assessment": lambda fact: f"六项指标中 {fact.failures} 项不能达到",
    "parent_circumstance": _parent,
    "ability_assessment": lambda fact: f"{fact.score} 分",
    "schooling": lambda fact: fact.school,
    "property_check": lambda fact: "财产符合规定" if fact.fits else "财产超过规定",
    "confirmation": _confirmation,
    "home_visit": _visit,
    "staff_relation": _staff_relation,
}
