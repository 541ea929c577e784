"""Rosters on a terminal: their lines, their sums, and how they differ from last month's."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from minzheng_desk.cli.amounts import money_told
from minzheng_desk.cli.masks import account_shown, id_shown
from minzheng_desk.cli.output import Output
from minzheng_desk.kernel.money import Money, in_words, shown

if TYPE_CHECKING:
    from minzheng_desk.payroll.model import Roster, RosterLine
    from minzheng_desk.payroll.queries import RosterView


def say_roster(out: Output, roster: Roster) -> None:
    """Say what a roster comes to."""
    from minzheng_desk.payroll.model import State, short_digest

    sort = f"　{roster.sort_called}" if roster.correction else ""
    state = "已月结" if roster.closed_at else State(roster.state).label
    out.line(f"{roster.month.label}　{roster.programme_label}{sort}　{state}")
    out.facts(
        [
            ("批次号", roster.batch_number),
            ("发放", f"{roster.lines} 行，{roster.persons} 人"),
            ("暂缓", f"{roster.held} 行" if roster.held else ""),
            ("停发", f"{roster.stopped} 行" if roster.stopped else ""),
            ("合计", f"{shown(roster.total)} 元（{in_words(roster.total)}）"),
            ("政策包", roster.pack),
            ("制表", f"{roster.drawn_up_by} {roster.drawn_up_on}"),
            ("锁定", roster.locked_by),
            ("月结", roster.closed_by),
            ("校验码", short_digest(roster.digest)),
        ]
    )


def say_lines(out: Output, lines: Sequence[RosterLine]) -> None:
    """Say lines one below the other, numbers masked."""
    from minzheng_desk.payroll.model import Difference, Standing

    out.table(
        [
            "序号",
            "村（社区）",
            "姓名",
            "身份证号",
            "人口",
            "实发（元）",
            "上月（元）",
            "处理",
            "变动",
            "账号",
            "原因",
        ],
        [
            [
                str(line.seq),
                line.region_name,
                line.name,
                id_shown(line.id_number),
                str(line.persons),
                shown(line.amount),
                shown(line.previous_amount) if line.previous_amount is not None else "",
                Standing(line.standing).label,
                Difference(line.difference).label,
                account_shown(line.account),
                line.reason,
            ]
            for line in lines
        ],
        right={"序号", "人口", "实发（元）", "上月（元）"},
    )


def say_comparison(out: Output, view: RosterView) -> None:
    """Say how a roster differs from last month's: sums by sort first, then every line that differs."""
    from minzheng_desk.payroll.model import Difference

    by_sort = lines_by_difference(view.lines)
    out.line(f"{view.roster.month.label}　{view.roster.programme_label}　与上月比较")
    rows = [
        [sort.label, str(len(lines)), shown(paid_by(lines)), shown(paid_before(lines))]
        for sort, lines in by_sort.items()
        if lines
    ]
    rows.append(["合计", str(len(view.lines)), shown(paid_by(view.lines)), shown(paid_before(view.lines))])
    out.table(["变动", "行数", "本月（元）", "上月（元）"], rows, right={"行数", "本月（元）", "上月（元）"})
    changed = [line for line in view.lines if Difference(line.difference).is_change]
    if changed:
        out.heading(f"有变动的 {len(changed)} 行")
        say_lines(out, changed)


def lines_by_difference(lines: Sequence[RosterLine]) -> dict[Any, list[RosterLine]]:
    """The lines by how they differ from last month's; every line in exactly one place."""
    from minzheng_desk.payroll.model import Difference

    return {sort: [line for line in lines if line.difference == sort.value] for sort in Difference}


def paid_by(lines: Sequence[RosterLine]) -> Money:
    """What is paid on these lines."""
    return Money(sum(line.amount for line in lines if line.standing == "pay"))


def paid_before(lines: Sequence[RosterLine]) -> Money:
    """What was paid on the same lines last month."""
    return Money(sum(line.previous_amount or 0 for line in lines))


def told_roster(roster: Roster) -> dict[str, Any]:
    """A roster for a machine."""
    return {
        "batch_number": roster.batch_number,
        "programme": roster.programme,
        "label": roster.programme_label,
        "month": str(roster.month),
        "state": roster.state,
        "correction": roster.correction,
        "closed": roster.closed_at is not None,
        "lines_paid": roster.lines,
        "lines_held": roster.held,
        "lines_stopped": roster.stopped,
        "persons": roster.persons,
        **money_told("total", roster.total),
        "pack": roster.pack,
        "digest": roster.digest,
        "drawn_up_by": roster.drawn_up_by,
        "drawn_up_on": roster.drawn_up_on.isoformat(),
        "locked_by": roster.locked_by or None,
        "locked_at": roster.locked_at.isoformat() if roster.locked_at else None,
    }


def told_line(line: RosterLine) -> dict[str, Any]:
    """A line of a roster for a machine, numbers masked."""
    return {
        "seq": line.seq,
        "award_id": line.award_id,
        "person_id": line.person_id,
        "name": line.name,
        "id_number_masked": id_shown(line.id_number),
        "household_number": line.household_number,
        "village": line.region_name,
        "persons": line.persons,
        "standing": line.standing,
        "difference": line.difference,
        "reason": line.reason,
        **money_told("base", line.base),
        **money_told("supplement", line.supplement),
        **money_told("back_payment", line.back_payment),
        **money_told("amount", line.amount),
        **money_told("previous_amount", line.previous_amount),
        "account_tail": line.account[-4:],
    }


def told_comparison(view: RosterView) -> dict[str, Any]:
    """How a roster differs from last month's, for a machine; the counts add up to the lines."""
    from minzheng_desk.payroll.model import Difference

    return {
        "roster": told_roster(view.roster),
        "lines": len(view.lines),
        "by_difference": {
            sort.value: {"lines": len(lines), **money_told("amount", paid_by(lines))}
            for sort, lines in lines_by_difference(view.lines).items()
        },
        "changed": [told_line(line) for line in view.lines if Difference(line.difference).is_change],
    }
