"""Where the store of this computer is, and who holds a key to it; asked before anything is opened."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path

STORE_VARIABLE = "MINZHENG_DESK_STORE"
STORE_FILE = "minzheng.db"
BESIDE = ("-wal", "-shm")
"""What SQLite keeps beside the file; it belongs to the file and moves with it."""


def store_place(named: str | None, environment: Mapping[str, str] | None = None) -> str:
    """The folder of the store, or the address of a server.

    As it was named, else what `STORE_VARIABLE` says, else the folder that the system gives programs.
    """
    found = named or (os.environ if environment is None else environment).get(STORE_VARIABLE)
    if not found:
        return str(default_folder(environment))
    return found if "://" in found else str(Path(found).expanduser())


def default_folder(environment: Mapping[str, str] | None = None) -> Path:
    """The folder that the system gives programs for what they keep, never a synchronised one."""
    known = os.environ if environment is None else environment
    if sys.platform == "win32":
        return Path(known.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local") / "minzheng-desk"
    # XDG Base Directory Specification: $XDG_DATA_HOME, else ~/.local/share.
    return Path(known.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "minzheng-desk"


def key_holders(folder: Path) -> tuple[str, ...]:
    """The sign-in names that can open the store in ``folder``, none where there is no store.

    Raises `VaultDamaged`.
    """
    from minzheng_desk.vault.vaultfile import read_vault  # noqa: PLC0415 - a place is named without cryptography

    return read_vault(folder).vault.users if (folder / STORE_FILE).is_file() else ()
