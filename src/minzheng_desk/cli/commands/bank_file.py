"""The file by which the bank pays."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from minzheng_desk.cli.arguments import Parser, path
from minzheng_desk.cli.call import Call
from minzheng_desk.cli.command import Command
from minzheng_desk.cli.roster_afterwards import roster_arguments, roster_meant
from minzheng_desk.kernel.permissions import Permission

if TYPE_CHECKING:
    from minzheng_desk.payroll.documents.bank_files import BankFault


def _arguments(parser: Parser) -> None:
    roster_arguments(parser)
    parser.add_argument(
        "--format", metavar="格式", required=True, help="银行格式，如 gbk_pipe、xlsx_standard"
    )
    parser.add_argument(
        "--to", metavar="文件", type=path, required=True, help="写到哪个文件；给文件夹则按银行要求取名"
    )


def _run(call: Call) -> None:
    from minzheng_desk.cli.amounts import money_told
    from minzheng_desk.kernel.money import in_words, shown
    from minzheng_desk.payroll.documents.bank_files import (
        BankFileBlocked,
        prepared_bank_file,
        write_bank_file,
    )
    from minzheng_desk.payroll.documents.bank_formats import bank_format
    from minzheng_desk.payroll.operations import note_bank_file
    from minzheng_desk.payroll.queries import with_holders_on_file

    with call.desk(Permission.MAKE_BANK_FILE) as desk:
        view = desk.ask(with_holders_on_file, roster_meant(call, desk))
        try:
            prepared = prepared_bank_file(view, bank_format(call.given.format))
        except BankFileBlocked as blocked:
            _list(call, blocked.faults)
            raise
        target: Path = call.given.to / prepared.name if call.given.to.is_dir() else call.given.to
        desk.run(note_bank_file, view.roster, f"{prepared.form.label} {target.name}")
        write_bank_file(prepared, target)
    call.out.answer(
        {
            "file": str(target),
            "format": prepared.form.name,
            "programme": view.roster.programme,
            "month": str(call.given.month),
            "payments": prepared.count,
            **money_told("total", prepared.total),
            "digest": prepared.digest,
        }
    )
    call.out.line(f"已写入 {target}（{prepared.form.label}）")
    call.out.facts(
        [
            ("笔数", f"{prepared.count}"),
            ("合计", f"{shown(prepared.total)} 元（{in_words(prepared.total)}）"),
        ]
    )
    call.out.line("文件含完整账号和身份证号，请只交给代发银行，用后从 U 盘删除。")


def _list(call: Call, faults: Sequence[BankFault]) -> None:
    """Name everybody whose line the bank cannot take, so that the clerk can mend all of them at once."""
    rows = [[str(fault.line), fault.name, fault.column, fault.characters, fault.reason] for fault in faults]
    call.out.table(["名册行", "姓名", "栏", "字", "原因"], rows, right={"名册行"})


COMMAND = Command("bank-file", "生成银行代发文件", _run, _arguments, order=70)
