"""Granting: one household or person, or all that were found to fit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from minzheng_desk.cli.arguments import Parser, day, month
from minzheng_desk.cli.call import Call, policy_of
from minzheng_desk.cli.command import Command
from minzheng_desk.kernel.permissions import Permission

if TYPE_CHECKING:
    from minzheng_desk.desk.desk import Desk
    from minzheng_desk.policy.model import Programme


def _arguments(parser: Parser) -> None:
    whom = parser.add_mutually_exclusive_group(required=True)
    whom.add_argument("--household", metavar="户", help="一户：户编号，或户主的姓名、身份证号")
    whom.add_argument("--person", metavar="人员", help="一个人：身份证号或姓名")
    whom.add_argument("--all-met", action="store_true", help="测算全部家庭，符合而还没有享受的一次确认")
    parser.add_argument("--programme", metavar="项目", required=True, help="如 低保、特困、高龄津贴")
    parser.add_argument("--since", metavar="年-月", type=month, help="起发月份，不写则按政策从今天算起")
    parser.add_argument(
        "--applied",
        metavar="日期",
        type=day,
        help="递交申请的日期，不写则按今天申请（两项补贴自申请当月起发）",
    )
    parser.add_argument("--by", metavar="姓名", required=True, help="作出决定的负责人")
    parser.add_argument(
        "--despite", metavar="理由", default="", help="与已在享的待遇不能同时享受，仍确认的理由"
    )


def _run(call: Call) -> None:
    from minzheng_desk.cli.programmes import programme_meant

    with call.desk(Permission.GRANT) as desk:
        programme = programme_meant(policy_of(desk), call.given.programme)
        if call.given.all_met:
            _grant_all(call, desk, programme)
        else:
            _grant_one(call, desk, programme)


def _grant_one(call: Call, desk: Desk, programme: Programme) -> None:
    """Grant by an assessment of today; raises `NotEntitled`, `NotTogether` or `AlreadyAwarded`."""
    from minzheng_desk.benefits.clashes import clashes
    from minzheng_desk.benefits.granting import holder_of, new_award
    from minzheng_desk.benefits.operations import grant
    from minzheng_desk.cli.assessing import assessed, facts_of_one
    from minzheng_desk.cli.assessment_page import say_assessment
    from minzheng_desk.cli.granted_page import say_undo, sentence, told_award
    from minzheng_desk.cli.subjects import PersonNotSaid, meant

    policy, today = policy_of(desk), desk.clock.today()
    subject = meant(desk, call.given.household or call.given.person)
    facts = facts_of_one(desk, subject.household.id, today, call.given.applied)
    person = str(subject.person.id) if subject.person else None
    found = assessed(programme, [facts], policy, today, call.progress, person)
    if len(found) != 1:
        raise PersonNotSaid(programme=programme.label)
    award = new_award(found[0], decided_on=today, decided_by=call.given.by, since=call.given.since)
    warned = [clash.sentence for clash in desk.ask(clashes, policy, [award])]
    done = desk.run(grant, award, policy=policy, override=call.given.despite)
    call.out.answer({"granted": [told_award(award)], "warnings": warned, "journal_entry": done.entry})
    say_assessment(call.out, found[0])
    call.out.line()
    call.out.line(f"已确认：{sentence(award, holder_of(found[0]).name)}")
    for warning in warned:
        call.out.line(f"注意：{warning}")
    say_undo(call.out, done.entry)


def _grant_all(call: Call, desk: Desk, programme: Programme) -> None:
    """Grant what everybody is found to fit for, as one change that one undo takes back."""
    from minzheng_desk.benefits.granting import grantable
    from minzheng_desk.benefits.operations import grant_all
    from minzheng_desk.cli.assessing import assessed, facts_of_everybody
    from minzheng_desk.cli.granted_page import say_all, told_all

    policy, today = policy_of(desk), desk.clock.today()
    facts = facts_of_everybody(desk, today)
    found = assessed(programme, facts, policy, today, call.progress)
    sorted_out = desk.ask(
        grantable, found, policy, decided_on=today, decided_by=call.given.by, since=call.given.since
    )
    entry = None
    if sorted_out.awards:
        entry = desk.run(grant_all, sorted_out.awards, policy=policy, progress=call.progress).entry
    call.out.answer(told_all(sorted_out, entry))
    say_all(call.out, programme, sorted_out, entry)


COMMAND = Command("grant", "确认待遇", _run, _arguments, order=50)
