"""What is done with a roster after the bank answered: corrected, closed, posted; and who may do it alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from minzheng_desk.cli.amounts import money_told
from minzheng_desk.cli.arguments import Parser, count, day, month, path_ending
from minzheng_desk.cli.call import Call, policy_of
from minzheng_desk.cli.roster_page import told_line, told_roster
from minzheng_desk.kernel.permissions import Permission

if TYPE_CHECKING:
    from collections.abc import Sequence

    from minzheng_desk.desk.desk import Desk
    from minzheng_desk.payroll.corrections.queries import Failure
    from minzheng_desk.payroll.queries import RosterView


def month_arguments(parser: Parser) -> None:
    """Take a programme and a month."""
    parser.add_argument("--programme", metavar="项目", required=True, help="如 低保、特困、高龄津贴")
    parser.add_argument("--month", metavar="年-月", type=month, required=True, help="发放月份，如 2026-11")


def roster_arguments(parser: Parser) -> None:
    """Take a programme, a month, and which of the month's corrections is meant."""
    month_arguments(parser)
    parser.add_argument(
        "--correction",
        metavar="次",
        type=count,
        default=0,
        help="第几次更正发放；不写则是当月名册",
    )


def roster_meant(call: Call, desk: Desk) -> RosterView:
    """The roster that was named, or the correction of it."""
    from minzheng_desk.cli.programmes import programme_meant
    from minzheng_desk.payroll.queries import roster_for

    programme = programme_meant(policy_of(desk), call.given.programme)
    return desk.ask(roster_for, programme.name, call.given.month, getattr(call.given, "correction", 0))


def correct_arguments(parser: Parser) -> None:
    """Take which lines are sent again unchanged, and why."""
    month_arguments(parser)
    parser.add_argument(
        "--resend",
        metavar="序号",
        type=count,
        action="append",
        default=[],
        help="账户没有变、银行答复可以原样重发的明细序号，可重复",
    )
    parser.add_argument("--because", metavar="理由", default="", help="原样重发的理由")


def correct(call: Call) -> None:
    """Draw up a correction of what the bank sent back, and say what had to be left out."""
    from minzheng_desk.cli.roster_page import say_lines, say_roster
    from minzheng_desk.payroll.corrections.operations import draw_correction
    from minzheng_desk.payroll.corrections.queries import failures_of

    with call.desk(Permission.READ) as desk:
        origin = roster_meant(call, desk).roster
        failed = desk.ask(failures_of, origin)
        wanted = [one for one in failed if one.line.seq in call.given.resend]
        done = desk.run(
            draw_correction,
            origin,
            drawn_up_by=desk.actor.display_name,
            drawn_up_on=desk.clock.today(),
            resend={one.line.id: call.given.because for one in wanted},
        ).result
    view = done.view
    call.out.answer(
        {
            "roster": told_roster(view.roster),
            "corrects": origin.batch_number,
            "lines": [told_line(line) for line in view.lines],
            "left": [told_failure(one) for one in done.left],
        }
    )
    say_roster(call.out, view.roster)
    call.out.line()
    say_lines(call.out, view.lines)
    say_failures(call, "没有列入的", done.left)


def say_failures(call: Call, title: str, found: Sequence[Failure]) -> None:
    """List failed payments with what is to be done about each."""
    from minzheng_desk.kernel.money import shown

    if not found:
        return
    call.out.heading(f"{title} {len(found)} 行")
    call.out.table(
        ["名册", "序号", "姓名", "金额（元）", "银行原因", "怎么办"],
        [
            [
                one.roster.sort_called,
                str(one.line.seq),
                one.line.name,
                shown(one.line.amount),
                one.result.reason,
                one.why_not or "账户已更正，可以生成更正发放。",
            ]
            for one in found
        ],
        right={"序号", "金额（元）"},
    )
    call.out.line("银行退回不影响待遇，不得因此停发、减发。")


def told_failure(failure: Failure) -> dict[str, object]:
    """A failed payment for a machine."""
    return {
        "batch_number": failure.roster.batch_number,
        "seq": failure.line.seq,
        "name": failure.line.name,
        **money_told("amount", failure.line.amount),
        "bank_reason": failure.result.reason,
        "why_not": failure.why_not,
        "to_do": failure.to_do,
    }


def close(call: Call) -> None:
    """Close the month of a programme."""
    from minzheng_desk.payroll.operations import close_roster

    with call.desk(Permission.READ) as desk:
        closed = desk.run(
            close_roster,
            roster_meant(call, desk).roster,
            closed_by=desk.actor.display_name,
            closed_at=desk.clock.now(),
        ).result
    call.out.answer({"roster": told_roster(closed)})
    call.out.line(f"{closed.called}已月结，不能再改；银行的回盘仍可导入。")


