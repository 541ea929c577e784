"""Policies: what stands on a day, and whether the cases come out."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from minzheng_desk.cli.arguments import Parser, day, path
from minzheng_desk.cli.call import Call, policy_of
from minzheng_desk.cli.command import Command
from minzheng_desk.cli.policy_answers import answer, answer_arguments, questions, questions_arguments
from minzheng_desk.cli.policy_arrears import arrears, arrears_arguments
from minzheng_desk.cli.policy_cases import cases, cases_arguments
from minzheng_desk.cli.policy_drafts import (
    activate,
    activate_arguments,
    what_if_arguments,
    what_if_run,
)
from minzheng_desk.cli.policy_packs import check, check_arguments
from minzheng_desk.kernel.errors import InputProblem, PolicyProblem
from minzheng_desk.kernel.permissions import Permission

if TYPE_CHECKING:
    from datetime import date

    from minzheng_desk.eligibility.case_runs import CaseReport
    from minzheng_desk.policy.model import Dated, Parameter, Policy, PolicyOn


class CasesFailed(PolicyProblem):
    """The program does not decide some cases as their authors say it must."""

    text = "{total} 个案例中有 {failed} 个与预期不符。"
    remedy = "请逐条核对：是案例写错了，政策包的数值或依据有误，还是程序的规则有误。"


class NoCasesNamed(InputProblem):
    """Nothing says which cases to run."""

    text = "没有说明要检验哪些案例。"
    remedy = "请写上案例文件（.toml），或用 --all 检验程序自带的全部案例。"


def _test_arguments(parser: Parser) -> None:
    parser.add_argument("files", metavar="文件", nargs="*", type=path, help="案例文件（.toml），可以写几个")
    parser.add_argument("--all", action="store_true", help="检验程序自带的全部政策包的案例")


def _test(call: Call) -> int:
    from minzheng_desk.eligibility.case_runs import run_cases

    files: list[Path] = call.given.files
    if call.given.all:
        from minzheng_desk.policy.queries import case_files, installed_packs

        files = [*files, *(file for pack in installed_packs() for file in case_files(pack))]
    if not files:
        raise NoCasesNamed
    reports = [run_cases(file) for file in files]
    for report in reports:
        _say_report(call, report)
    total = sum(len(report.results) for report in reports)
    failed = sum(len(report.failed) for report in reports)
    call.out.answer(
        {
            "files": [_told_report(report) for report in reports],
            "cases": total,
            "passed": total - failed,
            "failed": failed,
        }
    )
    call.out.line(f"案例 {total} 个：通过 {total - failed} 个，不符 {failed} 个。")
    if not failed:
        return 0
    problem = CasesFailed(total=total, failed=failed)
    call.notice(f"{problem}\n办法：{problem.advice}")
    return problem.exit_status


def _say_report(call: Call, report: CaseReport) -> None:
    call.out.line(_place(report.path))
    for result in report.results:
        call.out.line(f"  {'✔' if result.has_passed else '✘'} {result.name}")
        for difference in result.differences:
            call.out.line(f"      第 {result.line} 行　{difference}")


def _told_report(report: CaseReport) -> dict[str, Any]:
    return {
        "file": _place(report.path),
        "cases": [
            {
                "name": result.name,
                "line": result.line,
                "passed": result.has_passed,
                "differences": [
                    {"what": d.what, "expected": d.expected, "found": d.found} for d in result.differences
                ],
            }
            for result in report.results
        ],
    }


def _place(file: Path) -> str:
    """A file of cases, by the pack and programme it lies in where it has one."""
    parts = file.parts
    return "/".join(parts[parts.index("policy") + 1 :]) if "policy" in parts else file.name


def _show_arguments(parser: Parser) -> None:
    parser.add_argument(
        "name", metavar="名称", nargs="?", help="参数或项目的名称，或其中文名的一部分；不写则全列"
    )
    parser.add_argument("--on", metavar="日期", type=day, help="哪一天适用的数值，不写则为今天")
    parser.add_argument("--pack", metavar="政策包", help="看哪个政策包；不写则看本单位执行的")


def _show(call: Call) -> None:
    policy, on = _policy_and_day(call)
    standing = policy.at(on)
    wanted = _wanted(policy, call.given.name)
    programmes = [p for p in policy.programmes.values() if _is_meant(call.given.name, p.name, p.label)]
    call.out.answer(
        {
            "pack": policy.pack,
            "version": policy.version,
            "on": on.isoformat(),
            "programmes": [{"name": p.name, "label": p.label, "unit": p.unit} for p in programmes],
            "parameters": [_told_parameter(one, standing) for one in wanted],
        }
    )
    call.out.line(f"政策包 {policy.label}（{policy.pack}）　{policy.version}　{on} 适用")
    if programmes:
        call.out.heading(f"项目 {len(programmes)} 个")
        units = {"household": "按户", "person": "按人"}
        call.out.table(
            ["名称", "项目", "认定", "规则"],
            [[p.name, p.label, units.get(p.unit, p.unit), str(len(p.rules))] for p in programmes],
            right={"规则"},
        )
    _say_parameters(call, wanted, standing)


def _say_parameters(call: Call, wanted: Sequence[Parameter], standing: PolicyOn) -> None:
    if len(wanted) == 1:
        _say_history(call, wanted[0], standing)
    elif wanted:
        call.out.heading(f"参数 {len(wanted)} 个")
        found = [(one, standing.find(one.name)) for one in wanted]
        call.out.table(
            ["名称", "参数", "数值", "施行", "公布", "依据"],
            [
                [
                    one.name,
                    one.label,
                    one.shown(dated),
                    dated.since.isoformat(),
                    _published(dated),
                    str(dated.source),
                ]
                if dated
                else [one.name, one.label, "（没有数值）", "", "", ""]
                for one, dated in found
            ],
        )


def _say_history(call: Call, parameter: Parameter, standing: PolicyOn) -> None:
    """Say every value a parameter ever had, the one that applies marked."""
    applies = standing.find(parameter.name)
    call.out.heading(f"{parameter.label}（{parameter.name}）")
    rows = [_history_row(parameter, dated, applies) for dated in parameter.values]
    if applies is not None and applies not in parameter.values:
        rows.append(_history_row(parameter, applies, applies))
    call.out.table(["", "数值", "施行", "公布", "依据"], rows)
    if applies is None:
        call.out.line(f"{standing.day} 没有适用的数值。")


def _history_row(parameter: Parameter, dated: Dated, applies: Dated | None) -> list[str]:
    return [
        "→" if dated == applies else "",
        parameter.shown(dated),
        dated.since.isoformat(),
        _published(dated),
        str(dated.source),
    ]


def _published(dated: Dated) -> str:
    return dated.published.isoformat() if dated.published else ""


def _told_parameter(parameter: Parameter, standing: PolicyOn) -> dict[str, Any]:
    dated = standing.find(parameter.name)
    return {
        "name": parameter.name,
        "label": parameter.label,
        "unit": parameter.unit,
        "value": parameter.shown(dated) if dated else None,
        "since": dated.since.isoformat() if dated else None,
        "published": _published(dated) or None if dated else None,
        "document": str(dated.source.document) if dated else None,
        "clause": dated.source.clause_in_words if dated else None,
        "source": str(dated.source) if dated else None,
    }


def _wanted(policy: Policy, name: str | None) -> list[Parameter]:
    """The parameters meant; raises `ParameterUnknown` when neither a parameter nor a programme is."""
    if name is not None and name in policy.parameters:
        return [policy.parameters[name]]
    found = [one for one in policy.parameters.values() if _is_meant(name, one.name, one.label)]
    if not found and name and not any(_is_meant(name, p.name, p.label) for p in policy.programmes.values()):
        policy.parameter(name)
    return found


def _is_meant(written: str | None, name: str, label: str) -> bool:
    return not written or name == written or name.startswith(f"{written}.") or written in label


def _policy_and_day(call: Call) -> tuple[Policy, date]:
    from minzheng_desk.kernel.clock import SystemClock
    from minzheng_desk.policy.queries import load_policy

    if call.given.pack:
        return load_policy(call.given.pack), call.given.on or SystemClock().today()
    with call.desk(Permission.READ) as desk:
        return policy_of(desk), call.given.on or desk.clock.today()


COMMAND = Command(
    "policy",
    "政策标准",
    parts=(
        Command("show", "查看某一天适用的标准、口径和依据", _show, _show_arguments),
        Command("questions", "列出法规留给本单位确认、尚未答复的口径", questions, questions_arguments),
        Command("answer", "答复一项口径：本单位确认一次，按施行日期执行", answer, answer_arguments),
        Command("test", "用案例检验政策包：逐个案例给出通过或不符", _test, _test_arguments, opens=False),
        Command("check", "检验一个政策包能不能用，逐处说明问题", check, check_arguments, opens=False),
        Command("cases", "本单位自己的案例：存入、检验、删除", cases, cases_arguments),
        Command("what-if", "用草案试算：谁新符合、谁不再符合、金额怎样变", what_if_run, what_if_arguments),
        Command("arrears", "政策追溯补发：标准公布晚于施行，逐人逐月补多少", arrears, arrears_arguments),
        Command("activate", "本单位改按一个政策包执行，可以撤销", activate, activate_arguments),
    ),
    order=80,
)
