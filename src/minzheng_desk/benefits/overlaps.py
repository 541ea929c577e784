"""Benefits that do not go together: who holds two of them in a month, and the money at stake."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import NamedTuple

from sqlalchemy import or_

from minzheng_desk.benefits.model import Award, AwardAmount, amount_in, suspended_in
from minzheng_desk.benefits.queries import amounts_of, awards_in, programmes_awarded, suspensions_of
from minzheng_desk.eligibility.assessing import amount_of_award
from minzheng_desk.eligibility.means import household_means
from minzheng_desk.eligibility.model import HouseholdFacts, PersonFacts
from minzheng_desk.eligibility.queries import facts_of_household
from minzheng_desk.eligibility.terms import household_terms
from minzheng_desk.households.model import Member, Person
from minzheng_desk.kernel.ids import RecordId
from minzheng_desk.kernel.money import Money
from minzheng_desk.kernel.period import Month
from minzheng_desk.policy.exclusions import Together, together
from minzheng_desk.policy.model import ParameterMissing, Policy, PolicyOn
from minzheng_desk.store.reader import Reader
from minzheng_desk.store.tables import table

STANDS_IN_THE_WAY = frozenset({"excluded", "higher_of"})
"""Relations under which two benefits must not both be paid."""


class Holding(NamedTuple):
    """One award in one month, with what it pays."""

    award_id: RecordId
    programme: str
    person_id: RecordId
    household_id: RecordId | None
    of_household: bool
    total: Money
    persons: int
    since: Month

    @property
    def share(self) -> Money:
        """What of it falls to one person, fractions of a fen left out."""
        return Money(self.total // max(self.persons, 1)) if self.of_household else self.total


class Overlap(NamedTuple):
    """Two benefits held together that do not go together."""

    household_id: RecordId | None
    person_id: RecordId
    """Who holds both; the holder of the award to end where the whole household does."""
    stays: Holding
    goes: Holding
    """The award that should not be paid, by the matrix or because it is the lower."""
    together: Together
    at_stake: Money
    """What should not be paid each month, in fen: of a household's award the person's share."""

    @property
    def sentence(self) -> str:
        """The finding as it is read out, with its citation."""
        labels = dict(zip(self.together.pairing.names, self.together.pairing.labels, strict=True))
        said = f"{labels[self.stays.programme]}与{labels[self.goes.programme]}{self.together.label}"
        return f"{said}（{self.together.source}）。{self.together.pairing.says}"


def overlaps(reader: Reader, policy: Policy, month: Month) -> list[Overlap]:
    """Everybody in the store who in a month holds two benefits that do not go together, by household."""
    found = holdings_in(reader, policy, month)
    membership = _Membership.of(reader, month, found)
    standing = policy.at(month.last_day)
    homes = membership.homes(found)
    return [overlap for home in homes for overlap in _in_home(reader, home, standing, month)]


def holdings_in(reader: Reader, policy: Policy, month: Month) -> list[Holding]:
    """Every award that pays in a month; suspended ones are left out."""
    found: list[Holding] = []
    for programme in programmes_awarded(reader):
        awards = awards_in(reader, programme, month)
        ids = [str(award.id) for award in awards]
        amounts, suspensions = amounts_of(reader, ids), suspensions_of(reader, ids)
        people = _paid_by_policy(reader, awards, amounts, month)
        for award in awards:
            amount = amount_in(amounts.get(award.id, []), month)
            if amount is not None and not suspended_in(suspensions.get(award.id, []), month):
                worth = worth_in(award, amount, people.get(award.person_id), policy, month)
                found.append(_holding(award, amount, worth, policy))
    return found


def _paid_by_policy(
    reader: Reader, awards: Sequence[Award], amounts: Mapping[str, list[AwardAmount]], month: Month
) -> dict[str, Person]:
    ids = [
        str(award.person_id)
        for award in awards
        if (amount := amount_in(amounts.get(award.id, []), month)) and amount.basis == "policy"
    ]
    return reader.by_ids(Person, ids)


def worth_in(award: Award, amount: AwardAmount, person: Person | None, policy: Policy, month: Month) -> Money:
    """What an award pays in a month: as decided, or what the policy says of a person of that age, in fen."""
    decided = Money(amount.base + amount.supplement)
    if amount.basis != "policy" or person is None or award.programme not in policy.programmes:
        return decided
    facts = HouseholdFacts(
        key=person.id,
        area=person.hukou_kind or "rural",
        members=(
            PersonFacts(key=person.id, name=person.name, born_on=person.born_on, died_on=person.died_on),
        ),
    )
    try:
        found = amount_of_award(award.programme, facts, policy, month.last_day)
    except ParameterMissing:
        return decided
    return found.amount if found else decided


def _holding(award: Award, amount: AwardAmount, worth: Money, policy: Policy) -> Holding:
    programme = policy.programmes.get(award.programme)
    of_household = programme is not None and programme.unit == "household"
    return Holding(
        award.id,
        award.programme,
        award.person_id,
        award.household_id,
        of_household,
        worth,
        amount.persons,
        award.since,
    )


class _Home(NamedTuple):
    """A household in a month: its members and what it and they hold."""

    household_id: RecordId | None
    members: tuple[RecordId, ...]
    held: tuple[Holding, ...]
    """What the household as a whole holds."""
    own: Mapping[RecordId, tuple[Holding, ...]]
    """What members hold for themselves."""


class _Membership(NamedTuple):
    """Who lived where in a month, one person on file twice being one."""

    home_of: dict[str, RecordId]
    members: dict[str, list[RecordId]]
    one: dict[str, RecordId]
    """By person, the record by which the person is known here: the first of the same identity number."""

    @classmethod
    def of(cls, reader: Reader, month: Month, found: Sequence[Holding]) -> _Membership:
        """Read the memberships of a month."""
        at = table(Member).c
        begun, not_ended = at.since <= month.last_day, or_(at.until.is_(None), at.until > month.first_day)
        home_of, members = dict[str, RecordId](), defaultdict[str, list[RecordId]](list)
        for member in reader.find(Member, begun, not_ended, order_by=[at.id]):
            home_of[member.person_id] = member.household_id
            members[member.household_id].append(member.person_id)
        return cls(home_of, members, same_people(reader, [str(held.person_id) for held in found]))

    def homes(self, found: Sequence[Holding]) -> list[_Home]:
        """The households in which something is held, with what is."""
        held, own = defaultdict[str, list[Holding]](list), defaultdict[str, list[Holding]](list)
        for holding in found:
            person = self.one.get(holding.person_id, holding.person_id)
            home = holding.household_id if holding.of_household else self.home_of.get(person)
            key = str(home or holding.household_id or person)
            (held if holding.of_household else own)[key].append(holding)
        return [self._home(key, held.get(key, []), own.get(key, [])) for key in sorted({*held, *own})]

    def _home(self, key: str, held: list[Holding], own: list[Holding]) -> _Home:
        by_person: defaultdict[RecordId, list[Holding]] = defaultdict(list)
        for holding in own:
            by_person[self.one.get(holding.person_id, holding.person_id)].append(holding)
        members = tuple(self.members.get(key, ()))
        household = RecordId(key) if members or held else None
        return _Home(household, members, tuple(held), {p: tuple(each) for p, each in by_person.items()})


def same_people(reader: Reader, person_ids: Iterable[str]) -> dict[str, RecordId]:
    """By person, the first record on file under the same identity number: who is on file twice is one."""
    first: dict[str, RecordId] = {}
    people = reader.by_ids(Person, sorted(set(person_ids)))
    return {key: first.setdefault(person.id_number or person.id, person.id) for key, person in people.items()}


def _in_home(reader: Reader, home: _Home, policy: PolicyOn, month: Month) -> Iterator[Overlap]:
    for person, own in home.own.items():
        yield from _of(combinations(own, 2), policy, home, person, "person", "household")
    everything = [*home.held, *(holding for own in home.own.values() for holding in own)]
    whole = [
        pair
        for pair in combinations(everything, 2)
        if pair[0].of_household or pair[0].person_id != pair[1].person_id
    ]
    yield from _of(whole, policy, home, None, "household")
    apart = [
        (person, held, holding)
        for person, own in home.own.items()
        for holding in own
        for held in home.held
        if _relation(policy, held, holding, "person") is not None
    ]
    if apart:
        covered = _covered(reader, home, policy, month)
        for person, held, holding in apart:
            if person in covered.get(held.award_id, ()):
                yield from _of([(held, holding)], policy, home, person, "person")


def _covered(reader: Reader, home: _Home, policy: PolicyOn, month: Month) -> dict[RecordId, set[RecordId]]:
    """By household award, the members it pays for.

    Those who count; and where it pays for more than count, those who were left out because they are in a
    programme of their own, which is what the list is about.
    """
    own = {str(person): tuple(h.programme for h in held) for person, held in home.own.items()}
    facts = facts_of_household(reader, str(home.household_id), month.last_day, own)
    means = household_means(facts, policy.prepared(household_terms))
    counted = {RecordId(standing.person.key) for standing in means.counted}
    others = [person for person in home.own if person not in counted]
    return {held.award_id: counted | set(others[: max(0, held.persons - means.size)]) for held in home.held}


def _of(
    pairs: Iterable[tuple[Holding, Holding]],
    policy: PolicyOn,
    home: _Home,
    person: RecordId | None,
    *scopes: str,
) -> Iterator[Overlap]:
    for one, other in pairs:
        found = _relation(policy, one, other, *scopes)
        if found is not None:
            stays, goes = _which_goes(one, other, found)
            at_stake = goes.share if found.pairing.per == "person" else goes.total
            yield Overlap(home.household_id, person or goes.person_id, stays, goes, found, at_stake)


def _relation(policy: PolicyOn, one: Holding, other: Holding, *scopes: str) -> Together | None:
    found = together(policy, one.programme, other.programme)
    if found is None or found.relation not in STANDS_IN_THE_WAY or found.pairing.per not in scopes:
        return None
    return found


def _which_goes(one: Holding, other: Holding, found: Together) -> tuple[Holding, Holding]:
    """The award that stays and the one that goes: as the matrix says, else the lower goes."""
    keeps = found.pairing.keeps if found.relation == "excluded" else None
    if keeps is not None:
        return (one, other) if one.programme == keeps else (other, one)
    return (one, other) if (one.share, other.award_id) > (other.share, one.award_id) else (other, one)
