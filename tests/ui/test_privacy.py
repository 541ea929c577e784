"""Nobody's whole number leaves the store by the screen, and a meeting sees nobody's name (ui.md §15, §17)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from minzheng_desk.audit.queries import newest
from minzheng_desk.desk.desk import Desk
from minzheng_desk.households.model import BankAccount, Person
from minzheng_desk.security.operations import reveal
from minzheng_desk.ui import masks as masking
from minzheng_desk.ui.masks import REVEALED_SECONDS, masks
from minzheng_desk.ui.shots import settle
from minzheng_desk.ui.widgets.tables.copying import KEPT_SECONDS, clipboard
from minzheng_desk.ui.widgets.tables.table import Table
from ui.tour import PAGES, STATES, Tour
from ui.words import Said, everything_said

_RUN = re.compile(r"\d[\d -]{5,}[\dXx]")
_LATEST = 200
_SELECTED_AND_COPIED = (Qt.Key.Key_A, Qt.Key.Key_C)


@pytest.fixture(scope="module")
def numbers(tour: Tour) -> frozenset[str]:
    """Every identity number, telephone number and account of the township."""
    people, accounts = tour.desk.ask(lambda r: r.find(Person)), tour.desk.ask(lambda r: r.find(BankAccount))
    kept = [number for one in people for number in (one.id_number, one.phone)]
    kept += [number for one in accounts for number in (one.account, one.holder_id_number)]
    return frozenset(number for number in kept if number)


@pytest.fixture(scope="module")
def names(tour: Tour) -> re.Pattern[str]:
    """The name of anybody in the township."""
    people = tour.desk.ask(lambda r: r.find(Person))
    return re.compile("|".join(sorted({one.name for one in people if len(one.name) > 1})))


def whole_numbers(text: str, numbers: frozenset[str]) -> set[str]:
    """The whole numbers that stand in a text, also in groups."""
    runs = [re.sub(r"[ -]", "", run) for run in _RUN.findall(text)]
    return {number for run in runs for number in numbers if number in run}


def given_away(said: Iterable[Said], numbers: frozenset[str]) -> list[str]:
    """By what a whole number is given away; the number itself has no place in the report of a test."""
    return [type(one.by).__name__ for one in said if whole_numbers(one.text, numbers)]


def test_a_number_that_stood_somewhere_would_be_found(qtbot: QtBot, numbers: frozenset[str]) -> None:
    page, told = QWidget(), QLabel("没有号码")
    qtbot.addWidget(page)
    told.setParent(page)
    assert [] == given_away(everything_said(page), numbers)
    number = max(numbers, key=len)
    told.setToolTip(f"账户 {number[:4]} {number[4:]}，请核对")
    assert ["QLabel"] == given_away(everything_said(page), numbers)


@pytest.mark.parametrize("state", STATES)
def test_no_whole_number_is_written_said_shown_or_copied(
    tour: Tour, qtbot: QtBot, numbers: frozenset[str], state: str
) -> None:
    page = tour.show(state)
    assert [] == given_away(everything_said(page), numbers)
    for table in page.findChildren(Table):
        if table.isVisible() and table.rows_shown():
            QGuiApplication.clipboard().clear()
            for key in _SELECTED_AND_COPIED:
                qtbot.keyClick(table.view, key, Qt.KeyboardModifier.ControlModifier)
            copied = QGuiApplication.clipboard().mimeData()
            assert [] == given_away([Said(table, copied.text()), Said(table, copied.html())], numbers)


def test_nothing_is_left_in_the_window_after_all_pages(tour: Tour, numbers: frozenset[str]) -> None:
    assert [] == given_away(everything_said(tour.window), numbers)


@pytest.mark.parametrize("name", ["households", "payroll", "benefits"])
def test_f8_shows_one_number_notes_who_looked_and_covers_it_again(
    tour: Tour, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, numbers: frozenset[str], name: str
) -> None:
    page = tour.show(f"{name}/")
    table = next(one for one in page.findChildren(Table) if one.view.painter.shows_eye and one.isVisible())
    table.enter()
    qtbot.keyClick(table.view, Qt.Key.Key_Down)
    before = noted(tour.desk)
    qtbot.keyClick(table.view, Qt.Key.Key_F8)
    settle()
    shown = {number for one in everything_said(tour.window) for number in whole_numbers(one.text, numbers)}
    assert 1 == len(shown)
    assert before + 1 == noted(tour.desk)
    later = masking.time.monotonic() + REVEALED_SECONDS
    with monkeypatch.context() as clock:
        clock.setattr(masking.time, "monotonic", lambda: later)
        masks().cover()
    settle()
    assert [] == given_away(everything_said(tour.window), numbers)


def noted(desk: Desk) -> int:
    """How often it was noted that somebody looked at a number."""
    return sum(one.operation == reveal.name for one in desk.ask(newest, _LATEST))


def test_whole_numbers_stay_in_the_clipboard_for_a_minute() -> None:
    assert 60 == KEPT_SECONDS
    assert 60_000 == clipboard()._timer.interval()


@pytest.fixture(scope="module")
def meeting(tour: Tour) -> Iterator[Tour]:
    """The window is shown to a meeting; the tests after the first that asks for it are all within it."""
    masks().project(on=True)
    settle()
    yield tour
    masks().project(on=False)


def names_seen(page: QWidget, names: re.Pattern[str]) -> list[tuple[str, str]]:
    """By what a name can be read, and in which words."""
    seen = (one for one in everything_said(page) if one.by.isVisible())
    return [
        (type(one.by).__name__, names.sub("（姓名）", one.text)) for one in seen if names.search(one.text)
    ]


def test_without_a_meeting_people_are_called_by_their_names(tour: Tour, names: re.Pattern[str]) -> None:
    assert [] != names_seen(tour.show("households/"), names)


@pytest.mark.parametrize("state", STATES)
def test_a_meeting_sees_nobodys_name(meeting: Tour, names: re.Pattern[str], state: str) -> None:
    assert [] == names_seen(meeting.show(state), names)


@pytest.mark.parametrize("page", PAGES)
def test_names_go_when_a_meeting_begins_and_come_back_when_it_ends(
    meeting: Tour, names: re.Pattern[str], page: str
) -> None:
    masks().project(on=False)
    shown = meeting.show(f"{page}/")
    before = len(names_seen(shown, names))
    masks().project(on=True)
    settle()
    assert [] == names_seen(shown, names)
    masks().project(on=False)
    settle()
    assert before == len(names_seen(shown, names))
