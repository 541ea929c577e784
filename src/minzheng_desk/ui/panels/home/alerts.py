"""The lines of 风险提醒: how many people, how much money, and where they are listed; pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from minzheng_desk.benefits.pressing import Pressing, Stretch
from minzheng_desk.kernel.money import Money, shown
from minzheng_desk.ui.panels.home.asked import MonthNow, PressingNow
from minzheng_desk.ui.widgets.chips import Tone

if TYPE_CHECKING:
    from minzheng_desk.benefits.township import TownshipChecked


@dataclass(frozen=True, slots=True)
class Alert:
    """One thing to look out for; a count that is None is still being worked out."""

    icon: str
    title: str
    detail: str
    count: int | None
    unit: str
    address: str
    tone: Tone


def alerts(
    month: MonthNow | None, pressing: PressingNow | None, checked: TownshipChecked | None
) -> tuple[Alert, ...]:
    """Everything there is to say so far, what touches money first; nothing found is said as well."""
    lines = [
        _deaths(pressing),
        _accounts(month),
        *_dues(pressing),
        *_checked(checked),
    ]
    return tuple(sorted(lines, key=lambda one: one.count == 0))


def _deaths(pressing: PressingNow | None) -> Alert:
    deaths = pressing.deaths if pressing else ()
    total = Money(sum(death.at_stake for death in deaths))
    said = f"去世后仍在发放，月涉及 {shown(total)} 元" if deaths else "没有去世后仍在发放的"
    people = len({death.person_id for death in deaths})
    return _alert("dead", "死亡待停发", said, people if pressing else None, "benefits:deaths", Tone.BAD)


def _accounts(month: MonthNow | None) -> Alert:
    missing = len({one.person_id for one in month.without_account}) if month else 0
    returned = month.returned if month else None
    said = [f"没有账户 {missing} 人"] if missing else []
    said += [f"银行退回 {returned.payments} 笔尚未更正"] if returned and returned.payments else []
    count = missing + (returned.payments if returned else 0)
    words = "；".join(said) or "在发的都有账户，没有银行退回"
    address = "benefits:no-account" if missing else "payroll"
    return _alert("card", "账户缺失或银行退回", words, count if month else None, address, Tone.BAD)


def _dues(pressing: PressingNow | None) -> Iterator[Alert]:
    lines = pressing.lines if pressing else ()
    for sort, icon, title, tone, unit in (
        ("age", "age", "到龄", Tone.WARN, "人"),
        ("certificate", "id", "证件到期", Tone.WARN, "人"),
        ("review", "refresh", "复核到期", Tone.NEUTRAL, "户"),
    ):
        same = [line for line in lines if line.sort == sort]
        count = sum(line.things for line in same) if pressing else None
        yield _alert(icon, title, _split(sort, same), count, f"benefits:due/{sort}", tone, unit)


def _split(sort: str, same: Iterable[Pressing]) -> str:
    """How much of it is behind and how much ahead."""
    behind = sum(line.things for line in same if line.stretch is Stretch.OVERDUE)
    ahead = sum(line.things for line in same if line.stretch is not Stretch.OVERDUE)
    words = {
        "age": ("本月已到龄 {} 人", "下月前到龄 {} 人", "本月和下月没有到龄的"),
        "certificate": ("残疾人证已过期 {} 人", "快到期 {} 人", "残疾人证都在有效期内"),
        "review": ("已逾期 {} 户", "下月前到期 {} 户", "下月前没有要复核的"),
    }[sort]
    said = [words[0].format(behind)] if behind else []
    said += [words[1].format(ahead)] if ahead else []
    return "，".join(said) or words[2]


def _checked(checked: TownshipChecked | None) -> Iterator[Alert]:
    if checked is None:
        waiting = "正在逐户比对"
        yield _alert("hand", "应享未享", waiting, None, "benefits:unclaimed", Tone.INFO)
        yield _alert("split", "待遇重复或不能同享", waiting, None, "benefits:overlaps", Tone.WARN)
        yield _alert("warn", "与测算不一致", waiting, None, "benefits:differences", Tone.NEUTRAL)
        return
    unclaimed, clashes, differing = map(len, (checked.unclaimed, checked.clashes, checked.differences))
    said = f"条件已符合但没有申请，月 {shown(checked.unclaimed_total)} 元" if unclaimed else "没有漏下的"
    yield _alert("hand", "应享未享", said, unclaimed, "benefits:unclaimed", Tone.INFO)
    said = f"月多发 {shown(checked.clashing_total)} 元" if clashes else "没有不能同享的"
    yield _alert("split", "待遇重复或不能同享", said, clashes, "benefits:overlaps", Tone.WARN)
    said = "按今天的情况应停发、减发或增发" if differing else "在享的都与测算一致"
    yield _alert("warn", "与测算不一致", said, differing, "benefits:differences", Tone.NEUTRAL, "项")


def _alert(
    icon: str, title: str, said: str, count: int | None, address: str, tone: Tone, unit: str = "人"
) -> Alert:
    return Alert(icon, title, said, count, unit, address, tone)
