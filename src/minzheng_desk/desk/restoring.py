"""Putting a backup back: proved first, the present store moved aside whole, and the journal told."""

from __future__ import annotations

import shutil
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from secrets import token_hex

from minzheng_desk.desk.catalogue import load_catalogue
from minzheng_desk.desk.copying import Content, prove_store, put_back
from minzheng_desk.desk.desk import Actor, Desk
from minzheng_desk.desk.home import STORE_FILE
from minzheng_desk.desk.local import LocalDesk
from minzheng_desk.desk.lock import StoreLock
from minzheng_desk.desk.opening import open_unlocked
from minzheng_desk.desk.place import disk_speech, require_fit_place, require_room, room_in
from minzheng_desk.desk.shaping import refuse_newer
from minzheng_desk.kernel.clock import Clock, SystemClock, in_beijing
from minzheng_desk.kernel.errors import KeyProblem, StoreProblem
from minzheng_desk.office.operations import note_restored
from minzheng_desk.security.model import permissions_of
from minzheng_desk.security.operations import sign_in
from minzheng_desk.security.queries import user_named
from minzheng_desk.store.engine import open_sqlite
from minzheng_desk.vault.keys import DataKey, Vault, sign_in_name, unlock
from minzheng_desk.vault.vaultfile import read_vault, write_vault


class BackupMissing(StoreProblem):
    """There is no backup in the folder."""

    text = "“{name}”里没有完整的备份。"
    remedy = "请选择备份文件夹（里面有 minzheng.db 和 vault.json）。"


@dataclass(frozen=True, slots=True)
class Restored:
    """The open desk over the restored store, and what that holds."""

    desk: LocalDesk
    content: Content


def restore(
    folder: Path, backup: Path, user: str, passphrase: str, *, clock: Clock | None = None
) -> Restored:
    """Put the store of the folder ``backup`` into ``folder`` and sign in; the passphrase is today's.

    Where the vault beside the store is gone or of another store, the backup's own is used, with the
    passphrase of its day. The copy is proved before anything moves. Raises `BackupMissing`, `NotAllowed`, and
    what `open_store` raises.
    """
    load_catalogue()
    require_fit_place(folder)
    clock = clock or SystemClock()
    with ExitStack() as until_open:
        with disk_speech():
            folder.mkdir(parents=True, exist_ok=True)
        lock = StoreLock(folder)
        until_open.callback(lock.release)
        vault = _vault_for(folder, backup)
        key = unlock(vault, user, passphrase)
        content = _proved_and_placed(folder, backup / STORE_FILE, key, sign_in_name(user), clock)
        with disk_speech():
            write_vault(folder, vault)
        desk = open_unlocked(folder, key, sign_in_name(user), lock, clock)
        until_open.callback(desk.engine.dispose)
        desk.run(note_restored, backup.name)
        desk.run(sign_in, desk.actor.name)
        until_open.pop_all()
    return Restored(desk, content)


def _vault_for(folder: Path, backup: Path) -> Vault:
    """The vault whose passphrases count: the present one, if it is of the same store as the backup's."""
    if not (backup / STORE_FILE).is_file():
        raise BackupMissing(name=backup.name)
    kept = read_vault(backup).vault
    try:
        present = read_vault(folder).vault
    except KeyProblem:
        return kept
    return present if present.store_id == kept.store_id else kept


def _proved_and_placed(folder: Path, store: Path, key: DataKey, user: str, clock: Clock) -> Content:
    """Prove a copy on this disk, since the backup may lie on a worn stick, and put that copy in place."""
    require_room(room_in(folder), needed=2 * store.stat().st_size)
    trial = folder / f".trial-{token_hex(4)}"
    with ExitStack() as tidy:
        tidy.callback(shutil.rmtree, trial, ignore_errors=True)
        with disk_speech():
            trial.mkdir()
            shutil.copyfile(store, trial / STORE_FILE)
        content = prove_store(trial / STORE_FILE, key)
        _require_allowed(trial / STORE_FILE, key, user)
        put_back(folder, trial / STORE_FILE, f"{in_beijing(clock.now()):%Y%m%d-%H%M%S}-restored")
    return content


def _require_allowed(store: Path, key: DataKey, user: str) -> None:
    """Refuse who may not restore, as the backup knows people, before anything has moved."""
    engine = open_sqlite(store, key.secret)
    try:
        refuse_newer(engine)
        person = Desk(engine, Actor(user, user, frozenset())).ask(user_named, user)
        Desk(engine, Actor(user, person.display_name, permissions_of(person))).require(note_restored)
    finally:
        engine.dispose()
