"""States of the page worth a picture: a household with benefits, its tabs, and the sheets over it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from minzheng_desk.ui.widgets.sheets import SideSheet

Page = Any


def household(page: Page) -> None:
    """The household with the most benefits, on its first tab."""
    for sheet in page.findChildren(SideSheet):
        sheet.close_sheet()
    homes = page.list.model.homes
    if homes:
        page.list.go_to(max(homes, key=lambda home: (len(home.benefits), home.persons)).id)
    page.file.turn_to("overview")


def tab(key: str) -> Callable[[Page], None]:
    """One part of the file."""

    def show(page: Page) -> None:
        household(page)
        page.file.turn_to(key)

    return show


def death(page: Page) -> None:
    """A death, filled in, with what it would do to money."""
    held = [one.award.person_id for one in page.file.shown.held if one.award.until is None]
    page.begin_event("death")
    form = page.acting.content.form
    form.fill(
        {
            "person_id": held[-1] if held else page.file.shown.household.head_id,
            "died_on": page.bench.today - timedelta(days=3),
            "source": "死亡证明",
        }
    )
    page.acting.content.tell_effect()


SCENES: tuple[tuple[str, Callable[[Page], object]], ...] = (
    ("household", household),
    ("death", death),
    ("calculation", lambda page: page.show_calculation()),
    ("new", lambda page: page.begin_new()),
    ("members", tab("members")),
    ("means", tab("means")),
    ("benefits", tab("benefits")),
    ("history", tab("history")),
    ("overview", tab("overview")),
)
