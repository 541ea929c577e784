"""What has become of a child's parents, one by one (民发〔2019〕62号, 民发〔2020〕125号)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from enum import IntEnum
from typing import NamedTuple

from minzheng_desk.eligibility.model import ParentFact, PersonFacts
from minzheng_desk.eligibility.rules.disability import held
from minzheng_desk.kernel.codes import codes
from minzheng_desk.kernel.period import month_later
from minzheng_desk.policy.model import PolicyOn

_SEVERE_GRADES = frozenset({"1", "2"})
_MENTAL = frozenset({"5", "6"})


class Duty(IntEnum):
    """What a parent can do for the child; of several facts about one parent the first of these decides."""

    DEAD = 0
    """Dead, or declared missing by a court."""
    NOT_FOUND = 1
    UNABLE = 2
    OPEN = 3
    ABLE = 4


class ParentStanding(NamedTuple):
    """One parent's duty, and why, in words."""

    duty: Duty
    words: str


def standing_of_parents(child: PersonFacts, policy: PolicyOn) -> Mapping[str, ParentStanding]:
    """Return what has become of the father and of the mother."""
    known = child.parents or ()
    return {
        parent: _standing([fact for fact in known if fact.parent == parent], label, policy)
        for parent, label in codes("parent").labels.items()
    }


def _standing(facts: Iterable[ParentFact], label: str, policy: PolicyOn) -> ParentStanding:
    known = list(facts)
    found = sorted(_judged(fact, f"{label}{fact.name}", policy) for fact in known)
    if not found:
        return ParentStanding(Duty.OPEN, f"请登记{label}情况")
    fulfils = any(fact.state == "fulfilling" for fact in known)
    if len(known) > 1 and fulfils and found[0].duty is not Duty.ABLE:
        words = f"{label}既登记为履行抚养义务，又登记为{found[0].words}，互相矛盾，请核实并登记结束日期"
        return ParentStanding(Duty.OPEN, words)
    return found[0]


def _judged(fact: ParentFact, who: str, policy: PolicyOn) -> ParentStanding:
    certified = _disabled(fact, policy)
    if certified.duty is Duty.UNABLE:
        return _said(certified, who)
    if fact.state is None:
        return ParentStanding(Duty.OPEN, f"请查明{who}情况")
    return _not_running(fact, who, policy) or _by_state(fact, fact.state, who, policy)


def _not_running(fact: ParentFact, who: str, policy: PolicyOn) -> ParentStanding | None:
    label = _label(fact)
    if fact.since is not None and fact.since > policy.day:
        return ParentStanding(Duty.ABLE, f"{who}自 {fact.since} 起才{label}")
    if fact.until is not None and fact.until <= policy.day:
        return ParentStanding(Duty.ABLE, f"{who}{label}已于 {fact.until} 结束")
    return None


def _by_state(fact: ParentFact, state: str, who: str, policy: PolicyOn) -> ParentStanding:
    if state in _LOST:
        since = f"（{fact.since}）" if fact.since else ""
        return ParentStanding(_LOST[state], f"{who}{_label(fact)}{since}")
    if state not in policy.listed("unattended_child.states"):
        return ParentStanding(Duty.ABLE, f"{who}{_label(fact)}")
    return _said(_TESTS.get(state, _by_its_name)(fact, policy), who)


def _said(found: ParentStanding, who: str) -> ParentStanding:
    return ParentStanding(found.duty, f"{who}{found.words}")


def _by_its_name(fact: ParentFact, _: PolicyOn) -> ParentStanding:
    since = f"（{fact.since} 起）" if fact.since else ""
    return ParentStanding(Duty.UNABLE, _label(fact) + since)


