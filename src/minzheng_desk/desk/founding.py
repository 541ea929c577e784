"""Founding a store: its key, its shape, its office, its first person."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from pathlib import Path
from secrets import token_hex

from sqlalchemy import Engine

from minzheng_desk.desk.catalogue import load_catalogue
from minzheng_desk.desk.desk import Actor, Desk
from minzheng_desk.desk.home import STORE_FILE
from minzheng_desk.desk.local import LocalDesk
from minzheng_desk.desk.lock import StoreLock
from minzheng_desk.desk.opening import open_unlocked
from minzheng_desk.desk.place import disk_speech, require_fit_place, require_room, room_in
from minzheng_desk.kernel.clock import Clock, SystemClock
from minzheng_desk.kernel.errors import StoreProblem
from minzheng_desk.kernel.files import keep_names, put_in_place
from minzheng_desk.kernel.permissions import Permission
from minzheng_desk.kernel.progress import Progress, Silent
from minzheng_desk.office.model import Station
from minzheng_desk.office.queries import find_station
from minzheng_desk.security.model import User, checked_roles, checked_sign_in_name
from minzheng_desk.security.operations import add_user, found_office, note_passphrase_given, sign_in
from minzheng_desk.store.engine import open_postgres, open_sqlite, plain_speech
from minzheng_desk.store.migrate import Standing, standing, upgrade
from minzheng_desk.vault.keys import (
    Cost,
    NewVault,
    calibrated,
    require_passphrase,
    set_up_vault,
    sign_in_name,
    with_passphrase,
)
from minzheng_desk.vault.recovery import RecoveryKey
from minzheng_desk.vault.vaultfile import COPY_FILE, VAULT_FILE, write_vault

_STEPS = 4


class StoreExists(StoreProblem):
    """A store is never written over."""

    text = "“{place}”里已经有民政台数据库或其密钥文件，没有新建。"
    remedy = "要使用已有的数据库请直接打开；要新建请另选一个空文件夹。"


@dataclass(frozen=True, slots=True)
class Office:
    """What must be known of an office to found its store; ``regions`` are codes and names."""

    name: str
    region_code: str
    policy_pack: str
    mixed_household: str = "applicant"
    regions: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class FirstPerson:
    """Who founds the store; one of the roles is administrator, so that others can be let in."""

    name: str
    display_name: str
    roles: tuple[str, ...] = ("administrator", "clerk")


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody else who works in the office from its first day, with a passphrase of their own."""

    person: FirstPerson
    passphrase: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Founded:
    """The open store, and the recovery key to be printed now or never."""

    desk: LocalDesk
    recovery_key: RecoveryKey


def create_store(
    folder: Path,
    office: Office,
    person: FirstPerson,
    passphrase: str,
    *,
    colleagues: Sequence[Colleague] = (),
    recovery_key: RecoveryKey | None = None,
    cost: Cost | None = None,
    clock: Clock | None = None,
    progress: Progress | None = None,
) -> Founded:
    """Found the store of ``office`` in ``folder``, let its people in and sign the first of them in.

    A ``recovery_key`` is one that was printed and read back already. Without a ``cost`` the machine is
    measured, and one try of a passphrase takes about a second. Nothing is left behind on failure.

    Raises `StoreExists`, `StoreOnNetworkShare`, `StoreInSyncedFolder`, `StoreInUse`, `StoreReadOnly`,
    `DiskFull`, `LibraryTooOld`, `PassphraseTooShort`, and what `found_office` and `add_user` raise.
    """
    require_fit_place(folder)
    clock, progress = clock or SystemClock(), progress or Silent()
    with ExitStack() as until_open:
        with disk_speech():
            folder.mkdir(parents=True, exist_ok=True)
        lock = StoreLock(folder)
        until_open.callback(lock.release)
        if any((folder / name).exists() for name in (STORE_FILE, VAULT_FILE, COPY_FILE)):
            raise StoreExists(place=folder.name)
        require_room(room_in(folder))
        new = _keys_for(Colleague(person, passphrase), colleagues, recovery_key, cost, progress)
        site = folder / f".new-{token_hex(4)}"
        until_open.callback(shutil.rmtree, site, ignore_errors=True)
        with disk_speech():
            site.mkdir()
            engine = open_sqlite(site / STORE_FILE, new.key.secret)
            progress.report(2, _STEPS, "正在建立数据库")
            _furnish(engine, office, (person, *(one.person for one in colleagues)), clock)
            progress.report(3, _STEPS, "正在登录")
            write_vault(site, new.vault)
            _move_in(site, folder)
        desk = open_unlocked(folder, new.key, sign_in_name(person.name), lock, clock)
        desk.run(sign_in, desk.actor.name)
        until_open.pop_all()
    return Founded(desk, new.recovery_key)


