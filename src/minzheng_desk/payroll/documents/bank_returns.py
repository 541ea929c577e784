"""The bank's answer, read by the layout that its format declares; whatever a row holds, none is lost."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import ClassVar

from minzheng_desk.documents.delimited import NotText, decoded
from minzheng_desk.documents.files import FileNotReadable
from minzheng_desk.documents.workbook.reading import Cell, read_workbook
from minzheng_desk.kernel.errors import DocumentProblem
from minzheng_desk.kernel.money import AmountWrong, Money, yuan, yuan_from_number
from minzheng_desk.kernel.progress import Progress, Silent
from minzheng_desk.kernel.text import normalised
from minzheng_desk.payroll.documents.bank_formats import TEXT, BankFormat, ReturnColumn, ReturnLayout
from minzheng_desk.payroll.returns.matching import ReturnedRow, ReturnFile
from minzheng_desk.payroll.returns.model import Outcome

_LARGEST_FILE = 30 << 20
_FEN = "fen"

NumberedRow = tuple[int, Sequence[Cell]]


class ReturnNotDeclared(DocumentProblem):
    """The bank's format does not say how the bank answers."""

    text: ClassVar[str] = "银行格式“{format}”没有写明回盘文件的样子，没有导入。"
    remedy: ClassVar[str] = "请管理员按 docs/formats/bank-file.md 第 5 节，在格式文件中补写 [return]。"


class ReturnHeadingMissing(DocumentProblem):
    """The heading by which a column is found is not there."""

    text: ClassVar[str] = "“{name}”里没有找到表头“{labels}”，没有导入。"
    remedy: ClassVar[str] = "请确认选对了银行格式和文件；表头写法变了的，请管理员改格式文件。"


class ReturnEmpty(DocumentProblem):
    """There is no payment in the file."""

    text: ClassVar[str] = "“{name}”里没有一行发放结果，没有导入。"
    remedy: ClassVar[str] = "请确认选对了文件，或请代发银行重新提供回盘。"


def read_bank_return(path: Path, form: BankFormat, progress: Progress | None = None) -> ReturnFile:
    """Every payment row of the bank's answer, with the digest of the file.

    Raises `ReturnNotDeclared`, `ReturnHeadingMissing`, `ReturnEmpty`, or what reading a file raises.
    """
    layout = form.returned
    if layout is None:
        raise ReturnNotDeclared(format=form.label)
    content = _content(path)
    rows = _text_rows(path, content, form, layout) if form.kind == TEXT else _workbook_rows(path, progress)
    columns, rows = _placed(path, layout, rows)
    read = tuple(_returned(number, row, layout, columns) for number, row in rows if _is_payment(row, layout))
    if not read:
        raise ReturnEmpty(name=path.name)
    return ReturnFile(path.name, form.name, hashlib.sha256(content).hexdigest(), read)


def _content(path: Path) -> bytes:
    try:
        content = path.read_bytes()
    except OSError as problem:
        raise FileNotReadable(name=path.name, reason="文件不存在，或被其他程序占用") from problem
    if len(content) > _LARGEST_FILE:
        raise FileNotReadable(name=path.name, reason=f"文件超过 {_LARGEST_FILE >> 20} MB")
    return content


def _text_rows(path: Path, content: bytes, form: BankFormat, layout: ReturnLayout) -> list[NumberedRow]:
    try:
        lines = decoded(content).splitlines()
    except NotText:
        raise FileNotReadable(name=path.name, reason="不是文本文件") from None
    cut = (
        (lambda line: line.split(form.separator))
        if form.separator
        else (lambda line: list(_cut(line, layout.columns, form.encoding)))
    )
    return [(number, cut(line)) for number, line in enumerate(lines, 1) if line.strip()]


def _cut(line: str, columns: Sequence[ReturnColumn], encoding: str) -> Iterator[str]:
    """Cut a line of fixed widths, counted in bytes as banks do."""
    held, at = line.encode(encoding, errors="replace"), 0
    for column in columns:
        yield held[at : at + column.width].decode(encoding, errors="replace")
        at += column.width


def _workbook_rows(path: Path, progress: Progress | None) -> list[NumberedRow]:
    book = read_workbook(path, progress or Silent())
    shown = next((sheet for sheet in book.sheets if not sheet.is_hidden), None)
    rows = shown.rows if shown else []
    return [(number, row) for number, row in enumerate(rows, 1) if any(_text(cell) for cell in row)]


def _placed(
    path: Path, layout: ReturnLayout, rows: list[NumberedRow]
) -> tuple[Mapping[str, tuple[int, ReturnColumn]], list[NumberedRow]]:
    """Where every source stands in a row, and the rows below the headings."""
    if not layout.header:
        return {column.source: (at, column) for at, column in enumerate(layout.columns)}, rows
    for place, (_, row) in enumerate(rows):
        headings = [_text(cell) for cell in row]
        if all(column.label in headings for column in layout.columns):
            found = {column.source: (headings.index(column.label), column) for column in layout.columns}
            return found, rows[place + 1 :]
    raise ReturnHeadingMissing(name=path.name, labels="、".join(column.label for column in layout.columns))


def _is_payment(row: Sequence[Cell], layout: ReturnLayout) -> bool:
    """Whether a row is more than the bank's own sums."""
    first = next((_text(cell) for cell in row if _text(cell)), "")
    return not (layout.trailer and first.startswith(layout.trailer))


def _returned(
    number: int,
    row: Sequence[Cell],
    layout: ReturnLayout,
    columns: Mapping[str, tuple[int, ReturnColumn]],
) -> ReturnedRow:
    def cell(source: str) -> Cell:
        at = columns[source][0] if source in columns else len(row)
        return row[at] if at < len(row) else None

    written = _text(cell("result"))
    index = _text(cell("index"))
    read = ReturnedRow(
        row=number,
        index=int(index) if index.isdecimal() else None,
        account=_text(cell("account")).replace(" ", ""),
        holder_name=_text(cell("holder_name")),
        amount=_amount(cell("amount"), columns["amount"][1]),
        outcome=_outcome(written, layout),
        written=written,
        reason=_text(cell("reason")),
    )
    return read if read.reason or read.outcome is not Outcome.FAILED else replace(read, reason=written)


def _outcome(written: str, layout: ReturnLayout) -> Outcome | None:
    if written in layout.paid:
        return Outcome.PAID
    is_failure = written in layout.failed if layout.failed else bool(written)
    return Outcome.FAILED if is_failure else None


def _amount(cell: Cell, column: ReturnColumn) -> Money | None:
    """The amount in fen, None where there is none to be read."""
    if column.format == _FEN:
        fen = _text(cell)
        return Money(int(fen)) if fen.isdecimal() else None
    try:
        return yuan_from_number(cell) if isinstance(cell, float) else yuan(_text(cell))
    except AmountWrong:
        return None


def _text(cell: Cell) -> str:
    """A cell as text; numbers that a spreadsheet keeps as figures lose nothing but a needless point."""
    if cell is None:
        return ""
    whole = isinstance(cell, float) and cell.is_integer()
    return normalised(str(int(cell) if whole and isinstance(cell, float) else cell))
