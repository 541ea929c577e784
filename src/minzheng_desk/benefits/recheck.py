"""The re-check of a whole township: what is paid beside what is assessed today, and what falls due."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import select

from minzheng_desk.benefits.differences import (
    Cause,
    Change,
    Difference,
    Held,
    difference,
    resumable,
    unpaid,
)
from minzheng_desk.benefits.granting import holder_of, receiving
from minzheng_desk.benefits.model import EXPIRED, amount_in
from minzheng_desk.benefits.overlaps import STANDS_IN_THE_WAY, Holding, Overlap, holdings_in, overlaps
from minzheng_desk.benefits.queries import amounts_of, phase_outs_in
from minzheng_desk.benefits.receipts import receipts_in
from minzheng_desk.benefits.standing import standing_programmes
from minzheng_desk.benefits.suspending import SuspendedAward, payable_from, suspended_awards
from minzheng_desk.benefits.township import TownshipChecked, clash_row, difference_row
from minzheng_desk.benefits.whereabouts import whereabouts
from minzheng_desk.eligibility.assessing import HouseholdAssessed, assess_everything
from minzheng_desk.eligibility.findings import Assessment
from minzheng_desk.eligibility.model import Outcome
from minzheng_desk.eligibility.queries import facts_of, households_on
from minzheng_desk.households.model import Member, Person
from minzheng_desk.kernel.ids import RecordId
from minzheng_desk.kernel.money import Money
from minzheng_desk.kernel.period import Month
from minzheng_desk.kernel.progress import Progress, Silent
from minzheng_desk.policy.exclusions import together
from minzheng_desk.policy.model import Policy, PolicyOn
from minzheng_desk.policy.queries import office_policy
from minzheng_desk.store.reader import Reader, chunks
from minzheng_desk.store.tables import table

_AT_ONCE = 2000
"""Households whose facts are read together."""
_REPORTED_EVERY = 50
"""Households between two reports: whoever cancels is answered within a moment, on a slow PC too."""


@dataclass(slots=True)
class Recheck:
    """What one re-check found; the counts add up."""

    on: date
    households: int = 0
    assessments: int = 0
    """Questions asked and answered with every reason."""
    plainly_out: int = 0
    """Questions about persons that one look answered with 不符合."""
    agreeing: int = 0
    """Awards that agree with today's assessment."""
    phasing_out: int = 0
    """Awards that go on in full in their months of phase-out."""
    suspended: int = 0
    """Awards that are suspended and have nothing to be paid again for."""
    differences: list[Difference] = field(default_factory=list)
    unpaid: list[Difference] = field(default_factory=list)
    """应享未享: paid nothing, or not recognised."""
    overlaps: list[Overlap] = field(default_factory=list)
    lacking: Counter[str] = field(default_factory=Counter)
    """Parameters the policy has no value for, with how often they were wanted."""

    @property
    def awards(self) -> int:
        """How many awards were looked at."""
        return self.agreeing + self.phasing_out + self.suspended + len(self.differences)

    @property
    def lines(self) -> list[Difference | Overlap]:
        """Everything that was found, whatever its sort."""
        return [*self.differences, *self.unpaid, *self.overlaps]

    def total(self, change: Change) -> Money:
        """What the suggestions of one sort move each month."""
        return Money(sum(one.moved for one in (*self.differences, *self.unpaid) if one.change is change))


