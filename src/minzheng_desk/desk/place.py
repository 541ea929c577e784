"""Can a store live here? It wants a disk of this computer, outside synchronised folders, with room left.

SQLite in WAL mode shares memory between its connections, and its locks must be honest; network file systems
offer neither (https://www.sqlite.org/wal.html, “Noteworthy”). Programs that synchronise folders copy a store
while it is being written, and put older copies back.
"""

from __future__ import annotations

import errno
import re
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePath

from minzheng_desk.kernel.errors import StoreProblem
from minzheng_desk.store.engine import DiskFull, StoreReadOnly

LEAST_ROOM = 64 * 1024 * 1024
"""Bytes below which a store is not opened: the next save could fail."""

LITTLE_ROOM = 1024 * 1024 * 1024
"""Bytes below which the person is told."""

_MOUNTINFO = Path("/proc/self/mountinfo")

# Local file systems that run in user space, such as fuseblk for NTFS, are no network.
_NETWORK = frozenset(
    {"afs", "ceph", "cifs", "coda", "davfs", "glusterfs", "lustre", "ncpfs", "nfs", "nfs4", "smb3", "smbfs"}
    | {f"fuse.{name}" for name in ("ceph", "curlftpfs", "davfs2", "gcsfuse", "glusterfs", "gvfsd-fuse")}
    | {f"fuse.{name}" for name in ("juicefs", "kio-fuse", "rclone", "s3fs", "smbnetfs", "sshfs")}
    | {"prl_fs", "vboxsf", "vmhgfs", "fuse.vmhgfs-fuse"}
)

_SYNCED_NAMES = (
    *("onedrive", "dropbox", "google drive", "googledrive", "icloud drive", "iclouddrive", "seafile"),
    *(
        "nutstore",
        "坚果云",
        "我的坚果云",
        "baidusyncdisk",
        "百度网盘",
        "百度云同步盘",
        "阿里云盘",
        "天翼云盘",
    ),
    *("wpsdrive", "wps云盘", "wps cloud files", "微云同步", "腾讯微云", "钉盘"),
)


class StoreOnNetworkShare(StoreProblem):
    """The folder lies on another computer."""

    text = "文件夹“{folder}”在网络共享或虚拟机共享盘（{system}）上，数据库放在那里会损坏，没有打开。"
    remedy = "请把数据放到本机硬盘的文件夹；几台电脑共用请各自建库、用数据交换，或使用区县服务器版。"


class StoreInSyncedFolder(StoreProblem):
    """A synchronising program would copy the store while it is written."""

    text = "文件夹“{folder}”由网盘自动同步，数据库放在那里会损坏并外泄，没有打开。"
    remedy = "请把数据放到不同步的本机文件夹，例如 D:\\minzheng；备份也请不要放在网盘里。"


def require_fit_place(folder: Path) -> None:
    """Refuse a folder on a share or in a synchronised tree.

    Raises `StoreOnNetworkShare` or `StoreInSyncedFolder`.
    """
    whole = folder.resolve()
    if (system := network_of(whole)) is not None:
        raise StoreOnNetworkShare(folder=folder.name, system=system)
    if (synced := synced_part(whole)) is not None:
        raise StoreInSyncedFolder(folder=synced)


def network_of(folder: Path) -> str | None:
    """The name of the network file system the folder lies on, or None."""
    if sys.platform == "win32":
        return _windows_network(folder)
    try:
        mounts = _MOUNTINFO.read_text("utf-8", errors="surrogateescape")
    except OSError:
        return None
    system = file_system_of(str(folder), mounts)
    return system if system in _NETWORK else None


def file_system_of(path: str, mountinfo: str) -> str:
    """The file system type under an absolute path, read from the text of ``/proc/self/mountinfo``.

    >>> file_system_of("/mnt/office/data", "36 35 0:42 / /mnt/office rw - cifs //server/office rw")
    'cifs'
    """
    best, system = -1, ""
    for line in mountinfo.splitlines():
        mounted, _, told = line.partition(" - ")
        fields = mounted.split(" ")
        if len(fields) > 4 and told:  # noqa: PLR2004 - the mount point is the fifth field (proc(5))
            point = _unescaped(fields[4])
            # A later mount on the same point hides the earlier one.
            if _lies_in(path, point) and len(point) >= best:
                best, system = len(point), told.split(" ")[0]
    return system


def synced_part(folder: PurePath) -> str | None:
    """The part of the path that a synchronising program keeps, or None.

    >>> synced_part(PurePath("/home/chen/OneDrive - 清水镇/data"))
    'OneDrive - 清水镇'
    """
    return next((part for part in folder.parts if _is_synced(part)), None)


def room_in(folder: Path) -> int:
    """How many bytes are left where the folder lies."""
    return shutil.disk_usage(folder).free


def require_room(free: int, needed: int = 0) -> str | None:
    """What to tell the person about the room left, or None when there is enough; raises `DiskFull`."""
    if free < LEAST_ROOM + needed:
        raise DiskFull
    if free - needed < LITTLE_ROOM:
        return f"磁盘只剩{free // (1024 * 1024)} MB，请尽快清理，以免无法保存和备份。"
    return None


@contextmanager
def disk_speech() -> Iterator[None]:
    """Turn what the operating system says of a full or closed disk into an error of the house."""
    try:
        yield
    except OSError as error:
        if error.errno in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}:
            raise DiskFull from None
        if error.errno in {errno.EACCES, errno.EPERM, errno.EROFS}:
            raise StoreReadOnly from None
        raise


def _lies_in(path: str, point: str) -> bool:
    return path == point or path.startswith(point.rstrip("/") + "/")


def _is_synced(part: str) -> bool:
    """Programs name their folder after themselves, some adding the name of the office or of the person."""
    name = part.lower()
    return any(name == known or re.match(f"{known}[ _-]", name) for known in _SYNCED_NAMES)


def _unescaped(field: str) -> str:
    """Blanks and backslashes stand in mountinfo as octal numbers (proc(5))."""
    return re.sub(r"\\([0-7]{3})", lambda found: chr(int(found[1], 8)), field)


def _windows_network(folder: Path) -> str | None:  # pragma: no cover - runs on Windows only
    if sys.platform != "win32":
        return None
    import ctypes  # noqa: PLC0415 - the one call that needs it

    remote = 4  # DRIVE_REMOTE
    if folder.drive.startswith("\\\\"):
        return "UNC"
    kind = ctypes.windll.kernel32.GetDriveTypeW(f"{folder.drive}\\")
    return "DRIVE_REMOTE" if kind == remote else None
