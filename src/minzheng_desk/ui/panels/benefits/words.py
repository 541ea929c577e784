"""How states, days and clauses are written on the page of benefits; pure."""

from __future__ import annotations

from datetime import date

from minzheng_desk.benefits.differences import Change
from minzheng_desk.benefits.in_payment import InPayment, Standing
from minzheng_desk.benefits.township import ClashRow, DifferenceRow
from minzheng_desk.policy.clauses import brief
from minzheng_desk.policy.model import Source
from minzheng_desk.ui.panels.benefits.rows import DueRow, PaidRow
from minzheng_desk.ui.widgets.chips import ChipSpec, Tone

ALERTS = {
    "death": ChipSpec("死亡待停发", Tone.BAD, "dead"),
    "no_account": ChipSpec("缺账户", Tone.BAD, "card"),
    "review": ChipSpec("待复核", Tone.WARN, "clock"),
    "certificate": ChipSpec("证件到期", Tone.WARN, "id"),
    "phase_out": ChipSpec("渐退期满", Tone.WARN, "clock"),
}
"""What is to be looked at in what is paid, the most urgent first."""

CHANGES = {
    Change.STOP: Tone.BAD,
    Change.LOWER: Tone.WARN,
    Change.RAISE: Tone.OK,
    Change.SUSPEND: Tone.WARN,
    Change.RESUME: Tone.OK,
    Change.FIND_OUT: Tone.NEUTRAL,
    Change.GRANT: Tone.INFO,
}

_STANDINGS = {
    Standing.SUSPENDED: (Tone.WARN, "pause"),
    Standing.PAUSING: (Tone.WARN, "pause"),
    Standing.PHASING_OUT: (Tone.INFO, "clock"),
    Standing.ENDING: (Tone.NEUTRAL, "stop"),
    Standing.AHEAD: (Tone.INFO, ""),
}
_SOON = 7
_DAYS_COUNTED, _DAYS_A_MONTH = 60, 30
_MONTHS_COUNTED, _MONTHS_A_YEAR = 24, 12

REMEDIES = {
    Change.STOP: "停发",
    Change.LOWER: "调整金额",
    Change.RAISE: "调整金额",
    Change.SUSPEND: "暂停",
    Change.RESUME: "恢复",
    Change.FIND_OUT: "打开档案",
    Change.GRANT: "确认待遇",
}
"""What is done about a difference."""

DUE_REMEDIES = {
    "review": "登记复核",
    "phase_out": "停发",
    "death": "停发",
}
"""What is done about what falls due, where it is done on this page; the rest is done in the file."""


def standing_chip(one: InPayment) -> ChipSpec | str:
    """Where an award stands; the ordinary state is plain."""
    if one.standing is Standing.PAID:
        return one.standing.label
    tone, icon = _STANDINGS[one.standing]
    return ChipSpec(one.standing.label, tone, icon)


def state_chips(row: PaidRow) -> tuple[ChipSpec, ...] | str:
    """Where an award stands, and the most urgent of what is to be looked at."""
    standing = standing_chip(row.one)
    chips = [] if isinstance(standing, str) else [standing]
    chips += [chip for kind, chip in ALERTS.items() if kind in row.alerts][:1]
    return tuple(chips) or row.one.standing.label


def from_to(one: InPayment) -> str:
    """From which month on, and the last month where it is known."""
    last = one.last_month
    return f"{one.since} 起" if last is None else f"{one.since}～{last}"


def how_soon(days: int) -> ChipSpec:
    """How soon something is due, in words and a colour.

    >>> [how_soon(days).text for days in (-400, -1, 0, 3)]
    ['逾期 13 个月', '逾期 1 天', '今天到期', '剩 3 天']
    """
    if days < 0:
        return ChipSpec(f"逾期 {_span(-days)}", Tone.BAD, "clock")
    if days == 0:
        return ChipSpec("今天到期", Tone.WARN, "clock")
    return ChipSpec(f"剩 {days} 天", Tone.INFO if days <= _SOON else Tone.NEUTRAL)


def due_chip(row: DueRow) -> ChipSpec:
    """How soon a line is due."""
    return how_soon(row.days_left)


def due_remedy(row: DueRow) -> str:
    """What is done about what falls due."""
    return DUE_REMEDIES.get(row.sort, "打开档案") if row.award_id else "打开档案"


def change_chip(row: DifferenceRow) -> ChipSpec:
    """What should happen to an award."""
    return ChipSpec(row.one.change.label, CHANGES[row.one.change])


def remedy(row: DifferenceRow) -> str:
    """What is done about a difference; what is recognised without money is recognised in the file."""
    if row.one.change is Change.GRANT and row.one.assessed is None:
        return "打开档案"
    return REMEDIES[row.one.change]


def clash_words(row: ClashRow) -> str:
    """How two benefits stand to each other."""
    return row.one.together.label


def clash_remedy(row: ClashRow) -> str:
    """What is done about a clash."""
    return "调整金额" if row.is_partly else "停发"


def cited(source: Source) -> str:
    """A clause, short enough for a line."""
    return brief(source)


def day_said(day: date) -> str:
    """A day in a sentence."""
    return f"{day.year}年{day.month}月{day.day}日"


def _span(days: int) -> str:
    if days <= _DAYS_COUNTED:
        return f"{days} 天"
    months = days // _DAYS_A_MONTH
    return f"{months} 个月" if months < _MONTHS_COUNTED else f"{months // _MONTHS_A_YEAR} 年"
