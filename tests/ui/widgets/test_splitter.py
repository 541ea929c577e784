from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from minzheng_desk.ui.settings import Settings
from minzheng_desk.ui.widgets.splitter import Splitter


def panes(qtbot: QtBot, settings: Settings) -> Splitter:
    made = Splitter(settings, "yanshi/households/panes")
    qtbot.addWidget(made)
    for width in (262, 0, 300):
        made.add(QWidget(), width)
    made.resize(1200, 400)
    made.show()
    qtbot.waitExposed(made)
    return made


def drag(qtbot: QtBot, splitter: Splitter, by: int) -> None:
    handle = splitter.handle(1)
    middle = handle.rect().center()
    qtbot.mousePress(handle, Qt.MouseButton.LeftButton, pos=middle)
    qtbot.mouseMove(handle, middle + QPoint(by, 0))
    qtbot.mouseRelease(handle, Qt.MouseButton.LeftButton, pos=middle)


def test_panes_stand_as_designed_at_first(qtbot: QtBot, tmp_path: Path) -> None:
    made = panes(qtbot, Settings(tmp_path))
    assert made.sizes() == [262, 1200 - 262 - 300 - 2 * made.handleWidth(), 300]


def test_where_a_person_put_them_is_kept_till_the_next_day(qtbot: QtBot, tmp_path: Path) -> None:
    settings = Settings(tmp_path)
    made = panes(qtbot, settings)
    drag(qtbot, made, 138)
    settings.save()
    moved = made.sizes()
    assert moved[0] == 262 + 138
    assert moved == panes(qtbot, Settings(tmp_path)).sizes()


def test_a_double_click_brings_back_the_design_and_forgets(qtbot: QtBot, tmp_path: Path) -> None:
    settings = Settings(tmp_path)
    made = panes(qtbot, settings)
    drag(qtbot, made, 138)
    qtbot.mouseDClick(made.handle(1), Qt.MouseButton.LeftButton)
    assert made.sizes()[0] == 262
    assert settings.get("yanshi/households/panes") is None


def test_kept_widths_of_another_number_of_panes_are_not_used(qtbot: QtBot, tmp_path: Path) -> None:
    settings = Settings(tmp_path)
    settings.put("yanshi/households/panes", [600, 600])
    assert panes(qtbot, settings).sizes()[0] == 262