def _disabled(fact: ParentFact, policy: PolicyOn) -> ParentStanding:
    """Grade one or two, or any grade of 智力 or 精神."""
    certificate = held(fact.certificates, policy.day, _makes_unable)
    if certificate.fits:
        return ParentStanding(Duty.UNABLE, f"为{certificate.words}")
    if certificate.fits is None:
        return ParentStanding(Duty.OPEN, f"重残待核实：{certificate.words}")
    if not fact.certificates:
        return ParentStanding(Duty.OPEN, "重残，请登记残疾人证的类别和等级")
    return ParentStanding(Duty.ABLE, "的残疾类别等级不属一、二级残疾或三、四级精神、智力残疾")


def _makes_unable(category: str, grade: str) -> bool:
    return grade in _SEVERE_GRADES or category in _MENTAL


def _ill(fact: ParentFact, policy: PolicyOn) -> ParentStanding:
    """An illness on the list of the place."""
    listed = policy.find("unattended_child.illnesses")
    if fact.illness is None:
        return ParentStanding(Duty.OPEN, "重病，请查明病种并取得诊断证明")
    if listed is None or not isinstance(listed.value, tuple):
        return ParentStanding(Duty.OPEN, f"患{fact.illness}，政策包没有列出重病病种，请按当地规定确认")
    if fact.illness in listed.value:
        return ParentStanding(Duty.UNABLE, f"患重病（{fact.illness}）")
    return ParentStanding(Duty.ABLE, f"所患{fact.illness}不在当地重病病种之列")


def _confined(fact: ParentFact, policy: PolicyOn) -> ParentStanding:
    """Deprived of liberty for a term that is long enough, which need not have been served yet."""
    months, label = policy.whole("unattended_child.confinement_months"), _label(fact)
    if fact.since is None:
        return ParentStanding(Duty.OPEN, f"{label}，请登记起始日期和期限")
    full_on = month_later(fact.since, months)
    if fact.until is not None:
        term = f"{label}，期限自 {fact.since} 至 {fact.until}"
        if fact.until < full_on:
            return ParentStanding(Duty.ABLE, f"{term}，不满 {months} 个月")
        return ParentStanding(Duty.UNABLE, f"{term}，达 {months} 个月以上")
    if full_on <= policy.day:
        return ParentStanding(Duty.UNABLE, f"自 {fact.since} 起{label}，{full_on} 已满 {months} 个月")
    return ParentStanding(Duty.OPEN, f"自 {fact.since} 起{label}，请登记期限（解除日期）")


def _out_of_contact(fact: ParentFact, policy: PolicyOn) -> ParentStanding:
    """Out of contact for months counted from day to corresponding day (民法典第二百零二条), and proved so."""
    months = policy.whole("unattended_child.lost_contact_months")
    if fact.since is None:
        return ParentStanding(Duty.OPEN, "失联，请查明失联且未履行监护抚养责任的起始日期")
    full_on = month_later(fact.since, months)
    if full_on > policy.day:
        return ParentStanding(Duty.ABLE, f"自 {fact.since} 起失联，到 {full_on} 才满 {months} 个月")
    proofs = policy.find("unattended_child.lost_contact_proofs")
    accepted = proofs.value if proofs and isinstance(proofs.value, tuple) else None
    if accepted is not None and fact.proof not in accepted:
        words = "请取得公安机关回执单，或本人声明及邻里、村（居）民委员会证明，并现场核查"
        return ParentStanding(Duty.OPEN, f"自 {fact.since} 起失联已满 {months} 个月，{words}")
    return ParentStanding(
        Duty.UNABLE, f"自 {fact.since} 起失联且未履行监护抚养责任，{full_on} 满 {months} 个月"
    )


def _label(fact: ParentFact) -> str:
    return codes("parent_state").label(fact.state or "")


_LOST = {"dead": Duty.DEAD, "declared_missing": Duty.DEAD, "not_found": Duty.NOT_FOUND}
_TESTS: Mapping[str, Callable[[ParentFact, PolicyOn], ParentStanding]] = {
    "severe_disability": _disabled,
    "grave_illness": _ill,
    "prison": _confined,
    "compulsory_rehab": _confined,
    "restricted": _confined,
    "lost_contact": _out_of_contact,
}
