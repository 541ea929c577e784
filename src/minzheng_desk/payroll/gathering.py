"""Gathering, in a few queries for a whole programme, what the roster of a month rests on."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy import select

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
from minzheng_desk.payroll.drawing import Payable
from minzheng_desk.payroll.model import Roster, RosterLine, Standing, State
from minzheng_desk.payroll.queries import previous_lines
from minzheng_desk.policy.model import Policy
from minzheng_desk.store.reader import Reader, chunks
from minzheng_desk.store.tables import table


def payable_awards(reader: Reader, programme: str, month: Month, policy: Policy) -> list[Payable]:
    """Every award due in a month or on the roster before, in the order of village, household and name."""
    due = awards_in(reader, programme, month)
    listed = set(previous_lines(reader, programme, month)) - {str(award.id) for award in due}
    awards = [*due, *reader.by_ids(Award, sorted(listed)).values()]
    gathered = _Gathered.around(reader, awards, programme, month, policy)
    found = [gathered.payable(award) for award in awards]
    return sorted(found, key=lambda p: (p.region_code, p.household_number, p.name, p.award_id))


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
    paid: dict[str, set[Month]]
    """Months already paid on locked rosters, by award."""

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
            _months_paid(reader, programme),
        )

    def payable(self, award: Award) -> Payable:
        """One award as the roster sees it."""
        person = self.people[award.person_id]
        amount = amount_in(self.amounts.get(award.id, []), self.month)
        due, why_none = self._amounts(award, person, self.month)
        bare = self._identity(award, person)
        if not is_payable(award, self.month):
            return replace(bare, ended=_why_ended(award))
        suspended = suspended_in(self.suspensions.get(award.id, []), self.month)
        return replace(
            bare,
            persons=amount.persons if amount else 1,
            amounts=due,
            why_none=why_none,
            amount_reason=amount.reason if amount else "",
            household_income=amount.household_income if amount else None,
            suspended=suspended.reason if suspended else "",
            deaths=self._deaths(award, amount),
            unpaid=self._unpaid(award, person),
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
            f"成员{person.name}于{person.died_on}去世"
            for person in self.dead.get(award.household_id or "", [])
            if person.died_on is not None and since <= person.died_on <= self.month.last_day
        )

    def _unpaid(self, award: Award, person: Person) -> tuple[tuple[Month, Money], ...]:
        """Months due, not paid and not suspended, each by itself: arrears are never merged (law.md §8.6)."""
        first = award.since if award.paid_through is None else max(award.since, award.paid_through.next)
        paid, suspensions = self.paid.get(award.id, set()), self.suspensions.get(award.id, [])
        months = [first + n for n in range(max(0, self.month - first))]
        missed = [m for m in months if m not in paid and suspended_in(suspensions, m) is None]
        worth = ((m, self._amounts(award, person, m)[0]) for m in missed)
        return tuple((m, amounts.total) for m, amounts in worth if amounts and amounts.total)


def _why_ended(award: Award) -> str:
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
        rows = reader.rows(query.where(member.household_id.in_(part), person.died_on.is_not(None)))
        people = reader.by_ids(Person, [row.id for row in rows])
        for row in rows:
            found[row.household_id].append(people[row.id])
    return found


def _months_paid(reader: Reader, programme: str) -> dict[str, set[Month]]:
    """The months paid on locked rosters, those paid in arrears included."""
    line, roster = table(RosterLine).c, table(Roster).c
    query = select(line.award_id, roster.month, line.back_months).join(
        table(Roster), roster.id == line.roster_id
    )
    paid: defaultdict[str, set[Month]] = defaultdict(set)
    locked = roster.state == State.LOCKED.value
    for row in reader.rows(
        query.where(roster.programme == programme, locked, line.standing == Standing.PAY.value)
    ):
        paid[row.award_id].add(Month.parse(row.month))
        if row.back_months and row.back_months != "[]":
            paid[row.award_id].update(Month.parse(month) for month, _ in json.loads(row.back_months))
    return paid
