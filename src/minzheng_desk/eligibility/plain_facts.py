"""Facts in plain words for keeping: what was known, without the numbers that identify people."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date
from typing import Any

from minzheng_desk.kernel.period import Month

_NOT_KEPT = frozenset({"id_number", "number", "illness"})
"""What an assessment never needs in order to be understood later."""


def plain_facts(fact: Any) -> Any:
    """Return a fact as plain values; what is not known, or as usual, is left out.

    >>> from minzheng_desk.eligibility.model import AssetFact
    >>> plain_facts(AssetFact(kind="deposit", quantity=2, as_of=date(2026, 11, 1)))
    {'kind': 'deposit', 'quantity': 2, 'as_of': '2026-11-01'}
    """
    if is_dataclass(fact):
        return dict(_known(fact))
    if isinstance(fact, tuple | list):
        return [plain_facts(part) for part in fact]
    if isinstance(fact, Mapping):
        return {name: plain_facts(part) for name, part in fact.items()}
    return str(fact) if isinstance(fact, date | Month) else fact


def _known(fact: Any) -> list[tuple[str, Any]]:
    found = []
    for field in fields(fact):
        value = getattr(fact, field.name)
        if field.name not in _NOT_KEPT and not _is_usual(field, value):
            found.append((field.name, plain_facts(value)))
    return found


def _is_usual(field: Field[Any], value: Any) -> bool:
    return value is None or (field.default is not MISSING and bool(value == field.default))
