"""How each bank wants its file: declared in ``resources/bank_formats``; see docs/formats/bank-file.md."""

from __future__ import annotations

import codecs
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, ClassVar

from minzheng_desk.kernel.errors import DocumentProblem, NotFound
from minzheng_desk.kernel.money import Money, figures
from minzheng_desk.kernel.resources import resource_dir
from minzheng_desk.payroll.model import Roster, RosterLine
from minzheng_desk.policy.model import PackBroken
from minzheng_desk.policy.tomlfile import Key, TomlFile, read_toml

TEXT, XLSX = "text", "xlsx"
SOURCES = (
    "index",
    "account",
    "holder_name",
    "name",
    "id_number",
    "bank",
    "amount",
    "household_number",
    "region_name",
    "batch_number",
    "month",
    "programme_label",
    "summary",
)
"""What a column can hold."""

RETURN_SOURCES = ("index", "account", "holder_name", "amount", "result", "reason", "skip")
"""What a column of the bank's answer can hold."""

_RETURN_NEEDS = ("account", "amount", "result")
_NEWLINES = {"crlf": "\r\n", "lf": "\n"}
_ALIGNMENTS = ("left", "right")
_FORMATS = ("text", "yuan", "fen")
_ROOT_KEYS = {
    "label",
    "kind",
    "encoding",
    "separator",
    "newline",
    "header",
    "file_name",
    "account",
    "columns",
    "trailer",
    "return",
}
_RETURN_KEYS = {"header", "trailer", "results", "columns"}
_COLUMN_KEYS = {"label", "source", "constant", "format", "width", "align", "fill"}
_USUAL_WIDTH = 16
_USUAL_SHORTEST, _USUAL_LONGEST = 10, 23
_TRAILER_FACTS = {"count": 0, "total": "0.00", "total_fen": 0, "batch_number": "", "month": ""}
_NAME_FACTS = {**_TRAILER_FACTS, "programme": ""}


class BankFormatBroken(DocumentProblem):
    """A bank's format says something that cannot be understood."""

    text: ClassVar[str] = "银行格式文件“{file}”第 {line} 行“{key}”有误：{reason}"
    remedy: ClassVar[str] = "请按说明（docs/formats/bank-file.md）改正该行后重试。"


class BankFormatUnknown(NotFound):
    """There is no format of this name."""

    text: ClassVar[str] = "没有名为“{name}”的银行格式。"
    remedy: ClassVar[str] = "现有格式：{known}。请核对名称。"


@dataclass(frozen=True, slots=True)
class BankColumn:
    """One field of a line: what it holds and how it is written."""

    label: str
    source: str = ""
    constant: str = ""
    format: str = "text"
    """``yuan`` has two decimals and no thousands, ``fen`` neither; both only for the amount."""
    width: int = 0
    """Of a text format the bytes the field is filled up to, 0 for none; of a workbook the signs it shows."""
    align: str = "left"
    fill: str = " "

    def text(self, line: RosterLine, roster: Roster, index: int) -> str:
        """The field of a line before it is filled up to its width."""
        if self.constant:
            return self.constant
        if self.source == "amount":
            return figures(line.amount) if self.format == "yuan" else str(line.amount)
        return _texts(line, roster, index)[self.source]


@dataclass(frozen=True, slots=True)
class ReturnColumn:
    """One field of the bank's answer."""

    source: str
    label: str = ""
    """The heading by which the column is found; empty where fields come in order."""
    format: str = "text"
    width: int = 0
    """In a text without separators, how many bytes the field takes."""


@dataclass(frozen=True, slots=True)
class ReturnLayout:
    """How the bank answers: the fields of a row, and its words for the result."""

    columns: tuple[ReturnColumn, ...]
    paid: tuple[str, ...]
    failed: tuple[str, ...] = ()
    """Empty takes every other word for a failure."""
    header: bool = True
    trailer: str = ""
    """The word with which the bank's own line of sums begins; such lines are no payments."""


