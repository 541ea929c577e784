"""操作记录: what was done here, by whom and when, in words."""

from __future__ import annotations

from minzheng_desk.kernel.permissions import Permission
from minzheng_desk.ui.screen import Frame, Screen, ScreenSpec


class JournalScreen(Screen):
    """The journal, newest first."""

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame, "操作记录")
        self.body.addStretch(1)


SCREEN = ScreenSpec(
    "journal",
    "操作记录",
    "clock",
    90,
    JournalScreen,
    may=Permission.READ_JOURNAL,
    at_bottom=True,
    help="journal",
)
