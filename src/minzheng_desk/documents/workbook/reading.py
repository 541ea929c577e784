"""Strangers' workbooks are read in a process of their own, which may be slow, greedy or dead without harm.

Values come back exactly as they stand in the file; what they mean, and whether they are right, is decided
by those who asked. Why a process: a packed file of one megabyte can take a gigabyte to open (safety
study, 4.4).
"""

from __future__ import annotations

import logging
import os
import subprocess
import sys
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from threading import Timer
from typing import TYPE_CHECKING, BinaryIO, ClassVar, NamedTuple, cast

from msgspec import json

import minzheng_desk
from minzheng_desk.documents.files import FileNotReadable, FileOpenElsewhere
from minzheng_desk.documents.workbook.limits import Limits, Why
from minzheng_desk.documents.workbook.wire import Done, Refusal, Rows, SheetBegins, SheetEnds, received
from minzheng_desk.kernel.errors import DocumentProblem

if TYPE_CHECKING:
    from minzheng_desk.kernel.progress import Progress

Cell = str | int | float | bool | date | datetime | None
RawRow = tuple[Cell, ...]

_log = logging.getLogger(__name__)
_USUAL = Limits()
_READER = "minzheng_desk.documents.workbook.reader_process"
_REMEMBERED_TEXTS = 20_000


class WorkbookBroken(DocumentProblem):
    """The file is damaged, or no table at all."""

    text: ClassVar[str] = "“{name}”不能作为表格读取：{reason}。"
    remedy: ClassVar[str] = "请用 Excel 或 WPS 打开，另存为 .xlsx 再导入；打不开请报送单位重报。"


class WorkbookTooLarge(DocumentProblem):
    """The file is larger than any register is."""

    text: ClassVar[str] = "“{name}”太大，没有读取：{reason}。"
    remedy: ClassVar[str] = "请删去表格外的空白行列和图片，或分成几个文件导入。"


class WorkbookHostile(DocumentProblem):
    """The file contains what no register contains."""

    text: ClassVar[str] = "“{name}”{reason}，为安全起见没有读取。"
    remedy: ClassVar[str] = "请把数据复制到新建的工作簿，另存为 .xlsx 后再导入；来历不明的文件请不要打开。"


class WorkbookEncrypted(DocumentProblem):
    """The workbook opens only with a password."""

    text: ClassVar[str] = "工作簿“{name}”有密码，不能读取。"
    remedy: ClassVar[str] = "请用 Excel 或 WPS 打开它，去掉打开密码，另存后再导入。"


class ReaderOverran(DocumentProblem):
    """Reading took more time or memory than it may."""

    text: ClassVar[str] = "读取“{name}”用去的时间或内存超出限度，已经停止。"
    remedy: ClassVar[str] = "请用 Excel 或 WPS 把数据复制到新建的工作簿，另存为 .xlsx 后再导入。"


_PROBLEMS: dict[Why, type[DocumentProblem]] = {
    Why.BROKEN: WorkbookBroken,
    Why.TOO_LARGE: WorkbookTooLarge,
    Why.HOSTILE: WorkbookHostile,
    Why.ENCRYPTED: WorkbookEncrypted,
}


