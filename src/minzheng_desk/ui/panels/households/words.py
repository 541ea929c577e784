"""How households, people and benefits are written on the page of households."""

from __future__ import annotations

from datetime import date

from minzheng_desk.benefits.listing import HouseholdAlert
from minzheng_desk.households.model import DisabilityCertificate, Person
from minzheng_desk.households.queries import MemberView
from minzheng_desk.kernel.codes import codes
from minzheng_desk.kernel.period import age_on
from minzheng_desk.policy.model import Source
from minzheng_desk.ui.widgets.chips import ChipSpec, Tone

BRIEF = {
    "dibao": "低保",
    "dibao_single": "低保",
    "dibao_margin": "低保边缘",
    "tekun": "特困",
    "old_age_allowance": "高龄",
    "disability_living_allowance": "两补",
    "disability_nursing_subsidy": "两补",
    "eldercare_subsidy": "养老",
    "elder_nursing_subsidy": "护理",
    "orphan_allowance": "孤儿",
    "de_facto_unattended_child": "无人抚养",
    "temporary_assistance": "临时救助",
    "rigid_expenditure_hardship": "刚性支出",
    "education_aid": "助学",
    "price_subsidy": "价补",
    "one_off_living_subsidy": "一次性",
}
"""Benefits in two to four characters, for chips in lists."""

_OTHERS, _YEAR = 4, 365
NOT_KNOWN = "—"


def brief(programme: str, label: str = "") -> str:
    """A programme in a few characters."""
    return BRIEF.get(programme) or (label or programme)[:_OTHERS]


def alert_told(alert: HouseholdAlert, today: date) -> tuple[str, Tone]:
    """An alert in a few words, and its tone."""
    if alert.sort == "death":
        return "死亡待停发", Tone.BAD
    if alert.sort == "account":
        return "缺账户", Tone.WARN
    if alert.sort == "overdue" and alert.on is not None:
        days = (today - alert.on).days
        late = f"{days} 天" if days < _YEAR else f"{days // _YEAR} 年"
        return f"复核逾期 {late}", Tone.BAD
    if alert.sort == "certificate":
        return "证件到期", Tone.WARN
    return ("今天到期" if alert.on == today else f"{alert.on:%m-%d} 到期"), Tone.WARN


def cited(source: Source) -> str:
    """A clause by the title of its document, short enough for a line."""
    title = source.document.title.partition("（")[0].replace("中华人民共和国", "")
    quoted = title if title.startswith("《") else f"《{title}》"
    return f"{quoted}{source.clause_in_words}"


def sex_and_age(person: Person, today: date) -> str:
    """Sex and age (女 58), as far as they are known."""
    sex = codes("sex").label(person.sex) if person.sex else ""
    ends = person.died_on or today
    age = str(age_on(person.born_on, ends)) if person.born_on else ""
    return f"{sex} {age}".strip() or NOT_KNOWN


def relation(view: MemberView) -> str:
    """What the member is to the head."""
    return codes("relation_to_head").label(view.member.relation_to_head)


def disability(certificates: tuple[DisabilityCertificate, ...]) -> str:
    """The certificates in force (肢体二级); empty without one."""
    return "、".join(
        codes("disability_category").label(one.category).removesuffix("残疾")
        + codes("disability_grade").label(one.grade)
        for one in certificates
        if one.cancelled_on is None
    )


def health(view: MemberView) -> str:
    """Disability or health, whichever says more."""
    told = disability(view.certificates)
    if told:
        return told
    person = view.person
    if person.illness:
        return person.illness
    return codes("health").label(person.health) if person.health else NOT_KNOWN


def capacity(person: Person) -> str:
    """What the person can earn, or the school."""
    if person.study_stage:
        return codes("study_stage").label(person.study_stage)
    return codes("work_capacity").label(person.work_capacity) if person.work_capacity else NOT_KNOWN


def state(view: MemberView, today: date) -> ChipSpec | str:
    """Whether the member still lives here; the ordinary state is plain."""
    if view.person.died_on is not None:
        return ChipSpec("已故")
    if view.member.until is not None and view.member.until <= today:
        return ChipSpec(view.member.left_reason or "已离开")
    return codes("living_apart").label(view.member.lives_apart) if view.member.lives_apart else "在户"


def benefit_chip(programme: str, label: str) -> ChipSpec:
    """A benefit in payment."""
    return ChipSpec(brief(programme, label), Tone.OK)
