"""The registers written as the files that offices have: workbooks of Excel, open documents, and CSV."""

from __future__ import annotations

import csv
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from minzheng_desk.demo.model import CellValue, DraftSheet, Register, Township
from minzheng_desk.demo.registers import as_text
from minzheng_desk.kernel.progress import Progress, each

_DAY_FORMAT = "yyyy/m/d"
_BOLD = Font(bold=True)
_MIDDLE = Alignment(horizontal="center", vertical="center", wrap_text=True)
_ROWS_MEASURED = 20


@dataclass(frozen=True, slots=True)
class WrittenRegister:
    """A file that was written, and how much an import should find in it."""

    path: Path
    holds: str
    """households, or the programme whose awards it lists."""
    sheet: str
    entries: int
    """Rows that speak of a household or a person, faulty ones included."""
    encoding: str
    """Of a CSV file; empty for workbooks."""


def write_registers(township: Township, folder: Path, progress: Progress) -> tuple[WrittenRegister, ...]:
    """Write every register of the township into ``folder``, which is made where it is missing."""
    folder.mkdir(parents=True, exist_ok=True)
    registers = each(township.registers, progress, "正在写登记册", len(township.registers), every=1)
    return tuple(_written(register, folder) for register in registers)


def _written(register: Register, folder: Path) -> WrittenRegister:
    path = folder / register.name
    _WRITERS[path.suffix](register, path)
    return WrittenRegister(path, register.holds, register.sheets[0].name, register.entries, register.encoding)


def _write_csv(register: Register, path: Path) -> None:
    with path.open("w", encoding=register.encoding, newline="") as file:
        writer = csv.writer(file)
        for row in register.sheets[0].rows:
            writer.writerow([as_text(value) for value in row])


def _write_xlsx(register: Register, path: Path) -> None:
    book = Workbook(write_only=True)
    for sheet in register.sheets:
        page = book.create_sheet(sheet.name)
        for hidden in sheet.hidden_rows:
            page.row_dimensions[hidden].hidden = True
        for letter, width in _widths(sheet):
            page.column_dimensions[letter].width = width
        for number, row in enumerate(sheet.rows, start=1):
            shown = _headed if number <= sheet.top_rows else _dated
            page.append([shown(page, value) for value in row])
        for top, left, bottom, right in sheet.merges:
            page.merged_cells.add(f"{get_column_letter(left)}{top}:{get_column_letter(right)}{bottom}")
    book.save(path)


def _widths(sheet: DraftSheet) -> Iterator[tuple[str, float]]:
    """Yield how wide each column is, by the longest text of its first rows."""
    shown = sheet.rows[sheet.top_rows - 1 : sheet.top_rows + _ROWS_MEASURED]
    for place, column in enumerate(zip(*shown, strict=True), start=1):
        longest = max(len(as_text(value).encode("gb18030")) for value in column)
        yield get_column_letter(place), min(max(longest, 6) + 2, 40)


def _headed(page: object, value: CellValue) -> object:
    cell = WriteOnlyCell(page, value)
    cell.font, cell.alignment = _BOLD, _MIDDLE
    return cell


def _dated(page: object, value: CellValue) -> object:
    if not isinstance(value, date):
        return value
    cell = WriteOnlyCell(page, value)
    cell.number_format = _DAY_FORMAT
    return cell


_ODS_TYPE = "application/vnd.oasis.opendocument.spreadsheet"
_ODS_NAMES = "urn:oasis:names:tc:opendocument:xmlns"
_XML = '<?xml version="1.0" encoding="UTF-8"?>'
_ODS_MANIFEST = (
    f'{_XML}<manifest:manifest xmlns:manifest="{_ODS_NAMES}:manifest:1.0" manifest:version="1.2">'
    f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{_ODS_TYPE}"/>'
    '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
    "</manifest:manifest>"
)
_ODS_HEAD = (
    f'{_XML}<office:document-content xmlns:office="{_ODS_NAMES}:office:1.0" '
    f'xmlns:table="{_ODS_NAMES}:table:1.0" xmlns:text="{_ODS_NAMES}:text:1.0" office:version="1.2">'
    "<office:body><office:spreadsheet>"
)
_ODS_TAIL = "</office:spreadsheet></office:body></office:document-content>"


def _write_ods(register: Register, path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("mimetype", _ODS_TYPE, zipfile.ZIP_STORED)
        package.writestr("META-INF/manifest.xml", _ODS_MANIFEST)
        package.writestr("content.xml", "".join(_ods_content(register)))


def _ods_content(register: Register) -> Iterator[str]:
    yield _ODS_HEAD
    for sheet in register.sheets:
        yield f"<table:table table:name={quoteattr(sheet.name)}>"
        spans = {
            (top, left): (bottom - top + 1, right - left + 1) for top, left, bottom, right in sheet.merges
        }
        for number, row in enumerate(sheet.rows, start=1):
            yield "<table:table-row>"
            yield from (
                _ods_cell(value, spans.get((number, place))) for place, value in enumerate(row, start=1)
            )
            yield "</table:table-row>"
        yield "</table:table>"
    yield _ODS_TAIL


def _ods_cell(value: CellValue, span: tuple[int, int] | None) -> str:
    spanned = (
        f' table:number-rows-spanned="{span[0]}" table:number-columns-spanned="{span[1]}"' if span else ""
    )
    if value is None:
        return f"<table:table-cell{spanned}/>"
    if isinstance(value, date):
        kind = f' office:value-type="date" office:date-value="{value.isoformat()}"'
    elif isinstance(value, int | Decimal):
        kind = f' office:value-type="float" office:value="{value}"'
    else:
        kind = ' office:value-type="string"'
    return f"<table:table-cell{kind}{spanned}><text:p>{_ods_text(as_text(value))}</text:p></table:table-cell>"


def _ods_text(text: str) -> str:
    """Return the text for a paragraph, where a run of blanks would otherwise count as one (ODF 1.2, 6.1.2).

    >>> _ods_text("朱  晨")
    '朱<text:s text:c="2"/>晨'
    """
    return re.sub(" +", lambda blanks: f'<text:s text:c="{len(blanks[0])}"/>', escape(text))


_WRITERS: dict[str, Callable[[Register, Path], None]] = {
    ".xlsx": _write_xlsx,
    ".ods": _write_ods,
    ".csv": _write_csv,
}
