"""Suspending what an expired certificate no longer carries, and paying it again once it is renewed.

Nothing of this happens by itself: the re-check suggests, a named person chooses the lines, one undo takes
the whole back.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

from minzheng_desk.benefits.differences import Change, Difference
from minzheng_desk.benefits.model import EXPIRED, Award, Suspension, is_payable, suspended_in
from minzheng_desk.benefits.queries import suspensions_in, suspensions_of
from minzheng_desk.eligibility.model import PersonFacts
from minzheng_desk.eligibility.rules.certificates import covers
from minzheng_desk.kernel.operations import operation
from minzheng_desk.kernel.period import Month
from minzheng_desk.kernel.permissions import Permission
from minzheng_desk.policy.model import Policy, PolicyOn
from minzheng_desk.store.reader import Reader
from minzheng_desk.store.transaction import Transaction

_MANY = Fraction(1, 10)
"""The share of what is paid above which a step is no everyday one: a caution of the house, not of a law."""


def stops_many(stopped: int, in_payment: int) -> bool:
    """Tell whether a step would stop so many of those in payment at once that it is confirmed by typing.

    One award alone is never many, whatever its share.
    """
    return stopped > 1 and stopped > in_payment * _MANY


class SuspendedAward(NamedTuple):
    """An award that is suspended in a month."""

    award: Award
    suspension: Suspension


class Applied(NamedTuple):
    """What became of the lines chosen; the counts add up to them."""

    done: tuple[Suspension, ...]
    nothing_to_do: int
    """Lines of awards that have ended, or are suspended or paid already as suggested."""


def suspended_awards(reader: Reader, policy: Policy, month: Month) -> dict[tuple[str, str], SuspendedAward]:
    """What is suspended in a month, by programme and by the household or person that holds it."""
    suspensions = suspensions_in(reader, month)
    awards = reader.by_ids(Award, sorted({str(one.award_id) for one in suspensions}))
    found: dict[tuple[str, str], SuspendedAward] = {}
    for one in suspensions:
        award = awards[one.award_id]
        programme = policy.programmes.get(award.programme)
        if programme is not None and is_payable(award, month):
            holder = award.household_id if programme.unit == "household" else award.person_id
            found[award.programme, str(holder)] = SuspendedAward(award, one)
    return found


def payable_from(suspension: Suspension, person: PersonFacts, policy: PolicyOn) -> Month:
    """The first month to be paid again: that of the suspension where the policy pays the months between."""
    month, last = suspension.since, Month.of(policy.day)
    while month < last and not covers(person.certificates, month, policy):
        month = month.next
    return month


@operation("award.suspend_expired", "残疾人证到期暂停发放", may=Permission.GRANT)
def suspend_expired(
    tx: Transaction, chosen: Sequence[Difference], *, unpaid_from: Mapping[str, Month]
) -> Applied:
    """Suspend the awards of the lines chosen until their certificates are renewed, as one change.

    ``unpaid_from`` says by programme from which month on nothing has been paid: what was paid stays paid.
    """
    lines = [one for one in chosen if one.change is Change.SUSPEND and one.award_id and one.since]
    awards = tx.by_ids(Award, [str(one.award_id) for one in lines])
    known = suspensions_of(tx, list(awards))
    made: list[Suspension] = []
    for one in lines:
        award = awards[str(one.award_id)]
        since = max(one.since or award.since, award.since, unpaid_from.get(award.programme, award.since))
        if is_payable(award, since) and not suspended_in(known.get(award.id, []), since):
            reason = "；".join(one.reasons)
            made.append(Suspension(award_id=award.id, since=since, cause=EXPIRED, reason=reason))
    tx.put_all(made)
    tx.note = f"残疾人证到期暂停发放 {len(made)} 份"
    return Applied(tuple(made), len(chosen) - len(made))


@operation("award.resume_renewed", "换证后恢复发放", may=Permission.GRANT)
def resume_renewed(tx: Transaction, chosen: Sequence[Difference]) -> Applied:
    """Pay the awards of the lines chosen again, each from the month suggested on, as one change."""
    lines = {str(one.award_id): one for one in chosen if one.change is Change.RESUME and one.since}
    ended = [
        dataclasses.replace(suspension, until=max(one.since, suspension.since))
        for award_id, suspensions in suspensions_of(tx, list(lines)).items()
        for suspension in suspensions
        if (one := lines[award_id]).since and suspension.until is None and suspension.cause == EXPIRED
    ]
    tx.put_all(ended)
    tx.note = f"换证后恢复发放 {len(ended)} 份"
    return Applied(tuple(ended), len(chosen) - len(ended))
