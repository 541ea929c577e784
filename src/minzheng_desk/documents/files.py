"""A file is replaced whole or not at all: written beside its place, forced to the disk, then renamed.

Every document leaves the program through `replacing`, so that a full disk, a pulled plug or a workbook still
open in Excel never costs the older file and never leaves half of a new one under a name somebody trusts.
"""

from __future__ import annotations

import errno
import os
import sys
import time
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, BinaryIO, ClassVar

from minzheng_desk.kernel.errors import DocumentProblem

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

# A virus scanner or the preview pane holds a fresh file for a moment; Excel holds it for good.
_WAITS_SECONDS = (0.05, 0.1, 0.2, 0.4, 0.8)
_LEFTOVER_AFTER_SECONDS = 3600

_NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_HELD = frozenset({errno.EACCES, errno.EPERM, errno.EBUSY, errno.EISDIR, errno.EEXIST})
_NO_FOLDER = frozenset(
    {errno.EROFS, errno.ENOENT, errno.ENOTDIR, errno.ENAMETOOLONG, errno.EIO, errno.EINVAL}
)


class FileOpenElsewhere(DocumentProblem):
    """Another program holds the file, or it may not be overwritten."""

    text: ClassVar[str] = "文件“{name}”正被其他程序打开，或不允许改写，没有写入。"
    remedy: ClassVar[str] = "请先关闭正在打开它的 Excel、WPS 等程序，或换一个文件名，再试一次。"


class FolderNotWritable(DocumentProblem):
    """The folder is missing, read-only, or closed to this person."""

    text: ClassVar[str] = "不能在文件夹“{folder}”中写入文件。"
    remedy: ClassVar[str] = "请确认文件夹存在、U 盘没有写保护，或换一个文件夹保存。"


class DiskFull(DocumentProblem):
    """There is no room left where the file should go."""

    text: ClassVar[str] = "磁盘空间不足，文件“{name}”没有写入，原来的文件没有改动。"
    remedy: ClassVar[str] = "请清理磁盘，或保存到其他磁盘、U 盘，再试一次。"


class FileNotReadable(DocumentProblem):
    """The file is not there, or may not be read."""

    text: ClassVar[str] = "文件“{name}”不能读取：{reason}。"
    remedy: ClassVar[str] = "请确认文件还在原处、没有被其他程序占用，U 盘没有拔出，再试一次。"


@contextmanager
def replacing(path: Path) -> Iterator[BinaryIO]:
    """Give a binary file to write; when the block ends well its content is at ``path``, else nothing changed.

    Raises `FileOpenElsewhere`, `FolderNotWritable` or `DiskFull`, from the block's own writing as well.
    """
    part = path.with_name(
        f".{os.urandom(8).hex()}.part"
    )  # short: the name itself may already be as long as a name can be
    try:
        with part.open("xb") as file:
            _remove_leftovers(part)
            yield file
            file.flush()
            os.fsync(file.fileno())
        _put_in_place(part, path)
    except OSError as problem:
        _remove(part)
        raise _told(problem, path) from problem
    except BaseException:
        _remove(part)
        raise
    _keep_folder(path)


def _put_in_place(part: Path, path: Path) -> None:
    for wait in _WAITS_SECONDS:
        try:
            part.replace(path)
        except PermissionError:
            if sys.platform != "win32":
                raise
            time.sleep(wait)
        else:
            return
    part.replace(path)


def _keep_folder(path: Path) -> None:
    """Force the new name to the disk as well; Windows keeps names with the file and cannot open a folder."""
    if sys.platform == "win32":
        return
    with suppress(OSError):  # some network file systems cannot do this; the content itself is safe by now
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def _remove_leftovers(part: Path) -> None:
    """Remove what killed writers left in the folder, telling their age by the file system's own clock."""
    with suppress(OSError):
        now = part.stat().st_mtime
        for old in part.parent.glob(f".{'?' * 16}.part"):
            if now - old.stat().st_mtime > _LEFTOVER_AFTER_SECONDS:
                _remove(old)


def _remove(part: Path) -> None:
    with suppress(OSError):
        part.unlink()


def _told(problem: OSError, path: Path) -> OSError | DocumentProblem:
    """Return what the person should hear; anything unexpected stays what it is."""
    if problem.errno in _NO_ROOM:
        return DiskFull(name=path.name)
    if problem.errno in _HELD and path.exists():
        return FileOpenElsewhere(name=path.name)
    if problem.errno in _HELD | _NO_FOLDER:
        return FolderNotWritable(folder=path.parent.name)
    return problem
