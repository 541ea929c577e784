"""The frame around the pages: going, coming back, undoing, keys, help."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from minzheng_desk.desk.desk import Actor, Desk
from minzheng_desk.kernel.money import Money
from minzheng_desk.kernel.permissions import Permission
from minzheng_desk.office.operations import revise_setting
from minzheng_desk.office.queries import the_station
from minzheng_desk.ui.frame.keys import KEYS
from minzheng_desk.ui.frame.recent import RecentObjects
from minzheng_desk.ui.frame.work import WorkArea, found_screens
from minzheng_desk.ui.look.look import look
from minzheng_desk.ui.masks import masks
from minzheng_desk.ui.screen import Address, Frame, Screen, ScreenSpec
from minzheng_desk.ui.settings import Settings
from minzheng_desk.ui.widgets.tables.columns import ColumnKind, TableColumn
from minzheng_desk.ui.widgets.tables.table import Table
from minzheng_desk.ui.workbench import Workbench

CONTROL, PLAIN = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.NoModifier


@dataclass(frozen=True, slots=True)
class _Paid:
    village: str
    paid: Money


class Page(Screen):
    """A page that notes what it is asked."""

    reads = frozenset({"station"})

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame, "一页")
        self.heard: list[str] = []
        self.body.addWidget(QLabel("内容"))
        self.table = Table([TableColumn("village", "村"), TableColumn("paid", "本月", ColumnKind.MONEY)])
        self.table.show_rows([_Paid("大柳村", Money(58267)), _Paid("杨家湾村", Money(70000))])
        self.body.addWidget(self.table)

    def refresh(self) -> None:
        self.heard.append("refresh")

    def show_object(self, key: str) -> None:
        self.heard.append(f"show {key}")

    def begin_new(self) -> None:
        self.heard.append("new")

    def begin_filter(self) -> None:
        self.heard.append("filter")

    def print_page(self) -> None:
        self.heard.append("print")

    def save(self) -> None:
        self.heard.append("save")

    def reveal(self) -> None:
        self.heard.append("reveal")

    def toggle_side(self) -> None:
        self.heard.append("side")


SPECS = (
    ScreenSpec("one", "一", "home", 1, Page),
    ScreenSpec("two", "二", "family", 2, Page, waiting=lambda _: 7, waits_on=frozenset({"station"})),
    ScreenSpec("set_up", "三", "gear", 3, Page, may=Permission.SET_UP, at_bottom=True),
)


def work_over(desk: Desk) -> WorkArea:
    made = WorkArea(Workbench(desk), Settings(None), SPECS)
    made.resize(1366, 697)
    made.show()
    return made


@pytest.fixture
def work(township: Desk, qtbot: QtBot) -> Iterator[WorkArea]:
    made = work_over(township)
    qtbot.addWidget(made)
    made.go("one")
    yield made
    # A key clicked with Ctrl leaves it pressed for the test after.
    QTest.keyRelease(made, Qt.Key.Key_Control)
    made.bench.finish()


def page(work: WorkArea, name: str) -> Page:
    found = work.page(name)
    assert isinstance(found, Page)
    return found


def test_going_back_returns_to_the_object_that_was_open(work: WorkArea, qtbot: QtBot) -> None:
    work.go("two:甲")
    work.go(Address("one"))
    qtbot.keyClick(work, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert work.current() is page(work, "two")
    assert ["show 甲", "show 甲"] == page(work, "two").heard


def test_an_unknown_address_changes_nothing(work: WorkArea) -> None:
    work.go("nowhere:1")
    assert work.current() is page(work, "one")


def test_a_page_hears_of_what_it_reads_at_once_in_front_and_later_behind(
    work: WorkArea, qtbot: QtBot
) -> None:
    work.go("two")
    work.go("one")
    with qtbot.waitSignal(work.bench.committed, timeout=20_000):
        work.bench.task(revise_setting, name="另一个名字").start()
    qtbot.waitUntil(lambda: "refresh" in page(work, "one").heard)
    assert [] == page(work, "two").heard
    work.go("two")
    assert ["refresh"] == page(work, "two").heard


def test_ctrl_z_takes_back_the_last_operation_and_says_which(work: WorkArea, qtbot: QtBot) -> None:
    before = work.bench.desk.ask(the_station).name
    with qtbot.waitSignal(work.bench.committed, timeout=20_000):
        work.bench.task(revise_setting, name="另一个名字").start()
    qtbot.keyClick(work, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(work.toast.isVisible, timeout=20_000)
    assert "已撤销：修改单位设置" == work.toast.text
    assert before == work.bench.desk.ask(the_station).name


def test_what_waits_stands_on_the_rail_in_words_too(work: WorkArea, qtbot: QtBot) -> None:
    button = work.rail.button("two")
    qtbot.waitUntil(lambda: button.accessibleName() == "二，7 件待办", timeout=20_000)


def test_a_page_somebody_may_not_open_is_not_on_the_rail(township: Desk, qtbot: QtBot) -> None:
    township.actor = Actor("li", "李", frozenset({Permission.READ}))
    work = work_over(township)
    qtbot.addWidget(work)
    assert ["one", "two"] == work.rail.names()
    work.bench.finish()


def test_a_small_window_folds_the_rail(work: WorkArea) -> None:
    wide = work.rail.width()
    work.resize(1200, 660)
    assert work.rail.narrow
    assert work.rail.width() < wide


@pytest.mark.parametrize(
    ("held", "key", "heard"),
    [
        (CONTROL, Qt.Key.Key_N, "new"),
        (CONTROL, Qt.Key.Key_F, "filter"),
        (CONTROL, Qt.Key.Key_P, "print"),
        (CONTROL, Qt.Key.Key_S, "save"),
        (PLAIN, Qt.Key.Key_F5, "refresh"),
        (PLAIN, Qt.Key.Key_F8, "reveal"),
        (PLAIN, Qt.Key.Key_F9, "side"),
    ],
)
def test_a_key_reaches_the_page_in_front(
    work: WorkArea, qtbot: QtBot, held: Qt.KeyboardModifier, key: Qt.Key, heard: str
) -> None:
    qtbot.keyClick(work, key, held)
    assert [heard] == page(work, "one").heard


def test_f1_shows_the_page_of_the_manual_with_every_key(work: WorkArea, qtbot: QtBot) -> None:
    qtbot.keyClick(work, Qt.Key.Key_F1)
    assert work.help.isVisible()
    text = work.help.text.toPlainText()
    assert all(keys in text and meaning in text for keys, meaning in KEYS)
    qtbot.keyClick(work.help, Qt.Key.Key_Escape)
    assert not work.help.isVisible()


def test_projection_crosses_names_and_hides_numbers(work: WorkArea, qtbot: QtBot) -> None:
    keys = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(work, Qt.Key.Key_M, keys)
    try:
        assert "周×芳" == masks().name("周桂芳")
        assert "3" not in masks().id_number("990000195503070013")
    finally:
        masks().project(on=False)


def test_before_a_meeting_what_was_done_is_said_without_the_person(work: WorkArea) -> None:
    masks().project(on=True)
    try:
        work.done("已登记死亡：陈万福。3 项待遇从 12月起停发")
        work_said = work.undo_bar.text
        work.tell("陈万福的账户已更正")
    finally:
        masks().project(on=False)
    assert ("已登记死亡", "已保存") == (work_said, work.toast.text)


def test_what_can_be_taken_back_stays_written_in_the_status_bar(work: WorkArea, qtbot: QtBot) -> None:
    before = work.bench.desk.ask(the_station).name
    with qtbot.waitSignal(work.bench.committed, timeout=20_000):
        work.bench.task(revise_setting, name="另一个名字").start()
    link = work.status.undo
    qtbot.waitUntil(link.isVisible, timeout=20_000)
    work.undo_bar.leave()
    assert "撤销 修改单位设置" == link.text()
    qtbot.mouseClick(link, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(work.toast.isVisible, timeout=20_000)
    assert before == work.bench.desk.ask(the_station).name
    qtbot.waitUntil(lambda: link.text() != "撤销 修改单位设置", timeout=20_000)


def test_ctrl_tab_offers_the_objects_visited_last_and_opens_one(work: WorkArea, qtbot: QtBot) -> None:
    one = page(work, "one")
    for who in ("甲", "乙", "丙"):
        one.called = lambda who=who: f"{who} 户"
        work.go(f"one:{who}")
        work.now_at(Address("one", who))
    one.called = str
    work.go("one:new")
    qtbot.keyClick(work, Qt.Key.Key_Tab, CONTROL)
    chooser = work.findChild(RecentObjects)
    assert ["一　丙 户", "一　乙 户", "一　甲 户"] == [
        chooser.list.item(row).text() for row in range(chooser.list.count())
    ]
    qtbot.keyClick(chooser.list, Qt.Key.Key_Down)
    qtbot.keyClick(chooser.list, Qt.Key.Key_Return)
    assert "show 乙" == one.heard[-1]
    assert not chooser.isVisible()


def test_ctrl_tab_names_nobody_who_was_looked_at_before_the_meeting(work: WorkArea) -> None:
    page(work, "one").called = lambda: "周桂芳 户"
    work.now_at(Address("one", "甲"))
    work.go("two")
    masks().project(on=True)
    try:
        assert work.choose_recent() is None
    finally:
        masks().project(on=False)


@pytest.mark.parametrize(("key", "scale"), [(Qt.Key.Key_Equal, 1.1), (Qt.Key.Key_Minus, 0.9)])
def test_the_size_of_type_chosen_by_keys_is_kept_for_the_next_start(
    work: WorkArea, qtbot: QtBot, key: Qt.Key, scale: float
) -> None:
    qtbot.keyClick(work, key, CONTROL)
    assert scale == look().scale == work.settings.get("look/scale")
    qtbot.keyClick(work, Qt.Key.Key_0, CONTROL)
    assert 1.0 == look().scale == work.settings.get("look/scale")


@pytest.mark.parametrize("look_of", [("light", 1.0), ("contrast", 1.25), ("light", 1.5)], ids=str)
def test_the_bar_to_undo_covers_nothing_of_the_page(work: WorkArea, look_of: tuple[str, float]) -> None:
    scheme, scale = look_of
    look().choose(scheme=scheme, scale=scale)
    QApplication.processEvents()
    work.done("已登记死亡：陈万福。3 项待遇从 12月起停发")
    inside = work.current().layout().contentsMargins().bottom()
    assert work.undo_bar.isVisible()
    assert work.status.geometry().top() - inside <= work.undo_bar.geometry().top()


def test_every_page_of_the_program_is_found_and_named_once() -> None:
    names = [spec.name for spec in found_screens()]
    assert len(names) == len(set(names)) > 0


def test_chosen_cells_are_counted_and_added_up_in_the_status_bar(work: WorkArea, qtbot: QtBot) -> None:
    table = page(work, "one").table
    table.view.setFocus()
    table.view.selectAll()
    qtbot.waitUntil(lambda: work.status.sums.text() == "计数 4　求和 1,282.67　平均 641.34")
    table.view.setCurrentIndex(table.view.model().index(0, 1))
    qtbot.waitUntil(lambda: work.status.sums.text() == "")


def test_what_is_chosen_is_said_of_the_page_in_front_and_again_on_coming_back(
    work: WorkArea, qtbot: QtBot
) -> None:
    table = page(work, "one").table
    table.view.setFocus()
    table.view.selectAll()
    qtbot.waitUntil(lambda: work.status.sums.text() != "")
    work.go("two")
    assert "" == work.status.sums.text()
    page(work, "two").table.view.selectAll()
    work.go("one")
    table.view.setFocus()
    qtbot.waitUntil(lambda: work.status.sums.text().startswith("计数 4　求和 1,282.67"))
