"""The five steps over a store that is there: what differs is done, the rest is left alone."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desk.stores import CHEAP, CLOCK, PASSPHRASE
from minzheng_desk.desk.home import key_holders
from minzheng_desk.desk.local import LocalDesk
from minzheng_desk.desk.opening import open_with_recovery_key
from minzheng_desk.desk.people import proved_person
from minzheng_desk.office.queries import regions, the_station
from minzheng_desk.ui.frame.first_run.keeping_step import KeepingStep
from minzheng_desk.ui.frame.first_run.office_step import OfficeStep
from minzheng_desk.ui.frame.first_run.people_step import PeopleStep
from minzheng_desk.ui.frame.first_run.plan import PlannedPerson
from minzheng_desk.ui.frame.first_run.policy_step import PolicyStep
from minzheng_desk.ui.frame.first_run.revisit import ChangesPage, Revisit, revisit
from minzheng_desk.ui.settings import Settings
from minzheng_desk.ui.workbench import Workbench
from ui.words import everything_said


@pytest.fixture
def bench(qtbot: QtBot, open_desk: LocalDesk) -> Iterator[Workbench]:
    made = Workbench(open_desk)
    yield made
    made.finish()


@pytest.fixture
def run(qtbot: QtBot, bench: Workbench) -> Revisit:
    shown: list[Revisit] = []
    revisit(bench, Settings(None), shown.append)
    qtbot.waitUntil(lambda: bool(shown), timeout=5000)
    made = shown[0]
    made.cost = CHEAP
    qtbot.addWidget(made)
    made.resize(1366, 697)
    made.show()
    qtbot.waitExposed(made)
    return made


def go_on(qtbot: QtBot, run: Revisit) -> None:
    qtbot.waitUntil(run.on.isEnabled, timeout=10_000)
    qtbot.mouseClick(run.on, Qt.MouseButton.LeftButton)


def walk_to_the_end(qtbot: QtBot, run: Revisit) -> ChangesPage:
    while run.at < 4:
        go_on(qtbot, run)
        step = run.step
        if isinstance(step, PolicyStep):
            qtbot.waitUntil(lambda step=step: step.pack.count() > 1, timeout=20_000)
    go_on(qtbot, run)
    pages: list[QWidget] = []
    qtbot.waitUntil(lambda: bool(pages.extend(run.findChildren(ChangesPage)) or pages), timeout=20_000)
    page = pages[0]
    assert isinstance(page, ChangesPage)
    return page


def test_nothing_changed_is_nothing_done(qtbot: QtBot, run: Revisit, open_desk: LocalDesk) -> None:
    step = run.step
    assert isinstance(step, OfficeStep)
    assert ("清水镇民政办", "990000001201,上湾村") == (step.name.text(), step.villages.toPlainText())
    assert not step.code.isEnabled()
    before = open_desk.ask(the_station)
    page = walk_to_the_end(qtbot, run)
    assert "没有改动" == page.title.text()
    assert before == open_desk.ask(the_station)
    with qtbot.waitSignal(run.left):
        page.back.click()


def test_what_was_changed_is_done_and_told(qtbot: QtBot, run: Revisit, open_desk: LocalDesk) -> None:
    run.plan.people.append(PlannedPerson("王敏", "wang", ("cashier",), PASSPHRASE, PASSPHRASE))
    assert isinstance(run.step, OfficeStep)
    run.step.name.setText("清水镇社会事务办")
    run.step.villages.setPlainText("202,下湾村")
    for _ in range(2):
        go_on(qtbot, run)
    policy = run.step
    assert isinstance(policy, PolicyStep)
    qtbot.waitUntil(lambda: policy.pack.count() > 1, timeout=20_000)
    policy.pack.setCurrentIndex(policy.pack.findData("zengdu-2023"))
    assert "请与纸质文件对照后打勾。" == run.reason.text()
    policy.compared.setChecked(True)
    page = walk_to_the_end(qtbot, run)
    assert "已保存 4 项改动" == page.title.text()
    told = "".join(one.text for one in everything_said(page))
    assert "已启用政策包：全国通用政策包 2026.11，曾都区2023年政策包 2023.1。" in told
    assert "zengdu-2023" not in told
    station = open_desk.ask(the_station)
    assert ("清水镇社会事务办", "zengdu-2023") == (station.name, station.policy_pack)
    assert ["990000001000", "990000001201", "990000001202"] == sorted(
        one.code for one in open_desk.ask(regions)
    )
    assert ("zhou", "chen", "wang") == key_holders(open_desk.folder)
    assert "王敏" == proved_person(open_desk, "wang", PASSPHRASE).display_name
    assert "" == run.plan.people[-1].passphrase


def test_a_new_recovery_key_holds_once_it_was_read_back(
    qtbot: QtBot, run: Revisit, open_desk: LocalDesk
) -> None:
    printed = run.plan.recovery_key.printed
    while run.at < 3:
        go_on(qtbot, run)
    step = run.step
    assert isinstance(step, KeepingStep)
    assert not step.typed.isEnabled()
    step.renews.setChecked(True)
    assert "请把恢复密钥印出来，再照纸输一遍。" == run.reason.text()
    step.typed.setText(printed)
    page = walk_to_the_end(qtbot, run)
    assert "已保存 1 项改动" == page.title.text()
    folder = open_desk.folder
    open_desk.close()
    open_with_recovery_key(folder, "zhou", printed, "the new one of mine", cost=CHEAP, clock=CLOCK).close()


def test_who_works_here_is_shown_and_not_changed_here(qtbot: QtBot, run: Revisit) -> None:
    go_on(qtbot, run)
    step = run.step
    assert isinstance(step, PeopleStep)
    assert "陈敏" == step.person.display_name.text()
    assert not step.person.passphrase.isEnabled()
    assert not step.remove.isEnabled()
    assert "" == run.reason.text()


def test_somebody_who_may_not_is_told_and_nothing_is_changed(
    qtbot: QtBot, run: Revisit, open_desk: LocalDesk, bench: Workbench
) -> None:
    assert isinstance(run.step, OfficeStep)
    run.step.name.setText("清水镇社会事务办")
    actor = open_desk.actor
    open_desk.actor = type(actor)(actor.name, actor.display_name, frozenset())
    page = walk_to_the_end(qtbot, run)
    open_desk.actor = actor
    assert "没有改动" == page.title.text()
    assert "没有“修改单位设置”的权限" in page.outcome.notice.text
    assert "清水镇民政办" == open_desk.ask(the_station).name
