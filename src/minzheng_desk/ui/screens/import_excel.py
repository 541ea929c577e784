"""导入 Excel: a register of any layout, from choosing the file to taking the import back."""

from __future__ import annotations

from typing import Any

from minzheng_desk.kernel.permissions import Permission
from minzheng_desk.ui.screen import Frame, PageCommand, Screen, ScreenSpec


def _make(frame: Frame) -> Screen:
    from minzheng_desk.ui.panels.importing.page import ImportScreen

    return ImportScreen(frame)


def _columns(page: Any) -> None:
    from minzheng_desk.ui.panels.importing.scenes import columns_named

    columns_named(page)


def _check(page: Any) -> None:
    from minzheng_desk.ui.panels.importing.scenes import rows_checked

    rows_checked(page)


SCREEN = ScreenSpec(
    "import",
    "导入 Excel",
    "excel",
    25,
    _make,
    may=Permission.IMPORT,
    in_rail=False,
    help="window-import",
    commands=(
        PageCommand("导入家庭登记表", "import:households", "Excel 表格 导入"),
        PageCommand("导入待遇登记表", "import:benefits", "Excel 名册 在享 导入"),
    ),
    scenes=(("columns", _columns), ("check", _check)),
)
