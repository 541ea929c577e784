"""操作记录: what was done here, by whom and when, in words; and whether it still agrees with the files."""

from __future__ import annotations

from minzheng_desk.kernel.permissions import Permission
from minzheng_desk.ui.screen import Frame, PageCommand, Screen, ScreenSpec


def _make(frame: Frame) -> Screen:
    from minzheng_desk.ui.panels.journal.page import JournalScreen

    return JournalScreen(frame)


SCREEN = ScreenSpec(
    "journal",
    "操作记录",
    "clock",
    90,
    _make,
    may=Permission.READ_JOURNAL,
    at_bottom=True,
    help="window-journal",
    commands=(PageCommand("核验操作记录", "journal", "hash 校验"),),
)
