"""What a column can mean, in the words of the catalogue, and what the clerk's word makes of a header."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from minzheng_desk.documents.workbook.reading import RawBook
from minzheng_desk.households.imports.catalogue import (
    ABOUT_HOUSEHOLD,
    ABOUT_PERSON,
    Catalogue,
    catalogue,
    renamed,
)
from minzheng_desk.households.imports.labels import plain_text
from minzheng_desk.households.imports.matching import match_columns, sample_of
from minzheng_desk.households.imports.model import (
    Cell,
    ColumnMatch,
    HeaderBlock,
    HeaderColumn,
    ImportMapping,
    Layout,
    Matched,
    Owner,
)
from minzheng_desk.households.imports.readers import Surroundings
from minzheng_desk.ui.panels.importing.draft import LEFT_OUT, NamedColumns

_HEAD = "户主"
_OF_THE_HEAD = ("姓名", "身份证号", "性别", "联系电话")
_ABOUT = {ABOUT_PERSON: "人", ABOUT_HOUSEHOLD: "户"}
_IGNORED = "ignored"


@dataclass(frozen=True, slots=True)
class Meaning:
    """Something a column can mean: its words, and of whom it speaks."""

    label: str
    about: str


@cache
def meanings_of(kind: str) -> tuple[Meaning, ...]:
    """Everything a column of this kind of register can mean; that it is not wanted comes first."""
    known = catalogue(kind)
    targets = [target for target in known.targets.values() if target.kind != _IGNORED]
    return (
        Meaning(LEFT_OUT, ""),
        *(Meaning(target.label, _ABOUT.get(target.about, "待遇")) for target in targets),
        *(Meaning(_HEAD + label, _HEAD) for label in _OF_THE_HEAD),
    )


def guessed_meanings(cells: Sequence[Cell], known: Catalogue) -> dict[int, str]:
    """What the cells of a row that is said to be a header certainly mean, by place, or were said to mean."""
    plain = {at: plain_text(str(cell)) for at, cell in enumerate(cells) if cell}
    found = {at: known.find(text) for at, text in plain.items()}
    own = {at: target.label for at, target in found.items() if target and target.kind != _IGNORED}
    return own | {at: known.said[text] for at, text in plain.items() if text in known.said}


def said_meaning(matched: Matched, match: ColumnMatch, known: Catalogue) -> str:
    """What a column means, in words that are understood again when they stand over it."""
    target = known.targets[matched.target]
    if target.about != ABOUT_PERSON:
        return target.label
    if matched.owner is Owner.OUTSIDER:
        return LEFT_OUT
    beside_others = match.layout is Layout.HOUSEHOLD_PER_ROW
    if matched.owner is Owner.HEAD or (beside_others and matched.owner is Owner.ROW):
        return _HEAD + target.label
    if matched.owner is Owner.MEMBER:
        return f"{matched.relation or f'成员{matched.group}'}{target.label}"
    return target.label


def mapping_of(
    named: NamedColumns, kind: str, book: RawBook, around: Surroundings, known: Catalogue
) -> ImportMapping:
    """What the whole header means when some of its columns mean what the clerk says."""
    match = _matched(named.header, named.meanings, book, around, known)
    return ImportMapping(
        fingerprint=named.header.fingerprint,
        kind=kind,
        layout=match.layout.value,
        columns=match.columns(),
    )


def _matched(
    header: HeaderBlock, meanings: Mapping[int, str], book: RawBook, around: Surroundings, known: Catalogue
) -> ColumnMatch:
    columns = tuple(
        _named(column, meanings.get(column.index))
        for column in header.columns
        if meanings.get(column.index) != LEFT_OUT
    )
    rows = next(sheet.rows for sheet in book.sheets if sheet.name == header.sheet)
    # What the clerk says needs no proof by the cells.
    sample = [
        [None if at in meanings else cell for at, cell in enumerate(cells)]
        for cells in sample_of(header, rows)
    ]
    return match_columns(replace(header, columns=columns), sample, known, around)


def _named(column: HeaderColumn, meaning: str | None) -> HeaderColumn:
    return column if meaning is None else renamed(column, (meaning,))
