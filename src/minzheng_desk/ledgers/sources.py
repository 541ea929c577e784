"""Where ledgers take their rows from: queries registered under a name, with the fields they give."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from minzheng_desk.documents.layout import Value
from minzheng_desk.kernel.period import Month
from minzheng_desk.store.reader import Reader


class Asked(NamedTuple):
    """What a ledger wants to know."""

    title: str
    month: Month
    programmes: tuple[str, ...]
    """Empty asks for every programme that has a roster."""


class Part(NamedTuple):
    """Something columns are repeated for, such as a programme: how its fields begin, and its heading."""

    key: str
    label: str


@dataclass(frozen=True, slots=True)
class Listing:
    """The rows of a source, each with a value for every field."""

    fields: tuple[str, ...]
    rows: Sequence[tuple[Value, ...]]
    parts: tuple[Part, ...] = ()


Query = Callable[[Reader, Asked], Listing]


@dataclass(frozen=True, slots=True)
class Source:
    """A named query, the fields it always gives, and those it gives for every part."""

    name: str
    fields: frozenset[str]
    repeated: frozenset[str]
    read: Query


_declared: dict[str, Source] = {}


def source(name: str, fields: Iterable[str], repeated: Iterable[str] = ()) -> Callable[[Query], Query]:
    """Register a query as the source ``name`` of ledgers."""

    def declare(query: Query) -> Query:
        if name in _declared:
            raise ValueError(f"source {name!r} is declared twice")
        _declared[name] = Source(name, frozenset(fields), frozenset(repeated), query)
        return query

    return declare


def sources() -> Mapping[str, Source]:
    """Every source declared so far, by name."""
    return dict(_declared)
