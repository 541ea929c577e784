"""Looking a policy pack over before anybody works by it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from minzheng_desk.cli.arguments import Parser, path
from minzheng_desk.cli.call import Call
from minzheng_desk.kernel.errors import PolicyProblem

if TYPE_CHECKING:
    from minzheng_desk.eligibility.objections import Objection


class PackUnsound(PolicyProblem):
    """Something stands against the pack looked over."""

    text = "政策包“{name}”有 {count} 处问题，不能使用。"
    remedy = "请逐处改正后重新检验；写法见 docs/formats/policy-pack.md。"


def check_arguments(parser: Parser) -> None:
    """Take the folder of the pack, and cases of the office."""
    parser.add_argument(
        "folder", metavar="文件夹", type=path, help="政策包所在的文件夹，或程序自带的政策包的名称"
    )
    parser.add_argument(
        "--cases", metavar="文件", type=path, nargs="+", default=[], help="本单位另写的案例，也须全部通过"
    )


def check(call: Call) -> int:
    """Say everything that stands against a pack, by file and line."""
    from minzheng_desk.eligibility.objections import pack_objections
    from minzheng_desk.policy.queries import pack_folder
    from minzheng_desk.policy.tomlfile import read_toml

    folder = pack_folder(call.given.folder)
    cases = [read_toml(path) for path in call.given.cases]
    found = pack_objections(folder, lambda _: cases)
    call.out.answer({"pack": folder.name, "objections": [_told(one) for one in found]})
    for one in found:
        call.out.line(f"✘ {one}")
    if not found:
        call.out.line(f"政策包“{folder.name}”没有问题：文件、规则、依据、参数和案例都已检验。")
        return 0
    problem = PackUnsound(name=folder.name, count=len(found))
    call.notice(f"{problem}\n办法：{problem.advice}")
    return problem.exit_status


def _told(one: Objection) -> dict[str, str | int]:
    return {"reason": one.reason, **one.place._asdict()}
