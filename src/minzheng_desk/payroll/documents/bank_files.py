"""The bank's file of a locked roster: exact or not at all.

Everything is checked before anything is written: what the bank's encoding cannot hold is named with its line
and its character, never replaced. The file carries full numbers, because the bank pays by them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import ClassVar

from minzheng_desk.documents.delimited import unencodable, write_delimited
from minzheng_desk.documents.files import replacing
from minzheng_desk.documents.layout import A4_LANDSCAPE, Align, CellKind, Row
from minzheng_desk.documents.workbook.cells import ColumnPen
from minzheng_desk.documents.workbook.package import Package
from minzheng_desk.documents.workbook.styles import GREY, TEXT_FORMAT, Style, StyleTable
from minzheng_desk.documents.workbook.worksheet import Frame, Span
from minzheng_desk.kernel.errors import DocumentProblem
from minzheng_desk.kernel.money import Money
from minzheng_desk.payroll.documents.bank_formats import XLSX, BankColumn, BankFormat
from minzheng_desk.payroll.model import Roster, RosterLine, RosterNotLocked
from minzheng_desk.payroll.queries import RosterView

_NAMED_AT_MOST = 5
_MM_PER_SIGN = 2.2
_BLOCK_ROWS = 256
_HEADER = Style(number_format=TEXT_FORMAT, align=Align.CENTRE, bold=True, fill=GREY)
_PLAIN = Style(number_format=TEXT_FORMAT)
_AMOUNT = Style(number_format="0.00", align=Align.RIGHT)


@dataclass(frozen=True, slots=True)
class BankFault:
    """One field that the bank's format cannot carry."""

    line: int
    """The number of the line on the roster."""
    name: str
    column: str
    reason: str
    characters: str = ""
    """The characters at fault, where it is about characters."""

    @property
    def place(self) -> str:
        """Where it is, without saying whose it is."""
        about = f"“{self.characters}”" if self.characters else ""
        return f"名册第 {self.line} 行{self.column}{about}"


class BankFileBlocked(DocumentProblem):
    """Some lines cannot be written as the bank wants them; ``faults`` says which and why."""

    text: ClassVar[str] = "有 {count} 处不合“{format}”的要求，文件没有生成：{places}。"
    remedy: ClassVar[str] = (
        "请更正这些账户的户名后重新生成（生僻字按与代发银行约定的写法登记在“账户户名”中）；账号有误的请联系代发银行。"
    )
    faults: tuple[BankFault, ...] = ()

    @classmethod
    def of(cls, form: BankFormat, faults: Sequence[BankFault]) -> BankFileBlocked:
        """Name the first few places; the faults themselves name the people, for the screen only."""
        more = "等" if len(faults) > _NAMED_AT_MOST else ""
        places = "、".join(fault.place for fault in faults[:_NAMED_AT_MOST]) + more
        problem = cls(count=len(faults), format=form.label, places=places)
        problem.faults = tuple(faults)
        return problem


@dataclass(frozen=True, slots=True)
class BankFile:
    """Everything that goes into a bank's file, checked, and what it adds up to."""

    form: BankFormat
    roster: Roster
    lines: tuple[RosterLine, ...]
    rows: tuple[tuple[str, ...], ...]
    """The fields of every line as text, headings and trailer apart."""
    total: Money

    @property
    def count(self) -> int:
        """How many payments the file asks for."""
        return len(self.lines)

    @property
    def name(self) -> str:
        """What the bank wants the file to be called."""
        return self.form.named(self.roster, self.count, self.total)

    @property
    def digest(self) -> str:
        """The digest of the fields, by which the same file is known again."""
        return hashlib.sha256("\n".join("\t".join(row) for row in self.rows).encode()).hexdigest()


def bank_file(view: RosterView, form: BankFormat, path: Path) -> BankFile:
    """Check a locked roster against a bank's format and write the file; raises as its two halves do."""
    prepared = prepared_bank_file(view, form)
    write_bank_file(prepared, path)
    return prepared


def prepared_bank_file(view: RosterView, form: BankFormat) -> BankFile:
    """Everything for the bank's file of a roster; raises `RosterNotLocked` or `BankFileBlocked`."""
    roster, lines = view.roster, view.paid
    if not roster.is_locked:
        raise RosterNotLocked(roster=roster.called, act="生成银行文件")
    rows = _rows(view, form)
    faults = _all_faults(view, form, rows)
    if faults:
        raise BankFileBlocked.of(form, faults)
    return BankFile(form, roster, lines, rows, Money(sum(line.amount for line in lines)))


def bank_faults(view: RosterView, form: BankFormat) -> list[BankFault]:
    """What would block the file of a roster, asked before it is locked."""
    return _all_faults(view, form, _rows(view, form))


