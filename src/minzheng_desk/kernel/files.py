"""A file is replaced whole or not at all: written beside its place, forced to disk, put there in one step.

What the operating system says when that fails is left to the caller, who knows what the file means to people.
"""

from __future__ import annotations

import os
import sys
import time
from contextlib import contextmanager, suppress
from secrets import token_hex
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

# A virus scanner or the preview pane holds a fresh file for a moment; an editor holds it for good.
_WAITS_SECONDS = (0.025, 0.05, 0.1, 0.2, 0.4, 0.8)
_LEFTOVER_AFTER_SECONDS = 3600


@contextmanager
def replacing(path: Path) -> Iterator[BinaryIO]:
    """Give a binary file to write; when the block ends well its content is at ``path``, else nothing changed.

    Raises `OSError` from opening, writing or placing the file; no half-written file is left behind.
    """
    # Short: the name itself may already be as long as a name can be.
    part = path.with_name(f".{token_hex(8)}.part")
    try:
        with part.open("xb") as file:
            _remove_leftovers(part)
            yield file
            file.flush()
            os.fsync(file.fileno())
        put_in_place(part, path)
    except BaseException:
        _remove(part)
        raise


def put_in_place(written: Path, path: Path) -> None:
    """Move a file that is already on the disk over ``path`` in one step, and make the new name last.

    On Windows a file that somebody else holds open is tried again for a second and a half.
    """
    for wait in _WAITS_SECONDS:
        try:
            written.replace(path)
            break
        except PermissionError:
            if sys.platform != "win32":
                raise
            time.sleep(wait)
    else:
        written.replace(path)
    keep_names(path.parent)


def keep_file(path: Path) -> None:
    """Force the content of a file that another library wrote to the disk."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def keep_names(folder: Path) -> None:
    """Force the names in a folder to the disk; Windows keeps names with the file and cannot open a folder."""
    if sys.platform == "win32":
        return
    with suppress(OSError):  # some file systems cannot do this; the content itself is safe by now
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _remove_leftovers(part: Path) -> None:
    """Remove what killed writers left in the folder, telling their age by the file system's own clock."""
    with suppress(OSError):
        now = part.stat().st_mtime
        for old in part.parent.glob(f".{'?' * 16}.part"):
            if now - old.stat().st_mtime > _LEFTOVER_AFTER_SECONDS:
                _remove(old)


def _remove(part: Path) -> None:
    with suppress(OSError):
        part.unlink()
