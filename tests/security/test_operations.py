from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import select

from minzheng_desk.kernel.errors import NotAllowed, NothingToUndo
from minzheng_desk.office.model import Station
from minzheng_desk.office.queries import find_station, the_station
from minzheng_desk.security.model import (
    LastAdministrator,
    NoSuchUser,
    PurposeMissing,
    SignInNameTaken,
    SignInNameWrong,
    User,
    UserInactive,
    permissions_of,
)
from minzheng_desk.security.operations import (
    add_user,
    deactivate_user,
    found_office,
    reactivate_user,
    reveal,
    revise_roles,
    sign_in,
)
from minzheng_desk.security.queries import user_named, users
from minzheng_desk.store.tables import journal

if TYPE_CHECKING:
    from minzheng_desk.desk.desk import Desk
    from minzheng_desk.store.reader import Reader

SINCE = date(2026, 7, 1)


def _staffed(desk: Desk) -> None:
    desk.run(add_user, "chen", "陈经办", ["clerk"], SINCE)
    desk.run(add_user, "zhou", "周管理", ["administrator"], SINCE)


def _newest_entry(reader: Reader) -> Any:
    return reader.rows(select(journal).order_by(journal.c.id.desc()).limit(1))[0]


def test_people_are_added_with_their_roles(desk: Desk) -> None:
    _staffed(desk)
    assert ["chen", "zhou"] == [user.name for user in desk.ask(users)]
    assert ("陈经办", ("clerk",), True) == (
        (user := desk.ask(user_named, "chen")).display_name,
        user.roles,
        user.active,
    )


def test_an_office_is_founded_at_once_or_not_at_all(desk: Desk) -> None:
    office = Station(name="清水镇民政办", region_code="990000001", policy_pack="demo-county")
    clerk = User(name="chen", display_name="陈经办", roles=("clerk",), since=SINCE)
    with pytest.raises(LastAdministrator):
        desk.run(found_office, office, [("990000001201", "上湾村")], clerk)
    assert desk.ask(find_station) is None
    zhou = replace(clerk, roles=("administrator",))
    desk.run(found_office, office, [("990000001201", "上湾村")], zhou)
    assert office.id == desk.ask(the_station).id


def test_a_sign_in_name_is_never_given_twice(desk: Desk) -> None:
    _staffed(desk)
    desk.run(deactivate_user, "chen")
    with pytest.raises(SignInNameTaken):
        desk.run(add_user, "chen", "陈小明", ["clerk"], SINCE)


@pytest.mark.parametrize("name", ["", "li min", "a" * 61, "陈\t经办"])
def test_a_sign_in_name_is_short_and_plain(memory_desk: Desk, name: str) -> None:
    with pytest.raises(SignInNameWrong):
        memory_desk.run(add_user, name, "李敏", ["clerk"], SINCE)


def test_a_sign_in_is_journalled_and_changes_nothing(desk: Desk) -> None:
    _staffed(desk)
    done = desk.run(sign_in, "chen")
    entry = desk.ask(_newest_entry)
    assert frozenset() == done.touched
    assert ("security.sign_in", 0, done.entry) == (entry.operation, entry.changes, entry.id)


def test_nobody_unknown_or_inactive_signs_in(desk: Desk) -> None:
    _staffed(desk)
    desk.run(deactivate_user, "chen")
    with pytest.raises(UserInactive):
        desk.run(sign_in, "chen")
    with pytest.raises(NoSuchUser):
        desk.run(sign_in, "nobody")


def test_who_comes_back_has_the_roles_given_then(desk: Desk) -> None:
    _staffed(desk)
    desk.run(deactivate_user, "chen")
    back = desk.run(reactivate_user, "chen", ["reviewer"]).result
    assert (True, ("reviewer",)) == (back.active, back.roles)


def test_the_last_administrator_stays_one(desk: Desk) -> None:
    _staffed(desk)
    with pytest.raises(LastAdministrator):
        desk.run(deactivate_user, "zhou")
    with pytest.raises(LastAdministrator):
        desk.run(revise_roles, "zhou", ["clerk"])
    desk.run(revise_roles, "chen", ["clerk", "administrator"])
    assert not desk.run(deactivate_user, "zhou").result.active


def test_undo_brings_the_former_roles_back_but_no_person(desk: Desk) -> None:
    _staffed(desk)
    desk.run(revise_roles, "chen", ["reviewer"])
    desk.undo()
    assert ("clerk",) == desk.ask(user_named, "chen").roles
    with pytest.raises(NothingToUndo):
        desk.undo()


def test_a_clerk_manages_no_people(desk: Desk) -> None:
    _staffed(desk)
    clerk = replace(desk.actor, permissions=permissions_of(desk.ask(user_named, "chen")))
    desk.actor = clerk
    with pytest.raises(NotAllowed, match="添加用户"):
        desk.run(add_user, "wang", "王敏", ["clerk"], SINCE)


def test_a_look_at_a_value_is_journalled_with_its_purpose_but_not_the_value(desk: Desk) -> None:
    _staffed(desk)
    seen = desk.ask(user_named, "chen")
    assert "陈经办" == desk.run(reveal, User, seen.id, "display_name", "核对姓名").result
    entry = desk.ask(_newest_entry)
    assert f"user/{seen.id}/display_name 核对姓名" == entry.note
    assert ("security.reveal", 0) == (entry.operation, entry.changes)


def test_nobody_looks_without_saying_what_for(memory_desk: Desk) -> None:
    with pytest.raises(PurposeMissing):
        memory_desk.run(reveal, Station, "0" * 32, "name", "  ")
