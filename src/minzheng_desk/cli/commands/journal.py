"""The journal: what was done, and whether the store still agrees with it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from minzheng_desk.cli.arguments import Parser, count
from minzheng_desk.cli.call import Call
from minzheng_desk.cli.command import Command
from minzheng_desk.kernel.errors import StoreProblem
from minzheng_desk.kernel.permissions import Permission

if TYPE_CHECKING:
    from minzheng_desk.audit.model import ChangeView, EntryView
    from minzheng_desk.desk.desk import Desk

_FIELDS_LISTED = 6
_FAULTS_LISTED = 20


class JournalDisagrees(StoreProblem):
    """The store is not what its journal says."""

    text = "核对发现 {count} 处不一致，数据库可能损坏或被改动过。"
    remedy = "请保留原文件交管理员核查，并从备份中恢复最近一份。"


def _arguments(parser: Parser) -> None:
    chosen = parser.add_mutually_exclusive_group()
    chosen.add_argument("--last", metavar="条数", type=count, default=20, help="最近多少条，默认 20")
    chosen.add_argument("--entry", metavar="编号", type=count, help="这一条操作改了什么")
    chosen.add_argument(
        "--household", metavar="户", help="一户的全部变更：户编号，或其中一人的姓名、身份证号"
    )
    chosen.add_argument("--person", metavar="人员", help="一个人的全部变更：身份证号或姓名")


def _show(call: Call) -> None:
    with call.desk(Permission.READ_JOURNAL) as desk:
        if call.given.entry or call.given.household or call.given.person:
            changes = _changes(call, desk)
            call.out.answer({"count": len(changes), "changes": [_told_change(change) for change in changes]})
            _say_changes(call, changes)
        else:
            _show_newest(call, desk)


def _show_newest(call: Call, desk: Desk) -> None:
    from minzheng_desk.audit.queries import newest

    entries = desk.ask(newest, call.given.last)
    call.out.answer({"count": len(entries), "entries": [_told_entry(entry) for entry in entries]})
    call.out.table(
        ["编号", "时间", "操作", "用户", "变更", "备注"],
        [
            [
                str(entry.number),
                _moment(entry.at),
                entry.label + (f"（已被第 {entry.undone_by} 条撤销）" if entry.undone_by else ""),
                entry.actor,
                str(entry.changes),
                entry.note,
            ]
            for entry in entries
        ],
        right={"编号", "变更"},
    )


def _changes(call: Call, desk: Desk) -> Sequence[ChangeView]:
    from minzheng_desk.audit.queries import changes_in, history_of
    from minzheng_desk.cli.subjects import meant, person_meant
    from minzheng_desk.households.queries import household_file

    given = call.given
    if given.entry:
        return desk.ask(changes_in, given.entry)
    if given.person:
        return desk.ask(history_of, [person_meant(desk, given.person).id])
    file = desk.ask(household_file, meant(desk, given.household).household.id)
    ids = [str(file.household.id), *(str(view.person.id) for view in file.members)]
    ids += [str(view.member.id) for view in file.members]
    ids += [str(kept.id) for kept in (*file.incomes, *file.assets, *file.expenses)]
    return desk.ask(history_of, ids)


def _say_changes(call: Call, changes: Sequence[ChangeView]) -> None:
    if not changes:
        call.out.line("没有变更。")
    for change in changes:
        entry = change.entry
        head = f"第 {entry.number} 条　{_moment(entry.at)}　{entry.actor}"
        call.out.line(f"{head}　{entry.label}：{change.verb}{change.record_label}")
        for field in change.fields[:_FIELDS_LISTED]:
            call.out.line(f"    {field.label}：{field.before} → {field.after}")
        if len(change.fields) > _FIELDS_LISTED:
            call.out.line(f"    另有 {len(change.fields) - _FIELDS_LISTED} 项")


def _verify(call: Call) -> int:
    from minzheng_desk.audit.queries import verified

    with call.desk(Permission.READ_JOURNAL) as desk:
        found = desk.ask(verified, call.progress)
    call.out.answer(
        {
            "sound": found.sound,
            "entries": found.entries,
            "changes": found.changes,
            "records": found.records,
            "digest": found.digest,
            "discrepancies": [{"where": one.where, "what": one.what} for one in found.discrepancies],
        }
    )
    call.out.facts(
        [
            ("操作记录", f"{found.entries:,} 条"),
            ("变更", f"{found.changes:,} 项"),
            ("核对档案", f"{found.records:,} 份"),
            ("末尾校验码", found.digest),
        ]
    )
    if found.sound:
        call.out.line("全部一致：档案与操作记录逐条相符，校验码连续。")
        return 0
    for one in found.discrepancies[:_FAULTS_LISTED]:
        call.out.line(f"✘ {one.where}：{one.what}")
    problem = JournalDisagrees(count=len(found.discrepancies))
    call.notice(f"{problem}\n办法：{problem.advice}")
    return problem.exit_status


def _moment(at: str) -> str:
    from datetime import datetime

    from minzheng_desk.kernel.clock import in_beijing

    return f"{in_beijing(datetime.fromisoformat(at)):%Y-%m-%d %H:%M}"


def _told_entry(entry: EntryView) -> dict[str, object]:
    return {
        "number": entry.number,
        "at": entry.at,
        "operation": entry.operation,
        "label": entry.label,
        "actor": entry.actor,
        "note": entry.note,
        "changes": entry.changes,
        "undoes": entry.undoes,
        "undone_by": entry.undone_by,
        "digest": entry.digest,
    }


def _told_change(change: ChangeView) -> dict[str, object]:
    return {
        "entry": change.entry.number,
        "at": change.entry.at,
        "operation": change.entry.operation,
        "actor": change.entry.actor,
        "record": change.record_label,
        "record_id": change.record_id,
        "verb": change.verb,
        "fields": [
            {"label": field.label, "before": field.before, "after": field.after} for field in change.fields
        ],
    }


COMMAND = Command(
    "journal",
    "操作记录",
    parts=(
        Command("show", "查看谁在什么时候做了什么", _show, _arguments),
        Command("verify", "把全部操作记录重放一遍，与数据库逐条核对", _verify),
    ),
    order=90,
)
