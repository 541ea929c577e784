from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from minzheng_desk.ui.look.look import look
from minzheng_desk.ui.widgets.deadline import DeadlineBar


@pytest.fixture
def bar(qtbot: QtBot) -> DeadlineBar:
    made = DeadlineBar()
    qtbot.addWidget(made)
    made.resize(300, 38)
    return made


def filled(bar: DeadlineBar, ink: str) -> int:
    image = bar.grab().toImage()
    cells = [image.pixelColor(place * 30 + 12, 31) for place in range(10)]
    return cells.count(look().color(ink))


def test_one_cell_is_filled_for_each_used_day(bar: DeadlineBar) -> None:
    bar.show_deadline(4, 10, "初审", "12月14日到期")
    assert filled(bar, "accent") == 4
    assert bar.accessibleName() == "初审 10 个工作日，已用 4，12月14日到期"


def test_lateness_is_said_in_words_and_not_in_red_alone(bar: DeadlineBar) -> None:
    bar.show_deadline(12, 10, "初审", "11月18日到期")
    assert bar.is_late
    assert filled(bar, "bad") == 10
    assert "超过 2 天" in bar.accessibleName()


def test_the_last_day_itself_is_not_late(bar: DeadlineBar) -> None:
    bar.show_deadline(10, 10, "初审", "今天到期")
    assert not bar.is_late


def test_a_bar_without_a_period_paints_nothing(bar: DeadlineBar) -> None:
    assert filled(bar, "accent") == 0
