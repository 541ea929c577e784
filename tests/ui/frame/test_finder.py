"""Ctrl+K: what is typed is found, and one key opens it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from minzheng_desk.desk.desk import Desk
from minzheng_desk.households.model import Person
from minzheng_desk.households.queries import find_people
from minzheng_desk.ui.frame.finder import Finder
from minzheng_desk.ui.frame.finder_answers import ACTS, CLAUSES, PEOPLE, Act, Question, answers
from minzheng_desk.ui.frame.finder_list import _as_seen
from minzheng_desk.ui.frame.finder_match import reading_of, span_of
from minzheng_desk.ui.frame.work import WorkArea
from minzheng_desk.ui.masks import masks
from minzheng_desk.ui.screen import Frame, PageCommand, Screen, ScreenSpec
from minzheng_desk.ui.settings import Settings
from minzheng_desk.ui.workbench import Workbench

TODAY = date(2026, 11, 21)


class Noting(Screen):
    """A page that notes which of its objects was opened."""

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame, "家庭档案")
        self.shown: list[str] = []

    def show_object(self, key: str) -> None:
        """Note it."""
        self.shown.append(key)


def spec(name: str, title: str, *commands: PageCommand) -> ScreenSpec:
    return ScreenSpec(name, title, "family", 10, Noting, commands=commands)


@pytest.fixture
def work(qtbot: QtBot, township: Desk) -> Iterator[WorkArea]:
    """A work area of two pages over the invented township."""
    specs = (
        spec("households", "家庭档案", PageCommand("登记死亡", "households:event/death", "去世 停发")),
        spec("policy", "政策标准"),
        spec("benefits", "待遇管理"),
    )
    bench = Workbench(township)
    made = WorkArea(bench, Settings(None), specs)
    qtbot.addWidget(made)
    made.resize(1366, 697)
    made.show()
    made.go("households")
    yield made
    bench.finish()


@pytest.fixture
def finder(qtbot: QtBot, work: WorkArea) -> Iterator[Finder]:
    """The finder, open over the first page."""
    made = Finder(work)
    made.open()
    qtbot.waitUntil(lambda: made.list.chosen is not None)
    yield made
    made.leave()


def titles(finder: Finder) -> list[str]:
    return [line.title for line in finder.list.answers.lines]


def typed(qtbot: QtBot, finder: Finder, text: str, until: Callable[[], bool] | None = None) -> None:
    """Type and wait for the answer to just that."""
    before = finder.list.answers.lines
    finder.field.clear()
    qtbot.keyClicks(finder.field, text) if text.isascii() else finder.field.setText(text)
    qtbot.waitUntil(until or (lambda: finder.list.answers.lines not in {before, ()}), timeout=3000)


def somebody(work: WorkArea) -> Person:
    people = work.bench.desk.ask(lambda reader: reader.find(Person))
    return next(one for one in people if one.died_on is None and one.id_number)


def shown(work: WorkArea, page: str) -> list[str]:
    screen: Any = work.page(page)
    return list(screen.shown)


def test_before_anything_is_typed_the_pages_are_offered(finder: Finder) -> None:
    assert [ACTS, "家庭档案", "登记死亡", "政策标准", "待遇管理"] == titles(finder)


def test_a_person_is_found_by_name_and_enter_opens_the_household(
    qtbot: QtBot, finder: Finder, work: WorkArea
) -> None:
    person = somebody(work)
    (found, *_) = work.bench.desk.ask(find_people, person.name)
    typed(qtbot, finder, person.name, lambda: titles(finder)[:2] == [PEOPLE, person.name])
    qtbot.keyClick(finder.field, Qt.Key.Key_Return)
    assert [found.household_number] == shown(work, "households")
    assert not finder.isVisible()


def test_enter_right_after_the_last_key_opens_what_was_typed_and_not_what_was_shown(
    qtbot: QtBot, finder: Finder, work: WorkArea
) -> None:
    finder.field.setText("政策标准")
    qtbot.keyClick(finder.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not finder.isVisible(), timeout=3000)
    assert "policy" == (work.current_spec() or spec("", "")).name


def test_ctrl_enter_does_not_press_the_page_beneath_but_opens_the_other_address(
    qtbot: QtBot, finder: Finder, work: WorkArea
) -> None:
    person = somebody(work)
    typed(qtbot, finder, person.name, lambda: titles(finder)[:2] == [PEOPLE, person.name])
    qtbot.keyClick(finder.field, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    (key,) = shown(work, "benefits")
    assert key.startswith("grant/")


def test_arrows_pass_over_headings_and_stop_at_the_ends(qtbot: QtBot, finder: Finder) -> None:
    typed(qtbot, finder, "siwang", lambda: "登记死亡" in titles(finder))
    rows = [line for line in finder.list.answers.lines if not line.is_heading]
    for _ in range(len(rows) + 2):
        qtbot.keyClick(finder.field, Qt.Key.Key_Down)
    assert rows[-1] == finder.list.chosen
    for _ in range(len(rows) + 2):
        qtbot.keyClick(finder.field, Qt.Key.Key_Up)
    assert rows[0] == finder.list.chosen


def test_tab_stays_in_the_finder(qtbot: QtBot, finder: Finder) -> None:
    first = finder.list.chosen
    qtbot.keyClick(finder.field, Qt.Key.Key_Tab)
    assert first != finder.list.chosen
    assert finder.field.hasFocus() or QApplication.focusWidget() is None


def test_a_command_is_found_by_its_other_words_and_a_clause_by_what_it_sets(
    qtbot: QtBot, finder: Finder
) -> None:
    typed(qtbot, finder, "去世", lambda: "登记死亡" in titles(finder))
    typed(qtbot, finder, "公示期", lambda: "公示期" in titles(finder))
    at = titles(finder).index(CLAUSES)
    line = finder.list.answers.lines[at + 1]
    assert ("policy:limit.publicity", (0, 3)) == (line.address, line.span)


def test_nothing_found_says_what_else_could_be_tried(qtbot: QtBot, finder: Finder) -> None:
    typed(qtbot, finder, "qqqqqq", lambda: titles(finder) == [])
    assert not finder.list.isVisible()
    assert "没有找到“qqqqqq”" in finder._nothing.text()


def test_esc_and_a_click_beside_the_panel_leave(qtbot: QtBot, finder: Finder) -> None:
    qtbot.keyClick(finder.field, Qt.Key.Key_Escape)
    assert not finder.isVisible()
    finder.open()
    assert finder.isVisible()
    qtbot.mouseClick(finder, Qt.MouseButton.LeftButton, pos=QPoint(5, 600))
    assert not finder.isVisible()


def test_pinyin_that_is_being_composed_is_looked_for_and_enter_is_the_input_methods(
    qtbot: QtBot, finder: Finder
) -> None:
    QApplication.sendEvent(finder.field, QInputMethodEvent("si'wang", []))
    qtbot.waitUntil(lambda: "登记死亡" in titles(finder), timeout=3000)
    qtbot.keyClick(finder.field, Qt.Key.Key_Return)
    assert finder.isVisible()


def test_no_whole_number_is_shown_or_spoken(qtbot: QtBot, finder: Finder, work: WorkArea) -> None:
    person = somebody(work)
    typed(qtbot, finder, str(person.id_number), lambda: person.name in titles(finder))
    model = finder.list.answers
    for row, line in enumerate(model.lines):
        spoken = str(model.index(row).data(Qt.ItemDataRole.AccessibleTextRole))
        assert str(person.id_number) not in spoken + repr(line)


def test_names_lose_a_character_while_the_window_is_shown_to_a_meeting(
    qtbot: QtBot, finder: Finder, work: WorkArea
) -> None:
    person = somebody(work)
    typed(qtbot, finder, person.name, lambda: person.name in titles(finder))
    first, tail = finder.list.answers.index(1), str(person.id_number)[-4:]
    assert tail in first.data(Qt.ItemDataRole.AccessibleTextRole)
    masks().project(on=True)
    try:
        spoken = first.data(Qt.ItemDataRole.AccessibleTextRole)
        drawn = _as_seen(finder.list.answers.lines[1])
    finally:
        masks().project(on=False)
    assert person.name not in spoken
    assert tail not in spoken
    assert ("", "") == (drawn.reading, drawn.tail)
    assert spoken.startswith(f"{person.name[0]}×")


def test_the_dead_are_marked_and_clauses_want_three_letters(township: Desk) -> None:
    dead = township.ask(lambda reader: [one for one in reader.find(Person) if one.died_on is not None])
    for one in dead[:1]:
        (line, *_) = (
            line
            for line in township.ask(answers, Question(one.name, TODAY, (), ()))
            if line.chip and line.chip.text == "已故"
        )
        assert one.name == line.title
    two = township.ask(answers, Question("lf", TODAY, (), ()))
    assert CLAUSES not in [line.title for line in two]


def test_an_empty_office_is_searched_without_harm(memory_desk: Desk) -> None:
    from minzheng_desk.office.model import OfficeNotSetUp  # noqa: PLC0415

    with pytest.raises(OfficeNotSetUp):
        memory_desk.ask(
            answers, Question("张", TODAY, (Act("家庭档案", "页面", "family", "households"),), ())
        )


@pytest.mark.parametrize(
    ("text", "query", "span"),
    [
        ("周桂芳", "zgf", (0, 3)),
        ("周桂芳", "guifang", (1, 3)),
        ("周桂芳", "zhougf", (0, 3)),
        ("周桂芳", "zhoug", (0, 2)),
        ("周桂芳", "桂芳", (1, 3)),
        ("周桂芳", "x", None),
        ("导入 Excel", "excel", (3, 8)),
        ("周桂芳", "", None),
    ],
)
def test_what_was_typed_is_set_off_in_the_name(text: str, query: str, span: tuple[int, int] | None) -> None:
    assert span == span_of(text, query)


def test_of_several_readings_the_one_that_was_typed_is_shown() -> None:
    assert ("dan xue", "shan xue") == (reading_of("单雪", "dx"), reading_of("单雪", "sx"))
