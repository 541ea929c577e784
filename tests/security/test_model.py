from __future__ import annotations

from datetime import date

import pytest

from minzheng_desk.kernel.permissions import Permission
from minzheng_desk.security.model import (
    EVERY_ROLE,
    ROLES,
    RoleMissing,
    RoleUnknown,
    User,
    checked_roles,
    permissions_of,
)

SINCE = date(2026, 7, 1)


def _user(*roles: str, active: bool = True) -> User:
    return User(name="li.min", display_name="李敏", roles=roles, since=SINCE, active=active)


def test_every_role_together_allows_everything_there_is() -> None:
    assert frozenset(Permission) == permissions_of(_user(*EVERY_ROLE))


def test_nobody_inactive_may_do_anything() -> None:
    assert frozenset() == permissions_of(_user(*EVERY_ROLE, active=False))


def test_a_role_from_a_later_program_allows_nothing() -> None:
    assert frozenset() == permissions_of(_user("emperor"))


def test_the_administrator_decides_no_benefit_and_sees_no_file() -> None:
    assert {
        Permission.SIGN_IN,
        Permission.SET_UP,
        Permission.MANAGE_PEOPLE,
        Permission.READ_JOURNAL,
    } == permissions_of(_user("administrator"))


def test_the_auditor_only_reads() -> None:
    assert {
        Permission.SIGN_IN,
        Permission.READ,
        Permission.REVEAL,
        Permission.READ_JOURNAL,
    } == permissions_of(_user("auditor"))


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (Permission.DRAW_UP_ROSTER, Permission.LOCK_ROSTER),
        (Permission.LOCK_ROSTER, Permission.MAKE_BANK_FILE),
        (Permission.EDIT_HOUSEHOLDS, Permission.GRANT),
        (Permission.MANAGE_PEOPLE, Permission.GRANT),
    ],
)
def test_no_single_role_holds_both_ends_of_a_payment(first: Permission, second: Permission) -> None:
    assert [] == [name for name, role in ROLES.items() if {first, second} <= role.permissions]


def test_everybody_may_sign_in() -> None:
    assert all(Permission.SIGN_IN in role.permissions for role in ROLES.values())


def test_roles_are_kept_once_and_in_order() -> None:
    assert ("clerk", "administrator") == checked_roles(["administrator", "clerk", "administrator"])


def test_unknown_and_missing_roles_are_refused() -> None:
    with pytest.raises(RoleUnknown, match="emperor") as refused:
        checked_roles(["clerk", "emperor"])
    assert "经办员（clerk）" in refused.value.advice
    with pytest.raises(RoleMissing):
        checked_roles([])
