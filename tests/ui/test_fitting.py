"""The looking-over itself: it finds what is cut, covered or outside, and nothing else."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRect
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from ui.fitting import cut_words, lying_on_each_other, outside


@pytest.fixture
def page(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(400, 200)
    return made


def put(page: QWidget, widget: QWidget, x: int, y: int, width: int, height: int) -> QWidget:
    widget.setParent(page)
    widget.setGeometry(QRect(x, y, width, height))
    page.show()
    widget.show()
    return widget


def test_words_with_room_are_whole(page: QWidget) -> None:
    put(page, QLabel("柳溪镇"), 0, 0, 200, 30)
    put(page, QPushButton("保存"), 0, 40, 200, 32)
    assert [] == [*cut_words(page), *lying_on_each_other(page), *outside(page)]


@pytest.mark.parametrize("widget", [QLabel, QPushButton])
def test_words_without_room_are_found(page: QWidget, widget: type[QWidget]) -> None:
    put(page, widget("社会救助和社会福利资金月发放汇总表"), 0, 0, 60, 30)
    assert 1 == len(cut_words(page))


def test_a_paragraph_cut_at_the_bottom_is_found(page: QWidget) -> None:
    words = QLabel("很长的一段话，" * 20)
    words.setWordWrap(True)
    put(page, words, 0, 0, 200, 20)
    assert 1 == len(cut_words(page))


def test_two_widgets_on_each_other_are_found(page: QWidget) -> None:
    put(page, QLabel("甲"), 0, 0, 100, 30)
    put(page, QLabel("乙"), 50, 10, 100, 30)
    assert 1 == len(lying_on_each_other(page))


def test_a_widget_beyond_its_place_is_found(page: QWidget) -> None:
    put(page, QLabel("甲"), 380, 0, 100, 30)
    assert 1 == len(outside(page))
