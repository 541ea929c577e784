from __future__ import annotations

import pytest
from PySide6.QtGui import QPainter, QPixmap
from pytestqt.qtbot import QtBot

from minzheng_desk.ui.look.look import look
from minzheng_desk.ui.widgets.chips import Chip, ChipSpec, Tone, chip_width, paint_chip

MUST_MEND = ChipSpec("必改", Tone.BAD, "xc")


def test_a_chip_is_painted_as_wide_as_was_announced() -> None:
    ground = QPixmap(200, 40)
    painter = QPainter(ground)
    painted = paint_chip(painter, 10, 20, MUST_MEND)
    painter.end()
    assert chip_width(MUST_MEND) == painted


def test_an_icon_makes_the_chip_wider() -> None:
    assert chip_width(MUST_MEND) > chip_width(ChipSpec("必改", Tone.BAD))


def test_the_width_follows_the_scale() -> None:
    before = chip_width(MUST_MEND)
    look().choose(scale=1.5)
    assert chip_width(MUST_MEND) == pytest.approx(before * 1.5, abs=4)


def test_the_painter_is_left_as_it_was() -> None:
    ground = QPixmap(200, 40)
    painter = QPainter(ground)
    painter.setPen(look().color("bad"))
    paint_chip(painter, 0, 20, ChipSpec("在享", Tone.OK, "check"))
    assert look().color("bad") == painter.pen().color()
    painter.end()


def test_a_chip_says_its_word_to_screen_readers(qtbot: QtBot) -> None:
    chip = Chip(MUST_MEND)
    qtbot.addWidget(chip)
    assert chip.accessibleName() == "必改"
    chip.show_state(ChipSpec("已月结", Tone.NEUTRAL, "lock"))
    assert chip.accessibleName() == "已月结"


def test_a_chip_without_a_state_takes_no_room(qtbot: QtBot) -> None:
    chip = Chip(MUST_MEND)
    qtbot.addWidget(chip)
    assert (chip_width(MUST_MEND), 20) == (chip.sizeHint().width(), chip.sizeHint().height())
    chip.show_state(None)
    assert chip.sizeHint().width() == 0
