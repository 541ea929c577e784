"""A window over a desk, for tests of pages."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from minzheng_desk.desk.desk import Desk
from minzheng_desk.ui.frame.window import DESIGN_SIZE, MainWindow
from minzheng_desk.ui.frame.work import WorkArea
from minzheng_desk.ui.settings import Settings
from minzheng_desk.ui.shots import settle
from minzheng_desk.ui.tasks import under_way

PATIENCE = 10_000
QUIET = 3


@contextmanager
def showing(desk: Desk, address: str) -> Iterator[Any]:
    """The page at an address, settled, in a window that is closed afterwards."""
    window = MainWindow(Settings(None))
    window.resize(*DESIGN_SIZE)
    work = window.show_desk(desk)
    window.show()
    window.activateWindow()
    QTest.qWaitForWindowActive(window)
    work.go(address)
    settle()
    try:
        yield work.current()
    finally:
        settle()
        window.close()
        window.deleteLater()


def settled(qtbot: QtBot) -> None:
    """Wait until nothing has been under way for a while; what was answered may have asked again."""
    quiet = 0
    for _ in range(PATIENCE // 20):
        qtbot.wait(20)
        quiet = 0 if under_way() else quiet + 1
        if quiet == QUIET:
            return bring_to_front()
    raise AssertionError("still under way")


def bring_to_front() -> None:
    """Without a window manager nobody activates the window again when a list or a menu has closed."""
    for window in QApplication.topLevelWidgets():
        if isinstance(window, WorkArea) and window.isVisible():
            window.activateWindow()
    QApplication.processEvents()
