from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING

import pytest

from minzheng_desk.desk.place import (
    LEAST_ROOM,
    LITTLE_ROOM,
    StoreInSyncedFolder,
    StoreOnNetworkShare,
    file_system_of,
    network_of,
    require_fit_place,
    require_room,
    room_in,
    synced_part,
)
from minzheng_desk.store.engine import DiskFull

if TYPE_CHECKING:
    from pathlib import Path

MOUNTS = r"""
22 1 8:2 / / rw,relatime shared:1 - ext4 /dev/sda2 rw
23 22 0:21 / /proc rw - proc proc rw
36 22 0:45 / /mnt/office rw,relatime shared:7 - cifs //server/office rw,vers=3.0
37 22 0:46 / /mnt/my\040share rw - nfs4 server:/export rw
38 36 8:17 / /mnt/office/local rw - ext4 /dev/sdb1 rw
39 22 0:50 / /run/user/1000/gvfs rw - fuse.gvfsd-fuse gvfsd-fuse rw
40 22 8:33 / /media/windows rw - fuseblk /dev/sdc1 rw
41 22 0:60 / /data rw - nfs old:/data rw
42 41 8:49 / /data rw - xfs /dev/sdd1 rw
not a mount line
"""


@pytest.mark.parametrize(
    ("path", "system"),
    [
        ("/home/chen/minzheng", "ext4"),
        ("/", "ext4"),
        ("/mnt/office", "cifs"),
        ("/mnt/office/minzheng/data", "cifs"),
        ("/mnt/officeplan", "ext4"),
        ("/mnt/my share/minzheng", "nfs4"),
        ("/mnt/office/local/minzheng", "ext4"),
        ("/run/user/1000/gvfs/smb-share:server=a", "fuse.gvfsd-fuse"),
        ("/media/windows/minzheng", "fuseblk"),
        ("/data/minzheng", "xfs"),
    ],
)
def test_the_file_system_is_that_of_the_nearest_and_latest_mount(path: str, system: str) -> None:
    assert system == file_system_of(path, MOUNTS)


def test_nothing_is_known_without_mounts() -> None:
    assert file_system_of("/home", "") == ""


def test_a_folder_of_this_computer_is_fit(tmp_path: Path) -> None:
    assert network_of(tmp_path) is None
    require_fit_place(tmp_path / "not there yet")


def test_a_network_share_is_refused_by_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mounts = tmp_path / "mountinfo"
    mounts.write_text(f"36 22 0:45 / {tmp_path.resolve()} rw - cifs //server/office rw\n", "utf-8")
    monkeypatch.setattr("minzheng_desk.desk.place._MOUNTINFO", mounts)
    with pytest.raises(StoreOnNetworkShare, match="cifs") as refused:
        require_fit_place(tmp_path / "data")
    assert "本机硬盘" in refused.value.advice


@pytest.mark.parametrize(
    "path",
    [
        "/home/chen/OneDrive/minzheng",
        "/home/chen/OneDrive - 清水镇/minzheng",
        "/home/chen/坚果云/数据",
        "/home/chen/BaiduSyncdisk",
        "/home/chen/WPS云盘/民政",
    ],
)
def test_synchronised_folders_are_known_by_name(path: str) -> None:
    assert synced_part(PurePosixPath(path)) is not None


@pytest.mark.parametrize("path", ["/home/chen/民政台", "/srv/onedrives/x", "/home/dropboxer/minzheng"])
def test_names_that_only_resemble_are_left_alone(path: str) -> None:
    assert synced_part(PurePosixPath(path)) is None


def test_a_synchronised_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(StoreInSyncedFolder, match="Dropbox"):
        require_fit_place(tmp_path / "Dropbox" / "minzheng")


def test_a_link_into_a_synchronised_folder_is_seen_through(tmp_path: Path) -> None:
    (tmp_path / "Dropbox").mkdir()
    (tmp_path / "data").symlink_to(tmp_path / "Dropbox", target_is_directory=True)
    with pytest.raises(StoreInSyncedFolder):
        require_fit_place(tmp_path / "data")


def test_plenty_of_room_needs_no_word() -> None:
    assert require_room(LITTLE_ROOM) is None


def test_little_room_is_told_with_its_figure() -> None:
    assert "磁盘只剩200 MB" in (require_room(200 * 1024 * 1024) or "")


def test_no_room_is_refused() -> None:
    with pytest.raises(DiskFull):
        require_room(LEAST_ROOM - 1)
    with pytest.raises(DiskFull):
        require_room(LITTLE_ROOM, needed=LITTLE_ROOM)


def test_the_room_left_is_a_figure(tmp_path: Path) -> None:
    assert room_in(tmp_path) > 0
