"""工作台: what needs somebody today, what to look out for, how far the month is and how it went."""

from __future__ import annotations

from operator import methodcaller

from minzheng_desk.ui.screen import Frame, PageCommand, Screen, ScreenSpec


def _make(frame: Frame) -> Screen:
    from minzheng_desk.ui.panels.home.page import HomeScreen

    return HomeScreen(frame)


SCREEN = ScreenSpec(
    "home",
    "工作台",
    "home",
    10,
    _make,
    help="window-home",
    commands=(
        PageCommand("全部待办", "home:todos", "逾期 今天到期"),
        PageCommand("风险提醒", "home:alerts", "死亡 账户 应享未享"),
    ),
    scenes=(("checked", methodcaller("check_again")),),
)
