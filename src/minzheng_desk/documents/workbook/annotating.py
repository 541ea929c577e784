"""The rows of a sheet that could not be taken over, given back as a copy that says what is wrong with each.

The copy keeps the title and header of the sheet and its problem rows, marks the cells at fault and adds a
last column “问题说明”. A small .xlsx keeps its own looks; anything else is written anew with its values.
"""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from datetime import date
from itertools import zip_longest
from typing import TYPE_CHECKING, Final, cast

from minzheng_desk.documents.files import FileNotReadable, replacing
from minzheng_desk.documents.layout import A4_LANDSCAPE, Align, CellKind
from minzheng_desk.documents.workbook.extract import EXPLANATION, Extract, extracts_of
from minzheng_desk.documents.workbook.heights import half_widths_mm, row_points, signs_that_fit
from minzheng_desk.documents.workbook.limits import Limits, Refused
from minzheng_desk.documents.workbook.package import Package
from minzheng_desk.documents.workbook.packed import check_directory, looked_through
from minzheng_desk.documents.workbook.styles import DAY_FORMAT, GREY, LIGHT_RED, TEXT_FORMAT, Style
from minzheng_desk.documents.workbook.worksheet import Frame, Span, Worksheet

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from minzheng_desk.documents.workbook.reading import Cell, RawBook
    from minzheng_desk.kernel.problems import Problem

# openpyxl takes about fifty times the size of a file in memory; above this the copy is written anew.
_OWN_LOOKS_UP_TO_BYTES: Final = 12 << 20
_OWN_LOOKS_UP_TO_ROWS: Final = 2_000
_EXPLANATION_MM: Final = 90.0
_NARROWEST_MM: Final = 14.0
_WIDEST_MM: Final = 60.0
_HEADER = Style(number_format=TEXT_FORMAT, align=Align.CENTRE, bold=True, wrap=True, fill=GREY)
_TEXT = Style(number_format=TEXT_FORMAT)


def annotated_copy(
    source: Path,
    target: Path,
    book: RawBook,
    problems: Sequence[Problem],
    first_rows: Mapping[str, int],
    *,
    own_looks: bool = True,
) -> int:
    """Write the problem rows of ``book``, as read from ``source``, to ``target``; return how many there are.

    ``first_rows`` tells for each sheet its first row of entries, counted from 1; all rows above are kept as
    title and header. Without ``own_looks`` the copy is written anew with the values of ``book``, which may
    differ from the source. Raises what `replacing` raises, and `FileNotReadable` when the source has gone.
    """
    extracts = extracts_of(book, problems, first_rows)
    content = _own_looks(source, extracts) if own_looks else None
    if content is None:
        _write_anew(target, extracts)
    else:
        # 130 ms, and wanted only by those whose small sheet has problems.
        from minzheng_desk.documents.workbook.own_looks import write_in_own_looks  # noqa: PLC0415

        write_in_own_looks(target, content, extracts)
    return sum(len(extract.problems) for extract in extracts)


def _own_looks(source: Path, extracts: Sequence[Extract]) -> bytes | None:
    """Return the file when it is an .xlsx small enough to be copied with its looks, looked over once more."""
    try:
        content = source.read_bytes() if source.stat().st_size <= _OWN_LOOKS_UP_TO_BYTES else b""
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            size = sum(part.file_size for part in package.infolist())
            is_workbook = "xl/workbook.xml" in package.namelist()
        rows = sum(len(extract.problems) for extract in extracts)
        if not is_workbook or size > _OWN_LOOKS_UP_TO_BYTES or rows > _OWN_LOOKS_UP_TO_ROWS:
            return None
        check_directory(content, Limits())
        looked_through(content)
    except (zipfile.BadZipFile, Refused):
        return None
    except OSError as problem:
        raise FileNotReadable(name=source.name, reason="文件已不在原处") from problem
    return content


def _write_anew(target: Path, extracts: Sequence[Extract]) -> None:
    with replacing(target) as file, Package(file, [extract.sheet.name for extract in extracts]) as package:
        for extract in extracts:
            frame = Frame(
                widths_mm=[*_widths(extract), _EXPLANATION_MM],
                paper=A4_LANDSCAPE,
                frozen_rows=extract.header_rows,
                even_heights=False,
            )
            with package.worksheet(frame) as page:
                _write_rows(page, extract)


def _write_rows(page: Worksheet, extract: Extract) -> None:
    last = extract.width
    for row in range(1, extract.header_rows + 1):
        heading = EXPLANATION if row == extract.header_rows else None
        spans = [Span(at, at, value, _HEADER) for at, value in enumerate(_texts(extract.cells(row), last))]
        page.line([*spans, Span(last, last, heading, _HEADER)])
    for row in extract.problems:
        at_fault = extract.columns_at_fault(row)
        cells = [*extract.cells(row), *[None] * last][:last]
        spans = [_span(at, value, is_at_fault=at in at_fault) for at, value in enumerate(cells)]
        said = extract.explanation(row)
        height = row_points([(said, signs_that_fit(_EXPLANATION_MM))])
        page.line([*spans, Span(last, last, said, replace(_TEXT, wrap=True))], height=height)
    for merge in extract.sheet.merged:
        if merge.last_row < extract.header_rows:
            page.merge(merge.first_row + 1, merge.first_column, merge.last_row + 1, merge.last_column)


def _widths(extract: Extract) -> list[float]:
    """Return widths that hold the entries; a header may wrap."""
    texts = [[str(cell or "") for cell in extract.cells(row)] for row in extract.problems]
    columns = zip_longest(*texts, [""] * extract.width, fillvalue="")
    longest = (max(len(text.encode("gb18030", "replace")) for text in column) for column in columns)
    return [min(max(half_widths_mm(signs + 1), _NARROWEST_MM), _WIDEST_MM) for signs in longest]


def _texts(cells: Sequence[Cell], width: int) -> list[str | None]:
    return [None if cell is None else str(cell) for cell in [*cells, *[None] * width][:width]]


def _span(column: int, value: Cell, *, is_at_fault: bool) -> Span:
    style = replace(_TEXT, fill=LIGHT_RED) if is_at_fault else _TEXT
    if isinstance(value, int | float) and not isinstance(value, bool):
        # A float comes only from the file itself and goes back as the very text it stood there with.
        number = cast("int", value)
        return Span(column, column, number, replace(style, number_format="General"), CellKind.NUMBER)
    if type(value) is date:
        return Span(column, column, value, replace(style, number_format=DAY_FORMAT), CellKind.DAY)
    return Span(column, column, None if value is None else str(value), style)
