"""A document is replaced whole or not at all."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

import pytest

from minzheng_desk.documents.files import DiskFull, FileOpenElsewhere, FolderNotWritable, replacing

ALWAYS_FULL = Path("/dev/full")


def test_the_content_stands_under_its_name_when_the_block_ends(tmp_path: Path) -> None:
    with replacing(tmp_path / "名册.txt") as file:
        file.write("金额".encode())
        assert not (tmp_path / "名册.txt").exists()
    assert "金额" == (tmp_path / "名册.txt").read_text("utf-8")
    assert ["名册.txt"] == [entry.name for entry in tmp_path.iterdir()]


def test_a_failure_leaves_the_older_file_and_nothing_else(tmp_path: Path) -> None:
    target = tmp_path / "名册.txt"
    target.write_text("旧", "utf-8")
    with pytest.raises(ValueError, match="broken"), replacing(target) as file:  # noqa: PT012
        file.write(b"half")
        raise ValueError("broken")
    assert "旧" == target.read_text("utf-8")
    assert [target] == list(tmp_path.iterdir())


def test_a_full_disk_is_told_and_the_older_file_stays(tmp_path: Path) -> None:
    target = tmp_path / "名册.txt"
    target.write_text("旧", "utf-8")
    with pytest.raises(DiskFull, match="磁盘空间不足") as told, replacing(target):
        raise OSError(errno.ENOSPC, "No space left on device")
    assert "清理磁盘" in told.value.advice
    assert [target] == list(tmp_path.iterdir())


@pytest.mark.skipif(not ALWAYS_FULL.exists(), reason="there is no device that is always full")
def test_a_device_that_is_really_full_is_told(tmp_path: Path) -> None:
    with pytest.raises(DiskFull), replacing(tmp_path / "甲.txt"), ALWAYS_FULL.open("wb", 0) as full:
        full.write(b"x")
    assert [] == list(tmp_path.iterdir())


def test_a_missing_folder_is_told(tmp_path: Path) -> None:
    with (
        pytest.raises(FolderNotWritable, match="没有的文件夹"),
        replacing(tmp_path / "没有的文件夹" / "甲.txt"),
    ):
        pass


def test_a_folder_in_the_place_of_the_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "甲.xlsx").mkdir()
    (tmp_path / "甲.xlsx" / "乙").touch()
    with pytest.raises(FileOpenElsewhere), replacing(tmp_path / "甲.xlsx") as file:
        file.write(b"x")
    assert [tmp_path / "甲.xlsx"] == list(tmp_path.iterdir())


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write anywhere")
def test_a_closed_folder_is_told(tmp_path: Path) -> None:
    tmp_path.chmod(stat.S_IRUSR | stat.S_IXUSR)
    with pytest.raises(FolderNotWritable), replacing(tmp_path / "甲.txt"):
        pass


def test_a_name_as_long_as_a_name_can_be_is_written(tmp_path: Path) -> None:
    long = tmp_path / ("名" * 83 + ".txt")
    with replacing(long) as file:
        file.write(b"x")
    assert long.exists()


def test_what_a_killed_writer_left_is_cleared_later_but_a_living_one_is_not_touched(tmp_path: Path) -> None:
    old, young = tmp_path / f".{'0' * 16}.part", tmp_path / f".{'1' * 16}.part"
    for part in (old, young):
        part.write_text("身份证号", "utf-8")
    past = young.stat().st_mtime - 7200
    os.utime(old, (past, past))
    with replacing(tmp_path / "甲.txt") as file:
        file.write(b"x")
    assert {"甲.txt", young.name} == {entry.name for entry in tmp_path.iterdir()}
