from __future__ import annotations

import shutil
import threading
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from desk.stores import CHEAP, CLOCK, PASSPHRASE
from minzheng_desk.desk.backup import (
    BACKUPS,
    Backup,
    BackupKind,
    back_up,
    list_backups,
    superfluous,
)
from minzheng_desk.desk.copying import QUARANTINE, Content
from minzheng_desk.desk.founding import FirstPerson, Office, create_store
from minzheng_desk.desk.home import STORE_FILE
from minzheng_desk.desk.opening import StoreMissing, open_store
from minzheng_desk.desk.people import add_person, change_passphrase
from minzheng_desk.desk.restoring import BackupMissing, restore
from minzheng_desk.kernel.clock import FixedClock
from minzheng_desk.kernel.errors import NotAllowed
from minzheng_desk.office.operations import add_regions
from minzheng_desk.office.queries import regions
from minzheng_desk.store.engine import StoreDamaged, StoreInUse
from minzheng_desk.store.tables import journal
from minzheng_desk.vault.keys import WrongPassphrase

if TYPE_CHECKING:
    from minzheng_desk.desk.local import LocalDesk

NOTHING = Content({}, "")


def _names(desk: LocalDesk) -> list[str]:
    return [region.name for region in desk.ask(regions)]


def _notes(desk: LocalDesk, operation: str) -> list[str]:
    asked = select(journal.c.note).where(journal.c.operation == operation)
    return [row.note for row in desk.ask(lambda reader: reader.rows(asked))]


def test_a_backup_is_proved_counted_and_journalled(local_desk: LocalDesk) -> None:
    made = back_up(local_desk)
    assert (2, 1, 1) == tuple(made.content.rows[name] for name in ("region", "user", "station"))
    assert "20261121-090000-routine" == made.folder.name
    assert made.store.stat().st_size == made.size
    assert [made.folder.name] == _notes(local_desk, "store.backed_up")
    assert (made,) == list_backups(local_desk.folder / BACKUPS)
    assert {"minzheng.db", "vault.json", "about.json"} == {path.name for path in made.folder.iterdir()}


def test_a_backup_opens_by_itself_with_the_passphrase_of_its_day(local_desk: LocalDesk) -> None:
    made = back_up(local_desk)
    change_passphrase(local_desk, PASSPHRASE, "another passphrase", cost=CHEAP)
    opened = open_store(made.folder, "zhou", PASSPHRASE)
    assert ["清水镇", "上湾村"] == _names(opened)
    opened.close()


def test_a_backup_goes_wherever_it_is_wanted(local_desk: LocalDesk, tmp_path: Path) -> None:
    made = back_up(local_desk, BackupKind.PINNED, into=tmp_path / "stick")
    assert tmp_path / "stick" == made.folder.parent
    assert not (local_desk.folder / BACKUPS).exists()


def test_two_backups_in_one_second_stand_side_by_side(local_desk: LocalDesk) -> None:
    assert 2 == len({back_up(local_desk).folder, back_up(local_desk).folder})


def test_work_goes_on_while_a_backup_is_made(local_desk: LocalDesk) -> None:
    stop = threading.Event()

    def work() -> None:
        number = 300
        while not stop.wait(0.005) and number < 999:
            local_desk.run(add_regions, [(f"990000001{number}", "某村")])
            number += 1

    writer = threading.Thread(target=work)
    writer.start()
    try:
        made = [back_up(local_desk) for _ in range(5)]
    finally:
        stop.set()
        writer.join()
    held = [backup.content.rows["region"] for backup in made]
    assert sorted(held) == held
    assert held[-1] <= len(local_desk.ask(regions))


def test_what_is_no_whole_backup_is_not_listed(local_desk: LocalDesk) -> None:
    made = back_up(local_desk)
    home = made.folder.parent
    shutil.copytree(made.folder, home / "20261121-100000-routine.part")
    (home / "notes").mkdir()
    (home / "notes" / "about.json").write_text("{}", "utf-8")
    (home / "notes.txt").write_text("x", "utf-8")
    assert (made,) == list_backups(home)


