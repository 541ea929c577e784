from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import BinaryIO

import pytest

from minzheng_desk.kernel.files import keep_file, put_in_place, replacing


def test_what_was_written_is_there_when_the_block_ends(tmp_path: Path) -> None:
    path = tmp_path / "名册.bin"
    with replacing(path) as file:
        file.write(b"new")
    assert b"new" == path.read_bytes()
    assert [path] == list(tmp_path.iterdir())


def test_the_older_file_stays_until_the_block_has_ended_well(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"old")
    with pytest.raises(ZeroDivisionError), replacing(path) as file:
        file.write(b"half" * (1 // 0))
    assert b"old" == path.read_bytes()
    assert [path] == list(tmp_path.iterdir())


def test_a_folder_that_is_not_there_is_an_operating_system_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError), replacing(tmp_path / "nowhere" / "a") as file:
        file.write(b"x")


def test_a_full_disk_leaves_the_older_file_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"old")
    full = Path("/dev/full")
    if not full.exists() or not stat.S_ISCHR(full.stat().st_mode):
        pytest.skip("this system has no /dev/full")
    with pytest.raises(OSError, match="space"), replacing(path) as file:
        _write_to_the_full_device(file, full)
    assert b"old" == path.read_bytes()
    assert [path] == list(tmp_path.iterdir())


def test_a_file_written_by_others_is_kept_and_put_in_place(tmp_path: Path) -> None:
    written, path = tmp_path / "a.part", tmp_path / "a"
    written.write_bytes(b"new")
    path.write_bytes(b"old")
    keep_file(written)
    put_in_place(written, path)
    assert b"new" == path.read_bytes()
    assert not written.exists()


def _write_to_the_full_device(file: BinaryIO, full: Path) -> None:
    device = os.open(full, os.O_WRONLY)
    os.dup2(device, file.fileno())
    os.close(device)
    file.write(b"new")
