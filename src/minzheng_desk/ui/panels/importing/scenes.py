"""States of the page worth a picture: a register of the invented township on its way."""

from __future__ import annotations

from typing import Any

from minzheng_desk.desk.local import LocalDesk
from minzheng_desk.ui.panels.importing.draft import HOUSEHOLDS, Register
from minzheng_desk.ui.panels.importing.steps import CHECK, COLUMNS


def columns_named(page: Any) -> None:
    """A register whose columns are known and whose cells are not all right."""
    _show_register(page, COLUMNS)


def rows_checked(page: Any) -> None:
    """The same register with its problems and what would change."""
    _show_register(page, CHECK)


def _show_register(page: Any, step: str) -> None:
    """Open a register of the invented township and go to a step of it."""
    desk = page.bench.desk
    if isinstance(desk, LocalDesk):
        files = sorted((desk.folder.parent / "登记表").glob("家庭档案*.xlsx"))
        if files:
            page.stop_at = step
            page.open_file(Register(files[-1], HOUSEHOLDS))
