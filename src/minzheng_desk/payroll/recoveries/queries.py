"""What was paid too much and is not asked back yet; what is asked back and has not come."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from minzheng_desk.benefits.model import Award
from minzheng_desk.households.model import Person
from minzheng_desk.kernel.money import Money
from minzheng_desk.kernel.period import Month
from minzheng_desk.payroll.gathering import overpaid_awards, why_ended
from minzheng_desk.payroll.model import Recovery, Refund
from minzheng_desk.payroll.recoveries.model import (
    Overpayment,
    RecoveryState,
    not_yet_asked,
)
from minzheng_desk.policy.model import Policy
from minzheng_desk.store.reader import Reader
from minzheng_desk.store.tables import table


def overpayments(reader: Reader, programme: str, policy: Policy) -> list[Overpayment]:
    """What was really paid too much under a programme and is not asked back yet, by name."""
    asked = _asked(reader, programme)
    label = policy.programme(programme).label
    found = []
    for award, person, overpaid in overpaid_awards(reader, programme, policy):
        months = not_yet_asked(overpaid, asked[award.id])
        if months:
            cause, proof = _cause(award, person)
            made = Overpayment(
                award.id,
                person.id,
                person.name,
                programme,
                label,
                months,
                cause,
                proof,
                is_death=person.died_on is not None,
            )
            found.append(made)
    return sorted(found, key=lambda one: (one.name, one.award_id))


def recoveries(reader: Reader, *, only_open: bool = False) -> list[RecoveryState]:
    """Every recovery with its refunds, the oldest first."""
    at = table(Refund).c
    refunds: defaultdict[str, list[Refund]] = defaultdict(list)
    for refund in reader.find(Refund, order_by=[at.refunded_on, at.id]):
        refunds[refund.recovery_id].append(refund)
    own = table(Recovery).c
    found = [
        RecoveryState(one, tuple(refunds[one.id]))
        for one in reader.find(Recovery, order_by=[own.opened_on, own.id])
    ]
    return [one for one in found if one.is_open or not only_open]


def recovery_state(reader: Reader, recovery: Recovery) -> RecoveryState:
    """A recovery beside what has come back for it; raises `NotFound`."""
    at = table(Refund).c
    refunds = reader.find(Refund, at.recovery_id == recovery.id, order_by=[at.refunded_on, at.id])
    return RecoveryState(reader.get(Recovery, recovery.id), tuple(refunds))


def still_open(states: Sequence[RecoveryState]) -> Money:
    """What is still to come back, of all of them together."""
    return Money(sum(state.outstanding for state in states))


def _asked(reader: Reader, programme: str) -> defaultdict[str, dict[Month, Money]]:
    """By award and month, what recoveries ask for already."""
    asked: defaultdict[str, dict[Month, Money]] = defaultdict(dict)
    for one in reader.find(Recovery, table(Recovery).c.programme == programme):
        for month, amount in one.by_month:
            of_award = asked[one.award_id]
            of_award[month] = Money(of_award.get(month, 0) + amount)
    return asked


def _cause(award: Award, person: Person) -> tuple[str, str]:
    """Why too much was paid, and how that is known."""
    if person.died_on is not None:
        return f"领款人于{person.died_on}去世，之后仍发放", person.died_source or ""
    if award.until is not None:
        return why_ended(award), "停发决定"
    return "核定金额低于已发金额", "核定金额调整"
