"""What the procedure allows and demands: posting, forwarding, extending, refusing, objecting, appraising.

Pure decisions over days and the policy of the day; whoever keeps cases asks them before each act.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import NamedTuple

from minzheng_desk.eligibility.findings import cited
from minzheng_desk.kernel.codes import codes
from minzheng_desk.kernel.errors import InputProblem
from minzheng_desk.policy.limits import due_on
from minzheng_desk.policy.model import PolicyOn, Source

_A_DAY = timedelta(days=1)
_CHILD_NOTICE = "unattended_child.publicity"


class _Way(NamedTuple):
    """The parameters by which one text orders the procedure."""

    notice: str
    refusal: str
    objection: str
    second_notice: str
    appraisal: str
    reinvestigation: str | None = None


_BY_57 = _Way(
    "limit.publicity", "limit.refusal_notice", "objection.dibao", "second_notice.dibao", "appraisal.dibao"
)
_BY_43 = _Way(
    "limit.tekun_publicity",
    "limit.tekun_refusal_notice",
    "objection.tekun",
    "second_notice.tekun",
    "appraisal.tekun",
    "limit.tekun_objection",
)
_WAYS: Mapping[str, _Way] = {
    "dibao": _BY_57,
    "dibao_single": _BY_57,
    "dibao_margin": _BY_57,
    "tekun": _BY_43,
}


class NoSuchProcedure(InputProblem):
    """The texts order no such procedure for the programme."""

    text = "“{programme}”没有公示、异议和评议的法定程序，不能这样办理。"
    remedy = "请核对项目；低保、低保边缘和特困适用这些程序。"


class Ruling(NamedTuple):
    """Whether an act may be done on a day, and what is to be known about it, each with its text."""

    may: bool
    sentence: str
    sources: tuple[Source, ...]
    due_on: date | None = None
    """The last day for what is to be done, or the last day that has to pass first."""
    warns: bool = False
    """Whether it may be done, but should be thought over."""

    @property
    def text(self) -> str:
        """The sentence with its citations, as it is read out."""
        return f"{self.sentence}（{'、'.join(str(source) for source in self.sources)}）"


class Reopened(NamedTuple):
    """What an objection to a posting brings about."""

    answers: tuple[str, ...]
    """Codes of ``objection_answer``: one of them has to be done."""
    due_on: date | None
    """The last day for it, where the text sets one."""
    second_notice: bool
    """Whether the new opinion is posted again."""
    notice_days: int
    """For how many days."""
    sentence: str
    sources: tuple[Source, ...]


def posting(policy: PolicyOn, programme: str) -> Ruling:
    """Return whether an application may be posted at all; of children nothing is (R8 二（二）)."""
    if programme == "de_facto_unattended_child":
        dated = policy[_CHILD_NOTICE]
        if dated.value == "none":
            return Ruling(may=False, sentence="事实无人抚养儿童不宜公示，不能张贴。", sources=(dated.source,))
    way = _way(policy, programme)
    days = policy[way.notice]
    return Ruling(may=True, sentence=f"应在所在村（社区）公示{days.value}天。", sources=(days.source,))


def forwarding(policy: PolicyOn, programme: str, posted_on: date, on: date) -> Ruling:
    """Return whether an application posted on a day may be forwarded on another; raises `CalendarMissing`.

    The day of posting is not counted, and the posting ends with its last day (民法典第二百零一至二百零三条).
    """
    way = _way(policy, programme)
    sources = (policy[way.notice].source, cited(policy, "civil_code a203"))
    last = due_on(policy, way.notice, posted_on)
    if on > last:
        sentence = f"{posted_on} 公示，至 {last} 期满，可以上报。"
        return Ruling(may=True, sentence=sentence, sources=sources, due_on=last)
    sentence = f"{posted_on} 公示，至 {last} 才期满，自 {last + _A_DAY} 起可以上报，现在不能上报。"
    return Ruling(may=False, sentence=sentence, sources=sources, due_on=last)


def deciding(policy: PolicyOn, accepted_on: date, *, by_township: bool = False) -> Ruling:
    """Return by when an application accepted on a day is decided; raises `CalendarMissing`."""
    limit = "limit.decision_by_township" if by_township else "limit.decision"
    last = due_on(policy, limit, accepted_on)
    sentence = f"{accepted_on} 受理，至迟应于 {last} 作出决定。"
    return Ruling(may=True, sentence=sentence, sources=(policy[limit].source,), due_on=last)


def extending(policy: PolicyOn, accepted_on: date, reason: str) -> Ruling:
    """Return whether the time for a decision may be extended for a reason, and until when.

    ``reason`` is a code of ``special_reason``, or nothing. Raises `CalendarMissing`.
    """
    limit, listed = policy["limit.decision_special"], policy.find("limit.special_reasons")
    allowed = listed.value if listed is not None and isinstance(listed.value, tuple) else ()
    sources = (limit.source, *((listed.source,) if listed is not None else ()))
    named = codes("special_reason").label
    if reason not in allowed:
        reasons = "、".join(named(str(code)) for code in allowed)
        sentence = f"延长期限须写明原因，且只限于：{reasons}。"
        return Ruling(may=False, sentence=sentence, sources=sources)
    last = due_on(policy, "limit.decision_special", accepted_on)
    sentence = f"{accepted_on} 受理，因{named(reason)}可以延长，至迟 {last} 作出决定。"
    return Ruling(may=True, sentence=sentence, sources=sources, due_on=last)


def refusing(policy: PolicyOn, programme: str, decided_on: date, reasons: str) -> Ruling:
    """Return by when a refusal is told in writing; without reasons it cannot be. Raises `CalendarMissing`."""
    limit = _way(policy, programme).refusal
    sources = (policy[limit].source,)
    last = due_on(policy, limit, decided_on)
    if not reasons.strip():
        return Ruling(may=False, sentence="不予确认须书面说明理由，理由没有填写。", sources=sources)
    sentence = f"{decided_on} 决定不予确认，至迟应于 {last} 书面告知申请人并说明理由。"
    return Ruling(may=True, sentence=sentence, sources=sources, due_on=last)


def objected(policy: PolicyOn, programme: str, objected_on: date) -> Reopened:
    """Return what follows when somebody objects to a posting; raises `CalendarMissing`."""
    way = _way(policy, programme)
    again, days = policy[way.second_notice], policy.whole(way.notice)
    answers, is_posted = policy.listed(way.objection), again.value == "required"
    last = due_on(policy, way.reinvestigation, objected_on) if way.reinvestigation else None
    words = "或者".join(codes("objection_answer").label(code) for code in answers)
    by = f"至迟于 {last} " if last else ""
    notice = f"，并重新公示{days}天" if is_posted else "，不要求再次公示"
    sources = [policy[way.objection].source, again.source]
    if way.reinvestigation:
        sources.append(policy[way.reinvestigation].source)
    return Reopened(
        answers,
        last,
        is_posted,
        days if is_posted else 0,
        f"公示有异议，应{by}{words}，重新提出初审意见{notice}。",
        tuple(dict.fromkeys(sources)),
    )


def appraising(policy: PolicyOn, programme: str, *, has_objection: bool) -> Ruling:
    """Return whether a democratic appraisal is in place; without an objection 低保 has none any more."""
    dated = policy[_way(policy, programme).appraisal]
    if dated.value != "after_objection":
        return Ruling(may=True, sentence="可以视情况组织民主评议。", sources=(dated.source,))
    sources = (dated.source, cited(policy, "R4 （二十四）"))
    if has_objection:
        return Ruling(may=True, sentence="公示有异议，可以组织民主评议。", sources=sources)
    sentence = "公示没有异议的，不再进行民主评议；请确认是否登记有误。"
    return Ruling(may=True, sentence=sentence, sources=sources, warns=True)


def _way(policy: PolicyOn, programme: str) -> _Way:
    way = _WAYS.get(programme)
    if way is None:
        raise NoSuchProcedure(programme=policy.policy.programme(programme).label)
    return way
