"""Reading the rows under a header: every cell by the reader of its column, every fault with its place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from minzheng_desk.households.imports.catalogue import ABOUT_BENEFIT, ABOUT_HOUSEHOLD, Catalogue
from minzheng_desk.households.imports.cells import Fault, Noted, Reader
from minzheng_desk.households.imports.model import Cell, ColumnMatch, HeaderBlock, Matched, Owner, Parsed
from minzheng_desk.households.imports.readers import Surroundings, reader_of
from minzheng_desk.kernel.codes import codes

if TYPE_CHECKING:
    from minzheng_desk.documents.workbook.reading import RawSheet

HOUSEHOLD, OWN, HEAD, BENEFIT = "household", "own", "head", "benefit"
"""Whom a value belongs to; the members beside a head are called by their group."""


@dataclass(slots=True)
class RowFacts:
    """What one row says, by whom it says it of."""

    sheet: str
    row: int
    own: dict[str, Any] = field(default_factory=dict)
    head: dict[str, Any] = field(default_factory=dict)
    household: dict[str, Any] = field(default_factory=dict)
    benefit: dict[str, Any] = field(default_factory=dict)
    members: dict[int, dict[str, Any]] = field(default_factory=dict)
    has_fault: bool = False
    has_faulty_head: bool = False
    """The cell that names the household's head cannot be read."""


@dataclass(frozen=True, slots=True)
class _Column:
    index: int
    label: str
    name: str
    read: Reader
    whose: str | int


def read_rows(
    sheet: RawSheet,
    header: HeaderBlock,
    match: ColumnMatch,
    known: Catalogue,
    around: Surroundings,
    into: Parsed,
) -> Iterator[RowFacts]:
    """Yield what each row says; what is wrong goes into ``into``, where every row is counted."""
    columns = _columns(match, known, around)
    relations = dict(_relations(match))
    for number, cells in header.cells(sheet):
        into.rows.append((header.sheet, number))
        facts = RowFacts(header.sheet, number)
        _read_row(facts, cells, columns, into)
        for group, relation in relations.items():
            if group in facts.members:
                facts.members[group].setdefault("relation", relation)
        yield facts


def _read_row(facts: RowFacts, cells: Sequence[Cell], columns: Sequence[_Column], into: Parsed) -> None:
    width = len(cells)
    places: Mapping[str | int, dict[str, Any]] = {
        OWN: facts.own, HEAD: facts.head, HOUSEHOLD: facts.household, BENEFIT: facts.benefit
    }  # fmt: skip
    for column in columns:
        cell = cells[column.index] if column.index < width else None
        if cell is None or cell == "":
            continue
        value = column.read(cell)
        if value is None:
            continue
        if value.__class__ is Fault:
            _note_fault(facts, column, cell, value, into)
            continue
        if value.__class__ is Noted:
            into.notices.append(value.remark.at(facts.sheet, facts.row, column.label, cell))
            value = value.value
        whose = column.whose
        if whose.__class__ is int:
            facts.members.setdefault(whose, {})[column.name] = value
        elif column.name == "village" and value.__class__ is tuple:
            facts.household["village"], facts.household["village_group"] = value
        else:
            places[whose].setdefault(column.name, value)


def _note_fault(facts: RowFacts, column: _Column, cell: Cell, fault: Fault, into: Parsed) -> None:
    problem = fault.at(facts.sheet, facts.row, column.label, cell)
    if fault.soft:
        into.notices.append(problem)
        return
    into.problems.append(problem)
    facts.has_fault = True
    if column.whose == HEAD and column.name == "id_number":
        facts.has_faulty_head = True


def _columns(match: ColumnMatch, known: Catalogue, around: Surroundings) -> list[_Column]:
    columns = []
    for matched in match.sure:
        target = known.targets[matched.target]
        if matched.owner is Owner.OUTSIDER or target.kind == "ignored":
            continue
        read = reader_of(target, matched.factor, around)
        columns.append(
            _Column(matched.column, matched.label, matched.target, read, _whose(matched, target.about))
        )
    return columns


def _whose(matched: Matched, about: str) -> str | int:
    if about == ABOUT_HOUSEHOLD:
        return HOUSEHOLD
    if about == ABOUT_BENEFIT:
        return BENEFIT
    return {Owner.ROW: OWN, Owner.HEAD: HEAD}.get(matched.owner, matched.group)


def _relations(match: ColumnMatch) -> Iterator[tuple[int, str]]:
    """Yield the relations that headers themselves name, by group."""
    for matched in match.sure:
        code = codes("relation_to_head").find(matched.relation) if matched.relation else None
        if code is not None:
            yield matched.group, code
