"""家庭档案 by keyboard alone: finding, correcting, putting on file, a death with its effect on money."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from builders import an_id_number
from minzheng_desk.audit.queries import newest
from minzheng_desk.benefits.model import Award
from minzheng_desk.benefits.queries import awards_of_household
from minzheng_desk.demo.main_job import PASSPHRASE, USER
from minzheng_desk.desk.desk import Desk
from minzheng_desk.desk.local import LocalDesk
from minzheng_desk.desk.opening import open_store
from minzheng_desk.households.model import Household, Income, Person
from minzheng_desk.households.queries import household_numbered, members_of
from minzheng_desk.kernel.money import yuan
from minzheng_desk.kernel.permissions import Permission
from minzheng_desk.kernel.text import initials, name_readings
from minzheng_desk.store.reader import Reader
from minzheng_desk.ui.frame.work import WorkArea
from minzheng_desk.ui.panels.households.calculation import Calculation
from minzheng_desk.ui.panels.households.page import HouseholdsScreen
from minzheng_desk.ui.panels.preview.page import PreviewPage
from minzheng_desk.ui.screens.households import SCREEN
from minzheng_desk.ui.settings import Settings
from minzheng_desk.ui.widgets.sheets import SideSheet
from minzheng_desk.ui.workbench import Workbench
from ui.showing import PATIENCE, settled
from ui.widgets.forms.filling import enter, hands, press, type_text

OLD_AGE = "old_age_allowance"
CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
Opening = Callable[..., HouseholdsScreen]


@pytest.fixture(scope="module")
def town(township_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """An open township for all stories of this file: opening one takes longer than they do."""
    folder = tmp_path_factory.mktemp("town") / "数据"
    shutil.copytree(township_folder, folder, ignore=shutil.ignore_patterns("*.lock"))
    desk = open_store(folder, USER, PASSPHRASE)
    yield desk
    desk.close()


@pytest.fixture
def opening(qtbot: QtBot) -> Iterator[Opening]:
    works: list[WorkArea] = []

    def opened(desk: Desk, address: str = "households") -> HouseholdsScreen:
        work = WorkArea(Workbench(desk), Settings(None), (SCREEN,))
        qtbot.addWidget(work)
        works.append(work)
        work.resize(1366, 697)
        work.show()
        work.activateWindow()
        work.go(address)
        page = work.page("households")
        assert isinstance(page, HouseholdsScreen)
        settled(qtbot)
        return page

    yield opened
    for work in works:
        work.bench.finish()


@pytest.fixture
def page(town: Desk, opening: Opening) -> HouseholdsScreen:
    return opening(town)


def the(reader: Reader, cls: type, name: str) -> list:
    return [one for one in reader.find(cls) if one.name == name]


def kept(page: HouseholdsScreen, cls: type, record_id: str) -> object:
    return page.bench.desk.ask(lambda reader: reader.get(cls, record_id))


def go_to(page: HouseholdsScreen, qtbot: QtBot, number: str) -> None:
    page.show_object(number)
    settled(qtbot)
    assert page.file.shown is not None
    assert number == page.file.shown.household.number


def paid_household(page: HouseholdsScreen, programme: str, at: int = 0) -> Household:
    """An open household that is paid under a programme, with somebody else in it."""
    home = [one for one in page.list.model.homes if programme in one.benefits and one.persons > 1][at]
    return page.bench.desk.ask(household_numbered, home.number)


def test_somebody_is_found_by_initials_and_opened(page: HouseholdsScreen, qtbot: QtBot) -> None:
    home = paid_household(page, "dibao")
    head = kept(page, Person, home.head_id)
    press(Qt.Key.Key_F, CTRL)
    type_text(initials(name_readings(head.name))[0])
    press(Qt.Key.Key_Return)
    settled(qtbot)
    assert home.id in [one.id for one in page.list.model.homes]
    for _ in page.list.model.homes:
        if page.file.shown.household.id != home.id:
            press(Qt.Key.Key_Down)
            settled(qtbot)
    assert home.id == page.file.shown.household.id
    press(Qt.Key.Key_Return)
    assert hands() is page.file.tabs


def test_an_income_is_put_right_with_the_reason(page: HouseholdsScreen, qtbot: QtBot) -> None:
    go_to(page, qtbot, paid_household(page, "dibao").number)
    page.file.tabs.setFocus()
    for _ in range(2):
        press(Qt.Key.Key_Right)
    assert "means" == page.file.tabs.key
    press(Qt.Key.Key_F6)
    press(Qt.Key.Key_Down)
    income = page.file.current().parts[0].table.current_row().fact
    press(Qt.Key.Key_Return)
    settled(qtbot)
    enter()
    enter()
    type_text("12345.60")
    press(Qt.Key.Key_F10)
    assert "请填写原因。" == page.acting.content.form.findings()[0].text
    type_text("抄错了一位，按工资流水改")
    press(Qt.Key.Key_F10)
    settled(qtbot)
    assert yuan("12345.60") == kept(page, Income, income.id).amount
    assert "抄错了一位，按工资流水改" == page.bench.desk.ask(newest, 1)[0].note
    assert page.acting.sheet is None


def test_a_household_is_put_on_file_with_a_member_and_the_number_fills_the_rest(
    page: HouseholdsScreen, qtbot: QtBot
) -> None:
    press(Qt.Key.Key_N, CTRL)
    settled(qtbot)
    village = page.list.village.itemText(1)
    enter(village)
    for text in ("3组", "清水村3组8号", "", "", "低保"):
        enter(text)
    enter("周试")
    enter(an_id_number(order=801))
    form = page.acting.content.form
    assert ("1960-05-01", "1") == (str(form.value("born_on")), form.value("sex"))
    for _ in form.cells:
        if hands() is not page.acting.content.foot.save:
            press(Qt.Key.Key_Return)
    press(Qt.Key.Key_Backtab)
    press(Qt.Key.Key_Return)
    settled(qtbot)
    assert "登记成员或迁入" == page.acting.content.act.title
    enter("子")
    enter()
    enter("周小试")
    press(Qt.Key.Key_F10)
    settled(qtbot)
    (head,) = page.bench.desk.ask(the, Person, "周试")
    home = next(
        one for one in page.bench.desk.ask(lambda reader: reader.find(Household)) if one.head_id == head.id
    )
    assert ("3组", "清水村3组8号") == (home.village_group, home.address)
    assert 2 == len(page.bench.desk.ask(members_of, home.id))
    assert home.number == page.file.shown.household.number


def begin_death(page: HouseholdsScreen, qtbot: QtBot) -> Award:
    """Fill in the death of somebody who receives 高龄津贴, from the menu on."""
    home = paid_household(page, OLD_AGE)
    go_to(page, qtbot, home.number)
    award = next(one for one in awards(page, home.id) if one.programme == OLD_AGE)
    press(Qt.Key.Key_B, ALT)
    qtbot.waitUntil(lambda: QApplication.activePopupWidget() is not None)
    menu = QApplication.activePopupWidget()
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Return):
        qtbot.keyClick(menu, key)
    settled(qtbot)
    enter(page.file.shown.names[award.person_id])
    enter("t")
    enter("死亡证明")
    settled(qtbot)
    return award


def awards(page: HouseholdsScreen, household_id: str) -> list[Award]:
    return page.bench.desk.ask(awards_of_household, household_id)


def test_a_death_tells_what_it_does_to_money_before_it_is_saved(page: HouseholdsScreen, qtbot: QtBot) -> None:
    award = begin_death(page, qtbot)
    told = page.acting.content.effects
    qtbot.waitUntil(lambda: "停发" in told.accessibleDescription(), timeout=PATIENCE)
    assert "高龄津贴，停发" in told.accessibleDescription()
    assert kept(page, Person, award.person_id).died_on is None


def test_a_death_ends_what_it_said_and_is_taken_back_whole(page: HouseholdsScreen, qtbot: QtBot) -> None:
    award = begin_death(page, qtbot)
    name = page.file.shown.names[award.person_id]
    press(Qt.Key.Key_Return)
    settled(qtbot)
    assert page.bench.today == kept(page, Person, award.person_id).died_on
    assert kept(page, Award, award.id).until is not None
    assert re.fullmatch(rf"已登记死亡：{name}。\d 项待遇从 .+起停发", page.frame.undo_bar.text)
    press(Qt.Key.Key_Z, CTRL)
    settled(qtbot)
    assert kept(page, Person, award.person_id).died_on is None
    assert kept(page, Award, award.id).until is None
    assert any(view.person.id == award.person_id for view in page.file.shown.present)


def test_every_tab_is_reached_by_arrows_and_the_page_stays_light(
    page: HouseholdsScreen, qtbot: QtBot
) -> None:
    go_to(page, qtbot, paid_household(page, "dibao").number)
    page.file.tabs.setFocus()
    seen = [page.file.tabs.key]
    for _ in range(page.file.tabs.count() - 1):
        press(Qt.Key.Key_Right)
        settled(qtbot)
        seen.append(page.file.tabs.key)
    assert ["overview", "members", "means", "benefits", "visits", "papers", "history"] == seen
    assert page.file.current().table.rows_shown()
    visible = [one for one in page.findChildren(QWidget) if one.isVisible()]
    assert len(visible) <= 170


def test_no_whole_number_stands_anywhere_until_somebody_looks_and_that_is_noted(
    page: HouseholdsScreen, qtbot: QtBot
) -> None:
    go_to(page, qtbot, paid_household(page, "dibao").number)
    page.file.turn_to("members")
    press(Qt.Key.Key_F6)
    page.file.current().table.enter()
    assert [] == whole_numbers(page)
    press(Qt.Key.Key_F8)
    settled(qtbot)
    row = page.file.chosen_member()
    seen = [one.note for one in page.bench.desk.ask(newest, 3) if one.label == "查看完整信息"]
    assert any(note.startswith(f"person/{row.id}/id_number ") for note in seen)
    assert sum(bool(one) for one in (row.id_number, row.phone, row.account)) == len(seen)
    shown = [page.file.current().table.view.model().index(0, at).data() for at in range(7)]
    assert row.id_number in [str(one).replace(" ", "") for one in shown]


def whole_numbers(page: HouseholdsScreen) -> list[str]:
    """Eighteen digits in a row in any label, button, tooltip or accessible name, or in a cell."""
    texts = [one.text() for one in page.findChildren(QLabel)]
    texts += [one.text() for one in page.findChildren(QAbstractButton)]
    for one in page.findChildren(QWidget):
        texts += [one.toolTip(), one.accessibleName(), one.accessibleDescription()]
    model = page.file.current().table.view.model()
    for row in range(model.rowCount()):
        texts += [str(model.index(row, at).data()) for at in range(model.columnCount())]
    return [text for text in texts if re.search(r"\d{17}[\dX]", text.replace(" ", ""))]


def test_a_number_that_is_registered_already_is_told_at_once(page: HouseholdsScreen, qtbot: QtBot) -> None:
    home = paid_household(page, "dibao")
    head = kept(page, Person, home.head_id)
    page.begin_new()
    settled(qtbot)
    form = page.acting.content.form
    form.focus("id_number")
    enter(head.id_number)
    settled(qtbot)
    said = form.cells["id_number"].serious().text
    assert said.startswith("这个证件号已经登记在 ")
    assert f" {head.name} 名下" in said
    form.cells["id_number"].on_link()
    settled(qtbot)
    assert home.number == page.file.shown.household.number


def test_what_was_being_entered_is_there_again_after_the_sheet_was_closed(
    page: HouseholdsScreen, qtbot: QtBot
) -> None:
    page.begin_new()
    settled(qtbot)
    page.acting.content.form.focus("name")
    enter("吴半张")
    press(Qt.Key.Key_Escape)
    settled(qtbot)
    assert page.acting.sheet is None
    page.begin_new()
    settled(qtbot)
    assert "吴半张" == page.acting.content.form.value("name")
    assert page.acting.content.notice.text.startswith("接着录 ")
    page.acting.content.give_up()
    assert not page.acting.content.form.value("name")


def test_an_address_narrows_the_list_even_before_the_programmes_are_known(
    town: Desk, opening: Opening, qtbot: QtBot
) -> None:
    page = opening(town, "households:list/old_age_allowance")
    assert "高龄" == page.list.benefit.currentText()
    assert page.list.model.homes
    assert all(OLD_AGE in home.benefits for home in page.list.model.homes)


@pytest.mark.parametrize("part", ["death", "income", "member", "merge"])
def test_an_address_leads_back_to_what_was_being_entered(
    page: HouseholdsScreen, qtbot: QtBot, part: str
) -> None:
    home = paid_household(page, "dibao", -1)
    page.show_object(f"{home.number}/{part}")
    settled(qtbot)
    assert home.number == page.file.shown.household.number
    assert page.acting.content.act.name == f"households:{home.number}/{part}"
    page.acting.close()
    page.show_object(f"{home.number}/correct/{home.head_id}")
    settled(qtbot)
    assert page.acting.content.act.title.startswith("更正")


def test_an_amount_opens_its_steps_with_clauses_and_is_printed(page: HouseholdsScreen, qtbot: QtBot) -> None:
    go_to(page, qtbot, paid_household(page, "dibao", -1).number)
    press(Qt.Key.Key_F6)
    page.verdicts.calculation.setFocus()
    press(Qt.Key.Key_Space)
    (sheet,) = page.findChildren(SideSheet)
    content = sheet.content
    assert isinstance(content, Calculation)
    steps = content.steps.rows_shown()
    assert ["人均月收入", "每月应发"] == [
        step.item for step in steps if step.item in {"人均月收入", "每月应发"}
    ]
    assert all("第" in one.clause or "《" in one.clause for one in content.conditions.rows_shown())
    content.print.click()
    settled(qtbot)
    previews = page.frame.pages.findChildren(PreviewPage)
    assert 1 == len(previews)
    qtbot.waitUntil(lambda: previews[0].drawn is not None, timeout=PATIENCE)
    previews[0].let_go()


def test_an_empty_office_says_so_with_two_ways_out(open_empty: LocalDesk, opening: Opening) -> None:
    page = opening(open_empty)
    assert page.list.either.currentWidget() is page.list.nothing
    assert "还没有家庭档案" == page.list.nothing.accessibleName()
    ways = [one.text() for one in page.list.nothing.findChildren(QAbstractButton)]
    assert ["新建家庭", "导入 Excel"] == ways


def test_who_may_only_read_is_told_why_nothing_can_be_begun(
    town: Desk, opening: Opening, monkeypatch: pytest.MonkeyPatch
) -> None:
    reader = replace(town.actor, permissions=frozenset({Permission.READ, Permission.SIGN_IN}))
    monkeypatch.setattr(town, "actor", reader)
    page = opening(town)
    assert not page.header.primary.isEnabled()
    assert "登记家庭须有“登记和修改家庭档案”权限" == page.header.reason.text()
    page.begin_new()
    assert page.acting.sheet is None


def test_in_a_narrow_window_eligibility_is_a_tab_and_f9_goes_to_it(
    page: HouseholdsScreen, qtbot: QtBot
) -> None:
    assert not page.verdicts.isHidden()
    page.window().resize(1200, 697)
    QApplication.processEvents()
    page.list.view.setFocus()
    press(Qt.Key.Key_F9)
    assert "verdicts" == page.file.tabs.key
    assert page.file.current() is page.verdicts
    page.window().resize(1366, 697)
    QApplication.processEvents()
    assert "overview" == page.file.tabs.key
    press(Qt.Key.Key_F9)
    assert page.verdicts.isHidden()
