"""Putting a backup back."""

from __future__ import annotations

from pathlib import Path

from minzheng_desk.cli.arguments import Parser, path
from minzheng_desk.cli.call import Call, OnlyOnThisComputer
from minzheng_desk.cli.command import Command


def _arguments(parser: Parser) -> None:
    parser.add_argument(
        "backup",
        metavar="备份文件夹",
        type=path,
        help="里面有 minzheng.db 和 vault.json；用 backup --list 查看",
    )


def _run(call: Call) -> None:
    from minzheng_desk.desk.copying import QUARANTINE
    from minzheng_desk.desk.restoring import restore

    if call.is_on_server:
        raise OnlyOnThisComputer
    folder, backup = Path(call.place), call.given.backup
    user = call.user(folder) or call.user(backup)
    restored = restore(folder, backup, user, call.passphrase())
    restored.desk.close()
    content = restored.content
    call.out.answer(
        {
            "store": str(folder),
            "backup": backup.name,
            "rows": content.total,
            "digest": content.digest,
        }
    )
    call.out.line(f"已恢复备份“{backup.name}”，共 {content.total:,} 行，逐页核对无误。")
    call.out.line(f"恢复前的数据库没有删除，移到了 {folder / QUARANTINE}。")


COMMAND = Command("restore", "恢复备份；现有数据库移到隔离文件夹，不删除", _run, _arguments, order=93)
