"""Where in the files of a pack something is written, so that whoever has to put it right is led there."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from minzheng_desk.policy.packs import Manifest
from minzheng_desk.policy.tomlfile import Key, TomlFile, read_toml


class Place(NamedTuple):
    """A line of a file, and the key that stands on it."""

    file: str = ""
    line: int = 0
    key: str = ""


NOWHERE = Place()


def place_of_programme(packs: Sequence[Manifest], programme: str, key: str, word: str) -> Place:
    """Where a programme names a word under one of its keys, in the last of the packs that declares it."""
    for pack in reversed(packs):
        path = pack.folder / "programmes" / programme / "programme.toml"
        if path.is_file():
            return _place(read_toml(path), (key,), word)
    return NOWHERE


def place_of_claim(packs: Sequence[Manifest], programme: str) -> Place:
    """Where the last pack claims to serve a programme."""
    return _place(read_toml(packs[-1].folder / "manifest.toml"), ("serves",), programme)


def place_of_value(packs: Sequence[Manifest], name: str, since: date) -> Place:
    """Where the value of a parameter from a day on is written, in the last of the packs that writes it."""
    way = tuple(name.split("."))
    for path in _reversed_files(packs, "parameters/*.toml"):
        file = read_toml(path)
        for index, block in enumerate(_blocks(file, way)):
            if block.get("since") == since:
                return _place(file, (*way, "values", index, "value"))
    return NOWHERE


def place_of_document(packs: Sequence[Manifest], key: str) -> Place:
    """Where the last pack that lists documents lists this one, or ought to."""
    for path in _reversed_files(packs, "sources.toml"):
        return _place(read_toml(path), (key,))
    return NOWHERE


def _reversed_files(packs: Sequence[Manifest], pattern: str) -> list[Path]:
    return [path for pack in reversed(packs) for path in sorted(pack.folder.glob(pattern))]


def _blocks(file: TomlFile, way: Sequence[str]) -> Sequence[dict[str, Any]]:
    node: Any = file.tree
    for part in (*way, "values"):
        node = node.get(part, {}) if isinstance(node, dict) else {}
    return node if isinstance(node, list) else ()


def _place(file: TomlFile, key: Key, word: str = "") -> Place:
    """The line of a key, or below it that on which the word stands where it is a list over several lines."""
    first, lines = file.line_of(key), file.text.splitlines()
    at = next((n for n in range(first, len(lines) + 1) if f'"{word}"' in lines[n - 1]), first)
    return Place(
        file.name, at if word else first, ".".join(str(part) for part in key if isinstance(part, str))
    )