class Merge(NamedTuple):
    """Cells joined into one; places are counted from 0, as in `RawSheet.rows`, the last ones included."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int


@dataclass(frozen=True, slots=True)
class RawSheet:
    """A sheet as it stands in the file; ``rows[0]`` is row 1 of the spreadsheet, ``rows[0][0]`` its cell A1.

    Rows are as long as their last value demands; rows behind the last one with a value are left out.
    """

    name: str
    rows: list[RawRow] = field(repr=False)
    merged: tuple[Merge, ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    is_hidden: bool = False
    warnings: tuple[str, ...] = ()
    """Chinese sentences about what could not be read faithfully."""


@dataclass(frozen=True, slots=True)
class RawBook:
    """Everything that was read from one file."""

    name: str
    """The name of the file, without its folder."""
    sheets: tuple[RawSheet, ...]


def read_workbook(path: Path, progress: Progress, limits: Limits = _USUAL) -> RawBook:
    """Return the sheets of an .xlsx, .xls, .ods, .csv or .txt file, told apart by content.

    Raises a `DocumentProblem` that says why the file cannot be read, or `Cancelled`.
    """
    with _opened(path, limits) as file:
        reader = subprocess.Popen(  # noqa: S603 - our own interpreter and module; the file is only its input
            [sys.executable, "-P", "-s", "-m", _READER, json.encode(limits).decode()],
            stdin=file,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": str(Path(minzheng_desk.__file__).parents[1])},
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    watchdog = Timer(limits.seconds, reader.kill)
    watchdog.start()
    with reader:
        try:
            sheets = _listened(cast("BinaryIO", reader.stdout), path.name, progress)
            if sheets is None:
                raise _broke_off(reader.wait(), path.name)
            return RawBook(path.name, sheets)
        finally:
            watchdog.cancel()
            reader.kill()


def _opened(path: Path, limits: Limits) -> BinaryIO:
    try:
        file = path.open("rb")
    except PermissionError as problem:
        if path.is_dir():
            raise FileNotReadable(name=path.name, reason="这是文件夹") from problem
        raise FileOpenElsewhere(name=path.name) from problem
    except IsADirectoryError as problem:
        raise FileNotReadable(name=path.name, reason="这是文件夹") from problem
    except OSError as problem:
        raise FileNotReadable(name=path.name, reason="文件不存在或磁盘已断开") from problem
    if os.fstat(file.fileno()).st_size > limits.file_bytes:
        file.close()
        raise WorkbookTooLarge(name=path.name, reason=f"文件超过 {limits.file_bytes >> 20} MB")
    return file


def _broke_off(status: int, name: str) -> DocumentProblem:
    """Return what to say of a reader that ended in the middle: stumbled over the file, or was stopped."""
    _log.warning("the reader of a workbook ended with %d", status)
    return WorkbookBroken(name=name, reason="内部结构无法识别") if status == 1 else ReaderOverran(name=name)


def _listened(stream: BinaryIO, name: str, progress: Progress) -> tuple[RawSheet, ...] | None:
    """Return the sheets, or nothing when the stream broke off."""
    sheets: list[RawSheet] = []
    sheet = _Growing("", is_hidden=False)
    total = 0
    for message in received(stream):
        match message:
            case SheetBegins():
                sheet = _Growing(message.name, is_hidden=message.is_hidden)
                total = message.row_count
            case Rows():
                sheet.add(message.cells)
                progress.report(len(sheet.rows), total, f"正在读取“{sheet.name}”")
            case SheetEnds():
                sheets.append(sheet.whole(message))
            case Refusal():
                raise _PROBLEMS[Why(message.why)](name=name, reason=message.reason)
            case Done():
                return tuple(sheets)
    return None


class _Growing:
    """A sheet while its rows arrive."""

    def __init__(self, name: str, *, is_hidden: bool) -> None:
        self.name = name
        self.rows: list[RawRow] = []
        self._is_hidden = is_hidden
        self._texts: dict[str, str] = {}

    def add(self, block: list[list[Cell]]) -> None:
        """Add rows, keeping one copy of words that come again: a register says “汉族” ten thousand times."""
        if len(self._texts) > _REMEMBERED_TEXTS:
            self._texts.clear()
        kept = self._texts.setdefault
        for cells in block:
            while cells and cells[-1] is None:
                cells.pop()
            self.rows.append(tuple([kept(cell, cell) if type(cell) is str else cell for cell in cells]))

    def whole(self, facts: SheetEnds) -> RawSheet:
        """Return the finished sheet."""
        while self.rows and not self.rows[-1]:
            self.rows.pop()
        return RawSheet(
            name=self.name,
            rows=self.rows,
            merged=tuple(Merge(*cells) for cells in facts.merged),
            hidden_rows=frozenset(facts.hidden_rows),
            hidden_columns=frozenset(facts.hidden_columns),
            is_hidden=self._is_hidden,
            warnings=tuple(facts.warnings),
        )
