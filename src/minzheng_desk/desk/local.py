"""A desk whose store is an encrypted file of this computer, and what lies beside that file."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from minzheng_desk.desk.desk import Desk
from minzheng_desk.desk.home import STORE_FILE

if TYPE_CHECKING:
    from minzheng_desk.desk.lock import StoreLock
    from minzheng_desk.vault.keys import DataKey


@dataclass(kw_only=True)
class LocalDesk(Desk):
    """An open store of this computer; whoever opened it closes it."""

    folder: Path
    key: DataKey
    lock: StoreLock
    notices: tuple[str, ...] = ()
    """What the person should be told once: a repaired file, a disk that is nearly full."""

    @property
    def path(self) -> Path:
        """The store itself."""
        return self.folder / STORE_FILE

    def close(self) -> None:
        """Let go of the store, the key and the lock."""
        super().close()
        self.key.erase()
        self.lock.release()
