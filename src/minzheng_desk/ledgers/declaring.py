"""Ledgers as they are declared in ``resources/ledgers``; the grammar is in docs/formats/ledger.md."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from minzheng_desk.documents.layout import A4_LANDSCAPE, A4_PORTRAIT, Align, CellKind, Column, Paper, Total
from minzheng_desk.kernel.resources import resource_dir
from minzheng_desk.ledgers import queries
from minzheng_desk.ledgers.model import LedgerBroken, LedgerUnknown
from minzheng_desk.ledgers.sources import Source, sources
from minzheng_desk.policy.model import PackBroken
from minzheng_desk.policy.tomlfile import Key, TomlFile, read_toml

# Importing the queries is what registers the sources.
_SOURCES_LIE_IN = queries

_PAPERS = {
    "a4_landscape": A4_LANDSCAPE,
    "a4_portrait": A4_PORTRAIT,
    "a3_landscape": Paper(width_mm=420, height_mm=297),
}
_SENSITIVE = ("id_number", "account")
_KINDS = (*(kind.value for kind in CellKind), *_SENSITIVE)
_ROOT_KEYS = {
    "title",
    "source",
    "programmes",
    "sort",
    "group_by",
    "counted_in",
    "in_words",
    "paper",
    "notes",
    "columns",
}
_COLUMN_KEYS = {"key", "label", "kind", "width", "total", "align", "wrap", "group", "repeat"}
_USUAL_WIDTH_MM = 20


@dataclass(frozen=True, slots=True)
class LedgerColumn:
    """One declared column."""

    column: Column
    sensitive: str = ""
    """``id_number`` or ``account``: masked unless the full number was asked for."""
    repeat: bool = False
    """Stands once for every part of the source, under the part's heading."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerSpec:
    """One ledger as declared."""

    name: str
    title: str
    source: Source
    columns: tuple[LedgerColumn, ...]
    programmes: tuple[str, ...] = ()
    sort: tuple[str, ...] = ()
    group_by: str = ""
    counted_in: str = ""
    in_words: str = ""
    paper: Paper = A4_LANDSCAPE
    notes: tuple[str, ...] = ()


def ledgers() -> tuple[str, ...]:
    """The names of the ledgers that are declared."""
    return tuple(sorted(path.stem for path in resource_dir().glob("ledgers/*.toml")))


@cache
def ledger_declared(name: str) -> LedgerSpec:
    """The ledger of that name; raises `LedgerUnknown` or `LedgerBroken`."""
    if name not in ledgers():
        raise LedgerUnknown(name=name, known="、".join(ledger_declared(known).title for known in ledgers()))
    return read_ledger(resource_dir() / "ledgers" / f"{name}.toml")


def read_ledger(path: Path) -> LedgerSpec:
    """The ledger declared in a file; raises `LedgerBroken` naming file, line and key."""
    try:
        return _ledger(read_toml(path))
    except PackBroken as mistake:
        raise LedgerBroken(**mistake.facts) from None


def _ledger(file: TomlFile) -> LedgerSpec:
    tree = file.only(file.tree, _ROOT_KEYS)
    named = _one_of(file, tree, "source", sources())
    source = sources()[named]
    columns = tuple(
        _column(file, table, ("columns", at), source)
        for at, table in enumerate(file.tables_at(tree, "columns"))
    )
    if not columns or columns[0].column.total:
        file.broken(("columns",), "第一栏不能合计，且至少要有一栏。")
    for name in ("sort", "group_by"):
        _require_fields(file, tree, name, source.fields)
    return LedgerSpec(
        name=file.path.stem,
        title=file.text_at(tree, "title"),
        source=source,
        columns=columns,
        programmes=file.texts_at(tree, "programmes"),
        sort=file.texts_at(tree, "sort"),
        group_by=file.text_at(tree, "group_by", default=""),
        counted_in=file.text_at(tree, "counted_in", default=""),
        in_words=_in_words(file, tree, columns),
        paper=_PAPERS[_one_of(file, tree, "paper", _PAPERS, "a4_landscape")],
        notes=file.texts_at(tree, "notes"),
    )


def _column(file: TomlFile, table: Mapping[str, Any], key: Key, source: Source) -> LedgerColumn:
    file.only(table, _COLUMN_KEYS, key)
    repeat = _flag(file, table, "repeat", key)
    kind = _one_of(file, table, "kind", _KINDS, "text", key)
    sensitive = kind if kind in _SENSITIVE else ""
    known = source.repeated if repeat else source.fields
    counted = CellKind(kind) if not sensitive else CellKind.TEXT
    field = file.text_at(table, "key", key)
    if counted is not CellKind.INDEX and field not in known:
        file.broken((*key, "key"), f"来源没有“{field}”；可以写 {'、'.join(sorted(known))}。")
    total = _one_of(file, table, "total", ("", *(each.value for each in Total)), "", key)
    align = _one_of(file, table, "align", ("", *(each.value for each in Align)), "", key)
    column = Column(
        field,
        file.text_at(table, "label", key),
        counted,
        width_mm=_width(file, table, key),
        align=Align(align) if align else None,
        total=Total(total) if total else None,
        wrap=_flag(file, table, "wrap", key),
        group=file.text_at(table, "group", key, default=""),
    )
    return LedgerColumn(column, sensitive, repeat)


def _in_words(file: TomlFile, tree: Mapping[str, Any], columns: tuple[LedgerColumn, ...]) -> str:
    key = file.text_at(tree, "in_words", default="")
    money = [one.column for one in columns if one.column.kind is CellKind.MONEY and not one.repeat]
    summed = {column.key for column in money if column.total}
    if key and key not in summed:
        file.broken(("in_words",), "应为一个合计的金额栏。")
    return key


def _require_fields(file: TomlFile, tree: Mapping[str, Any], name: str, known: Collection[str]) -> None:
    written = tree.get(name, [])
    for field in [written] if isinstance(written, str) else file.texts_at(tree, name):
        if field and field not in known:
            file.broken((name,), f"来源没有“{field}”；可以写 {'、'.join(sorted(known))}。")


def _one_of(
    file: TomlFile,
    table: Mapping[str, Any],
    name: str,
    known: Collection[str],
    default: str | None = None,
    key: Key = (),
) -> str:
    value = file.text_at(table, name, key, default=default)
    if value not in known:
        file.broken((*key, name), f"没有“{value}”这种写法；可以写 {'、'.join(filter(None, known))}。")
    return value


def _flag(file: TomlFile, table: Mapping[str, Any], name: str, key: Key) -> bool:
    value = table.get(name, False)
    if not isinstance(value, bool):
        file.broken((*key, name), "应为 true 或 false。")
    return value


def _width(file: TomlFile, table: Mapping[str, Any], key: Key) -> int:
    value = table.get("width", _USUAL_WIDTH_MM)
    if not isinstance(value, int) or isinstance(value, bool) or value <= 0:
        file.broken((*key, "width"), "应为不加引号的毫米数。")
    return value
