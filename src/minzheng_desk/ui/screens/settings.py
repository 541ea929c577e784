"""系统设置: the look, this computer, the people, the office, backups."""

from __future__ import annotations

from operator import methodcaller

from minzheng_desk.kernel.permissions import Permission
from minzheng_desk.ui.screen import Frame, PageCommand, Screen, ScreenSpec


def _make(frame: Frame) -> Screen:
    from minzheng_desk.ui.panels.settings.page import SettingsScreen

    return SettingsScreen(frame)


SCREEN = ScreenSpec(
    "settings",
    "系统设置",
    "gear",
    85,
    _make,
    may=Permission.SIGN_IN,
    at_bottom=True,
    help="window-settings",
    commands=(
        PageCommand("立即备份", "settings:backup", "恢复 U盘"),
        PageCommand("人员和角色", "settings:people", "口令 用户 权限"),
        PageCommand("字号和配色", "settings:look", "高对比 深色 投影 锁屏"),
        PageCommand("单位和村（社区）", "settings:office"),
        PageCommand("打印机对准", "settings:printers", "校准 偏移"),
    ),
    scenes=tuple(
        (key, methodcaller("show_object", key)) for key in ("people", "office", "printers", "backup")
    ),
)
