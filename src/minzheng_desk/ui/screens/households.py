"""家庭档案: which households there are, the file of one, and how it stands under every programme."""

from __future__ import annotations

from minzheng_desk.ui.panels.households.scenes import SCENES
from minzheng_desk.ui.screen import Frame, PageCommand, Screen, ScreenSpec


def _make(frame: Frame) -> Screen:
    from minzheng_desk.ui.panels.households.page import HouseholdsScreen

    return HouseholdsScreen(frame)


SCREEN = ScreenSpec(
    "households",
    "家庭档案",
    "family",
    20,
    _make,
    help="window-households",
    commands=(
        PageCommand("新建家庭", "households:new", "登记 一户"),
        PageCommand("低保家庭", "households:list/dibao", "名单"),
        PageCommand("特困人员", "households:list/tekun", "名单"),
    ),
    scenes=SCENES,
)
