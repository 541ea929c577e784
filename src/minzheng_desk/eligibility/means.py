"""Who is counted (共同生活的家庭成员，办法第七条) and what they have (家庭收入，第十三条), exactly."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from fractions import Fraction
from typing import NamedTuple

from minzheng_desk.eligibility.model import HouseholdFacts, IncomeFact, PersonFacts
from minzheng_desk.eligibility.standing import IncomeStanding, Means, Ratio, Reason, Standing
from minzheng_desk.eligibility.terms import HouseholdTerms

HEAD, SPOUSE, CHILD, CHILD_IN_LAW, GRANDCHILD, PARENT, PARENT_IN_LAW, GRANDPARENT = range(8)

KIN: Mapping[str, int] = {
    **dict.fromkeys(("01", "02"), HEAD),
    **dict.fromkeys(("10", "11", "12"), SPOUSE),
    **dict.fromkeys((f"{n}" for n in (*range(20, 28), 29, *range(30, 38), 39)), CHILD),
    **dict.fromkeys(("28", "38"), CHILD_IN_LAW),
    **dict.fromkeys(("40", "41", "42", "43", "44", "47", "48", "49"), GRANDCHILD),
    **dict.fromkeys(("50", "51", "52", "57", "58", "59"), PARENT),
    **dict.fromkeys(("53", "54", "55", "56"), PARENT_IN_LAW),
    **dict.fromkeys(("60", "61", "62", "63", "64", "66", "67", "69"), GRANDPARENT),
}
"""Kinship to the applicant by the codes of GB/T 4761; the duty of anybody else is an officer's to confirm."""

STUDENT_STAGES = frozenset(
    {"kindergarten", "primary", "junior", "senior", "vocational", "college", "undergraduate"}
)
"""全日制本科及以下."""


def _counts(sentence: str, prompt: str = "") -> Reason:
    return Reason(counts=True, sentence=sentence, prompt=prompt)


def _left_out(sentence: str, prompt: str = "", cite: str = "R1 a7") -> Reason:
    return Reason(counts=False, sentence=sentence, cite=cite, prompt=prompt)


def _left_open(sentence: str, prompt: str) -> Reason:
    return Reason(counts=None, sentence=sentence, prompt=prompt)


_OUT_BY_LAW = {
    "prison": _left_out("在监狱服刑，不计入共同生活的家庭成员"),
    "compulsory_rehab": _left_out("强制隔离戒毒期间，不计入共同生活的家庭成员"),
    "declared_missing": _left_out("已宣告失踪，不计入共同生活的家庭成员"),
}
_LEFT_TO_OFFICER = frozenset({"detention", "lost_contact"})

HEAD_REASON = _counts("申请人")
SPOUSE_REASON = _counts("配偶")
MINOR = _counts("未成年子女")
STUDENT = _counts("已成年，接受全日制本科及以下学历教育，不能独立生活")
DEPENDENT = _counts("经办人确认不能独立生活或有法定义务并长期共同居住")
CO_RESIDENT_CHILD = _counts("成年子女，有法定赡养义务并长期共同居住")
CO_RESIDENT_PARENT = _counts("有法定赡养义务关系并长期共同居住")
CHILDS_SPOUSE = _counts("共同居住的成年子女的配偶")
GRANDCHILD_HERE = _counts("共同居住的成年子女的未成年或在读子女")
GRANDCHILD_IN_CARE = _counts(
    "随祖父母、外祖父母长期共同居住的未成年人", prompt="请核实其父母已去世或无力抚养"
)
GRANDPARENT_OF_MINOR = _counts(
    "抚养未成年申请人并长期共同居住的祖父母、外祖父母", prompt="请核实申请人父母已去世或无力抚养"
)
CLERGY = _left_out("宗教教职人员脱离家庭独立生活已满规定年限，不计入")
CLERGY_SINCE_UNKNOWN = _left_open("脱离家庭独立生活的起始日期不明", prompt="请查明脱离家庭独立生活的起始日期")
DEAD = _left_out("已去世")
IN_TEKUN = _left_out("已纳入特困人员救助供养，不重复计入", cite="R2 a4")
TWICE = _left_out("与另一成员为同一人，只计一次", cite="house_rule", prompt="请核对重复登记的成员")
GRADUATE = _left_out(
    "在读研究生，不属全日制本科及以下学历教育", prompt="不能独立生活的，请经办人确认并写明理由"
)
LIVES_APART = _left_out("不在一起长期共同居住")
NOT_LONG_TOGETHER = _left_out("共同居住时间未达“长期”", prompt="请核实共同居住的起始日期")
NO_DUTY = _left_out(
    "未见法定赡养、扶养、抚养义务，不计入",
    prompt="如有法定义务并长期共同居住，请经办人确认并写明理由",
)
OFFICER_LEAVES_OUT = _left_out("经办人确认不属于共同生活的家庭成员")
AGE_UNKNOWN = _left_open("出生日期不明，不能判断是否成年", prompt="请补录出生日期")
WHEREABOUTS_LEFT_OPEN = _left_open(
    "羁押或失去联系而未宣告失踪，法规没有列明是否计入", prompt="请经办人确认是否计入并写明理由"
)


