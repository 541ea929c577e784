"""政策标准: what holds on a day and under which text, trial calculation, drafts, and open questions."""

from __future__ import annotations

from operator import methodcaller

from minzheng_desk.ui.screen import Frame, PageCommand, Screen, ScreenSpec


def _make(frame: Frame) -> Screen:
    from minzheng_desk.ui.panels.policy.page import PolicyScreen

    return PolicyScreen(frame)


SCREEN = ScreenSpec(
    "policy",
    "政策标准",
    "policy",
    80,
    _make,
    at_bottom=True,
    help="window-policy",
    commands=(
        PageCommand("试算", "policy:trial", "测算 补差"),
        PageCommand("提标测算", "policy:draft", "草案 装入 启用 政策包"),
        PageCommand("待答口径", "policy:questions", "答复"),
        PageCommand("政策文件", "policy:documents", "条文 文号"),
    ),
    scenes=(
        *((key, methodcaller("show_object", key)) for key in ("documents", "trial", "draft", "questions")),
        ("clause_of_standards", methodcaller("show_object", "document/R1/a31")),
        ("clause_of_conditions", methodcaller("show_object", "document/R1/a4")),
    ),
)
