"""A pane hands the keyboard on, and Tab stops at what lies in front of the part it hands it to."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QListWidget, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from minzheng_desk.ui.widgets.leading import lead


def test_a_pane_hands_the_keyboard_on_and_tab_passes_nothing_by(qtbot: QtBot) -> None:
    page, before, pane = QWidget(), QLineEdit(), QWidget()
    search, rows = QLineEdit(), QListWidget()
    inside, column = QVBoxLayout(pane), QVBoxLayout(page)
    inside.addWidget(search)
    inside.addWidget(rows)
    column.addWidget(before)
    column.addWidget(pane)
    qtbot.addWidget(page)
    lead(pane, rows)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    pane.setFocus()
    assert rows is QApplication.focusWidget()
    before.setFocus()
    qtbot.keyClick(before, Qt.Key.Key_Tab)
    assert search is QApplication.focusWidget()
    qtbot.keyClick(search, Qt.Key.Key_Tab)
    assert rows is QApplication.focusWidget()
