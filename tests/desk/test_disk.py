"""Disks that are read-only, fail or are full: real ones, as a process of its own meets them."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import textwrap
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from desk.stores import PASSPHRASE
from minzheng_desk.desk.opening import open_store
from minzheng_desk.office.queries import regions
from minzheng_desk.store.engine import DiskFull

if TYPE_CHECKING:
    from collections.abc import Iterator

CHILD = """
import ctypes, os, resource, signal, sys
from pathlib import Path
from minzheng_desk.desk.backup import back_up
from minzheng_desk.desk.catalogue import load_catalogue
from minzheng_desk.desk.opening import open_store
from minzheng_desk.kernel.errors import DeskError
from minzheng_desk.office.operations import add_regions
load_catalogue()
folder, passphrase = Path(sys.argv[1]), sys.argv[2]
"""


def _child(script: str, folder: Path) -> str:
    done = subprocess.run(
        [sys.executable, "-c", CHILD + textwrap.dedent(script), str(folder), PASSPHRASE],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "PYTHONUTF8": "1"},
        check=False,
    )
    assert "" == done.stderr
    return done.stdout.strip()


@pytest.mark.skipif(sys.platform == "win32", reason="permissions of this sort are not Windows'")
@pytest.mark.parametrize("mode", [0o555, 0o755])
def test_a_read_only_store_is_said_to_be_read_only(folder: Path, mode: int) -> None:
    script = """
        if os.getuid() == 0:  # root stays root, to read the program in its home, but may no more than others
            header, nothing = (ctypes.c_uint32 * 2)(0x20080522, 0), (ctypes.c_uint32 * 6)()
            assert 0 == ctypes.CDLL(None).capset(header, nothing)
        try:
            open_store(folder, "zhou", passphrase)
        except DeskError as error:
            print(type(error).__name__)
    """
    with tempfile.TemporaryDirectory() as reachable:
        place = Path(shutil.copytree(folder, Path(reachable) / "data"))
        for path in (place, *place.iterdir()):
            path.chmod(mode if path == place else 0o444)
            if os.geteuid() == 0:
                os.chown(path, 65534, 65534)
        Path(reachable).chmod(0o755)
        said = _child(script, place)
        place.chmod(0o755)
    assert "StoreReadOnly" == said


FILL = """
    desk = open_store(folder, "zhou", passphrase)
    desk.run(add_regions, [("990000001202", "下湾村")])
    {fill}
    many = [(f"990000001{{number:03d}}", "某村" * 20) for number in range(300, 999)]
    for attempt in (lambda: desk.run(add_regions, many), lambda: back_up(desk)):
        try:
            attempt()
        except DeskError as error:
            print(type(error).__name__, flush=True)
    os._exit(0)
"""


def _holds_what_was_saved_and_nothing_half(folder: Path) -> None:
    desk = open_store(folder, "zhou", PASSPHRASE)
    assert ["清水镇", "上湾村", "下湾村"] == [region.name for region in desk.ask(regions)]
    desk.close()
    assert [] == list(folder.glob("backups/*"))


@pytest.mark.skipif(sys.platform == "win32", reason="limits of this sort are not Windows'")
def test_a_disk_that_stops_writing_keeps_what_was_saved_and_nothing_half(folder: Path) -> None:
    ignore = "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)"
    limit = f"{ignore}; resource.setrlimit(resource.RLIMIT_FSIZE, 2 * (300_000,))"
    assert ["DiskFailing", "DiskFailing"] == _child(FILL.format(fill=limit), folder).split()
    _holds_what_was_saved_and_nothing_half(folder)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 80 MB that is really there."""
    place, mount, unmount = tmp_path / "disk", shutil.which("mount"), shutil.which("umount")
    place.mkdir()
    if mount is None or unmount is None or os.getuid() != 0:
        pytest.skip("only root may mount a small disk")
    mounted = [mount, "-t", "tmpfs", "-o", "size=80m", "tmpfs", str(place)]
    if subprocess.run(mounted, capture_output=True, check=False).returncode:
        pytest.skip("no disk may be mounted here")
    yield place
    subprocess.run([unmount, "-l", str(place)], check=True)


def test_a_full_disk_keeps_what_was_saved_and_nothing_half(folder: Path, small_disk: Path) -> None:
    place = Path(shutil.copytree(folder, small_disk / "data"))
    fill = '(folder.parent / "fill").write_bytes(b"x" * (os.statvfs(folder).f_bavail * 4096 - 150_000))'
    assert ["DiskFull", "DiskFull"] == _child(FILL.format(fill=fill), place).split()
    with pytest.raises(DiskFull):
        open_store(place, "zhou", PASSPHRASE)
    (small_disk / "fill").unlink()
    _holds_what_was_saved_and_nothing_half(place)