def post_arguments(parser: Parser) -> None:
    """Take where the sheet goes."""
    month_arguments(parser)
    parser.add_argument(
        "--to", metavar="文件", type=path_ending(".pdf"), required=True, help="写到哪里（.pdf）"
    )
    parser.add_argument("--each-village-on-new-page", action="store_true", help="每个村（社区）另起一页")


def post(call: Call) -> None:
    """Print the sheet for the notice board."""
    from minzheng_desk.kernel.money import shown
    from minzheng_desk.office.queries import the_station
    from minzheng_desk.payroll.documents.postings import print_posting
    from minzheng_desk.payroll.documents.rosters import Printing
    from minzheng_desk.payroll.operations import note_printing
    from minzheng_desk.payroll.queries import unnamed_on_boards

    with call.desk(Permission.EXPORT) as desk:
        view, policy = roster_meant(call, desk), policy_of(desk)
        printing = Printing(
            office=desk.ask(the_station).name,
            printed_by=desk.actor.display_name,
            printed_at=desk.clock.now(),
            villages_start_page=call.given.each_village_on_new_page,
        )
        unnamed = desk.ask(unnamed_on_boards, view, policy)
        done = print_posting(view, call.given.to, printing, policy, unnamed)
        desk.run(note_printing, view.roster, f"公布单 {call.given.to.name}")
    call.out.answer(
        {"file": str(done.path), "pages": done.pages, "lines": done.lines, **money_told("total", done.total)}
    )
    call.out.line(f"已写入 {done.path}：{done.pages} 页，{done.lines} 行，合计 {shown(done.total)} 元。")
    call.out.line("公布单不含身份证号、电话、账号和未成年人姓名；请勿在上面另行添加。")


def lone_clerk_arguments(parser: Parser) -> None:
    """Take why, by whom and until when."""
    parser.add_argument("--because", metavar="理由", required=True, help="如“只有一名工作人员”")
    parser.add_argument("--allowed-by", metavar="姓名", required=True, help="批准的负责人")
    parser.add_argument(
        "--until", metavar="日期", type=day, required=True, help="从哪一天起不再例外，最长一年"
    )


def except_lone_clerk(call: Call) -> None:
    """Put on record that the office has one person only."""
    from minzheng_desk.payroll.duties import operations
    from minzheng_desk.payroll.duties.model import LoneClerk

    given = call.given
    with call.desk(Permission.SET_UP) as desk:
        exception = LoneClerk(
            reason=given.because, allowed_by=given.allowed_by, since=desk.clock.today(), until=given.until
        )
        kept = desk.run(operations.except_lone_clerk, exception).result
    call.out.answer(
        {
            "since": kept.since.isoformat(),
            "until": kept.until.isoformat(),
            "reason": kept.reason,
            "allowed_by": kept.allowed_by,
        }
    )
    call.out.line(f"已登记：{kept.until} 以前，制表人可以锁定自己制的名册；请在纸质名册上由负责人签字。")


def holder_arguments(parser: Parser) -> None:
    """Take whose account it is about, why and by whom."""
    parser.add_argument("--person", metavar="人员", required=True, help="领款人：身份证号或姓名")
    parser.add_argument("--because", metavar="理由", required=True, help="为什么发到别人的账户")
    parser.add_argument("--allowed-by", metavar="姓名", required=True, help="批准的负责人")


def except_holder(call: Call) -> None:
    """Let somebody else's account take a person's benefits."""
    from minzheng_desk.cli.subjects import person_meant
    from minzheng_desk.households.queries import standing_account
    from minzheng_desk.kernel.errors import NotFound
    from minzheng_desk.payroll.corrections import operations
    from minzheng_desk.payroll.corrections.model import HolderException

    given = call.given
    with call.desk(Permission.GRANT) as desk:
        person = person_meant(desk, given.person)
        account = desk.ask(standing_account, person.id)
        if account is None:
            raise NotFound(label="这个人的银行账户")
        exception = HolderException(
            person_id=person.id,
            account=account.account,
            holder_name=account.holder_name,
            reason=given.because,
            allowed_by=given.allowed_by,
            allowed_on=desk.clock.today(),
        )
        kept = desk.run(operations.except_holder, exception).result
    call.out.answer({"person": person.name, "holder": kept.holder_name, "allowed_by": kept.allowed_by})
    call.out.line(f"已登记：{person.name} 的待遇可以发到户名“{kept.holder_name}”的账户。")
