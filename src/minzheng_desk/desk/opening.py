"""Opening a store: find, lock and unlock it, see that it is sound and of this program's shape, sign in.

Everything that can stand in the way has its own error; a store that cannot be opened is left as it was found.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Engine

from minzheng_desk.desk.catalogue import load_catalogue
from minzheng_desk.desk.desk import Actor, Desk
from minzheng_desk.desk.home import STORE_FILE
from minzheng_desk.desk.local import LocalDesk
from minzheng_desk.desk.lock import StoreLock
from minzheng_desk.desk.place import disk_speech, require_fit_place, require_room, room_in
from minzheng_desk.desk.shaping import bring_up_to_date, require_current
from minzheng_desk.kernel.clock import Clock, SystemClock
from minzheng_desk.kernel.errors import KeyProblem, StoreProblem
from minzheng_desk.kernel.progress import Progress, Silent
from minzheng_desk.office.operations import note_upgraded
from minzheng_desk.office.queries import the_station
from minzheng_desk.security.model import UserInactive, permissions_of
from minzheng_desk.security.operations import recover, sign_in
from minzheng_desk.security.queries import user_named
from minzheng_desk.store.engine import open_postgres, open_sqlite, plain_speech, require_sound_library
from minzheng_desk.store.journal import newest_entries
from minzheng_desk.store.verify import verify_tail
from minzheng_desk.vault.keys import (
    Cost,
    DataKey,
    Vault,
    calibrated,
    sign_in_name,
    unlock,
    unlock_with_recovery_key,
    with_passphrase,
)
from minzheng_desk.vault.recovery import parse_recovery_key
from minzheng_desk.vault.vaultfile import FoundVault, read_vault, write_vault

PASSPHRASE_VARIABLE = "MINZHENG_DESK_PASSPHRASE"  # noqa: S105 - the name of the variable

_STEPS = 3
_TAIL_ENTRIES = 1000
_TAIL_CHANGES = 20_000


class StoreMissing(StoreProblem):
    """There is no store in the folder."""

    text = "文件夹“{folder}”里没有民政台数据库。"
    remedy = "请确认选对了文件夹；第一次使用请先新建；如果刚才恢复备份时断电，请再恢复一次。"


class JournalBroken(StoreProblem):
    """The newest part of the journal does not agree with its digests."""

    text = "操作记录与校验码不符（{count}处），数据库可能损坏或被改动过，没有打开。"
    remedy = "请保留原文件交管理员核查，并从“备份”中恢复最近一份。"


class PassphraseFileUnreadable(KeyProblem):
    """The file that should hold the passphrase cannot be read."""

    text = "口令文件“{name}”不能读取，或者是空的。"
    remedy = "请检查路径和权限；文件第一行写口令，用 UTF-8 编码。"


@dataclass(frozen=True, slots=True)
class _Found:
    """A store that is locked for us and whose vault was read."""

    folder: Path
    lock: StoreLock
    vault: Vault
    notices: tuple[str, ...]


def open_store(
    folder: Path,
    user: str,
    passphrase: str,
    *,
    clock: Clock | None = None,
    progress: Progress | None = None,
) -> LocalDesk:
    """The desk of ``user`` over the store in ``folder``; an older store is copied and upgraded first.

    Raises `StoreMissing`, `StoreOnNetworkShare`, `StoreInSyncedFolder`, `LibraryTooOld`, `StoreInUse`,
    `StoreReadOnly`, `DiskFull`, `VaultMissing`, `VaultDamaged`, `NoSuchKeyHolder`, `WrongPassphrase`,
    `StoreDamaged`, `StoreTooNew`, `StoreUpgradeFailed`, `JournalBroken` or `UserInactive`.
    """
    progress = progress or Silent()
    with ExitStack() as until_open:
        progress.report(0, _STEPS, "正在核对口令")
        found = _find(folder, until_open)
        key = unlock(found.vault, user, passphrase)
        progress.report(1, _STEPS, "口令正确，正在打开并检查数据库")
        desk = _open(found, key, sign_in_name(user), clock or SystemClock(), until_open)
        progress.report(2, _STEPS, "正在登录")
        desk.run(sign_in, desk.actor.name)
        until_open.pop_all()
    return desk


def open_with_recovery_key(
    folder: Path,
    user: str,
    recovery_key: str,
    new_passphrase: str,
    *,
    cost: Cost | None = None,
    clock: Clock | None = None,
) -> LocalDesk:
    """The desk of ``user``, who forgot the passphrase, holds the paper and is given a new passphrase.

    Raises what `open_store` raises, and `RecoveryKeyMisread`, `RecoveryKeyWrong` or `PassphraseTooShort`.
    """
    with ExitStack() as until_open:
        found = _find(folder, until_open)
        key = unlock_with_recovery_key(found.vault, parse_recovery_key(recovery_key))
        name = sign_in_name(user)
        desk = _open(found, key, name, clock or SystemClock(), until_open)
        renewed = with_passphrase(found.vault, key, name, new_passphrase, cost or calibrated())
        desk.run(recover, name)
        with disk_speech():
            write_vault(folder, renewed)
        until_open.pop_all()
    return desk


def open_server(url: str, user: str, *, clock: Clock | None = None) -> Desk:
    """The desk of ``user`` over a PostgreSQL server, which knows its people by their database role.

    Raises `StoreUnreachable`, `StoreOutOfDate`, `StoreTooNew`, `NoSuchUser` or `UserInactive`; never
    upgrades.
    """
    load_catalogue()
    engine = open_postgres(url)
    with ExitStack() as until_open:
        until_open.callback(engine.dispose)
        require_current(engine)
        actor, station = who_is(engine, sign_in_name(user))
        desk = Desk(engine, actor, station, clock or SystemClock())
        desk.run(sign_in, actor.name)
        until_open.pop_all()
    return desk


def open_unlocked(folder: Path, key: DataKey, user: str, lock: StoreLock, clock: Clock) -> LocalDesk:
    """The desk of somebody who has just made or restored the store and holds its lock and its key."""
    with ExitStack() as until_open:
        found = _Found(folder, lock, read_vault(folder).vault, _room_notices(folder))
        desk = _open(found, key, user, clock, until_open)
        until_open.pop_all()
    return desk


def passphrase_from(file: Path | None, environment: Mapping[str, str] | None = None) -> str | None:
    """The passphrase for use without a person: from a file, else from `PASSPHRASE_VARIABLE`, else None.

    Raises `PassphraseFileUnreadable`.
    """
    if file is None:
        return (os.environ if environment is None else environment).get(PASSPHRASE_VARIABLE) or None
    try:
        first = file.read_text("utf-8-sig").splitlines()[:1]
    except (OSError, UnicodeDecodeError):
        raise PassphraseFileUnreadable(name=file.name) from None
    if first in ([], [""]):
        raise PassphraseFileUnreadable(name=file.name)
    return first[0]


def _find(folder: Path, until_open: ExitStack) -> _Found:
    """Everything that can be said before a key is needed."""
    require_fit_place(folder)
    if not (folder / STORE_FILE).is_file():
        raise StoreMissing(folder=folder.name)
    require_sound_library()
    lock = StoreLock(folder)
    until_open.callback(lock.release)
    with disk_speech(), (folder / STORE_FILE).open("r+b"):
        notices = _room_notices(folder)
    found = read_vault(folder)
    return _Found(folder, lock, found.vault, notices + _repaired(folder, found))


def _open(found: _Found, key: DataKey, user: str, clock: Clock, until_open: ExitStack) -> LocalDesk:
    """Everything that needs the key, up to the person at the desk."""
    load_catalogue()
    engine = open_sqlite(found.folder / STORE_FILE, key.secret)
    until_open.callback(engine.dispose)
    upgraded_from = bring_up_to_date(engine, found.folder, key, clock)
    _require_sound_tail(engine)
    actor, station = who_is(engine, user)
    desk = LocalDesk(
        engine,
        actor,
        station,
        clock,
        folder=found.folder,
        key=key,
        lock=found.lock,
        notices=found.notices,
    )
    if upgraded_from:
        desk.run(note_upgraded, upgraded_from)
    return desk


def who_is(engine: Engine, name: str) -> tuple[Actor, str]:
    """Who signs in under this name, and the office's station; raises `NoSuchUser` or `UserInactive`."""
    asking = Desk(engine, Actor(name, name, frozenset()))
    user = asking.ask(user_named, name)
    if not user.active:
        raise UserInactive
    return Actor(user.name, user.display_name, permissions_of(user)), asking.ask(the_station).id


def _require_sound_tail(engine: Engine) -> None:
    """Check the newest entries, as many as hold a bearable number of changes together.

    A large import is left to the full check: nobody should wait for it at the door, and SQLCipher
    authenticates every page that is read anyway.
    """
    with plain_speech(), engine.connect() as connection:
        entries, changes = 0, 0
        for head in newest_entries(connection, _TAIL_ENTRIES):
            changes += head.changes
            if changes > _TAIL_CHANGES:
                break
            entries += 1
        checked = verify_tail(connection, entries) if entries else None
    if checked is not None and not checked.sound:
        raise JournalBroken(count=len(checked.discrepancies))


def _room_notices(folder: Path) -> tuple[str, ...]:
    told = require_room(room_in(folder))
    return (told,) if told else ()


def _repaired(folder: Path, found: FoundVault) -> tuple[str, ...]:
    """Make both vault files whole again, and say so."""
    if not found.repair_needed:
        return ()
    with disk_speech():
        write_vault(folder, found.vault)
    return ("密钥文件曾有一份损坏或缺失，已用完好的一份修复；如果反复出现，请检查磁盘。",)
