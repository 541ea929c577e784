"""工作台: what needs somebody today, what to look out for, how far the month is and how it went."""

from __future__ import annotations

from operator import methodcaller
from typing import Any

from minzheng_desk.kernel.clock import SystemClock
from minzheng_desk.ui.screen import Frame, PageCommand, Screen, ScreenSpec


def _make(frame: Frame) -> Screen:
    from minzheng_desk.ui.panels.home.page import HomeScreen

    return HomeScreen(frame)


def _waiting(reader: Any) -> int:
    from minzheng_desk.ui.panels.home.todos import todos_waiting

    return todos_waiting(reader, SystemClock().now())


SCREEN = ScreenSpec(
    "home",
    "工作台",
    "home",
    10,
    _make,
    help="window-home",
    waiting=_waiting,
    waits_on=frozenset({"award", "award_amount", "award_review", "suspension", "phase_out", "person"})
    | frozenset({"household_member", "bank_account", "disability_certificate", "hardship", "recognition"})
    | frozenset({"roster", "payment_result", "bank_return"}),
    commands=(
        PageCommand("全部待办", "home:todos", "逾期 今天到期"),
        PageCommand("风险提醒", "home:alerts", "死亡 账户 应享未享"),
    ),
    scenes=(("checked", methodcaller("check_again")),),
)
