"""How much room the import takes: whole sentences in large type, and no more widgets than a page may have."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from minzheng_desk.demo.writing import WrittenRegister
from minzheng_desk.ui.frame.keys import next_pane
from minzheng_desk.ui.look.look import look
from minzheng_desk.ui.panels.importing.page import ImportScreen
from minzheng_desk.ui.panels.importing.steps import CHECK, COLUMNS
from ui.fitting import cut_words, lying_on_each_other, outside
from ui.panels.importing.driving import FAULTY, go_on, grid, take

MOST_WIDGETS = 170
Registers = dict[str, WrittenRegister]


@pytest.fixture
def body(page: ImportScreen) -> QScrollArea:
    """What the page scrolls in."""
    found = page.findChild(QScrollArea, options=Qt.FindChildOption.FindDirectChildrenOnly)
    assert isinstance(found, QScrollArea)
    return found


def is_seen_whole(part: QWidget, body: QScrollArea) -> bool:
    at = QRect(part.mapTo(body.viewport(), QPoint(0, 0)), part.size())
    return body.viewport().rect().contains(at)


def top_of(part: QWidget, page: ImportScreen) -> int:
    return part.mapTo(page, QPoint(0, 0)).y()


def test_no_step_has_more_widgets_than_a_page_may_have(
    page: ImportScreen, registers: Registers, qtbot: QtBot
) -> None:
    assert len(page.findChildren(QWidget)) <= MOST_WIDGETS
    take(page, registers[FAULTY].path, qtbot)
    for step in (COLUMNS, CHECK):
        assert step == page.step
        assert len(page.findChildren(QWidget)) <= MOST_WIDGETS
        go_on(page, qtbot)


def test_in_large_type_the_parts_stand_under_each_other_and_in_usual_type_beside(
    page: ImportScreen, body: QScrollArea, registers: Registers, qtbot: QtBot
) -> None:
    take(page, registers[FAULTY].path, qtbot)
    review = page.review
    assert top_of(review.mapping, page) == top_of(review.grid, page)
    look().choose(scale=1.5)
    qtbot.waitUntil(
        lambda: top_of(review.mapping, page) + review.mapping.height() < top_of(review.grid, page)
    )
    go_on(page, qtbot)
    qtbot.waitUntil(lambda: top_of(review.findings, page) < top_of(review.outcome, page))
    assert 0 == body.horizontalScrollBar().maximum()
    look().choose(scale=1.0)
    qtbot.waitUntil(lambda: top_of(review.outcome, page) == top_of(review.grid, page))
    qtbot.waitUntil(lambda: 0 == body.verticalScrollBar().maximum())


def test_in_large_type_the_page_follows_the_keyboard(
    page: ImportScreen, body: QScrollArea, registers: Registers, qtbot: QtBot
) -> None:
    page.window().activateWindow()
    qtbot.waitUntil(page.window().isActiveWindow)
    look().choose(scale=1.5)
    take(page, registers[FAULTY].path, qtbot)
    qtbot.waitUntil(lambda: is_seen_whole(page.review.mapping, body))
    next_pane(page, 1)
    assert grid(page).view.hasFocus()
    qtbot.waitUntil(lambda: is_seen_whole(page.review.grid, body))
    next_pane(page, -1)
    qtbot.waitUntil(lambda: is_seen_whole(page.review.mapping, body))


@pytest.mark.parametrize("scale", [1.0, 1.5])
def test_however_much_was_not_read_every_sentence_about_it_is_whole(
    page: ImportScreen, registers: Registers, scale: float, qtbot: QtBot
) -> None:
    look().choose(scale=scale)
    take(page, registers[FAULTY].path, qtbot)
    go_on(page, qtbot)
    unread = page.review.outcome.unread
    unread.setText(
        "\n".join(["工作表“花名册（全镇）”有 12 行不是登记内容，没有读取。请看看要不要补录。"] * 9)
    )
    unread.show()
    qtbot.waitUntil(lambda: not cut_words(page))
    assert [] == [*lying_on_each_other(page), *outside(page)]
