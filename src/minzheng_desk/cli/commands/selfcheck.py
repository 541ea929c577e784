"""Is this installation whole? Counts everything that is declared or brought along."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from minzheng_desk.cli.arguments import Parser, path
from minzheng_desk.cli.call import Call
from minzheng_desk.cli.command import Command
from minzheng_desk.kernel.errors import DocumentProblem, NotFound

_LABELS = {
    "commands": "命令",
    "record_types": "档案种类",
    "operations": "操作",
    "rules": "规则",
    "calculations": "金额算法",
    "policy_packs": "政策包",
    "code_lists": "代码表",
    "ledgers": "台账",
    "bank_formats": "银行格式",
    "calendars": "节假日历（年）",
    "manual_pages": "手册页",
}


class PartsMissing(NotFound):
    """Something that every installation has is not there."""

    text = "安装不完整：{parts}。"
    remedy = "请重新安装本程序。"


class ExpectationUnreadable(DocumentProblem):
    """The file with the expected counts is not what an earlier self-check wrote."""

    text = "文件“{name}”不是 selfcheck --json 的输出。"
    remedy = "请用打包时保存的文件，或不带 --expect 重新自检。"


def _arguments(parser: Parser) -> None:
    parser.add_argument("--expect", metavar="文件", type=path, help="与这份 selfcheck --json 的输出逐项比较")


def _run(call: Call) -> None:
    counts = _counts()
    expected = _expected(call.given.expect) if call.given.expect else {}
    call.out.answer({"counts": counts})
    call.out.table(
        ["内容", "数量"], [[_LABELS[name], str(count)] for name, count in counts.items()], right={"数量"}
    )
    lacking = [
        f"{_LABELS.get(name, name)}应有 {expected.get(name, 1)}，实有 {counts.get(name, 0)}"
        for name in {**counts, **expected}
        if (counts.get(name, 0) != expected[name] if name in expected else not counts[name])
    ]
    if lacking:
        raise PartsMissing(parts="；".join(lacking))
    call.out.line("安装完整。")


def _counts() -> dict[str, int]:
    from minzheng_desk.cli.main import commands
    from minzheng_desk.desk.catalogue import load_catalogue
    from minzheng_desk.eligibility.declaring import all_calculations, all_rules
    from minzheng_desk.kernel.operations import declared_operations
    from minzheng_desk.kernel.records import declared
    from minzheng_desk.kernel.resources import resource_dir
    from minzheng_desk.payroll.documents.bank_formats import bank_formats
    from minzheng_desk.policy.queries import installed_packs

    load_catalogue()
    brought = resource_dir()
    return {
        "commands": len(commands()),
        "record_types": len(declared()),
        "operations": len(declared_operations()),
        "rules": len(all_rules()),
        "calculations": len(all_calculations()),
        "policy_packs": len(installed_packs()),
        "code_lists": len(list(brought.glob("codes/*.toml"))),
        "ledgers": len(list(brought.glob("ledgers/*.toml"))),
        "bank_formats": len(bank_formats()),
        "calendars": len(list(brought.glob("calendar/*.toml"))),
        "manual_pages": len(list(brought.glob("manual/*.md"))),
    }


def _expected(file: Path) -> Mapping[str, int]:
    try:
        counts: Mapping[str, int] = json.loads(file.read_text("utf-8"))["counts"]
    except (OSError, ValueError, KeyError, TypeError):
        raise ExpectationUnreadable(name=file.name) from None
    return counts


COMMAND = Command("selfcheck", "检查安装是否完整", _run, _arguments, order=120, opens=False)
