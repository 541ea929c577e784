"""A window over a desk, for tests of pages."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from PySide6.QtTest import QTest

from minzheng_desk.desk.desk import Desk
from minzheng_desk.ui.frame.window import DESIGN_SIZE, MainWindow
from minzheng_desk.ui.settings import Settings
from minzheng_desk.ui.shots import settle


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
