"""Rosters: drawn up, compared, locked, printed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from minzheng_desk.cli import roster_afterwards as afterwards
from minzheng_desk.cli.arguments import Parser, path_ending
from minzheng_desk.cli.call import Call, policy_of
from minzheng_desk.cli.command import Command
from minzheng_desk.cli.roster_afterwards import month_arguments, roster_arguments, roster_meant
from minzheng_desk.kernel.permissions import Permission

if TYPE_CHECKING:
    from minzheng_desk.desk.desk import Desk
    from minzheng_desk.payroll.documents.rosters import Printing
    from minzheng_desk.payroll.queries import RosterView


def _show_arguments(parser: Parser) -> None:
    roster_arguments(parser)
    parser.add_argument("--village", metavar="村名", help="只列这个村（社区）的行")


def _print_arguments(parser: Parser) -> None:
    roster_arguments(parser)
    parser.add_argument(
        "--to",
        metavar="文件",
        type=path_ending(".pdf", ".xlsx"),
        required=True,
        help="写到哪里：.pdf 用于打印，.xlsx 用于核对",
    )
    parser.add_argument("--full-ids", metavar="用途", help="印完整身份证号和账号；须写明用途，并记入操作记录")
    parser.add_argument("--each-village-on-new-page", action="store_true", help="每个村（社区）另起一页")
    parser.add_argument("--area", metavar="城乡", choices=("农村", "城市"), help="只印农村或城市的行")
    parser.add_argument(
        "--held", action="store_true", help="印本月未发放明细（暂缓、停发），而不是发放花名册"
    )
    parser.add_argument("--accept-gaps", action="store_true", help="字体里没有的字留空，印好后手写")


def _draw_up(call: Call) -> None:
    from minzheng_desk.cli.programmes import programme_meant
    from minzheng_desk.cli.roster_page import say_comparison, say_roster, told_comparison
    from minzheng_desk.payroll.operations import draw_up_roster
    from minzheng_desk.payroll.queries import roster_for

    with call.desk(Permission.READ) as desk:
        policy = policy_of(desk)
        programme = programme_meant(policy, call.given.programme).name
        desk.run(
            draw_up_roster,
            programme,
            call.given.month,
            policy=policy,
            drawn_up_by=desk.actor.display_name,
            drawn_up_on=desk.clock.today(),
            progress=call.progress,
        )
        view = desk.ask(roster_for, programme, call.given.month)
    call.out.answer(told_comparison(view))
    say_roster(call.out, view.roster)
    call.out.line()
    say_comparison(call.out, view)


def _show(call: Call) -> None:
    from minzheng_desk.cli.roster_page import say_lines, say_roster, told_line, told_roster

    with call.desk(Permission.READ) as desk:
        view = roster_meant(call, desk)
    lines = [line for line in view.lines if call.given.village in {None, line.region_name}]
    call.out.answer({"roster": told_roster(view.roster), "lines": [told_line(line) for line in lines]})
    say_roster(call.out, view.roster)
    call.out.line()
    say_lines(call.out, lines)


def _compare(call: Call) -> None:
    from minzheng_desk.cli.roster_page import say_comparison, told_comparison

    with call.desk(Permission.READ) as desk:
        view = roster_meant(call, desk)
    call.out.answer(told_comparison(view))
    say_comparison(call.out, view)


def _lock(call: Call) -> None:
    from minzheng_desk.cli.roster_page import say_roster, told_roster
    from minzheng_desk.payroll.operations import lock_roster

    with call.desk(Permission.READ) as desk:
        roster = roster_meant(call, desk).roster
        locked = desk.run(
            lock_roster,
            roster,
            locked_by=desk.actor.display_name,
            locked_at=desk.clock.now(),
            policy=policy_of(desk),
        ).result
    call.out.answer({"roster": told_roster(locked)})
    say_roster(call.out, locked)
    call.out.line("已锁定，不能再改；少发的在下月名册补发，多发的登记追回。")


def _print(call: Call) -> None:
    from minzheng_desk.cli.amounts import money_told
    from minzheng_desk.kernel.money import shown
    from minzheng_desk.payroll.documents.rosters import export_roster, print_held, print_roster

    target: Path = call.given.to
    with call.desk(Permission.EXPORT) as desk:
        view = roster_meant(call, desk)
        printing = _printing(call, desk, view)
    if target.suffix.lower() == ".xlsx":
        export_roster(view, target, printing, progress=call.progress)
        call.out.answer({"file": str(target), "lines": len(view.lines)})
        call.out.line(f"已写入 {target}：发放和未发放共 {len(view.lines)} 行。")
        return
    put = print_held if call.given.held else print_roster
    done = put(view, target, printing, accept_gaps=call.given.accept_gaps)
    call.out.answer(
        {
            "file": str(target),
            "pages": done.pages,
            "lines": done.lines,
            **money_told("total", done.total),
            "gaps": len(done.missing),
            "cut": len(done.cut),
        }
    )
    call.out.line(f"已写入 {target}：{done.pages} 页，{done.lines} 行，合计 {shown(done.total)} 元。")
    for glyph in done.missing:
        call.out.line(f"留空待手写：{glyph.place}")
    for cut in done.cut:
        call.out.line(f"第 {cut.row} 行“{cut.column}”太长，纸上没有印全。")


def _printing(call: Call, desk: Desk, view: RosterView) -> Printing:
    from minzheng_desk.audit.queries import newest
    from minzheng_desk.office.queries import the_station
    from minzheng_desk.payroll.documents.rosters import Printing
    from minzheng_desk.payroll.operations import note_full_printing, note_printing

    if call.given.full_ids is not None:
        desk.run(note_full_printing, view.roster, call.given.full_ids)
    else:
        desk.run(note_printing, view.roster, call.given.to.name)
    return Printing(
        office=desk.ask(the_station).name,
        printed_by=desk.actor.display_name,
        printed_at=desk.clock.now(),
        full_ids=call.given.full_ids is not None,
        area={"农村": "rural", "城市": "urban"}.get(call.given.area or ""),
        villages_start_page=call.given.each_village_on_new_page,
        journal_digest=next((entry.digest for entry in desk.ask(newest, 1)), ""),
    )


COMMAND = Command(
    "roster",
    "发放名册",
    parts=(
        Command("draw-up", "生成一个项目一个月的名册；没锁定的可以重新生成", _draw_up, month_arguments),
        Command("show", "逐行查看名册", _show, _show_arguments),
        Command(
            "compare",
            "与上月比较：谁新增、增减、停发、暂缓，各是什么原因",
            _compare,
            month_arguments,
        ),
        Command("lock", "锁定名册；锁定后不能撤销，制表人不能锁定", _lock, roster_arguments),
        Command("print", "打印名册（PDF），或另存为 Excel", _print, _print_arguments),
        Command("correct", "银行退回的，更正账户后再发", afterwards.correct, afterwards.correct_arguments),
        Command("close", "月结一个项目的一个月", afterwards.close, month_arguments),
        Command("post", "打印公布单，不含号码和未成年人姓名", afterwards.post, afterwards.post_arguments),
        Command(
            "except-holder",
            "登记账户户名例外：发到别人的账户",
            afterwards.except_holder,
            afterwards.holder_arguments,
        ),
        Command(
            "except-lone-clerk",
            "登记单人办公例外：制表人可以锁定",
            afterwards.except_lone_clerk,
            afterwards.lone_clerk_arguments,
        ),
    ),
    order=60,
)
