"""Who counts and what counts: every member and every income with the reason, and the means they make."""

from __future__ import annotations

from typing import NamedTuple

from minzheng_desk.eligibility.model import IncomeFact, PersonFacts
from minzheng_desk.kernel.codes import codes
from minzheng_desk.policy.model import Dated, PolicyOn, Source

Ratio = tuple[int, int]
"""An exact quantity as numerator and denominator, cheaper than a `Fraction` where many are made."""


class Reason(NamedTuple):
    """Why a member counts or not; ``counts`` None leaves it to an officer."""

    counts: bool | None
    sentence: str
    cite: str = "R1 a7"
    prompt: str = ""
    """What an officer may still look into."""


class Standing(NamedTuple):
    """A member and why the member counts or not."""

    person: PersonFacts
    reason: Reason

    @property
    def counts(self) -> bool:
        """True only when the member is counted."""
        return self.reason.counts is True


class IncomeStanding(NamedTuple):
    """A stream of income: counted, excluded, ask, not_running or person_not_counted."""

    income: IncomeFact
    treatment: str
    parameter: str = ""

    @property
    def label(self) -> str:
        """The kind of income in words."""
        return codes("income_kind").label(self.income.kind)

    def source(self, policy: PolicyOn) -> Source | None:
        """The article that says how this kind of income is treated."""
        dated = self.dated(policy)
        return dated.source if dated else None

    def dated(self, policy: PolicyOn) -> Dated | None:
        """The dated treatment of this kind of income."""
        return policy.find(self.parameter) if self.parameter in policy.policy.parameters else None


class Means(NamedTuple):
    """Who is counted and what they have, on one day."""

    standings: tuple[Standing, ...]
    size: int
    income: Ratio | None
    """Monthly income in fen of all counted members together; None when it is not known."""
    incomes: tuple[IncomeStanding, ...] = ()
    asked: tuple[str, ...] = ()
    """Kinds of income whose treatment the policy leaves to be confirmed."""
    unknown: tuple[str, ...] = ()
    """Facts that are missing, in words."""

    @property
    def counted(self) -> tuple[Standing, ...]:
        """The members who are counted."""
        return tuple(standing for standing in self.standings if standing.counts)

    @property
    def excluded(self) -> tuple[IncomeStanding, ...]:
        """The streams that do not count because of their kind."""
        return tuple(standing for standing in self.incomes if standing.treatment == "excluded")