def recheck(reader: Reader, policy: Policy, on: date, *, progress: Progress | None = None) -> Recheck:
    """Assess everybody for every standing programme as of a day and compare with what is paid that month.

    Raises `Cancelled` when the person who waits wants no more of it.
    """
    watch, month = progress or Silent(), Month.of(on)
    watch.report(0, 1, "读取待遇和家庭档案")
    receipts, paid, homes = receipts_in(reader, month), receiving(reader, month), households_on(reader, on)
    # Part by part: the facts of a whole township take more memory than an office PC should give.
    parts = (facts_of(reader, part, on, paid) for part in chunks(homes, _AT_ONCE))
    facts = (receipts.laid_over(one) for part in parts for one in part)
    holdings = holdings_in(reader, policy, month)
    names = [programme.name for programme in standing_programmes(policy)]
    held = _held(reader, [holding for holding in holdings if holding.programme in names], month)
    deaths = deaths_by_household(reader)
    found = Recheck(on)
    suspended = suspended_awards(reader, policy, month)
    holders = {key for key in (*held, *suspended) if policy.programmes[key[0]].unit == "person"}
    comparing = Comparing(found, held, suspended, deaths, phasing_out(reader, month), policy.at(on))
    for one in assess_everything(names, facts, policy, on, holders=holders):
        if found.households % _REPORTED_EVERY == 0:
            watch.report(found.households, len(homes), "复核")
        comparing.take(one)
    watch.report(len(homes), len(homes), "复核")
    _without_household(reader, found, comparing)
    found.suspended += len(comparing.suspended)
    found.overlaps = overlaps(reader, policy, month)
    return found


def township_checked(reader: Reader, on: date, progress: Progress) -> TownshipChecked:
    """Assess everybody for everything as of a day and compare with what is paid.

    Takes seconds for a large township. Raises what `recheck` and `office_policy` raise.
    """
    policy = office_policy(reader)
    found = recheck(reader, policy, on, progress=progress)
    names = whereabouts(reader, found.lines)
    return TownshipChecked(
        on,
        found.households,
        found.awards,
        found.agreeing,
        found.phasing_out + found.suspended,
        tuple(difference_row(one, names) for one in found.unpaid),
        tuple(clash_row(one, names) for one in found.overlaps),
        tuple(difference_row(one, names) for one in found.differences),
        {policy.parameter(name).label: count for name, count in found.lacking.items()},
    )


Key = tuple[str, str]
"""A programme, and the household or person that holds it."""


class Comparing:
    """Goes along with the assessments, taking each award out of the pile when its turn comes."""

    def __init__(
        self,
        found: Recheck,
        held: dict[Key, Held],
        suspended: dict[Key, SuspendedAward],
        deaths: Mapping[str, tuple[date, ...]],
        phasing: frozenset[str],
        policy: PolicyOn,
    ) -> None:
        self.found = found
        self.held = held
        self.suspended = suspended
        self.deaths = deaths
        self.phasing = phasing
        self.policy = policy
        self.of_holder: defaultdict[str, set[str]] = defaultdict(set)
        for programme, holder in held:
            self.of_holder[holder].add(programme)

    def take(self, one: HouseholdAssessed) -> None:
        """Compare everything that was asked about one household."""
        found = self.found
        found.households += 1
        found.assessments += len(one.assessments)
        found.plainly_out += one.plainly_out
        found.lacking.update(str(missing.facts["name"]) for missing in one.lacking)
        is_alone = len(one.facts.members) == 1
        fitting = {
            each.programme.name
            for each in one.assessments
            if each.outcome is Outcome.MET and (is_alone or each.person is None)
        }
        for assessment in one.assessments:
            holder = assessment.person.key if assessment.person else one.facts.key
            key = assessment.programme.name, holder
            held, suspended = self.held.pop(key, None), self.suspended.pop(key, None)
            if held is not None:
                self._compare(held, assessment, self.deaths.get(one.facts.key, ()))
            elif suspended is not None:
                self._look_again(suspended, assessment)
            elif assessment.outcome is Outcome.MET:
                self._note_unheld(assessment, holder, fitting)

    def _compare(self, held: Held, assessment: Assessment, deaths: tuple[date, ...]) -> None:
        if held.holding.award_id in self.phasing:
            self.found.phasing_out += 1
            return
        differing = difference(held, assessment, deaths)
        if differing is None:
            self.found.agreeing += 1
        else:
            self.found.differences.append(differing)

    def _look_again(self, suspended: SuspendedAward, assessment: Assessment) -> None:
        """Note an award whose certificate has been renewed; any other suspension is for a person to end."""
        is_renewed = assessment.outcome is Outcome.MET and bool(assessment.amount)
        if is_renewed and suspended.suspension.cause == EXPIRED and assessment.person is not None:
            since = payable_from(suspended.suspension, assessment.person, self.policy)
            self.found.differences.append(resumable(suspended.award, since, assessment))
        else:
            self.found.suspended += 1

    def _note_unheld(self, assessment: Assessment, holder: str, fitting: Collection[str]) -> None:
        """Note who fits and holds nothing, unless something is held that does not go with it.

        What is recognised without money is noted where nothing that goes before it fits as well.
        """
        held = self.of_holder[holder] | self.of_holder[assessment.facts.key]
        if assessment.programme.calculation is None:
            held |= {name for name in fitting if self._goes_before(name, assessment)}
            if _is_recognised(assessment):
                return
        elif not assessment.amount:
            return
        for name in held:
            relation = together(self.policy, assessment.programme.name, name)
            if relation is not None and relation.relation in STANDS_IN_THE_WAY:
                return
        self.found.unpaid.append(unpaid(assessment, RecordId(holder_of(assessment).key)))

    def _goes_before(self, name: str, assessment: Assessment) -> bool:
        """Whether a programme is the one that stays where it meets the assessed one."""
        relation = together(self.policy, assessment.programme.name, name)
        return relation is not None and relation.pairing.keeps == name