def write_bank_file(prepared: BankFile, path: Path) -> None:
    """Put the file at ``path``, whole or not at all; raises what `replacing` raises."""
    if prepared.form.kind == XLSX:
        _write_workbook(prepared, path)
        return
    form = prepared.form
    write_delimited(
        path,
        list(_text_lines(prepared)),
        encoding=form.encoding,
        separator=form.separator,
        newline=form.newline,
    )


def _rows(view: RosterView, form: BankFormat) -> tuple[tuple[str, ...], ...]:
    return tuple(
        tuple([column.text(line, view.roster, index) for column in form.columns])
        for index, line in enumerate(view.paid, 1)
    )


def _all_faults(view: RosterView, form: BankFormat, rows: Sequence[Sequence[str]]) -> list[BankFault]:
    return [fault for line, row in zip(view.paid, rows, strict=True) for fault in _faults(form, line, row)]


def _faults(form: BankFormat, line: RosterLine, row: Sequence[str]) -> Iterator[BankFault]:
    for column, text in zip(form.columns, row, strict=True):
        for reason, characters in _reasons(form, column, text):
            yield BankFault(line.seq, line.name, column.label, reason, characters)


def _reasons(form: BankFormat, column: BankColumn, text: str) -> Iterator[tuple[str, str]]:
    """Why a field cannot be written, with the characters at fault."""
    if column.source == "account":
        shortest, longest = form.shortest_account, form.longest_account
        if not (text.isascii() and text.isdigit()):
            yield "账号含有数字以外的字符", ""
        elif not shortest <= len(text) <= longest:
            yield f"账号应为{shortest}至{longest}位，现为{len(text)}位", ""
    if form.kind == XLSX:
        return
    unfit = unencodable([text], form.encoding)
    if unfit:
        yield f"{form.encoding.upper()} 编码没有这些字", unfit[0].characters
        return
    if (form.separator and form.separator in text) or "\n" in text or "\r" in text:
        yield "含有分隔符或换行", ""
    if column.width and len(text.encode(form.encoding)) > column.width:
        yield f"超过{column.width}个字节", ""


def _text_lines(prepared: BankFile) -> Iterator[tuple[str, ...]]:
    form = prepared.form
    if form.header:
        yield tuple(column.label for column in form.columns)
    for row in prepared.rows:
        yield tuple(
            _filled(column, text, form.encoding) for column, text in zip(form.columns, row, strict=True)
        )
    if form.trailer:
        yield form.last_line(prepared.roster, prepared.count, prepared.total)


def _filled(column: BankColumn, text: str, encoding: str) -> str:
    """Fill a field up to its width, counted in bytes as banks do."""
    padding = column.fill * max(0, column.width - len(text.encode(encoding)))
    return text + padding if column.align == "left" else padding + text


def _write_workbook(prepared: BankFile, path: Path) -> None:
    """Write headings in the first row and payments below, as banks read them; amounts are figures."""
    columns = prepared.form.columns
    frame = Frame(
        widths_mm=[(column.width or len(column.label) * 2 + 4) * _MM_PER_SIGN for column in columns],
        paper=A4_LANDSCAPE,
        frozen_rows=1,
    )
    with replacing(path) as file, Package(file, ["代发清单"]) as package, package.worksheet(frame) as page:
        page.line([Span(at, at, column.label, _HEADER) for at, column in enumerate(columns)])
        pens = [_pen(at, column, package.styles) for at, column in enumerate(columns)]
        for first in range(0, prepared.count, _BLOCK_ROWS):
            page.rows(pens, _values(prepared, first))
        if prepared.form.trailer:
            fields = prepared.form.last_line(prepared.roster, prepared.count, prepared.total)
            page.line([Span(at, at, field, _PLAIN) for at, field in enumerate(fields)])


def _values(prepared: BankFile, first: int) -> list[Row]:
    """A block of rows, amounts as figures."""
    amounts = {at for at, column in enumerate(prepared.form.columns) if column.format == "yuan"}
    block = slice(first, first + _BLOCK_ROWS)
    return [
        tuple([line.amount if at in amounts else text for at, text in enumerate(row)])
        for line, row in zip(prepared.lines[block], prepared.rows[block], strict=True)
    ]


def _pen(at: int, column: BankColumn, styles: StyleTable) -> ColumnPen:
    style = _AMOUNT if column.format == "yuan" else _PLAIN
    kind = CellKind.MONEY if column.format == "yuan" else CellKind.TEXT
    return ColumnPen(at, kind, styles.number(style), styles.number(replace(style, quoted=True)))
