"""Founding the store of an office."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from minzheng_desk.cli.arguments import Parser, path
from minzheng_desk.cli.call import Call, is_server
from minzheng_desk.cli.command import Command
from minzheng_desk.cli.roles import EVERY, chosen_roles
from minzheng_desk.kernel.errors import InputProblem

if TYPE_CHECKING:
    from minzheng_desk.desk.founding import FirstPerson, Office


class KeyFileExists(InputProblem):
    """A recovery key is never written over something else, perhaps another one."""

    text = "文件“{name}”已经存在，没有新建数据库。"
    remedy = "恢复密钥不覆盖已有的文件，请换一个文件名。"


def _arguments(parser: Parser) -> None:
    parser.add_argument(
        "folder", metavar="文件夹", help="新数据库放在哪个文件夹，或服务器地址（postgresql://…）"
    )
    parser.add_argument("--name", metavar="单位名称", required=True, help="如“清水镇民政办”")
    parser.add_argument(
        "--region-code", metavar="代码", required=True, help="本乡镇（街道）的行政区划代码，9 位或 12 位"
    )
    parser.add_argument(
        "--policy", metavar="政策包", required=True, help="本单位执行的政策包，如 demo-county"
    )
    parser.add_argument(
        "--villages", metavar="文件", type=path, help="村（社区）名单：.csv 或 .toml，每行“代码,名称”"
    )
    parser.add_argument("--user", metavar="用户名", required=True, help="第一个用户的用户名")
    parser.add_argument("--display-name", metavar="姓名", help="第一个用户的姓名，不写则用用户名")
    parser.add_argument(
        "--role",
        metavar="角色",
        action="append",
        help=f"第一个用户的角色，可重复；“{EVERY}”为全部角色。不写则为系统管理员和经办员",
    )
    parser.add_argument(
        "--passphrase-file", metavar="文件", type=path, help="口令文件，第一行是口令；不写则询问"
    )
    parser.add_argument(
        "--recovery-key-file", metavar="文件", type=path, help="恢复密钥写入该文件，不显示在屏幕上"
    )


def _run(call: Call) -> None:
    from minzheng_desk.desk.founding import FirstPerson, Office
    from minzheng_desk.office.imports import read_villages
    from minzheng_desk.policy.queries import load_policy

    given = call.given
    office = Office(
        given.name,
        given.region_code,
        load_policy(given.policy).pack,
        regions=read_villages(given.villages) if given.villages else (),
    )
    roles = chosen_roles(given.role or ["administrator", "clerk"])
    person = FirstPerson(given.user, given.display_name or given.user, roles)
    if is_server(given.folder):
        _found_on_server(call, office, person)
    else:
        _found_here(call, office, person)


def _found_here(call: Call, office: Office, person: FirstPerson) -> None:
    from minzheng_desk.desk.founding import create_store
    from minzheng_desk.desk.opening import passphrase_from

    folder, key_file = path(call.given.folder), call.given.recovery_key_file
    passphrase = passphrase_from(call.given.passphrase_file) or call.new_passphrase(None)
    with _paper(key_file) as keep:
        founded = create_store(folder, office, person, passphrase)
        founded.desk.close()
        printed = founded.recovery_key.printed
        keep(f"{office.name}　民政台恢复密钥\n\n{printed}\n")
    call.out.answer(_told(str(folder), office, person) | ({} if key_file else {"recovery_key": printed}))
    _say(call, str(folder), office, person)
    call.out.line()
    if key_file:
        call.out.line(f"恢复密钥已写入：{key_file}。请打印后把文件删掉，纸张锁好。")
        return
    call.out.line("恢复密钥只显示这一次，请抄写或打印两份，分开锁好：")
    call.out.line(f"    {printed}")
    call.out.line("忘记口令时只有它能打开数据库；两样都丢了，数据无法找回。")


def _found_on_server(call: Call, office: Office, person: FirstPerson) -> None:
    from minzheng_desk.desk.founding import create_server_store

    create_server_store(call.given.folder, office, person)
    call.out.answer(_told("postgresql", office, person))
    _say(call, "区县服务器", office, person)


def _told(place: str, office: Office, person: FirstPerson) -> dict[str, object]:
    return {
        "store": place,
        "office": office.name,
        "region_code": office.region_code,
        "policy": office.policy_pack,
        "villages": len(office.regions),
        "user": person.name,
        "roles": list(person.roles),
    }


def _say(call: Call, place: str, office: Office, person: FirstPerson) -> None:
    from minzheng_desk.security.model import ROLES

    call.out.line("数据库已建立。")
    call.out.facts(
        [
            ("位置", place),
            ("单位", office.name),
            ("政策包", office.policy_pack),
            ("村（社区）", f"{len(office.regions)} 个"),
            ("第一个用户", f"{person.display_name}（{person.name}）"),
            ("角色", "、".join(ROLES[name].label for name in person.roles)),
        ]
    )


@contextmanager
def _paper(file: Path | None) -> Iterator[Callable[[str], object]]:
    """Give what writes the recovery key, on a file proved writable before there is a store."""
    from minzheng_desk.documents.files import replacing

    if file is None:
        yield str
        return
    if file.exists():
        raise KeyFileExists(name=file.name)
    with replacing(file) as paper:
        yield lambda text: paper.write(text.encode())


COMMAND = Command("new", "新建本单位的数据库", _run, _arguments, order=10, opens=False)
