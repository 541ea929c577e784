from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from minzheng_desk.desk.lock import StoreLock
from minzheng_desk.store.engine import StoreInUse

if TYPE_CHECKING:
    from pathlib import Path

HOLD = """
import sys, time
from pathlib import Path
from minzheng_desk.desk.lock import StoreLock
lock = StoreLock(Path(sys.argv[1]))
print("held", flush=True)
time.sleep(60)
"""


def test_a_second_program_is_refused_until_the_first_lets_go(tmp_path: Path) -> None:
    first = StoreLock(tmp_path)
    with pytest.raises(StoreInUse):
        StoreLock(tmp_path)
    first.release()
    StoreLock(tmp_path).release()


def test_a_killed_program_leaves_no_lock_behind(tmp_path: Path) -> None:
    other = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(tmp_path)],
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert other.stdout is not None
    with other.stdout:
        assert b"held\n" == other.stdout.readline()
        with pytest.raises(StoreInUse):
            StoreLock(tmp_path)
        other.kill()
        other.wait()
    StoreLock(tmp_path).release()


def test_a_lock_file_left_lying_is_no_lock(tmp_path: Path) -> None:
    (tmp_path / "minzheng.lock").write_bytes(b"4711")
    StoreLock(tmp_path).release()
