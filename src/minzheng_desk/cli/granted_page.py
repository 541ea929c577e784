"""What was granted, on a terminal."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from minzheng_desk.cli.amounts import money_told
from minzheng_desk.cli.output import Output
from minzheng_desk.kernel.money import Money, shown

if TYPE_CHECKING:
    from minzheng_desk.benefits.granting import Grantable
    from minzheng_desk.benefits.model import NewAward
    from minzheng_desk.policy.model import Programme


def say_all(out: Output, programme: Programme, sorted_out: Grantable, entry: int | None) -> None:
    """Say how many awards a batch made, and why the others were not made."""
    awards = sorted_out.awards
    rows = [
        ("本次确认", len(awards)),
        ("符合，但已在享，或有不能同享的待遇", len(sorted_out.held)),
        ("符合，但有近亲属备案，须逐户确认", len(sorted_out.related)),
        ("符合，但没有应发金额", len(sorted_out.nothing_due)),
        ("不符合", len(sorted_out.not_met)),
        ("待核实", len(sorted_out.unknown)),
    ]
    unit = "户" if programme.unit == "household" else "人"
    out.line(f"{programme.label}：测算 {sum(count for _, count in rows)} {unit}")
    out.table(["结果", unit], [[label, str(count)] for label, count in rows], right={unit})
    out.line(f"本次确认的月金额合计 {shown(_total(awards))} 元。")
    if entry is not None:
        say_undo(out, entry)


def say_undo(out: Output, entry: int) -> None:
    """Say how the operation is taken back."""
    out.line(f"操作记录第 {entry} 条，可用 minzheng-desk undo 撤销。")


def sentence(award: NewAward, name: str) -> str:
    """An award in one sentence."""
    amount = shown(award.amounts.total)
    return f"{name}　{award.label}，自 {award.since.label}起每月 {amount} 元，{award.decided_by} 确认。"


def _total(awards: Sequence[NewAward]) -> Money:
    return Money(sum(award.amounts.total for award in awards))


def told_all(sorted_out: Grantable, entry: int | None) -> dict[str, Any]:
    """A batch for a machine; the counts add up to ``assessed``."""
    others = [
        sorted_out.held,
        sorted_out.related,
        sorted_out.nothing_due,
        sorted_out.not_met,
        sorted_out.unknown,
    ]
    return {
        "assessed": len(sorted_out.awards) + sum(len(kind) for kind in others),
        "granted_count": len(sorted_out.awards),
        "held": len(sorted_out.held),
        "related": len(sorted_out.related),
        "nothing_due": len(sorted_out.nothing_due),
        "not_met": len(sorted_out.not_met),
        "unknown": len(sorted_out.unknown),
        **money_told("total", _total(sorted_out.awards)),
        "granted": [told_award(award) for award in sorted_out.awards],
        "journal_entry": entry,
    }


def told_award(award: NewAward) -> dict[str, Any]:
    """An award for a machine."""
    return {
        "programme": award.programme,
        "person_id": award.person_id,
        "household_id": award.household_id,
        "since": str(award.since),
        "persons": award.persons,
        "by_policy": award.basis == "policy",
        **money_told("amount", award.amounts.total),
        "decided_by": award.decided_by,
    }
