"""What did not come out of the printer is no printing; what came out is asked after."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from minzheng_desk.audit.queries import newest
from minzheng_desk.desk.desk import Desk
from minzheng_desk.office.queries import papers_about
from minzheng_desk.ui.frame.work import WorkArea
from minzheng_desk.ui.panels.preview.page import PreviewPage
from minzheng_desk.ui.settings import Settings
from minzheng_desk.ui.shots import settle
from minzheng_desk.ui.widgets.dialogs import ProblemDialog
from minzheng_desk.ui.workbench import Workbench
from ui.panels.preview.papers import opened


@pytest.fixture
def page(township: Desk, qtbot: QtBot) -> Iterator[PreviewPage]:
    work = WorkArea(Workbench(township), Settings(None), ())
    qtbot.addWidget(work)
    work.resize(1366, 697)
    with qtbot.waitActive(work):
        work.show()
        work.activateWindow()
    made = opened(work, qtbot)
    settle()
    yield made
    settle()
    for one in work.findChildren(PreviewPage):
        one.let_go()
    work.bench.finish()


def with_a_printer_that_is_silent(page: PreviewPage) -> None:
    page.choices.printer.clear()
    page.choices.printer.setEnabled(True)
    page.choices.printer.addItem("HP 1020")


def printed(page: PreviewPage, qtbot: QtBot, to: Path) -> None:
    with qtbot.waitSignal(page.printed, timeout=20_000):
        page.print_now(to_file=str(to))
    settle()


def last_note(page: PreviewPage) -> str:
    return page.bench.desk.ask(newest, 1)[0].note


def the_problem(page: PreviewPage) -> ProblemDialog:
    (dialog,) = page.window().findChildren(ProblemDialog)
    return dialog


def test_a_printer_that_prints_nothing_has_printed_nothing(page: PreviewPage, qtbot: QtBot) -> None:
    shown = page.drawn.content
    with_a_printer_that_is_silent(page)
    qtbot.keyClick(page.window(), Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    settle()
    dialog = the_problem(page)
    assert "打印机“HP 1020”没有响应，一页都没有印出" == dialog.title.text()
    dialog.answer("printer")
    assert page.window().focusWidget() is page.choices.printer
    (tried,) = page.bench.desk.ask(papers_about, page.paper.about)
    assert (1, 0) == (tried.time, tried.copies)
    assert "一页都没有印出，不计次数" in last_note(page)
    assert page.drawn.content == shown
    assert page.header.primary.isEnabled()
    assert not page.outcome.isVisible()


def test_trying_again_is_still_the_first_printing(page: PreviewPage, qtbot: QtBot) -> None:
    with_a_printer_that_is_silent(page)
    page.print_page()
    settle()
    the_problem(page).answer("again")
    settle()
    tried = page.bench.desk.ask(papers_about, page.paper.about)
    assert [(1, 0), (1, 0)] == [(paper.time, paper.copies) for paper in tried]


def test_after_printing_it_is_asked_quietly_and_the_answer_is_noted(
    page: PreviewPage, qtbot: QtBot, tmp_path: Path
) -> None:
    printed(page, qtbot, tmp_path / "一.pdf")
    assert page.outcome.isVisible()
    assert "第 1 次打印，印出来对吗？" == page.outcome.text.text()
    assert page.choices.isEnabled()
    qtbot.keyClick(page.outcome.yes, Qt.Key.Key_Space)
    settle()
    assert not page.outcome.isVisible()
    assert last_note(page).endswith("第 1 次，印出来对")


def test_printing_on_from_a_page_sends_the_kept_file_and_is_the_same_printing(
    page: PreviewPage, qtbot: QtBot, tmp_path: Path
) -> None:
    target = tmp_path / "一.pdf"
    pages = page.drawn.pages
    assert pages > 1
    printed(page, qtbot, target)
    whole = target.read_bytes()
    page.outcome.page.setValue(2)
    with qtbot.waitSignal(page.printed, timeout=20_000) as again:
        qtbot.keyClick(page.outcome.on_button, Qt.Key.Key_Space)
    settle()
    assert 1 == again.args[0].time
    assert len(page.bench.desk.ask(papers_about, page.paper.about)) == 1
    assert last_note(page).endswith("第 1 次，从第 2 页接着印")
    assert page.outcome.isVisible()
    assert f"已送打印机 {pages - 1} 页" in page.frame.toast.text
    assert len(target.read_bytes()) < len(whole)


def test_only_the_chosen_pages_are_counted_sent_and_noted(
    page: PreviewPage, qtbot: QtBot, tmp_path: Path
) -> None:
    with_a_printer_that_is_silent(page)
    page.choices.range.setText("2")
    assert "打印 1 页" == page.header.primary.text()
    printed(page, qtbot, tmp_path / "一.pdf")
    assert "已送打印机 1 页" in page.frame.toast.text
    assert last_note(page).endswith("第 1 次，只印第 2 页")


def test_a_range_that_names_no_page_prints_nothing_and_says_why(page: PreviewPage) -> None:
    with_a_printer_that_is_silent(page)
    count = page.drawn.pages
    for typed, said in (
        ("abc", "范围请写成 1-3,5 这样"),
        (f"{count + 1}-{count + 4}", f"范围里没有第 {count + 1} 页，一共 {count} 页"),
    ):
        page.choices.range.setText(typed)
        assert said == page.header.reason.text()
        assert not page.header.primary.isEnabled()
        page.print_now()
        settle()
    assert not page.bench.desk.ask(papers_about, page.paper.about)
    assert page.save_button.isEnabled()
    page.choices.range.setText("全部")
    assert (f"打印 {count} 页", True) == (page.header.primary.text(), page.header.primary.isEnabled())


def test_all_of_it_once_more_wants_no_reason(page: PreviewPage, qtbot: QtBot, tmp_path: Path) -> None:
    printed(page, qtbot, tmp_path / "一.pdf")
    with qtbot.waitSignal(page.printed, timeout=20_000) as again:
        qtbot.keyClick(page.outcome.all_button, Qt.Key.Key_Space)
    settle()
    assert 1 == again.args[0].time
    assert last_note(page).endswith("第 1 次，全部重印")


def test_when_nothing_came_out_the_next_printing_is_the_first_again(
    page: PreviewPage, qtbot: QtBot, tmp_path: Path
) -> None:
    printed(page, qtbot, tmp_path / "一.pdf")
    assert page.choices.reason.isVisible()
    qtbot.keyClick(page.outcome.none_button, Qt.Key.Key_Space)
    settle()
    assert not page.choices.reason.isVisible()
    printed(page, qtbot, tmp_path / "二.pdf")
    first, second = page.bench.desk.ask(papers_about, page.paper.about)
    assert {(1, 0), (1, 1)} == {(one.time, one.copies) for one in (first, second)}


def test_a_file_that_could_not_be_written_is_no_printing(page: PreviewPage, tmp_path: Path) -> None:
    page.save_as(tmp_path / "没有这个文件夹" / "一.pdf")
    settle()
    the_problem(page).reject()
    (tried,) = page.bench.desk.ask(papers_about, page.paper.about)
    assert 0 == tried.copies
    assert page.header.title.isVisible()


def test_who_leaves_while_the_printer_is_slow_still_gets_it_counted_right(
    page: PreviewPage, qtbot: QtBot
) -> None:
    work = page.frame
    about = page.paper.about
    with_a_printer_that_is_silent(page)
    page.print_page()
    page.closed.emit()
    settle()
    assert the_problem(work).title.text().startswith("打印机“HP 1020”没有响应")
    (tried,) = work.bench.desk.ask(papers_about, about)
    assert 0 == tried.copies
