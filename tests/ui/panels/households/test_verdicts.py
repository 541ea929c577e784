"""资格研判 says what it goes by in the words of people, never in the identifiers of the program."""

from __future__ import annotations

import re
from datetime import date

import pytest
from pytestqt.qtbot import QtBot

from minzheng_desk.benefits.judging import Judged, judge_household
from minzheng_desk.desk.desk import Desk
from minzheng_desk.office.model import Station
from minzheng_desk.office.operations import set_up_office
from minzheng_desk.ui.panels.households.calculation import Calculation
from minzheng_desk.ui.panels.households.verdicts import VerdictPanel
from minzheng_desk.ui.settings import Settings
from payroll.paying import a_household
from ui.words import everything_said

STATION = Station(name="柳溪镇民政办", region_code="990000101000", policy_pack="demo-county")
IDENTIFIER = re.compile(r"[a-z]{3,}[-_a-z]*")
PACKS = "全国通用政策包 2026.11，示范县政策包 2026.1"


@pytest.fixture
def judged(memory_desk: Desk) -> Judged:
    memory_desk.run(set_up_office, STATION)
    household, _ = a_household(memory_desk, "周桂方", "何长林")
    return memory_desk.ask(judge_household, household.id, date(2026, 11, 21))


def test_the_panel_names_the_packs_as_people_do(qtbot: QtBot, judged: Judged) -> None:
    panel = VerdictPanel()
    qtbot.addWidget(panel)
    panel.show_judged(judged)
    assert PACKS == panel.pack.text()
    assert [] == [one.text for one in everything_said(panel) if IDENTIFIER.search(one.text)]


def test_a_calculation_names_the_packs_as_people_do(qtbot: QtBot, judged: Judged) -> None:
    sheet = Calculation(judged, "", Settings(None), "zhou")
    qtbot.addWidget(sheet)
    assert PACKS in sheet.since.text()
    assert [] == [one.text for one in everything_said(sheet) if IDENTIFIER.search(one.text)]
