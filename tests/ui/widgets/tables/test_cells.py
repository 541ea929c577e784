"""Values as they are read, spoken and copied."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from minzheng_desk.documents.layout import CellKind
from minzheng_desk.kernel.money import Money
from minzheng_desk.kernel.period import Month
from minzheng_desk.ui.widgets.chips import ChipSpec
from minzheng_desk.ui.widgets.tables.cells import (
    PRINTED,
    cell_text,
    copied_text,
    printed_value,
    spoken_text,
)
from minzheng_desk.ui.widgets.tables.columns import SECRET, ColumnKind, TableColumn
from ui.widgets.tables.rows import ZHOU


def of(kind: ColumnKind, title: str = "本月") -> TableColumn:
    return TableColumn("x", title, kind, codes="sex")


@pytest.mark.parametrize(
    ("kind", "value", "text"),
    [
        (ColumnKind.TEXT, "大柳村", "大柳村"),
        (ColumnKind.TEXT, None, ""),
        (ColumnKind.ID_NUMBER, "990000195803120628", "990000 ******** 0628"),
        (ColumnKind.ACCOUNT, "6217000000000003317", "尾号 3317"),
        (ColumnKind.ACCOUNT, "缺账户", "缺账户"),
        (ColumnKind.PHONE, "13800002206", "138 **** 2206"),
        (ColumnKind.MONEY, Money(120436650), "1,204,366.50"),
        (ColumnKind.MONEY, Money(0), "0.00"),
        (ColumnKind.MONEY, None, "—"),
        (ColumnKind.DIFFERENCE, Money(14800), "+148.00"),
        (ColumnKind.DIFFERENCE, Money(-66500), "-665.00"),
        (ColumnKind.DIFFERENCE, Money(0), "—"),
        (ColumnKind.NUMBER, 1700, "1,700"),
        (ColumnKind.DATE, date(2026, 11, 20), "2026-11-20"),
        (ColumnKind.MONTH, Month(2026, 11), "2026-11"),
        (ColumnKind.CODE, "2", "女"),
        (ColumnKind.CHIP, ChipSpec("必改"), "必改"),
        (ColumnKind.CHIP, (ChipSpec("低保"), ChipSpec("两补")), "低保、两补"),
        (ColumnKind.CHIP, "正常", "正常"),
        (ColumnKind.PERCENT, Fraction(123, 1000), "12.3%"),
    ],
)
def test_a_value_is_read(kind: ColumnKind, value: Any, text: str) -> None:
    assert text == cell_text(of(kind), value)


@pytest.mark.parametrize(
    ("kind", "title", "value", "said"),
    [
        (ColumnKind.ID_NUMBER, "证件号", "990000195803121215", "证件号尾号 1215"),
        (ColumnKind.DIFFERENCE, "比上月", Money(14800), "比上月增加 148.00 元"),
        (ColumnKind.DIFFERENCE, "比上月", Money(-500), "比上月减少 5.00 元"),
        (ColumnKind.DIFFERENCE, "比上月", Money(0), "比上月 无"),
        (ColumnKind.MONEY, "本月", Money(52000), "本月 520.00 元"),
        (ColumnKind.CHIP, "状态", ChipSpec("必改"), "状态 必改"),
    ],
)
def test_a_value_is_spoken(kind: ColumnKind, title: str, value: Any, said: str) -> None:
    assert said == spoken_text(of(kind, title), value)


def test_money_is_copied_as_plain_figures_and_numbers_stay_masked() -> None:
    assert "-1204366.50" == copied_text(of(ColumnKind.DIFFERENCE), Money(-120436650))
    assert "1700" == copied_text(of(ColumnKind.NUMBER), 1700)
    assert "" == copied_text(of(ColumnKind.MONEY), None)
    for kind in SECRET:
        assert ZHOU.number not in copied_text(of(kind), ZHOU.number)


def test_every_kind_is_read_and_has_its_place_on_paper() -> None:
    assert set(ColumnKind) == set(PRINTED)
    assert CellKind.MONEY is PRINTED[ColumnKind.DIFFERENCE]
    assert "990000 ******** 0628" == printed_value(of(ColumnKind.ID_NUMBER), "990000195803120628")
    assert 52000 == printed_value(of(ColumnKind.MONEY), Money(52000))