def require_colleague(one: Colleague) -> None:
    """Refuse somebody who could not be let in.

    Raises `SignInNameWrong`, `RoleMissing`, `RoleUnknown` or `PassphraseTooShort`.
    """
    checked_sign_in_name(sign_in_name(one.person.name))
    checked_roles(one.person.roles)
    require_passphrase(one.passphrase)


def create_server_store(url: str, office: Office, person: FirstPerson, *, clock: Clock | None = None) -> None:
    """Found the store of ``office`` on an empty PostgreSQL database.

    A founding that failed leaves empty tables, which the next one takes over. Raises `StoreExists` or
    `StoreUnreachable`, and what `found_office` raises.
    """
    load_catalogue()
    engine = open_postgres(url)
    if _is_founded(engine):
        engine.dispose()
        raise StoreExists(place="PostgreSQL")
    _furnish(engine, office, (person,), clock or SystemClock())


def _is_founded(engine: Engine) -> bool:
    with plain_speech():
        stands = standing(engine)
    if stands is not Standing.CURRENT:
        return stands is not Standing.EMPTY
    return Desk(engine, Actor("", "", frozenset())).ask(find_station) is not None


def _keys_for(
    first: Colleague,
    colleagues: Sequence[Colleague],
    recovery_key: RecoveryKey | None,
    cost: Cost | None,
    progress: Progress,
) -> NewVault:
    """A vault that the first person, all colleagues and the paper open."""
    if cost is None:
        progress.report(0, _STEPS, "正在测这台电脑的快慢")
        cost = calibrated()
    progress.report(1, _STEPS, "正在生成密钥")
    new = set_up_vault(first.person.name, first.passphrase, cost, recovery_key)
    for one in colleagues:
        vault = with_passphrase(new.vault, new.key, one.person.name, one.passphrase, cost)
        new = replace(new, vault=vault)
    return new


def _furnish(engine: Engine, office: Office, people: Sequence[FirstPerson], clock: Clock) -> None:
    """Give an empty store its shape, its office and its people, and close it."""
    load_catalogue()
    person = people[0]
    name = sign_in_name(person.name)
    try:
        with plain_speech():
            upgrade(engine)
        station = Station(
            name=office.name,
            region_code=office.region_code,
            policy_pack=office.policy_pack,
            mixed_household=office.mixed_household,
        )
        user = User(name=name, display_name=person.display_name, roles=person.roles, since=clock.today())
        founder = Desk(engine, Actor(name, person.display_name, frozenset(Permission)), station.id, clock)
        founder.run(found_office, station, office.regions, user)
        for other in people[1:]:
            known_as = sign_in_name(other.name)
            founder.run(add_user, known_as, other.display_name, other.roles, clock.today())
            founder.run(note_passphrase_given, known_as)
    finally:
        engine.dispose()


def _move_in(site: Path, folder: Path) -> None:
    """The keys first and the store last: a store without its keys must never be seen."""
    for name in (COPY_FILE, VAULT_FILE, STORE_FILE):
        put_in_place(site / name, folder / name)
    site.rmdir()
    keep_names(folder)