class _Kinsfolk(NamedTuple):
    """Who else is counted, for those who count through another member."""

    has_spouse: bool
    has_adult_child: bool
    has_minor_head: bool


def standings(members: Iterable[PersonFacts], terms: HouseholdTerms) -> tuple[Standing, ...]:
    """Return every member with the reason why the member counts or not (办法第七条)."""
    first, later, seen = [], [], set[str]()
    has_spouse = has_adult_child = has_minor_head = False
    for person in members:
        kin = KIN.get(person.relation)
        reason = _plain_reason(person, terms, seen)
        if reason is None and kin is not None and kin <= CHILD:
            reason = _close_reason(person, kin, terms)
            if reason.counts:
                has_spouse = has_spouse or kin == SPOUSE
                has_adult_child = has_adult_child or (kin == CHILD and reason is not MINOR)
                has_minor_head = has_minor_head or (kin == HEAD and _is_minor(person, terms))
        if reason is None:
            later.append((person, kin))
        else:
            first.append(Standing(person, reason))
    if later:
        kinsfolk = _Kinsfolk(has_spouse, has_adult_child, has_minor_head)
        first += [Standing(person, _linked_reason(person, kin, terms, kinsfolk)) for person, kin in later]
    return tuple(first)


def _is_minor(person: PersonFacts, terms: HouseholdTerms) -> bool:
    return person.born_on is not None and person.born_on > terms.latest_adult_birth


def _plain_reason(person: PersonFacts, terms: HouseholdTerms, seen: set[str]) -> Reason | None:
    """Return the reason that holds whatever the kinship, or None."""
    if person.key in seen or person.id_number in seen:
        return TWICE
    seen.add(person.key)
    if person.id_number is not None:
        seen.add(person.id_number)
    if person.died_on is not None and person.died_on <= terms.day:
        return DEAD
    if "tekun" in person.receives:
        return IN_TEKUN
    return _apart_reason(person, terms) if person.lives_apart is not None else None


def _apart_reason(person: PersonFacts, terms: HouseholdTerms) -> Reason | None:
    if person.lives_apart_since is not None and person.lives_apart_since > terms.day:
        return None
    if person.lives_apart == "clergy":
        if person.lives_apart_since is None:
            return CLERGY_SINCE_UNKNOWN
        return CLERGY if person.lives_apart_since <= terms.clergy_since else None
    if person.lives_apart in _LEFT_TO_OFFICER:
        return {None: WHEREABOUTS_LEFT_OPEN, False: OFFICER_LEAVES_OUT, True: None}[person.officer_counts]
    return _OUT_BY_LAW.get(person.lives_apart or "")


def _close_reason(person: PersonFacts, kin: int, terms: HouseholdTerms) -> Reason:
    """Return the reason for the applicant, the spouse and the children."""
    if kin != CHILD:
        return HEAD_REASON if kin == HEAD else SPOUSE_REASON
    if person.born_on is None:
        return AGE_UNKNOWN
    if person.born_on > terms.latest_adult_birth or person.study_stage in STUDENT_STAGES:
        return MINOR if person.born_on > terms.latest_adult_birth else STUDENT
    if person.study_stage == "graduate" and person.officer_counts is None:
        return GRADUATE
    return _co_resident_reason(person, terms, CO_RESIDENT_CHILD)


def _co_resident_reason(person: PersonFacts, terms: HouseholdTerms, reason: Reason) -> Reason:
    """Return ``reason`` for somebody under a legal duty who has long lived here, or why not."""
    if person.officer_counts is not None:
        return DEPENDENT if person.officer_counts else OFFICER_LEAVES_OUT
    if _is_away(person, terms):
        return LIVES_APART
    since = person.lives_with_since
    if since is None:
        return reason
    if since > terms.day or (terms.co_residence_since is not None and since > terms.co_residence_since):
        return NOT_LONG_TOGETHER
    return reason


def _is_away(person: PersonFacts, terms: HouseholdTerms) -> bool:
    """Tell whether the member lives elsewhere; in a temple for less than the years still counts."""
    if person.lives_apart is None or person.lives_apart == "clergy":
        return False
    return person.lives_apart_since is None or person.lives_apart_since <= terms.day


def _linked_reason(person: PersonFacts, kin: int | None, terms: HouseholdTerms, others: _Kinsfolk) -> Reason:
    """Return the reason for those who count through a duty between them and a counted member."""
    if kin == GRANDCHILD and person.born_on is None and person.officer_counts is None:
        return AGE_UNKNOWN
    reason = _duty(person, kin, terms, others)
    if reason is not None:
        return _co_resident_reason(person, terms, reason)
    if person.officer_counts is not None:
        return DEPENDENT if person.officer_counts else OFFICER_LEAVES_OUT
    return NO_DUTY


