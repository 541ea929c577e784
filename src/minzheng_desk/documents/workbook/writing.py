"""Sheets become a workbook: the table of the window and the page, for people who go on in Excel or WPS.

Nothing in it can run and nothing is lost: text cells are text whatever they begin with, sums are figures, and
the content never touches the disk but in the finished file. Why no library writes the parts is told in
docs/decisions/0015.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from minzheng_desk.documents.files import replacing
from minzheng_desk.documents.layout import (
    Align,
    CellKind,
    Column,
    Fact,
    Group,
    Sheet,
    Total,
    header_cells,
    header_rows,
    total_label_span,
    totals_of,
)
from minzheng_desk.documents.workbook.cells import ColumnPen
from minzheng_desk.documents.workbook.heights import row_points, signs_that_fit
from minzheng_desk.documents.workbook.package import Package
from minzheng_desk.documents.workbook.styles import GREY, HEI, NUMBER_FORMATS, TEXT_FORMAT, Style
from minzheng_desk.documents.workbook.worksheet import Frame, Span, Worksheet

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from minzheng_desk.documents.layout import Row
    from minzheng_desk.documents.workbook.styles import StyleTable
    from minzheng_desk.kernel.progress import Progress

_BLOCK_ROWS: Final = 256
_TEXT = Style(number_format=TEXT_FORMAT, bordered=False)
_TITLE = replace(_TEXT, align=Align.CENTRE, bold=True, size=18, face=HEI)
_SUBTITLE = replace(_TEXT, align=Align.CENTRE, size=12)
_SMALL = replace(_TEXT, size=9)
_MARK = replace(_SMALL, align=Align.RIGHT)
_HEADER = Style(number_format=TEXT_FORMAT, align=Align.CENTRE, bold=True, wrap=True, fill=GREY)
_GROUP = Style(number_format=TEXT_FORMAT, bold=True, fill=GREY)
_SUM_LABEL = Style(number_format=TEXT_FORMAT, align=Align.CENTRE, bold=True)
_IN_WORDS = Style(number_format=TEXT_FORMAT, bold=True)


def write_workbook(path: Path, sheets: Sequence[Sheet], progress: Progress) -> None:
    """Write the sheets to ``path``, one tab each; the file is there whole or not at all.

    Raises `FileOpenElsewhere`, `FolderNotWritable`, `DiskFull` or `Cancelled`; the older file then stays.
    """
    count = _Count(progress, sum(len(sheet.rows) for sheet in sheets))
    with replacing(path) as file, Package(file, [sheet.name or sheet.title for sheet in sheets]) as package:
        for sheet in sheets:
            _write_sheet(package, sheet, count)
    progress.report(count.total, count.total, _Count.text)


class _Count:
    """How many rows of all sheets are written."""

    text = "正在写入工作簿"

    def __init__(self, progress: Progress, total: int) -> None:
        self._progress = progress
        self._done = 0
        self.total = total

    def add(self, rows: int) -> None:
        self._progress.report(self._done, self.total, self.text)
        self._done += rows


def _write_sheet(package: Package, sheet: Sheet, count: _Count) -> None:
    frozen = _lines_above(sheet) + header_rows(sheet.columns)
    frame = Frame(
        widths_mm=[column.width_mm for column in sheet.columns],
        paper=sheet.paper,
        frozen_rows=frozen,
        frozen_columns=sheet.frozen_columns,
        footer_text="　".join(fact.text for fact in sheet.footer),
        even_heights=not any(column.wrap for column in sheet.columns),
    )
    with package.worksheet(frame) as page:
        _write_heading(page, sheet)
        _write_header(page, sheet.columns)
        package.repeat_rows(frozen)
        _write_body(page, sheet, package.styles, count)
        if not sheet.groups:
            package.name_filter(page.offer_filter(frozen))
        if sheet.is_totalled:
            _write_sums(page, sheet.columns, sheet.totals, "合计")
        _write_foot(page, sheet)


def _lines_above(sheet: Sheet) -> int:
    return sum((bool(sheet.classification), 1, bool(sheet.subtitle), bool(sheet.heading)))


def _write_heading(page: Worksheet, sheet: Sheet) -> None:
    last = len(sheet.columns) - 1
    if sheet.classification:
        page.line([Span(0, last, sheet.classification, _MARK)])
    page.line([Span(0, last, sheet.title, _TITLE)], height=30)
    if sheet.subtitle:
        page.line([Span(0, last, sheet.subtitle, _SUBTITLE)], height=20)
    if sheet.heading:
        page.line(_spread([fact.text for fact in sheet.heading], sheet.columns))


def _write_header(page: Worksheet, columns: Sequence[Column]) -> None:
    cells = header_cells(columns)
    top = page.last_row + 1
    for row in range(header_rows(columns)):
        spans = [Span(cell.column, cell.column, cell.label, _HEADER) for cell in cells if cell.row == row]
        here = {span.first_column for span in spans}
        spans += [Span(at, at, None, _HEADER) for at in range(len(columns)) if at not in here]
        page.line(sorted(spans, key=lambda span: span.first_column), height=24)
    for cell in cells:
        if cell.rows > 1 or cell.columns > 1:
            bottom, right = top + cell.row + cell.rows - 1, cell.column + cell.columns - 1
            page.merge(top + cell.row, cell.column, bottom, right)


def _write_body(page: Worksheet, sheet: Sheet, styles: StyleTable, count: _Count) -> None:
    pens = [_pen(at, column, styles) for at, column in enumerate(sheet.columns)]
    indexes = [at for at, column in enumerate(sheet.columns) if column.kind is CellKind.INDEX]
    heights = _heights(sheet.columns)
    last = len(sheet.columns) - 1
    for group, first, stop in sheet.stretches():
        if group:
            page.line([Span(0, last, group.label, _GROUP)])
        for begin in range(first, stop, _BLOCK_ROWS):
            block = sheet.rows[begin : min(begin + _BLOCK_ROWS, stop)]
            page.rows(pens, _counted(block, begin, indexes) if indexes else block, heights(block))
            count.add(len(block))
        if group:
            _end_group(page, sheet, group)


def _end_group(page: Worksheet, sheet: Sheet, group: Group) -> None:
    if sheet.is_totalled:
        rows = sheet.rows[group.first_row : group.stop]
        _write_sums(page, sheet.columns, totals_of(sheet.columns, rows), f"{group.label}小计")
    if sheet.paper.group_starts_page and group.stop < len(sheet.rows):
        page.break_page()


def _heights(columns: Sequence[Column]) -> Callable[[Sequence[Row]], list[float]]:
    """Return what tells the heights of rows; nothing where no column wraps and all rows are alike."""
    wrapped = [(at, signs_that_fit(column.width_mm)) for at, column in enumerate(columns) if column.wrap]

    def heights(rows: Sequence[Row]) -> list[float]:
        return [row_points((row[at], fit) for at, fit in wrapped) for row in rows] if wrapped else []

    return heights


def _pen(at: int, column: Column, styles: StyleTable) -> ColumnPen:
    style = Style(number_format=NUMBER_FORMATS[column.kind], align=column.alignment, wrap=column.wrap)
    return ColumnPen(at, column.kind, styles.number(style), styles.number(replace(style, quoted=True)))


def _counted(rows: Sequence[Row], begin: int, indexes: Sequence[int]) -> list[Row]:
    """Return the rows with their running numbers put in where the sheet left them open."""
    counted: list[Row] = []
    for number, row in enumerate(rows, begin + 1):
        cells = list(row)
        for at in indexes:
            cells[at] = number if cells[at] is None else cells[at]
        counted.append(tuple(cells))
    return counted


def _write_sums(page: Worksheet, columns: Sequence[Column], sums: Row, label: str) -> None:
    label_columns = total_label_span(columns)
    spans = [Span(0, label_columns - 1, label, _SUM_LABEL)]
    for at, column in list(enumerate(columns))[label_columns:]:
        kind = CellKind.NUMBER if column.total is Total.COUNT else column.kind
        style = Style(number_format=NUMBER_FORMATS[kind], align=column.alignment, bold=True)
        spans.append(Span(at, at, sums[at], style, kind))
    page.line(spans)


def _write_foot(page: Worksheet, sheet: Sheet) -> None:
    last = len(sheet.columns) - 1
    if sheet.in_words:
        page.line([Span(0, last, f"合计（大写）：{sheet.total_in_words}", _IN_WORDS)])
    for note in sheet.notes:
        page.line([Span(0, last, note, _TEXT)])
    if sheet.signatures:
        texts = [Fact(signature.label, signature.name).text for signature in sheet.signatures]
        page.line(_spread(texts, sheet.columns), height=30)
    if sheet.footer:
        page.line([Span(0, last, "　　".join(fact.text for fact in sheet.footer), _SMALL)])


def _spread(texts: Sequence[str], columns: Sequence[Column]) -> list[Span]:
    """Return the texts beside each other over the width, the first at the left, the last at the right."""
    if len(texts) > len(columns):
        return [Span(0, len(columns) - 1, "　　".join(texts), _TEXT)]
    ends = _even_ends([column.width_mm for column in columns], len(texts))
    spans: list[Span] = []
    begin = 0
    for at, (text, end) in enumerate(zip(texts, ends, strict=True)):
        align = Align.LEFT if at == 0 else Align.RIGHT if at == len(texts) - 1 else Align.CENTRE
        spans.append(Span(begin, end, text, replace(_TEXT, align=align)))
        begin = end + 1
    return spans


def _even_ends(widths: Sequence[float], parts: int) -> list[int]:
    """Return the last column of each part when columns are shared out into parts about equally wide."""
    ends: list[int] = []
    share, filled, column = sum(widths) / parts, 0.0, -1
    for part in range(1, parts):
        column += 1
        filled += widths[column]
        while column < len(widths) - 1 - (parts - part) and filled + widths[column + 1] / 2 <= share * part:
            column += 1
            filled += widths[column]
        ends.append(column)
    return [*ends, len(widths) - 1]
