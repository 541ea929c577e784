"""What a re-check of the whole township came to, each line with whom it is about and where; pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from minzheng_desk.benefits.differences import Change, Difference
from minzheng_desk.benefits.overlaps import Overlap
from minzheng_desk.benefits.whereabouts import Place, Whereabouts
from minzheng_desk.kernel.money import Money


class DifferenceRow(NamedTuple):
    """An award beside today's assessment, or an assessment nobody has acted on."""

    one: Difference
    place: Place

    @property
    def key(self) -> tuple[str, str, str]:
        """The programme and who holds it."""
        return self.one.programme, self.place.household_id, self.place.person_id

    @property
    def award_id(self) -> str | None:
        """The award; None where there is none yet."""
        return self.one.award_id

    @property
    def causes(self) -> str:
        """Why they part, in words."""
        return "、".join(cause.label for cause in self.one.causes)

    @property
    def first_reason(self) -> str:
        """The first sentence of what it rests on."""
        return self.one.reasons[0] if self.one.reasons else ""

    @property
    def moved(self) -> Money | None:
        """What the suggestion adds to a month's total; None where nothing can be said."""
        return None if self.one.assessed is None and self.one.change is not Change.GRANT else self.one.moved


class ClashRow(NamedTuple):
    """Two benefits that do not go together."""

    one: Overlap
    place: Place
    stays: str
    goes: str

    @property
    def key(self) -> tuple[str, str, str]:
        """The two awards, and who holds both."""
        return self.one.stays.award_id, self.one.goes.award_id, self.one.person_id

    @property
    def award_id(self) -> str:
        """The award that should not be paid."""
        return self.one.goes.award_id

    @property
    def is_partly(self) -> bool:
        """Whether only a share of the award should not be paid: it goes on, lower, for the others."""
        return self.one.at_stake < self.one.goes.total


class TownshipChecked(NamedTuple):
    """What going through every household found; the counts add up."""

    on: date
    households: int
    awards: int
    agreeing: int
    apart: int
    """Awards in phase-out or suspended, which are not compared."""
    unclaimed: tuple[DifferenceRow, ...]
    """应享未享."""
    clashes: tuple[ClashRow, ...]
    differences: tuple[DifferenceRow, ...]
    lacking: Mapping[str, int]
    """By the label of a parameter the policy has no value for, how often it was wanted."""

    @property
    def unclaimed_total(self) -> Money:
        """What those left out would receive each month, in fen."""
        return Money(sum(row.one.moved for row in self.unclaimed))

    @property
    def clashing_total(self) -> Money:
        """What is paid each month beside what it does not go with, in fen."""
        return Money(sum(row.one.at_stake for row in self.clashes))


def difference_row(one: Difference, names: Whereabouts) -> DifferenceRow:
    """A difference with who it is about."""
    return DifferenceRow(one, Place.of(names, one.household_id, one.person_id))


def clash_row(one: Overlap, names: Whereabouts) -> ClashRow:
    """An overlap with who it is about, and what the two are called."""
    labels = dict(zip(one.together.pairing.names, one.together.pairing.labels, strict=True))
    place = Place.of(names, one.household_id, one.person_id)
    return ClashRow(one, place, labels[one.stays.programme], labels[one.goes.programme])
