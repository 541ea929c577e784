"""Identifiers that are unique without anybody being asked, and that sort by the time they were made.

A record's id is a UUID version 7 (RFC 9562 §5.7) written as 32 hexadecimal digits: 48 bits of Unix
milliseconds, 12 bits of a counter that keeps ids of one process ascending, and 60 random bits. When a batch
uses up the 4,096 counts of a millisecond it borrows from the next one, as RFC 9562 §6.2 allows.
"""

from __future__ import annotations

import os
import threading
import time
from typing import NewType, cast

RecordId = NewType("RecordId", str)

_COUNTER_BITS = 12
_RANDOM_DIGITS = 15
_CHANGE_ID_BYTES = 16
# Every count as it is written, followed by the digit that marks the variant (RFC 9562 §4.1).
_COUNTS = [f"{count:03x}8" for count in range(1 << _COUNTER_BITS)]

_lock = threading.Lock()
_last_moment = 0


def _reserve(count: int) -> tuple[int, int]:
    """Take ``count`` ascending moments that no one else will get; return the first and the last.

    A moment is the milliseconds and the counter in one number.
    """
    global _last_moment  # noqa: PLW0603 - the one thing the whole process must share
    with _lock:
        now = time.time_ns() // 1_000_000 << _COUNTER_BITS
        first = max(now, _last_moment + 1)
        _last_moment = first + count - 1
    return first, _last_moment


def new_ids(count: int) -> list[RecordId]:
    """Make ``count`` ids in ascending order, later than every id this process made before."""
    first, last = _reserve(count)
    noise = os.urandom(8 * count).hex()
    cuts = iter(range(0, len(noise), 16))
    made: list[str] = []
    for millisecond in range(first >> _COUNTER_BITS, (last >> _COUNTER_BITS) + 1):
        stem = f"{millisecond:012x}7"
        begin = millisecond << _COUNTER_BITS
        counts = _COUNTS[max(first - begin, 0) : last - begin + 1]
        made += [
            f"{stem}{counted}{noise[cut : cut + _RANDOM_DIGITS]}"
            for counted, cut in zip(counts, cuts, strict=False)
        ]
    return cast("list[RecordId]", made)


def new_id() -> RecordId:
    """Make one id, later than every id this process made before."""
    return new_ids(1)[0]


def change_ids(count: int) -> list[bytes]:
    """Make ``count`` random ids of 16 bytes, ascending so that an index is filled in one sweep."""
    noise = os.urandom(_CHANGE_ID_BYTES * count)
    return sorted(noise[start : start + _CHANGE_ID_BYTES] for start in range(0, len(noise), _CHANGE_ID_BYTES))
