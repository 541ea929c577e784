"""The sheet and the alignment page go the way of all printing; here into a file, as there is no printer."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
from pytestqt.qtbot import QtBot

from minzheng_desk.documents.pdf.alignment import alignment_page
from minzheng_desk.kernel.progress import Silent
from minzheng_desk.ui.frame.first_run.plan import Plan
from minzheng_desk.ui.frame.first_run.printers import print_pages
from minzheng_desk.ui.frame.first_run.printing_step import PrintingStep


def test_two_copies_are_two_pages(qtbot: QtBot, tmp_path: Path) -> None:
    file = tmp_path / "印.pdf"
    assert 2 == print_pages(alignment_page(), "", Silent(), copies=2, to_file=str(file))
    assert 2 == len(pypdfium2.PdfDocument(file.read_bytes()))


def test_what_was_measured_becomes_the_offset(qtbot: QtBot, tmp_path: Path) -> None:
    step = PrintingStep(Plan(tmp_path))
    qtbot.addWidget(step)
    assert ((0.0, 0.0), "都是 20 毫米，不用移。") == (step.plan.offset_mm, step.said.text())
    step.left.setValue(21.5)
    step.top.setValue(19)
    assert (-1.5, 1.0) == step.plan.offset_mm
    assert "以后这台打印机印的每一页都向左移 1.5 毫米，向下移 1.0 毫米。" == step.said.text()


def test_the_alignment_page_is_saved(qtbot: QtBot, tmp_path: Path) -> None:
    step = PrintingStep(Plan(tmp_path))
    qtbot.addWidget(step)
    step.show()
    step.save_page(tmp_path / "校准.pdf")
    qtbot.waitUntil(step.outcome.notice.isVisible, timeout=10_000)
    assert alignment_page() == (tmp_path / "校准.pdf").read_bytes()
