"""Every page by keyboard: Tab in reading order, F6 through the panes, where the keyboard is, and Enter."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QImage, QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from minzheng_desk.ui.frame.keys import next_pane
from minzheng_desk.ui.screen import Screen
from minzheng_desk.ui.shots import settle
from minzheng_desk.ui.widgets.bars import SearchField
from minzheng_desk.ui.widgets.tables.filter_menu import FilterMenu
from ui.tour import PAGES, STATES, Tour

_MOST_STOPS = 400
_SEEN_PIXELS = 20
"""A ring of one pixel around the smallest control has more."""


@pytest.mark.parametrize("state", STATES)
def test_every_pane_is_reached_by_f6(tour: Tour, state: str) -> None:
    page = tour.show(state)
    panes = [pane for pane in page.panes() if pane.isVisible()]
    assert panes
    entered = set()
    for _ in panes:
        next_pane(page, 1)
        entered |= {place for place, pane in enumerate(panes) if holds(pane, QApplication.focusWidget())}
    assert set(range(len(panes))) == entered


@pytest.mark.parametrize("name", PAGES)
def test_tab_reaches_every_control_and_leaves_the_page_again(tour: Tour, qtbot: QtBot, name: str) -> None:
    page = tour.show(f"{name}/")
    stops = walked(page, qtbot)
    missed = [chain(widget) for widget in reachable(page) if widget not in stops]
    assert [] == missed
    assert len(stops) < _MOST_STOPS


@pytest.mark.parametrize("name", PAGES)
def test_tab_follows_the_order_of_reading(tour: Tour, qtbot: QtBot, name: str) -> None:
    stops = walked(tour.show(f"{name}/"), qtbot)
    beside = [(one, other) for one, other in pairwise(stops) if one.parentWidget() is other.parentWidget()]
    assert [] == [f"{chain(one)} → {chain(other)}" for one, other in beside if stands_before(other, one)]


@pytest.mark.parametrize("name", PAGES)
def test_where_the_keyboard_is_can_be_seen(tour: Tour, qtbot: QtBot, name: str) -> None:
    page = tour.show(f"{name}/")
    hidden = []
    for widget in walked(page, qtbot):
        widget.setFocus(Qt.FocusReason.TabFocusReason)
        within = widget.grab().toImage()
        widget.clearFocus()
        if differing(within, widget.grab().toImage()) < _SEEN_PIXELS:
            hidden.append(chain(widget))
    assert [] == hidden


def test_enter_in_a_search_line_belongs_to_the_input_method_while_it_composes(qtbot: QtBot) -> None:
    field = SearchField("姓名或首字母")
    qtbot.addWidget(field)
    entered: list[str] = []
    field.entered.connect(lambda: entered.append(field.text()))
    composing(field, "zhou'gui")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert [] == entered
    committed(field, "周桂")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert ["周桂"] == entered


def test_enter_in_the_filter_of_a_column_belongs_to_the_input_method_while_it_composes(qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    menu = FilterMenu(page, "村", [("杨家湾村", 3), ("大柳村", 2)], None)
    wanted: list[object] = []
    menu.wanted.connect(wanted.append)
    menu.show()
    composing(menu.search, "da'liu")
    qtbot.keyClick(menu.search, Qt.Key.Key_Return)
    assert [] == wanted
    committed(menu.search, "大柳")
    qtbot.keyClick(menu.search, Qt.Key.Key_Return)
    assert [("大柳村",)] == wanted


def test_enter_in_the_finder_belongs_to_the_input_method_while_it_composes(tour: Tour, qtbot: QtBot) -> None:
    tour.show("home/")
    finder = tour.window.open_finder()
    assert finder is not None
    composing(finder.field, "jia'ting")
    qtbot.keyClick(finder.field, Qt.Key.Key_Return)
    settle()
    assert finder.isVisible()
    committed(finder.field, "")
    finder.leave()


def composing(field: QWidget, letters: str) -> None:
    QApplication.sendEvent(field, QInputMethodEvent(letters, []))


def committed(field: QWidget, word: str) -> None:
    finished = QInputMethodEvent("", [])
    finished.setCommitString(word)
    QApplication.sendEvent(field, finished)


def walked(page: Screen, qtbot: QtBot) -> list[QWidget]:
    """Where Tab stops on a page, in order, until it comes by for the second time."""
    page.setFocus(Qt.FocusReason.OtherFocusReason)
    stops: list[QWidget] = []
    for _ in range(_MOST_STOPS):
        focused = QApplication.focusWidget()
        assert focused is not None
        qtbot.keyClick(focused, Qt.Key.Key_Tab)
        now = QApplication.focusWidget()
        if now in stops:
            break
        if now is not None and page.isAncestorOf(now):
            stops.append(now)
    return stops


def reachable(page: QWidget) -> Iterator[QWidget]:
    """What Tab should reach; a button of a group is reached by the arrows from the one that is chosen."""
    for widget in page.findChildren(QWidget):
        by_tab = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
        inner = widget.objectName().startswith("qt_") or widget.focusProxy() is not None
        if by_tab and not inner and widget.isVisible() and widget.isEnabled():
            yield widget


def stands_before(one: QWidget, other: QWidget) -> bool:
    """Whether somebody who reads comes to one before the other."""
    here, there = placed(one), placed(other)
    if here.bottom() <= there.top():
        return True
    return here.top() < there.bottom() and there.top() < here.bottom() and here.right() <= there.left()


def placed(widget: QWidget) -> QRect:
    return QRect(widget.mapToGlobal(QPoint(0, 0)), widget.size())


def differing(one: QImage, other: QImage) -> int:
    """How many pixels two pictures of a control do not share."""
    if one.size() != other.size():
        return _SEEN_PIXELS
    rows, columns = range(one.height()), range(one.width())
    return sum(one.pixel(x, y) != other.pixel(x, y) for y in rows for x in columns)


def holds(pane: QWidget, focused: QWidget | None) -> bool:
    return focused is not None and (focused is pane or pane.isAncestorOf(focused))


def chain(widget: QWidget) -> str:
    """A widget and what it lies in, to find it by."""
    names, at = [widget.accessibleName()], widget
    while at is not None and len(names) < 6:
        names.append(type(at).__name__)
        at = at.parentWidget()
    return "<".join(names)


@pytest.mark.parametrize("name", PAGES)
def test_going_to_a_page_by_keyboard_begins_in_its_first_pane(tour: Tour, qtbot: QtBot, name: str) -> None:
    """Focus order is reading order: it begins with what the page is about, not with a button of its head."""
    tour.show("settings/" if name != "settings" else "home/")
    tour.window.activateWindow()
    QTest.qWaitForWindowActive(tour.window)
    keys = Qt.KeyboardModifier.AltModifier
    names = tour.work.rail.names()
    if name in names:
        qtbot.keyClick(tour.work, Qt.Key(Qt.Key.Key_1 + names.index(name)), keys)
    else:
        tour.work.go(name)
    settle()
    page = tour.work.page(name)
    first = next(pane for pane in page.panes() if pane.isVisible())
    focused = QApplication.focusWidget()
    assert focused is not None
    assert holds(first, focused), chain(focused)
