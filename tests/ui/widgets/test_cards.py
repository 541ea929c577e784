from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from minzheng_desk.ui.look.look import look
from minzheng_desk.ui.widgets import buttons
from minzheng_desk.ui.widgets.cards import Card, EmptyState, Fact, FactRow, Facts, NoticeStrip

HEAD = [
    Fact("id", "户编号", "LX-03-0217"),
    Fact("pin", "住址", "杨家湾村 3 组 27 号"),
    Fact("phone", "电话", "138 **** 2206"),
    Fact("walk", "走访", "2026-09-14"),
]


def test_the_head_of_a_card_is_title_and_what_stands_right_of_it(qtbot: QtBot) -> None:
    card = Card("资格研判", "2 秒前更新")
    qtbot.addWidget(card)
    assert ("资格研判", "2 秒前更新") == (card.title.text(), card.said.text())
    card.set_title("待办", "按工作日计算")
    assert ("待办", "按工作日计算", "待办") == (card.title.text(), card.note.text(), card.accessibleName())


def test_a_flush_card_leaves_no_margin_around_a_table(qtbot: QtBot) -> None:
    card = Card("成员", flush=True)
    qtbot.addWidget(card)
    assert card.body.contentsMargins().isNull()


def test_a_name_is_never_read_as_markup(qtbot: QtBot) -> None:
    card = Card("<b>周桂芳</b>")
    qtbot.addWidget(card)
    assert Qt.TextFormat.PlainText == card.title.textFormat()


def test_a_notice_offers_its_way_on(qtbot: QtBot) -> None:
    strip = NoticeStrip("warn", "这台电脑的时间比上次早了 2 天，请先校准", "怎么校准")
    qtbot.addWidget(strip)
    strip.show()
    with qtbot.waitSignal(strip.pressed):
        qtbot.mouseClick(strip.findChild(QPushButton), Qt.MouseButton.LeftButton)
    assert ("notice_warn", strip.text) == (strip.property("kind"), strip.accessibleName())


def test_a_notice_without_words_goes_away(qtbot: QtBot) -> None:
    strip = NoticeStrip("info", "张伟正在改这一户，您可以看，暂时不能改")
    qtbot.addWidget(strip)
    strip.show()
    assert strip.findChild(QPushButton).isHidden()
    strip.say("")
    assert not strip.isVisible()
    strip.say("有 3 行没有入账", "看这 3 行", "bad")
    assert strip.isVisible()
    assert strip.property("kind") == "notice_bad"


def test_an_empty_state_says_what_is_empty_and_what_to_try(qtbot: QtBot) -> None:
    empty = EmptyState("family", "没有找到“周桂方”", "试试首字母 zgf", [buttons.plain("清除筛选")])
    qtbot.addWidget(empty)
    assert ("没有找到“周桂方”", "试试首字母 zgf") == (empty.accessibleName(), empty.accessibleDescription())
    empty.say("今天没有到期的事")
    shown = [one.text() for one in empty.findChildren(QLabel) if not one.isHidden()]
    assert "今天没有到期的事" in shown
    assert "试试首字母 zgf" not in shown


def test_facts_are_spoken_with_their_label(qtbot: QtBot) -> None:
    facts = Facts(columns=3)
    qtbot.addWidget(facts)
    facts.show_facts(HEAD)
    spoken = [row.accessibleName() for row in facts.findChildren(FactRow)]
    assert spoken == [
        "户编号 LX-03-0217",
        "住址 杨家湾村 3 组 27 号",
        "电话 138 **** 2206",
        "走访 2026-09-14",
    ]


def test_fewer_facts_leave_no_old_one_behind(qtbot: QtBot) -> None:
    facts = Facts(columns=3)
    qtbot.addWidget(facts)
    facts.show()
    facts.show_facts(HEAD)
    facts.show_facts(HEAD[2:])
    seen = [row.accessibleName() for row in facts.findChildren(FactRow) if row.isVisible()]
    assert seen == ["电话 138 **** 2206", "走访 2026-09-14"]


def test_a_fact_that_is_cut_can_be_read_whole(qtbot: QtBot) -> None:
    row = FactRow(Fact("card", "账户", "农商行 **** 3317，2026-03-12 已核"))
    qtbot.addWidget(row)
    row.show()
    row.resize(row.sizeHint())
    assert row.toolTip() == ""
    row.resize(row.minimumSizeHint())
    assert row.toolTip() == "农商行 **** 3317，2026-03-12 已核"


def test_a_fact_with_room_enough_is_not_cut(qtbot: QtBot) -> None:
    look().choose(scale=1.25)
    row = FactRow(Fact("walk", "走访", "2026-09-14"))
    qtbot.addWidget(row)
    row.resize(row.sizeHint())
    exact = row.grab().toImage()
    row.resize(row.sizeHint().width() + 40, row.height())
    assert exact == row.grab().toImage().copy(exact.rect())
