"""Assessing households and persons, with every reason."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from minzheng_desk.cli.arguments import Parser, day, path_ending
from minzheng_desk.cli.call import Call, policy_of
from minzheng_desk.cli.command import Command
from minzheng_desk.kernel.permissions import Permission

if TYPE_CHECKING:
    from minzheng_desk.desk.desk import Desk
    from minzheng_desk.eligibility.findings import Assessment


def _arguments(parser: Parser) -> None:
    parser.add_argument(
        "subjects", metavar="户编号或人员", nargs="*", help="户编号、身份证号或姓名，可以写几个"
    )
    parser.add_argument("--all", action="store_true", help="测算全部家庭，给出各项目的人数和金额")
    parser.add_argument("--village", metavar="村名", help="只测算这个村（社区）的全部家庭")
    parser.add_argument(
        "--programme",
        metavar="项目",
        action="append",
        default=[],
        help="如 低保、特困，可重复；不写则测算全部项目",
    )
    parser.add_argument("--on", metavar="日期", type=day, help="按哪一天的情况和政策测算，不写则为今天")
    parser.add_argument(
        "--applied",
        metavar="日期",
        type=day,
        help="递交申请的日期，不写则按当天申请（两项补贴、刚性支出等用）",
    )
    parser.add_argument(
        "--print",
        metavar="文件",
        type=path_ending(".pdf"),
        dest="printed",
        help="把一项测算的说明印成一页 PDF",
    )
    parser.add_argument("--kept", action="store_true", help="与 --print 同用：照原样印最近一次保存的测算")
    parser.add_argument("--large", action="store_true", help="与 --print 同用：给申请人看的大字说明")
    parser.add_argument(
        "--completion-notice",
        metavar="文件",
        type=path_ending(".pdf"),
        help="把一户缺少的情况印成一次性补正告知书（PDF）",
    )
    parser.add_argument(
        "--save",
        action="store_true",
        help="把测算连同依据保存到档案；测算全部家庭时每个项目是一步，可逐步撤销",
    )


def _run(call: Call) -> None:
    with call.desk(Permission.ASSESS) as desk:
        if call.given.all or call.given.village:
            _assess_everybody(call, desk)
        elif call.given.kept:
            _print_kept(call, desk)
        else:
            _assess_some(call, desk)


def _assess_everybody(call: Call, desk: Desk) -> None:
    """Assess everybody, one programme after the other so that a whole county fits into memory."""
    from minzheng_desk.cli.assessing import assessed, facts_of_everybody
    from minzheng_desk.cli.assessment_page import say_summary, told_briefly, told_summary
    from minzheng_desk.cli.programmes import programmes_meant
    from minzheng_desk.eligibility.model import Outcome

    policy, on = policy_of(desk), call.given.on or desk.clock.today()
    facts = facts_of_everybody(desk, on, call.given.village)
    summary, met, saved = [], [], 0
    for programme in programmes_meant(policy, call.given.programme):
        found = assessed(programme, facts, policy, on, call.progress)
        summary.append(told_summary(programme, found))
        met += [told_briefly(assessment) for assessment in found if assessment.outcome is Outcome.MET]
        saved += _saved(call, desk, found)
    call.out.answer({"on": on.isoformat(), "summary": summary, "saved": saved, "met": met})
    say_summary(call.out, summary)
    _say_saved(call, saved)


def _assess_some(call: Call, desk: Desk) -> None:
    found = _of_some(call, desk)
    made = _printed(call, desk, found)
    _answer_some(call, desk, found, _saved(call, desk, found), made)


def _print_kept(call: Call, desk: Desk) -> None:
    """Put on paper again, word for word, what was kept last; raises `NothingKept` or `PrintedWhere`."""
    from minzheng_desk.cli.assessment_print import print_kept
    from minzheng_desk.cli.programmes import programmes_meant
    from minzheng_desk.cli.subjects import NobodyNamed, meant

    given = call.given
    if not given.subjects:
        raise NobodyNamed
    wanted = programmes_meant(policy_of(desk), given.programme)
    subject = meant(desk, given.subjects[0])
    kept = print_kept(desk, subject, [one.name for one in wanted], given.printed, large=given.large)
    call.out.answer({"programme": kept.programme, "on": kept.on.isoformat(), "files": [str(given.printed)]})
    call.out.line(f"{kept.on} 保存的测算已照原样打印到 {given.printed}")


def _printed(call: Call, desk: Desk, found: list[Assessment]) -> list[Path]:
    """Put on paper what was asked for; raises `OneAtATime`, `SeveralHouseholds` or `NothingMissing`."""
    from minzheng_desk.cli.assessment_print import print_explanation, print_notice

    given, made = call.given, list[Path]()
    if given.printed:
        made.append(print_explanation(desk, found, given.printed, large=given.large))
    if given.completion_notice:
        made.append(print_notice(desk, found, given.completion_notice))
    return made


def _of_some(call: Call, desk: Desk) -> list[Assessment]:
    """Assess those who were named; a person only as such where the programme is granted to persons."""
    from minzheng_desk.cli.assessing import assessed, facts_of_one
    from minzheng_desk.cli.programmes import programmes_meant
    from minzheng_desk.cli.subjects import NobodyNamed, NobodyThen, meant

    if not call.given.subjects:
        raise NobodyNamed
    policy, on = policy_of(desk), call.given.on or desk.clock.today()
    found: list[Assessment] = []
    for written in call.given.subjects:
        subject = meant(desk, written)
        facts = facts_of_one(desk, subject.household.id, on, call.given.applied)
        person = str(subject.person.id) if subject.person else None
        before = len(found)
        for programme in programmes_meant(policy, call.given.programme):
            found += assessed(programme, [facts], policy, on, call.progress, person)
        if len(found) == before:
            raise NobodyThen(number=subject.household.number, day=on.isoformat())
    return found


def _saved(call: Call, desk: Desk, found: list[Assessment]) -> int:
    """Keep the assessments where that was asked for; returns how many were kept."""
    from minzheng_desk.eligibility.operations import record_assessments

    return desk.run(record_assessments, found).result if call.given.save and found else 0


def _answer_some(call: Call, desk: Desk, found: list[Assessment], saved: int, made: list[Path]) -> None:
    from minzheng_desk.cli.assessment_page import (
        say_assessment,
        say_in_short,
        say_registered,
        told_assessment,
    )
    from minzheng_desk.eligibility.model import Outcome
    from minzheng_desk.eligibility.registered import registered_facts

    registered = desk.ask(registered_facts, [assessment.facts for assessment in found])
    told = [told_assessment(assessment, registered[assessment.facts.key]) for assessment in found]
    call.out.answer({"saved": saved, "files": [str(file) for file in made], "assessments": told})
    # Who asks about one programme wants to know why not; who asks about all of them, what could fit.
    in_short = [one for one in found if one.outcome is Outcome.NOT_MET and not call.given.programme]
    for assessment in found:
        if assessment not in in_short:
            say_assessment(call.out, assessment)
    if in_short:
        call.out.heading("不符合的项目（加上 --programme 项目 可看逐项依据）")
    for assessment in in_short:
        say_in_short(call.out, assessment)
    for facts in registered.values():
        say_registered(call.out, facts)
    for file in made:
        call.out.line(f"已打印到 {file}")
    _say_saved(call, saved)


def _say_saved(call: Call, saved: int) -> None:
    if saved:
        call.out.line()
        call.out.line(f"已保存 {saved} 次测算。测算只是建议，是否确认由负责人决定。")


COMMAND = Command("assess", "测算资格和金额，逐项说明依据", _run, _arguments, order=40)
