"""One program on one store: a lock of the operating system, which ends with the program however that ends.

The file itself says nothing; only the lock on it counts, so nothing is left over after a power cut or a kill.
"""

from __future__ import annotations

import errno
import sys
from pathlib import Path
from typing import BinaryIO

from minzheng_desk.store.engine import DiskFull, StoreInUse, StoreReadOnly

LOCK_FILE = "minzheng.lock"


class StoreLock:
    """Held from opening to closing."""

    def __init__(self, folder: Path) -> None:
        """Take the lock of the store in ``folder``; raises `StoreInUse`, `StoreReadOnly` or `DiskFull`."""
        self._file = _opened(folder / LOCK_FILE)
        try:
            _take(self._file)
        except OSError:
            self._file.close()
            raise StoreInUse from None

    def release(self) -> None:
        """Let the next program in."""
        self._file.close()


def _opened(path: Path) -> BinaryIO:
    try:
        return path.open("ab")
    except OSError as error:
        if error.errno in {errno.EACCES, errno.EPERM, errno.EROFS}:
            raise StoreReadOnly from None
        if error.errno in {errno.ENOSPC, errno.EDQUOT}:
            raise DiskFull from None
        raise


if sys.platform == "win32":  # pragma: no cover - the other half runs elsewhere
    import msvcrt

    def _take(file: BinaryIO) -> None:
        file.seek(0)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _take(file: BinaryIO) -> None:
        fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
