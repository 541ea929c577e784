"""Before a meeting sentences call nobody by name either: relatives, staff, the dead, whoever a note names."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
from pytestqt.qtbot import QtBot

from minzheng_desk.benefits.differences import Cause, Change, Difference
from minzheng_desk.benefits.foresight import foresee
from minzheng_desk.benefits.judging import Judged, judge_household
from minzheng_desk.benefits.listing import households_listed
from minzheng_desk.benefits.township import DifferenceRow
from minzheng_desk.benefits.whereabouts import Place
from minzheng_desk.desk.desk import Desk
from minzheng_desk.desk.drafts import Draft
from minzheng_desk.eligibility.circumstances import StaffRelationFact
from minzheng_desk.eligibility.model import HouseholdFacts, ParentFact, SupporterFact
from minzheng_desk.households.model import Person
from minzheng_desk.households.operations.facts import correct
from minzheng_desk.kernel.ids import new_id
from minzheng_desk.kernel.money import Money
from minzheng_desk.kernel.period import Month
from minzheng_desk.office.model import Station
from minzheng_desk.office.operations import revise_setting, set_up_office
from minzheng_desk.payroll.attention import attention
from minzheng_desk.payroll.drawing import death_told, people_told
from minzheng_desk.payroll.model import RosterLine
from minzheng_desk.ui.masks import UNREAD, masks
from minzheng_desk.ui.panels.benefits.columns import UNCLAIMED
from minzheng_desk.ui.panels.home.todos import todos_of_drafts
from minzheng_desk.ui.panels.households import effects, judgement
from minzheng_desk.ui.panels.households.calculation import Calculation
from minzheng_desk.ui.panels.households.file_view import HISTORY
from minzheng_desk.ui.panels.payroll.notice_list import NoticeRow
from minzheng_desk.ui.panels.payroll.notices import LineNotice
from minzheng_desk.ui.panels.payroll.rows import reason_shown
from minzheng_desk.ui.settings import Settings
from minzheng_desk.ui.shots import settle
from minzheng_desk.ui.widgets.chips import Tone
from payroll.paying import a_household
from ui.showing import showing
from ui.words import everything_said

DAY = date(2026, 11, 21)
STATION = Station(name="柳溪镇民政办", region_code="990000101000", policy_pack="demo-county")
FATHER, CLERK, SUPPORTER = "钱大有", "孙国强", "李长顺"
NAMES = ("周桂方", "何长林", FATHER, CLERK, SUPPORTER)


@pytest.fixture(autouse=True)
def ended() -> Iterator[None]:
    """Every test ends its meeting."""
    yield
    masks().project(on=False)


def entangled(facts: HouseholdFacts) -> HouseholdFacts:
    """Two heads, one with somebody who owes maintenance and a father, both related to a clerk."""
    head, other = facts.members
    head = dataclasses.replace(
        head,
        supporters=(SupporterFact(name=SUPPORTER, relation="20"),),
        parents=(ParentFact(parent="father", name=FATHER),),
    )
    relation = StaffRelationFact(
        kinship="sibling", staff_kind="clerk", staff_name=CLERK, person=head.key, filed_on=None
    )
    members = (head, dataclasses.replace(other, relation="02"))
    return dataclasses.replace(facts, members=members, staff_relations=(relation,))


def related(facts: HouseholdFacts) -> HouseholdFacts:
    """The same household with one head, so that the rules themselves are asked."""
    tangled = entangled(facts)
    return dataclasses.replace(tangled, members=(tangled.members[0], facts.members[1]))


@pytest.fixture
def home(memory_desk: Desk) -> tuple[Desk, str]:
    memory_desk.run(set_up_office, STATION)
    household, _ = a_household(memory_desk, "周桂方", "何长林")
    return memory_desk, household.id


def judged(home: tuple[Desk, str], change: object) -> Judged:
    desk, household_id = home
    return desk.ask(judge_household, household_id, DAY, change)


def called_in(text: str) -> set[str]:
    return {name for name in NAMES if name in text}


def test_the_longest_name_is_masked_first_and_the_words_around_it_stay() -> None:
    said = "张三与张三丰同为户主，请核对"
    assert said == masks().sentence(said, ["张三", "张三丰"])
    masks().project(on=True)
    assert "张×与张×丰同为户主，请核对" == masks().sentence(said, ["张三", "张三丰", "", "户"])
    assert said == masks().sentence(said, [])


def test_everybody_whom_a_finding_can_name_is_known(home: tuple[Desk, str]) -> None:
    assert set(NAMES) == set(judged(home, entangled).facts.names)


@pytest.mark.parametrize("change", [entangled, related])
def test_verdicts_call_nobody_by_name(home: tuple[Desk, str], change: object) -> None:
    found = judged(home, change)
    assert called_in("".join(one.fact for one in judgement.told(found)))
    masks().project(on=True)
    assert set() == called_in("".join(one.spoken for one in judgement.told(found)))


def test_a_calculation_that_lies_open_loses_its_names(qtbot: QtBot, home: tuple[Desk, str]) -> None:
    sheet = Calculation(judged(home, related), "", Settings(None), "zhou")
    qtbot.addWidget(sheet)
    sheet.show()
    seen: set[str] = set()
    for place in range(sheet.choice.count()):
        sheet.choice.setCurrentIndex(place)
        seen |= called_in("".join(one.text for one in everything_said(sheet)))
    assert {CLERK, SUPPORTER, FATHER} <= seen
    masks().project(on=True)
    for place in range(sheet.choice.count()):
        sheet.choice.setCurrentIndex(place)
        assert set() == called_in("".join(one.text for one in everything_said(sheet)))


def test_what_an_act_would_do_calls_nobody_by_name(home: tuple[Desk, str]) -> None:
    desk, household_id = home

    def without_income(facts: HouseholdFacts) -> HouseholdFacts:
        return dataclasses.replace(related(facts), incomes=(), property_fits=True, staff_relations=())

    shifts = desk.ask(foresee, household_id, DAY, without_income)
    assert shifts
    assert all({*NAMES} - {CLERK} == {*one.names} for one in shifts)
    said = tuple(one._replace(reason=f"{FATHER}失联") for one in shifts)
    assert {FATHER} == called_in("".join(one.fact for one in effects.told(said)))
    masks().project(on=True)
    assert set() == called_in("".join(one.fact for one in effects.told(said)))


def a_difference() -> DifferenceRow:
    one = Difference(
        Change.GRANT,
        "tekun",
        "特困供养",
        new_id(),
        None,
        None,
        Money(0),
        Money(88_000),
        (Cause.OTHER,),
        (f"{SUPPORTER}：已满 60 周岁",),
        names=(SUPPORTER,),
    )
    return DifferenceRow(one, Place(new_id(), "", "大柳村", "1", "周桂方"))


def test_the_reasons_of_a_difference_call_nobody_by_name(township: Desk) -> None:
    row, why = a_difference(), next(one for one in UNCLAIMED if one.called == "why")
    with showing(township, "benefits") as page:
        page.side.show_row(row)
        assert SUPPORTER in page.side.text.toPlainText()
        assert SUPPORTER in why.reader()(row)
        masks().project(on=True)
        settle()
        page.side.show_row(row)
        assert "李×顺：已满 60 周岁" in page.side.text.toPlainText()
        assert "李×顺：已满 60 周岁" == why.reader()(row)


def test_a_notice_of_the_roster_does_not_name_the_dead(qtbot: QtBot) -> None:
    died = f"{death_told('何长林', DAY)}，待重新核定"
    line = RosterLine(
        roster_id=new_id(),
        seq=1,
        award_id=new_id(),
        standing="pay",
        difference="same",
        reason=died,
        person_id=new_id(),
        name="周桂方",
    )
    (noted,) = attention([line], {})
    notice = NoticeRow(LineNotice(line, "周桂方　家里有人去世", "请确认", noted.fact, Tone.WARN, ()))
    qtbot.addWidget(notice)
    assert ("周桂方", "何长林") == people_told(line)
    assert {"周桂方", "何长林"} == called_in(notice.accessibleName() + notice.toolTip() + reason_shown(line))
    masks().project(on=True)
    assert set() == called_in(notice.accessibleName() + notice.toolTip() + reason_shown(line))


def test_the_journal_does_not_show_what_somebody_typed(township: Desk) -> None:
    township.run(revise_setting, name="周桂方民政办")
    with showing(township, "journal") as page:
        assert "周桂方" in page.panel.text.toPlainText()
        masks().project(on=True)
        settle()
        assert set() == called_in("".join(one.text for one in everything_said(page)))
        assert UNREAD in page.panel.text.toPlainText()


def test_the_history_of_a_household_does_not_show_the_name_somebody_had(township: Desk) -> None:
    home = township.ask(households_listed, Month.of(DAY))[0]
    person = next(one for one in township.ask(lambda r: r.find(Person)) if one.name == home.head)
    for name in ("周桂方", home.head):
        person = township.run(correct, dataclasses.replace(person, name=name), reason="照周桂方的证件").result
    with showing(township, f"households:{home.number}") as page:
        page.file.turn_to(HISTORY)
        settle()
        assert "周桂方" in "".join(one.text for one in everything_said(page))
        masks().project(on=True)
        settle()
        told = [one.text for one in everything_said(page) if "姓名" in one.text and "→" in one.text]
        assert told
        assert not any("周桂方 →" in text or "→ 周桂方" in text for text in told)


def test_the_title_of_a_draft_is_not_read_out() -> None:
    at = datetime(2026, 11, 21, 1, 0, tzinfo=UTC)
    draft = Draft("households:LX-1/add_member", "何长林 登记成员", {}, at)
    assert ["何长林 登记成员"] == [one.detail for one in todos_of_drafts([draft], at)]
    masks().project(on=True)
    assert ["没有保存的录入"] == [one.detail for one in todos_of_drafts([draft], at)]
