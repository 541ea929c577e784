"""工作台 over an invented township and over an empty office."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from minzheng_desk.desk.desk import Desk
from minzheng_desk.desk.local import LocalDesk
from minzheng_desk.households.model import Person
from minzheng_desk.households.operations.events import report_death
from minzheng_desk.households.queries import find_people
from minzheng_desk.kernel.money import shown, yuan
from minzheng_desk.kernel.period import Month
from minzheng_desk.payroll.month_state import MonthChanges, MonthPaid
from minzheng_desk.payroll.queries import rosters
from minzheng_desk.policy.queries import office_policy
from minzheng_desk.ui.look.look import look
from minzheng_desk.ui.panels.home.asked import Course, last_adjusted
from minzheng_desk.ui.panels.home.page import HomeScreen
from minzheng_desk.ui.panels.home.trend_card import TrendCard
from minzheng_desk.ui.rechecking import Rechecking
from minzheng_desk.ui.screen import Address
from minzheng_desk.ui.screens.home import SCREEN
from minzheng_desk.ui.settings import Settings
from minzheng_desk.ui.shots import settle
from minzheng_desk.ui.widgets.charts import ChartEvent
from minzheng_desk.ui.workbench import Workbench
from ui.showing import showing

MOST_WIDGETS = 170
_PATIENCE = 20_000


class NotingFrame:
    """What a page may ask of the window; it notes where the page wants to go."""

    def __init__(self, desk: Desk) -> None:
        self.bench, self.settings = Workbench(desk), Settings(None)
        self.rechecking = Rechecking(self.bench)
        self.went: list[str] = []
        self.bench.unclaimed = self.problem

    def go(self, address: Address | str) -> None:
        """Note it."""
        self.went.append(str(address))

    def problem(self, problem: Exception) -> None:
        """Nothing may go wrong here."""
        raise problem


@pytest.fixture
def frame(township: Desk) -> Iterator[NotingFrame]:
    made = NotingFrame(township)
    yield made
    made.bench.finish()


def opened(qtbot: QtBot, frame: NotingFrame, width: int = 1218, height: int = 671) -> HomeScreen:
    page: Any = SCREEN.make(frame)  # type: ignore[arg-type]
    qtbot.addWidget(page)
    page.resize(width, height)
    page.show()
    page.activate()
    qtbot.waitUntil(lambda: page.month is not None and page.pressing is not None, timeout=_PATIENCE)
    qtbot.waitUntil(lambda: page.trend.changes.as_rows() != (), timeout=_PATIENCE)
    assert isinstance(page, HomeScreen)
    return page


def test_the_total_of_the_month_is_that_of_its_rosters(qtbot: QtBot, frame: NotingFrame) -> None:
    page = opened(qtbot, frame)
    assert page.month is not None
    of_month = frame.bench.desk.ask(rosters, None, page.month.month)
    total = page.payments.total
    assert sum(roster.total for roster in of_month) == total.total
    assert sum(roster.persons for roster in of_month) == total.persons
    assert shown(total.total) in total.accessibleName()


def test_every_line_opens_what_is_behind_it(qtbot: QtBot, frame: NotingFrame) -> None:
    page = opened(qtbot, frame)
    for rows in (page.todos.list, page.alerts.list, page.payments.list):
        rows.setFocus()
        rows.setCurrentIndex(rows.rows.index(0))
        qtbot.keyClick(rows, Qt.Key.Key_Return)
        assert rows.rows.rows[0].address == frame.went[-1]
        index = rows.rows.index(rows.rows.rowCount() - 1)
        rows.scrollTo(index)
        qtbot.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=rows.visualRect(index).center())
        assert rows.rows.rows[-1].address == frame.went[-1]
    page.payments.page.click()
    page.trend.ledgers.click()
    page.begin_new()
    assert page.month is not None
    month = page.month.month
    assert [f"payroll:{month.year}{month.month:02d}", "ledgers", "households:new"] == frame.went[-3:]


def test_the_segments_count_and_choose(qtbot: QtBot, frame: NotingFrame) -> None:
    page = opened(qtbot, frame)
    whole = page.todos.list.rows.rowCount()
    assert whole == page.todos.count > 0
    page.todos.segments.choose("overdue")
    page.todos.segments.chosen.emit("overdue")
    overdue = page.todos.list.rows.rows
    assert 0 < len(overdue) < whole
    assert all(todo.due_on is not None and todo.due_on < frame.bench.today for todo in overdue)


def test_a_larger_window_shows_more_lines(qtbot: QtBot, frame: NotingFrame) -> None:
    page = opened(qtbot, frame)
    low = page.todos.list.viewport().height()
    page.resize(1772, 983)
    qtbot.waitUntil(lambda: page.todos.list.viewport().height() > low)
    page.resize(1218, 671)
    page.todos.all.click()
    assert page.payments.isHidden()
    page.todos.all.click()
    assert not page.payments.isHidden()


def test_going_through_every_household_says_when_and_how_many(qtbot: QtBot, frame: NotingFrame) -> None:
    page = opened(qtbot, frame)
    page.check_again()
    assert "正在逐户比对" == page.alerts.said.text()
    qtbot.waitUntil(lambda: frame.rechecking.result is not None, timeout=_PATIENCE)
    assert page.alerts.said.text().startswith("今天 ")
    assert all(alert.count is not None for alert in page.alerts.list.rows.rows)


def test_a_death_while_the_page_is_open_becomes_the_first_alert(qtbot: QtBot, frame: NotingFrame) -> None:
    page = opened(qtbot, frame)
    desk = frame.bench.desk
    assert page.month is not None
    paid = desk.ask(
        lambda reader: next(
            person for person in reader.find(Person) if person.died_on is None and _is_paid(reader, person)
        )
    )
    desk.run(report_death, paid, desk.clock.today(), "殡葬信息")
    page.refresh()
    qtbot.waitUntil(lambda: page.pressing is not None and len(page.pressing.deaths) > 0, timeout=_PATIENCE)
    first = page.alerts.list.rows.rows[0]
    assert ("死亡待停发", "benefits:deaths") == (first.title, first.address)


def _is_paid(reader: Any, person: Person) -> bool:
    from minzheng_desk.benefits.queries import awards_of_person  # noqa: PLC0415

    return any(
        award.programme == "old_age_allowance" and award.until is None
        for award in awards_of_person(reader, person.id)
    )


def test_an_empty_office_has_nothing_but_its_backup_to_do(qtbot: QtBot, open_empty: LocalDesk) -> None:
    frame = NotingFrame(open_empty)
    page = opened(qtbot, frame)
    qtbot.waitUntil(lambda: page.todos.count > 0, timeout=_PATIENCE)
    assert ["备份数据库"] == [todo.title for todo in page.todos.list.rows.rows]
    page.check_again()
    qtbot.waitUntil(lambda: frame.rechecking.result is not None, timeout=_PATIENCE)
    assert {0} == {alert.count for alert in page.alerts.list.rows.rows}
    frame.bench.finish()


@pytest.mark.parametrize("scale", [0.9, 1.25])
def test_nothing_is_squeezed_at_any_size_of_type(qtbot: QtBot, frame: NotingFrame, scale: float) -> None:
    look().choose(scale=scale)
    page = opened(qtbot, frame, 1276, 665)
    cards = [page.todos, page.alerts, page.payments, page.trend]
    for card in cards:
        assert page.rect().contains(card.geometry())
        others = [other for other in cards if other is not card]
        assert not any(card.geometry().intersects(other.geometry()) for other in others)
    assert len(page.findChildren(QWidget)) <= MOST_WIDGETS


def test_the_lists_speak_without_a_whole_number(qtbot: QtBot, frame: NotingFrame) -> None:
    page = opened(qtbot, frame)
    numbers = {one.id_number for one in frame.bench.desk.ask(find_people, "9", 50) if one.id_number}
    for rows in (page.todos.list, page.alerts.list, page.payments.list):
        for row in range(rows.rows.rowCount()):
            spoken = str(rows.rows.index(row).data(Qt.ItemDataRole.AccessibleTextRole))
            assert spoken
            assert not any(number in spoken for number in numbers)


def test_the_rail_counts_what_the_page_lists(qtbot: QtBot, frame: NotingFrame) -> None:
    page = opened(qtbot, frame)
    assert SCREEN.waiting is not None
    counted = frame.bench.desk.ask(SCREEN.waiting)
    assert len(list(page._gathered())) == counted + page.waits_beside_store > 0
    assert SCREEN.waits_on < page.reads


def test_closing_the_desk_does_not_wait_for_the_check(qtbot: QtBot, frame: NotingFrame) -> None:
    page = opened(qtbot, frame)
    page.check_again()
    frame.bench.finish()
    qtbot.wait(50)
    assert frame.rechecking.result is None


def test_every_sort_of_change_opens_the_roster_filtered_by_it(township: Desk) -> None:
    with showing(township, "home") as page:
        counts = page.trend._course.changes._asdict()
        assert any(counts.values())
        for sort, count in counts.items():
            page.trend.changes.opened.emit(sort)
            settle()
            payroll = page.frame.current()
            assert "资金发放" == payroll.header.title.text()
            if count:
                assert sort == payroll.roster.segments.key
                assert payroll.roster.table.rows_shown()
            page.frame.go("home")
            settle()


def test_the_latest_month_in_which_an_amount_changed_is_known(township: Desk) -> None:
    policy = township.ask(office_policy)
    first, last = Month(2025, 12), Month(2026, 11)
    assert None is last_adjusted(policy, first, last)  # the standards of 2026 are those of 2025
    now = policy.parameters["dibao.standard.rural"].values[-1]
    raised = replace(now, since=date(2026, 7, 1), value=now.value + 100)
    adjusted = policy.with_values({"dibao.standard.rural": [raised]})
    assert Month(2026, 7) == last_adjusted(adjusted, first, last)
    assert None is last_adjusted(adjusted, Month(2026, 8), last)


def test_an_adjustment_of_standards_stands_over_the_bars(qtbot: QtBot) -> None:
    card = TrendCard()
    qtbot.addWidget(card)
    july, august = Month(2026, 7), Month(2026, 8)
    months = (MonthPaid(july, yuan("346000")), MonthPaid(august, yuan("361000")))
    card.show_course(Course(months, MonthChanges(0, 0, 0, 0), {}, august))
    assert ChartEvent(august, "8月调整标准") == card.bars.happened
    card.show_course(Course(months, MonthChanges(0, 0, 0, 0), {}, None))
    assert card.bars.happened is None
