"""The values of somebody else's workbook, whatever it is inside: .xlsx, .xls, .ods, text, or a web page.

What a file is is told by its content and never by its name: much of the “.xls” that the systems of
superiors hand out is web pages or text. This runs in the reading process only.
"""

from __future__ import annotations

import io
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from typing import TYPE_CHECKING, Any, Final

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from minzheng_desk.documents.delimited import NotText, decoded, rows_of_text
from minzheng_desk.documents.workbook.facts import SheetFacts
from minzheng_desk.documents.workbook.limits import Refused, Why
from minzheng_desk.documents.workbook.packed import check_directory, looked_through
from minzheng_desk.documents.workbook.webpage import is_web_page, tables_of_page
from minzheng_desk.documents.workbook.wire import packed_day

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from python_calamine import CalamineSheet

    from minzheng_desk.documents.workbook.limits import Limits

_ZIP: Final = b"PK\x03\x04"
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_XML_2003: Final = b"urn:schemas-microsoft-com:office:spreadsheet"
_FORBIDDEN_IN_OLE = (
    ("_VBA_PROJECT", "含有宏程序"),
    ("\x01Ole10Native", "嵌有其他程序的对象"),
)
_DAMAGED: Final = "\ufffd"
DAMAGED_BYTES: Final = _DAMAGED.encode()
"""What the library puts where a character cannot be read, as it travels in a message."""
_ROWS_NAMED: Final = 5
# Beyond this a number of the spreadsheet is no longer exact; as a whole number its damage is plain to see.
_WHOLE_UP_TO: Final = 1e18


@dataclass
class ForeignSheet:
    """A sheet as it is read; places are counted from 0."""

    name: str
    row_count: int
    rows: Iterable[list[Any]]
    is_hidden: bool = False
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    facts: SheetFacts = field(default_factory=SheetFacts)
    remarks: list[str] = field(default_factory=list)
    damaged_rows: list[int] = field(default_factory=list)

    def note_damage(self, rows: Sequence[Sequence[Any]], first: int) -> None:
        """Remember which of the rows hold characters that could not be read."""
        self.damaged_rows += [
            at
            for at, row in enumerate(rows, first)
            if any(type(value) is str and _DAMAGED in value for value in row)
        ]

    def warnings(self) -> list[str]:
        """Return in Chinese sentences what was not read faithfully."""
        return [*self.remarks, *_on_damage(self.damaged_rows), *_on_formulas(self.facts.uncalculated)]


def foreign_sheets(content: bytes, limits: Limits) -> Iterator[ForeignSheet]:
    """Yield the sheets of a file.

    Raises `Refused` when it is broken, too large, hostile or locked.
    """
    if content.startswith(_ZIP):
        check_directory(content, limits)
        # The library reads without holding the interpreter, so its time is used to look the parts through.
        with ThreadPoolExecutor(1) as beside:
            yield from _spreadsheets(content, limits, beside.submit(looked_through, content).result)
    elif content.startswith(_OLE):
        _check_ole(content)
        yield from _spreadsheets(content, limits, dict)
    else:
        yield from _text_sheets(content, limits)


def _check_ole(content: bytes) -> None:
    if "EncryptedPackage".encode("utf-16-le") in content:
        raise Refused(Why.ENCRYPTED)
    for name, reason in _FORBIDDEN_IN_OLE:
        if name.encode("utf-16-le") in content:
            raise Refused(Why.HOSTILE, reason)


def _text_sheets(content: bytes, limits: Limits) -> list[ForeignSheet]:
    if not content.strip():
        raise Refused(Why.BROKEN, "文件是空的")
    if _XML_2003 in content[:4096]:
        raise Refused(Why.BROKEN, "这是 2003 版 XML 表格")
    try:
        text = decoded(content)
    except NotText as not_text:
        raise Refused(Why.BROKEN, "既不是工作簿，也不是文本") from not_text
    if is_web_page(text):
        tables = tables_of_page(text, limits)
        return [
            ForeignSheet(f"表{n}", len(table.rows), table.rows, merged=table.merged)
            for n, table in enumerate(tables, 1)
        ]
    found = rows_of_text(text)
    _check_size(len(found.rows), max(map(len, found.rows), default=0), limits)
    return [ForeignSheet("文本", len(found.rows), found.rows, remarks=found.warnings)]


