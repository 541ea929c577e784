from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from pytestqt.qtbot import QtBot

from minzheng_desk.kernel.period import Month
from minzheng_desk.ui.look.look import look
from minzheng_desk.ui.widgets.stacked_bars import StackedMonth, StackedMonthBars, scale_step

NAMES = ("城乡低保", "特困供养", "残疾两补")


def chart(qtbot: QtBot) -> StackedMonthBars:
    made = StackedMonthBars("近 12 个月发放金额（万元）")
    qtbot.addWidget(made)
    made.resize(600, 300)
    made.show_months(
        NAMES,
        [
            StackedMonth(Month(2026, 10), (10, 10, 0), "20"),
            StackedMonth(Month(2026, 11), (10, 20, 10), "40"),
        ],
    )
    return made


def column(made: StackedMonthBars, x: int, ink: str) -> int:
    image = made.grab().toImage()
    return sum(image.pixelColor(x, y) == look().color(ink) for y in range(30, image.height()))


def test_parts_stand_in_proportion_above_each_other(qtbot: QtBot) -> None:
    made = chart(qtbot)
    heights = [column(made, 457, f"chart{place}") for place in range(3)]
    assert abs(heights[1] - 2 * heights[0]) <= 4
    assert abs(heights[2] - heights[0]) <= 3
    assert heights[0] > 40


def test_the_table_and_the_ear_hear_the_sums(qtbot: QtBot) -> None:
    made = chart(qtbot)
    assert made.as_rows() == (("2026年10月", "20"), ("2026年11月", "40"))
    assert "最高 2026年11月 40" in made.accessibleDescription()


def test_high_contrast_tells_parts_apart_by_hatching(qtbot: QtBot) -> None:
    made = chart(qtbot)
    look().choose(scheme="contrast")
    assert 0 < column(made, 457, "chart1") < 2 * column(made, 457, "chart0") - 10


@given(st.integers(1, 10**9))
def test_a_scale_has_at_most_five_lines_above_zero(highest: int) -> None:
    step = scale_step(highest)
    assert -(-highest // step) <= 5
    assert step == 1 or -(-highest // step) >= 2
