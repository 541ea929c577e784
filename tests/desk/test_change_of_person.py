from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from desk.stores import CHEAP, PASSPHRASE
from minzheng_desk.desk.people import add_person, change_person, proved_person, remove_person, seat
from minzheng_desk.kernel.permissions import Permission
from minzheng_desk.office.operations import revise_setting
from minzheng_desk.security.model import UserInactive
from minzheng_desk.store.journal import newest_entries
from minzheng_desk.vault.keys import NoSuchKeyHolder, WrongPassphrase

if TYPE_CHECKING:
    from minzheng_desk.desk.local import LocalDesk

HERS = "a passphrase of my own"


@pytest.fixture
def staffed(local_desk: LocalDesk) -> LocalDesk:
    add_person(local_desk, "chen", "陈敏", ["clerk", "administrator"], HERS, cost=CHEAP)
    add_person(local_desk, "wang", "王敏", ["auditor"], HERS, cost=CHEAP)
    return local_desk


def newest(desk: LocalDesk) -> tuple[str, str]:
    with desk.engine.connect() as connection:
        entry = next(iter(newest_entries(connection, 1)))
    return entry.operation, entry.actor


def test_what_is_done_after_a_change_of_person_stands_under_the_new_name(staffed: LocalDesk) -> None:
    engine = staffed.engine
    assert "陈敏" == change_person(staffed, " ｃｈｅｎ ", HERS).display_name
    assert ("security.sign_in", "chen") == newest(staffed)
    staffed.run(revise_setting, name="清水镇社会事务办")
    assert ("office.revise_setting", "chen") == newest(staffed)
    assert engine is staffed.engine


def test_the_rights_are_those_of_the_new_person(staffed: LocalDesk) -> None:
    assert staffed.may(Permission.MANAGE_PEOPLE)
    change_person(staffed, "wang", HERS)
    assert not staffed.may(Permission.MANAGE_PEOPLE)
    assert staffed.may(Permission.READ_JOURNAL)


def test_a_wrong_passphrase_changes_nobody_and_writes_nothing(staffed: LocalDesk) -> None:
    before = newest(staffed)
    with pytest.raises(WrongPassphrase):
        change_person(staffed, "chen", PASSPHRASE)
    with pytest.raises(NoSuchKeyHolder):
        change_person(staffed, "nobody", PASSPHRASE)
    assert "zhou" == staffed.actor.name
    assert before == newest(staffed)


def test_a_passphrase_is_proved_without_anybody_sitting_down(staffed: LocalDesk) -> None:
    before = newest(staffed)
    assert "王敏" == proved_person(staffed, "wang", HERS).display_name
    assert "zhou" == staffed.actor.name
    assert before == newest(staffed)


def test_who_was_let_go_in_the_meantime_does_not_sit_down(staffed: LocalDesk) -> None:
    proved = proved_person(staffed, "chen", HERS)
    remove_person(staffed, "chen")
    with pytest.raises(UserInactive):
        seat(staffed, proved)
    assert "zhou" == staffed.actor.name
    with pytest.raises(NoSuchKeyHolder):
        change_person(staffed, "chen", HERS)