def _is_recognised(assessment: Assessment) -> bool:
    """Whether the household is recognised already for what was assessed."""
    return any(
        one.programme == assessment.programme.name and one.holds(assessment.on)
        for one in assessment.facts.recognitions
    )


def _held(reader: Reader, holdings: Sequence[Holding], month: Month) -> dict[Key, Held]:
    amounts = amounts_of(reader, [str(holding.award_id) for holding in holdings])
    found: dict[Key, Held] = {}
    for holding in holdings:
        amount = amount_in(amounts.get(holding.award_id, []), month)
        holder = holding.household_id if holding.of_household else holding.person_id
        if amount is not None:
            found[holding.programme, str(holder)] = Held(holding, amount)
    return found


def deaths_by_household(reader: Reader) -> dict[str, tuple[date, ...]]:
    """By household, the days on which its members died."""
    member, person = table(Member).c, table(Person).c
    query = select(member.household_id, person.died_on).join(table(Person), person.id == member.person_id)
    found: defaultdict[str, list[date]] = defaultdict(list)
    for row in reader.rows(query.where(person.died_on.is_not(None)).order_by(person.died_on)):
        found[row.household_id].append(date.fromisoformat(str(row.died_on)))
    return {key: tuple(days) for key, days in found.items()}


def phasing_out(reader: Reader, month: Month) -> frozenset[str]:
    """The awards that go on in full in a month although the household has found work."""
    return frozenset(str(one.award_id) for one in phase_outs_in(reader, month))


def _without_household(reader: Reader, found: Recheck, comparing: Comparing) -> None:
    """Awards whose household or person was not among the facts: dead, moved away, closed."""
    left = list(comparing.held.values())
    people = reader.by_ids(Person, sorted({str(held.holding.person_id) for held in left}))
    for held in left:
        programme = comparing.policy.policy.programmes[held.holding.programme]
        found.differences.append(_gone(held, programme.label, people.get(held.holding.person_id), found.on))


def _gone(held: Held, label: str, person: Person | None, on: date) -> Difference:
    died_on = person.died_on if person is not None else None
    is_dead = died_on is not None and died_on <= on
    reason = f"已于 {died_on} 去世。" if is_dead else f"{on} 已不在本单位登记的家庭中。"
    return Difference(
        Change.STOP,
        held.holding.programme,
        label,
        held.holding.household_id,
        held.holding.person_id,
        held.holding.award_id,
        held.holding.total,
        Money(0),
        (Cause.DEATH if is_dead else Cause.LEFT,),
        (reason,),
    )
