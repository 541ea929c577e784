"""Every page, found by looking: it opens on an empty and on a full store, and all of it can be read."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QTabBar
from pytestqt.qtbot import QtBot

from minzheng_desk.desk.desk import Desk
from minzheng_desk.desk.local import LocalDesk
from minzheng_desk.ui.frame.window import DESIGN_SIZE, MainWindow
from minzheng_desk.ui.frame.work import found_screens
from minzheng_desk.ui.look.look import look
from minzheng_desk.ui.settings import Settings
from minzheng_desk.ui.shots import settle
from minzheng_desk.ui.widgets.dialogs import ProblemDialog
from ui.fitting import all_words, cut_words, lying_on_each_other, outside

NAMES = [spec.name for spec in found_screens()]
ID_NUMBER = re.compile(r"(?<!\d)\d{17}[\dXx](?!\d)")


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[MainWindow]:
    made = MainWindow(Settings(None))
    qtbot.addWidget(made)
    made.resize(*DESIGN_SIZE)
    yield made
    made.close()


def opened(window: MainWindow, desk: Desk, name: str) -> MainWindow:
    work = window.show_desk(desk)
    window.show()
    work.go(name)
    settle()
    assert [] == [one.details for one in window.findChildren(ProblemDialog)]
    return window


@pytest.mark.parametrize("name", NAMES)
def test_a_page_opens_on_an_empty_store(window: MainWindow, founded_desk: LocalDesk, name: str) -> None:
    page = opened(window, founded_desk, name).work.current()
    assert page is not None
    assert page is window.work.page(name)
    assert page.header.title.text()


@pytest.mark.parametrize(("scheme", "scale"), [("light", 1.0), ("contrast", 1.25)])
@pytest.mark.parametrize("name", NAMES)
def test_nothing_on_a_page_is_cut_or_covered(
    window: MainWindow, township: Desk, name: str, scheme: str, scale: float
) -> None:
    look().choose(scheme=scheme, scale=scale)
    page = opened(window, township, name).work.current()
    assert [] == cut_words(page)
    assert [] == lying_on_each_other(page)
    assert [] == outside(page)


@pytest.mark.parametrize("name", NAMES)
def test_no_whole_identity_number_is_written_said_or_shown_anywhere(
    window: MainWindow, township: Desk, name: str
) -> None:
    opened(window, township, name)
    assert [] == [words for words in all_words(window) if ID_NUMBER.search(words)]


@pytest.mark.parametrize("name", NAMES)
def test_every_button_on_a_page_says_what_it_does(window: MainWindow, township: Desk, name: str) -> None:
    page = opened(window, township, name).work.current()
    mute = [
        button
        for button in page.findChildren(QAbstractButton)
        if button.isVisible() and not isinstance(button.parent(), QLineEdit | QTabBar)
        if not (button.text() or button.accessibleName())
    ]
    assert [] == mute
