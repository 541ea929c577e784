"""What people are paid, and have been paid once, with the amounts, laid over the facts of households."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from minzheng_desk.benefits.model import Award, amount_in
from minzheng_desk.benefits.queries import amounts_of, held_in
from minzheng_desk.eligibility.model import HeldFact, HouseholdFacts, OnceFact, PersonFacts
from minzheng_desk.kernel.money import Money
from minzheng_desk.kernel.period import Month
from minzheng_desk.store.reader import Reader, chunks
from minzheng_desk.store.tables import table

Fact = TypeVar("Fact")


@dataclass(frozen=True, slots=True)
class Receipts:
    """By person: the amounts of a month, and the payments made once before."""

    held: Mapping[str, tuple[HeldFact, ...]]
    once: Mapping[str, tuple[OnceFact, ...]]

    def laid_over(self, facts: HouseholdFacts) -> HouseholdFacts:
        """The facts with what each member holds; the very same where nobody holds anything."""
        if not any(self._concerns(person) for person in facts.members):
            return facts
        return replace(facts, members=tuple(self._of(person) for person in facts.members))

    def _concerns(self, person: PersonFacts) -> bool:
        return person.key in self.held or person.key in self.once

    def _of(self, person: PersonFacts) -> PersonFacts:
        if not self._concerns(person):
            return person
        return replace(
            person, held=self.held.get(person.key, ()), received_once=self.once.get(person.key, ())
        )


def receipts_in(reader: Reader, month: Month, person_ids: Sequence[str] | None = None) -> Receipts:
    """What is held in a month, and what was paid once in or before it; ``person_ids`` of these people only.

    Amounts that follow the policy by themselves are left out, because the store does not know them.
    """
    awards = held_in(reader, month, person_ids)
    amounts = amounts_of(reader, [str(award.id) for award in awards])
    held = defaultdict[str, list[HeldFact]](list)
    for award in awards:
        amount = amount_in(amounts.get(award.id, []), month)
        if amount is not None and amount.basis == "decided" and not _is_paid_once(award):
            total = Money(amount.base + amount.supplement)
            fact = HeldFact(programme=award.programme, amount=total, persons=amount.persons)
            held[award.person_id].append(fact)
    once = defaultdict[str, list[OnceFact]](list)
    for award in _ended_awards(reader, month, person_ids):
        if _is_paid_once(award):
            once[award.person_id].append(OnceFact(programme=award.programme, paid_on=award.since.first_day))
    return Receipts(_closed(held), _closed(once))


def _closed(found: Mapping[str, list[Fact]]) -> dict[str, tuple[Fact, ...]]:
    return {person: tuple(facts) for person, facts in found.items()}


def _is_paid_once(award: Award) -> bool:
    """Tell whether an award was for one month only from the start: nobody had to end it for a reason."""
    return award.until == award.since.next and award.ended_reason is None


def _ended_awards(reader: Reader, month: Month, person_ids: Sequence[str] | None) -> list[Award]:
    at = table(Award).c
    begun = at.until.is_not(None), at.since <= str(month)
    if person_ids is None:
        return reader.find(Award, *begun, order_by=[at.since, at.id])
    return [
        award
        for part in chunks(person_ids)
        for award in reader.find(Award, at.person_id.in_(part), *begun, order_by=[at.since, at.id])
    ]
