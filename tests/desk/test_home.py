"""Where the store is, before anything is opened."""

from __future__ import annotations

import sys
from pathlib import Path

from minzheng_desk.desk.home import default_folder, key_holders, store_place

VARIABLE = "LOCALAPPDATA" if sys.platform == "win32" else "XDG_DATA_HOME"


def test_what_was_named_goes_before_the_environment() -> None:
    assert "别处" == store_place("别处", {"MINZHENG_DESK_STORE": "这里"})
    assert "这里" == store_place(None, {"MINZHENG_DESK_STORE": "这里"})


def test_the_folder_of_the_system_is_the_last_resort(tmp_path: Path) -> None:
    assert str(tmp_path / "minzheng-desk") == store_place(None, {VARIABLE: str(tmp_path)})
    assert Path.home() in default_folder({}).parents


def test_the_address_of_a_server_is_left_as_it_is() -> None:
    assert "postgresql://server/office" == store_place("postgresql://server/office", {})


def test_the_persons_own_folder_may_be_written_short() -> None:
    assert str(Path.home() / "民政") == store_place("~/民政", {})


def test_who_holds_a_key_is_known_before_opening(folder: Path, tmp_path: Path) -> None:
    assert ("zhou",) == key_holders(folder)
    assert () == key_holders(tmp_path)
