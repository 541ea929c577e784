"""Three refusals of suitable work cost the refuser's own share (办法第三十四条); pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from minzheng_desk.eligibility.rules.dibao import rounding
from minzheng_desk.kernel.money import Money
from minzheng_desk.policy.model import PolicyOn


@dataclass(frozen=True, slots=True)
class JobOffer:
    """Suitable work that was offered to somebody able to work."""

    offered_on: date
    accepted: bool = False
    excused: bool = False
    """Refused for a good reason, which counts neither way."""


def refused_in_a_row(offers: Iterable[JobOffer]) -> int:
    """How many offers in a row were refused without a good reason, counted back from the latest."""
    refused = 0
    for offer in sorted(offers, key=lambda offer: offer.offered_on, reverse=True):
        if offer.accepted:
            break
        refused += not offer.excused
    return refused


@dataclass(frozen=True, slots=True)
class ShareLost:
    """What three refusals cost, in fen a month."""

    share: Fraction
    """The refuser's own part of the household's amount."""
    remaining: Money
    """What the others go on receiving, rounded as the policy rounds a household's amount."""


def share_lost(amount: Money, persons: int, offers: Sequence[JobOffer], policy: PolicyOn) -> ShareLost | None:
    """The refuser's share and what remains, or None while the offers refused are fewer than the limit.

    Only a computation: it takes effect after a hearing, a written decision and reasons.
    """
    if refused_in_a_row(offers) < policy.whole("refusals.limit"):
        return None
    share = Fraction(amount, persons)
    rest = amount - share
    return ShareLost(share, policy.prepared(rounding).of((rest.numerator, rest.denominator)))
