"""One program on one store: a lock of the operating system, which ends with the program however that ends.

The file itself says nothing; only the lock on it counts, so nothing is left over after a power cut or a kill.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import BinaryIO

from minzheng_desk.desk.place import disk_speech
from minzheng_desk.store.engine import StoreInUse

LOCK_FILE = "minzheng.lock"


class StoreLock:
    """Held from opening to closing."""

    def __init__(self, folder: Path) -> None:
        """Take the lock of the store in ``folder``; raises `StoreInUse`, `StoreReadOnly` or `DiskFull`."""
        with disk_speech():
            self._file: BinaryIO = (folder / LOCK_FILE).open("ab")
        try:
            _take(self._file)
        except OSError:
            self._file.close()
            raise StoreInUse from None

    def release(self) -> None:
        """Let the next program in."""
        self._file.close()


if sys.platform == "win32":  # pragma: no cover - the other half runs elsewhere
    import msvcrt

    def _take(file: BinaryIO) -> None:
        file.seek(0)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _take(file: BinaryIO) -> None:
        fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
