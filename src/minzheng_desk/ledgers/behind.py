"""What stands behind the figures of a ledger: the months there are, their sums, the people of a count."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import NamedTuple

from minzheng_desk.kernel.ids import RecordId
from minzheng_desk.kernel.money import Money
from minzheng_desk.kernel.period import Month
from minzheng_desk.payroll.model import Standing
from minzheng_desk.payroll.queries import lines_of, rosters
from minzheng_desk.store.reader import Reader


@dataclass(frozen=True, slots=True)
class ProgrammeMonths:
    """What one programme paid in each of the months asked for, the oldest first."""

    programme: str
    label: str
    paid: tuple[Money, ...]


@dataclass(frozen=True, slots=True)
class MonthsPaid:
    """The last months and what every programme paid in them."""

    months: tuple[Month, ...]
    programmes: tuple[ProgrammeMonths, ...]
    locked: bool
    """Whether every roster of the last month is locked, so that its figures no longer change."""

    def total(self, at: int) -> Money:
        """What all programmes together paid in the month at this place."""
        return Money(sum(one.paid[at] for one in self.programmes))


class PersonBehind(NamedTuple):
    """One line behind a figure: a person, or a household by its head."""

    id: RecordId
    name: str
    id_number: str | None
    household_number: str
    persons: int
    amount: Money


def months_known(reader: Reader) -> tuple[Month, ...]:
    """The months with rosters, the newest first."""
    return tuple(sorted({roster.month for roster in rosters(reader)}, reverse=True))


def paid_by_programme(reader: Reader, last: Month, count: int = 12) -> MonthsPaid:
    """What every programme paid in the ``count`` months up to ``last``; a month without a roster paid 0."""
    months = tuple(last + step for step in range(1 - count, 1))
    labels: dict[str, str] = {}
    sums: defaultdict[str, dict[Month, int]] = defaultdict(dict)
    locked = []
    for roster in rosters(reader):
        if roster.month in months:
            labels[roster.programme] = roster.programme_label
            sums[roster.programme][roster.month] = roster.total
        if roster.month == last:
            locked.append(roster.is_locked)
    programmes = tuple(
        ProgrammeMonths(name, label, tuple(Money(sums[name].get(month, 0)) for month in months))
        for name, label in labels.items()
    )
    return MonthsPaid(months, programmes, bool(locked) and all(locked))


def people_behind(
    reader: Reader, month: Month, village: str, programme: str = "", area: str = ""
) -> tuple[PersonBehind, ...]:
    """The lines a village was paid in a month, of one programme or of all, of one kind of hukou or of all."""
    found = []
    for roster in rosters(reader, programme or None, month):
        for line in lines_of(reader, roster):
            paid = line.standing == Standing.PAY.value
            if paid and line.region_name == village and area in ("", line.hukou_kind):
                found.append(
                    PersonBehind(
                        line.id,
                        line.name,
                        line.id_number,
                        line.household_number,
                        line.persons,
                        line.amount,
                    )
                )
    return tuple(found)
