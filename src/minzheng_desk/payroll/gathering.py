"""Gathering, in a few queries for a whole programme, what the roster of a month rests on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import or_, select

from minzheng_desk.benefits.model import (
    Amounts,
    Award,
    AwardAmount,
    Suspension,
    amount_in,
    is_payable,
    suspended_in,
)
from minzheng_desk.benefits.queries import amounts_of, awards_in, suspensions_of
from minzheng_desk.eligibility.assessing import assess
from minzheng_desk.eligibility.model import HouseholdFacts, PersonFacts
from minzheng_desk.households.model import BankAccount, Household, Member, Person
from minzheng_desk.households.queries import region_names
from minzheng_desk.kernel.codes import codes
from minzheng_desk.kernel.money import Money
from minzheng_desk.kernel.period import Month
from minzheng_desk.payroll.arrears import NOTHING_OWED, Arrears, MonthAmount, arrears_of
from minzheng_desk.payroll.drawing import Payable, death_told
from minzheng_desk.payroll.history import History, paid_before, received
from minzheng_desk.payroll.queries import previous_lines, rosters
from minzheng_desk.policy.model import ParameterMissing, Policy
from minzheng_desk.store.reader import Reader, chunks
from minzheng_desk.store.tables import table


def payable_awards(reader: Reader, programme: str, month: Month, policy: Policy) -> list[Payable]:
    """Every award due in a month or on the roster before, in the order of village, household and name.

    An award that ended since the roster before is here too, because it may owe months that were never listed.
    """
    due = awards_in(reader, programme, month)
    ended = _ended_lately(reader, programme, month)
    known = {str(award.id) for award in (*due, *ended)}
    listed = set(previous_lines(reader, programme, month)) - known
    awards = [*due, *ended, *reader.by_ids(Award, sorted(listed)).values()]
    gathered = _Gathered.around(reader, awards, programme, month, policy)
    found = [gathered.payable(award) for award in awards]
    return sorted(found, key=lambda p: (p.region_code, p.household_number, p.name, p.award_id))


def overpaid_awards(
    reader: Reader, programme: str, policy: Policy
) -> list[tuple[Award, Person, tuple[MonthAmount, ...]]]:
    """The awards that really received more than they were due for some months, with these months."""
    history = received(reader, programme)
    paid = list(reader.by_ids(Award, sorted(history.awards)).values())
    if not history.packs or not paid:
        return []
    behind = max(history.packs).next
    gathered = replace(_Gathered.around(reader, paid, programme, behind, policy), paid=history)
    found = ((award, gathered.people[award.person_id]) for award in paid)
    overpaid = ((award, person, gathered.overpaid(award, person)) for award, person in found)
    return [(award, person, months) for award, person, months in overpaid if months]


def _ended_lately(reader: Reader, programme: str, month: Month) -> list[Award]:
    """The awards that covered a month since the roster before and do not cover this one."""
    earlier = [roster.month for roster in rosters(reader, programme) if roster.month < month]
    if not earlier:
        return []
    at = table(Award).c
    ended = at.until > str(earlier[-1]), at.until <= str(month)
    return reader.find(Award, at.programme == programme, *ended, order_by=[at.id])


@dataclass(frozen=True, slots=True)
class _Gathered:
    """Everything about the awards of one programme and month, by key."""

    programme: str
    month: Month
    policy: Policy
    people: dict[str, Person]
    households: dict[str, Household]
    regions: dict[str, str]
    accounts: dict[str, BankAccount]
    amounts: dict[str, list[AwardAmount]]
    suspensions: dict[str, list[Suspension]]
    dead: dict[str, list[Person]]
    """Members who died, by household."""
    paid: History

    @classmethod
    def around(
        cls, reader: Reader, awards: Sequence[Award], programme: str, month: Month, policy: Policy
    ) -> _Gathered:
        """Read everything in one query per sort of record."""
        ids = [str(award.id) for award in awards]
        people_ids = [str(award.person_id) for award in awards]
        household_ids = [str(award.household_id) for award in awards if award.household_id]
        of_households = policy.programme(programme).unit == "household"
        return cls(
            programme,
            month,
            policy,
            reader.by_ids(Person, people_ids),
            reader.by_ids(Household, household_ids),
            region_names(reader),
            _accounts(reader, people_ids),
            amounts_of(reader, ids),
            suspensions_of(reader, ids),
            _dead_members(reader, household_ids) if of_households else {},
            paid_before(reader, programme),
        )

    @property
    def policy_named(self) -> str:
        """The policy as rosters name it."""
        return f"{self.policy.pack} {self.policy.version}"

    def payable(self, award: Award) -> Payable:
        """One award as the roster sees it."""
        person = self.people[award.person_id]
        covers = is_payable(award, self.month)
        month = self.month if covers or award.until is None else max(award.since, award.until.previous)
        amount = amount_in(self.amounts.get(award.id, []), month)
        bare = replace(
            self._identity(award, person),
            persons=amount.persons if amount else 1,
            household_income=amount.household_income if amount else None,
            arrears=self._arrears(award, person),
        )
        if not covers:
            return replace(bare, ended=why_ended(award))
        due, why_none = self._amounts(award, person, self.month)
        suspended = suspended_in(self.suspensions.get(award.id, []), self.month)
        return replace(
            bare,
            amounts=due,
            why_none=why_none,
            amount_reason=amount.reason if amount else "",
            taken_over=award.paid_through is not None,
            suspended=suspended.reason if suspended else "",
            deaths=self._deaths(award, amount),
        )

    def _identity(self, award: Award, person: Person) -> Payable:
        household = self.households.get(award.household_id or "")
        account = self.accounts.get(person.id)
        return Payable(
            award_id=award.id,
            person_id=person.id,
            household_id=award.household_id,
            name=person.name,
            id_number=person.id_number,
            died_on=person.died_on,
            household_number=household.number if household else "",
            region_code=household.region_code if household else "",
            region_name=self.regions.get(household.region_code, "") if household else "",
            hukou_kind=household.hukou_kind if household else person.hukou_kind or "rural",
            persons=1,
            amounts=None,
            account=account.account if account else "",
            bank=account.bank if account else "",
            holder_name=account.holder_name if account else "",
        )

    def _amounts(self, award: Award, person: Person, month: Month) -> tuple[Amounts | None, str]:
        """What the award is worth in a month; None with the reason where nobody can say."""
        amount = amount_in(self.amounts.get(award.id, []), month)
        if amount is None:
            return None, "没有核定金额"
        if amount.basis == "decided":
            return Amounts(amount.base, amount.supplement), ""
        return self._by_policy(person, month)

    def _by_policy(self, person: Person, month: Month) -> tuple[Amounts | None, str]:
        member = PersonFacts(key=person.id, name=person.name, born_on=person.born_on, died_on=person.died_on)
        facts = HouseholdFacts(key=person.id, area=person.hukou_kind or "rural", members=(member,))
        found = assess(self.programme, facts, self.policy, month.last_day)
        if found.amount is None:
            return None, "；".join(
                finding.sentence for finding in found.findings if finding.outcome.value != "met"
            )
        return Amounts(found.amount), ""

    def _deaths(self, award: Award, amount: AwardAmount | None) -> tuple[str, ...]:
        since = (amount.since if amount else award.since).first_day
        return tuple(
            death_told(person.name, person.died_on)
            for person in self.dead.get(award.household_id or "", [])
            if person.died_on is not None
            and person.id != award.person_id
            and since <= person.died_on <= self.month.last_day
        )

    def _arrears(self, award: Award, person: Person) -> Arrears:
        """What earlier months still owe: those due and not suspended, less those paid to the same person."""
        first = award.since if award.paid_through is None else max(award.since, award.paid_through.next)
        suspensions = self.suspensions.get(award.id, [])
        elsewhere = self.paid.elsewhere(award.id, person)
        paid = self.paid.of(award.id)
        if not elsewhere and not suspensions and self._is_settled(award, first, paid):
            return NOTHING_OWED
        due = [
            month
            for month in (first + n for n in range(max(0, self.month - first)))
            if is_payable(award, month) and not suspended_in(suspensions, month) and month not in elsewhere
        ]
        return arrears_of(due, paid, lambda month: self._worth(award, person, month, paid.get(month)))

    def overpaid(self, award: Award, person: Person) -> tuple[MonthAmount, ...]:
        """The months that received more than they are worth; one that is not covered is worth nothing."""
        paid = self.paid.of(award.id)
        due = [month for month in paid if is_payable(award, month)]
        return arrears_of(
            due, paid, lambda month: self._worth(award, person, month, paid.get(month))
        ).overpaid

    def _is_settled(self, award: Award, first: Month, paid: Mapping[Month, Money]) -> bool:
        """Whether every month so far received one and the same decided amount: the commonest award by far."""
        amounts = self.amounts.get(award.id, [])
        if award.until is not None or len(amounts) != 1 or len(paid) != self.month - first or not paid:
            return False
        (amount,) = amounts
        worth = {Money(amount.base + amount.supplement)}
        begun = amount.basis == "decided" and amount.since <= first <= min(paid)
        return begun and set(paid.values()) == worth

    def _worth(self, award: Award, person: Person, month: Month, paid: Money | None) -> Money | None:
        """What an earlier month should come to; None where nobody can say.

        Facts about persons are not dated, so that a month paid by the policy is found anew only when the
        policy itself has changed since.
        """
        amount = amount_in(self.amounts.get(award.id, []), month)
        if amount is not None and amount.basis == "decided":
            return Money(amount.base + amount.supplement)
        if paid is not None and self.paid.packs.get(month) == self.policy_named:
            return paid
        try:
            due, _ = self._amounts(award, person, month)
        except ParameterMissing:
            return None
        return due.total if due else None


def why_ended(award: Award) -> str:
    """Why and from when on an award pays no more."""
    reason = codes("award_end").label(award.ended_reason) if award.ended_reason else "不再享受"
    return f"{reason}，自{award.until}停发"


def _accounts(reader: Reader, person_ids: Sequence[str]) -> dict[str, BankAccount]:
    """Where people are paid now: a month drawn up late still goes to today's account."""
    at = table(BankAccount).c
    found: dict[str, BankAccount] = {}
    for part in chunks(person_ids):
        query = reader.find(
            BankAccount, at.person_id.in_(part), at.until.is_(None), order_by=[at.since, at.id]
        )
        found.update({account.person_id: account for account in query})
    return found


def _dead_members(reader: Reader, household_ids: Sequence[str]) -> dict[str, list[Person]]:
    member, person = table(Member).c, table(Person).c
    found: defaultdict[str, list[Person]] = defaultdict(list)
    for part in chunks(household_ids):
        query = select(member.household_id, person.id).join(table(Person), person.id == member.person_id)
        died_here = or_(member.until.is_(None), member.until > person.died_on)
        rows = reader.rows(query.where(member.household_id.in_(part), person.died_on.is_not(None), died_here))
        people = reader.by_ids(Person, [row.id for row in rows])
        for row in rows:
            found[row.household_id].append(people[row.id])
    return found
