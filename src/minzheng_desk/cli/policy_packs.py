"""Looking a policy pack over before anybody works by it, and installing one that nothing stands against."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from minzheng_desk.cli.arguments import Parser, path
from minzheng_desk.cli.call import Call
from minzheng_desk.kernel.errors import InputProblem, PolicyProblem

if TYPE_CHECKING:
    from minzheng_desk.eligibility.objections import Objection


class PackUnsound(PolicyProblem):
    """Something stands against the pack looked over."""

    text = "政策包“{name}”有 {count} 处问题，不能使用。"
    remedy = "请逐处改正后重新检验；写法见 docs/formats/policy-pack.md。"


class NoPlaceForPacks(InputProblem):
    """Nobody has said where the office keeps its own packs."""

    text = "没有设定本单位政策包的存放文件夹，没有安装。"
    remedy = "请把环境变量 {variable} 设为一个可写的文件夹，再重新安装。"


def check_arguments(parser: Parser) -> None:
    """Take the folder of the pack, and cases of the office."""
    parser.add_argument("folder", metavar="文件夹", type=path, help="政策包所在的文件夹")
    parser.add_argument(
        "--cases", metavar="文件", type=path, nargs="+", default=[], help="本单位另写的案例，也须全部通过"
    )


def check(call: Call) -> int:
    """Say everything that stands against a pack, by file and line."""
    from minzheng_desk.eligibility.objections import pack_objections

    folder: Path = call.given.folder.resolve()
    found = pack_objections(folder, _cases(call, folder))
    call.out.answer({"pack": folder.name, "objections": [_told(one) for one in found]})
    for one in found:
        call.out.line(f"✘ {one}")
    if not found:
        call.out.line(f"政策包“{folder.name}”没有问题：文件、规则、依据、参数和案例都已检验。")
        return 0
    problem = PackUnsound(name=folder.name, count=len(found))
    call.notice(f"{problem}\n办法：{problem.advice}")
    return problem.exit_status


def install(call: Call) -> None:
    """Install a pack for this office; raises `PackRefused` or `NoPlaceForPacks`."""
    from minzheng_desk.eligibility.objections import install_pack
    from minzheng_desk.policy.queries import OWN_PACKS, load_policy

    place = os.environ.get(OWN_PACKS)
    if not place:
        raise NoPlaceForPacks(variable=OWN_PACKS)
    folder: Path = call.given.folder.resolve()
    install_pack(folder, Path(place), _cases(call, folder))
    policy = load_policy(folder.name)
    call.out.answer({"pack": policy.pack, "version": policy.version})
    call.out.line(f"已安装政策包“{policy.label}”（{policy.pack}），版本 {policy.version}。")


def _cases(call: Call, folder: Path) -> list[Path]:
    """Return the cases named, and those the office has added to a pack of this name before."""
    from minzheng_desk.policy.queries import own_cases

    return [*call.given.cases, *own_cases(folder.name)]


def _told(one: Objection) -> dict[str, str | int]:
    return {"reason": one.reason, "file": one.file, "line": one.line}
