"""What falls due: reviews, ages, certificates, phase-outs and validities that end, each with its rule."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from enum import Enum
from typing import NamedTuple

from minzheng_desk.benefits.concerned import able_to_earn, born_at, holding_certificates, recognised_or_aided
from minzheng_desk.benefits.model import Award, AwardReview
from minzheng_desk.benefits.queries import (
    awards_in,
    phase_outs_in,
    programmes_awarded,
    reviews_of,
)
from minzheng_desk.eligibility.findings import cited
from minzheng_desk.eligibility.model import HouseholdFacts, PersonFacts
from minzheng_desk.eligibility.rules.certificates import last_day, reminder_on
from minzheng_desk.eligibility.rules.disability import certificate_words
from minzheng_desk.eligibility.terms import reached_on
from minzheng_desk.eligibility.unfinished import unfinished_aid
from minzheng_desk.kernel.ids import RecordId
from minzheng_desk.kernel.period import Month, month_later
from minzheng_desk.policy.model import Policy, PolicyOn, Source
from minzheng_desk.store.reader import Reader


class Matter(Enum):
    """What falls due."""

    REVIEW = "review"
    AGE = "age"
    CERTIFICATE = "certificate"
    PHASE_OUT = "phase_out"
    VALIDITY = "validity"
    PAPERS = "papers"

    @property
    def label(self) -> str:
        """What people call it."""
        return _LABELS[self]


_LABELS = {
    Matter.REVIEW: "定期复核",
    Matter.AGE: "到龄",
    Matter.CERTIFICATE: "残疾人证到期",
    Matter.PHASE_OUT: "渐退期满",
    Matter.VALIDITY: "认定有效期满",
    Matter.PAPERS: "补齐先行救助手续",
}


class Due(NamedTuple):
    """One thing that has to be looked at by a day."""

    matter: Matter
    due_on: date
    household_id: RecordId | None
    person_id: RecordId | None
    award_id: RecordId | None
    sentence: str
    source: Source
    about: str = ""
    """What it is about in a few words, the same for everything of its sort: a programme, an age."""

    def overdue_by(self, on: date) -> int:
        """How many days it is late; 0 when it is not."""
        return max(0, (on - self.due_on).days)


def dues(reader: Reader, policy: Policy, on: date) -> list[Due]:
    """Everything that is overdue on a day or falls due in this month or the next, the earliest first."""
    standing, month = policy.at(on), Month.of(on)
    awards = [award for name in programmes_awarded(reader) for award in awards_in(reader, name, month)]
    receiving = {str(holder) for award in awards for holder in (award.person_id, award.household_id)}
    everybody, receivers = ages_that_matter(standing)
    aged = born_at(reader, {*everybody, *receivers}, month, month.next, on)
    marked = recognised_or_aided(reader, on)
    found = [
        *_reviews_due(reader, awards, standing),
        *ages_reached(aged, receiving, standing),
        *certificates_ending(_certified(reader, standing), standing),
        *_phase_outs_ending(reader, awards, standing),
        *validities_ending(marked, standing),
        *papers_to_complete(marked, standing),
    ]
    return sorted(found, key=lambda due: (due.due_on, due.matter.value, due.award_id or due.person_id or ""))


def _certified(reader: Reader, policy: PolicyOn) -> list[HouseholdFacts]:
    """Leave out whose certificate ends long after today; a month more than the rule says loses nobody."""
    ending_by = month_later(policy.day, policy.whole("disability.reminder_months") + 1)
    issued_by = month_later(ending_by, -12 * policy.whole("disability.certificate_years"))
    return holding_certificates(reader, policy.day, ending_by, issued_by)


def _is_near(day: date, policy: PolicyOn) -> bool:
    """Whether a day is past or lies in this month or the next."""
    return day <= Month.of(policy.day).next.last_day


def _reviews_due(reader: Reader, awards: Sequence[Award], policy: PolicyOn) -> Iterator[Due]:
    """Ask for the circumstances only of those whom the shortest cycle could reach."""
    named = policy.listed("review.programmes")
    awards = [award for award in awards if award.programme in named]
    reviews = reviews_of(reader, [str(award.id) for award in awards])
    shortest = min(policy.whole(name) for name in _CYCLES)
    near = [
        a for a in awards if _is_near(month_later(last_checked(a, reviews.get(a.id, ())), shortest), policy)
    ]
    homes = able_to_earn(reader, {str(award.household_id) for award in near}, policy.day)
    return reviews_due(near, reviews, homes, policy)


def reviews_due(
    awards: Sequence[Award],
    reviews: Mapping[str, Sequence[AwardReview]],
    homes: Mapping[str, HouseholdFacts],
    policy: PolicyOn,
) -> Iterator[Due]:
    """Awards to be looked at again: yearly, or half-yearly where somebody can work or income is unstable."""
    named = policy.listed("review.programmes")
    for award in awards:
        if award.programme not in named:
            continue
        last = last_checked(award, reviews.get(award.id, ()))
        parameter, why = review_cycle(award, homes.get(award.household_id or ""), policy)
        months, source = policy.whole(parameter), policy[parameter].source
        due_on = month_later(last, months)
        if _is_near(due_on, policy):
            label = policy.policy.programmes[award.programme].label
            said = f"{label}上次核查于 {last}，{why}每 {months} 个月复核一次，应于 {due_on} 前复核。"
            yield Due(
                Matter.REVIEW, due_on, award.household_id, award.person_id, award.id, said, source, label
            )


def last_checked(award: Award, reviews: Sequence[AwardReview]) -> date:
    """The day on which an award was last looked at: reviewed, decided, or begun where that is all we know."""
    days = [review.reviewed_on for review in reviews]
    return max(days, default=award.decided_on or award.since.first_day)


def review_cycle(award: Award, home: HouseholdFacts | None, policy: PolicyOn) -> tuple[str, str]:
    """The parameter that says how often an award is reviewed, and why that one."""
    if award.programme == "tekun":
        return "review.tekun", "特困人员"
    if home is None:
        return "limit.review", ""
    members = (
        home.members if award.programme == "dibao" else [m for m in home.members if m.key == award.person_id]
    )
    if any(member.work_capacity == "full" for member in members):
        return "limit.review_unstable", "家中有劳动能力的人员，"
    unstable = policy.listed("review.unstable_income")
    if any(income.kind in unstable for income in home.incomes or ()):
        return "limit.review_unstable", "收入不稳定，"
    return "limit.review", "家庭情况稳定，"


_CYCLES = ("review.tekun", "limit.review", "limit.review_unstable")

_AGES_OF_ALL = ("tekun.elder_age", "eldercare_subsidy.from_age", "elder_nursing_subsidy.from_age")
_AGES_OF_RECEIVERS = ("tekun.minor_age", "age.adult", "child_benefit.until_age", "dibao.supplement.aged_from")


def ages_reached(facts: Iterable[HouseholdFacts], receiving: set[str], policy: PolicyOn) -> Iterator[Due]:
    """Ages that matter and are reached in this month or the next: tiers, old age, coming of age."""
    everybody, receivers = ages_that_matter(policy)
    first, last = Month.of(policy.day).first_day, Month.of(policy.day).next.last_day
    for home in facts:
        for person in home.members:
            if person.born_on is None or (person.died_on is not None and person.died_on <= policy.day):
                continue
            ages = dict(everybody)
            if home.key in receiving or person.key in receiving:
                ages |= receivers
            years = {last.year - person.born_on.year, first.year - person.born_on.year}
            for age in sorted(years & ages.keys()):
                day = reached_on(person.born_on, age, policy)
                if first <= day <= last:
                    yield _of_age(home, person, age, day, ages[age], policy)


def ages_that_matter(policy: PolicyOn) -> tuple[dict[int, str], dict[int, str]]:
    """By age the parameter that names it: the ages of everybody, and those of whoever receives something."""
    return _ages(policy, _AGES_OF_ALL, tiers=True), _ages(policy, _AGES_OF_RECEIVERS)


def _ages(policy: PolicyOn, names: Sequence[str], *, tiers: bool = False) -> dict[int, str]:
    """By age, the first parameter that names it."""
    found: dict[int, str] = {}
    if tiers and policy.find("old_age_allowance.tiers") is not None:
        for tier in policy.tiers("old_age_allowance.tiers"):
            found.setdefault(tier.age, "old_age_allowance.tiers")
    for name in names:
        dated = policy.find(name) if name in policy.policy.parameters else None
        if dated is not None and isinstance(dated.value, int):
            found.setdefault(dated.value, name)
    return found


def _of_age(
    home: HouseholdFacts, person: PersonFacts, age: int, day: date, parameter: str, policy: PolicyOn
) -> Due:
    label = policy.policy.parameter(parameter).label
    said = f"{day} 满 {age} 周岁（{label}），请核对待遇。"
    source = policy[parameter].source
    about = f"满 {age} 周岁（{label}）"
    return Due(Matter.AGE, day, RecordId(home.key), RecordId(person.key), None, said, source, about)


def certificates_ending(facts: Iterable[HouseholdFacts], policy: PolicyOn) -> Iterator[Due]:
    """Certificates that have run out or whose time to renew has come (残疾人证管理办法第十九条)."""
    source = policy["disability.certificate_years"].source
    for home in facts:
        for person in home.members:
            known = [one for one in person.certificates if not one.is_cancelled(policy.day)]
            if not known:
                continue
            latest = max(known, key=lambda one: last_day(one, policy) or date.max)
            last, remind = last_day(latest, policy), reminder_on(latest, policy)
            if last is None or remind is None or remind > policy.day:
                continue
            ended = "已到期" if last < policy.day else "将到期"
            said = f"{certificate_words(latest)}的残疾人证{ended}（{last}），请提醒换证。"
            yield Due(Matter.CERTIFICATE, last, RecordId(home.key), RecordId(person.key), None, said, source)


def _phase_outs_ending(reader: Reader, awards: Sequence[Award], policy: PolicyOn) -> Iterator[Due]:
    by_id = {award.id: award for award in awards}
    days = timedelta(days=policy.whole("review.phase_out_reminder"))
    source = policy["dibao.phase_out_months"].source
    for one in phase_outs_in(reader, Month.of(policy.day)):
        last = one.until.previous.last_day
        award = by_id.get(one.award_id)
        if award is None or last - days > policy.day:
            continue
        said = f"渐退期至 {last} 满，自 {one.until.label}起停发；停发前须听取意见并书面告知理由。"
        about = policy.policy.programmes[award.programme].label
        yield Due(Matter.PHASE_OUT, last, award.household_id, award.person_id, award.id, said, source, about)


def validities_ending(facts: Iterable[HouseholdFacts], policy: PolicyOn) -> Iterator[Due]:
    """Recognitions that end or have ended and were not renewed (刚性支出困难家庭认定办法第十条)."""
    for home in facts:
        latest = {}
        for one in sorted(home.recognitions, key=lambda one: one.recognised_on):
            latest[one.programme] = one
        for one in latest.values():
            if one.valid_until is None or not _is_near(one.valid_until, policy):
                continue
            known = policy.policy.programmes.get(one.programme)
            label = known.label if known else one.programme
            said = f"{label}的认定有效期至 {one.valid_until}，期满须重新申请。"
            yield Due(
                Matter.VALIDITY,
                one.valid_until,
                RecordId(home.key),
                None,
                None,
                said,
                cited(policy, "R3 a10"),
                label,
            )


def papers_to_complete(facts: Iterable[HouseholdFacts], policy: PolicyOn) -> Iterator[Due]:
    """Aid given first whose papers are not complete; to be looked at today where no day is set yet."""
    for one in unfinished_aid(facts, policy):
        due_on, person = one.completion.due_on or policy.day, one.completion.hardship.person
        yield Due(
            Matter.PAPERS,
            due_on,
            RecordId(one.household),
            RecordId(person) if person else None,
            None,
            one.sentence,
            one.source,
        )
