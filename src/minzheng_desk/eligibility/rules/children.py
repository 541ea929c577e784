"""孤儿 and 事实无人抚养儿童: who they are, until when, and what they have besides."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple

from minzheng_desk.eligibility.declaring import calculation, rule
from minzheng_desk.eligibility.findings import Answer, Line, Trace
from minzheng_desk.eligibility.model import Outcome, PersonFacts
from minzheng_desk.eligibility.rules.covered import Covered, label_of
from minzheng_desk.eligibility.rules.dibao import top_up
from minzheng_desk.eligibility.rules.parents import Duty
from minzheng_desk.eligibility.subjects import HouseholdOn
from minzheng_desk.eligibility.terms import Rounding, reached_on
from minzheng_desk.kernel.codes import codes
from minzheng_desk.kernel.money import Money
from minzheng_desk.kernel.period import Month, month_later
from minzheng_desk.policy.deaths import last_month_of_life
from minzheng_desk.policy.model import PolicyOn
from minzheng_desk.policy.quantities import shown_yuan

_TO_THE_FEN = Rounding(1, "half_up")
_ARRANGED = {"institutional": "机构养育", "home": "社会散居"}


def last_month_of_childhood(person: PersonFacts, policy: PolicyOn) -> Month | None:
    """Return the last month that is paid as to a minor; None where birth or the place's rule is not known."""
    way = policy.find("child_benefit.last_month")
    if person.born_on is None or way is None:
        return None
    month = Month.of(reached_on(person.born_on, policy.whole("child_benefit.until_age"), policy))
    return month if way.value == "birth_month" else month.previous


def _as_a_minor(case: Covered, programme: str) -> Answer | None:
    """Return the answer that age alone gives; None for those who are of age and are no longer paid for it.

    The month of the birthday is paid to whoever was paid before, where the place says so.
    """
    person, policy = case.subject, case.policy
    if person.born_on is None:
        return Outcome.UNKNOWN, {"missing": ("请补录出生日期",)}
    age = policy.whole("child_benefit.until_age")
    reached = reached_on(person.born_on, age, policy)
    trace = {"born_on": person.born_on, "reached_on": reached, "age": age}
    if policy.day < reached:
        return Outcome.MET, trace
    if programme not in case.reach.certain:
        return Outcome.NOT_MET, trace
    policy.word("child_benefit.last_month")
    last = last_month_of_childhood(person, policy)
    if last is not None and Month.of(policy.day) <= last:
        says = "{born_on} 出生，{reached_on} 满 {age} 周岁，发放至 {last}，请提前告知停发。"
        return Outcome.MET, {**trace, "last": last.label, "says": says}
    return None


@rule(
    "orphan.minor_or_student",
    "未满18周岁，或成年后仍在校就读",
    cites=("R9 一", "R9 二（三）"),
    uses=("child_benefit.until_age", "child_benefit.last_month", "orphan_allowance.school_proof_months"),
    met="{born_on} 出生，未满 {age} 周岁。",
    not_met="{born_on} 出生，{reached_on} 已满 {age} 周岁。",
    unknown="是否未满18周岁或仍在校尚不能确定：{missing}。",
)
def minor_or_student(case: Covered) -> Answer:
    """Under age; or paid before, of age since, and still at school."""
    return _as_a_minor(case, "orphan_allowance") or _as_a_student(case)


def _as_a_student(case: Covered) -> Answer:
    person, policy = case.subject, case.policy
    age = policy.whole("child_benefit.until_age")
    trace = {
        "born_on": person.born_on,
        "age": age,
        "reached_on": reached_on(person.born_on, age, policy) if person.born_on else None,
    }
    if person.study_stage is None:
        return Outcome.UNKNOWN, {"missing": ("已满龄，请查明是否仍在校就读",)}
    if person.study_stage == "none":
        says = "{born_on} 出生，{reached_on} 已满 {age} 周岁，且不在校就读。"
        return Outcome.NOT_MET, {**trace, "says": says}
    proof = person.schooling.proof_on if person.schooling else None
    valid = policy.find("orphan_allowance.school_proof_months")
    if proof is None or proof > policy.day:
        return Outcome.UNKNOWN, {"missing": ("成年后继续保障须附在校证明，请取得在校证明",)}
    if valid and isinstance(valid.value, int) and month_later(proof, valid.value) < policy.day:
        return Outcome.UNKNOWN, {"missing": (f"在校证明（{proof}）已过有效期，请按学期复核在校情况",)}
    stage = codes("study_stage").label(person.study_stage)
    says = "已满 {age} 周岁，仍在接受{stage}教育（在校证明 {proof}），继续保障，请按学期复核。"
    return Outcome.MET, {**trace, "stage": stage, "proof": proof, "says": says}


