"""Packs kept in the store: every file of a pack as one piece of bytes, and back again."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path


def packed(folders: Iterable[Path]) -> bytes:
    """Every TOML file of packs, each by its folder and its place in it; the same for the same files."""
    files = {
        path.relative_to(folder.parent).as_posix(): path.read_text(encoding="utf-8-sig")
        for folder in folders
        for path in sorted(folder.rglob("*.toml"))
    }
    return json.dumps(files, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def lay_out(content: bytes, place: Path) -> None:
    """Write the files of packs that were kept into a folder; none of them leaves it."""
    for way, text in json.loads(content).items():
        path = place / way
        if not path.resolve().is_relative_to(place.resolve()):
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
