"""What is shown is what is printed and kept."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from minzheng_desk.demo.main_job import PACK
from minzheng_desk.desk.desk import Desk
from minzheng_desk.office.queries import content_of, papers_about
from minzheng_desk.ui.frame.work import WorkArea
from minzheng_desk.ui.panels.preview.page import PreviewPage
from minzheng_desk.ui.settings import Settings
from minzheng_desk.ui.workbench import Workbench
from ui.panels.preview.papers import opened

assert PACK


@pytest.fixture
def work(township: Desk, qtbot: QtBot) -> WorkArea:
    made = WorkArea(Workbench(township), Settings(None), ())
    qtbot.addWidget(made)
    made.resize(1366, 697)
    yield made
    for page in made.findChildren(PreviewPage):
        page.let_go()
    made.bench.finish()


def test_the_file_that_is_kept_is_the_file_that_is_shown(
    work: WorkArea, qtbot: QtBot, tmp_path: Path
) -> None:
    page = opened(work, qtbot)
    shown = page.drawn.content
    with qtbot.waitSignal(page.printed, timeout=20_000):
        page.save_as(tmp_path / "花名册.pdf")
    work.bench.finish()
    (kept,) = work.bench.desk.ask(papers_about, page.paper.about)
    assert hashlib.sha256(shown).hexdigest() == kept.content
    assert shown == work.bench.desk.ask(content_of, kept) == (tmp_path / "花名册.pdf").read_bytes()


def test_a_second_printing_wants_a_reason_and_is_counted(
    work: WorkArea, qtbot: QtBot, tmp_path: Path
) -> None:
    page = opened(work, qtbot)
    with qtbot.waitSignal(page.printed, timeout=20_000):
        page.save_as(tmp_path / "一.pdf")
    again = opened(work, qtbot)
    qtbot.waitUntil(lambda: again.header.reason.text() != "正在排版")
    assert "选好原因后可打印" == again.header.reason.text()
    assert not again.save_button.isEnabled()
    again.choices.reason.setCurrentText("缺页")
    qtbot.waitUntil(again.save_button.isEnabled, timeout=20_000)
    with qtbot.waitSignal(again.printed, timeout=20_000) as kept:
        again.save_as(tmp_path / "二.pdf")
    assert (2, "缺页") == (kept.args[0].time, kept.args[0].reason)


def test_pages_are_sent_to_the_printer_as_they_are_shown(
    work: WorkArea, qtbot: QtBot, tmp_path: Path
) -> None:
    page = opened(work, qtbot)
    page.choices.copies.setValue(2)
    with qtbot.waitSignal(page.printed, timeout=20_000):
        page.print_now(to_file=str(tmp_path / "out.pdf"))
    qtbot.waitUntil(lambda: "已送打印机" in work.toast.text, timeout=30_000)
    assert f"已送打印机 {page.drawn.pages * 2} 页" in work.toast.text
    assert (tmp_path / "out.pdf").stat().st_size > 10_000


def test_what_is_ticked_draws_the_pages_anew(work: WorkArea, qtbot: QtBot) -> None:
    page = opened(work, qtbot)
    before = page.drawn
    page.choices.boxes["villages"].setChecked(True)
    qtbot.waitUntil(lambda: page.drawn is not before, timeout=20_000)
    assert page.drawn.pages > before.pages


def test_the_paper_is_named_and_everything_can_be_as_it_came(work: WorkArea, qtbot: QtBot) -> None:
    page = opened(work, qtbot)
    choices, before = page.choices, page.drawn
    assert "A4 横向" == choices.paper.text()
    choices.range.setText("1")
    choices.copies.setValue(3)
    choices.down_mm.setValue(1.5)
    choices.boxes["villages"].setChecked(True)
    qtbot.waitUntil(lambda: page.drawn is not before, timeout=20_000)
    choices.defaults.click()
    assert ("", 1, (0.0, 0.0)) == (choices.range.text(), choices.copies.value(), choices.offset_mm)
    assert not choices.ticked
    qtbot.waitUntil(lambda: page.drawn.pages == before.pages, timeout=20_000)


def test_a_page_is_gone_to_by_its_number(work: WorkArea, qtbot: QtBot) -> None:
    page = opened(work, qtbot)
    page.tools.number.setValue(page.drawn.pages)
    assert page.drawn.pages - 1 == page.thumbnails.currentRow()
    page.thumbnails.setCurrentRow(0)
    qtbot.waitUntil(lambda: page.tools.number.value() == 1, timeout=20_000)


def test_the_page_that_is_looked_at_stays_when_it_is_drawn_anew(work: WorkArea, qtbot: QtBot) -> None:
    page = opened(work, qtbot)
    before = page.drawn
    page.draw_anew()
    qtbot.waitUntil(lambda: page.drawn is not before, timeout=20_000)
    assert (0, 1) == (page.thumbnails.currentRow(), page.tools.number.value())


def test_the_preview_has_help_of_its_own(work: WorkArea, qtbot: QtBot) -> None:
    opened(work, qtbot)
    work.ask_help()
    assert "打印预览" == work.help.text.toPlainText().splitlines()[0]
