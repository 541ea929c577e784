"""People come, change their roles and go; they sign in, and look at what is masked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from minzheng_desk.kernel.operations import operation
from minzheng_desk.kernel.permissions import Permission
from minzheng_desk.kernel.records import Record
from minzheng_desk.office.model import Station
from minzheng_desk.office.operations import add_regions, set_up_office
from minzheng_desk.security.model import (
    LastAdministrator,
    PurposeMissing,
    SignInNameTaken,
    User,
    UserInactive,
    checked_roles,
    checked_sign_in_name,
)
from minzheng_desk.security.queries import find_user, user_named, users
from minzheng_desk.store.transaction import Transaction

_LONGEST_NOTE = 500
_ADMINISTRATOR = "administrator"


@operation("security.add_user", "添加用户", may=Permission.MANAGE_PEOPLE, undoable=False)
def add_user(tx: Transaction, name: str, display_name: str, roles: Sequence[str], since: date) -> User:
    """Let somebody work here.

    Not undoable, because the person's key is made beside the store; `deactivate_user` ends it.
    Raises `SignInNameWrong`, `SignInNameTaken`, `RoleUnknown` or `RoleMissing`.
    """
    if find_user(tx, checked_sign_in_name(name)) is not None:
        raise SignInNameTaken
    shown = display_name.strip() or name
    return tx.put(User(name=name, display_name=shown, roles=checked_roles(roles), since=since))


@operation("security.found_office", "建立单位", may=Permission.SET_UP, undoable=False)
def found_office(
    tx: Transaction,
    station: Station,
    divisions: Sequence[tuple[str, str]],
    person: User,
) -> Station:
    """Make an empty store that of one office, with its divisions and its first person, all at once.

    Not undoable, because everything stands on it. Raises what `set_up_office`, `add_regions` and `add_user`
    raise, and `LastAdministrator` when the first person could let nobody else in.
    """
    made = set_up_office(tx, station)
    add_regions(tx, divisions)
    add_user(tx, person.name, person.display_name, person.roles, person.since)
    _keep_an_administrator(tx)
    return made


@operation("security.revise_roles", "调整用户角色", may=Permission.MANAGE_PEOPLE)
def revise_roles(tx: Transaction, name: str, roles: Sequence[str]) -> User:
    """Give somebody other roles, from the next sign-in on.

    Raises `NoSuchUser`, `RoleUnknown`, `RoleMissing` or `LastAdministrator`.
    """
    revised = tx.put(replace(user_named(tx, name), roles=checked_roles(roles)))
    _keep_an_administrator(tx)
    return revised


@operation("security.deactivate_user", "停用用户", may=Permission.MANAGE_PEOPLE, undoable=False)
def deactivate_user(tx: Transaction, name: str) -> User:
    """Let somebody work here no longer; the sign-in name stays theirs.

    Not undoable, because the person's key is gone with it. Raises `NoSuchUser` or `LastAdministrator`.
    """
    gone = tx.put(replace(user_named(tx, name), active=False))
    _keep_an_administrator(tx)
    return gone


@operation("security.reactivate_user", "重新启用用户", may=Permission.MANAGE_PEOPLE, undoable=False)
def reactivate_user(tx: Transaction, name: str, roles: Sequence[str]) -> User:
    """Let somebody who had left work here again.

    Not undoable, because the person's key is made beside the store. Raises `NoSuchUser`, `RoleUnknown` or
    `RoleMissing`.
    """
    return tx.put(replace(user_named(tx, name), active=True, roles=checked_roles(roles)))


@operation("security.sign_in", "登录", may=Permission.SIGN_IN, undoable=False)
def sign_in(tx: Transaction, name: str) -> User:
    """Note that somebody sat down at the desk.

    Not undoable: it changes nothing, and it happened. Raises `NoSuchUser` or `UserInactive`.
    """
    user = user_named(tx, name)
    if not user.active:
        raise UserInactive
    return user


@operation("security.recover", "用恢复密钥重设口令", may=Permission.SIGN_IN, undoable=False)
def recover(tx: Transaction, name: str) -> User:
    """Note that somebody got in with the recovery key and was given a new passphrase.

    Not undoable: the passphrase is kept beside the store. Raises `NoSuchUser` or `UserInactive`.
    """
    user = user_named(tx, name)
    if not user.active:
        raise UserInactive
    return user


@operation("security.change_passphrase", "修改本人口令", may=Permission.SIGN_IN, undoable=False)
def note_passphrase_changed(tx: Transaction) -> None:
    """Note that the person at the desk changed the passphrase.

    Not undoable: the passphrase is kept beside the store.
    """
    tx.note = "本人"


@operation("security.give_passphrase", "重设他人口令", may=Permission.MANAGE_PEOPLE, undoable=False)
def note_passphrase_given(tx: Transaction, name: str) -> None:
    """Note that somebody was given a new passphrase by another.

    Not undoable: the passphrase is kept beside the store. Raises `NoSuchUser`.
    """
    tx.note = user_named(tx, name).name


@operation("security.renew_recovery_key", "更换恢复密钥", may=Permission.SET_UP, undoable=False)
def note_recovery_key_renewed(tx: Transaction) -> None:
    """Note that a new recovery key was printed, and the former one made worthless.

    Not undoable: the former key is gone.
    """
    tx.note = "原恢复密钥作废"


@operation("security.reveal", "查看完整信息", may=Permission.REVEAL, undoable=False)
def reveal(tx: Transaction, cls: type[Record], record_id: str, field: str, purpose: str) -> object:
    """Show one masked value to one person, and note who looked at what, and what for.

    Not undoable: it changes nothing, and it was seen. Raises `NotFound` or `PurposeMissing`.
    """
    if not purpose.strip():
        raise PurposeMissing
    declared = cls.declaration.field(field)
    value: object = getattr(tx.get(cls, record_id), declared.name)
    seen = f"{cls.declaration.name}/{record_id}/{declared.name}"
    tx.note = f"{seen} {purpose.strip()}"[:_LONGEST_NOTE]
    return value


def _keep_an_administrator(tx: Transaction) -> None:
    if not any(user.active and _ADMINISTRATOR in user.roles for user in users(tx)):
        raise LastAdministrator
