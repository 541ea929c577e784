from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from desk.stores import CHEAP, PASSPHRASE
from minzheng_desk.desk.opening import open_store, open_with_recovery_key
from minzheng_desk.desk.people import (
    add_person,
    bring_back_person,
    change_passphrase,
    give_passphrase,
    remove_person,
    renew_recovery_key,
)
from minzheng_desk.kernel.errors import NotAllowed
from minzheng_desk.kernel.permissions import Permission
from minzheng_desk.security.model import LastAdministrator, NoSuchUser
from minzheng_desk.security.queries import find_user
from minzheng_desk.vault.keys import LastKeyHolder, NoSuchKeyHolder, PassphraseTooShort, WrongPassphrase
from minzheng_desk.vault.recovery import RecoveryKeyMisread
from minzheng_desk.vault.vaultfile import read_vault

if TYPE_CHECKING:
    from pathlib import Path

    from minzheng_desk.desk.founding import Founded
    from minzheng_desk.desk.local import LocalDesk

HERS = "a passphrase of my own"


@pytest.fixture
def staffed(local_desk: LocalDesk) -> LocalDesk:
    add_person(local_desk, "chen", "陈敏", ["clerk"], HERS, cost=CHEAP)
    return local_desk


def test_a_new_person_signs_in_with_the_rights_of_the_role(staffed: LocalDesk) -> None:
    staffed.close()
    desk = open_store(staffed.folder, "chen", HERS)
    assert "陈敏" == desk.actor.display_name
    assert not desk.may(Permission.MANAGE_PEOPLE)
    with pytest.raises(NotAllowed):
        add_person(desk, "wang", "王敏", ["clerk"], HERS, cost=CHEAP)
    with pytest.raises(NotAllowed):
        give_passphrase(desk, "zhou", HERS, cost=CHEAP)
    with pytest.raises(NotAllowed):
        renew_recovery_key(desk)
    with pytest.raises(NotAllowed):
        remove_person(desk, "zhou")
    desk.close()
    open_store(staffed.folder, "zhou", PASSPHRASE).close()


def test_a_short_passphrase_adds_nobody(local_desk: LocalDesk) -> None:
    with pytest.raises(PassphraseTooShort):
        add_person(local_desk, "chen", "陈敏", ["clerk"], "short", cost=CHEAP)
    assert local_desk.ask(find_user, "chen") is None
    assert ("zhou",) == read_vault(local_desk.folder).vault.users


def test_who_has_left_holds_no_key_and_may_come_back(staffed: LocalDesk) -> None:
    remove_person(staffed, "chen")
    staffed.close()
    with pytest.raises(NoSuchKeyHolder):
        open_store(staffed.folder, "chen", HERS)
    desk = open_store(staffed.folder, "zhou", PASSPHRASE)
    bring_back_person(desk, "chen", ["reviewer"], "quite another one", cost=CHEAP)
    desk.close()
    desk = open_store(staffed.folder, "chen", "quite another one")
    assert not desk.may(Permission.EDIT_HOUSEHOLDS)
    desk.close()


def test_the_last_administrator_and_the_last_key_stay(local_desk: LocalDesk) -> None:
    with pytest.raises(LastKeyHolder):
        remove_person(local_desk, "zhou")
    add_person(local_desk, "chen", "陈敏", ["clerk"], HERS, cost=CHEAP)
    with pytest.raises(LastAdministrator):
        remove_person(local_desk, "zhou")
    assert ("zhou", "chen") == read_vault(local_desk.folder).vault.users


def test_one_changes_ones_own_passphrase_knowing_the_old_one(staffed: LocalDesk) -> None:
    with pytest.raises(WrongPassphrase):
        change_passphrase(staffed, "not this one", "the new one of mine", cost=CHEAP)
    change_passphrase(staffed, PASSPHRASE, "the new one of mine", cost=CHEAP)
    staffed.close()
    with pytest.raises(WrongPassphrase):
        open_store(staffed.folder, "zhou", PASSPHRASE)
    open_store(staffed.folder, "zhou", "the new one of mine").close()


def test_a_forgotten_passphrase_is_given_anew(staffed: LocalDesk) -> None:
    give_passphrase(staffed, "chen", "given by the office", cost=CHEAP)
    with pytest.raises(NoSuchUser):
        give_passphrase(staffed, "nobody", "given by the office", cost=CHEAP)
    staffed.close()
    open_store(staffed.folder, "chen", "given by the office").close()


def test_a_renewed_recovery_key_replaces_the_paper(local_desk: LocalDesk, template: Founded) -> None:
    paper = renew_recovery_key(local_desk).printed
    local_desk.close()
    assert template.recovery_key.printed != paper
    with pytest.raises(RecoveryKeyMisread):
        open_with_recovery_key(local_desk.folder, "zhou", paper[:-2], HERS, cost=CHEAP)
    open_with_recovery_key(local_desk.folder, "zhou", paper, HERS, cost=CHEAP).close()
    _same(local_desk.folder)


def _same(folder: Path) -> None:
    open_store(folder, "zhou", HERS).close()
