"""Disability certificates: which grades the texts call for, and when a certificate does not say enough."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import NamedTuple

from minzheng_desk.eligibility.model import CertificateFact
from minzheng_desk.kernel.codes import codes

_SEVERE_GRADES = frozenset({"1", "2"})
_MENTAL = frozenset({"5", "6"})
"""智力残疾, 精神残疾."""
_SINGLE_CATEGORIES = "123456"
_MULTIPLE = "7"
_LIGHTEST = 4
Fits = Callable[[str, str], bool]
"""Whether a category and grade are among those a text names."""


class Held(NamedTuple):
    """Whether somebody holds a certificate that fits; None when that has to be found out."""

    fits: bool | None
    words: str = ""


def held(certificates: Iterable[CertificateFact], on: date, fits: Fits) -> Held:
    """Return whether a certificate in force fits.

    An expired one, and multiple disability without its parts, leave it open: no national rule covers
    the one, and the other hides its categories (残疾人证管理办法).
    """
    open_ = ""
    for certificate in certificates:
        fitting = any(fits(category, grade) for category, grade in certificate.kinds())
        if certificate.is_cancelled(on):
            continue
        if certificate.has_expired(on):
            if fitting:
                expired = f"的残疾人证已于 {certificate.expires_on} 到期，请换证后核实"
                open_ = certificate_words(certificate) + expired
        elif fitting:
            return Held(fits=True, words=certificate_words(certificate))
        elif may_fit(certificate, fits):
            open_ = f"{certificate_words(certificate)}未登记各分项，请查明分项的类别和等级"
    return Held(fits=None, words=open_) if open_ else Held(fits=False)


def may_fit(certificate: CertificateFact, fits: Fits) -> bool:
    """Tell whether multiple disability without its parts may hide one that fits; none is heavier."""
    if certificate.category != _MULTIPLE or certificate.parts:
        return False
    grades = [str(grade) for grade in range(int(certificate.grade), _LIGHTEST + 1)]
    return any(fits(category, grade) for category in _SINGLE_CATEGORIES for grade in grades)


def is_severe(certificates: Iterable[CertificateFact], on: date) -> bool:
    """Tell whether a certificate in force says grade one or two (重度残疾)."""
    return held(certificates, on, lambda _, grade: grade in _SEVERE_GRADES).fits is True


def severe_or_mental(certificates: Iterable[CertificateFact], on: date) -> Held:
    """Return whether a certificate is of grade one or two, or of grade three for 智力 or 精神."""
    return held(certificates, on, _is_severe_or_mental)


def _is_severe_or_mental(category: str, grade: str) -> bool:
    return grade in _SEVERE_GRADES or (grade == "3" and category in _MENTAL)


def certificate_words(certificate: CertificateFact) -> str:
    """Return category and grade as people say them, such as 肢体残疾二级."""
    category = codes("disability_category").label(certificate.category)
    return category + codes("disability_grade").label(certificate.grade)
