"""Sorting, filtering and totals, for any rows."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from minzheng_desk.kernel.money import Money
from minzheng_desk.kernel.text import sort_key
from minzheng_desk.ui.widgets.chips import ChipSpec
from minzheng_desk.ui.widgets.tables.order import (
    RowOrder,
    SortedBy,
    by_predicate,
    by_search,
    by_values,
    turned,
)
from ui.widgets.tables.rows import THREE, Line, columns

VILLAGE, NAME, BEFORE, PAID, CHANGE, STATE = 1, 2, 7, 8, 9, 10

names = st.text("张章李单曾仇周陈王䶮", min_size=1, max_size=4)
amounts = st.none() | st.integers(-200_000, 200_000).map(Money)
lines = st.lists(
    st.builds(
        Line,
        id=st.uuids().map(str),
        name=names,
        village=st.sampled_from(["杨家湾村", "大柳村", ""]),
        before=amounts,
        paid=amounts,
        people=st.integers(0, 9),
        state=st.sampled_from(["正常", ChipSpec("必改"), (ChipSpec("低保"), ChipSpec("两补"))]),
    ),
    max_size=40,
)
keys = st.lists(
    st.builds(
        SortedBy, st.sampled_from([VILLAGE, NAME, BEFORE, PAID, CHANGE, STATE]), descending=st.booleans()
    ),
    max_size=3,
)


def order_of(rows: list[Line] | tuple[Line, ...]) -> RowOrder:
    made = RowOrder(columns())
    made.show(tuple(rows))
    return made


@given(lines, keys)
def test_sorting_loses_and_doubles_nothing(rows: list[Line], by: list[SortedBy]) -> None:
    order = order_of(rows)
    order.sort(by)
    assert list(range(len(rows))) == sorted(order.shown)


@given(lines, st.booleans())
def test_names_stand_in_pinyin_order_and_equal_ones_as_they_came(rows: list[Line], down: bool) -> None:  # noqa: FBT001
    order = order_of(rows)
    order.sort([SortedBy(NAME, descending=down)])
    wanted = sorted(range(len(rows)), key=lambda at: sort_key(rows[at].name), reverse=down)
    assert wanted == list(order.shown)


@given(lines, st.booleans())
def test_empty_amounts_stand_last_in_either_direction(rows: list[Line], down: bool) -> None:  # noqa: FBT001
    order = order_of(rows)
    order.sort([SortedBy(BEFORE, descending=down)])
    seen = [row.before for row in order.shown_rows]
    filled = [amount for amount in seen if amount is not None]
    assert [*sorted(filled, reverse=down), *[None] * (len(seen) - len(filled))] == seen


@given(lines)
def test_the_second_key_orders_what_the_first_leaves_equal(rows: list[Line]) -> None:
    order = order_of(rows)
    order.sort([SortedBy(VILLAGE), SortedBy(CHANGE, descending=True)])
    filled = [row for row in order.shown_rows if row.village]
    assert sorted(filled, key=lambda row: (sort_key(row.village), -row.change)) == filled


@given(lines, keys, st.integers(-100_000, 100_000), st.booleans())
def test_totals_are_the_sums_of_the_rows_shown(
    rows: list[Line],
    by: list[SortedBy],
    least: int,
    only_here: bool,  # noqa: FBT001
) -> None:
    order = order_of(rows)
    order.sort(by)
    order.keep("多", by_predicate("多", lambda row: (row.paid or 0) >= least))
    if only_here:
        order.keep("village", by_values(order.columns[VILLAGE], VILLAGE, frozenset(["大柳村"])))
    wanted = [row for row in rows if (row.paid or 0) >= least and (not only_here or row.village == "大柳村")]
    assert {row.id for row in wanted} == {row.id for row in order.shown_rows}
    assert sum(row.paid or 0 for row in wanted) == order.total(PAID)
    assert sum(row.change for row in wanted) == order.total(CHANGE)


@given(lines, keys, st.integers(-100_000, 100_000))
def test_filters_commute_and_taking_them_away_shows_all_again(
    rows: list[Line], by: list[SortedBy], least: int
) -> None:
    here = by_values(columns()[VILLAGE], VILLAGE, frozenset(["大柳村"]))
    many = by_predicate("多", lambda row: (row.paid or 0) >= least)
    one, other = order_of(rows), order_of(rows)
    for order, filters in (
        (one, (("village", here), ("多", many))),
        (other, (("多", many), ("village", here))),
    ):
        order.sort(by)
        for name, filtered in filters:
            order.keep(name, filtered)
    assert list(one.shown) == list(other.shown)
    one.keep_all()
    assert len(rows) == len(one.shown)


@given(lines)
def test_what_is_read_in_idle_time_is_what_a_click_reads(rows: list[Line]) -> None:
    prepared, clicked = order_of(rows), order_of(rows)
    for _ in prepared.read.preparing():
        pass
    assert clicked.read.keys(NAME) == prepared.read.keys(NAME)
    assert clicked.read.haystack.mask("z") == prepared.read.haystack.mask("z")


def test_filters_are_applied_to_rows_that_come_later() -> None:
    order = order_of(THREE)
    order.keep("village", by_values(order.columns[VILLAGE], VILLAGE, frozenset(["大柳村"])))
    order.show((*THREE, Line("4", "丁学文", "大柳村")))
    assert ["曾小雨", "丁学文"] == [row.name for row in order.shown_rows]


def test_the_filter_is_written_out() -> None:
    order = order_of(THREE)
    order.keep("village", by_values(order.columns[VILLAGE], VILLAGE, frozenset(["大柳村", ""])))
    order.keep("搜索", by_search("周"))
    assert "村：大柳村、（空白）；搜索“周”" == order.filter_words


def test_values_are_replaced_and_other_filters_stay() -> None:
    order = order_of(THREE)
    order.keep("village", by_values(order.columns[VILLAGE], VILLAGE, frozenset(["大柳村"])))
    order.keep("搜索", by_search("周"))
    order.replace_values({"state": ["正常"]})
    assert ["搜索", "state"] == list(order.filters)
    assert ["周桂芳"] == [row.name for row in order.shown_rows]


def test_a_title_clicked_three_times_restores_the_natural_order() -> None:
    first = turned((), NAME, added=False)
    second = turned(first, NAME, added=False)
    assert (SortedBy(NAME),) == first
    assert (SortedBy(NAME, descending=True),) == second
    assert () == turned(second, NAME, added=False)


def test_shift_adds_a_key_and_a_plain_click_begins_anew() -> None:
    village = turned((), VILLAGE, added=False)
    both = turned(village, PAID, added=True)
    assert (SortedBy(VILLAGE), SortedBy(PAID)) == both
    assert (SortedBy(NAME),) == turned(both, NAME, added=False)
