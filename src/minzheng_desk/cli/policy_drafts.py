"""Trying a draft of the policy over today's facts, and working by it from one act on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from minzheng_desk.cli.amounts import money_told
from minzheng_desk.cli.arguments import Parser, count, day, path
from minzheng_desk.cli.call import Call, policy_of
from minzheng_desk.kernel.money import shown
from minzheng_desk.kernel.permissions import Permission

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from minzheng_desk.benefits.what_if import Effect
    from minzheng_desk.benefits.whereabouts import Whereabouts

_LISTED = 20


def what_if_arguments(parser: Parser) -> None:
    """Take the folder of the draft, the day and the months."""
    parser.add_argument("folder", metavar="文件夹", type=path, help="政策包草案所在的文件夹")
    parser.add_argument("--on", metavar="日期", type=day, help="从哪一天起试算，如草案的施行日；不写则为今天")
    parser.add_argument("--months", metavar="月数", type=count, default=1, help="试算几个月，不写则为一个月")
    parser.add_argument("--all", action="store_true", help=f"逐户逐人全部列出；不写则每月先列 {_LISTED} 条")


def what_if_run(call: Call) -> None:
    """Say who would enter, leave and change, by village and month; nothing is changed."""
    from minzheng_desk.benefits.what_if import what_if
    from minzheng_desk.benefits.whereabouts import whereabouts
    from minzheng_desk.policy.queries import pack_folder, policy_in

    draft = policy_in(pack_folder(call.given.folder))
    with call.desk(Permission.ASSESS) as desk:
        standing, today = policy_of(desk), desk.clock.today()
        days = _days(call.given.on or today, call.given.months)
        effects = desk.ask(what_if, standing, draft, days, today=today, progress=call.progress)
        names = desk.ask(whereabouts, [move for effect in effects for move in effect.moves])
    call.out.answer(
        {
            "standing": standing.version,
            "draft": draft.version,
            "months": [_told(effect, names) for effect in effects],
        }
    )
    call.out.line(f"草案“{draft.label}”（{draft.version}）与现行“{standing.label}”（{standing.version}）比较")
    for effect in effects:
        _say(call, effect, names)
    call.out.line()
    call.out.line("以上是按今天的家庭情况试算，没有改动任何待遇。")


def _days(first: date, months: int) -> list[date]:
    """The day itself, and the first of each month after it."""
    from minzheng_desk.kernel.period import Month

    return [first, *((Month.of(first) + later).first_day for later in range(1, months))]


def _say(call: Call, effect: Effect, names: Whereabouts) -> None:
    from minzheng_desk.benefits.what_if import by_village

    sign = "+" if effect.moved > 0 else ""
    totals = f"每月 {shown(effect.before)} 元变为 {shown(effect.after)} 元"
    call.out.heading(
        f"{effect.month.label}：{effect.households} 户，{totals}（{sign}{shown(effect.moved)} 元）"
    )
    tallies = by_village(effect, _villages(effect, names))
    rows = [[t.village, t.step.label, str(t.cases), str(t.persons), shown(t.moved)] for t in tallies]
    if not rows:
        call.out.line("没有变化。")
        return
    headers = ["村（社区）", "变化", "件", "人", "每月金额（元）"]
    call.out.table(headers, rows, right={"件", "人", "每月金额（元）"})
    _say_moves(call, effect, names)


def _say_moves(call: Call, effect: Effect, names: Whereabouts) -> None:
    listed = effect.moves if call.given.all else effect.moves[:_LISTED]
    rows: Sequence[list[str]] = [
        [
            *names.of(move.household_id, move.person_id),
            move.label,
            move.step.label,
            shown(move.before),
            shown(move.after),
        ]
        for move in listed
    ]
    call.out.line()
    headers = ["村（社区）", "户编号", "姓名", "项目", "变化", "现在", "草案"]
    call.out.table(headers, rows, right={"现在", "草案"})
    if len(listed) < len(effect.moves):
        call.out.line(f"共 {len(effect.moves)} 条，全部列出请加 --all。")


def _villages(effect: Effect, names: Whereabouts) -> dict[str, str]:
    return {move.household_id: names.village(move.household_id) for move in effect.moves}


def _told(effect: Effect, names: Whereabouts) -> dict[str, Any]:
    from minzheng_desk.benefits.what_if import by_village

    return {
        "month": str(effect.month),
        "households": effect.households,
        **money_told("before", effect.before),
        **money_told("after", effect.after),
        "villages": [
            {
                "village": tally.village,
                "step": tally.step.value,
                "cases": tally.cases,
                "persons": tally.persons,
                **money_told("moved", tally.moved),
            }
            for tally in by_village(effect, _villages(effect, names))
        ],
        "moves": [
            {
                **names.told(move.household_id, move.person_id),
                "programme": move.programme,
                "step": move.step.value,
                **money_told("before", move.before),
                **money_told("after", move.after),
            }
            for move in effect.moves
        ],
    }


def activate_arguments(parser: Parser) -> None:
    """Take the folder of the pack."""
    parser.add_argument(
        "folder", metavar="文件夹", type=path, help="政策包所在的文件夹，或程序自带的政策包的名称"
    )


def activate(call: Call) -> None:
    """Work by a pack from now on; raises `PackRefused`."""
    from minzheng_desk.eligibility.operations import activate_pack
    from minzheng_desk.policy.queries import pack_folder

    folder = pack_folder(call.given.folder)
    with call.desk(Permission.SET_UP) as desk:
        done = desk.run(
            activate_pack,
            folder,
            activated_by=desk.actor.display_name,
            activated_on=desk.clock.today(),
        )
    kept = done.result
    call.out.answer({"pack": kept.pack, "version": kept.pack_version, "journal_entry": done.entry})
    call.out.line(f"本单位自即日起按政策包“{kept.pack}”（{kept.pack_version}）执行，全部文件已存入数据库。")
    call.out.line(f"操作记录第 {done.entry} 条，可用 minzheng-desk undo 撤销。")
