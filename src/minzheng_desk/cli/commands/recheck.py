"""The re-check of the whole township: what is paid beside what is assessed, and what falls due."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from minzheng_desk.cli.amounts import money_told
from minzheng_desk.cli.arguments import Parser, month
from minzheng_desk.cli.call import Call, policy_of
from minzheng_desk.cli.command import Command
from minzheng_desk.cli.recheck_applied import apply_chosen, say_applied, told_applied
from minzheng_desk.kernel.money import Money, shown
from minzheng_desk.kernel.permissions import Permission

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from minzheng_desk.benefits.differences import Difference
    from minzheng_desk.benefits.dues import Due
    from minzheng_desk.benefits.overlaps import Overlap
    from minzheng_desk.benefits.recheck import Recheck
    from minzheng_desk.benefits.whereabouts import Whereabouts
    from minzheng_desk.desk.desk import Desk

_LISTED = 20


def _arguments(parser: Parser) -> None:
    parser.add_argument("--month", metavar="年-月", type=month, help="按哪个月末的情况复核，不写则为今天")
    parser.add_argument("--all", action="store_true", help=f"全部列出；不写则每类先列 {_LISTED} 条")
    parser.add_argument("--suspend", action="store_true", help="把“应暂停”的暂停发放（残疾人证到期未换证）")
    parser.add_argument("--resume", action="store_true", help="把“应恢复”的恢复发放（已换证）")
    parser.add_argument(
        "--of", metavar="编号或姓名", action="append", default=[], help="只办这些户或人，可重复；不写则全部"
    )


def _run(call: Call) -> None:
    from minzheng_desk.benefits.dues import dues
    from minzheng_desk.benefits.recheck import recheck
    from minzheng_desk.benefits.whereabouts import whereabouts

    with call.desk(
        Permission.GRANT if call.given.suspend or call.given.resume else Permission.ASSESS
    ) as desk:
        policy, on = policy_of(desk), _day(call, desk)
        found = desk.ask(recheck, policy, on, progress=call.progress)
        due = desk.ask(dues, policy, on)
        names = desk.ask(whereabouts, [*found.lines, *due])
        done = apply_chosen(call, desk, found, names)
    call.out.answer({**_told(found, due, names), **told_applied(done)})
    _say_counts(call, found)
    limit = None if call.given.all else _LISTED
    _say_differences(call, "与发放不一致", found.differences[:limit], len(found.differences), names)
    _say_differences(call, "应享未享", found.unpaid[:limit], len(found.unpaid), names)
    _say_overlaps(call, found.overlaps[:limit], len(found.overlaps), names)
    _say_dues(call, due[:limit], len(due), names, on)
    call.out.line()
    say_applied(call, done)
    call.out.line("以上只是提示，是否调整由负责人决定；减发、停发前须听取意见。")


def _day(call: Call, desk: Desk) -> date:
    return call.given.month.last_day if call.given.month else desk.clock.today()


def _say_counts(call: Call, found: Recheck) -> None:
    from minzheng_desk.benefits.differences import Change

    call.out.line(f"{found.on} 复核 {found.households} 户，在发和暂停的待遇 {found.awards} 份。")
    rows = [
        ["一致", str(found.agreeing), ""],
        ["渐退期内", str(found.phasing_out), ""],
        ["暂停中", str(found.suspended), ""],
    ]
    for change in Change:
        listed = [one for one in (*found.differences, *found.unpaid) if one.change is change]
        rows.append([change.label, str(len(listed)), shown(found.total(change))])
    at_stake = Money(sum(one.at_stake for one in found.overlaps))
    rows.append(["不能同时享受", str(len(found.overlaps)), shown(at_stake)])
    call.out.table(["结果", "份", "每月金额（元）"], rows, right={"份", "每月金额（元）"})
    for name, count in sorted(found.lacking.items()):
        call.out.line(f"政策包没有参数 {name} 的数值，{count} 次测算没有结论。")


def _say_differences(
    call: Call, title: str, listed: Sequence[Difference], count: int, names: Whereabouts
) -> None:
    if not listed:
        return
    call.out.heading(f"{title} {count} 份" + _part(len(listed), count))
    rows = [
        [
            *names.of(one.household_id, one.person_id),
            one.label,
            one.change.label,
            shown(one.paid),
            _assessed(one),
            "、".join(cause.label for cause in one.causes),
        ]
        for one in listed
    ]
    headers = ["村（社区）", "户编号", "姓名", "项目", "建议", "在发", "测算", "原因"]
    call.out.table(headers, rows, right={"在发", "测算"})


def _assessed(one: Difference) -> str:
    from minzheng_desk.benefits.differences import Change

    if one.assessed is not None:
        return shown(one.assessed)
    return "认定身份" if one.change is Change.GRANT else ""


def _say_overlaps(call: Call, listed: Sequence[Overlap], count: int, names: Whereabouts) -> None:
    if not listed:
        return
    call.out.heading(f"不能同时享受 {count} 份" + _part(len(listed), count))
    for one in listed:
        place = "　".join(names.of(one.household_id, one.person_id))
        call.out.line(f"{place}　每月 {shown(one.at_stake)} 元　{one.sentence}")


def _say_dues(call: Call, listed: Sequence[Due], count: int, names: Whereabouts, on: date) -> None:
    if not listed:
        return
    call.out.heading(f"到期提醒 {count} 条" + _part(len(listed), count))
    for one in listed:
        late = one.overdue_by(on)
        place = "　".join(names.of(one.household_id, one.person_id))
        overdue = f"（已逾期 {late} 天）" if late else ""
        call.out.line(f"{one.matter.label}　{place}　{one.sentence}{overdue}（{one.source}）")


def _part(listed: int, count: int) -> str:
    return f"，先列 {listed} 条，全部请加 --all" if listed < count else ""


def _told(found: Recheck, due: Sequence[Due], names: Whereabouts) -> dict[str, Any]:
    return {
        "on": found.on.isoformat(),
        "households": found.households,
        "awards": found.awards,
        "agreeing": found.agreeing,
        "phasing_out": found.phasing_out,
        "suspended": found.suspended,
        "assessments": found.assessments,
        "plainly_out": found.plainly_out,
        "lacking": dict(found.lacking),
        "differences": [_told_difference(one, names) for one in found.differences],
        "unpaid": [_told_difference(one, names) for one in found.unpaid],
        "overlaps": [_told_overlap(one, names) for one in found.overlaps],
        "dues": [_told_due(one, names, found.on) for one in due],
    }


def _told_difference(one: Difference, names: Whereabouts) -> dict[str, Any]:
    return {
        "change": one.change.value,
        "programme": one.programme,
        **names.told(one.household_id, one.person_id),
        **money_told("paid", one.paid),
        **(money_told("assessed", one.assessed) if one.assessed is not None else {"assessed": None}),
        "since": str(one.since) if one.since else None,
        "causes": [cause.value for cause in one.causes],
        "reasons": list(one.reasons),
    }


def _told_overlap(one: Overlap, names: Whereabouts) -> dict[str, Any]:
    return {
        **names.told(one.household_id, one.person_id),
        "stays": one.stays.programme,
        "goes": one.goes.programme,
        "relation": one.together.relation,
        "source": str(one.together.source),
        **money_told("at_stake", one.at_stake),
    }


def _told_due(one: Due, names: Whereabouts, on: date) -> dict[str, Any]:
    return {
        "matter": one.matter.value,
        "due_on": one.due_on.isoformat(),
        "overdue_days": one.overdue_by(on),
        **names.told(one.household_id, one.person_id),
        "sentence": one.sentence,
        "source": str(one.source),
    }


COMMAND = Command(
    "recheck", "全镇复核：与发放的差异、应享未享、重复享受、到期提醒", _run, _arguments, order=45
)
