from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from minzheng_desk.kernel.money import Money
from minzheng_desk.kernel.period import Month
from minzheng_desk.ui.look.look import look
from minzheng_desk.ui.widgets.chart_table import ChartTable
from minzheng_desk.ui.widgets.charts import (
    Bar,
    ChangeBars,
    Chart,
    ChartEvent,
    MonthBar,
    MonthBars,
    VillageBars,
    in_ten_thousands,
)

TENTHS = (339, 341, 342, 340, 343, 344, 346, 361, 362, 363, 366, 366)


def months() -> list[MonthBar]:
    return [
        MonthBar(Month(2025, 12) + place, tenths, f"{tenths / 10:.1f}") for place, tenths in enumerate(TENTHS)
    ]


def column_of(chart: Chart, place: int, count: int, ink: str) -> int:
    """How many pixels of ``ink`` stand in the middle of a column of bars."""
    image = chart.grab().toImage()
    x = int((place + 0.5) * image.width() / count)
    return sum(image.pixelColor(x, y) == look().color(ink) for y in range(image.height()))


@pytest.fixture
def chart(qtbot: QtBot) -> MonthBars:
    made = MonthBars("近 12 个月发放金额（万元）")
    qtbot.addWidget(made)
    made.resize(360, 200)
    made.show_months(months(), ChartEvent(Month(2026, 7), "7月提标 34.6 → 36.1"))
    return made


@pytest.fixture
def villages(qtbot: QtBot) -> VillageBars:
    made = VillageBars("按村合计")
    qtbot.addWidget(made)
    made.show_bars(
        [
            Bar("v1", "杨家湾村", 3_062_071, "30,620.71"),
            Bar("v2", "大柳村", 1_886_500, "18,865.00"),
            Bar("v3", "石桥铺村", 0, "0.00"),
        ]
    )
    made.resize(300, made.sizeHint().height())
    made.show()
    return made


def test_the_chart_says_lowest_highest_and_last(chart: MonthBars) -> None:
    said = chart.accessibleDescription()
    assert "最低 2025年12月 33.9" in said
    assert "最高 2026年11月 36.6" in said
    assert "最后 2026年11月 36.6" in said


def test_bars_begin_at_zero_and_keep_the_proportion(qtbot: QtBot) -> None:
    chart = MonthBars("发放金额")
    qtbot.addWidget(chart)
    chart.resize(400, 300)
    chart.show_months(
        [MonthBar(Month(2026, 1) + place, value, str(value)) for place, value in enumerate((50, 100, 1))]
    )
    half, whole = column_of(chart, 0, 3, "bar"), column_of(chart, 1, 3, "bar")
    assert half == pytest.approx(whole / 2, abs=3)


def test_the_last_month_is_the_strong_one(chart: MonthBars) -> None:
    assert column_of(chart, 11, 12, "accent") > 50
    assert column_of(chart, 10, 12, "accent") == 0


def test_high_contrast_tells_bars_apart_by_hatching(chart: MonthBars) -> None:
    look().choose(scheme="contrast")
    assert column_of(chart, 5, 12, "bar") == 0
    assert 0 < column_of(chart, 5, 12, "accent") < column_of(chart, 11, 12, "accent")


def test_alt_t_opens_the_table_behind_the_chart(qtbot: QtBot, chart: MonthBars) -> None:
    with qtbot.waitActive(chart):
        chart.show()
        chart.activateWindow()
    chart.setFocus()
    qtbot.keyClick(chart, Qt.Key.Key_T, Qt.KeyboardModifier.AltModifier)
    table = chart.findChild(ChartTable)
    assert table.isVisible()
    model = table.view.model()
    shown = tuple((model.index(row, 0).data(), model.index(row, 1).data()) for row in range(model.rowCount()))
    assert chart.as_rows() == shown
    assert shown[-1] == ("2026年11月", "36.6")
    qtbot.keyClick(table, Qt.Key.Key_Escape)


def test_the_table_can_be_pasted_into_a_spreadsheet(qtbot: QtBot, villages: VillageBars) -> None:
    villages.open_table()
    table = villages.findChild(ChartTable)
    copying = next(one for one in table.findChildren(QPushButton) if one.text() == "复制到表格")
    qtbot.mouseClick(copying, Qt.MouseButton.LeftButton)
    assert QApplication.clipboard().text().splitlines()[:2] == [
        "村（社区）\t金额（元）",
        "杨家湾村\t30,620.71",
    ]
    table.close()


def test_a_chart_without_data_says_so(qtbot: QtBot) -> None:
    chart = MonthBars("发放金额")
    qtbot.addWidget(chart)
    chart.show_months([])
    assert chart.accessibleDescription() == "还没有可以画的数据"
    assert not chart.grab().isNull()


def test_an_event_in_a_month_that_is_not_shown_is_left_out(chart: MonthBars) -> None:
    without = MonthBars("发放金额")
    without.resize(chart.size())
    without.show_months(months(), ChartEvent(Month(2020, 1), "早先提标"))
    chart.show_months(months(), ChartEvent(Month(2019, 1), "更早提标"))
    assert without.grab().toImage() == chart.grab().toImage()


def test_a_click_on_a_row_opens_what_is_behind_it(qtbot: QtBot, villages: VillageBars) -> None:
    with qtbot.waitSignal(villages.opened) as told:
        qtbot.mouseClick(villages, Qt.MouseButton.LeftButton, pos=villages.rect().center())
    assert told.args == ["v2"]


def test_rows_open_by_keyboard(qtbot: QtBot, villages: VillageBars) -> None:
    heard: list[str] = []
    villages.opened.connect(heard.append)
    for key in (Qt.Key.Key_Up, Qt.Key.Key_Return, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Down):
        qtbot.keyClick(villages, key)
    qtbot.keyClick(villages, Qt.Key.Key_Return)
    assert heard == ["v1", "v3"]


def test_changes_are_counted_in_people(qtbot: QtBot) -> None:
    chart = ChangeBars("本月变动")
    qtbot.addWidget(chart)
    chart.show_changes(new=6, stopped=4, changed=1_100, back_paid=0)
    assert chart.as_rows() == (("新增", "6 人"), ("停发", "4 人"), ("金额变化", "1,100 人"), ("补发", "0 人"))


@pytest.mark.parametrize(
    ("fen", "shown"),
    [
        (36_632_600, "36.6"),
        (36_650_000, "36.7"),
        (0, "0.0"),
        (-4_999_999, "-5.0"),
        (1_234_500_000, "1,234.5"),
    ],
)
def test_ten_thousands_are_rounded_half_up_to_one_decimal(fen: int, shown: str) -> None:
    assert shown == in_ten_thousands(Money(fen))
