"""A place for backups is believed only after something was written there, read again and found the same."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from secrets import token_bytes, token_hex

from minzheng_desk.desk.place import StoreInSyncedFolder, disk_speech, require_room, room_in, synced_part
from minzheng_desk.kernel.errors import StoreProblem
from minzheng_desk.kernel.files import keep_names

_TRIAL_BYTES = 4 * 1024 * 1024


class BackupPlaceMissing(StoreProblem):
    """The folder is not there: a stick that was pulled out, a share that is off."""

    text = "没有找到备份文件夹“{folder}”。"
    remedy = "请插好 U 盘或移动硬盘，或另选一个文件夹。"


class BackupPlaceUntrue(StoreProblem):
    """What was read is not what was written."""

    text = "在“{folder}”里写进去的内容，读出来不一样，不能用来放备份。"
    remedy = "这个盘可能已经损坏，或是标注容量不实的 U 盘；请换一个盘。"


@dataclass(frozen=True, slots=True)
class TriedPlace:
    """What a trial of a place for backups found."""

    folder: Path
    free: int
    """Bytes."""
    on_same_disk: bool
    """Whether it lies on the disk of the store: a broken disk then takes both."""


def try_backup_place(folder: Path, store_folder: Path) -> TriedPlace:
    """Write, force to the disk, read back and remove; a share will do, a synchronised folder will not.

    Raises `BackupPlaceMissing`, `StoreInSyncedFolder`, `StoreReadOnly`, `DiskFull` or `BackupPlaceUntrue`.
    """
    if not folder.is_dir():
        raise BackupPlaceMissing(folder=folder.name or str(folder))
    if (synced := synced_part(folder.resolve())) is not None:
        raise StoreInSyncedFolder(folder=synced)
    free = room_in(folder)
    require_room(free, needed=_TRIAL_BYTES)
    trial, written = folder / f".minzheng-trial-{token_hex(4)}", token_bytes(_TRIAL_BYTES)
    with disk_speech():
        try:
            if _written_and_read(trial, written) != written:
                raise BackupPlaceUntrue(folder=folder.name)
        finally:
            trial.unlink(missing_ok=True)
            keep_names(folder)
    return TriedPlace(folder, free, _disk_of(folder) == _disk_of(store_folder))


def _written_and_read(trial: Path, content: bytes) -> bytes:
    with trial.open("xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
        if hasattr(os, "posix_fadvise"):
            # Otherwise the memory of the computer would be read, and not the disk.
            os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
    return trial.read_bytes()


def _disk_of(folder: Path) -> int:
    """The disk a folder lies on, or will lie on once it is made."""
    there = next(path for path in (folder, *folder.parents) if path.exists())
    return there.stat().st_dev
