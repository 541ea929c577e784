"""People who work at the desk, and what they may do."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from minzheng_desk.cli.arguments import Parser, path
from minzheng_desk.cli.call import Call
from minzheng_desk.cli.command import Command
from minzheng_desk.cli.roles import EVERY, chosen_roles

if TYPE_CHECKING:
    from minzheng_desk.security.model import User

_ROLES = "角色，可重复：经办员 复核员 分管领导 发放员 审计（只读） 系统管理员"


def _named(parser: Parser) -> None:
    parser.add_argument("name", metavar="用户名", help="这个人的用户名")


def _roles(parser: Parser) -> None:
    _named(parser)
    parser.add_argument(
        "--role", metavar="角色", action="append", required=True, help=f"{_ROLES}；或“{EVERY}”"
    )


def _passphrase(parser: Parser) -> None:
    parser.add_argument(
        "--new-passphrase-file", metavar="文件", type=path, help="他的口令文件；不写则询问，由本人输入"
    )


def _add_arguments(parser: Parser) -> None:
    _roles(parser)
    parser.add_argument("--display-name", metavar="姓名", help="姓名，不写则用用户名")
    _passphrase(parser)


def _return_arguments(parser: Parser) -> None:
    _roles(parser)
    _passphrase(parser)


def _passphrase_arguments(parser: Parser) -> None:
    _named(parser)
    _passphrase(parser)


def _list(call: Call) -> None:
    from minzheng_desk.security.queries import users

    with call.desk() as desk:
        found = desk.ask(users)
    _answer(call, found)


def _add(call: Call) -> None:
    from minzheng_desk.desk.people import add_person

    given = call.given
    with call.local_desk() as desk:
        chosen = chosen_roles(given.role)
        passphrase = call.new_passphrase(given.new_passphrase_file)
        user = add_person(desk, given.name, given.display_name or given.name, chosen, passphrase)
    _answer(call, [user])
    call.out.line("已添加。请本人尽快用 minzheng-desk passphrase change 改成自己的口令。")


def _revise(call: Call) -> None:
    from minzheng_desk.security.operations import revise_roles

    with call.desk() as desk:
        user = desk.run(revise_roles, call.given.name, chosen_roles(call.given.role)).result
    _answer(call, [user])
    call.out.line("已调整，下次登录起生效。")


def _remove(call: Call) -> None:
    from minzheng_desk.desk.people import remove_person

    with call.local_desk() as desk:
        user = remove_person(desk, call.given.name)
    _answer(call, [user])
    call.out.line("已停用，他的口令不能再打开数据库；他做过的事都留在操作记录里。")


def _return(call: Call) -> None:
    from minzheng_desk.desk.people import bring_back_person

    with call.local_desk() as desk:
        passphrase = call.new_passphrase(call.given.new_passphrase_file)
        user = bring_back_person(desk, call.given.name, chosen_roles(call.given.role), passphrase)
    _answer(call, [user])
    call.out.line("已重新启用。")


def _give_passphrase(call: Call) -> None:
    from minzheng_desk.desk.people import give_passphrase

    with call.local_desk() as desk:
        give_passphrase(desk, call.given.name, call.new_passphrase(call.given.new_passphrase_file))
    call.out.answer({"user": call.given.name, "changed": True})
    call.out.line("已重设口令。请本人尽快用 minzheng-desk passphrase change 改成自己的口令。")


def _answer(call: Call, found: Sequence[User]) -> None:
    from minzheng_desk.security.model import ROLES

    call.out.answer(
        {
            "count": len(found),
            "people": [
                {
                    "name": user.name,
                    "display_name": user.display_name,
                    "roles": list(user.roles),
                    "active": user.active,
                    "since": user.since.isoformat(),
                }
                for user in found
            ],
        }
    )
    call.out.table(
        ["用户名", "姓名", "角色", "状态", "启用日期"],
        [
            [
                user.name,
                user.display_name,
                "、".join(ROLES[role].label for role in user.roles if role in ROLES),
                "在用" if user.active else "已停用",
                user.since.isoformat(),
            ]
            for user in found
        ],
    )


COMMAND = Command(
    "people",
    "人员和角色",
    parts=(
        Command("list", "列出全部用户", _list),
        Command("add", "添加用户", _add, _add_arguments),
        Command("roles", "调整用户的角色", _revise, _roles),
        Command("remove", "停用用户", _remove, _named),
        Command("return", "重新启用停用的用户", _return, _return_arguments),
        Command("passphrase", "给忘记口令的用户重设口令", _give_passphrase, _passphrase_arguments),
    ),
    order=95,
)
