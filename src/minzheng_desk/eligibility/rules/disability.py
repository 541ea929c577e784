"""Disability certificates: which are in force, and which grades the texts call severe."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from minzheng_desk.eligibility.model import CertificateFact
from minzheng_desk.kernel.codes import codes

_SEVERE_GRADES = frozenset({"1", "2"})
_MENTAL = frozenset({"5", "6"})
"""智力残疾, 精神残疾."""


def in_force(certificates: Iterable[CertificateFact], on: date) -> Iterator[CertificateFact]:
    """Yield the certificates that are neither expired nor cancelled on a day."""
    return (held for held in certificates if not held.has_expired(on) and not held.is_cancelled(on))


def is_severe(certificates: Iterable[CertificateFact], on: date) -> bool:
    """Tell whether a certificate in force says grade one or two (重度残疾)."""
    return any(held.grade in _SEVERE_GRADES for held in in_force(certificates, on))


def is_severe_or_mental(certificates: Iterable[CertificateFact], on: date) -> bool:
    """Tell whether a certificate in force is severe, or of grade three for 智力 or 精神."""
    return any(
        grade in _SEVERE_GRADES or (grade == "3" and category in _MENTAL)
        for held in in_force(certificates, on)
        for category, grade in held.kinds()
    )


def certificate_words(held: CertificateFact) -> str:
    """Return category and grade as people say them, such as 肢体残疾二级."""
    return codes("disability_category").label(held.category) + codes("disability_grade").label(held.grade)
