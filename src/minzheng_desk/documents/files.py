"""What people hear when a document cannot be written; a file is replaced whole or not at all.

Every document leaves the program through `replacing`, so that a full disk, a pulled plug or a workbook still
open in Excel never costs the older file and never leaves half of a new one under a name somebody trusts.
"""

from __future__ import annotations

import errno
from contextlib import contextmanager
from typing import TYPE_CHECKING, BinaryIO, ClassVar

from minzheng_desk.kernel import files
from minzheng_desk.kernel.errors import DocumentProblem

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_HELD = frozenset({errno.EACCES, errno.EPERM, errno.EBUSY, errno.EISDIR, errno.EEXIST})
_NO_FOLDER = frozenset(
    {errno.EROFS, errno.ENOENT, errno.ENOTDIR, errno.ENAMETOOLONG, errno.EIO, errno.EINVAL}
)


class FileOpenElsewhere(DocumentProblem):
    """Another program holds the file, or it may not be overwritten."""

    text: ClassVar[str] = "文件“{name}”正被其他程序打开，或是只读的，没有写入。"
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
    try:
        with files.replacing(path) as file:
            yield file
    except OSError as problem:
        raise _told(problem, path) from problem


def _told(problem: OSError, path: Path) -> OSError | DocumentProblem:
    """Return what the person should hear; anything unexpected stays what it is."""
    if problem.errno in _NO_ROOM:
        return DiskFull(name=path.name)
    if problem.errno in _HELD and path.exists():
        return FileOpenElsewhere(name=path.name)
    if problem.errno in _HELD | _NO_FOLDER:
        return FolderNotWritable(folder=path.parent.name)
    return problem
