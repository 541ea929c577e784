"""A TOML file that knows on which line each of its keys stands, so that a mistake can be pointed at."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, NoReturn

from minzheng_desk.policy.model import PackBroken

Key = tuple[str | int, ...]
"""The way to a value: table names, key names, and indices (from 0) into arrays of tables."""

_HEADER = re.compile(r"\s*(\[\[?)\s*([^\[\]]+?)\s*\]\]?\s*(?:#.*)?")
_ASSIGNED = re.compile(r"\s*([\w.\"'-]+)\s*=")
_BARE = re.compile(r"[\"']")
_AT_LINE = re.compile(r"\s*\(at (?:line (\d+), column \d+|end of document)\)")


@dataclass(frozen=True, slots=True)
class TomlFile:
    """One parsed file."""

    path: Path
    text: str
    tree: Mapping[str, Any]

    @property
    def name(self) -> str:
        """Its name as people are told it, with the folder where many files are of the same name."""
        is_one_of_many = self.path.parent.parent.name == "programmes"
        return "/".join(self.path.parts[-2:]) if is_one_of_many else self.path.name

    def broken(self, key: Key, reason: str) -> NoReturn:
        """Raise `PackBroken` for the value at ``key``."""
        named = ".".join(str(part) for part in key if isinstance(part, str))
        raise PackBroken(file=self.name, line=self.line_of(key), key=named, reason=reason)

    def line_of(self, key: Key) -> int:
        """Return the first line that comes nearest to ``key``: its own, or that of its table."""
        best, depth = 1, 0
        for number, written in _written_keys(self.text):
            shared = _shared(written, key)
            if shared > depth:
                best, depth = number, shared
        return best

    def only(self, table: Any, known: Collection[str], key: Key = ()) -> Mapping[str, Any]:
        """Return ``table`` if it is a table of ``known`` keys only; raises `PackBroken`."""
        if not isinstance(table, dict):
            self.broken(key, "应为一个表。")
        for name in table:
            if name not in known:
                self.broken((*key, name), f"没有名为“{name}”的项；可以写 {'、'.join(sorted(known))}。")
        return table

    def text_at(self, table: Mapping[str, Any], name: str, key: Key = (), default: str | None = None) -> str:
        """Return a piece of text; raises `PackBroken` when it is absent without a default, or not text."""
        value = table.get(name, default)
        if not isinstance(value, str):
            self.broken((*key, name), "应为加引号的文字。" if name in table else f"缺少“{name}”。")
        return value

    def day_at(self, table: Mapping[str, Any], name: str, key: Key = ()) -> date:
        """Return a day; raises `PackBroken`."""
        value = table.get(name)
        if isinstance(value, datetime) or not isinstance(value, date):
            self.broken(
                (*key, name), "应为不加引号的日期，例如 2026-01-01。" if name in table else f"缺少“{name}”。"
            )
        return value

    def texts_at(self, table: Mapping[str, Any], name: str, key: Key = ()) -> tuple[str, ...]:
        """Return a list of texts, empty when absent; raises `PackBroken`."""
        value = table.get(name, [])
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            self.broken((*key, name), '应为文字列表，例如 ["a", "b"]。')
        return tuple(value)

    def tables_at(self, table: Mapping[str, Any], name: str, key: Key = ()) -> list[dict[str, Any]]:
        """Return an array of tables, empty when absent; raises `PackBroken`."""
        value = table.get(name, [])
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            self.broken((*key, name), f"应写成 [[{name}]] 或表的列表。")
        return value


def read_toml(path: Path) -> TomlFile:
    """Read one file; raises `PackBroken` when it cannot be read, is not UTF-8 or not TOML."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise PackBroken(file=path.name, line=1, key="（全文）", reason="不是 UTF-8 编码。") from None
    except OSError as failure:
        is_absent = isinstance(failure, FileNotFoundError)
        reason = "文件不存在。" if is_absent else "无法读取，可能被其他程序占用或没有权限。"
        raise PackBroken(file=path.name, line=1, key="（全文）", reason=reason) from None
    return parse_toml(path, text)


def parse_toml(path: Path, text: str) -> TomlFile:
    """Read the text of a file that is or was at ``path``; raises `PackBroken` when it is not TOML."""
    try:
        return TomlFile(path, text, tomllib.loads(text))
    except tomllib.TOMLDecodeError as mistake:
        raise _not_toml(path, text, str(mistake)) from None


def _not_toml(path: Path, text: str, said: str) -> PackBroken:
    lines = text.splitlines()
    match = _AT_LINE.search(said)
    line = int(match[1]) if match and match[1] else max(len(lines), 1)
    written = lines[line - 1].strip() if line <= len(lines) else ""
    reason = "不合 TOML 语法，请检查引号、括号、等号和日期。"
    return PackBroken(
        file=path.name, line=line, key=written.split("=")[0].strip() or "（空行）", reason=reason
    )


def _written_keys(text: str) -> Iterator[tuple[int, Key]]:
    """Yield the line number and the way to every header and every key that begins a line."""
    table: Key = ()
    counts: dict[Key, int] = {}
    for number, line in enumerate(text.splitlines(), start=1):
        header = _HEADER.fullmatch(line)
        assigned = _ASSIGNED.match(line)
        if header:
            table = _indexed(_parts(header[2]), counts, is_new=header[1] == "[[")
            yield number, table
        elif assigned:
            yield number, (*table, *_parts(assigned[1]))


def _indexed(parts: Key, counts: dict[Key, int], *, is_new: bool) -> Key:
    """Return the way with an index after every array of tables on it, counting a new element of the last."""
    way: Key = ()
    for position, part in enumerate(parts):
        way = (*way, part)
        if is_new and position == len(parts) - 1:
            counts[way] = counts.get(way, -1) + 1
        if way in counts:
            way = (*way, counts[way])
    return way


def _parts(dotted: str) -> Key:
    return tuple(_BARE.sub("", part.strip()) for part in dotted.split("."))


def _shared(written: Key, key: Key) -> int:
    shared = 0
    for one, other in zip(written, key, strict=False):
        if one != other:
            break
        shared += 1
    return shared