@rule(
    "orphan.parents_lost",
    "失去父母、查找不到生父母",
    cites=("R9 一",),
    met="{because}。",
    not_met="不属失去父母、查找不到生父母的情形：{because}。",
    unknown="父母情况尚不能确定：{missing}。",
)
def parents_lost(case: Covered) -> Answer:
    """Either parent is dead, declared missing or cannot be found."""
    found = case.parents.values()
    staying = [one for one in found if one.duty in {Duty.UNABLE, Duty.ABLE}]
    if staying:
        return Outcome.NOT_MET, {"because": [one.words for one in staying]}
    left_open = [one.words for one in found if one.duty is Duty.OPEN]
    if left_open:
        return Outcome.UNKNOWN, {"missing": left_open}
    return Outcome.MET, {"because": [one.words for one in found]}


@rule(
    "child.not_in_tekun",
    "未选择特困人员救助供养",
    cites=("R2 a9",),
    met="未享受特困人员救助供养。",
    not_met="已纳入特困人员救助供养；符合条件的未成年人可以选择一种，请先由监护人选择并办理退出。",
)
def not_in_tekun(case: Covered) -> Answer:
    """Minors who could be orphans may choose that instead of 特困, never both."""
    return (Outcome.NOT_MET if "tekun" in case.reach.certain else Outcome.MET), {}


@rule(
    "child.care_arrangement_known",
    "养育方式已登记",
    cites=("R9 二（三）",),
    met="养育方式为{words}。",
    unknown="养育方式尚不能确定：{missing}。",
)
def care_arrangement_known(case: Covered) -> Answer:
    """An institution or a family brings the child up; the standards differ."""
    arrangement = case.subject.care_arrangement
    if arrangement not in _ARRANGED:
        missing = ("请登记养育方式：机构养育，或社会散居（亲属抚养等）",)
        return Outcome.UNKNOWN, {"missing": missing}
    return Outcome.MET, {"words": _ARRANGED[arrangement]}


@rule(
    "unattended_child.minor",
    "未满18周岁",
    cites=("R8",),
    uses=("child_benefit.until_age", "child_benefit.last_month"),
    met="{born_on} 出生，未满 {age} 周岁。",
    not_met="{born_on} 出生，{reached_on} 已满 {age} 周岁。",
    unknown="出生日期不明。",
)
def unattended_minor(case: Covered) -> Answer:
    """Under age, or in the month of coming of age where that is paid."""
    answer = _as_a_minor(case, "de_facto_unattended_child")
    if answer is not None or case.subject.born_on is None:
        return answer or (Outcome.UNKNOWN, {"missing": ("请补录出生日期",)})
    age = case.policy.whole("child_benefit.until_age")
    reached = reached_on(case.subject.born_on, age, case.policy)
    return Outcome.NOT_MET, {"born_on": case.subject.born_on, "reached_on": reached, "age": age}


@rule(
    "unattended_child.parents_unable",
    "父母均无力履行监护抚养责任，或一方死亡、失踪而另一方无力",
    cites=("R8", "children_2020", "civil_code a202"),
    uses=(
        "unattended_child.states",
        "unattended_child.confinement_months",
        "unattended_child.lost_contact_months",
        "unattended_child.lost_contact_proofs",
        "unattended_child.illnesses",
    ),
    met="{because}；认定中不公示。",
    not_met="不属事实无人抚养的情形：{because}。",
    unknown="父母情况尚不能确定：{missing}。",
)
def parents_unable(case: Covered) -> Answer:
    """Both parents unable, or one dead or declared missing and the other unable."""
    found = tuple(case.parents.values())
    duties = {one.duty for one in found}
    because = [one.words for one in found]
    if Duty.ABLE in duties:
        return Outcome.NOT_MET, {"because": [one.words for one in found if one.duty is Duty.ABLE]}
    if duties <= {Duty.DEAD, Duty.NOT_FOUND}:
        says = "{because}，父母双方都已失去或查找不到，请按孤儿申请。"
        return Outcome.NOT_MET, {"because": because, "says": says}
    if duties <= {Duty.DEAD, Duty.UNABLE}:
        return Outcome.MET, {"because": because}
    missing = [one.words for one in found if one.duty is Duty.OPEN]
    missing += [
        f"{one.words}，不属列明情形，请核实是否属于失联" for one in found if one.duty is Duty.NOT_FOUND
    ]
    return Outcome.UNKNOWN, {"missing": missing}


class Deduction(NamedTuple):
    """What the child has under another programme each month, in fen; None when that is not known."""

    label: str
    expression: str
    amount: Fraction | None


def deductions(case: Covered) -> list[Deduction]:
    """Return what the child has under the programmes that are made up to the standard (意见三（一）)."""
    wanted = case.policy.listed("unattended_child.deducts")
    return [_deduction(name, case) for name in wanted if name in case.reach.certain]


