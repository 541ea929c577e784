from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from minzheng_desk.ui.look.look import look
from minzheng_desk.ui.widgets.chips import Tone
from minzheng_desk.ui.widgets.findings import Finding, FindingList, FindingRow

LONG = "何长林肢体二级，尚未申请，应当主动告知，由本人或者监护人向户籍所在地提出，也可以由村民委员会代为提出"
CLAIMABLE = Finding(
    "care",
    "重度残疾人护理补贴",
    "可享",
    Tone.INFO,
    "80.00",
    "何长林肢体二级，尚未申请",
    "国发〔2015〕52号 第二条",
    "申请护理补贴",
)
NONE = Finding("orphan", "孤儿基本生活保障", "不涉及", Tone.NEUTRAL)


@pytest.fixture
def findings(qtbot: QtBot) -> FindingList:
    made = FindingList()
    qtbot.addWidget(made)
    made.resize(280, 400)
    made.show_findings([CLAIMABLE, NONE])
    made.show()
    qtbot.waitExposed(made)
    return made


def rows(findings: FindingList) -> list[FindingRow]:
    return findings.findChildren(FindingRow)


def labelled(row: FindingRow, text: str) -> QPushButton:
    return next(one for one in row.findChildren(QPushButton) if one.text() == text)


def test_a_finding_is_spoken_whole(findings: FindingList) -> None:
    assert rows(findings)[0].accessibleName() == (
        "重度残疾人护理补贴，可享，80.00，何长林肢体二级，尚未申请，国发〔2015〕52号 第二条"
    )


def test_citation_and_remedy_are_buttons_that_name_their_finding(qtbot: QtBot, findings: FindingList) -> None:
    row = rows(findings)[0]
    with qtbot.waitSignal(findings.citation_opened) as cited:
        qtbot.mouseClick(labelled(row, CLAIMABLE.citation), Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(findings.remedy_pressed) as remedied:
        qtbot.mouseClick(labelled(row, CLAIMABLE.remedy), Qt.MouseButton.LeftButton)
    assert (cited.args, remedied.args) == (["care"], ["care"])


def test_a_finding_without_more_to_say_takes_one_line(findings: FindingList) -> None:
    whole, line = rows(findings)
    assert line.height() < 40 < whole.height()
    assert not any(one.isVisible() for one in line.findChildren(QPushButton))


def test_a_long_fact_breaks_and_the_row_grows(qtbot: QtBot) -> None:
    row = FindingRow(Finding("care", "护理补贴", "可享", Tone.INFO, "", LONG, "第二条"))
    qtbot.addWidget(row)
    row.resize(600, row.height())
    row.show()
    wide = row.height()
    row.resize(240, row.height())
    assert wide < row.height()
    assert row.rect().contains(labelled(row, "第二条").geometry())


def test_buttons_stay_inside_their_row_at_any_scale(findings: FindingList) -> None:
    for scale in (0.9, 1.0, 1.25, 1.5):
        look().choose(scale=scale)
        row = rows(findings)[0]
        for one in row.findChildren(QPushButton):
            assert row.rect().contains(one.geometry()), (scale, one.text())


def test_new_findings_take_the_place_of_the_old(qtbot: QtBot, findings: FindingList) -> None:
    findings.show_findings([NONE])
    qtbot.waitUntil(lambda: len(rows(findings)) == 1)
    assert rows(findings)[0].accessibleName() == "孤儿基本生活保障，不涉及"
