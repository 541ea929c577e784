"""What the clerk says of a column is proposed for the next file, marked, and changed like anything else."""

from __future__ import annotations

from pathlib import Path

from pytestqt.qtbot import QtBot

from minzheng_desk.demo.model import Township
from minzheng_desk.households.imports.model import SaidColumn
from minzheng_desk.store.reader import Reader
from minzheng_desk.ui.frame.work import WorkArea
from minzheng_desk.ui.panels.importing.draft import LEFT_OUT
from minzheng_desk.ui.panels.importing.page import ImportScreen
from minzheng_desk.ui.panels.importing.seen import CARRIED
from minzheng_desk.ui.panels.importing.steps import WRITE
from ui.panels.importing.driving import PATIENCE, go_on, register_file, settled, small_register, take

MEANINGS = ("村（社区）", "户主姓名", "户主身份证号")


def file_with(folder: Path, village: str, *, extra: bool) -> Path:
    """A register in words nobody knows; ``extra``: the same people in a form with a column more."""
    header, row = ("何处", "户主大名", "户主证"), (village, "李明", "990000196611210012")
    return register_file(folder, *((("序", *header), (1, *row)) if extra else (header, row)))


def imported(page: ImportScreen, qtbot: QtBot) -> None:
    go_on(page, qtbot)
    go_on(page, qtbot)
    qtbot.waitUntil(lambda: page.step == WRITE, timeout=PATIENCE)
    go_on(page, qtbot)


def said_by_hand(page: ImportScreen, qtbot: QtBot, path: Path) -> None:
    """Point at the header, say what each column means, and import."""
    take(page, path, qtbot)
    page.review.grid.go_to(1, 0)
    page.review.mapping.heading.click()
    settled(page, qtbot)
    for column, meaning in enumerate(MEANINGS):
        page.name_column(column, meaning)
        settled(page, qtbot)
    imported(page, qtbot)


def test_the_next_file_is_read_by_what_was_said_of_the_one_before(
    work: WorkArea, page: ImportScreen, tmp_path: Path, township: Township, qtbot: QtBot
) -> None:
    village, desk = township.villages[0].name, work.bench.desk
    said_by_hand(page, qtbot, file_with(tmp_path, village, extra=False))
    assert {"何处": "村（社区）", "户主大名": "户主姓名", "户主证": "户主身份证号"} == said(work)

    take(page, file_with(tmp_path, village, extra=True), qtbot)
    assert page.looked is not None
    columns = page.looked.tables[0].columns[1:]
    assert [*MEANINGS] == [one.meaning for one in columns]
    assert "3 列沿用上次的对应" == page.review.mapping.said.text()
    assert {(CARRIED, "沿用上次的对应")} == {(one.how, one.reason) for one in columns}
    assert (1, 0) == (page.looked.counts.same, page.looked.counts.problems)

    page.name_column(1, LEFT_OUT)
    settled(page, qtbot)
    assert ["手选的", CARRIED, CARRIED] == [one.how for one in page.looked.tables[0].columns[1:]]
    assert page.looked.remembers_only
    imported(page, qtbot)
    assert {"户主大名": "户主姓名", "户主证": "户主身份证号"} == said(work)
    work.undo()
    qtbot.waitUntil(lambda: 3 == desk.ask(Reader.count, SaidColumn), timeout=PATIENCE)


def test_a_file_that_is_put_away_leaves_nothing_behind(
    work: WorkArea, page: ImportScreen, tmp_path: Path, township: Township, qtbot: QtBot
) -> None:
    path = register_file(
        tmp_path,
        ("姓名", "证", "与户主关系", "户编号", "村"),
        ("李明", "990000196611210012", "户主", "1", township.villages[0].name),
    )
    take(page, path, qtbot)
    page.name_column(1, "身份证号")
    settled(page, qtbot)
    assert page.looked is not None
    assert ["证"] == [one.heading for one in page.looked.preview.plan.said]
    page.restart()
    assert {} == said(work)


def said(work: WorkArea) -> dict[str, str]:
    return {one.heading: one.meaning for one in work.bench.desk.ask(Reader.find, SaidColumn)}


def test_only_what_comes_from_an_earlier_import_is_marked_as_such(
    page: ImportScreen, tmp_path: Path, township: Township, qtbot: QtBot
) -> None:
    path = small_register(tmp_path, township)
    take(page, path, qtbot)
    page.name_column(5, LEFT_OUT)
    settled(page, qtbot)
    assert ["认出"] * 5 + ["手选的"] == how(page)
    imported(page, qtbot)
    take(page, path, qtbot)
    assert [CARRIED] * 5 == how(page)[:5]
    page.name_column(3, LEFT_OUT)
    settled(page, qtbot)
    page.name_column(0, "曾用名")
    settled(page, qtbot)
    assert ["手选的", CARRIED, CARRIED, "手选的", CARRIED] == how(page)[:5]
    assert page.looked is not None
    assert LEFT_OUT == page.looked.tables[0].columns[5].meaning


def how(page: ImportScreen) -> list[str]:
    assert page.looked is not None
    return [one.how for one in page.looked.tables[0].columns]