@dataclass(frozen=True, slots=True)
class BankFormat:
    """One bank's layout of the file it is paid by."""

    name: str
    label: str
    kind: str
    columns: tuple[BankColumn, ...]
    file_name: str
    encoding: str = "gbk"
    separator: str = "|"
    newline: str = "\r\n"
    header: bool = False
    shortest_account: int = _USUAL_SHORTEST
    longest_account: int = _USUAL_LONGEST
    trailer: tuple[str, ...] = ()
    returned: ReturnLayout | None = None
    """None where the bank answers on paper only."""

    def named(self, roster: Roster, count: int, total: Money) -> str:
        """What the file of a roster is called."""
        return self.file_name.format(**_facts(roster, count, total), programme=roster.programme)

    def last_line(self, roster: Roster, count: int, total: Money) -> tuple[str, ...]:
        """The fields of the line that adds up, or none."""
        facts = _facts(roster, count, total)
        return tuple(field.format(**facts) for field in self.trailer)


def _facts(roster: Roster, count: int, total: Money) -> Mapping[str, object]:
    return {
        "count": count,
        "total": figures(total),
        "total_fen": int(total),
        "batch_number": roster.batch_number,
        "month": f"{roster.month.year}{roster.month.month:02d}",
    }


def _texts(line: RosterLine, roster: Roster, index: int) -> Mapping[str, str]:
    return {
        "index": str(index),
        "account": line.account,
        "holder_name": line.holder_name or line.name,
        "name": line.name,
        "id_number": line.id_number or "",
        "bank": line.bank,
        "household_number": line.household_number,
        "region_name": line.region_name,
        "batch_number": roster.batch_number,
        "month": f"{roster.month.year}{roster.month.month:02d}",
        "programme_label": roster.programme_label,
        "summary": f"{roster.programme_label}{roster.month.label}",
    }


def bank_formats() -> tuple[str, ...]:
    """The names of the formats that are declared."""
    return tuple(sorted(path.stem for path in resource_dir().glob("bank_formats/*.toml")))


@cache
def bank_format(name: str) -> BankFormat:
    """The format of that name; raises `BankFormatUnknown` or `BankFormatBroken`."""
    if name not in bank_formats():
        raise BankFormatUnknown(name=name, known="、".join(bank_formats()))
    return read_bank_format(resource_dir() / "bank_formats" / f"{name}.toml")


def read_bank_format(path: Path) -> BankFormat:
    """The format declared in a file; raises `BankFormatBroken` naming file, line and key."""
    try:
        return _format(read_toml(path))
    except PackBroken as mistake:
        raise BankFormatBroken(**mistake.facts) from None


def _format(file: TomlFile) -> BankFormat:
    tree = file.only(file.tree, _ROOT_KEYS)
    kind = _one_of(file, tree, "kind", (TEXT, XLSX))
    account = file.only(tree.get("account", {}), {"shortest", "longest"}, ("account",))
    columns = tuple(
        _column(file, table, ("columns", at)) for at, table in enumerate(file.tables_at(tree, "columns"))
    )
    if not columns:
        file.broken(("columns",), "至少要有一栏，写成 [[columns]]。")
    trailer = file.only(tree.get("trailer", {}), {"fields"}, ("trailer",))
    return BankFormat(
        name=file.path.stem,
        label=file.text_at(tree, "label"),
        kind=kind,
        columns=columns,
        file_name=_template(file, file.text_at(tree, "file_name"), ("file_name",), _NAME_FACTS),
        encoding=_encoding(file, tree) if kind == TEXT else "utf-8",
        separator=file.text_at(tree, "separator", default="|"),
        newline=_NEWLINES[_one_of(file, tree, "newline", tuple(_NEWLINES), "crlf")],
        header=_flag(file, tree, "header"),
        shortest_account=_whole(file, account, "shortest", ("account",), _USUAL_SHORTEST),
        longest_account=_whole(file, account, "longest", ("account",), _USUAL_LONGEST),
        trailer=tuple(
            _template(file, field, ("trailer", "fields"), _TRAILER_FACTS)
            for field in file.texts_at(trailer, "fields", ("trailer",))
        ),
        returned=_return_layout(file, tree["return"]) if "return" in tree else None,
    )


