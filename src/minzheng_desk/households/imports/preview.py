"""One register, read and judged: what the clerk sees before anything is written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from minzheng_desk.documents.workbook.reading import RawBook, RawSheet, read_workbook
from minzheng_desk.households.imports.agreement import agree
from minzheng_desk.households.imports.catalogue import Catalogue
from minzheng_desk.households.imports.cells import Fault
from minzheng_desk.households.imports.comparing import compare_with_stored
from minzheng_desk.households.imports.headers import find_headers
from minzheng_desk.households.imports.matching import CARRIED_OVER, match_columns, recalled_match, sample_of
from minzheng_desk.households.imports.model import (
    ColumnMatch,
    Counts,
    HeaderBlock,
    ImportMapping,
    Parsed,
    SheetNotRecognised,
)
from minzheng_desk.households.imports.naming import in_their_words
from minzheng_desk.households.imports.noise import BLANK
from minzheng_desk.households.imports.parsing import parse_rows
from minzheng_desk.households.imports.plan import Comparison, FieldChange, ImportPlan, KnownBenefit
from minzheng_desk.households.imports.readers import Surroundings
from minzheng_desk.households.imports.said import SaidHeader, office_catalogue, to_remember
from minzheng_desk.households.imports.villages import Villages
from minzheng_desk.kernel.problems import Problem
from minzheng_desk.kernel.progress import Progress
from minzheng_desk.office.queries import regions
from minzheng_desk.store.reader import Reader
from minzheng_desk.store.tables import table

_SKIPPED_NAMED = 6


@dataclass(frozen=True, slots=True)
class TablePreview:
    """One table of the file: where it was found and what its columns were taken to mean."""

    header: HeaderBlock
    match: ColumnMatch


@dataclass(slots=True)
class Preview:
    """Everything there is to see of a file before it is imported."""

    source: str
    kind: str
    tables: list[TablePreview] = field(default_factory=list)
    comparison: Comparison | None = None
    unread: list[str] = field(default_factory=list)
    """Chinese sentences about sheets, columns and rows that were not read, and why."""
    carried_over: list[str] = field(default_factory=list)
    """Chinese sentences about columns that are taken as somebody said of their header before."""

    @property
    def compared(self) -> Comparison:
        """The comparison, which every finished preview has."""
        assert self.comparison is not None
        return self.comparison

    @property
    def counts(self) -> Counts:
        """How many rows are new, changed, the same and in trouble; they add up to all rows of data."""
        return self.compared.counts

    @property
    def problems(self) -> list[Problem]:
        """What keeps rows out, in the order of the file."""
        return sorted(self.compared.problems, key=lambda problem: (problem.sheet, problem.row))

    @property
    def notices(self) -> list[Problem]:
        """What the clerk should know about rows that are taken."""
        return self.compared.notices

    @property
    def changes(self) -> list[FieldChange]:
        """Every field that would change, with its old and its new value."""
        return self.compared.changes

    @property
    def benefits(self) -> list[KnownBenefit]:
        """The awards of a register of benefits, each with its person on file."""
        return self.compared.benefits

    @property
    def plan(self) -> ImportPlan:
        """What the import would write."""
        return self.compared.plan


def read_register(
    reader: Reader,
    path: Path,
    today: date,
    progress: Progress,
    kind: str = "households",
    chosen: Sequence[ImportMapping] = (),
) -> Preview:
    """Read a register of "households" or "benefits" and say what importing it would do; nothing is written.

    ``chosen`` are matchings a person decided on; after them come those remembered of the same header.
    Raises `SheetNotRecognised`, the problems of `read_workbook`, and `Cancelled`.
    """
    return preview_book(reader, read_workbook(path, progress), today, progress, kind, chosen)


def preview_book(
    reader: Reader,
    book: RawBook,
    today: date,
    progress: Progress,
    kind: str = "households",
    chosen: Sequence[ImportMapping] = (),
    said: Sequence[SaidHeader] = (),
) -> Preview:
    """Say what importing a workbook that was read already would do.

    ``said`` is what a person has said of its headers, to be remembered for other files with such columns.
    """
    known, around = office_catalogue(reader, kind), Surroundings(today, Villages.of(regions(reader)))
    preview, parsed, mappings = Preview(book.name, kind), Parsed(), []
    for sheet, header in _tables(book, known, preview):
        mapping = _remembered(reader, header, kind, chosen)
        match = (
            recalled_match(mapping, header)
            if mapping is not None
            else match_columns(header, sample_of(header, sheet.rows), known, around)
        )
        preview.tables.append(TablePreview(header, match))
        preview.unread += _left_out(header, match)
        preview.carried_over += _carried_over(header, match, known)
        into = parse_rows(sheet, header, match, known, around, progress, kind, book.name)
        _say_unsure(match, header, into)
        parsed.extend(into)
        mappings.append(mapping or _mapping(header, match, kind))
    if not preview.tables:
        raise SheetNotRecognised(name=book.name)
    agree(parsed)
    preview.comparison = compare_with_stored(reader, parsed, book.name, today, progress)
    made, words = preview.comparison, [(found.header.sheet, found.match) for found in preview.tables]
    made.problems = in_their_words(made.problems, words, known)
    made.notices = in_their_words(made.notices, words, known)
    preview.plan.mappings = _to_remember(reader, mappings)
    preview.plan.said, preview.plan.forgotten = to_remember(reader, kind, said)
    return preview


def _tables(book: RawBook, known: Catalogue, preview: Preview) -> Iterator[tuple[RawSheet, HeaderBlock]]:
    """Yield every table of the sheets that are shown; say of the others why they were not read."""
    for sheet in book.sheets:
        if sheet.is_hidden:
            preview.unread.append(f"工作表“{sheet.name}”是隐藏的，没有读取。")
            continue
        preview.unread += sheet.warnings
        headers = find_headers(sheet, known)
        if not headers and sheet.rows:
            preview.unread.append(f"工作表“{sheet.name}”没有找到表头，{len(sheet.rows)}行都没有读取。")
        for header in headers:
            yield sheet, header


def _left_out(header: HeaderBlock, match: ColumnMatch) -> Iterator[str]:
    """Say which columns nothing was known about, and which rows were taken for no data."""
    if match.unused:
        columns = "、".join(f"“{column.label}”" for column in match.unused)
        yield f"工作表“{header.sheet}”有 {len(match.unused)} 列没有读取：{columns}。"
    skipped = [f"第 {row.row} 行（{row.reason}）" for row in header.skipped if row.reason != BLANK]
    if skipped:
        more = "等" if len(skipped) > _SKIPPED_NAMED else ""
        rows = "、".join(skipped[:_SKIPPED_NAMED]) + more
        yield f"工作表“{header.sheet}”有 {len(skipped)} 行不是登记内容，没有读取：{rows}。"


def _carried_over(header: HeaderBlock, match: ColumnMatch, known: Catalogue) -> Iterator[str]:
    """Say of which columns the meaning comes from an earlier import of another header."""
    carried = [one for one in match.sure if one.carried_over and not match.remembered]
    if carried:
        columns = "、".join(f"“{one.label}”是“{known.targets[one.target].label}”" for one in carried)
        yield f"工作表“{header.sheet}”有 {len(carried)} 列{CARRIED_OVER}：{columns}。"


def _remembered(
    reader: Reader, header: HeaderBlock, kind: str, chosen: Sequence[ImportMapping]
) -> ImportMapping | None:
    for mapping in chosen:
        if mapping.fingerprint == header.fingerprint and mapping.kind == kind:
            return mapping
    return _stored(reader, header.fingerprint, kind)


def _stored(reader: Reader, fingerprint: str, kind: str) -> ImportMapping | None:
    at = table(ImportMapping).c
    return reader.first(ImportMapping, at.fingerprint == fingerprint, at.kind == kind)


def _mapping(header: HeaderBlock, match: ColumnMatch, kind: str) -> ImportMapping:
    return ImportMapping(
        fingerprint=header.fingerprint, kind=kind, layout=match.layout.value, columns=match.columns()
    )


def _to_remember(reader: Reader, mappings: Sequence[ImportMapping]) -> list[ImportMapping]:
    """Return the matchings that are not remembered like this yet, each in place of the older one."""
    wanted = []
    for mapping in {mapping.fingerprint: mapping for mapping in mappings if mapping.version == 0}.values():
        stored = _stored(reader, mapping.fingerprint, mapping.kind)
        if stored is None:
            wanted.append(mapping)
        elif (stored.layout, stored.columns) != (mapping.layout, mapping.columns):
            wanted.append(replace(stored, layout=mapping.layout, columns=mapping.columns))
    return wanted


def _say_unsure(match: ColumnMatch, header: HeaderBlock, into: Parsed) -> None:
    for matched in match.unsure:
        fault = Fault("column_unsure", f"{matched.reason}；这一列没有导入。", "请在列对应中指定后重新导入。")
        into.notices.append(fault.at(header.sheet, header.last_row, matched.label, None))
