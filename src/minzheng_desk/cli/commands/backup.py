"""Proved copies of the store."""

from __future__ import annotations

from minzheng_desk.cli.arguments import Parser, path
from minzheng_desk.cli.call import Call
from minzheng_desk.cli.command import Command


def _arguments(parser: Parser) -> None:
    parser.add_argument(
        "--to", metavar="文件夹", type=path, help="备份放到哪里，如 U 盘；不写则放在数据文件夹的 backups"
    )
    parser.add_argument("--keep", action="store_true", help="这一份不自动清理")
    parser.add_argument("--list", action="store_true", help="只列出已有的备份")


def _run(call: Call) -> None:
    from minzheng_desk.desk.backup import BACKUPS, BackupKind, back_up, list_backups

    with call.local_desk() as desk:
        if not call.given.list:
            kind = BackupKind.PINNED if call.given.keep else BackupKind.ROUTINE
            made = [back_up(desk, kind, call.given.to)]
        else:
            made = list(list_backups(call.given.to or desk.folder / BACKUPS))
    call.out.answer(
        {
            "count": len(made),
            "backups": [
                {
                    "folder": str(one.folder),
                    "kind": one.kind.value,
                    "made_at": one.made_at.isoformat(),
                    "bytes": one.size,
                    "rows": one.content.total,
                    "digest": one.content.digest,
                }
                for one in made
            ],
        }
    )
    if not call.given.list:
        call.out.line("备份已完成，并逐页核对无误。")
    if not made:
        call.out.line("还没有备份。")
        return
    call.out.table(
        ["日期", "种类", "大小", "行数", "文件夹"],
        [
            [
                f"{one.made_on}",
                _KINDS[one.kind.value],
                _size(one.size),
                f"{one.content.total:,}",
                str(one.folder),
            ]
            for one in made
        ],
        right={"大小", "行数"},
    )


_KINDS = {"routine": "日常", "pinned": "长期保留", "before-upgrade": "升级前"}


def _size(count: int) -> str:
    return f"{count // 1024:,} KB"


COMMAND = Command("backup", "备份数据库，或列出已有的备份", _run, _arguments, order=92)
