"""Other states of the page worth a picture (see `minzheng_desk.ui.shots`)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from minzheng_desk.ui.widgets.sheets import SideSheet


def of_list(address: str) -> Callable[[Any], object]:
    """A list; its first line is chosen by itself."""

    def show(page: Any) -> None:
        for sheet in page.findChildren(SideSheet):
            sheet.close_sheet()
        page.frame.go(f"benefits:{address}")

    return show


def of_act(key: str) -> Callable[[Any], object]:
    """The sheet of an act on the line that is chosen."""
    return lambda page: page.begin(key)


SCENES = (
    ("suspend", of_act("suspend")),
    ("end", of_act("end")),
    ("revise", of_act("revise")),
    ("due", of_list("due")),
    ("differences", of_list("differences")),
    ("overlaps", of_list("overlaps")),
    ("unclaimed", of_list("unclaimed")),
    ("grant", of_act("grant")),
    ("paid", of_list("paid")),
)
