from __future__ import annotations

from pathlib import Path

import pytest

from minzheng_desk.desk.backup_place import BackupPlaceMissing, try_backup_place
from minzheng_desk.desk.place import StoreInSyncedFolder


def test_a_place_is_tried_by_writing_and_reading_and_nothing_stays(tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    tried = try_backup_place(stick, tmp_path / "data" / "not made yet")
    assert stick == tried.folder
    assert tried.free > 0
    assert tried.on_same_disk
    assert [] == list(stick.iterdir())


def test_a_stick_that_was_pulled_out_is_told(tmp_path: Path) -> None:
    with pytest.raises(BackupPlaceMissing, match="U盘"):
        try_backup_place(tmp_path / "U盘", tmp_path)


def test_a_synchronised_folder_is_no_place_for_backups(tmp_path: Path) -> None:
    (tmp_path / "坚果云").mkdir()
    with pytest.raises(StoreInSyncedFolder):
        try_backup_place(tmp_path / "坚果云", tmp_path)


def test_another_disk_is_told_from_the_same(tmp_path: Path) -> None:
    memory = Path("/dev/shm")
    if not memory.is_dir() or memory.stat().st_dev == tmp_path.stat().st_dev:
        pytest.skip("there is one disk only")
    assert not try_backup_place(memory, tmp_path).on_same_disk
