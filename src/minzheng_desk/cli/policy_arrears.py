"""政策追溯补发 at a terminal: who is owed what for months already paid, and owing it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from minzheng_desk.cli.amounts import money_told
from minzheng_desk.cli.arguments import Parser
from minzheng_desk.cli.call import Call, policy_of
from minzheng_desk.kernel.money import Money, shown
from minzheng_desk.kernel.permissions import Permission

if TYPE_CHECKING:
    from collections.abc import Sequence

    from minzheng_desk.payroll.late_changes import LateChange


def arrears_arguments(parser: Parser) -> None:
    """Take the programmes, and whether to owe what is found."""
    parser.add_argument(
        "--programme", metavar="项目", action="append", default=[], help="如 低保，可重复；不写则为全部项目"
    )
    parser.add_argument("--apply", action="store_true", help="按新标准调整待遇，所欠月份在下一次名册补发")


def arrears(call: Call) -> None:
    """Say what is owed because parameters were published late; with ``--apply`` owe it."""
    from minzheng_desk.cli.programmes import programmes_meant
    from minzheng_desk.payroll.late_changes import late_changes
    from minzheng_desk.payroll.operations import owe_late_changes

    found: list[LateChange] = []
    with call.desk(Permission.GRANT if call.given.apply else Permission.ASSESS) as desk:
        policy = policy_of(desk)
        for programme in programmes_meant(policy, call.given.programme):
            changes = desk.ask(late_changes, policy, programme.name)
            found += changes
            if call.given.apply and any(change.is_clear for change in changes):
                desk.run(owe_late_changes, programme.name, policy=policy)
    call.out.answer(
        {
            "applied": bool(call.given.apply),
            "arrears": [_told(change) for change in found],
            **money_told("total", _total(found)),
        }
    )
    _say(call, found)


def _total(found: Sequence[LateChange]) -> Money:
    return Money(sum(change.owed for change in found if change.is_clear))


def _say(call: Call, found: Sequence[LateChange]) -> None:
    if not found:
        call.out.line("没有因标准公布晚于施行而少发的月份。")
        return
    headers = ["姓名", "月份", "已发", "应发", "补发", "依据的参数"]
    rows = [
        [
            change.name,
            str(change.month),
            shown(change.received),
            shown(change.due.total),
            shown(change.owed) if change.is_clear else "须核对",
            "；".join(f"{one.label} {one.before}→{one.after}" for one in change.parameters),
        ]
        for change in found
    ]
    call.out.table(headers, rows, right={"已发", "应发", "补发"})
    unclear = sum(not change.is_clear for change in found)
    clear = len(found) - unclear
    call.out.line(f"共 {clear} 个月份可以补发，合计 {shown(_total(found))} 元。")
    if unclear:
        call.out.line(f"另有 {unclear} 个月份当时的金额与政策算得的不同，请逐户核对后用“调整待遇金额”办理。")
    if call.given.apply:
        call.out.line("已按新标准调整待遇，所欠月份在下一次名册逐月补发；可用 minzheng-desk undo 撤销。")


def _told(change: LateChange) -> dict[str, Any]:
    return {
        "name": change.name,
        "month": str(change.month),
        **money_told("received", change.received),
        **money_told("due", change.due.total),
        **money_told("owed", change.owed),
        "clear": change.is_clear,
        "parameters": [
            {"name": one.name, "before": one.before, "after": one.after, "source": str(one.source)}
            for one in change.parameters
        ],
    }
