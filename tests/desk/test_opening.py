from __future__ import annotations

import hashlib
import os
import shutil
import textwrap
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select, text

from desk.stores import CHEAP, CLOCK, PASSPHRASE
from minzheng_desk.desk.backup import back_up
from minzheng_desk.desk.copying import prove_store
from minzheng_desk.desk.home import STORE_FILE
from minzheng_desk.desk.opening import (
    JournalBroken,
    PassphraseFileUnreadable,
    StoreMissing,
    open_store,
    open_with_recovery_key,
    passphrase_from,
)
from minzheng_desk.kernel.permissions import Permission
from minzheng_desk.office.operations import add_regions
from minzheng_desk.office.queries import regions, the_station
from minzheng_desk.security.model import UserInactive
from minzheng_desk.security.operations import add_user, deactivate_user
from minzheng_desk.store.engine import StoreDamaged, StoreInUse, open_sqlite
from minzheng_desk.store.migrate import StoreTooNew, StoreUpgradeFailed
from minzheng_desk.store.tables import journal
from minzheng_desk.vault.keys import NoSuchKeyHolder, WrongPassphrase, unlock
from minzheng_desk.vault.recovery import RecoveryKeyMisread, new_recovery_key
from minzheng_desk.vault.vaultfile import COPY_FILE, VAULT_FILE, VaultDamaged, VaultMissing, read_vault

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from minzheng_desk.desk.founding import Founded
    from minzheng_desk.desk.local import LocalDesk

MIGRATIONS = Path(__file__).parents[2] / "migrations"


def _operations(desk: LocalDesk) -> list[str]:
    return [
        row.operation for row in desk.ask(lambda reader: reader.rows(select(journal).order_by(journal.c.id)))
    ]


def _fingerprint(folder: Path) -> str:
    return hashlib.sha256((folder / STORE_FILE).read_bytes()).hexdigest()


def _unlocked_engine(folder: Path) -> Engine:
    key = unlock(read_vault(folder).vault, "zhou", PASSPHRASE)
    return open_sqlite(folder / STORE_FILE, key.secret)


def _spoil(path: Path, place: int) -> None:
    content = bytearray(path.read_bytes())
    content[place] ^= 0x01
    path.write_bytes(content)


def _sql(folder: Path, statement: str) -> None:
    engine = _unlocked_engine(folder)
    with engine.begin() as connection:
        connection.execute(text(statement))
    engine.dispose()


def test_the_person_at_the_desk_has_the_rights_of_the_roles(local_desk: LocalDesk) -> None:
    assert ("zhou", "周敏") == (local_desk.actor.name, local_desk.actor.display_name)
    assert local_desk.may(Permission.MANAGE_PEOPLE)
    assert not local_desk.may(Permission.GRANT)
    assert local_desk.station == local_desk.ask(the_station).id


def test_founding_and_signing_in_stand_in_the_journal(local_desk: LocalDesk) -> None:
    expected = ["security.found_office", "security.sign_in", "security.sign_in"]
    assert expected == _operations(local_desk)


def test_what_was_saved_is_there_after_closing(folder: Path) -> None:
    desk = open_store(folder, "zhou", PASSPHRASE)
    desk.run(add_regions, [("990000001202", "下湾村")])
    desk.close()
    desk = open_store(folder, "zhou", PASSPHRASE)
    assert "下湾村" in [region.name for region in desk.ask(regions)]
    desk.close()


def test_undo_reaches_over_signing_in_again(folder: Path) -> None:
    desk = open_store(folder, "zhou", PASSPHRASE)
    desk.run(add_regions, [("990000001202", "下湾村")])
    desk.close()
    desk = open_store(folder, "zhou", PASSPHRASE)
    back_up(desk)
    desk.undo()
    assert ["清水镇", "上湾村"] == [region.name for region in desk.ask(regions)]
    desk.close()


def test_the_store_shows_nothing_to_whoever_has_no_key(folder: Path) -> None:
    content = (folder / STORE_FILE).read_bytes()
    assert b"SQLite format 3" not in content
    assert "上湾村".encode() not in content


def test_a_wrong_passphrase_is_told_apart_and_touches_nothing(folder: Path) -> None:
    before = _fingerprint(folder)
    with pytest.raises(WrongPassphrase):
        open_store(folder, "zhou", PASSPHRASE + "。")
    with pytest.raises(NoSuchKeyHolder):
        open_store(folder, "nobody", PASSPHRASE)
    assert before == _fingerprint(folder)
    open_store(folder, "zhou", PASSPHRASE).close()


