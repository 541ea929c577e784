"""Taking in registers of households and of benefits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from minzheng_desk.cli.arguments import Parser, month, path, path_ending
from minzheng_desk.cli.call import Call, policy_of
from minzheng_desk.cli.command import Command
from minzheng_desk.kernel.permissions import Permission

if TYPE_CHECKING:
    from minzheng_desk.benefits.imports import BenefitPlan
    from minzheng_desk.desk.desk import Desk
    from minzheng_desk.documents.workbook.reading import RawBook
    from minzheng_desk.households.imports.plan import FieldChange
    from minzheng_desk.households.imports.preview import Preview

_CHANGES_LISTED = 20


def _arguments(parser: Parser) -> None:
    parser.add_argument(
        "files",
        metavar="文件",
        nargs="+",
        type=path,
        help=".xlsx、.xls、.ods 或 .csv，可以一次给几个，按顺序导入",
    )
    parser.add_argument("--preview", action="store_true", help="只看会有什么变化，不写入")
    parser.add_argument(
        "--problems",
        metavar="文件",
        type=path_ending(".xlsx"),
        help="把有问题的行另存为 .xlsx，每行写明原因",
    )
    parser.add_argument(
        "--mapping",
        metavar="列名=含义",
        action="append",
        default=[],
        help="指定某一列是什么，可重复；含义写“不导入”则跳过该列。导入后记住，下次同样的表头不必再写",
    )


def _benefit_arguments(parser: Parser) -> None:
    _arguments(parser)
    parser.add_argument(
        "--paid-through",
        metavar="年-月",
        type=month,
        required=True,
        help="入库前已发到哪个月；这个月及以前不再补发",
    )
    parser.add_argument("--by", metavar="姓名", help="确认这些待遇的负责人，不写则为登录的人")


@dataclass(slots=True)
class _Taken:
    """One file, read and judged; written unless it was only looked at."""

    file: Path
    book: RawBook
    preview: Preview
    benefits: BenefitPlan | None
    entry: int | None = None
    problem_file: Path | None = None


def _run_households(call: Call) -> None:
    _run(call, "households")


def _run_benefits(call: Call) -> None:
    _run(call, "benefits")


def _run(call: Call, kind: str) -> None:
    from minzheng_desk.cli.mappings import parse_mappings

    wanted = parse_mappings(call.given.mapping)
    taken: list[dict[str, object]] = []
    call.so_far.update({"kind": kind, "preview": bool(call.given.preview), "files": taken})
    with call.desk(Permission.IMPORT) as desk:
        for file in call.given.files:
            one = _read(call, desk, file, kind, wanted)
            if not call.given.preview:
                _write(call, desk, one)
            _keep_problems(call, one)
            taken.append(_told(one))
            _say(call, one)
    call.out.answer(call.so_far)


def _read(call: Call, desk: Desk, file: Path, kind: str, wanted: dict[str, str]) -> _Taken:
    from minzheng_desk.cli.mappings import chosen_mappings, said_headers
    from minzheng_desk.documents.workbook.reading import read_workbook
    from minzheng_desk.households.imports.preview import preview_book

    book, today = read_workbook(file, call.progress), desk.clock.today()
    preview = desk.ask(preview_book, book, today, call.progress, kind)
    if wanted:
        chosen = chosen_mappings(file.name, preview.tables, wanted, kind)
        said = said_headers(preview.tables, wanted, kind)
        preview = desk.ask(preview_book, book, today, call.progress, kind, chosen, said)
    return _Taken(file, book, preview, _planned(call, desk, preview) if kind == "benefits" else None)


def _planned(call: Call, desk: Desk, preview: Preview) -> BenefitPlan:
    from minzheng_desk.benefits.imports import plan_benefits

    by = call.given.by or desk.actor.display_name
    return desk.ask(plan_benefits, preview.compared, policy_of(desk), call.given.paid_through, by)


def _write(call: Call, desk: Desk, one: _Taken) -> None:
    """Write one file as one change, unless it says nothing new.

    What columns mean is remembered with the rows; by itself only when the person has said it.
    """
    from minzheng_desk.benefits.operations import import_benefits
    from minzheng_desk.households.operations.importing import import_households

    plan = one.preview.plan
    remembers = plan.mappings or plan.said or plan.forgotten
    if _says_nothing_new(one) and not (remembers and call.given.mapping):
        return
    if one.benefits is not None:
        one.entry = desk.run(import_benefits, one.benefits, progress=call.progress).entry
    else:
        one.entry = desk.run(import_households, plan, call.progress).entry


def _says_nothing_new(one: _Taken) -> bool:
    awards = one.benefits is not None and bool(one.benefits.new or one.benefits.revised)
    return one.preview.plan.is_empty and not awards


def _keep_problems(call: Call, one: _Taken) -> None:
    from minzheng_desk.documents.workbook.annotating import annotated_copy

    target: Path | None = call.given.problems
    if target is None or not one.preview.problems:
        return
    if len(call.given.files) > 1:
        target = target.with_name(f"{target.stem}_{one.file.stem}{target.suffix}")
    first_rows: dict[str, int] = {}
    for table in one.preview.tables:
        first_rows.setdefault(table.header.sheet, table.header.last_row + 1)
    annotated_copy(one.file, target, one.book, one.preview.problems, first_rows)
    one.problem_file = target


def _say(call: Call, one: _Taken) -> None:
    from minzheng_desk.cli.found_problems import list_problems

    counts, out = one.preview.counts, call.out
    out.line(f"{one.file.name}：" + _outcome(call, one))
    taken = f"新增 {counts.new} 行，变更 {counts.changed} 行，相同 {counts.same} 行"
    out.line(f"{taken}，问题 {counts.problems} 行，合计 {counts.rows} 行")
    for sentence in (*one.preview.carried_over, *one.preview.unread):
        out.line(f"提示：{sentence}")
    _say_changes(call, one.preview.changes)
    where = (
        f"见 {one.problem_file}" if one.problem_file else "加上 --problems 文件 可把有问题的行全部另存出来"
    )
    refused, noticed = (
        ("有问题，不会导入", "可以导入，请留意")
        if call.given.preview
        else ("有问题，没有导入", "已导入，请留意")
    )
    list_problems(out, one.preview.problems, refused, where)
    list_problems(out, one.preview.notices, noticed, "用 --json 可看全部")
    out.line()


def _outcome(call: Call, one: _Taken) -> str:
    if call.given.preview:
        return "只是预览，没有写入。"
    if one.entry is None:
        return "没有可写入的变化。"
    if _says_nothing_new(one):
        return f"没有可写入的变化，只记住了列的对应（操作记录第 {one.entry} 条）。"
    return f"已导入（操作记录第 {one.entry} 条），可用 minzheng-desk undo 撤销。"


def _say_changes(call: Call, changes: Sequence[FieldChange]) -> None:
    from minzheng_desk.cli.masks import without_numbers

    if not changes:
        return
    call.out.heading(f"变更 {len(changes)} 项")
    call.out.table(
        ["工作表", "行", "姓名", "项目", "原来", "现在"],
        [
            [c.sheet, str(c.row), c.subject, c.label, without_numbers(c.before), without_numbers(c.after)]
            for c in changes[:_CHANGES_LISTED]
        ],
        right={"行"},
    )
    if len(changes) > _CHANGES_LISTED:
        call.out.line(f"另有 {len(changes) - _CHANGES_LISTED} 项，用 --json 可看全部")


def _told(one: _Taken) -> dict[str, object]:
    from minzheng_desk.cli.found_problems import told_problems
    from minzheng_desk.cli.masks import without_numbers

    counts = one.preview.counts
    return {
        "file": one.file.name,
        "rows": counts.rows,
        "new": counts.new,
        "changed": counts.changed,
        "same": counts.same,
        "problem_rows": counts.problems,
        "journal_entry": one.entry,
        "problem_file": str(one.problem_file) if one.problem_file else None,
        "changes": [
            {
                "sheet": change.sheet,
                "row": change.row,
                "subject": change.subject,
                "field": change.label,
                "before": without_numbers(change.before),
                "after": without_numbers(change.after),
            }
            for change in one.preview.changes
        ],
        "problems": told_problems(one.preview.problems),
        "notices": told_problems(one.preview.notices),
        "carried_over": one.preview.carried_over,
        "unread": one.preview.unread,
    }


COMMAND = Command(
    "import",
    "导入 Excel 登记表",
    parts=(
        Command("households", "导入家庭和人员登记表", _run_households, _arguments),
        Command("benefits", "导入在享待遇登记表", _run_benefits, _benefit_arguments),
    ),
    order=20,
)
