"""Ledgers: lists drawn from what is on file, for Excel or for paper."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from minzheng_desk.cli.arguments import Parser, month, path_ending
from minzheng_desk.cli.call import Call
from minzheng_desk.cli.command import Command
from minzheng_desk.kernel.errors import InputProblem
from minzheng_desk.kernel.permissions import Permission

if TYPE_CHECKING:
    from minzheng_desk.desk.desk import Desk
    from minzheng_desk.ledgers.documents import Ledger


class LedgerNotSaid(InputProblem):
    """A ledger is of a name and a month, and goes into a file."""

    text = "没有说明导出哪本台账、哪个月、写到哪里。"
    remedy = "请写成 minzheng-desk ledger 名称 --month 2026-11 --to 文件.xlsx；有哪些台账见 ledger --list。"


class LedgerUnclear(InputProblem):
    """The words stand in the titles of several ledgers."""

    text = "“{name}”可以指 {count} 本台账，没有导出。"
    remedy = "请写全名称：{known}。"


def _arguments(parser: Parser) -> None:
    parser.add_argument("name", metavar="名称", nargs="?", help="台账名称，或标题的一部分；有哪些见 --list")
    parser.add_argument("--month", metavar="年-月", type=month, help="哪个月")
    parser.add_argument(
        "--to", metavar="文件", type=path_ending(".xlsx", ".pdf"), help="写到哪里：.xlsx 或 .pdf"
    )
    parser.add_argument("--list", action="store_true", help="列出全部台账")
    parser.add_argument("--full-ids", metavar="用途", help="写完整身份证号和账号；须写明用途，并记入操作记录")
    parser.add_argument("--accept-gaps", action="store_true", help="打印时字体里没有的字留空，印好后手写")


def _run(call: Call) -> None:
    given = call.given
    if given.list:
        _list(call)
        return
    if not (given.name and given.month and given.to):
        raise LedgerNotSaid
    _export(call)


def _list(call: Call) -> None:
    from minzheng_desk.ledgers.declaring import ledger_declared, ledgers

    titles = {name: ledger_declared(name).title for name in ledgers()}
    call.out.answer(
        {"count": len(titles), "ledgers": [{"name": name, "title": title} for name, title in titles.items()]}
    )
    call.out.table(["名称", "台账"], [[name, title] for name, title in titles.items()])


def _export(call: Call) -> None:
    from minzheng_desk.ledgers.documents import export_ledger
    from minzheng_desk.ledgers.operations import note_export, note_full_export

    target: Path = call.given.to
    with call.desk(Permission.EXPORT) as desk:
        ledger = _drawn(call, desk)
        if call.given.full_ids is not None:
            desk.run(note_full_export, ledger.sheet.name, ledger.month, call.given.full_ids)
        else:
            desk.run(note_export, ledger.sheet.name, ledger.month, target.name)
    export_ledger(ledger, target, accept_gaps=call.given.accept_gaps, progress=call.progress)
    _answer(call, ledger, target)


def _drawn(call: Call, desk: Desk) -> Ledger:
    from minzheng_desk.ledgers.declaring import ledger_declared, ledgers
    from minzheng_desk.ledgers.documents import LedgerPrinting, ledger_of
    from minzheng_desk.office.queries import the_station

    titles = {name: ledger_declared(name).title for name in ledgers()}
    meant = [name for name, title in titles.items() if call.given.name in title]
    if len(meant) > 1 and call.given.name not in titles.values():
        known = "、".join(titles[name] for name in meant)
        raise LedgerUnclear(name=call.given.name, count=len(meant), known=known)
    printing = LedgerPrinting(
        office=desk.ask(the_station).name,
        printed_by=desk.actor.display_name,
        printed_at=desk.clock.now(),
        full_ids=call.given.full_ids is not None,
    )
    name = meant[0] if len(meant) == 1 else call.given.name
    return desk.ask(ledger_of, name, call.given.month, printing)


def _answer(call: Call, ledger: Ledger, target: Path) -> None:
    from minzheng_desk.documents.layout import CellKind, cell_text

    columns = ledger.sheet.columns
    sums = [
        (column, value)
        for column, value in zip(columns, ledger.sheet.totals, strict=True)
        if isinstance(value, int)
    ]
    call.out.answer(
        {
            "file": str(target),
            "ledger": ledger.name,
            "month": str(ledger.month),
            "rows": ledger.count,
            "totals": {column.key: value for column, value in sums},
            "totals_yuan": {
                column.key: cell_text(column.kind, value).replace(",", "")
                for column, value in sums
                if column.kind is CellKind.MONEY
            },
        }
    )
    call.out.line(f"已写入 {target}：{ledger.sheet.name}，{ledger.month.label}，{ledger.count} 行。")
    if sums:
        call.out.heading("合计")
    call.out.facts(
        [(f"{column.group} {column.label}".strip(), cell_text(column.kind, value)) for column, value in sums]
    )


COMMAND = Command("ledger", "导出台账", _run, _arguments, order=75)
