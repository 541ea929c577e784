from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from minzheng_desk.kernel.money import Money
from minzheng_desk.ui.look.look import look
from minzheng_desk.ui.widgets.chart_table import ChartTable
from minzheng_desk.ui.widgets.gauge import IncomeGauge, Mark

STANDARD, EDGE = Mark("低保标准", Money(59_400)), Mark("1.5倍", Money(89_100))


@pytest.fixture
def gauge(qtbot: QtBot) -> IncomeGauge:
    made = IncomeGauge()
    qtbot.addWidget(made)
    made.resize(256, 62)
    return made


def pointer(gauge: IncomeGauge) -> list[int]:
    """Where along the bar the pointer's ink stands, one row above the bar."""
    image = gauge.grab().toImage()
    return [x for x in range(image.width()) if image.pixelColor(x, 7) == look().color("ink")]


@pytest.mark.parametrize(
    ("income", "words"),
    [
        (44_833, ("与低保标准相差", "145.67 元/人·月")),
        (63_420, ("高出低保标准", "40.20 元/人·月")),
        (59_400, ("与低保标准相同", "")),
        (None, ("收入还没有核算，暂时不能比较", "")),
    ],
)
def test_the_difference_is_said_in_words(
    gauge: IncomeGauge, income: int | None, words: tuple[str, str]
) -> None:
    gauge.show_income(None if income is None else Money(income), STANDARD, EDGE)
    assert words == gauge.difference


def test_the_pointer_moves_with_the_income(gauge: IncomeGauge) -> None:
    gauge.show_income(Money(20_000), STANDARD, EDGE)
    low = pointer(gauge)
    gauge.show_income(Money(80_000), STANDARD, EDGE)
    high = pointer(gauge)
    assert low
    assert max(low) < min(high)


def test_an_income_above_everything_stays_on_the_bar(gauge: IncomeGauge) -> None:
    gauge.show_income(Money(9_900_000), STANDARD, EDGE)
    assert pointer(gauge)


def test_an_unknown_income_has_no_pointer(gauge: IncomeGauge) -> None:
    gauge.show_income(None, STANDARD, EDGE)
    assert pointer(gauge) == []


def test_everything_on_the_gauge_is_also_spoken(gauge: IncomeGauge) -> None:
    gauge.show_income(Money(44_833), STANDARD, EDGE)
    assert gauge.accessibleDescription() == (
        "人均月收入448.33 元，低保标准 594.00 元，1.5倍 891.00 元。与低保标准相差145.67 元/人·月。"
        "按 Alt+T 看表格"
    )


def test_behind_the_gauge_stands_a_table_opened_by_the_keyboard(gauge: IncomeGauge, qtbot: QtBot) -> None:
    gauge.show_income(Money(44_833), STANDARD, EDGE)
    assert (
        ("人均月收入", "448.33"),
        ("低保标准", "594.00"),
        ("1.5倍", "891.00"),
        ("与低保标准相差", "145.67"),
    ) == gauge.as_rows()
    with qtbot.waitActive(gauge):
        gauge.show()
        gauge.activateWindow()
    gauge.setFocus()
    qtbot.keyClick(gauge, Qt.Key.Key_T, Qt.KeyboardModifier.AltModifier)
    assert gauge.findChild(ChartTable).isVisible()


def test_a_gauge_with_nothing_to_compare_is_empty(gauge: IncomeGauge) -> None:
    assert () == gauge.as_rows()
