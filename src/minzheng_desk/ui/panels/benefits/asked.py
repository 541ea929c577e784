"""What 待遇管理 asks of the rooms: who is paid, what falls due, and what the whole township comes to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from minzheng_desk.benefits.dues import Due, Matter, dues
from minzheng_desk.benefits.in_payment import in_payment
from minzheng_desk.benefits.pressing import DEATH
from minzheng_desk.benefits.queries import held_in
from minzheng_desk.benefits.today import DeathInPayment, deaths_in_payment, without_account
from minzheng_desk.benefits.whereabouts import Place, Whereabouts, whereabouts
from minzheng_desk.kernel.money import Money, shown
from minzheng_desk.kernel.period import Month
from minzheng_desk.policy.queries import office_policy
from minzheng_desk.ui.panels.benefits.rows import DueRow, PaidRow

NO_ACCOUNT = "no_account"


class PaidNow(NamedTuple):
    """Everybody in payment."""

    on: date
    rows: tuple[PaidRow, ...]
    total: Money
    """What they are paid in the month, in fen."""
    labels: Mapping[str, str]
    """The programmes that are paid, and what each is called."""


class MattersNow(NamedTuple):
    """What falls due, and what is to be looked at in what is paid."""

    on: date
    rows: tuple[DueRow, ...]
    alerts: Mapping[str, tuple[str, ...]]
    """By award, what is to be looked at: values of `Matter`, ``death``, ``no_account``."""


def paid_now(reader: Any, on: date) -> PaidNow:
    """Everybody in payment, before anything is said about them: the list stands at once."""
    paid = in_payment(reader, office_policy(reader), on)
    total, labels = Money(sum(one.paid for one in paid)), {one.programme: one.label for one in paid}
    return PaidNow(on, tuple(PaidRow(one) for one in paid), total, labels)


def matters_now(reader: Any, on: date) -> MattersNow:
    """What is overdue or falls due this month or next, deaths among those paid, missing accounts."""
    policy = office_policy(reader)
    due, deaths = dues(reader, policy, on), deaths_in_payment(reader, policy, on)
    names = whereabouts(reader, [*due, *deaths])
    missing = without_account(reader, policy, Month.of(on))
    rows = [*(_of_due(one, names, on) for one in due), *(_of_death(one, names, on) for one in deaths)]
    alerts = defaultdict[str, list[str]](list)
    for award_id, kind in _alerts(due, deaths, missing):
        alerts[award_id].append(kind)
    ending = {str(one.person_id) for one in due if one.matter is Matter.CERTIFICATE and one.person_id}
    for award in held_in(reader, Month.of(on), ending):
        programme = policy.programmes.get(award.programme)
        if programme is not None and programme.unit == "person":
            alerts[award.id].append(Matter.CERTIFICATE.value)
    return MattersNow(
        on, tuple(sorted(rows, key=_first_due)), {key: tuple(kinds) for key, kinds in alerts.items()}
    )


def overdue(reader: Any, on: date) -> int:
    """How many things are late: reviews, certificates, ages, validities, benefits of the dead."""
    policy = office_policy(reader)
    late = sum(one.overdue_by(on) > 0 for one in dues(reader, policy, on))
    return late + len(deaths_in_payment(reader, policy, on))


def _alerts(
    due: Sequence[Due], deaths: Sequence[DeathInPayment], missing: Sequence[Any]
) -> Iterator[tuple[str, str]]:
    yield from ((death.award_id, DEATH) for death in deaths)
    yield from ((one.award_id, NO_ACCOUNT) for one in missing)
    yield from ((one.award_id, one.matter.value) for one in due if one.award_id is not None)


def _of_due(one: Due, names: Whereabouts, on: date) -> DueRow:
    return DueRow(
        one.matter.value,
        one.matter.label,
        one.about,
        one.due_on,
        (one.due_on - on).days,
        Place.of(names, one.household_id, one.person_id),
        one.sentence,
        one.source,
        one.award_id,
    )


def _of_death(one: DeathInPayment, names: Whereabouts, on: date) -> DueRow:
    said = f"已于 {one.died_on} 去世，{one.label}仍按原额发放，每月涉及 {shown(one.at_stake)} 元。"
    return DueRow(
        DEATH,
        "死亡待停发",
        one.label,
        one.due_on,
        (one.due_on - on).days,
        Place.of(names, one.household_id, one.person_id),
        said,
        one.source,
        one.award_id,
    )


def _first_due(row: DueRow) -> tuple[date, str, str, str]:
    return row.due_on, row.sort, row.place.household_number, row.place.name
