"""Every piece paints itself under every scheme and scale, without a word from Qt and without being cut."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QAbstractButton, QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from minzheng_desk.kernel.money import Money
from minzheng_desk.kernel.period import Month
from minzheng_desk.ui.look.look import look
from minzheng_desk.ui.widgets import buttons, chips
from minzheng_desk.ui.widgets.buttons import Segment, Segments
from minzheng_desk.ui.widgets.cards import Card, EmptyState, Fact, Facts, NoticeStrip
from minzheng_desk.ui.widgets.charts import Bar, ChangeBars, ChartEvent, MonthBar, MonthBars, VillageBars
from minzheng_desk.ui.widgets.chips import Chip, ChipSpec, Tone, paint_chip
from minzheng_desk.ui.widgets.deadline import DeadlineBar
from minzheng_desk.ui.widgets.dialogs import TypeToConfirm
from minzheng_desk.ui.widgets.findings import Finding, FindingList
from minzheng_desk.ui.widgets.gauge import IncomeGauge, Mark
from minzheng_desk.ui.widgets.stepper import Step, Stepper, StepState, paint_step_dots
from minzheng_desk.ui.widgets.tabs import Tab, Tabs
from minzheng_desk.ui.widgets.timeline import Happening, Timeline

PIECES: dict[str, Callable[[], QWidget]] = {}


def piece(make: Callable[[], QWidget]) -> Callable[[], QWidget]:
    PIECES[make.__name__] = make
    return make


@piece
def chip() -> QWidget:
    return Chip(ChipSpec("逾期 2 天", Tone.BAD, "clock"))


@piece
def all_buttons() -> QWidget:
    made = Card("按钮", "一页只有一个主按钮")
    for make in (buttons.primary, buttons.plain, buttons.soft, buttons.danger, buttons.link):
        made.body.addWidget(make("提交复核", "check"))
        shut = make("提交公示", "plus")
        shut.setEnabled(False)
        made.body.addWidget(shut)
    return made


@piece
def segments() -> QWidget:
    return Segments([Segment("all", "全部", 386), Segment("odd", "异常", 7, red=True)])


@piece
def notice() -> QWidget:
    return NoticeStrip("warn", "这台电脑的时间比上次早了 2 天，请先校准", "怎么校准")


@piece
def empty_state() -> QWidget:
    return EmptyState("family", "没有找到“周桂方”", "试试首字母 zgf", [buttons.plain("清除筛选")])


@piece
def facts() -> QWidget:
    made = Facts(columns=2)
    made.show_facts([Fact("id", "户编号", "LX-03-0217"), Fact("pin", "住址", "杨家湾村 3 组 27 号", "bad")])
    return made


@piece
def tabs() -> QWidget:
    return Tabs([Tab("all", "户情总览"), Tab("members", "成员", 4), Tab("papers", "材料", alert="缺 2")])


@piece
def month_bars() -> QWidget:
    made = MonthBars("近 12 个月发放金额（万元）")
    made.show_months(
        [MonthBar(Month(2026, 1) + place, 300 + place, f"{place}") for place in range(12)],
        ChartEvent(Month(2026, 7), "7月提标"),
    )
    return made


@piece
def village_bars() -> QWidget:
    made = VillageBars("按村合计")
    made.show_bars([Bar("v1", "杨家湾村", 3_062_071, "30,620.71"), Bar("v2", "大柳村", 0, "0.00")])
    return made


@piece
def change_bars() -> QWidget:
    made = ChangeBars("本月变动")
    made.show_changes(new=6, stopped=4, changed=11, back_paid=2)
    return made


@piece
def gauge() -> QWidget:
    made = IncomeGauge()
    made.show_income(Money(44_833), Mark("低保标准", Money(59_400)), Mark("1.5倍", Money(89_100)))
    return made


@piece
def deadline() -> QWidget:
    made = DeadlineBar()
    made.show_deadline(14, 30, "总时限", "12月14日到期")
    return made


@piece
def stepper() -> QWidget:
    made = Stepper()
    made.show_steps([Step(str(place), "核对异常", "剩 4 条", state) for place, state in enumerate(StepState)])
    return made


@piece
def timeline() -> QWidget:
    made = Timeline("办理记录")
    made.show_happenings(
        [Happening("a", "受理", "李敏", "11-02", Tone.OK), Happening("b", "调查", "", "11-12")]
    )
    return made


@piece
def findings() -> QWidget:
    made = FindingList()
    made.show_findings(
        [Finding("a", "临时救助", "待定", tone, "1.00", "没有凭证", "第九条", "补充") for tone in Tone]
    )
    return made


@piece
def typed_confirmation() -> QWidget:
    return TypeToConfirm(
        None, "确定要月结？", "不能再改。", what="合计金额", expected="366326.00", verb="月结"
    )


@pytest.mark.parametrize("scheme", ["light", "dark", "contrast"])
@pytest.mark.parametrize("name", PIECES)
def test_a_piece_paints_under_every_scheme_without_a_warning(
    qtbot: QtBot, qtlog, name: str, scheme: str
) -> None:
    made = PIECES[name]()
    qtbot.addWidget(made)
    made.resize(420, 320)
    pictures = [made.grab().toImage()]
    look().choose(scheme=scheme, scale=1.25)
    pictures.append(made.grab().toImage())
    assert [one.message for one in qtlog.records] == []
    assert pictures[0] != pictures[1]


@pytest.mark.parametrize("scale", [0.9, 1.0, 1.25, 1.5])
@pytest.mark.parametrize("name", PIECES)
def test_nothing_a_piece_says_is_cut_at_any_scale(qtbot: QtBot, name: str, scale: float) -> None:
    made = PIECES[name]()
    page = QWidget()
    qtbot.addWidget(page)
    column = QVBoxLayout(page)
    column.addWidget(made)
    column.addStretch(1)
    page.resize(700, 900)
    page.show()
    look().choose(scale=scale)
    qtbot.waitUntil(lambda: made.height() >= made.minimumSizeHint().height())
    for said in (*page.findChildren(QLabel), *page.findChildren(QAbstractButton)):
        if said.isVisible() and not (isinstance(said, QLabel) and said.wordWrap()):
            assert said.height() >= min(said.minimumSizeHint().height(), said.sizeHint().height()), said
            assert said.width() >= said.minimumSizeHint().width(), said


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="None is immortal since Python 3.12")
def test_two_thousand_paints_do_not_use_up_none(qtbot: QtBot) -> None:
    page = Card("样张")
    qtbot.addWidget(page)
    for make in (month_bars, village_bars, gauge, stepper, tabs, segments):
        page.body.addWidget(make())
    page.resize(500, 600)
    canvas = QPixmap(500, 600)
    page.render(canvas)
    before = sys.getrefcount(None)
    painter = QPainter(canvas)
    for _ in range(2_000):
        paint_chip(painter, 4, 12, ChipSpec("必改", Tone.BAD, "xc"))
        paint_step_dots(painter, 4, 40, list(StepState))
    painter.end()
    for _ in range(20):
        page.render(canvas)
    assert sys.getrefcount(None) > before - 200


def test_no_piece_holds_a_colour_or_a_sheet_of_its_own() -> None:
    folder = Path(chips.__file__).parent
    for file in folder.rglob("*.py"):
        text = file.read_text(encoding="utf-8")
        assert not re.search(r"#[0-9A-Fa-f]{6}\b|setStyleSheet|setPointSize", text), file.name
