"""Users, the roles they hold, and what each role allows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from minzheng_desk.kernel.errors import InputProblem, NotAllowed, NotFound, NotNow
from minzheng_desk.kernel.permissions import Permission
from minzheng_desk.kernel.records import Record, day, flag, listing, record, text

_LONGEST_NAME = 60


@record("user", "用户", travels=False)
class User(Record):
    """Somebody who works at this desk, under a sign-in name that is never given to anybody else."""

    name: str = text("用户名", max_length=60, indexed=True)
    display_name: str = text("姓名", max_length=60)
    roles: tuple[str, ...] = listing("角色")
    active: bool = flag("在用", default=True)
    since: date = day("启用日期")


@dataclass(frozen=True, slots=True)
class Role:
    """A named set of permissions."""

    label: str
    permissions: frozenset[Permission]


def _role(label: str, *allowed: Permission) -> Role:
    return Role(label, frozenset({Permission.SIGN_IN, *allowed}))


# 会计法（2024）第二十五条：批准、经办、记账、保管相互分离、相互制约。
# A small office may give one person several roles; that maker and checker of one thing are different people
# is demanded by the operations themselves.
ROLES: Mapping[str, Role] = {
    "clerk": _role(
        "经办员",
        Permission.READ,
        Permission.EDIT_HOUSEHOLDS,
        Permission.IMPORT,
        Permission.ASSESS,
        Permission.DRAW_UP_ROSTER,
        Permission.BOOK_RETURN,
        Permission.RECOVER,
        Permission.EXPORT,
        Permission.REVEAL,
    ),
    "reviewer": _role(
        "复核员",
        Permission.READ,
        Permission.ASSESS,
        Permission.EXPORT,
        Permission.REVEAL,
        Permission.READ_JOURNAL,
    ),
    "approver": _role(
        "分管领导",
        Permission.READ,
        Permission.ASSESS,
        Permission.GRANT,
        Permission.LOCK_ROSTER,
        Permission.REVEAL,
        Permission.READ_JOURNAL,
    ),
    "cashier": _role(
        "发放员",
        Permission.READ,
        Permission.MAKE_BANK_FILE,
        Permission.BOOK_RETURN,
        Permission.RECOVER,
        Permission.EXPORT,
        Permission.REVEAL,
    ),
    "auditor": _role("审计（只读）", Permission.READ, Permission.REVEAL, Permission.READ_JOURNAL),
    "administrator": _role(
        "系统管理员", Permission.SET_UP, Permission.MANAGE_PEOPLE, Permission.READ_JOURNAL
    ),
}
"""What each role allows; the administrator keeps keys and settings and decides no benefit."""

EVERY_ROLE = tuple(ROLES)
"""All roles together, for an office of one."""


def permissions_of(user: User) -> frozenset[Permission]:
    """What this person may do: everything any of the roles allows, or nothing when no longer active.

    A role this program does not know allows nothing.
    """
    if not user.active:
        return frozenset()
    return frozenset(
        permission for name in user.roles if name in ROLES for permission in ROLES[name].permissions
    )


def checked_roles(roles: Iterable[str]) -> tuple[str, ...]:
    """The roles in the order of `ROLES`, each once; raises `RoleUnknown` or `RoleMissing`.

    >>> checked_roles(["reviewer", "clerk", "clerk"])
    ('clerk', 'reviewer')
    """
    wanted = set(roles)
    for name in sorted(wanted - set(ROLES)):
        known = "、".join(f"{role.label}（{key}）" for key, role in ROLES.items())
        raise RoleUnknown(name=name, known=known)
    if not wanted:
        raise RoleMissing
    return tuple(name for name in ROLES if name in wanted)


def checked_sign_in_name(name: str) -> str:
    """The name, which is short and plain; raises `SignInNameWrong`."""
    if not name or len(name) > _LONGEST_NAME or any(letter.isspace() for letter in name):
        raise SignInNameWrong
    return name


class RoleUnknown(InputProblem):
    """There is no such role."""

    text = "没有名为“{name}”的角色，没有保存。"
    remedy = "可用的角色有：{known}。"


class RoleMissing(InputProblem):
    """Somebody without a role could do nothing."""

    text = "没有给用户选择角色，没有保存。"
    remedy = "请至少选择一个角色；离岗人员请用“停用用户”。"


class SignInNameWrong(InputProblem):
    """A sign-in name is short and plain."""

    text = "用户名不能为空、不能含空格，长度不超过 60 个字符。"
    remedy = "请用拼音、工号或姓名作为用户名。"


class SignInNameTaken(NotNow):
    """A sign-in name belongs to one person for ever, because the journal knows people by it."""

    text = "用户名已经有人用过，没有添加。"
    remedy = "请换一个用户名；离岗人员的用户名不能转给别人，否则操作记录会张冠李戴。"


class NoSuchUser(NotFound):
    """Nobody of this name works here."""

    text = "没有找到这个用户。"
    remedy = "请核对用户名。"


class UserInactive(NotAllowed):
    """The person has left or is suspended."""

    text = "该用户已停用，不能登录。"
    remedy = "如需恢复，请系统管理员重新启用。"


class LastAdministrator(NotNow):
    """Somebody must be able to manage people and settings."""

    text = "这是最后一个在用的系统管理员，没有修改。"
    remedy = "请先让另一个用户成为系统管理员。"


class PurposeMissing(InputProblem):
    """Whoever looks at a masked value says what for."""

    text = "查看完整信息须写明用途，没有显示。"
    remedy = "请写明用途，如“核对银行账号”。"
