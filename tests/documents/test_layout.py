"""One description of a table, and what every renderer reads from it."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minzheng_desk.documents.layout import (
    NARROWEST_SIGNATURE_MM,
    CellKind,
    Column,
    Group,
    Row,
    Sheet,
    Total,
    cell_text,
    fitted_widths,
    total_label_span,
    totals_of,
)
from minzheng_desk.kernel.period import Month

COLUMNS = (
    Column("number", "序号", CellKind.INDEX, width_mm=12),
    Column("name", "姓名", total=None),
    Column("account", "账号", total=Total.COUNT),
    Column("amount", "金额", CellKind.MONEY, total=Total.SUM),
)
ROWS: tuple[Row, ...] = ((None, "甲", "1", 100), (None, "乙", None, 250), (None, "丙", "3", None))


def test_sums_and_counts_leave_empty_cells_out() -> None:
    assert (None, None, 2, 350) == totals_of(COLUMNS, ROWS)


def test_the_word_for_the_total_stretches_to_the_first_figure() -> None:
    assert 2 == total_label_span(COLUMNS)


def test_the_total_is_said_in_words_when_asked() -> None:
    assert "叁元伍角" in Sheet(title="名册", columns=COLUMNS, rows=ROWS, in_words="amount").total_in_words
    assert "" == Sheet(title="名册", columns=COLUMNS, rows=ROWS).total_in_words


@pytest.mark.parametrize(
    ("kind", "value", "shown"),
    [
        (CellKind.MONEY, 123450, "1,234.50"),
        (CellKind.DAY, date(2026, 11, 3), "2026-11-03"),
        (CellKind.MONTH, Month(2026, 11), "2026-11"),
        (CellKind.NUMBER, 7, "7"),
        (CellKind.TEXT, None, ""),
    ],
)
def test_a_cell_reads_the_same_everywhere(
    kind: CellKind, value: str | int | date | Month, shown: str
) -> None:
    assert shown == cell_text(kind, value)


def test_rows_outside_groups_come_in_order() -> None:
    sheet = Sheet(
        title="名册", columns=COLUMNS, rows=ROWS * 2, groups=(Group("东村", 1, 2), Group("西村", 4, 1))
    )
    stretches = [(group.label if group else None, first, stop) for group, first, stop in sheet.stretches()]
    assert [(None, 0, 1), ("东村", 1, 3), (None, 3, 4), ("西村", 4, 5), (None, 5, 6)] == stretches


def test_groups_may_not_overlap() -> None:
    with pytest.raises(ValueError, match="overlaps"):
        Sheet(title="名册", columns=COLUMNS, rows=ROWS, groups=(Group("东村", 0, 2), Group("西村", 1, 1)))


def test_a_sheet_cannot_begin_with_a_total() -> None:
    with pytest.raises(ValueError, match="must begin"):
        Sheet(title="名册", columns=COLUMNS[2:], rows=())


def test_only_money_is_said_in_words() -> None:
    with pytest.raises(ValueError, match="only money"):
        Sheet(title="名册", columns=COLUMNS, rows=ROWS, in_words="account")


@given(st.lists(st.floats(5, 80), min_size=1, max_size=12), st.floats(5, 60))
def test_widths_fill_the_paper_and_leave_room_to_sign(widths: list[float], signing: float) -> None:
    columns = [Column(str(at), "栏", width_mm=width) for at, width in enumerate(widths)]
    columns.append(Column("hand", "签字", CellKind.SIGNATURE, width_mm=signing))
    fitted = fitted_widths(columns, 277.0)
    assert 277.0 == pytest.approx(sum(fitted))
    assert fitted[-1] >= NARROWEST_SIGNATURE_MM - 1e-9
