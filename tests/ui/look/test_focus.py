"""Where the keyboard is can be seen on every sort of button, in every scheme, by the formula of WCAG 2.2."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMainWindow, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from minzheng_desk.ui.frame.rail import Rail
from minzheng_desk.ui.frame.work import found_screens
from minzheng_desk.ui.look.look import look
from minzheng_desk.ui.look.tokens import CONTRAST, SCHEMES
from minzheng_desk.ui.widgets import buttons
from ui.look.test_contrast import SHAPE, contrast

KINDS = {
    "primary": "accent",
    "plain": "surface",
    "soft": "softer",
    "danger": "surface",
    "link": "paper",
    "icon": "surface",
}
"""Every sort of button, and the colour of its face."""
_MOST_OF = 0.7
"""Round corners and smoothed edges take the rest of the ring."""


@pytest.fixture(params=SCHEMES)
def scheme(request: pytest.FixtureRequest) -> str:
    look().choose(scheme=request.param)
    return str(request.param)


def window_of(qtbot: QtBot, widget: QWidget) -> QMainWindow:
    made, inside = QMainWindow(), QWidget()
    column = QVBoxLayout(inside)
    column.addWidget(widget)
    column.addStretch(1)
    made.setCentralWidget(inside)
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    QTest.qWaitForWindowActive(made)
    made.setFocus()
    return made


@pytest.mark.parametrize("kind", KINDS)
def test_a_button_with_the_keyboard_has_a_ring_that_stands_out(qtbot: QtBot, scheme: str, kind: str) -> None:
    button = buttons.Button("" if kind == "icon" else "提交复核", kind, "print" if kind == "icon" else "")
    _ = window_of(qtbot, button)
    assert look().ring * around(button) * _MOST_OF <= pixels_of_ring(button, scheme, KINDS[kind])


def test_the_open_page_on_the_rail_has_a_ring_that_stands_out(qtbot: QtBot, scheme: str) -> None:
    rail = Rail(list(found_screens()), "柳溪镇民政办")
    rail.show_chosen("home")
    _ = window_of(qtbot, rail)
    button = rail.button("home")
    assert look().ring * around(button) * _MOST_OF <= pixels_of_ring(button, scheme, "rail2")


def test_the_ring_is_broader_in_high_contrast(scheme: str) -> None:
    assert (3 if scheme == CONTRAST else 2) == look().ring


def test_nothing_moves_when_the_keyboard_comes(qtbot: QtBot, scheme: str) -> None:
    button = buttons.plain("提交复核")
    _ = window_of(qtbot, button)
    before = button.sizeHint()
    button.setFocus(Qt.FocusReason.TabFocusReason)
    assert before == button.sizeHint()


def test_a_click_draws_no_ring(qtbot: QtBot) -> None:
    button = buttons.plain("提交复核")
    _ = window_of(qtbot, button)
    button.setFocus(Qt.FocusReason.MouseFocusReason)
    clicked = picture(button)
    button.clearFocus()
    assert picture(button) == clicked


def pixels_of_ring(widget: QWidget, scheme: str, face: str) -> int:
    """How many pixels the keyboard changes into something that stands out from the face of the control."""
    before = picture(widget)
    widget.setFocus(Qt.FocusReason.TabFocusReason)
    after = picture(widget)
    ground = SCHEMES[scheme][face]
    places = [(x, y) for y in range(after.height()) for x in range(after.width())]
    changed = [at for at in places if before.pixel(*at) != after.pixel(*at)]
    stands_out = {
        shade: contrast(f"{shade & 0xFFFFFF:06X}", ground) >= SHAPE
        for shade in {after.pixel(*at) for at in changed}
    }
    return sum(stands_out[after.pixel(*at)] for at in changed)


def picture(widget: QWidget) -> QImage:
    QApplication.processEvents()
    return widget.window().grab().toImage()


def around(widget: QWidget) -> int:
    return 2 * (widget.width() + widget.height())