def _deduction(name: str, case: Covered) -> Deduction:
    label, held = label_of(name, case.policy), case.held(name)
    if held is not None:
        return _share(label, held.amount, held.persons)
    if name == "dibao":
        household = HouseholdOn(case.facts, case.policy)
        if household.means.income is not None and household.means.size:
            amount, _ = top_up.reckon(household)
            return _share(label, amount, household.means.size)
    return Deduction(label, "", None)


def _share(label: str, amount: int, persons: int) -> Deduction:
    share = Fraction(amount, max(persons, 1))
    if persons <= 1:
        return Deduction(label, "本人每月", share)
    return Deduction(label, f"全户 {shown_yuan(amount)} ÷ {persons} 人", share)


@rule(
    "unattended_child.other_benefits_known",
    "已享受的其他保障已查明",
    cites=("R8 三（一）",),
    uses=("unattended_child.deducts",),
    met="未享受低保、特困或困难残疾人生活补贴，全额发放。",
    unknown="已享受保障的金额尚不能确定：{missing}。",
)
def other_benefits_known(case: Covered) -> Answer:
    """What is deducted is known to the fen."""
    if case.reach.open & set(case.policy.listed("unattended_child.deducts")):
        missing = (f"请先确认{case.subject.name}是否计入家庭成员，以便计算低保份额",)
        return Outcome.UNKNOWN, {"missing": missing}
    found = deductions(case)
    unknown = [f"请登记每月实际领取的{one.label}金额" for one in found if one.amount is None]
    if unknown:
        return Outcome.UNKNOWN, {"missing": unknown}
    says = "已享受{labels}，按补差发放。"
    return Outcome.MET, {"labels": [one.label for one in found], "says": says} if found else {}


def _standard(name: str, case: Covered) -> tuple[str, Fraction]:
    arrangement = case.subject.care_arrangement or ""
    return arrangement, case.policy.exact(f"{name}.{arrangement}")


def _last_month(case: Covered) -> Month | None:
    """The last month that is foreseen: of childhood or of life; open for those of age who still study."""
    person, policy = case.subject, case.policy
    last = last_month_of_childhood(person, policy)
    if last is not None and last < Month.of(policy.day):
        last = None
    if person.died_on is None:
        return last
    death = last_month_of_life(person.died_on, policy, "child_benefit.month_of_death")
    return death if last is None else min(last, death)


def _orphan_lines(trace: Trace) -> Sequence[Line]:
    words = _ARRANGED[trace["arrangement"]]
    return [Line("孤儿基本生活费", f"{words}标准每月 {shown_yuan(trace['standard'])} 元", trace["standard"])]


@calculation(
    "orphan.standard",
    work=_orphan_lines,
    needs=("child.alive_in_month", "child.care_arrangement_known"),
    uses=("orphan_allowance.standard.{arrangement}",),
)
def orphan_standard(case: Covered) -> tuple[Money, Trace]:
    """Return the standard of the way the child is brought up."""
    arrangement, standard = _standard("orphan_allowance.standard", case)
    trace = {"arrangement": arrangement, "standard": standard, "last_month": _last_month(case)}
    return _TO_THE_FEN.of(standard.as_integer_ratio()), trace


def _unattended_lines(trace: Trace) -> Sequence[Line]:
    rest: Fraction = trace["standard"]
    words = _ARRANGED[trace["arrangement"]]
    lines = [Line("补贴标准", f"{words}标准每月 {shown_yuan(rest)} 元", rest)]
    for one in trace["deductions"]:
        less = max(rest - one.amount, Fraction(0))
        expression = f"{shown_yuan(rest)} − {shown_yuan(one.amount)}（{one.expression}）"
        lines.append(Line(f"扣除{one.label}", expression, less))
        rest = less
    if rest.denominator != 1:
        expression = f"{shown_yuan(rest)} 四舍五入"
        lines.append(Line("取整到分", expression, Fraction(_TO_THE_FEN.of(rest.as_integer_ratio()))))
    return lines


@calculation(
    "unattended_child.top_up",
    work=_unattended_lines,
    needs=(
        "child.alive_in_month",
        "child.care_arrangement_known",
        "unattended_child.other_benefits_known",
    ),
    uses=("unattended_child.standard.{arrangement}", "orphan_allowance.standard.{arrangement}"),
)
def unattended_top_up(case: Covered) -> tuple[Money, Trace]:
    """Return the standard less what the child has under the other programmes (意见三（一） 补差)."""
    arrangement, standard = _standard("unattended_child.standard", case)
    found = deductions(case)
    rest = standard - sum((one.amount for one in found if one.amount is not None), Fraction(0))
    trace = {
        "arrangement": arrangement,
        "standard": standard,
        "deductions": found,
        "last_month": _last_month(case),
    }
    return _TO_THE_FEN.of(max(rest, Fraction(0)).as_integer_ratio()), trace
