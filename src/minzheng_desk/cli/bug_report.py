"""A report of a fault of the program: where it happened, never what it was working on."""

from __future__ import annotations

import platform
import sys
import tempfile
import traceback
from collections.abc import Iterator
from pathlib import Path

from minzheng_desk import __version__
from minzheng_desk.kernel.clock import SystemClock, in_beijing

FOLDER = "fault-reports"


def write_bug_report(bug: BaseException) -> Path:
    """Write where the program went wrong, and return the file."""
    from minzheng_desk.desk.home import default_folder

    at = in_beijing(SystemClock().now())
    for home in (default_folder(), Path(tempfile.gettempdir()) / "minzheng-desk"):
        file = home / FOLDER / f"{at:%Y%m%d-%H%M%S}.txt"
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text("\n".join(_lines(bug, f"{at:%Y-%m-%d %H:%M:%S}")) + "\n", encoding="utf-8")
        except OSError:
            continue
        return file
    return Path("-")


def _lines(bug: BaseException, at: str) -> Iterator[str]:
    yield f"民政台 {__version__}　{at}"
    yield f"Python {platform.python_version()}　{platform.system()} {platform.release()} {platform.machine()}"
    yield f"{'frozen' if getattr(sys, 'frozen', False) else 'source'}"
    seen: set[int] = set()
    cause: BaseException | None = bug
    while cause is not None and id(cause) not in seen:
        seen.add(id(cause))
        # The message of an exception often quotes what was being worked on, so only its kind is told.
        yield f"{type(cause).__module__}.{type(cause).__qualname__}"
        for frame in traceback.extract_tb(cause.__traceback__):
            yield f"  {_module_path(frame.filename)}:{frame.lineno} {frame.name}"
        cause = cause.__cause__ or cause.__context__


def _module_path(filename: str) -> str:
    """The part of a path inside a package; what lies above it may name a person."""
    parts = Path(filename).parts
    for mark in ("site-packages", "src"):
        if mark in parts:
            return "/".join(parts[len(parts) - parts[::-1].index(mark) :])
    return "/".join(parts[-2:])
