"""How much of a stranger's file is looked at, and why one is refused.

The limits are those of the safety study: a register of a hundred thousand rows fits with room to spare, a
file made to fill the memory does not.
"""

from __future__ import annotations

from enum import Enum
from typing import Final

from msgspec import Struct

MEBIBYTE: Final = 1024 * 1024


class Limits(Struct, frozen=True):
    """What a workbook may cost at most."""

    file_bytes: int = 30 * MEBIBYTE
    entries: int = 2_000
    """Parts in the packed file."""
    unpacked_bytes: int = 300 * MEBIBYTE
    ratio: int = 200
    """How many times larger a part may become when it is unpacked."""
    rows: int = 200_000
    columns: int = 200
    sheets: int = 200
    seconds: float = 120.0
    memory_bytes: int = 1_200 * MEBIBYTE
    """Address space of the reading process, where the system can hold it to that."""


class Why(Enum):
    """The four ways in which a file is not read."""

    BROKEN = "broken"
    TOO_LARGE = "too_large"
    HOSTILE = "hostile"
    ENCRYPTED = "encrypted"


class Refused(Exception):
    """The file is not read, said inside the reading process; `reading` turns it into words with a remedy."""

    def __init__(self, why: Why, reason: str = "") -> None:
        super().__init__(reason)
        self.why = why
        self.reason = reason