def _backups(moments: list[datetime], kind: BackupKind = BackupKind.ROUTINE) -> list[Backup]:
    return [Backup(Path(f"b{n}"), kind, moment, 1, NOTHING) for n, moment in enumerate(moments)]


def test_two_years_of_hourly_backups_come_down_to_a_handful() -> None:
    noon = datetime(2026, 11, 21, 4, tzinfo=UTC)
    kept = _backups([noon - timedelta(hours=hours) for hours in range(2 * 365 * 24)])
    gone = {backup.folder for backup in superfluous(kept)}
    left = [backup for backup in kept if backup.folder not in gone]
    assert 10 + 13 + 6 + 23 >= len(left) >= 40
    assert noon == left[0].made_at
    assert 24 == len({(backup.made_on.year, backup.made_on.month) for backup in left})


@given(
    st.lists(st.datetimes(datetime(2024, 1, 1), datetime(2026, 12, 31), timezones=st.just(UTC)), max_size=80)
)
def test_the_last_ten_and_the_newest_of_the_newest_day_are_never_superfluous(moments: list[datetime]) -> None:
    backups = _backups(moments)
    gone = superfluous(backups)
    newest = sorted(backups, key=lambda backup: backup.made_at, reverse=True)
    assert not any(backup in gone for backup in newest[:10])
    left = [backup for backup in backups if backup not in gone]
    assert () == superfluous(left) or len(left) > 10
    assert 10 + 14 + 8 + 24 >= len(left)


@given(st.lists(st.datetimes(datetime(2024, 1, 1), datetime(2026, 12, 31), timezones=st.just(UTC))))
def test_pinned_backups_are_never_superfluous(moments: list[datetime]) -> None:
    assert () == superfluous(_backups(moments, BackupKind.PINNED))


def test_superfluous_backups_are_deleted_but_not_in_the_days_after_a_restore(folder: Path) -> None:
    desk = open_store(folder, "zhou", PASSPHRASE, clock=CLOCK)
    made = [back_up(desk) for _ in range(13)][-1]
    assert 11 == len(list_backups(folder / BACKUPS))
    desk.close()
    desk = restore(folder, made.folder, "zhou", PASSPHRASE, clock=CLOCK).desk
    back_up(desk)
    assert 12 == len(list_backups(folder / BACKUPS))
    desk.clock = FixedClock(date(2026, 11, 25))
    back_up(desk)
    assert 11 == len(list_backups(folder / BACKUPS))
    desk.close()


def test_a_restored_store_is_what_it_was_and_says_so(folder: Path) -> None:
    desk = open_store(folder, "zhou", PASSPHRASE, clock=CLOCK)
    made = back_up(desk)
    desk.run(add_regions, [("990000001202", "下湾村")])
    desk.close()
    restored = restore(folder, made.folder, "zhou", PASSPHRASE, clock=CLOCK)
    assert ["清水镇", "上湾村"] == _names(restored.desk)
    assert made.content == restored.content
    assert [made.folder.name] == _notes(restored.desk, "store.restored")
    restored.desk.close()
    open_store(folder, "zhou", PASSPHRASE).close()


def test_the_store_that_was_there_lies_whole_in_the_quarantine(folder: Path) -> None:
    desk = open_store(folder, "zhou", PASSPHRASE, clock=CLOCK)
    made = back_up(desk)
    desk.run(add_regions, [("990000001202", "下湾村")])
    # As a kill leaves it: the newest work only in the log beside the file.
    wal = Path(f"{desk.path}-wal").read_bytes()
    before = desk.path.read_bytes()
    desk.close()
    desk.path.write_bytes(before)
    Path(f"{desk.path}-wal").write_bytes(wal)
    restore(folder, made.folder, "zhou", PASSPHRASE, clock=CLOCK).desk.close()
    (aside,) = (folder / QUARANTINE).iterdir()
    opened = open_store(aside, "zhou", PASSPHRASE)
    assert "下湾村" in _names(opened)
    opened.close()


