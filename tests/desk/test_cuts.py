"""The power goes before every single touch of a file; what is left is whole, or says what it is."""

from __future__ import annotations

import os
import shutil
import sys
from typing import TYPE_CHECKING, Any

import pytest

from desk.stores import CHEAP, CLOCK, OFFICE, PASSPHRASE, PERSON
from minzheng_desk.desk.backup import BACKUPS, back_up, list_backups
from minzheng_desk.desk.copying import prove_store
from minzheng_desk.desk.founding import create_store
from minzheng_desk.desk.home import STORE_FILE
from minzheng_desk.desk.opening import StoreMissing, open_store
from minzheng_desk.desk.people import change_passphrase
from minzheng_desk.desk.restoring import restore
from minzheng_desk.office.operations import add_regions
from minzheng_desk.office.queries import regions
from minzheng_desk.vault.keys import WrongPassphrase, unlock
from minzheng_desk.vault.vaultfile import read_vault

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="cut short by a forked process")

TOUCHING = {"open", "os.rename", "os.remove", "os.mkdir", "os.rmdir"}
LATER = "a later passphrase"


def _cut_before(step: int, folder: Path, work: Callable[[Path], object]) -> bool:
    """Do ``work`` in a process that ends without a word before its ``step``-th touch; True when cut."""
    child = os.fork()
    if child == 0:
        left = step

        def cut(event: str, facts: tuple[Any, ...]) -> None:
            nonlocal left
            left -= event in TOUCHING and str(facts[0]).startswith(str(folder))
            if left < 0:
                os._exit(9)

        sys.addaudithook(cut)
        try:
            work(folder)
        finally:
            os._exit(0 if sys.exc_info()[0] is None else 1)
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    assert status in {0, 9}
    return status == 9


def _cuts(fresh: Callable[[], Path], work: Callable[[Path], object]) -> Iterator[Path]:
    """The folder as every possible cut leaves it, and at last as the whole work leaves it."""
    step, cut = 0, True
    while cut:
        folder = fresh()
        cut = _cut_before(step, folder, work)
        step += 1
        yield folder
    assert step > 5


def _villages(folder: Path, passphrase: str = PASSPHRASE) -> int:
    desk = open_store(folder, "zhou", passphrase, clock=CLOCK)
    count = len(desk.ask(regions))
    desk.close()
    return count


def _copies_of(folder: Path, place: Path) -> Callable[[], Path]:
    def fresh() -> Path:
        shutil.rmtree(place, ignore_errors=True)
        shutil.copytree(folder, place)
        return place

    return fresh


def test_restoring_leaves_the_old_store_or_the_restored_one_or_can_be_done_again(
    folder: Path, tmp_path: Path
) -> None:
    desk = open_store(folder, "zhou", PASSPHRASE, clock=CLOCK)
    backup = back_up(desk, into=tmp_path / "stick").folder
    desk.run(add_regions, [("990000001202", "下湾村")])
    desk.close()
    seen = set()
    for left in _cuts(
        _copies_of(folder, tmp_path / "cut"), lambda at: restore(at, backup, "zhou", PASSPHRASE, clock=CLOCK)
    ):
        try:
            seen.add(_villages(left))
        except StoreMissing:
            seen.add(0)
            restore(left, backup, "zhou", PASSPHRASE, clock=CLOCK).desk.close()
            assert 2 == _villages(left)
    assert {0, 2, 3} == seen


def test_a_backup_is_whole_or_not_there(folder: Path, tmp_path: Path) -> None:
    key = unlock(read_vault(folder).vault, "zhou", PASSPHRASE)

    def work(at: Path) -> None:
        desk = open_store(at, "zhou", PASSPHRASE, clock=CLOCK)
        back_up(desk)

    seen = set()
    for left in _cuts(_copies_of(folder, tmp_path / "cut"), work):
        whole = list_backups(left / BACKUPS)
        for backup in whole:
            assert backup.content == prove_store(backup.store, key)
        seen.add(len(whole))
        assert 2 == _villages(left)
    assert {0, 1} == seen


def test_a_changed_passphrase_is_the_old_one_or_the_new_one(folder: Path, tmp_path: Path) -> None:
    def work(at: Path) -> None:
        desk = open_store(at, "zhou", PASSPHRASE, clock=CLOCK)
        change_passphrase(desk, PASSPHRASE, LATER, cost=CHEAP)

    seen = set()
    for left in _cuts(_copies_of(folder, tmp_path / "cut"), work):
        try:
            assert 2 == _villages(left)
            seen.add("old")
        except WrongPassphrase:
            assert 2 == _villages(left, LATER)
            seen.add("new")
    assert {"old", "new"} == seen


def test_founding_leaves_a_whole_store_or_none(tmp_path: Path) -> None:
    place = tmp_path / "cut"

    def fresh() -> Path:
        shutil.rmtree(place, ignore_errors=True)
        return place

    def work(at: Path) -> None:
        create_store(at, OFFICE, PERSON, PASSPHRASE, cost=CHEAP, clock=CLOCK)

    seen = set()
    for left in _cuts(fresh, work):
        if (left / STORE_FILE).exists():
            assert 2 == _villages(left)
            seen.add("whole")
        else:
            with pytest.raises(StoreMissing):
                open_store(left, "zhou", PASSPHRASE)
            seen.add("none")
    assert {"whole", "none"} == seen