def _spreadsheets(
    content: bytes, limits: Limits, facts: Callable[[], dict[str, SheetFacts]]
) -> Iterator[ForeignSheet]:
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        pages = [page for page in book.sheets_metadata if page.typ is SheetTypeEnum.WorkSheet]
        if len(pages) > limits.sheets:
            raise Refused(Why.TOO_LARGE, f"工作表多于 {limits.sheets} 张")
        for page in pages:
            is_hidden = page.visible is not SheetVisibleEnum.Visible
            sheet = book.get_sheet_by_name(page.name)
            yield _spreadsheet(sheet, facts().get(page.name, SheetFacts()), limits, is_hidden=is_hidden)
    except PasswordError as locked:
        raise Refused(Why.ENCRYPTED) from locked
    except (CalamineError, ValueError, OSError) as broken:
        facts()  # may know a better reason
        raise Refused(Why.BROKEN, "文件不完整或已损坏") from broken


def _spreadsheet(sheet: CalamineSheet, facts: SheetFacts, limits: Limits, *, is_hidden: bool) -> ForeignSheet:
    bottom, right = sheet.end or (-1, -1)
    height, width = bottom + 1, right + 1
    _check_size(height, width, limits)
    merged = [
        (top, left, min(last_row, height - 1), min(last_column, width - 1))
        for (top, left), (last_row, last_column) in sheet.merged_cell_ranges or _as_ranges(facts)
        if top < height and left < width
    ]
    found = ForeignSheet(sheet.name, height, (), is_hidden, merged, facts)
    found.rows = _rows(sheet, found)
    return found


def _as_ranges(facts: SheetFacts) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    return [((top, left), (bottom, right)) for top, left, bottom, right in facts.merged]


def _check_size(height: int, width: int, limits: Limits) -> None:
    if height > limits.rows:
        raise Refused(Why.TOO_LARGE, f"有 {height:,} 行，多于 {limits.rows:,} 行")
    if width > limits.columns:
        raise Refused(Why.TOO_LARGE, f"有 {width:,} 列，多于 {limits.columns:,} 列")


def _rows(sheet: CalamineSheet, found: ForeignSheet) -> Iterator[list[Any]]:
    """Yield the rows from row 1 and column A on; the library leaves out the empty columns at the left."""
    left = [None] * (sheet.start[1] if sheet.start else 0)
    digits = found.facts.digits
    padded_rows = {row for row, _ in digits}
    for at, values in enumerate(sheet.iter_rows()):
        row = left + [(value or None) if type(value) is str else _plain(value) for value in values]
        if at in padded_rows:
            row = [_padded(value, digits.get((at, column))) for column, value in enumerate(row)]
        yield row


def _plain(value: Any) -> Any:
    if type(value) is float:
        return int(value) if value.is_integer() and abs(value) < _WHOLE_UP_TO else value
    if isinstance(value, date):
        return packed_day(value)
    if isinstance(value, time | timedelta):
        return str(value)
    return value


def _padded(value: Any, digits: int | None) -> Any:
    """Return a number as it is shown where it is shown with leading zeros: an account, not an amount."""
    return f"{value:0{digits}d}" if digits and type(value) is int and value >= 0 else value


def _on_damage(rows: list[int]) -> Iterator[str]:
    if rows:
        named = "、".join(str(row + 1) for row in rows[:_ROWS_NAMED])
        yield (
            f"有 {len(rows)} 行含损坏的生僻字（第 {named} 行{'等' if len(rows) > _ROWS_NAMED else ''}），"
            "请用 Excel 或 WPS 另存为 .xlsx 后再导入。"
        )


def _on_formulas(cells: list[str]) -> Iterator[str]:
    if cells:
        yield (
            f"有 {len(cells)} 个公式没有算好的结果（如 {cells[0]}），按空白读入。"
            "请用 Excel 或 WPS 打开，保存后再导入。"
        )
