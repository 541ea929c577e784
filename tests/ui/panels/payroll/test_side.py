"""What needs somebody and the villages: beside the lines, or a tab where there is no room for both."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from minzheng_desk.ui.frame.window import DESIGN_SIZE
from minzheng_desk.ui.look.look import look
from minzheng_desk.ui.panels.payroll.body import RosterBody
from minzheng_desk.ui.panels.payroll.page import PayrollScreen
from minzheng_desk.ui.panels.payroll.side_or_tab import LINES, SIDE
from minzheng_desk.ui.shots import settle
from ui.tour import Tour


@pytest.fixture
def roster(tour: Tour) -> Iterator[RosterBody]:
    """The roster of the month, at the size of the design and the largest type."""
    tour.window.resize(*DESIGN_SIZE)
    look().choose(scale=1.5)
    page = tour.show("payroll/")
    assert isinstance(page, PayrollScreen)
    yield page.roster
    look().choose(scale=1.0)
    settle()


def test_with_large_type_the_side_is_a_tab_that_says_how_many_wait(roster: RosterBody) -> None:
    tabs = roster.panes_row.tabs
    assert tabs.isVisible()
    assert roster.table.isVisible()
    tabs.choose(SIDE)
    assert (True, True, False) == (
        roster.notices.isVisible(),
        roster.bars.isVisible(),
        roster.table.isVisible(),
    )
    assert f"名册 {len(roster._now.rows)}" == tabs.tabText(0)
    tabs.choose(LINES)
    assert roster.table.isVisible()


def test_f9_goes_to_the_tab_and_back(roster: RosterBody, tour: Tour) -> None:
    page = tour.work.page("payroll")
    page.toggle_side()
    assert roster.notices.isVisible()
    page.toggle_side()
    assert roster.table.isVisible()


def test_the_lines_come_to_the_front_when_they_are_asked_for(roster: RosterBody) -> None:
    roster.panes_row.tabs.choose(SIDE)
    roster.notices.all_asked.emit()
    assert roster.table.isVisible()


def test_at_full_size_both_stand_beside_each_other_again(roster: RosterBody) -> None:
    look().choose(scale=1.0)
    settle()
    assert not roster.panes_row.tabs.isVisible()
    assert roster.table.isVisible()
    assert roster.notices.isVisible()
    assert roster.bars.isVisible()