def _return_layout(file: TomlFile, written: Any) -> ReturnLayout:
    key: Key = ("return",)
    table = file.only(written, _RETURN_KEYS, key)
    results = file.only(table.get("results", {}), {"paid", "failed"}, (*key, "results"))
    columns = tuple(
        _return_column(file, one, (*key, "columns", at))
        for at, one in enumerate(file.tables_at(table, "columns", key))
    )
    lacking = [source for source in _RETURN_NEEDS if source not in {column.source for column in columns}]
    if lacking:
        file.broken((*key, "columns"), f"回盘要有账号、金额、结果各一栏，缺 {'、'.join(lacking)}。")
    header = _flag(file, table, "header", default=True)
    if header and not all(column.label for column in columns):
        file.broken((*key, "columns"), "有表头时每栏都要写 label。")
    paid = tuple(file.texts_at(results, "paid", (*key, "results")))
    if not paid:
        file.broken((*key, "results", "paid"), "请列出表示发放成功的写法。")
    return ReturnLayout(
        columns=columns,
        paid=paid,
        failed=tuple(file.texts_at(results, "failed", (*key, "results"))),
        header=header,
        trailer=file.text_at(table, "trailer", key, default=""),
    )


def _return_column(file: TomlFile, table: Mapping[str, Any], key: Key) -> ReturnColumn:
    file.only(table, {"source", "label", "format", "width"}, key)
    source = _one_of(file, table, "source", RETURN_SOURCES, None, key)
    return ReturnColumn(
        source=source,
        label=file.text_at(table, "label", key, default=""),
        format=_one_of(file, table, "format", _FORMATS, "yuan" if source == "amount" else "text", key),
        width=_whole(file, table, "width", key, 0),
    )


def _column(file: TomlFile, table: Mapping[str, Any], key: Key) -> BankColumn:
    file.only(table, _COLUMN_KEYS, key)
    source = _one_of(file, table, "source", ("", *SOURCES), "", key)
    constant = file.text_at(table, "constant", key, default="")
    if bool(source) == bool(constant):
        file.broken(key, "每栏写 source 或 constant 之一。")
    form = _one_of(file, table, "format", _FORMATS, "yuan" if source == "amount" else "text", key)
    if (source == "amount") == (form == "text"):
        file.broken((*key, "format"), "金额写 yuan 或 fen，其他栏不写 format。")
    fill = file.text_at(table, "fill", key, default=" ")
    if len(fill.encode()) != 1:
        file.broken((*key, "fill"), "应为一个半角字符。")
    return BankColumn(
        label=file.text_at(table, "label", key),
        source=source,
        constant=constant,
        format=form,
        width=_whole(file, table, "width", key, 0),
        align=_one_of(file, table, "align", _ALIGNMENTS, "left", key),
        fill=fill,
    )


def _one_of(
    file: TomlFile,
    table: Mapping[str, Any],
    name: str,
    known: tuple[str, ...],
    default: str | None = None,
    key: Key = (),
) -> str:
    value = file.text_at(table, name, key, default=default)
    if value not in known:
        file.broken((*key, name), f"没有“{value}”这种写法；可以写 {'、'.join(filter(None, known))}。")
    return value


def _encoding(file: TomlFile, tree: Mapping[str, Any]) -> str:
    value = file.text_at(tree, "encoding")
    try:
        return codecs.lookup(value).name
    except LookupError:
        file.broken(("encoding",), f"没有名为“{value}”的编码；可以写 gbk、gb18030、utf-8。")


def _whole(file: TomlFile, table: Mapping[str, Any], name: str, key: Key, default: int) -> int:
    value = table.get(name, default)
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        file.broken((*key, name), "应为不加引号的整数。")
    return value


def _flag(file: TomlFile, table: Mapping[str, Any], name: str, *, default: bool = False) -> bool:
    value = table.get(name, default)
    if not isinstance(value, bool):
        file.broken((name,), "应为 true 或 false。")
    return value


def _template(file: TomlFile, written: str, key: Key, facts: Mapping[str, object]) -> str:
    try:
        written.format(**facts)
    except (KeyError, IndexError, ValueError):
        file.broken(key, f"花括号中只能写 {'、'.join(facts)}。")
    return written
