"""What the bank answered: taken in, or how far it has come."""

from __future__ import annotations

from typing import TYPE_CHECKING

from minzheng_desk.cli.arguments import Parser, path
from minzheng_desk.cli.call import Call
from minzheng_desk.cli.command import Command
from minzheng_desk.cli.roster_afterwards import roster_arguments
from minzheng_desk.kernel.permissions import Permission

if TYPE_CHECKING:
    from collections.abc import Sequence

    from minzheng_desk.payroll.returns.matching import Unmatched
    from minzheng_desk.payroll.returns.operations import Taken
    from minzheng_desk.payroll.returns.queries import ReturnState


def _take_arguments(parser: Parser) -> None:
    parser.add_argument("file", metavar="文件", type=path, help="代发银行给的回盘文件")
    roster_arguments(parser)
    parser.add_argument(
        "--format", metavar="格式", required=True, help="银行格式，如 gbk_pipe、xlsx_standard"
    )


def _take(call: Call) -> None:
    from minzheng_desk.cli.roster_afterwards import roster_meant
    from minzheng_desk.payroll.documents.bank_formats import bank_format
    from minzheng_desk.payroll.documents.bank_returns import read_bank_return
    from minzheng_desk.payroll.returns.operations import book_return
    from minzheng_desk.payroll.returns.queries import return_state

    with call.desk(Permission.BOOK_RETURN) as desk:
        roster = roster_meant(call, desk).roster
        file = read_bank_return(call.given.file, bank_format(call.given.format), call.progress)
        taken = desk.run(
            book_return,
            roster,
            file,
            imported_by=desk.actor.display_name,
            imported_on=desk.clock.today(),
        ).result
        state = desk.ask(return_state, roster)
    call.out.answer({"file": _told(taken), "state": _told_state(state)})
    _say_taken(call, taken)
    _say_problems(call, taken.problems)
    _say_state(call, state)


def _show(call: Call) -> None:
    from minzheng_desk.cli.roster_afterwards import roster_meant, say_failures, told_failure
    from minzheng_desk.payroll.corrections.queries import failures_of
    from minzheng_desk.payroll.returns.queries import return_state

    with call.desk(Permission.READ) as desk:
        roster = roster_meant(call, desk).roster
        state, failed = desk.ask(return_state, roster), desk.ask(failures_of, roster)
    call.out.answer({"state": _told_state(state), "failed": [told_failure(one) for one in failed]})
    _say_state(call, state)
    say_failures(call, "银行退回、还没有更正的", failed)


def _say_taken(call: Call, taken: Taken) -> None:
    from minzheng_desk.kernel.money import shown

    found = taken.bank_return
    if taken.is_repeat:
        by = f"（{found.imported_on} {found.imported_by}）"
        call.out.line(f"这个回盘说的都已入账{by}，这次没有任何变化。")
        return
    call.out.line(f"{found.file_name}：共 {found.rows} 行")
    rows = (
        ("发放成功", found.paid, found.paid_total),
        ("银行退回", found.failed, found.failed_total),
        ("已入账", found.repeated, found.repeated_total),
        ("对不上，没有入账", found.unmatched, found.unmatched_total),
        ("合计", found.rows, found.total),
    )
    call.out.table(
        ["结果", "行数", "金额（元）"],
        [[label, str(lines), shown(amount)] for label, lines, amount in rows],
        right={"行数", "金额（元）"},
    )


def _say_problems(call: Call, problems: Sequence[Unmatched]) -> None:
    from minzheng_desk.cli.masks import account_shown
    from minzheng_desk.kernel.money import shown

    if not problems:
        return
    call.out.heading(f"对不上的 {len(problems)} 行")
    call.out.table(
        ["文件行", "户名", "账号", "金额（元）", "原因", "建议"],
        [
            [
                str(one.row.row),
                one.row.holder_name,
                account_shown(one.row.account),
                shown(one.row.amount) if one.row.amount is not None else "",
                one.reason,
                one.suggestion,
            ]
            for one in problems
        ],
        right={"文件行", "金额（元）"},
    )


def _say_state(call: Call, state: ReturnState) -> None:
    from minzheng_desk.kernel.money import shown

    call.out.heading(state.roster.called)
    parts = (
        ("发放成功", state.paid),
        ("银行退回", state.failed),
        ("银行还没有答复", state.unanswered),
        ("合计", state.sent),
    )
    call.out.table(
        ["结果", "行数", "金额（元）"],
        [[label, str(part.lines), shown(part.total)] for label, part in parts],
        right={"行数", "金额（元）"},
    )


def _told(taken: Taken) -> dict[str, object]:
    from minzheng_desk.cli.amounts import money_told

    found = taken.bank_return
    return {
        "name": found.file_name,
        "repeat": taken.is_repeat,
        "rows": found.rows,
        "paid": found.paid,
        **money_told("paid_total", found.paid_total),
        "failed": found.failed,
        **money_told("failed_total", found.failed_total),
        "repeated": found.repeated,
        "unmatched": found.unmatched,
        "problems": [
            {"row": one.row.row, "code": one.code, "reason": one.reason, "suggestion": one.suggestion}
            for one in taken.problems
        ],
    }


def _told_state(state: ReturnState) -> dict[str, object]:
    from minzheng_desk.cli.amounts import money_told

    parts = {"sent": state.sent, "paid": state.paid, "failed": state.failed, "unanswered": state.unanswered}
    told = {name: {"lines": part.lines, **money_told("total", part.total)} for name, part in parts.items()}
    return {**told, "unmatched_rows": len(state.unmatched)}


COMMAND = Command(
    "bank-return",
    "银行回盘：逐笔成功还是退回",
    parts=(
        Command("take", "导入代发银行的回盘文件；同一个文件导两次没有变化", _take, _take_arguments),
        Command("show", "回盘到了哪一步，哪些退回还没有更正", _show, roster_arguments),
    ),
    order=72,
)
