"""资金发放: a programme's month from drawing up to closing, its roster, what needs somebody, its papers."""

from __future__ import annotations

from operator import methodcaller
from typing import Any

from minzheng_desk.ui.screen import Frame, PageCommand, Screen, ScreenSpec


def _make(frame: Frame) -> Screen:
    from minzheng_desk.ui.panels.payroll.page import PayrollScreen

    return PayrollScreen(frame)


def _waiting(reader: Any) -> int:
    from minzheng_desk.payroll.course import lines_waiting

    return lines_waiting(reader)


SCREEN = ScreenSpec(
    "payroll",
    "资金发放",
    "pay",
    50,
    _make,
    help="window-payroll",
    waiting=_waiting,
    waits_on=frozenset({"roster", "roster_line", "payment_result", "corrected_line"}),
    commands=(
        PageCommand("生成发放名册", "payroll", "花名册 发放 月结"),
        PageCommand("导入银行回盘", "payroll", "退回 失败"),
    ),
    scenes=(
        ("compared", methodcaller("show_comparison")),
        ("answered", methodcaller("show_answers")),
        ("drawn-up", methodcaller("show_next_drawn_up")),
        ("alerts", methodcaller("show_alerts")),
    ),
)
