"""A bar on the terminal that says how far long work is, and hears Ctrl-C."""

from __future__ import annotations

import time
from typing import TextIO

from minzheng_desk.cli.widths import width
from minzheng_desk.kernel.errors import Cancelled

_EVERY_SECONDS = 0.1
_BAR = 20


class Interrupted(Cancelled):
    """The person pressed Ctrl-C where no operation could be stopped half-way."""

    text = "已中断。"
    remedy = "没有做完的操作不会留下任何更改；已做完的操作可用 minzheng-desk journal show 查看。"


class TerminalProgress:
    """Shows progress where a person watches; says nothing into files and pipes."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._watched = stream.isatty()
        self._shown_at = 0.0
        self._shown_width = 0
        self._running = False
        self._stopped = False

    def report(self, done: int, total: int, text: str) -> None:
        """Show how far the work is, at most ten times a second; raises `Cancelled` after Ctrl-C."""
        if self._stopped:
            raise Cancelled
        self._running = done < total
        now = time.monotonic()
        if self._watched and now - self._shown_at >= _EVERY_SECONDS:
            self._shown_at = now
            self._show(f"{_bar(done, total)} {text} {done:,}/{total:,}")

    def stop(self) -> None:
        """Hear Ctrl-C: running work stops at its next report, anything else at once."""
        if self._stopped or not self._running:
            raise KeyboardInterrupt
        self._stopped = True

    @property
    def was_stopped(self) -> bool:
        """Whether the person asked running work to stop."""
        return self._stopped

    def clear(self) -> None:
        """Take the bar off the screen."""
        if self._shown_width:
            self._show("")
            self._stream.write("\r")
            self._shown_width = 0
        self._running = False

    def _show(self, text: str) -> None:
        blanks = " " * max(0, self._shown_width - width(text))
        self._stream.write(f"\r{text}{blanks}")
        self._stream.flush()
        self._shown_width = width(text)


def _bar(done: int, total: int) -> str:
    full = _BAR * min(done, total) // total if total else _BAR
    return f"{'█' * full}{'░' * (_BAR - full)} {100 * done // total if total else 100:>3}%"
