"""Packs kept in the store: every file of a folder as one piece of bytes, and back again."""

from __future__ import annotations

import json
from pathlib import Path


def packed(folder: Path) -> bytes:
    """Every TOML file of a pack with its place, the same bytes for the same files."""
    files = {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8-sig")
        for path in sorted(folder.rglob("*.toml"))
    }
    return json.dumps(files, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def lay_out(content: bytes, folder: Path) -> None:
    """Write the files of a pack that was kept into a folder; none of them leaves it."""
    for way, text in json.loads(content).items():
        path = folder / way
        if not path.resolve().is_relative_to(folder.resolve()):
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
