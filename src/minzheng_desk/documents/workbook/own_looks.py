"""Problem rows copied inside the workbook they came from, so that fonts, widths and merges stay its own.

openpyxl would write every sheet in clear to the folder for temporary files; here it writes to memory.
"""

from __future__ import annotations

import io
import zipfile
from copy import copy
from typing import TYPE_CHECKING, Any

from openpyxl import load_workbook
from openpyxl.styles import Alignment, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._writer import WorksheetWriter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.writer.excel import ExcelWriter

from minzheng_desk.documents.files import replacing
from minzheng_desk.documents.workbook.cells import is_like_a_formula
from minzheng_desk.documents.workbook.extract import EXPLANATION, Extract
from minzheng_desk.documents.workbook.heights import row_points
from minzheng_desk.documents.workbook.styles import LIGHT_RED

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from openpyxl.cell.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

_AT_FAULT = PatternFill("solid", fgColor=LIGHT_RED)
_EXPLANATION_WIDTH = 60


def write_in_own_looks(target: Path, content: bytes, extracts: Sequence[Extract]) -> None:
    """Write the kept rows of each sheet to ``target``; sheets without problems are left out."""
    # Values instead of formulas: a formula would point at rows that are no longer where they were.
    book = load_workbook(io.BytesIO(content), data_only=True, keep_links=False)
    kept = {extract.sheet.name: extract for extract in extracts}
    for page in list(book.worksheets):
        name = page.title
        book.remove(page)
        if name in kept:
            _copy_rows(page, book.create_sheet(name), kept[name])
    book.defined_names.clear()
    with replacing(target) as file:
        _MemoryWriter(book, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED)).save()


class _MemoryWriter(ExcelWriter):  # type: ignore[misc]
    """openpyxl's writer without its temporary files."""

    def write_worksheet(self, ws: Any) -> None:
        """Write one sheet; those of an extract have no drawings."""
        content = io.BytesIO()
        writer = WorksheetWriter(ws, out=content)
        writer.write()
        ws._rels = writer._rels  # noqa: SLF001 - as the method it replaces does
        self._archive.writestr(ws.path[1:], content.getvalue())
        self.manifest.append(ws)


def _copy_rows(old: Worksheet, new: Worksheet, extract: Extract) -> None:
    rows = [*range(1, extract.header_rows + 1), *extract.problems]
    last = extract.width + 1
    for at, row in enumerate(rows, 1):
        for column in range(1, last):
            _copy_cell(old.cell(row, column), new.cell(at, column))
        if row <= extract.header_rows:
            new.row_dimensions[at].height = old.row_dimensions[row].height
        else:
            _explain(new, at, last, extract, row)
    if extract.header_rows:
        heading = new.cell(extract.header_rows, last, EXPLANATION)
        heading._style = copy(new.cell(extract.header_rows, max(last - 1, 1))._style)  # noqa: SLF001
    for merge in extract.sheet.merged:
        if merge.last_row < extract.header_rows and merge.last_column < last - 1:
            new.merge_cells(None, *(place + 1 for place in merge))
    _copy_page(old, new, last)


def _copy_cell(old: Cell, new: Cell) -> None:
    new.value = old.value
    new.data_type = old.data_type  # text that begins like a formula was text and stays text
    new._style = copy(old._style)  # noqa: SLF001 - in the same workbook the numbers of styles hold
    if isinstance(old.value, str) and is_like_a_formula(old.value):
        new.quotePrefix = True


def _explain(page: Worksheet, at: int, last: int, extract: Extract, row: int) -> None:
    for column in extract.columns_at_fault(row):
        page.cell(at, column + 1).fill = _AT_FAULT
    said = page.cell(at, last, extract.explanation(row))
    said.data_type = "s"
    said.alignment = Alignment(wrap_text=True, vertical="center")
    page.row_dimensions[at].height = row_points([(said.value, _EXPLANATION_WIDTH)])


def _copy_page(old: Worksheet, new: Worksheet, last: int) -> None:
    for letters, dimension in old.column_dimensions.items():
        new.column_dimensions[letters] = copy(dimension)
        new.column_dimensions[letters].worksheet = new
    new.column_dimensions[get_column_letter(last)].width = _EXPLANATION_WIDTH
    new.freeze_panes = old.freeze_panes
    new.page_setup = copy(old.page_setup)
    new.page_setup.orientation, new.page_setup.fitToHeight = "landscape", 0
    new.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    new.page_margins = copy(old.page_margins)
