"""The rows of the lists: frozen, known by a key, each with whom it is about and where they live; pure."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from minzheng_desk.benefits.in_payment import InPayment
from minzheng_desk.benefits.whereabouts import Place
from minzheng_desk.policy.model import Source


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
