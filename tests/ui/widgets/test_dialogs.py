from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QRadioButton, QWidget
from pytestqt.qtbot import QtBot

from minzheng_desk.kernel.clock import FixedClock
from minzheng_desk.kernel.errors import NotFound
from minzheng_desk.ui.look.look import look
from minzheng_desk.ui.widgets.dialogs import (
    AskWithVerbs,
    ProblemDialog,
    Question,
    ReasonDialog,
    TypeToConfirm,
    Verb,
    distance,
)

NOW = FixedClock(date(2026, 11, 20))


@pytest.fixture
def page(qtbot: QtBot) -> QWidget:
    made = QWidget()
    made.resize(900, 600)
    qtbot.addWidget(made)
    made.show()
    return made


def button(dialog: QWidget, label: str) -> QPushButton:
    return next(one for one in dialog.findChildren(QPushButton) if one.text() == label)


def closing(page: QWidget) -> TypeToConfirm:
    return TypeToConfirm(
        page,
        "确定要月结 2026年11月？",
        "月结后，本月 7 个项目不能再改。",
        what="合计金额",
        expected="366326.00",
        verb="月结",
    )


def answers(dialog: Question) -> list[str]:
    heard: list[str] = []
    dialog.answered.connect(heard.append)
    return heard


def test_a_problem_says_what_happened_what_to_do_and_its_code(page: QWidget) -> None:
    problem = NotFound(label="家庭")
    dialog = ProblemDialog(page, problem, clock=NOW)
    assert dialog.title.text() == "没有找到家庭"
    assert problem.advice in dialog.text.text()
    assert f"代码 {problem.code}　2026-11-20 09:00" == dialog.details


def test_the_state_of_the_data_stands_before_the_advice(page: QWidget) -> None:
    dialog = ProblemDialog(page, NotFound(label="家庭"), state="数据没有变。", clock=NOW)
    assert dialog.text.text().startswith("数据没有变。请")


def test_an_unforeseen_problem_apologises_and_keeps_its_words_off_the_screen(page: QWidget) -> None:
    try:
        raise ValueError("周桂芳 990000196502181217")
    except ValueError as problem:
        dialog = ProblemDialog(page, problem, clock=NOW)
    shown = " ".join(one.text() for one in dialog.findChildren(QLabel))
    assert "对不起" in dialog.title.text()
    assert "操作记录" in shown
    assert "周桂芳" not in shown + dialog.accessibleDescription()


def test_the_same_unforeseen_problem_has_the_same_reference(page: QWidget) -> None:
    codes = set()
    for name in ("甲", "乙"):
        try:
            {}[name]
        except KeyError as problem:
            codes.add(ProblemDialog(page, problem, clock=NOW).details)
    assert len(codes) == 1


def test_the_explanation_can_be_copied_for_the_telephone(qtbot: QtBot, page: QWidget) -> None:
    dialog = ProblemDialog(page, NotFound(label="家庭"), clock=NOW)
    dialog.show()
    qtbot.mouseClick(button(dialog, "复制说明"), Qt.MouseButton.LeftButton)
    copied = QApplication.clipboard().text()
    assert copied.startswith("没有找到家庭\n")
    assert copied.endswith(dialog.details)


def test_the_last_remedy_is_the_one_enter_takes(qtbot: QtBot, page: QWidget) -> None:
    remedies = [Verb("move", "换位置存"), Verb("again", "再试一次", "primary")]
    dialog = ProblemDialog(page, NotFound(label="家庭"), remedies=remedies, clock=NOW)
    heard = answers(dialog)
    dialog.open()
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    assert heard == ["again"]


def test_the_button_stays_shut_until_the_amount_is_typed_exactly(qtbot: QtBot, page: QWidget) -> None:
    dialog = closing(page)
    heard = answers(dialog)
    dialog.open()
    qtbot.keyClicks(dialog.field, "366326.0")
    assert dialog.distance.text() == "还差 1 位"
    assert not dialog.act.isEnabled()
    qtbot.keyClicks(dialog.field, "0")
    assert dialog.distance.text() == ""
    qtbot.mouseClick(dialog.act, Qt.MouseButton.LeftButton)
    assert heard == ["confirmed"]


