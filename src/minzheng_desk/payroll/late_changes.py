"""政策追溯补发: parameters that came too late for months they govern, and who is owed what.

They came late because they were published after the roster was drawn up, or because the office still worked
by an older pack then. What is owed is the new amount less what the month received, where the amount paid is
the one that the policy gone by gave; where it is not, the line is only told, because facts have changed too.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import NamedTuple

from minzheng_desk.benefits.granting import receiving
from minzheng_desk.benefits.model import Amounts, Award, AwardAmount, amount_in, is_payable
from minzheng_desk.benefits.queries import amounts_of
from minzheng_desk.benefits.receipts import receipts_in
from minzheng_desk.eligibility.assessing import amount_of_award
from minzheng_desk.eligibility.findings import Calculation, said
from minzheng_desk.eligibility.model import HouseholdFacts
from minzheng_desk.eligibility.queries import facts_of_all
from minzheng_desk.kernel.ids import RecordId
from minzheng_desk.kernel.money import Money
from minzheng_desk.kernel.period import Month
from minzheng_desk.payroll.history import History, paid_before
from minzheng_desk.payroll.model import Roster, RosterLine, Standing, State
from minzheng_desk.payroll.queries import lines_of, rosters
from minzheng_desk.policy.model import ParameterMissing, Policy, PolicyOn, Source
from minzheng_desk.policy.queries import policy_of_edition
from minzheng_desk.store.reader import Reader


class LateParameter(NamedTuple):
    """A parameter as it was known when a month was paid, and as it should have been."""

    name: str
    label: str
    before: str
    after: str
    source: Source
    published: date | None


@dataclass(frozen=True, slots=True)
class LateChange:
    """What one award is owed for one month because a parameter came late."""

    award_id: RecordId
    person_id: RecordId
    household_id: RecordId | None
    name: str
    month: Month
    received: Money
    """What the month has received so far, arrears included, in fen."""
    due: Amounts
    """What it should come to."""
    parameters: tuple[LateParameter, ...]
    is_clear: bool
    """Whether the amount paid is what the policy known then gives; otherwise facts have changed too."""

    @property
    def owed(self) -> Money:
        """What is still to be paid for the month."""
        return Money(max(0, self.due.total - self.received))


def late_changes(reader: Reader, policy: Policy, programme: str) -> list[LateChange]:
    """Everything owed under a programme for months on locked rosters, by month and line.

    Months after a death, an end or a departure are left out.
    """
    locked = [roster for roster in rosters(reader, programme) if roster.state == State.LOCKED.value]
    history = paid_before(reader, programme)
    return [
        change
        for roster in locked
        if (late := _Late(reader, policy, roster)).may_owe
        for change in late.changes(history)
    ]


class _Late:
    """One locked roster beside what the office did not go by when it was drawn up."""

    def __init__(self, reader: Reader, policy: Policy, roster: Roster) -> None:
        self.reader = reader
        self.roster = roster
        self.day = roster.month.last_day
        self.after = policy
        self.gone_by = _gone_by(reader, policy, roster)
        self._before: dict[Month, tuple[Policy, tuple[LateParameter, ...]]] = {}

    @property
    def may_owe(self) -> bool:
        """Whether anything was set otherwise, or nobody can say any more what the office went by."""
        return self.gone_by is None or bool(self.before(self.roster.month)[1])

    def before(self, found_in: Month) -> tuple[Policy, tuple[LateParameter, ...]]:
        """What an amount found in a month was reckoned by as far as is known, and what differs from it."""
        if found_in not in self._before:
            gone_by = self.gone_by or self.after.as_in_force_on(found_in.first_day)
            known = gone_by.as_known_on(self.roster.drawn_up_on)
            self._before[found_in] = known, _differing(known.at(self.day), self.after.at(self.day))
        return self._before[found_in]

    @cached_property
    def facts(self) -> Mapping[str, HouseholdFacts]:
        """The facts with which the month began, by household; the month of a death was paid as any other."""
        month = self.roster.month
        receipts = receipts_in(self.reader, month)
        read = facts_of_all(self.reader, month.first_day, receiving=receiving(self.reader, month))
        return {one.key: receipts.laid_over(_alive_then(one, month)) for one in read}

    def changes(self, history: History) -> Iterator[LateChange]:
        """What the lines of the roster are owed, in their order."""
        lines = [line for line in lines_of(self.reader, self.roster) if line.standing == Standing.PAY.value]
        ids = [str(line.award_id) for line in lines]
        awards, amounts = self.reader.by_ids(Award, ids), amounts_of(self.reader, ids)
        for line in lines:
            award = awards.get(line.award_id)
            if award is None or not is_payable(award, self.roster.month):
                continue
            found = amount_in(amounts[award.id], self.roster.month)
            before = self.before(found.since if found else self.roster.month)
            change = self._change(line, award, before, history.of(award.id).get(self.roster.month, Money(0)))
            if change is not None and change.owed:
                yield change

    def _change(
        self,
        line: RosterLine,
        award: Award,
        before: tuple[Policy, tuple[LateParameter, ...]],
        received: Money,
    ) -> LateChange | None:
        home = self.facts.get(award.household_id or "")
        of_person = self._is_for_persons(award)
        if home is None or not _still_there(home, award, of_person=of_person):
            return None
        old, new = self._worth(home, award, before[0]), self._worth(home, award, self.after)
        if new is None or (old is not None and old.amount == new.amount):
            return None
        return LateChange(
            award.id,
            award.person_id,
            award.household_id,
            line.name,
            self.roster.month,
            received,
            amounts_of_calculation(new),
            self._used(new, before[1]),
            is_clear=old is not None and old.amount == line.base + line.supplement,
        )

    def _is_for_persons(self, award: Award) -> bool:
        known = self.after.programmes.get(award.programme)
        return known is not None and known.unit == "person"

    def _worth(self, home: HouseholdFacts, award: Award, policy: Policy) -> Calculation | None:
        person = award.person_id if self._is_for_persons(award) else None
        try:
            return amount_of_award(award.programme, home, policy, self.day, person=person)
        except ParameterMissing:
            return None

    def _used(self, found: Calculation, late: tuple[LateParameter, ...]) -> tuple[LateParameter, ...]:
        """The late parameters that the amount rests on, products taken apart."""
        names = {said(name, found.trace) for name in found.uses}
        products = [self.after.parameters[name].product for name in names if name in self.after.parameters]
        names |= {factor for product in products for factor in product}
        used = tuple(one for one in late if one.name in names)
        return used or late


def _gone_by(reader: Reader, policy: Policy, roster: Roster) -> Policy | None:
    """The policy a roster was drawn up by, or None where that edition is not to be had any more."""
    if roster.pack == f"{policy.pack} {policy.version}":
        return policy
    return policy_of_edition(reader, roster.pack, roster.drawn_up_on)


def _differing(before: PolicyOn, after: PolicyOn) -> tuple[LateParameter, ...]:
    """The parameters that were set otherwise than people knew, those that are products left out."""
    found = []
    for name, parameter in after.policy.parameters.items():
        older = before.policy.parameters.get(name)
        was, now = older.own_value(before.day) if older else None, parameter.own_value(after.day)
        if now is not None and (was is None or was.value != now.value):
            shown = parameter.shown(was) if was else "（没有数值）"
            found.append(
                LateParameter(name, parameter.label, shown, parameter.shown(now), now.source, now.published)
            )
    return tuple(found)


def _alive_then(home: HouseholdFacts, month: Month) -> HouseholdFacts:
    """A household without the deaths that came in the month or after it."""
    if all(one.died_on is None for one in home.members):
        return home
    members = (
        replace(one, died_on=None) if one.died_on and one.died_on >= month.first_day else one
        for one in home.members
    )
    return replace(home, members=tuple(members))


def _still_there(home: HouseholdFacts, award: Award, *, of_person: bool) -> bool:
    """Whether somebody is left to whom the month is due: the person, or of a household anybody."""
    people = [one for one in home.members if one.key == award.person_id or not of_person]
    return any(one.died_on is None for one in people)


def amounts_of_calculation(found: Calculation) -> Amounts:
    """A calculation in the two parts that rosters show."""
    apart = Money(int(found.trace.get("care", found.trace.get("supplement", 0))))
    return Amounts(Money(found.amount - apart), apart)


def raised_amounts(
    changes: Sequence[LateChange], amounts: Sequence[AwardAmount], last: Month
) -> list[AwardAmount]:
    """The amounts to be written for one award so that each month is worth what it should be; pure.

    ``last`` is the last month that was paid. Months that are owed nothing keep what they had; what the last
    month is worth goes on from there.
    """
    due = {change.month: change.due for change in changes}
    written: list[AwardAmount] = []
    if not due:
        return written
    first = min(due)
    for month in (first + later for later in range(last - first + 1)):
        in_force = amount_in(amounts, month)
        running = amount_in([*amounts, *written], month)
        if in_force is None or running is None:
            continue
        wanted = due.get(month) or Amounts(in_force.base, in_force.supplement)
        if (running.base, running.supplement) != (wanted.base, wanted.supplement):
            written.append(_amount(in_force, month, wanted, is_late=month in due))
    return written


def _amount(in_force: AwardAmount, month: Month, wanted: Amounts, *, is_late: bool) -> AwardAmount:
    return AwardAmount(
        award_id=in_force.award_id,
        since=month,
        base=wanted.base,
        supplement=wanted.supplement,
        persons=in_force.persons,
        household_income=in_force.household_income,
        reason="政策追溯补发" if is_late else in_force.reason,
    )
