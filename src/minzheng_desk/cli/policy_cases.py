"""The office's own cases at a terminal: kept, run against the policy it works by, dropped."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from minzheng_desk.cli.arguments import Parser, path
from minzheng_desk.cli.call import Call
from minzheng_desk.kernel.permissions import Permission

if TYPE_CHECKING:
    from minzheng_desk.eligibility.case_runs import CaseReport
    from minzheng_desk.policy.decisions.model import OwnCases


def cases_arguments(parser: Parser) -> None:
    """Take files of cases to keep, or the name of one to drop."""
    parser.add_argument(
        "files", metavar="文件", nargs="*", type=path, help="要存入的案例文件；不写则检验并列出已存入的"
    )
    parser.add_argument("--drop", metavar="文件名", help="不再使用这个名称的案例文件")


def cases(call: Call) -> None:
    """Keep the office's own cases, drop some, and run all that are kept."""
    from minzheng_desk.eligibility.operations import add_cases
    from minzheng_desk.eligibility.own_cases import run_own_cases
    from minzheng_desk.policy.operations import drop_cases

    changes = bool(call.given.files or call.given.drop)
    with call.desk(Permission.SET_UP if changes else Permission.READ) as desk:
        by, today = desk.actor.display_name, desk.clock.today()
        for file in call.given.files:
            kept = desk.run(add_cases, file.resolve(), added_by=by, added_on=today).result
            call.out.line(f"已存入“{kept.file_name}”，案例 {kept.cases} 个，可用 undo 撤销。")
        if call.given.drop:
            desk.run(drop_cases, call.given.drop)
            call.out.line(f"不再使用“{call.given.drop}”，可用 undo 撤销。")
        found = desk.ask(run_own_cases)
    call.out.answer({"files": [_told(kept, report) for kept, report in found]})
    call.out.line(f"本单位案例文件 {len(found)} 个，已用现行政策包检验。")
    rows = [
        [
            kept.pack,
            kept.file_name,
            str(len(report.passed)),
            str(len(report.failed)),
            kept.added_by,
            str(kept.added_on),
        ]
        for kept, report in found
    ]
    call.out.table(["政策包", "案例文件", "通过", "不符", "存入人", "存入日期"], rows, right={"通过", "不符"})


def _told(kept: OwnCases, report: CaseReport) -> dict[str, Any]:
    return {
        "pack": kept.pack,
        "file": kept.file_name,
        "passed": len(report.passed),
        "failed": len(report.failed),
        "added_by": kept.added_by,
        "added_on": kept.added_on.isoformat(),
    }