def test_the_amount_may_be_typed_with_its_commas_or_in_wide_figures(page: QWidget) -> None:
    for typed in ("366,326.00", "３６６３２６．００", " 366326.00 "):
        dialog = closing(page)
        dialog.field.setText(typed)
        assert dialog.act.isEnabled()


def test_enter_in_the_field_neither_acts_nor_throws_away_what_was_typed(qtbot: QtBot, page: QWidget) -> None:
    dialog = closing(page)
    heard = answers(dialog)
    dialog.open()
    for typed in ("366326", "366326.00"):
        dialog.field.setText(typed)
        dialog.field.setFocus()
        qtbot.keyClick(dialog.field, Qt.Key.Key_Return)
        assert dialog.isVisible()
    assert heard == []
    assert dialog.field.text() == "366326.00"


@pytest.mark.parametrize(
    ("typed", "words"),
    [("", "还差 9 位"), ("366236.00", "第 4 位不一样"), ("366326.001", "多了 1 位"), ("366326.00", "")],
)
def test_the_distance_is_said_in_words(typed: str, words: str) -> None:
    assert words == distance(typed, "366326.00")


def test_esc_leaves_a_question_unanswered(qtbot: QtBot, page: QWidget) -> None:
    dialog = AskWithVerbs(page, "要停下吗？", "", [Verb("stop", "停下并关掉", "danger")])
    heard = answers(dialog)
    dialog.open()
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert heard == []
    assert not dialog.isVisible()


def test_enter_gives_the_safest_answer(qtbot: QtBot, page: QWidget) -> None:
    dialog = AskWithVerbs(page, "要停下吗？", "", [Verb("stop", "停下并关掉", "danger")])
    heard = answers(dialog)
    dialog.open()
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    assert heard == []
    dialog = AskWithVerbs(
        page, "要接着录吗？", "", [Verb("drop", "不要了"), Verb("go_on", "接着录", "primary")], safest="go_on"
    )
    heard = answers(dialog)
    dialog.open()
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    assert heard == ["go_on"]


def test_a_problem_over_a_question_takes_its_place_and_gives_it_back(qtbot: QtBot, page: QWidget) -> None:
    below = closing(page)
    below.open()
    below.field.setText("3663")
    above = ProblemDialog(page, NotFound(label="家庭"), clock=NOW)
    above.open()
    assert (below.isVisible(), above.isVisible()) == (False, True)
    qtbot.keyClick(above, Qt.Key.Key_Escape)
    assert (below.isVisible(), above.isVisible()) == (True, False)
    assert below.field.text() == "3663"


def test_a_reason_is_picked_or_written(qtbot: QtBot, page: QWidget) -> None:
    dialog = ReasonDialog(
        page, "再印一次", "原因会印在页脚。", ["缺页", "卡纸"], Verb("print", "打印", "primary")
    )
    heard = answers(dialog)
    dialog.open()
    radios = {one.text(): one for one in dialog.findChildren(QRadioButton)}
    assert not dialog.act.isEnabled()
    radios["卡纸"].setChecked(True)
    assert dialog.reason == "卡纸"
    radios["其他"].setChecked(True)
    assert not dialog.act.isEnabled()
    dialog.field.setText(" 补给村里 ")
    qtbot.mouseClick(dialog.act, Qt.MouseButton.LeftButton)
    assert heard == ["补给村里"]


def test_a_name_in_a_question_is_never_read_as_markup(page: QWidget) -> None:
    dialog = AskWithVerbs(page, "停发 <i>李</i>？", "<b>1</b>", [Verb("stop", "停发", "danger")])
    assert {Qt.TextFormat.PlainText} == {one.textFormat() for one in (dialog.title, dialog.text)}


@pytest.mark.parametrize("scale", [0.9, 1.0, 1.25, 1.5])
def test_a_question_is_as_high_as_its_words_need(page: QWidget, scale: float) -> None:
    look().choose(scale=scale)
    dialog = ProblemDialog(page, KeyError(), clock=NOW)
    dialog.open()
    for said in (dialog.title, dialog.text):
        assert said.height() >= said.heightForWidth(said.width())
    look().choose(scale=1.1)
    assert dialog.text.height() >= dialog.text.heightForWidth(dialog.text.width())
    dialog.reject()
