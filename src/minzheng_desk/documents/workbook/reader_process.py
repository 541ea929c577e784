"""The process in which strangers' files are opened: small, alone, and unable to write a byte to the disk.

It reads the file from standard input and says on standard output what it found; it never learns where the
file is.
"""

from __future__ import annotations

import sys
from contextlib import suppress
from itertools import islice
from typing import BinaryIO

from msgspec import json

from minzheng_desk.documents.workbook.foreign import DAMAGED_BYTES, ForeignSheet, foreign_sheets
from minzheng_desk.documents.workbook.limits import Limits, Refused, Why
from minzheng_desk.documents.workbook.wire import Done, Refusal, Rows, SheetBegins, SheetEnds, send

_BLOCK_ROWS = 500


def main() -> None:
    """Read standard input within the limits given as the first argument."""
    limits = json.decode(sys.argv[1], type=Limits)
    _hold_to(limits)
    told = sys.stdout.buffer
    with suppress(BrokenPipeError):  # nobody wants to know any more
        try:
            for sheet in foreign_sheets(sys.stdin.buffer.read(limits.file_bytes + 1), limits):
                _tell(sheet, told)
            send(told, Done())
        except Refused as refused:
            send(told, Refusal(refused.why.value, refused.reason))
        except MemoryError:
            send(told, Refusal(Why.TOO_LARGE.value, "读取时内存不够"))
        told.flush()


def _hold_to(limits: Limits) -> None:
    """Let the system hold this process to its memory, to writing no file and to leaving no core behind."""
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415 - Windows has none

    for what, most in (
        (resource.RLIMIT_AS, limits.memory_bytes),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        with suppress(ValueError, OSError):
            resource.setrlimit(what, (most, most))


def _tell(sheet: ForeignSheet, told: BinaryIO) -> None:
    send(told, SheetBegins(sheet.name, sheet.is_hidden, sheet.row_count))
    rows = iter(sheet.rows)
    done = 0
    while block := list(islice(rows, _BLOCK_ROWS)):
        if DAMAGED_BYTES in send(told, Rows(block)):
            sheet.note_damage(block, done)
        done += len(block)
    facts = sheet.facts
    send(told, SheetEnds(sheet.merged, facts.hidden_rows, facts.hidden_columns, sheet.warnings()))


if __name__ == "__main__":
    main()
