"""Acting on the lines of a re-check that somebody has chosen: suspending, and paying again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from minzheng_desk.benefits.differences import Change, Difference
    from minzheng_desk.benefits.recheck import Recheck
    from minzheng_desk.benefits.suspending import Applied
    from minzheng_desk.benefits.whereabouts import Whereabouts
    from minzheng_desk.cli.call import Call
    from minzheng_desk.desk.desk import Desk


class Act(NamedTuple):
    """One act done on the lines chosen, and its entry in the journal."""

    change: Change
    chosen: int
    applied: Applied
    entry: int | None


def apply_chosen(call: Call, desk: Desk, found: Recheck, names: Whereabouts) -> list[Act]:
    """Suspend and resume what was asked for, each as one act that one undo takes back."""
    from minzheng_desk.benefits.differences import Change
    from minzheng_desk.benefits.suspending import resume_renewed, suspend_expired
    from minzheng_desk.payroll.queries import first_unpaid

    acts: list[Act] = []
    if call.given.suspend and (chosen := _chosen(call, found, names, Change.SUSPEND)):
        suspended = desk.run(suspend_expired, chosen, unpaid_from=desk.ask(first_unpaid))
        acts.append(Act(Change.SUSPEND, len(chosen), suspended.result, suspended.entry))
    if call.given.resume and (chosen := _chosen(call, found, names, Change.RESUME)):
        resumed = desk.run(resume_renewed, chosen)
        acts.append(Act(Change.RESUME, len(chosen), resumed.result, resumed.entry))
    return acts


def _chosen(call: Call, found: Recheck, names: Whereabouts, change: Change) -> list[Difference]:
    wanted = set(call.given.of)
    listed = [one for one in found.differences if one.change is change]
    return [
        one for one in listed if not wanted or wanted & set(names.of(one.household_id, one.person_id)[1:])
    ]


def say_applied(call: Call, done: list[Act]) -> None:
    """Say what was done, with figures that add up."""
    from minzheng_desk.benefits.differences import Change

    said = {Change.SUSPEND: "暂停发放", Change.RESUME: "恢复发放"}
    for act in done:
        count, left = len(act.applied.done), act.applied.nothing_to_do
        call.out.line(f"选中 {act.chosen} 份：已{said[act.change]} {count} 份，不需办理 {left} 份。")
        call.out.line(f"操作记录第 {act.entry} 条，可用 minzheng-desk undo 撤销。")
    if not done and (call.given.suspend or call.given.resume):
        call.out.line("没有选中应暂停或应恢复的待遇，没有改动。")


def told_applied(done: list[Act]) -> dict[str, Any]:
    """The same for a machine."""
    return {
        "applied": [
            {
                "change": act.change.value,
                "chosen": act.chosen,
                "done": len(act.applied.done),
                "nothing_to_do": act.applied.nothing_to_do,
                "journal_entry": act.entry,
            }
            for act in done
        ]
    }
