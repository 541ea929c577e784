"""What people said of headers the program did not know: kept by the header's text, proposed the next time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from minzheng_desk.households.imports.catalogue import Catalogue, catalogue
from minzheng_desk.households.imports.labels import plain_text
from minzheng_desk.households.imports.matching import is_understood
from minzheng_desk.households.imports.model import Cell, HeaderColumn, SaidColumn
from minzheng_desk.households.imports.noise import holds_a_value
from minzheng_desk.kernel.text import normalised
from minzheng_desk.store.reader import Reader
from minzheng_desk.store.tables import table

_LONGEST = 40


@dataclass(frozen=True, slots=True)
class SaidHeader:
    """A header of a file, and what a person has said of some of its columns."""

    written: Mapping[int, Cell]
    """What stands over each column, by place."""
    meanings: Mapping[int, str | None]
    """By place, in the words of the catalogue; None where the column is not wanted."""


def office_catalogue(reader: Reader, kind: str) -> Catalogue:
    """The catalogue for a kind of register, with what people of this office have said of other headers."""
    said = {heading: one.meaning for heading, one in _kept(reader, kind).items()}
    return replace(catalogue(kind), said=said)


def to_remember(
    reader: Reader, kind: str, headers: Sequence[SaidHeader]
) -> tuple[list[SaidColumn], list[SaidColumn]]:
    """What is to be kept of what was said of these headers, and what was kept before and no longer holds."""
    kept, known = _kept(reader, kind), catalogue(kind)
    said, forgotten = [], []
    for heading, meaning in _said(headers).items():
        before = kept.get(heading)
        if meaning is None and before is not None:
            forgotten.append(before)
        elif meaning is not None and _is_worth_keeping(heading, known):
            made = before or SaidColumn(heading=heading, kind=kind, meaning="")
            said.append(replace(made, meaning=meaning))
    return [one for one in said if kept.get(one.heading) != one], forgotten


def _kept(reader: Reader, kind: str) -> dict[str, SaidColumn]:
    return {one.heading: one for one in reader.find(SaidColumn, table(SaidColumn).c.kind == kind)}


def _said(headers: Iterable[SaidHeader]) -> dict[str, str | None]:
    """What was said by plain header; a row in which values stand is none, whatever somebody took it for."""
    found: dict[str, str | None] = {}
    for header in headers:
        if any(holds_a_value(cell) for cell in header.written.values()):
            continue
        plain = {at: plain_text(normalised(str(cell))) for at, cell in header.written.items() if cell}
        times = Counter(plain.values())
        for at, meaning in header.meanings.items():
            if times[plain.get(at, "")] == 1:
                found[plain[at]] = meaning
    return found


def _is_worth_keeping(heading: str, known: Catalogue) -> bool:
    """Whether a header is one that the program cannot understand by itself."""
    return len(heading) <= _LONGEST and not is_understood(HeaderColumn(0, heading, (heading,)), known)
