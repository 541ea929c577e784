"""The main job over an invented township, from messy registers to printed rosters."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from minzheng_desk.cli.arguments import Parser, count, path
from minzheng_desk.cli.call import Call
from minzheng_desk.cli.command import Command
from minzheng_desk.kernel.errors import StoreProblem

if TYPE_CHECKING:
    from pathlib import Path

    from minzheng_desk.demo.report import DemoReport, Tie

_HOUSEHOLDS = 3000
_SEED = 7
_FOLDER = "minzheng-demo"


class DemoDoesNotTieOut(StoreProblem):
    """What the demonstration made does not add up to the same everywhere."""

    text = "演示做完了，但有的数字互相对不上。"
    remedy = "请把上面的对账表和文件夹交给开发人员。"


def _arguments(parser: Parser) -> None:
    parser.add_argument(
        "--households",
        metavar="户数",
        type=count,
        default=_HOUSEHOLDS,
        help=f"编造多少户，默认 {_HOUSEHOLDS}",
    )
    parser.add_argument(
        "--seed", metavar="数", type=int, default=_SEED, help=f"同一个数编出同一个乡镇，默认 {_SEED}"
    )
    parser.add_argument(
        "--to", metavar="文件夹", type=path, default=path(_FOLDER), help=f"放在哪里，默认 {_FOLDER}"
    )


def _run(call: Call) -> int:
    from minzheng_desk.demo.main_job import main_job

    given = call.given
    report = main_job(given.to, given.households, given.seed, call.progress)
    call.out.answer(_told(report))
    _say_township(call, report)
    _say_registers(call, report)
    _say_decisions(call, report)
    _say_made(call, report)
    _say_steps(call, report)
    if report.holds:
        return 0
    problem = DemoDoesNotTieOut()
    call.notice(f"{problem}\n办法：{problem.advice}")
    return problem.exit_status


def _say_township(call: Call, report: DemoReport) -> None:
    call.out.line(f"{report.township}（编造，没有真实人员）：{report.households:,} 户，{report.persons:,} 人")
    call.out.facts(
        [
            ("文件夹", str(report.folder)),
            ("登录", f"用户名 {report.user}，口令 {report.passphrase}"),
            ("锁定名册", f"用户名 {report.leader}，口令相同（制表人不能锁定自己制的名册）"),
        ]
    )


def _say_registers(call: Call, report: DemoReport) -> None:
    call.out.heading(f"导入登记表 {len(report.imported)} 份，其中埋了 {report.planted} 处应当查出的错误")
    rows = [
        [
            one.file,
            *map(
                str,
                (one.counts.new, one.counts.changed, one.counts.same, one.counts.problems, one.counts.rows),
            ),
        ]
        for one in report.imported
    ]
    sums = [str(sum(int(row[at]) for row in rows)) for at in range(1, 6)]
    figures = ["新增", "变更", "相同", "问题", "合计"]
    call.out.table(["登记表", *figures], [*rows, ["合计", *sums]], right=set(figures))


def _say_decisions(call: Call, report: DemoReport) -> None:
    call.out.heading("资格测算")
    outcomes = list(dict.fromkeys(outcome for found in report.assessed.values() for outcome in found))
    call.out.table(
        ["项目", *outcomes, "合计"],
        [
            [programme, *(str(found.get(outcome, 0)) for outcome in outcomes), str(sum(found.values()))]
            for programme, found in report.assessed.items()
        ],
        right={*outcomes, "合计"},
    )
    call.out.line(f"新确认待遇 {report.granted} 项。")
    if report.happened:
        call.out.line("两月之间：" + "，".join(f"{what} {times}" for what, times in report.happened.items()))
    if report.pending:
        call.out.line(f"另有 {report.pending} 项待遇可能应停发，须先告知和听取意见，这里只列出、不停发。")
    for label, found in report.differences.items():
        call.out.line(f"{label}：" + "，".join(f"{sort} {lines}" for sort, lines in found.items() if lines))


def _say_made(call: Call, report: DemoReport) -> None:
    from minzheng_desk.kernel.money import shown

    call.out.heading(f"生成文件 {len(report.made)} 份")
    call.out.table(
        ["内容", "行数", "金额（元）", "文件"],
        [
            [
                made.what,
                f"{made.lines:,}",
                shown(made.amount) if made.amount is not None else "",
                _beneath(made.path, report.folder),
            ]
            for made in report.made
        ],
        right={"行数", "金额（元）"},
    )
    call.out.heading("对账：名册、银行文件、台账应当相等")
    for tie in report.ties:
        call.out.line(f"{'✔' if tie.holds else '✘'} {tie.label}：{_tie_in_words(tie)}")
    for one in report.answered:
        paid = f"成功 {one.paid:,} 笔 {shown(one.paid_total)} 元"
        failed = f"退回 {one.failed} 笔 {shown(one.failed_total)} 元"
        more = f"，已更正发放 {one.corrected} 笔" if one.corrected else ""
        call.out.line(f"{'✔' if one.agrees else '✘'} {one.label}回盘：{paid}，{failed}{more}")
    agreed = "一致" if report.discrepancies == 0 else f"{report.discrepancies} 处不符"
    call.out.line(
        f"{'✘' if report.discrepancies else '✔'} 操作记录 {report.journal_entries} 条重放核对：{agreed}"
    )


def _beneath(path: Path, folder: Path) -> str:
    return str(path.relative_to(folder)) if path.is_relative_to(folder) else str(path)


def _tie_in_words(tie: Tie) -> str:
    from minzheng_desk.kernel.money import shown

    if not tie.holds:
        lines = "，".join(f"{what} {count:,} 行" for what, count in tie.lines.items())
        return f"{lines}；" + "，".join(f"{what} {shown(amount)} 元" for what, amount in tie.amounts.items())
    count, amount = next(iter(tie.lines.values())), next(iter(tie.amounts.values()))
    return f"{'、'.join(tie.lines)} 都是 {count:,} 行、{shown(amount)} 元"


def _say_steps(call: Call, report: DemoReport) -> None:
    call.out.heading("用时")
    rows = [[step.label, f"{step.seconds:.1f}"] for step in report.steps]
    call.out.table(["步骤", "秒"], [*rows, ["合计", f"{report.seconds:.1f}"]], right={"秒"})


def _told(report: DemoReport) -> dict[str, Any]:
    from minzheng_desk.cli.amounts import money_told

    return {
        "folder": str(report.folder),
        "user": report.user,
        "leader": report.leader,
        "township": report.township,
        "households": report.households,
        "persons": report.persons,
        "planted": report.planted,
        "imported": [
            {
                "file": one.file,
                "new": one.counts.new,
                "changed": one.counts.changed,
                "same": one.counts.same,
                "problem_rows": one.counts.problems,
                "rows": one.counts.rows,
                "reasons": one.reasons,
            }
            for one in report.imported
        ],
        "assessed": report.assessed,
        "granted": report.granted,
        "happened": report.happened,
        "pending": report.pending,
        "differences": report.differences,
        "made": [
            {"what": m.what, "file": str(m.path), "lines": m.lines, **money_told("amount", m.amount)}
            for m in report.made
        ],
        "ties": [
            {"label": t.label, "lines": t.lines, "amounts": t.amounts, "holds": t.holds} for t in report.ties
        ],
        "answered": [
            {
                "label": one.label,
                "paid": one.paid,
                **money_told("paid_total", one.paid_total),
                "failed": one.failed,
                **money_told("failed_total", one.failed_total),
                "corrected": one.corrected,
                "agrees": one.agrees,
            }
            for one in report.answered
        ],
        "journal_entries": report.journal_entries,
        "discrepancies": report.discrepancies,
        "seconds": {step.label: round(step.seconds, 3) for step in report.steps},
        "holds": report.holds,
    }


COMMAND = Command("demo", "用编造的乡镇把全流程做一遍", _run, _arguments, order=110, opens=False)
