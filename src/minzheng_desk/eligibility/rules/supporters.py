"""Those who owe maintenance, one by one: a single one who is able is enough (认定办法第八条)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from minzheng_desk.eligibility.declaring import rule
from minzheng_desk.eligibility.findings import Answer
from minzheng_desk.eligibility.model import Outcome, SupporterFact
from minzheng_desk.eligibility.rules.disability import severe_or_mental
from minzheng_desk.eligibility.subjects import PersonOn
from minzheng_desk.eligibility.terms import has_reached
from minzheng_desk.policy.model import PolicyOn

_WITHOUT = {
    "no_civil_capacity": "无民事行为能力",
    "declared_missing": "被宣告失踪",
    "prison": "在监狱服刑",
}


class Ability(NamedTuple):
    """Whether one supporter is able; None when that is not known."""

    is_able: bool | None
    because: str


@rule(
    "tekun.no_able_supporter",
    "无法定义务人或义务人无履行能力",
    cites=("R2 a4", "R2 a8", "R2 a10", "L1 a41"),
    uses=(
        "tekun.supporter_dibao_age",
        "tekun.supporter_elder_age",
        "tekun.supporter_consent",
        "income.disposable_per_person",
    ),
    met="{because}。",
    not_met="有具备履行能力的法定义务人：{because}。",
    unknown="法定义务人履行能力尚不能确定：{missing}。",
)
def no_able_supporter(case: PersonOn) -> Answer:
    """Nobody owes maintenance, or nobody who does is able."""
    known = case.subject.supporters
    if known is None:
        return Outcome.UNKNOWN, {"missing": ("请逐一登记法定赡养、抚养、扶养义务人情况",)}
    found = [
        (person, ability_of(person, case.policy, is_member=_is_member(person, case)))
        for person in known
        if not _is_dead(person, case.policy)
    ]
    if not found:
        return Outcome.MET, {"because": "无法定赡养、抚养、扶养义务人"}
    able = [f"{person.name}：{ability.because}" for person, ability in found if ability.is_able]
    if able:
        return Outcome.NOT_MET, {"because": able}
    missing = tuple(
        f"{person.name}：{ability.because}" for person, ability in found if ability.is_able is None
    )
    if missing:
        return Outcome.UNKNOWN, {"missing": missing}
    return Outcome.MET, {"because": [f"{person.name}：{ability.because}" for person, ability in found]}


def _is_dead(person: SupporterFact, policy: PolicyOn) -> bool:
    return person.died_on is not None and person.died_on <= policy.day


def _is_member(person: SupporterFact, case: PersonOn) -> bool:
    """Tell whether a supporter lives in the household, whose members have all agreed to be checked."""
    number = person.id_number
    return number is not None and any(member.id_number == number for member in case.facts.members)


def ability_of(person: SupporterFact, policy: PolicyOn, *, is_member: bool = False) -> Ability:
    """Return whether a supporter is able to fulfil the duty; the first ground that fits makes unable."""
    missing = ""
    for ability in _grounds(person, policy, may_be_checked=is_member or _has_consented(person, policy)):
        if ability.is_able is False:
            return ability
        if ability.is_able is None:
            missing = missing or ability.because
    return Ability(None, missing) if missing else Ability(is_able=True, because="不属无履行能力的情形")


def _has_consented(person: SupporterFact, policy: PolicyOn) -> bool:
    """Tell whether the means of a supporter outside the household may be checked at all."""
    wanted = policy.find("tekun.supporter_consent")
    if wanted is None or wanted.value != "required":
        return True
    return person.consented_on is not None and person.consented_on <= policy.day


def _grounds(person: SupporterFact, policy: PolicyOn, *, may_be_checked: bool) -> Iterator[Ability]:
    """Yield what each ground of 第八条 says: unable, not by this ground, or not known."""
    if "tekun" in person.receives:
        yield Ability(is_able=False, because="特困人员")
    if "dibao" in person.receives:
        yield _by_age(person, policy.whole("tekun.supporter_dibao_age"), policy, "且享受低保")
    if person.without_capacity is not None:
        words = _WITHOUT.get(person.without_capacity, person.without_capacity)
        yield _with_property(person, words) if may_be_checked else _NOT_ASKED
    elder = policy.whole("tekun.supporter_elder_age")
    old = _by_age(person, elder, policy, "")
    if old.is_able is None:
        yield old
    elif old.is_able is False:
        yield _poor(person, policy, f"已满 {elder} 周岁") if may_be_checked else _NOT_ASKED
    certificate = severe_or_mental(person.certificates, policy.day)
    if certificate.fits is None:
        yield Ability(None, certificate.words)
    elif certificate.fits:
        yield _poor(person, policy, certificate.words) if may_be_checked else _NOT_ASKED


_NOT_ASKED = Ability(None, "不在本户，请先取得本人（或监护人、财产代管人）同意核对的书面授权")


def _by_age(person: SupporterFact, age: int, policy: PolicyOn, words: str) -> Ability:
    if person.born_on is None:
        return Ability(None, "请补录出生日期")
    return Ability(not has_reached(person.born_on, age, policy), f"已满 {age} 周岁{words}")


def _with_property(person: SupporterFact, words: str) -> Ability:
    if person.property_fits is None:
        return Ability(None, "请核对家庭财产")
    return Ability(not person.property_fits, f"{words}，且财产符合规定")


def _poor(person: SupporterFact, policy: PolicyOn, words: str) -> Ability:
    """Return unable when income per person is below last year's disposable income and property fits."""
    if person.yearly_income is None:
        return Ability(None, "请查明家庭人均收入")
    if person.yearly_income >= policy.exact("income.disposable_per_person"):
        return Ability(is_able=True, because="收入不低于上年度人均可支配收入")
    return _with_property(person, f"{words}，收入低于上年度人均可支配收入")
