"""残疾人两项补贴: for whom, what stands in their way, and the months from the application on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from fractions import Fraction
from typing import NamedTuple

from minzheng_desk.eligibility.declaring import calculation, rule
from minzheng_desk.eligibility.findings import NO_TRACE, Answer, Line, Trace
from minzheng_desk.eligibility.model import CertificateFact, Outcome
from minzheng_desk.eligibility.rules.certificates import DisabilityOn, covers
from minzheng_desk.eligibility.rules.covered import label_of, labels_of
from minzheng_desk.eligibility.rules.disability import Fits, certificate_words, may_fit
from minzheng_desk.eligibility.terms import Rounding
from minzheng_desk.kernel.codes import codes
from minzheng_desk.kernel.money import Money
from minzheng_desk.kernel.period import Month, month_later
from minzheng_desk.policy.deaths import last_month_of_life
from minzheng_desk.policy.exclusions import together
from minzheng_desk.policy.model import PolicyOn

_TO_THE_FEN = Rounding(1, "half_up")
_SEVERE = frozenset({"1", "2"})
_MENTAL = frozenset({"5", "6"})
_MET = (Outcome.MET, NO_TRACE)
_LIVING, _NURSING = "disability_living", "disability_nursing"
_PROGRAMMES = {_LIVING: "disability_living_allowance", _NURSING: "disability_nursing_subsidy"}


def listed(policy: PolicyOn, parameter: str) -> frozenset[str]:
    """Return the codes that a parameter lists; none where the place lists none."""
    dated = policy.find(parameter)
    return frozenset(map(str, dated.value)) if dated and isinstance(dated.value, tuple) else frozenset()


@rule(
    "disability.not_declared_missing",
    "没有被宣告失踪",
    cites=("R12", "house_rule"),
    met="没有登记宣告失踪。",
    not_met="已于 {since} 被宣告失踪，自 {stopped} 起停发。",
    unknown="已登记宣告失踪，但日期不明。",
)
def not_declared_missing(case: DisabilityOn) -> Answer:
    """Nobody who was declared missing in an earlier month is paid; the month itself still is."""
    person = case.subject
    if person.lives_apart != "declared_missing":
        return _MET
    since = person.lives_apart_since
    if since is None:
        return Outcome.UNKNOWN, {"missing": ("请登记宣告失踪的日期",)}
    last = Month.of(since)
    trace = {"since": since, "stopped": last.next.label}
    if case.month <= last:
        return Outcome.MET, {**trace, "says": "{since} 被宣告失踪，当月照发，自 {stopped} 起停发。"}
    return Outcome.NOT_MET, trace


@rule(
    "disability_living.family",
    "属于低保家庭或当地扩大范围内的残疾人",
    cites=("R12", "R6 四（五）"),
    uses=("together.margin_disability_living", "together.hardship_disability_living"),
    met="本人或所在家庭已纳入{families}。",
    not_met="本人和所在家庭都没有纳入{families}，不在困难残疾人生活补贴范围内。",
    unknown="本人是否计入{families}家庭的成员尚不能确定。",
)
def in_a_poor_family(case: DisabilityOn) -> Answer:
    """The person is reached by 低保, or by what the place has extended the allowance to."""
    wanted = case.policy.prepared(_families)
    reached = wanted & case.reach.certain
    if reached:
        return Outcome.MET, {"families": labels_of(reached, case.policy)}
    trace = {"families": labels_of(wanted, case.policy)}
    if wanted & case.reach.open:
        return Outcome.UNKNOWN, {**trace, "missing": ("请先确认本人是否计入享受低保的家庭成员",)}
    return Outcome.NOT_MET, trace


def _families(policy: PolicyOn) -> frozenset[str]:
    """Resolve what the allowance follows: every benefit of which the matrix says so (可随之享受)."""
    pairs = [pair for pair in policy.policy.pairings if _PROGRAMMES[_LIVING] in pair]
    found = [together(policy, *pair) for pair in pairs]
    followed = {name for one in found if one and one.relation == "implied" for name in one.pairing.names}
    return frozenset(followed - {_PROGRAMMES[_LIVING]})


def _in_the_way(case: DisabilityOn, wanted: frozenset[str]) -> tuple[str, ...]:
    """Return the labels of listed programmes and other benefits that the person has."""
    elsewhere = [
        codes("other_benefit").label(fact.kind)
        for fact in case.subject.other_benefits
        if fact.kind in wanted and fact.runs(case.policy.day)
    ]
    return (*labels_of(wanted & case.reach.certain, case.policy), *elsewhere)


def _excluded(case: DisabilityOn, names: frozenset[str]) -> Answer:
    if not case.reach.certain and not case.subject.other_benefits:
        return _MET
    found = _in_the_way(case, names)
    return (Outcome.NOT_MET, {"because": found}) if found else _MET


@rule(
    "disability_living.not_excluded",
    "没有享受与生活补贴相排斥的待遇",
    cites=("R12", "R8 三（一）"),
    uses=("disability_living.excluded_by", "disability_living.excluded_by_full"),
    met="没有享受特困供养、孤儿待遇、工伤生活护理费等相排斥的待遇。",
    not_met="已享受{because}，不再发给困难残疾人生活补贴。",
)
def living_not_excluded(case: DisabilityOn) -> Answer:
    """Neither 特困 nor 孤儿 nor 工伤护理费; nor 事实无人抚养 in full, which it is not in a 低保 family."""
    names = listed(case.policy, "disability_living.excluded_by")
    if "dibao" not in case.reach.certain:
        names |= listed(case.policy, "disability_living.excluded_by_full")
    return _excluded(case, names)


@rule(
    "disability_nursing.not_excluded",
    "没有享受与护理补贴相排斥的待遇",
    cites=("R12",),
    uses=("disability_nursing.excluded_by",),
    met="没有享受特困供养、工伤生活护理费等相排斥的待遇。",
    not_met="已享受{because}，不再发给重度残疾人护理补贴。",
)
def nursing_not_excluded(case: DisabilityOn) -> Answer:
    """Neither 特困 nor 工伤护理费; an orphan may hold it."""
    return _excluded(case, listed(case.policy, "disability_nursing.excluded_by"))


class _Other(NamedTuple):
    """A benefit of the same type; ``amount`` None is not known."""

    label: str
    amount: Fraction | None


def _same_type(case: DisabilityOn, names: frozenset[str]) -> Iterator[_Other]:
    person, policy = case.subject, case.policy
    for fact in person.other_benefits:
        if fact.kind in names and fact.runs(policy.day):
            amount = None if fact.amount is None else Fraction(fact.amount)
            yield _Other(codes("other_benefit").label(fact.kind), amount)
    for name in sorted(names & case.reach.certain):
        held = case.held(name)
        yield _Other(label_of(name, policy), Fraction(held.amount) if held else None)


_KEEPS = (
    "已享受{other}每月 {amount:yuan} 元，不低于本补贴每月 {own:yuan} 元；同类待遇择高享受一项，不再重复发给。"
)
_CHANGES = "本补贴每月 {own:yuan} 元，高于已享受的{other}每月 {amount:yuan} 元；择高享受本补贴，应停发后者。"


def _higher(case: DisabilityOn, kind: str, own: Callable[[DisabilityOn], Fraction]) -> Answer:
    if not case.subject.other_benefits and not case.reach.certain:
        return _MET
    others = tuple(_same_type(case, listed(case.policy, f"{kind}.same_type")))
    unknown = [other.label for other in others if other.amount is None]
    if unknown:
        return Outcome.UNKNOWN, {"missing": tuple(f"请查明{label}的月金额" for label in unknown)}
    if not others:
        return _MET
    best, own_amount = max(others, key=lambda other: other.amount or 0), own(case)
    trace = {"other": best.label, "amount": best.amount, "own": own_amount}
    if (best.amount or 0) >= own_amount:
        return Outcome.NOT_MET, {**trace, "says": _KEEPS}
    return Outcome.MET, {**trace, "says": _CHANGES}


@rule(
    "disability_living.higher_of",
    "同类生活补贴择高享受",
    cites=("R12",),
    uses=("disability_living.same_type", "disability_living.standard"),
    met="没有享受同类的生活补贴。",
    not_met="已享受金额不低于本补贴的同类生活补贴。",
    unknown="同类生活补贴的金额尚不清楚：{missing}。",
)
def living_is_higher(case: DisabilityOn) -> Answer:
    """No other living allowance is as high."""
    return _higher(case, _LIVING, lambda one: _living_standard(one, one.policy))


@rule(
    "disability_nursing.higher_of",
    "同类护理补贴择高享受",
    cites=("R12",),
    uses=("disability_nursing.same_type", "disability_nursing.standard.{grade}"),
    met="没有享受同类的护理补贴。",
    not_met="已享受金额不低于本补贴的同类护理补贴。",
    unknown="同类护理补贴的金额尚不清楚：{missing}。",
)
def nursing_is_higher(case: DisabilityOn) -> Answer:
    """No other nursing subsidy is as high."""
    outcome, trace = _higher(case, _NURSING, lambda one: _nursing_standard(one, one.policy))
    return (outcome, {**trace, "grade": _paid_grade(case)}) if trace else (outcome, trace)


def _nursing_fits(policy: PolicyOn) -> Fits:
    """Return which categories and grades the nursing subsidy is for."""
    takes_mental = policy.word("disability_nursing.grade_three") == "mental"
    return lambda category, grade: grade in _SEVERE or (takes_mental and grade == "3" and category in _MENTAL)


def _fitting(certificates: Iterable[CertificateFact], fits: Fits) -> tuple[CertificateFact, ...]:
    return tuple(one for one in certificates if any(fits(category, grade) for category, grade in one.kinds()))


@rule(
    "disability_nursing.grade",
    "残疾等级属护理补贴范围",
    cites=("R12", "R11 a13"),
    uses=("disability_nursing.grade_three",),
    met="{words}，属于重度残疾人护理补贴范围。",
    not_met="{words}，不属于重度残疾人护理补贴范围。",
    unknown="残疾等级是否属护理补贴范围尚不能确定：{missing}。",
)
def severe_enough(case: DisabilityOn) -> Answer:
    """Grade one or two, or grade three of 智力 or 精神 where the place has extended the subsidy to it."""
    certificates = case.certificates
    if not certificates:
        return _NO_GRADE
    fits = case.policy.prepared(_nursing_fits)
    fitting = _fitting(certificates, fits)
    if fitting:
        return Outcome.MET, {"words": _words(fitting[0])}
    open_ = [one for one in certificates if may_fit(one, fits)]
    if open_:
        missing = f"{certificate_words(open_[0])}没有登记各分项，请查明分项的类别和等级"
        return Outcome.UNKNOWN, {"missing": (missing,)}
    return Outcome.NOT_MET, {"words": _words(certificates[0])}


_NO_GRADE = (Outcome.NOT_MET, {"says": "没有残疾人证，不能认定残疾等级。"})


def _words(certificate: CertificateFact) -> str:
    """Return a certificate in words, its parts in brackets."""
    category, grade = codes("disability_category"), codes("disability_grade")
    parts = "、".join(f"{category.label(part[0])}{grade.label(part[1])}" for part in certificate.parts)
    return certificate_words(certificate) + (f"（{parts}）" if parts else "")


@rule(
    "disability_nursing.long_care",
    "需要长期照护",
    cites=("R12",),
    uses=("disability_nursing.care_months", "disability_nursing.care_evidence"),
    met="自 {since} 起需要照护，已满 {months} 个月。",
    not_met="自 {since} 起需要照护，到 {full_on} 才满 {months} 个月。",
    unknown="需要照护的时间尚不清楚：{missing}。",
)
def needs_long_care(case: DisabilityOn) -> Answer:
    """Care has been needed for the months the text names, that day included."""
    since, policy = case.subject.needs_care_since, case.policy
    if since is None:
        return policy.prepared(_without_a_day)
    months = policy.whole("disability_nursing.care_months")
    full_on = month_later(since, months)
    trace = {"since": since, "months": months, "full_on": full_on}
    return (Outcome.MET if full_on <= policy.day else Outcome.NOT_MET), trace


def _without_a_day(policy: PolicyOn) -> Answer:
    if policy.word("disability_nursing.care_evidence") == "certificate":
        return Outcome.MET, {"says": "当地凭残疾人证等级认定需要长期照护。"}
    return Outcome.UNKNOWN, {"missing": ("请登记需要长期照护的起始日期",)}


def _first_month(case: DisabilityOn) -> Month:
    """Return the first month the policy pays: that of the application, or the one after."""
    applied = Month.of(case.facts.applied_on or case.policy.day)
    return applied if case.policy.word("disability.start") == "application_month" else applied.next


def _owed_months(case: DisabilityOn, kind: str, certificates: Sequence[CertificateFact]) -> tuple[Month, ...]:
    """Return the months to be paid now: from the first, or after the last paid, to the month asked about."""
    first, paid, died_on = _first_month(case), case.facts.paid_through, case.subject.died_on
    if paid is not None:
        first = max(first, paid.next)
    elif _PROGRAMMES[kind] in case.reach.certain:
        first = max(first, case.month)
    last = (
        min(case.month, last_month_of_life(died_on, case.policy, "disability.month_of_death"))
        if died_on
        else case.month
    )
    months = (first + number for number in range(last - first + 1))
    return tuple(month for month in months if covers(certificates, month, case.policy))


def _on(month: Month, case: DisabilityOn) -> PolicyOn:
    """Return the policy under which a month is paid: that of its first day, of today for the present one."""
    return case.policy if month == case.month else case.policy.policy.at(month.first_day)


def _paid(
    case: DisabilityOn,
    kind: str,
    certificates: Sequence[CertificateFact],
    standard: Callable[[DisabilityOn, PolicyOn], Fraction],
) -> tuple[Money, Trace]:
    months = [(month, standard(case, _on(month, case))) for month in _owed_months(case, kind, certificates)]
    died_on = case.subject.died_on
    monthly = standard(case, case.policy)
    trace = {
        "standard": monthly,
        "months": months,
        "owed": _TO_THE_FEN.of(sum((amount for _, amount in months), Fraction(0)).as_integer_ratio()),
        "owed_from": months[0][0] if months else None,
        "first_month": _first_month(case),
        "last_month": last_month_of_life(died_on, case.policy, "disability.month_of_death")
        if died_on
        else None,
    }
    return _TO_THE_FEN.of(monthly.as_integer_ratio()), trace


def _lines(trace: Trace) -> Sequence[Line]:
    months = trace["months"]
    lines = [Line("每月标准", "当地规定的标准", trace["standard"])]
    lines += [Line(month.label, "按当月标准", amount) for month, amount in months]
    if months:
        written = f"{months[0][0].label}至{months[-1][0].label}，共 {len(months)} 个月"
        lines.append(Line("本次应发", written, Fraction(trace["owed"])))
    return lines


def _living_standard(_: DisabilityOn, policy: PolicyOn) -> Fraction:
    return policy.exact("disability_living.standard")


@calculation(
    "disability_living.by_month",
    work=_lines,
    needs=("disability.alive_in_month", "disability.certificate_in_force"),
    uses=("disability_living.standard", "disability.start", "disability.after_renewal"),
)
def living_by_month(case: DisabilityOn) -> tuple[Money, Trace]:
    """Return the allowance a month, and the months owed from the application on."""
    return _paid(case, _LIVING, case.subject.certificates, _living_standard)


def _paid_grade(case: DisabilityOn) -> str:
    """Return the heaviest grade that the nursing subsidy is paid for."""
    fits = case.policy.prepared(_nursing_fits)
    kinds = [kind for one in case.certificates for kind in one.kinds()]
    return min((grade for category, grade in kinds if fits(category, grade)), default="1")


def _nursing_standard(case: DisabilityOn, policy: PolicyOn) -> Fraction:
    return policy.exact(f"disability_nursing.standard.{_paid_grade(case)}")


@calculation(
    "disability_nursing.by_month",
    work=_lines,
    needs=("disability.alive_in_month", "disability.certificate_in_force", "disability_nursing.grade"),
    uses=("disability_nursing.standard.{grade}", "disability.start", "disability.after_renewal"),
)
def nursing_by_month(case: DisabilityOn) -> tuple[Money, Trace]:
    """Return the subsidy a month for the grade, and the months owed from the application on."""
    fitting = _fitting(case.subject.certificates, case.policy.prepared(_nursing_fits))
    amount, trace = _paid(case, _NURSING, fitting, _nursing_standard)
    return amount, {**trace, "grade": _paid_grade(case)}