def _duty(person: PersonFacts, kin: int | None, terms: HouseholdTerms, others: _Kinsfolk) -> Reason | None:
    """Return under which duty the member would count, or None."""
    if kin == PARENT or (kin == PARENT_IN_LAW and others.has_spouse):
        return CO_RESIDENT_PARENT
    if kin == CHILD_IN_LAW and others.has_adult_child:
        return CHILDS_SPOUSE
    if kin == GRANDPARENT and others.has_minor_head:
        return GRANDPARENT_OF_MINOR
    if kin == GRANDCHILD and (_is_minor(person, terms) or person.study_stage in STUDENT_STAGES):
        return GRANDCHILD_HERE if others.has_adult_child else GRANDCHILD_IN_CARE
    return None


def household_means(facts: HouseholdFacts, terms: HouseholdTerms, table: str = "income.dibao.") -> Means:
    """Return who counts in the household and what they have each month."""
    known, counted, open_ = standings(facts.members, terms), set(), []
    for person, reason in known:
        if reason.counts:
            counted.add(person.key)
        elif reason.counts is None:
            open_.append(f"{person.name}：{reason.prompt}")
    return _with_income(known, counted, facts.incomes, terms, table, open_)


def person_means(
    facts: HouseholdFacts,
    person: PersonFacts,
    terms: HouseholdTerms,
    table: str,
    reason: Reason = HEAD_REASON,
) -> Means:
    """Return what one person has each month, taken alone."""
    is_alone = len(facts.members) == 1
    own = facts.incomes
    open_: list[str] = []
    if own is not None and not is_alone:
        if None in {income.person for income in own if income.amount}:
            open_.append(f"有收入未登记到人，请查明是否属于{person.name}")
        own = tuple(income for income in own if income.person == person.key)
    return _with_income((Standing(person, reason),), {person.key}, own, terms, table, open_)


def _with_income(
    known: tuple[Standing, ...],
    counted: Collection[str],
    incomes: tuple[IncomeFact, ...] | None,
    terms: HouseholdTerms,
    table: str,
    open_: Iterable[str],
) -> Means:
    if incomes is None:
        return Means(known, len(counted), None, (), (), (*open_, "请登记家庭收入"))
    treated, asked, unknown = [], [], list(open_)
    twelfths = 0
    odd: list[Fraction] = []
    kinds, usual = terms.treatment, {None, *counted}
    for income in incomes:
        treatment, parameter = kinds.get(income.kind) or ("ask", table + income.kind)
        if income.person not in usual or income.since or income.until:
            treatment = _hindrance(income, counted, terms) or treatment
        treated.append(IncomeStanding(income, treatment, parameter))
        if treatment == "ask" and income.amount != 0:
            asked.append(income.kind)
        elif treatment == "counted":
            if income.amount is None:
                unknown.append("请查明收入金额")
            elif income.months in _TWELFTHS:
                twelfths += max(income.amount - income.cost, 0) * _TWELFTHS[income.months]
            else:
                odd.append(_over_window(income, terms, unknown))
    total = None if asked or unknown else _sum(twelfths, odd)
    return Means(known, len(counted), total, tuple(treated), tuple(dict.fromkeys(asked)), tuple(unknown))


_TWELFTHS = {1: 12, 2: 6, 3: 4, 4: 3, 6: 2, 12: 1}


def _sum(twelfths: int, odd: list[Fraction]) -> Ratio:
    if not odd:
        return twelfths, 12
    return sum(odd, Fraction(twelfths, 12)).as_integer_ratio()


def _over_window(income: IncomeFact, terms: HouseholdTerms, unknown: list[str]) -> Fraction:
    """Return the monthly share of income for an odd number of months, or of a single receipt."""
    months = income.months or terms.window
    if income.amount is None or not months:
        unknown.append("政策包没有设定收入核算期，不能分摊一次性收入")
        return Fraction(0)
    return Fraction(max(income.amount - income.cost, 0), months)


def _hindrance(income: IncomeFact, counted: Collection[str], terms: HouseholdTerms) -> str:
    """Return why a stream does not count whatever its kind, or nothing."""
    if income.person is not None and income.person not in counted:
        return "person_not_counted"
    is_dated = income.since is not None or income.until is not None
    return "not_running" if is_dated and not _is_running(income, terms) else ""


def _is_running(income: IncomeFact, terms: HouseholdTerms) -> bool:
    """Tell whether a stream runs on the day, or a single receipt lies within the window."""
    if income.since is not None and income.since > terms.day:
        return False
    if income.months == 0 and income.since is not None and terms.window_since is not None:
        return income.since >= terms.window_since
    return income.until is None or terms.day < income.until
