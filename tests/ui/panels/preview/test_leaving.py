"""The preview lies over the page it came from, and goes when the person goes."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from minzheng_desk.desk.desk import Desk
from minzheng_desk.office.operations import revise_setting
from minzheng_desk.ui.frame.work import WorkArea
from minzheng_desk.ui.panels.preview.page import PreviewPage
from minzheng_desk.ui.screens.journal import SCREEN as JOURNAL
from minzheng_desk.ui.screens.policy import SCREEN as POLICY
from minzheng_desk.ui.screens.settings import SCREEN as SETTINGS
from minzheng_desk.ui.settings import Settings
from minzheng_desk.ui.shots import settle
from minzheng_desk.ui.workbench import Workbench
from ui.fitting import all_words
from ui.panels.preview.papers import opened


@pytest.fixture
def work(township: Desk, qtbot: QtBot) -> Iterator[WorkArea]:
    """The policy was visited before the journal, over which a paper is looked at."""
    made = WorkArea(Workbench(township), Settings(None), (POLICY, JOURNAL))
    qtbot.addWidget(made)
    made.resize(1366, 697)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    made.go("policy")
    made.go("journal")
    settle()
    opened(made, qtbot)
    yield made
    settle()
    for page in previews(made):
        page.let_go()
    made.bench.finish()


def previews(work: WorkArea) -> list[PreviewPage]:
    return work.findChildren(PreviewPage)


def test_escape_closes_the_preview_wherever_the_keyboard_is(work: WorkArea, qtbot: QtBot) -> None:
    (page,) = previews(work)
    assert page.view is work.window().focusWidget()
    begin = page.choices
    fields: list[QWidget] = [page.view, page.thumbnails, begin.range, begin.copies, begin.right_mm]
    for field in [*fields, begin.boxes["villages"], page.close_button]:
        (page,) = previews(work)
        left: list[bool] = []
        page.closed.disconnect()
        page.closed.connect(lambda left=left: left.append(True))
        field.setFocus()
        qtbot.keyClick(field, Qt.Key.Key_Escape)
        assert [True] == left, field


def test_escape_leads_back_to_the_page_below_and_leaves_no_document_open(
    work: WorkArea, qtbot: QtBot
) -> None:
    (page,) = previews(work)
    qtbot.keyClick(page.view, Qt.Key.Key_Escape)
    assert work.page("journal") is work.current()
    assert page._pages is None
    qtbot.waitUntil(lambda: not previews(work))


def test_going_elsewhere_closes_the_preview_first(work: WorkArea, qtbot: QtBot) -> None:
    work.go("policy")
    assert work.page("policy") is work.current()
    qtbot.waitUntil(lambda: not previews(work))


def test_back_from_the_preview_is_the_page_below_it(work: WorkArea, qtbot: QtBot) -> None:
    (page,) = previews(work)
    below = work.here
    qtbot.keyClick(page.view, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert work.page("journal") is work.current()
    assert below == work.here
    qtbot.waitUntil(lambda: not previews(work))


def test_there_is_never_a_second_preview(work: WorkArea, qtbot: QtBot) -> None:
    second = opened(work, qtbot)
    qtbot.waitUntil(lambda: [second] == previews(work))
    second.closed.emit()
    assert work.page("journal") is work.current()
    assert QApplication.activeModalWidget() is None


def test_what_was_written_under_a_paper_stands_on_the_page_when_it_is_closed(
    township: Desk, qtbot: QtBot
) -> None:
    made = WorkArea(Workbench(township), Settings(None), (SETTINGS,))
    qtbot.addWidget(made)
    made.show()
    made.go("settings:office")
    settle()
    opened(made, qtbot)
    (paper,) = previews(made)
    township.run(revise_setting, name="清溪镇民政办")
    settle()
    paper.closed.emit()
    settle()
    assert "清溪镇民政办" in " ".join(all_words(made.page("settings")))
    made.bench.finish()
