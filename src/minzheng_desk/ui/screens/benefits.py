"""待遇管理: everybody in payment, what falls due, who is left out, and what does not fit any more."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from minzheng_desk.kernel.clock import SystemClock
from minzheng_desk.ui.screen import Frame, PageCommand, Screen, ScreenSpec


def _make(frame: Frame) -> Screen:
    from minzheng_desk.ui.panels.benefits.page import BenefitsScreen

    return BenefitsScreen(frame)


def _waiting(reader: Any) -> int:
    from minzheng_desk.ui.panels.benefits.asked import overdue

    return overdue(reader, SystemClock().today())


def _list(address: str) -> Callable[[Any], object]:
    """A list without a sheet over it; its first line is chosen by itself."""
    return lambda page: page.show_list(address)


def _act(key: str) -> Callable[[Any], object]:
    """The sheet of an act on the line that is chosen."""
    return lambda page: page.begin(key)


SCREEN = ScreenSpec(
    "benefits",
    "待遇管理",
    "benefit",
    40,
    _make,
    help="window-benefits",
    waiting=_waiting,
    waits_on=frozenset({"award", "award_review", "person", "disability_certificate", "phase_out"}),
    commands=(
        PageCommand("到期和到龄", "benefits:due", "复核到期 到龄 证件到期"),
        PageCommand("应享未享", "benefits:unclaimed", "漏保 应保尽保"),
        PageCommand("不能同时享受", "benefits:overlaps", "重复享受 冲突"),
        PageCommand("与发放不一致", "benefits:differences", "全镇复核 停发 减发"),
    ),
    scenes=(
        ("suspend", _act("suspend")),
        ("end", _act("end")),
        ("revise", _act("revise")),
        ("due", _list("due")),
        ("differences", _list("differences")),
        ("overlaps", _list("overlaps")),
        ("unclaimed", _list("unclaimed")),
        ("grant", _act("grant")),
        ("paid", _list("paid")),
    ),
)