def test_one_damaged_vault_file_is_repaired_and_said(folder: Path) -> None:
    _spoil(folder / VAULT_FILE, 100)
    desk = open_store(folder, "zhou", PASSPHRASE)
    desk.close()
    assert 1 == len([notice for notice in desk.notices if "已用完好的一份修复" in notice])
    assert not read_vault(folder).repair_needed


def test_a_damaged_vault_is_told_apart_from_a_wrong_passphrase(folder: Path) -> None:
    _spoil(folder / VAULT_FILE, 100)
    _spoil(folder / COPY_FILE, 200)
    with pytest.raises(VaultDamaged):
        open_store(folder, "zhou", PASSPHRASE)


def test_a_missing_vault_is_said_to_be_missing(folder: Path) -> None:
    (folder / VAULT_FILE).unlink()
    (folder / COPY_FILE).unlink()
    with pytest.raises(VaultMissing):
        open_store(folder, "zhou", PASSPHRASE)


@pytest.mark.parametrize("place", [0, 16, 100, 4000, 8191])
def test_a_damaged_first_page_is_a_damaged_store(folder: Path, place: int) -> None:
    _spoil(folder / STORE_FILE, place)
    with pytest.raises(StoreDamaged):
        open_store(folder, "zhou", PASSPHRASE)


@pytest.mark.parametrize("content", [b"", b"\0" * 8192, b"junk" * 5000])
def test_a_file_that_is_no_store_is_a_damaged_store(folder: Path, content: bytes) -> None:
    (folder / STORE_FILE).write_bytes(content)
    with pytest.raises(StoreDamaged):
        open_store(folder, "zhou", PASSPHRASE)


def test_one_flipped_bit_anywhere_is_found(folder: Path) -> None:
    key = unlock(read_vault(folder).vault, "zhou", PASSPHRASE)
    whole = (folder / STORE_FILE).read_bytes()
    for place in range(0, len(whole), 8192 * 3 + 1009):
        _spoil(folder / STORE_FILE, place)
        with pytest.raises(StoreDamaged):
            prove_store(folder / STORE_FILE, key)
        (folder / STORE_FILE).write_bytes(whole)
    prove_store(folder / STORE_FILE, key)


def test_a_journal_somebody_changed_keeps_the_store_closed(folder: Path) -> None:
    _sql(folder, "UPDATE journal SET actor = 'somebody' WHERE id = 1")
    with pytest.raises(JournalBroken, match="1处"):
        open_store(folder, "zhou", PASSPHRASE)


def test_a_folder_without_a_store_is_named(tmp_path: Path) -> None:
    with pytest.raises(StoreMissing, match="nothing-here"):
        open_store(tmp_path / "nothing-here", "zhou", PASSPHRASE)


def test_two_programs_on_one_store_are_refused(local_desk: LocalDesk) -> None:
    with pytest.raises(StoreInUse):
        open_store(local_desk.folder, "zhou", PASSPHRASE)


def test_a_refused_opening_lets_the_next_one_in(folder: Path) -> None:
    with pytest.raises(WrongPassphrase):
        open_store(folder, "zhou", "not this one")
    open_store(folder, "zhou", PASSPHRASE).close()


def test_closing_erases_the_key(folder: Path) -> None:
    desk = open_store(folder, "zhou", PASSPHRASE)
    desk.close()
    assert bytes(32) == desk.key.secret


def test_an_inactive_person_stays_outside_even_with_a_key(folder: Path) -> None:
    desk = open_store(folder, "zhou", PASSPHRASE)
    desk.run(add_user, "wang", "王敏", ["administrator"], CLOCK.today())
    desk.run(deactivate_user, "zhou")
    desk.close()
    with pytest.raises(UserInactive):
        open_store(folder, "zhou", PASSPHRASE)


def test_the_recovery_key_opens_and_gives_a_new_passphrase(folder: Path, template: Founded) -> None:
    typed = template.recovery_key.printed.lower().replace("-", " ")
    desk = open_with_recovery_key(folder, "zhou", typed, "a new passphrase", cost=CHEAP)
    assert "security.recover" == _operations(desk)[-1]
    desk.close()
    open_store(folder, "zhou", "a new passphrase").close()
    with pytest.raises(WrongPassphrase):
        open_store(folder, "zhou", PASSPHRASE)