def test_todays_passphrase_restores_yesterdays_backup(folder: Path) -> None:
    desk = open_store(folder, "zhou", PASSPHRASE, clock=CLOCK)
    made = back_up(desk)
    change_passphrase(desk, PASSPHRASE, "another passphrase", cost=CHEAP)
    desk.close()
    with pytest.raises(WrongPassphrase):
        restore(folder, made.folder, "zhou", PASSPHRASE)
    restore(folder, made.folder, "zhou", "another passphrase").desk.close()
    open_store(folder, "zhou", "another passphrase").close()


def test_a_lost_store_comes_back_into_an_empty_folder(local_desk: LocalDesk, tmp_path: Path) -> None:
    made = back_up(local_desk)
    restored = restore(tmp_path / "new-computer", made.folder, "zhou", PASSPHRASE)
    assert ["清水镇", "上湾村"] == _names(restored.desk)
    restored.desk.close()


def test_a_damaged_store_comes_back_from_its_backup(folder: Path) -> None:
    desk = open_store(folder, "zhou", PASSPHRASE, clock=CLOCK)
    made = back_up(desk)
    desk.close()
    desk.path.write_bytes(b"\0" * 8192)
    with pytest.raises(StoreDamaged):
        open_store(folder, "zhou", PASSPHRASE)
    restore(folder, made.folder, "zhou", PASSPHRASE).desk.close()
    open_store(folder, "zhou", PASSPHRASE).close()


def test_a_damaged_backup_moves_nothing(folder: Path) -> None:
    desk = open_store(folder, "zhou", PASSPHRASE, clock=CLOCK)
    made = back_up(desk)
    desk.close()
    content = bytearray(made.store.read_bytes())
    content[len(content) // 2] ^= 1
    made.store.write_bytes(content)
    before = desk.path.read_bytes()
    with pytest.raises(StoreDamaged):
        restore(folder, made.folder, "zhou", PASSPHRASE)
    assert before == desk.path.read_bytes()
    assert not (folder / QUARANTINE).exists()
    assert [] == list(folder.glob(".*"))


def test_who_may_not_restore_moves_nothing(folder: Path) -> None:
    desk = open_store(folder, "zhou", PASSPHRASE, clock=CLOCK)
    add_person(desk, "chen", "陈敏", ["clerk"], "a passphrase of my own", cost=CHEAP)
    made = back_up(desk)
    desk.close()
    with pytest.raises(NotAllowed, match="恢复备份"):
        restore(folder, made.folder, "chen", "a passphrase of my own")
    assert not (folder / QUARANTINE).exists()


def test_an_open_store_is_not_restored_over(local_desk: LocalDesk) -> None:
    made = back_up(local_desk)
    with pytest.raises(StoreInUse):
        restore(local_desk.folder, made.folder, "zhou", PASSPHRASE)


def test_a_folder_without_a_backup_is_named(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(BackupMissing, match="stick"):
        restore(folder, tmp_path / "stick", "zhou", PASSPHRASE)


def test_another_offices_store_keeps_its_keys_in_the_quarantine(folder: Path, tmp_path: Path) -> None:
    desk = open_store(folder, "zhou", PASSPHRASE, clock=CLOCK)
    made = back_up(desk)
    desk.close()
    other = tmp_path / "other"
    office, person = Office("别处民政办", "990000002", "demo-county"), FirstPerson("zhou", "周敏")
    create_store(other, office, person, "the other office", cost=CHEAP).desk.close()
    restore(other, made.folder, "zhou", PASSPHRASE, clock=CLOCK).desk.close()
    (aside,) = (other / QUARANTINE).iterdir()
    open_store(aside, "zhou", "the other office").close()


def test_a_cut_in_the_middle_of_restoring_is_said_and_can_be_finished(folder: Path) -> None:
    desk = open_store(folder, "zhou", PASSPHRASE, clock=CLOCK)
    made = back_up(desk)
    desk.close()
    (folder / STORE_FILE).unlink()
    with pytest.raises(StoreMissing) as missing:
        open_store(folder, "zhou", PASSPHRASE)
    assert "再恢复一次" in missing.value.advice
    restore(folder, made.folder, "zhou", PASSPHRASE).desk.close()
