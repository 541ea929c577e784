"""Letting people in and out: the user in the store, the slot in the vault, in an order no cut can harm."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from minzheng_desk.desk.opening import who_is
from minzheng_desk.desk.place import disk_speech
from minzheng_desk.security.operations import (
    add_user,
    deactivate_user,
    note_passphrase_changed,
    note_passphrase_given,
    note_recovery_key_renewed,
    reactivate_user,
    sign_in,
)
from minzheng_desk.vault.keys import (
    Cost,
    NoSuchKeyHolder,
    Vault,
    calibrated,
    require_passphrase,
    sign_in_name,
    unlock,
    with_passphrase,
    with_recovery_key,
    without_user,
)
from minzheng_desk.vault.recovery import new_recovery_key
from minzheng_desk.vault.vaultfile import read_vault, write_vault

if TYPE_CHECKING:
    from minzheng_desk.desk.desk import Actor
    from minzheng_desk.desk.local import LocalDesk
    from minzheng_desk.security.model import User
    from minzheng_desk.vault.recovery import RecoveryKey


def add_person(
    desk: LocalDesk,
    name: str,
    display_name: str,
    roles: Sequence[str],
    passphrase: str,
    *,
    cost: Cost | None = None,
) -> User:
    """Let somebody work here, with a first passphrase to be changed by the person.

    Raises `NotAllowed`, `PassphraseTooShort`, and what `add_user` raises.
    """
    require_passphrase(passphrase)
    user = desk.run(add_user, sign_in_name(name), display_name, roles, desk.clock.today()).result
    give_passphrase(desk, user.name, passphrase, cost=cost)
    return user


def remove_person(desk: LocalDesk, name: str) -> User:
    """Let somebody work here no longer, and take the key from them.

    Raises `NotAllowed`, `NoSuchUser`, `LastAdministrator` or `LastKeyHolder`.
    """
    name = sign_in_name(name)
    vault = _vault(desk)
    # A slot without a user opens nothing, because signing in asks for the user: so the user goes first.
    with suppress(NoSuchKeyHolder):
        vault = without_user(vault, name)
    user = desk.run(deactivate_user, name).result
    _keep(desk, vault)
    return user


def bring_back_person(
    desk: LocalDesk, name: str, roles: Sequence[str], passphrase: str, *, cost: Cost | None = None
) -> User:
    """Let somebody who had left work here again, with a new passphrase; raises what `add_person` raises."""
    require_passphrase(passphrase)
    user = desk.run(reactivate_user, sign_in_name(name), roles).result
    give_passphrase(desk, user.name, passphrase, cost=cost)
    return user


def give_passphrase(desk: LocalDesk, name: str, passphrase: str, *, cost: Cost | None = None) -> None:
    """Give another person a new passphrase; raises `NotAllowed`, `NoSuchUser` or `PassphraseTooShort`."""
    require_passphrase(passphrase)
    desk.run(note_passphrase_given, sign_in_name(name))
    _keep(desk, with_passphrase(_vault(desk), desk.key, name, passphrase, cost or calibrated()))


def change_passphrase(desk: LocalDesk, old: str, new: str, *, cost: Cost | None = None) -> None:
    """Change one's own passphrase; raises `WrongPassphrase` or `PassphraseTooShort`."""
    vault = _vault(desk)
    unlock(vault, desk.actor.name, old).erase()
    require_passphrase(new)
    desk.run(note_passphrase_changed)
    _keep(desk, with_passphrase(vault, desk.key, desk.actor.name, new, cost or calibrated()))


def renew_recovery_key(desk: LocalDesk, recovery_key: RecoveryKey | None = None) -> RecoveryKey:
    """Make a new recovery key, or take one that was printed and read back; the former paper opens nothing.

    Raises `NotAllowed`.
    """
    desk.run(note_recovery_key_renewed)
    renewed = recovery_key or new_recovery_key()
    _keep(desk, with_recovery_key(_vault(desk), desk.key, renewed))
    return renewed


def proved_person(desk: LocalDesk, user: str, passphrase: str) -> Actor:
    """Somebody who knows the passphrase, with today's rights; nothing is written and nobody sits down.

    Raises `NoSuchKeyHolder`, `WrongPassphrase`, `NoSuchUser` or `UserInactive`.
    """
    unlock(_vault(desk), user, passphrase).erase()
    return who_is(desk.engine, sign_in_name(user))[0]


def seat(desk: LocalDesk, actor: Actor) -> Actor:
    """Let somebody whom `proved_person` knows sit down at the open desk, which the journal notes.

    Called where operations are run, one after another: what was begun before stays the work of whoever began
    it. Raises `UserInactive`; then the former person is still at the desk.
    """
    former, desk.actor = desk.actor, actor
    try:
        desk.run(sign_in, actor.name)
    except BaseException:
        desk.actor = former
        raise
    return actor


def change_person(desk: LocalDesk, user: str, passphrase: str) -> Actor:
    """Let another person sit down at the open desk; raises what `proved_person` and `seat` raise."""
    return seat(desk, proved_person(desk, user, passphrase))


def _vault(desk: LocalDesk) -> Vault:
    return read_vault(desk.folder).vault


def _keep(desk: LocalDesk, vault: Vault) -> None:
    with disk_speech():
        write_vault(desk.folder, vault)