def test_a_misread_recovery_key_changes_nothing(folder: Path, template: Founded) -> None:
    with pytest.raises(RecoveryKeyMisread):
        open_with_recovery_key(folder, "zhou", template.recovery_key.printed[:-1], "a new passphrase")
    with pytest.raises(RecoveryKeyMisread):
        open_with_recovery_key(folder, "zhou", new_recovery_key().printed[1:] + "0", "a new passphrase")
    open_store(folder, "zhou", PASSPHRASE).close()


def test_a_store_of_a_newer_program_is_left_alone(folder: Path) -> None:
    _sql(folder, "UPDATE alembic_version SET version_num = '9999'")
    before = _fingerprint(folder)
    with pytest.raises(StoreTooNew, match="9999"):
        open_store(folder, "zhou", PASSPHRASE)
    assert before == _fingerprint(folder)


def _with_a_newer_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, body: str) -> None:
    newer = tmp_path / "migrations"
    shutil.copytree(MIGRATIONS, newer, ignore=shutil.ignore_patterns("__pycache__"))
    last = sorted(path.name.split("_")[0] for path in (newer / "versions").glob("[0-9]*.py"))[-1]
    (newer / "versions" / "9998_a_later_shape.py").write_text(
        "import sqlalchemy as sa\nfrom alembic import op\n"
        f"revision = '9998'\ndown_revision = '{last}'\ndepends_on = None\nbranch_labels = None\n"
        f"def upgrade() -> None:\n{textwrap.indent(body, '    ')}\n",
        "utf-8",
    )
    monkeypatch.setenv("MINZHENG_DESK_MIGRATIONS", str(newer))


def test_an_older_store_is_copied_and_upgraded(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _with_a_newer_program(
        tmp_path, monkeypatch, "op.add_column('region', sa.Column('later', sa.String(9), nullable=True))"
    )
    desk = open_store(folder, "zhou", PASSPHRASE, clock=CLOCK)
    assert ["store.upgraded", "security.sign_in"] == _operations(desk)[-2:]
    desk.close()
    assert ["20261121-090000-before-upgrade"] == [path.name for path in (folder / "backups").iterdir()]
    prove_store(folder / STORE_FILE, unlock(read_vault(folder).vault, "zhou", PASSPHRASE))


@pytest.mark.parametrize(
    "body",
    [
        "op.execute('CREATE TABLE half (id INTEGER)')\nraise RuntimeError('in the middle')",
        "op.execute('DELETE FROM region')",
    ],
)
def test_an_upgrade_that_fails_leaves_the_store_as_it_was(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, body: str
) -> None:
    key = unlock(read_vault(folder).vault, "zhou", PASSPHRASE)
    before = prove_store(folder / STORE_FILE, key)
    with monkeypatch.context() as newer_program:
        _with_a_newer_program(tmp_path, newer_program, body)
        with pytest.raises(StoreUpgradeFailed):
            open_store(folder, "zhou", PASSPHRASE, clock=CLOCK)
    assert before == prove_store(folder / STORE_FILE, key)
    open_store(folder, "zhou", PASSPHRASE).close()


def test_a_passphrase_comes_from_the_file_before_the_environment(tmp_path: Path) -> None:
    file = tmp_path / "口令.txt"
    file.write_text("\ufeff 山高 月小 \r\n第二行不算\n", "utf-8")
    assert " 山高 月小 " == passphrase_from(file, {"MINZHENG_DESK_PASSPHRASE": "other"})
    assert "other" == passphrase_from(None, {"MINZHENG_DESK_PASSPHRASE": "other"})
    assert passphrase_from(None, {"MINZHENG_DESK_PASSPHRASE": ""}) is None
    assert passphrase_from(None, {}) is None


@pytest.mark.parametrize("content", [b"", b"\n", b"\xff\xfe\x00"])
def test_a_passphrase_file_that_says_nothing_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "p").write_bytes(content)
    with pytest.raises(PassphraseFileUnreadable):
        passphrase_from(tmp_path / "p")
    with pytest.raises(PassphraseFileUnreadable):
        passphrase_from(tmp_path / "not there")


def test_the_environment_is_asked_by_default() -> None:
    assert os.environ.get("MINZHENG_DESK_PASSPHRASE") == passphrase_from(None)
