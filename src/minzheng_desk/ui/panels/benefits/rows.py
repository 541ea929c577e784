"""The rows of the lists: frozen, known by a key, each with whom it is about and where they live; pure."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from minzheng_desk.benefits.differences import Change, Difference
from minzheng_desk.benefits.in_payment import InPayment
from minzheng_desk.benefits.overlaps import Overlap
from minzheng_desk.benefits.whereabouts import Whereabouts
from minzheng_desk.kernel.money import Money
from minzheng_desk.policy.model import Source


class Place(NamedTuple):
    """Who it is about, and where they live."""

    household_id: str
    person_id: str
    village: str
    household_number: str
    name: str

    @classmethod
    def of(cls, names: Whereabouts, household_id: str | None, person_id: str | None) -> Place:
        """The names of ids."""
        village, number, name = names.of(household_id, person_id)
        return cls(str(household_id or ""), str(person_id or ""), village, number, name)


class PaidRow(NamedTuple):
    """An award in payment, with what is to be looked at."""

    one: InPayment
    alerts: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """The award."""
        return self.one.award_id

    @property
    def award_id(self) -> str:
        """The award."""
        return self.one.award_id

    @property
    def place(self) -> Place:
        """Who receives it."""
        one = self.one
        home = str(one.household_id or "")
        return Place(home, one.person_id, one.village, one.household_number, one.name)


class DueRow(NamedTuple):
    """Something that is to be looked at by a day."""

    sort: str
    """The value of a `Matter`, or ``death``."""
    label: str
    about: str
    due_on: date
    days_left: int
    place: Place
    sentence: str
    source: Source
    award_id: str | None

    @property
    def key(self) -> tuple[str, str, str, date]:
        """What it is about."""
        whose = self.award_id or self.place.person_id or self.place.household_id
        return self.sort, whose, self.about, self.due_on


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


def difference_row(one: Difference, names: Whereabouts) -> DifferenceRow:
    """A difference with who it is about."""
    return DifferenceRow(one, Place.of(names, one.household_id, one.person_id))


def clash_row(one: Overlap, names: Whereabouts) -> ClashRow:
    """An overlap with who it is about, and what the two are called."""
    labels = dict(zip(one.together.pairing.names, one.together.pairing.labels, strict=True))
    place = Place.of(names, one.household_id, one.person_id)
    return ClashRow(one, place, labels[one.stays.programme], labels[one.goes.programme])
